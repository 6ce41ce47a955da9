"""Marks can be taken away again: a copy as it was written gives its source, one that was saved since its content."""

import io
import re
import shutil
import warnings
from decimal import Decimal

import annotate_books as books
import openpyxl
import openpyxl.chart
import pytest
import torture_parts
from annotate_books import MAIN, OFFICE, SHEET, STRICT, STRICT_MAIN, by_hand, finding, run, worksheet
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from test_annotate_edges import streamed
from test_annotate_random import CELLS, FOUND, MERGES, disjoint, written

from xlplugin.errors import UnreadableError, UsageError
from xlplugin.excel.annotate import annotate
from xlplugin.excel.clear import clear
from xlplugin.excel.draft import Draft
from xlplugin.excel.ooxml import read
from xlplugin.excel.package import Package
from xlplugin.excel.splice import mirrored, splice
from xlplugin.model import EXPLAIN
from xlplugin.place import a1

ONE = '<sheetData><row r="1" spans="1:2"><c r="A1"><v>5</v></c></row></sheetData>'
NOTED = (
    f'<comments xmlns="{MAIN}"><authors><author>甲</author></authors><commentList><comment ref="A1" authorId="0">'
    "<text><t>请复核</t></text></comment></commentList></comments>"
)


def signed():
    parts = torture_parts.crowded()
    parts["_xmlsignatures/origin.sigs"] = b""
    parts["_xmlsignatures/sig1.xml"] = b"<Signature/>"
    origin = f'<Relationship Id="rIdS" Type="{books.PACKAGE}/relationships/digital-signature/origin" '
    origin += 'Target="_xmlsignatures/origin.sigs"/></Relationships>'
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"</Relationships>", origin.encode())
    return books.zipped(parts)


def noted():
    ties = f'<Relationship Id="rId1" Type="{OFFICE}/comments" Target="../comments7.xml"/>'
    given_ties = f'<Relationships xmlns="{books.PACKAGE}/relationships">{ties}</Relationships>'
    extra = {"xl/comments7.xml": NOTED, "xl/worksheets/_rels/sheet1.xml.rels": given_ties}
    return by_hand(worksheet(ONE), extra=extra)


def utf16():
    return by_hand(('<?xml version="1.0" encoding="UTF-16"?>' + worksheet(ONE)).encode("utf-16"))


SOURCES = {
    "signed": (signed, torture_parts.run()),
    "nothing found": (lambda: books.zipped(torture_parts.crowded()), run()),
    "plain": (lambda: by_hand(worksheet(ONE)), run(finding(SHEET, "A1"), finding(SHEET, "C9"))),
    "strict": (
        lambda: by_hand(
            worksheet(ONE).replace(MAIN, STRICT_MAIN).replace(OFFICE, STRICT), main=STRICT_MAIN, office=STRICT
        ),
        run(finding(SHEET, "A1")),
    ),
    "prefixed": (
        lambda: by_hand(f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData/></x:worksheet>'),
        run(finding(SHEET, "B2")),
    ),
    "UTF-16": (utf16, run(finding(SHEET, "A1"))),
    "a note of the user": (noted, run(finding(SHEET, "A1"), finding(SHEET, "A2"))),
    "streamed": (lambda: streamed(books.members(by_hand(worksheet(ONE)))), run(finding(SHEET, "A1"))),
    "1,100 notes": (lambda: by_hand(worksheet(ONE)), run(*(finding(SHEET, a1(row, 1)) for row in range(1, 1101)))),
}


def assert_source(cleared, source):
    before, after = books.members(source), books.members(cleared)
    assert sorted(after) == sorted(before)
    assert [name for name in before if after[name] != before[name]] == []


@pytest.mark.parametrize(("build", "found"), SOURCES.values(), ids=SOURCES)
def test_a_copy_gives_its_source_part_by_part(build, found):
    source = build()
    assert_source(clear(annotate(source, found)), source)
    assert_source(clear(annotate(source, found, "en")), source)


def test_marks_upon_marks_go_together():
    source = books.zipped(torture_parts.crowded())
    twice = annotate(annotate(source, torture_parts.run()), torture_parts.run())
    assert_source(clear(twice), source)


@settings(max_examples=40, deadline=None)
@given(cells=st.sets(CELLS, max_size=20), merges=MERGES, found=FOUND)
def test_marking_and_clearing_any_form_changes_nothing(cells, merges, found):
    areas, merged = disjoint(merges)
    source = written(cells - merged, areas)
    findings = [finding("表", a1(*cell), severity) for cell, severity in found.items()]
    assert_source(clear(annotate(source, run(*findings))), source)


@st.composite
def edited(draw):
    """A text and edits that do not overlap, insertions at one place among them, in any order."""
    text = draw(st.binary(max_size=60))
    at = sorted(draw(st.lists(st.integers(0, len(text)), max_size=12).filter(lambda places: len(places) % 2 == 0)))
    edits = [(start, end, draw(st.binary(max_size=9))) for start, end in zip(at[::2], at[1::2], strict=True)]
    return text, draw(st.permutations(edits))


@settings(max_examples=300, deadline=None)
@given(edited())
def test_mirrored_edits_always_lead_back(made):
    text, edits = made
    assert splice(splice(text, edits), mirrored(text, edits)) == text


def test_a_part_that_is_read_between_its_edits_still_leads_back():
    draft = Draft(Package(small()))
    name = "xl/workbook.xml"
    before = draft.text(name)
    draft.edit(name, [(0, 0, b"<!-- 1 -->")])
    draft.edit(name, [(len(before), len(before), b"<!-- 2 -->")])
    assert draft.text(name) == b"<!-- 1 -->" + before + b"<!-- 2 -->"
    assert splice(draft.text(name), draft.way_back(name)) == before
    assert len(draft.way_back(name)) == 2
    draft.edit(name, [(0, 10, b"")])
    draft.settle()
    assert draft.text(name) == before + b"<!-- 2 -->"
    assert splice(draft.text(name), draft.way_back(name)) == before


def test_what_is_remembered_is_small():
    source = books.zipped(torture_parts.crowded())
    parts = books.members(annotate(source, torture_parts.run()))
    memory = next(text for name, text in parts.items() if name.startswith("customXml/") and b"urn:xlplugin" in text)
    assert len(memory) < 5_000


def resaved(data, edit=None):
    """The workbook as a program writes it that knows nothing of us, after an edit."""
    target = io.BytesIO()
    with warnings.catch_warnings(action="ignore"):
        book = openpyxl.load_workbook(io.BytesIO(data), rich_text=True)
        if edit:
            edit(book)
        book.save(target)
    return target.getvalue()


def looks(data):
    """What a reader sees of every sheet: values, formats, notes and links of all cells."""
    with warnings.catch_warnings(action="ignore"):
        book = openpyxl.load_workbook(io.BytesIO(data))
    seen = {}
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                link = cell.hyperlink.location or cell.hyperlink.target if cell.hyperlink else None
                look = (cell.value, cell.fill.fgColor.rgb, cell.font.b, cell.number_format, cell.border.left.style)
                note = cell.comment.text if cell.comment else None
                if any(part not in (None, "00000000", False, "General", "0.000") for part in (*look, note, link)):
                    seen[sheet.title, cell.coordinate] = (*look, note, link)
    return book.sheetnames, seen


def links(sheet):
    """The cells of a sheet that lead elsewhere."""
    return [cell.coordinate for row in sheet for cell in row if cell.hyperlink]


@pytest.mark.parametrize("program", ["openpyxl", "libreoffice"])
def test_a_copy_saved_since_loses_its_marks_and_nothing_else(program, tmp_path):
    source = books.zipped(torture_parts.crowded())
    copy = annotate(source, torture_parts.run())
    if program == "openpyxl":
        before, after = resaved(source), clear(resaved(copy))
    else:
        soffice = shutil.which("soffice")
        if not soffice:
            pytest.skip("LibreOffice is not installed")
        (tmp_path / "a").mkdir()
        (tmp_path / "b").mkdir()
        before = books.converted(source, tmp_path / "a", soffice)
        after = clear(books.converted(copy, tmp_path / "b", soffice))
    assert looks(after) == looks(before)
    assert "审核" not in "".join(str(name) for name in books.members(after)["xl/workbook.xml"].decode())
    assert len(read(after).sheets) == len(read(before).sheets)


def small():
    body = (
        '<sheetData><row r="1"><c r="A1" s="1"><v>0.5</v></c><c r="B1"><v>2</v></c></row>'
        '<row r="2"><c r="A2" s="1"><v>3</v></c></row></sheetData>'
    )
    styles = (
        f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/></font></fonts>'
        '<fills count="3"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill>'
        '<fill><patternFill patternType="solid"><fgColor rgb="FF00FF00"/></patternFill></fill></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/>'
        '<xf numFmtId="9" fontId="0" fillId="2" borderId="0" applyFill="1" xfId="0"/></cellXfs></styleSheet>'
    )
    return by_hand(worksheet(body), styles=styles)


def test_what_was_corrected_in_a_copy_is_kept():
    def correct(book):
        sheet = book[SHEET]
        sheet["A1"] = 0.75
        sheet["A1"].number_format = "0.00"
        sheet["D4"] = "补充"
        sheet["D4"].comment = Comment("已核对", "乙")
        sheet["B1"].fill = openpyxl.styles.PatternFill("solid", fgColor="FFFF00FF")

    copy = annotate(small(), run(finding(SHEET, "A1"), finding(SHEET, "B1", EXPLAIN), finding(SHEET, "A2")))
    data = clear(resaved(copy, correct))
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book[SHEET]
    assert book.sheetnames == [SHEET]
    assert (sheet["A1"].value, sheet["A1"].number_format, sheet["A1"].fill.fgColor.rgb) == (0.75, "0.00", "FF00FF00")
    assert sheet["A2"].fill.fgColor.rgb == "FF00FF00"
    assert sheet["B1"].fill.fgColor.rgb == "FFFF00FF"
    assert {cell.coordinate: cell.comment.text for row in sheet for cell in row if cell.comment} == {"D4": "已核对"}
    assert links(sheet) == []
    assert not book.defined_names


def test_rows_inserted_since_do_not_mislead():
    def insert(book):
        sheet = book[SHEET]
        moved = sheet["A1"]
        for name in ("fill", "number_format", "value"):
            setattr(sheet["A5"], name, getattr(moved, name) if name != "fill" else moved.fill.copy())
        sheet["A5"].comment = Comment(moved.comment.text, moved.comment.author)
        sheet["A1"].comment = None
        sheet["A1"].hyperlink = None
        sheet["A1"].fill = openpyxl.styles.PatternFill()

    data = clear(resaved(annotate(small(), run(finding(SHEET, "A1"))), insert))
    sheet = openpyxl.load_workbook(io.BytesIO(data))[SHEET]
    assert sheet["A5"].fill.fgColor.rgb == "FF00FF00"
    assert sheet["A5"].comment is None


def test_rows_sorted_or_deleted_on_the_results_sheet_do_not_mislead():
    def tidy(book):
        sheet = book["审核结果"]
        first = next(row for row in range(1, 9) if sheet.cell(row, 1).value == 1)
        upper, lower = ([sheet.cell(row, column) for column in range(1, 11)] for row in (first + 1, first + 2))
        for one, other in zip(upper, lower, strict=True):
            one.value, other.value = other.value, one.value
        sheet.delete_rows(first)

    found = run(finding(SHEET, "B1"), finding(SHEET, "A1"), finding(SHEET, "C1"))
    sheet = openpyxl.load_workbook(io.BytesIO(clear(resaved(annotate(small(), found), tidy))))[SHEET]
    assert sheet["A1"].fill.fgColor.rgb == "FF00FF00"
    assert (sheet["C1"].fill.patternType, sheet["C1"].comment) == (None, None)


def test_notes_of_the_user_lose_only_our_words():
    copy = resaved(annotate(noted(), run(finding(SHEET, "A1"), finding(SHEET, "A2"))))
    sheet = openpyxl.load_workbook(io.BytesIO(clear(copy)))[SHEET]
    assert sheet["A1"].comment.text == "请复核"
    assert sheet["A2"].comment is None


@pytest.mark.parametrize(("cell", "text"), [("L3", "已电话沟通"), ("K2", "已电话沟通"), ("A40", "=1+1")])
def test_text_typed_on_the_results_sheet_is_never_lost_silently(cell, text):
    def write(book):
        book["审核结果"][cell] = text

    with pytest.raises(UsageError, match=f"审核结果.*{cell}"):
        clear(resaved(annotate(small(), run(finding(SHEET, "A1"))), write))


def test_a_note_put_on_the_results_sheet_is_not_lost_either():
    def write(book):
        book["审核结果"]["A1"].comment = Comment("转财务科", "乙")

    with pytest.raises(UsageError, match="批注"):
        clear(resaved(annotate(small(), run(finding(SHEET, "A1"))), write))


def test_a_picture_put_on_the_results_sheet_is_not_lost_either():
    def draw(book):
        book["审核结果"].add_chart(openpyxl.chart.BarChart(), "B20")

    with pytest.raises(UsageError, match="图形"):
        clear(resaved(annotate(small(), run(finding(SHEET, "A1"))), draw))


def touched(data, *changes):
    """A copy of which a program has changed a figure and what else is given as (part, old, new)."""
    parts = books.members(data)
    for name, old, new in (("xl/worksheets/sheet1.xml", b"<v>2</v>", b"<v>7</v>"), *changes):
        assert old in parts[name]
        parts[name] = parts[name].replace(old, new)
    return books.zipped(parts)


def test_boxes_that_are_no_notes_stay_when_the_last_note_goes():
    button = (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shape id="_x0000_s1030"><x:ClientData '
        'ObjectType="Button"/></v:shape></xml>'
    )
    ties = f'<Relationship Id="rId1" Type="{OFFICE}/vmlDrawing" Target="../drawings/vmlDrawing1.vml"/>'
    parts = books.members(small())
    sheet = parts["xl/worksheets/sheet1.xml"].replace(b"</worksheet>", b'<legacyDrawing r:id="rId1"/></worksheet>')
    parts["xl/worksheets/sheet1.xml"] = sheet
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = f'<Relationships xmlns="{books.PACKAGE}/relationships">{ties}'
    parts["xl/worksheets/_rels/sheet1.xml.rels"] += "</Relationships>"
    parts["xl/drawings/vmlDrawing1.vml"] = button
    after = books.members(clear(touched(annotate(books.zipped(parts), run(finding(SHEET, "A1"))))))
    assert after["xl/drawings/vmlDrawing1.vml"].count(b"<v:shape ") == 1
    assert b"legacyDrawing" in after["xl/worksheets/sheet1.xml"]
    assert not [name for name in after if "comments" in name]


def test_a_cell_that_is_gone_takes_its_mark_along():
    copy = annotate(small(), run(finding(SHEET, "A1"), finding(SHEET, "F1")))
    cell = re.search(rb'<c r="F1"[^>]*/>', books.members(copy)["xl/worksheets/sheet1.xml"]).group()
    data = clear(touched(copy, ("xl/worksheets/sheet1.xml", cell, b"")))
    assert read(data).sheets[0].values == {(1, 1): Decimal("0.5"), (1, 2): Decimal(7), (2, 1): Decimal(3)}


def test_nonsense_in_a_copy_is_said_to_be_damage():
    copy = annotate(small(), run(finding(SHEET, "A1")))
    with pytest.raises(UnreadableError, match="无法解析"):
        clear(touched(copy, ("xl/worksheets/sheet1.xml", b'hyperlink ref="A1"', b'hyperlink ref="?"')))


def test_explanations_typed_since_stay_in_their_sheet():
    def explain(book):
        book.create_sheet("审核说明")["B2"] = "项目调整，已报批"

    data = clear(resaved(annotate(small(), run(finding(SHEET, "A1"))), explain))
    assert openpyxl.load_workbook(io.BytesIO(data))["审核说明"]["B2"].value == "项目调整，已报批"


def test_a_part_changed_behind_our_back_is_not_undone():
    source = small()
    parts = books.members(annotate(source, run(finding(SHEET, "A1"))))
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(b"<v>2</v>", b"<v>7</v>")
    data = clear(books.zipped(parts))
    assert read(data).sheets[0].values[1, 2] == 7
    assert "urn:xlplugin" not in str(books.members(data))
    assert books.members(data).keys() - books.members(source).keys() == {"xl/worksheets/_rels/sheet1.xml.rels"}
    assert re.search(rb'<c r="A1" s="1"', books.members(data)["xl/worksheets/sheet1.xml"])


def test_what_excel_makes_of_links_and_of_the_memory_is_known():
    """Excel drops quotation marks that a sheet name does not need, and gives every custom part properties."""
    parts = books.members(annotate(small(), run(finding(SHEET, "A1"))))
    sheet = parts["xl/worksheets/sheet1.xml"].replace("location=\"'审核结果'!".encode(), 'location="审核结果!'.encode())
    assert sheet != parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet
    parts["customXml/itemProps1.xml"] = b"<x/>"
    parts["customXml/_rels/item1.xml.rels"] = (
        f'<Relationships xmlns="{books.PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/customXmlProps" Target="itemProps1.xml"/></Relationships>'
    ).encode()
    after = books.members(clear(books.zipped(parts)))
    assert not [name for name in after if name.startswith("customXml")]
    assert b"hyperlink" not in after["xl/worksheets/sheet1.xml"]
    assert b"customXml" not in after["xl/_rels/workbook.xml.rels"] + after["[Content_Types].xml"]


def test_a_file_without_marks_is_refused_with_the_remedy():
    with pytest.raises(UsageError, match="没有 xlplugin 的标注") as caught:
        clear(by_hand(worksheet(ONE)))
    assert "--annotate" in caught.value.en


def test_a_damaged_memory_is_no_way_back():
    parts = books.members(annotate(small(), run(finding(SHEET, "A1"))))
    name = next(name for name in parts if name.startswith("customXml/"))
    wrong = re.sub(rb'was="\d+"', b'was="1"', parts[name])
    assert "审核结果" not in str(read(clear(books.zipped(parts | {name: wrong}))).sheets)
    growing = b"".join(b'<edit at="%d" end="0">eA==</edit>' % at for at in range(100, 400))
    swollen = re.sub(rb"(<part [^>]*>)", rb"\1" + growing, parts[name])
    assert len(clear(books.zipped(parts | {name: swollen}))) < 5_000
    broken = re.sub(rb'at="\d+"', b'at="x"', parts[name])
    with pytest.raises(UnreadableError):
        clear(books.zipped(parts | {name: broken}))
