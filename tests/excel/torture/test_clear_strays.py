"""Marks whose results sheet was deleted, renamed or overwritten since: they are ours all the same, and they go."""

import io
import re
import shutil

import annotate_books as books
import openpyxl
import pytest
import torture_parts
from annotate_books import OFFICE, SHEET, by_hand, finding, run, worksheet
from openpyxl.worksheet.hyperlink import Hyperlink
from test_clear import ONE, links, looks, noted, resaved, small, touched

from xlplugin.errors import UnreadableError, UsageError
from xlplugin.excel.annotate import annotate
from xlplugin.excel.clear import LAYERS, clear
from xlplugin.model import EXPLAIN

RESULTS = "审核结果"
BOOK, FORM = "xl/workbook.xml", "xl/worksheets/sheet1.xml"


def deleted(book):
    del book[book.sheetnames[0]]


def renamed(book):
    book.worksheets[0].title = "我的 'A' 结果"


def overwritten(book):
    book.worksheets[0]["A1"], book.worksheets[0]["A2"] = "处室意见", None


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("edit", [deleted, renamed, overwritten])
def test_marks_go_whatever_became_of_their_sheet(edit, lang):
    source = books.zipped(torture_parts.crowded())
    assert looks(clear(resaved(annotate(source, torture_parts.run(), lang), edit))) == looks(resaved(source))


def test_marks_go_from_what_libreoffice_wrote(tmp_path):
    soffice = shutil.which("soffice")
    if not soffice:
        pytest.skip("LibreOffice is not installed")
    source = books.zipped(torture_parts.crowded())
    pages = []
    for name, data in {"a": resaved(source), "b": resaved(annotate(source, torture_parts.run()), deleted)}.items():
        (tmp_path / name).mkdir()
        pages.append(books.converted(data, tmp_path / name, soffice))
    assert looks(clear(pages[1])) == looks(pages[0])


def test_the_fill_is_told_by_cells_formatted_alike():
    found = run(finding(SHEET, "A1"), finding(SHEET, "B1", EXPLAIN))
    sheet = openpyxl.load_workbook(io.BytesIO(clear(resaved(annotate(small(), found), deleted))))[SHEET]
    assert sheet["A1"].fill.fgColor.rgb == sheet["A2"].fill.fgColor.rgb == "FF00FF00"
    assert sheet["B1"].fill.patternType is None
    assert links(sheet) == []
    assert not [cell for row in sheet for cell in row if cell.comment]


def test_where_cells_formatted_alike_have_several_fills_none_is_claimed():
    parts = books.members(small())
    styles = parts["xl/styles.xml"].decode()
    like = '<xf numFmtId="9" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    styles = styles.replace("</cellXfs>", like).replace('<cellXfs count="2">', '<cellXfs count="3">')
    parts["xl/styles.xml"] = styles.encode()
    copy = resaved(annotate(books.zipped(parts), run(finding(SHEET, "A1"))), deleted)
    sheet = openpyxl.load_workbook(io.BytesIO(clear(copy)))[SHEET]
    assert (sheet["A1"].fill.patternType, sheet["A1"].number_format) == (None, "0%")
    assert sheet["A2"].fill.fgColor.rgb == "FF00FF00"


def test_a_tint_that_was_painted_over_since_stays():
    def paint(book):
        deleted(book)
        book[SHEET]["A1"].fill = openpyxl.styles.PatternFill("solid", fgColor="FFFF00FF")

    data = clear(resaved(annotate(small(), run(finding(SHEET, "A1"))), paint))
    assert openpyxl.load_workbook(io.BytesIO(data))[SHEET]["A1"].fill.fgColor.rgb == "FFFF00FF"


def linked(book):
    """A sheet of the user's own that is called like ours, and a link to it."""
    book.create_sheet(RESULTS)["A5"] = "第5条"
    book[SHEET]["D9"] = "见审核结果"
    book[SHEET]["D9"].hyperlink = Hyperlink("D9", location=f"{RESULTS}!A5")


def test_a_sheet_of_the_same_name_and_links_to_it_are_the_users():
    own = resaved(small(), linked)
    with pytest.raises(UsageError, match="没有 xlplugin 的标注"):
        clear(own)
    for edit in (deleted, renamed):
        data = clear(resaved(annotate(own, run(finding(SHEET, "A1"))), edit))
        book = openpyxl.load_workbook(io.BytesIO(data))
        assert book.sheetnames == [SHEET, RESULTS]
        assert links(book[SHEET]) == ["D9"]
        assert book[SHEET]["A1"].fill.fgColor.rgb == "FF00FF00"


def test_links_that_were_renamed_along_are_known_by_their_tips():
    copy = annotate(small(), run(finding(SHEET, "A1"), finding(SHEET, "A2")))
    old, new = f"'{RESULTS}'!".encode(), "'复核'!".encode()
    data = clear(touched(copy, (FORM, old, new), (BOOK, f'name="{RESULTS}"'.encode(), 'name="复核"'.encode())))
    parts = books.members(data)
    assert b"hyperlink" not in parts[FORM]
    assert not [name for name in parts if "comments" in name]
    assert "复核" not in parts[BOOK].decode()


@pytest.mark.parametrize("gone", [0, 1])
def test_marks_upon_marks_go_though_one_of_their_sheets_did(gone):
    def delete(book):
        del book[book.sheetnames[gone]]

    found = run(finding(SHEET, "A1"), finding(SHEET, "B1"))
    sheet = openpyxl.load_workbook(io.BytesIO(clear(resaved(annotate(annotate(small(), found), found), delete))))[SHEET]
    assert sheet["A1"].fill.fgColor.rgb == "FF00FF00"
    assert sheet["B1"].fill.patternType is None
    assert links(sheet) == []
    assert not [cell for row in sheet for cell in row if cell.comment]


def test_a_workbook_is_never_left_without_sheets():
    def delete(book):
        del book[SHEET]

    with pytest.raises(UsageError, match="只剩“审核结果”"):
        clear(resaved(annotate(small(), run(finding(SHEET, "A1"))), delete))


def remembering(count, now="0"):
    """A workbook with so many memories, each of an empty part; their checksums fit where ``now`` is theirs."""
    ties = "".join(
        f'<Relationship Id="rIdM{at}" Type="{OFFICE}/customXml" Target="../customXml/item{at}.xml"/>'
        for at in range(count)
    )
    extra = {}
    for at in range(count):
        memory = f'<marks xmlns="urn:xlplugin:marks:1"><new name="xl/x{at}.bin" now="{now}"/></marks>'
        extra |= {f"xl/x{at}.bin": b"", f"customXml/item{at}.xml": memory}
    return by_hand(worksheet(ONE), ties=ties, extra=extra)


def test_so_many_layers_are_taken_off_and_no_more():
    assert not [name for name in books.members(clear(remembering(LAYERS))) if "item" in name or "bin" in name]
    with pytest.raises(UsageError, match=f"超过 {LAYERS} 层"):
        clear(remembering(LAYERS + 1))


def test_a_memory_without_marks_is_left_out():
    parts = books.members(clear(remembering(1, now="1")))
    assert "customXml" not in str(parts)
    assert "xl/x0.bin" in parts


def test_boxes_that_never_end_do_not_hold_up():
    notes = "xl/drawings/vmlDrawing1.vml"
    copy = annotate(small(), run(finding(SHEET, "A1")))
    boxes = books.members(copy)[notes]
    data = clear(touched(copy, (notes, b"</xml>", b"<v:shape >" * 60_000 + b"</v:shape></xml>")))
    assert books.members(data)[notes].count(b"<v:shape ") == 60_000
    assert boxes.count(b"<v:shape ") == 1


def test_a_file_that_cannot_be_read_is_said_to_be_such():
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(UnreadableError, match="取消打开密码"):
        clear(locked, "自评表.xlsx")
    for data, what in ((b"%PDF-1.7", "PDF"), (b"a,b\n", "CSV"), (books.zipped({"a.txt": b""}), "ZIP")):
        with pytest.raises(UnreadableError, match=rf"自评表\.xlsx.*{what}"):
            clear(data, "自评表.xlsx")


def test_a_note_of_several_runs_keeps_its_own():
    runs = "<text><r><t>请</t></r><r><t>复核 &lt;甲&gt;</t></r></text>"
    parts = books.members(noted())
    parts["xl/comments7.xml"] = parts["xl/comments7.xml"].replace("<text><t>请复核</t></text>".encode(), runs.encode())
    marked = books.members(annotate(books.zipped(parts), run(finding(SHEET, "A1"))))
    marked[FORM] = marked[FORM].replace(b"<v>5</v>", b"<v>6</v>")
    after = books.members(clear(books.zipped(marked)))["xl/comments7.xml"].decode()
    assert re.findall("<text>.*</text>", after) == [runs]
