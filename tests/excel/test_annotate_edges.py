import io
import re
import zipfile

import annotate_books as books
import openpyxl
import pytest
from annotate_books import MAIN, OFFICE, SHEET, STRICT, STRICT_MAIN, WORKBOOK, by_hand, finding, marked, run, worksheet

from xlplugin.errors import RefusedError, UnreadableError, UsageError
from xlplugin.excel.annotate import annotate
from xlplugin.excel.ooxml import read
from xlplugin.excel.styles import TINTS
from xlplugin.model import ADVICE, ERROR, EXPLAIN

STYLED = (
    f'<styleSheet xmlns="{MAIN}"><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/>'
    '<xf numFmtId="9"><alignment horizontal="center"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def sheet_text(data):
    return books.members(data)["xl/worksheets/sheet1.xml"].decode()


def fills(data):
    sheet = openpyxl.load_workbook(io.BytesIO(data))[SHEET]
    colours = {cell.coordinate: cell.fill.fgColor.rgb for row in sheet.iter_rows() for cell in row}
    return {cell: colour for cell, colour in colours.items() if colour in TINTS.values()}


def addresses(data):
    return re.findall(r'<(?:\w+:)?c r="(\w+)"', sheet_text(data))


@pytest.mark.parametrize(
    ("body", "order"),
    [
        ("<sheetData/>", ["B2", "D2", "A3"]),
        ("<sheetData></sheetData>", ["B2", "D2", "A3"]),
        ('<sheetData><row r="2"/></sheetData>', ["B2", "D2", "A3"]),
        ('<sheetData><row r="2" spans="3:3" ><c r="C2"/></row ></sheetData >', ["B2", "C2", "D2", "A3"]),
        ('<sheetData><row r="1"/><row r="4"><c r="A4"/></row></sheetData>', ["B2", "D2", "A3", "A4"]),
        ("<sheetData><row r='2'><c r='B2'><v>1</v></c><c r='E2'/></row></sheetData>", ["D2", "A3"]),
        ("<sheetData><row/><row><c/><c><v>1</v></c></row></sheetData>", ["D2", "A3"]),
        ('<sheetData><!-- <row r="2"><c r="B2"/> --><row r="5"/></sheetData>', ["B2", "B2", "D2", "A3"]),
        ('<sheetData><row r="5"><c r="A5" t="inlineStr"><is><t> r="B2"</t></is></c></row></sheetData>', None),
    ],
    ids=["empty", "opened", "empty-row", "blanks", "between", "quotes", "no-addresses", "comment", "text"],
)
def test_missing_rows_and_cells_are_inserted_in_order(body, order):
    data = marked(by_hand(worksheet(body)), "A3", "D2", "B2")
    assert fills(data).keys() == {"A3", "B2", "D2"}
    assert order is None or addresses(data) == order
    assert read(data).sheets[1].values == read(by_hand(worksheet(body))).sheets[0].values


def test_a_row_that_grows_loses_its_spans_and_nothing_else():
    body = '<sheetData><row r="2" spans="3:3" ht="30" customHeight="1"><c r="C2"><v>1</v></c></row></sheetData>'
    assert '<row r="2" ht="30" customHeight="1"><c r="C2"' in sheet_text(marked(by_hand(worksheet(body)), "D2"))


@pytest.mark.parametrize("row", ['<row r="2" s="1" customFormat="1"/>', '<row r="2"><c r="B2" s="1"/></row>', ""])
def test_a_tinted_cell_keeps_the_format_it_had_or_was_given_by_row_and_column(row):
    head = '<cols><col min="2" max="3" width="9" style="1"/></cols>'
    source = by_hand(worksheet(f"<sheetData>{row}</sheetData>", head), styles=STYLED)
    cell = openpyxl.load_workbook(io.BytesIO(marked(source, "B2")))[SHEET]["B2"]
    assert (cell.number_format, cell.alignment.horizontal) == ("0%", "center")


def test_a_workbook_without_styles_gets_a_style_sheet():
    source = by_hand(worksheet("<sheetData/>"))
    data = marked(source, "B2")
    assert b'Target="styles.xml"' in books.members(data)["xl/_rels/workbook.xml.rels"]
    assert fills(data) == {"B2": TINTS[ERROR]}


def test_an_unknown_style_id_is_taken_as_plain():
    source = by_hand(worksheet('<sheetData><row r="1"><c r="A1" s="99"/></row></sheetData>'), styles=STYLED)
    style = re.search(r'<c r="A1" s="(\d+)"', sheet_text(marked(source, "A1"))).group(1)
    assert int(style) == 2


def test_prefixed_sheets_get_prefixed_marks():
    body = '<x:sheetData><x:row r="1"><x:c r="A1"><x:v>5</x:v></x:c></x:row></x:sheetData>'
    source = by_hand(f'<x:worksheet xmlns:x="{MAIN}">{body}</x:worksheet>')
    data = marked(source, "A1", "C3")
    text = sheet_text(data)
    assert '<x:row r="3"><x:c r="C3" s="' in text
    assert "<x:hyperlinks><x:hyperlink " in text
    assert "<x:legacyDrawing " in text
    assert read(data).sheets[1].values == read(source).sheets[0].values


def test_strict_workbooks_stay_strict():
    source = by_hand(
        f'<worksheet xmlns="{STRICT_MAIN}"><sheetData><row r="1"><c r="A1"><v>5</v></c></row></sheetData></worksheet>',
        main=STRICT_MAIN,
        office=STRICT,
    )
    parts = books.members(marked(source, "A1"))
    written = b"".join(content for name, content in parts.items() if not name.startswith("[Content"))
    assert OFFICE.encode() not in written
    assert MAIN.encode() not in written
    assert len(read(books.zipped(parts)).sheets) == 2


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030"])
def test_parts_in_another_encoding_are_written_as_utf8(encoding):
    xml = f'<?xml version="1.0" encoding="{encoding}"?>' + worksheet(
        '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>预算</t></is></c></row></sheetData>'
    )
    data = marked(by_hand(xml.encode(encoding)), "A1")
    assert sheet_text(data).startswith('<?xml version="1.0" encoding="UTF-8"?>')
    assert read(data).sheets[1].values == {(1, 1): "预算"}


@pytest.mark.parametrize(
    ("xml", "fault"),
    [
        (f'<!DOCTYPE x [<!ENTITY a "b">]>{worksheet("<sheetData/>")}', RefusedError),
        (worksheet(""), UnreadableError),
        (worksheet("<sheetData>"), UnreadableError),
        (worksheet('<sheetData><row r="x"/></sheetData>'), UnreadableError),
        ("", UnreadableError),
        (worksheet("<sheetData/>", tail='<mergeCells><mergeCell ref="C1:A1"/></mergeCells>'), UnreadableError),
        (worksheet("<sheetData/>", tail='<legacyDrawing r:id="rId9"/>'), UnreadableError),
        ('<?xml version="1.0" encoding="no-such"?><worksheet/>', UnreadableError),
    ],
    ids=["doctype", "no-data", "cut", "row", "empty", "merge", "drawing", "encoding"],
)
def test_a_damaged_sheet_is_refused_with_a_sentence(xml, fault):
    with pytest.raises(fault, match="sheet1"):
        marked(by_hand(xml), "A1")


@pytest.mark.parametrize("data", [b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"a,b\n"])
def test_what_is_no_xlsx_cannot_be_marked(data):
    with pytest.raises(UsageError, match=r"\.xlsx"):
        annotate(data, run())


def test_a_binary_workbook_cannot_be_marked():
    parts = books.members(by_hand(worksheet("<sheetData/>")))
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"workbook.xml", b"workbook.bin")
    with pytest.raises(UsageError, match="xlsb"):
        annotate(books.zipped(parts), run())


def test_the_gravest_finding_gives_the_colour():
    source = by_hand(worksheet("<sheetData/>"))
    file = run(finding(SHEET, "A1", ADVICE), finding(SHEET, "A1", EXPLAIN, "W2"), finding(SHEET, "A2", ADVICE, "W3"))
    assert fills(annotate(source, file)) == {"A1": TINTS[EXPLAIN], "A2": TINTS[ADVICE]}


def test_findings_inside_a_merge_meet_in_its_first_cell():
    source = by_hand(worksheet("<sheetData/>", tail='<mergeCells count="1"><mergeCell ref="B2:D4"/></mergeCells>'))
    data = marked(source, "C3", "D4", "E5")
    assert fills(data).keys() == {"B2", "E5"}
    sheet = openpyxl.load_workbook(io.BytesIO(data))[SHEET]
    assert sheet["B2"].comment.text.count("编号：W101") == 2


def test_cells_with_links_of_any_kind_keep_them():
    body = '<sheetData><row r="1"><c r="A1"><f>Hyperlink("#B1","去")</f><v>去</v></c><c r="B1"/></row></sheetData>'
    tail = '<hyperlinks><hyperlink ref="B1:C2" location="表!A9"/></hyperlinks>'
    data = marked(by_hand(worksheet(body, tail=tail)), "A1", "B1", "C2", "D1")
    assert re.findall(r'<hyperlink ref="([\w:]+)"', sheet_text(data)) == ["B1:C2", "D1"]


def test_new_children_stand_where_the_schema_wants_them():
    tail = (
        '<sheetProtection/><conditionalFormatting sqref="A1"><cfRule type="expression" priority="1"><formula>TRUE'
        '</formula></cfRule></conditionalFormatting><pageMargins left="1" right="1" top="1" bottom="1" header="0" '
        'footer="0"/><pageSetup/><tableParts count="0"/><extLst><ext uri="x"><drawing/></ext></extLst>'
    )
    text = sheet_text(marked(by_hand(worksheet("<sheetData/>", tail=tail)), "A1"))
    children = re.findall(r"<(hyperlinks|pageMargins|pageSetup|legacyDrawing|tableParts|extLst)\b", text)
    assert children == ["hyperlinks", "pageMargins", "pageSetup", "legacyDrawing", "tableParts", "extLst"]


def test_windows_and_names_follow_the_shift():
    views = '<bookViews><workbookView activeTab="2" firstSheet="1" tabRatio="600"/></bookViews>'
    names = (
        '<definedNames><definedName name="甲" localSheetId="0">表!$A$1</definedName>'
        '<definedName name="乙">表!$A$1</definedName></definedNames>'
    )
    source = by_hand(worksheet("<sheetData/>"), workbook=WORKBOOK.format(MAIN, OFFICE, views, names))
    text = books.members(marked(source, "A1"))["xl/workbook.xml"].decode()
    assert '<workbookView tabRatio="600"/>' in text
    assert '<definedName name="甲" localSheetId="1">' in text
    assert '<definedName name="乙">' in text
    assert re.search(r'<sheets><sheet xmlns:r="[^"]+" name="审核结果" sheetId="8" r:id="rId3"/><sheet name="表"', text)


def test_names_are_added_where_there_were_none():
    tail = '<externalReferences/><calcPr calcId="1"/>'
    source = by_hand(worksheet("<sheetData/>"), workbook=WORKBOOK.format(MAIN, OFFICE, "", tail))
    text = books.members(marked(source, "A1"))["xl/workbook.xml"].decode()
    assert re.search(r"<externalReferences/><definedNames>.*</definedNames><calcPr", text)


def test_a_taken_sheet_name_is_numbered():
    body = WORKBOOK.format(MAIN, OFFICE, "", "").replace('name="表"', 'name="审核结果"')
    data = annotate(by_hand(worksheet("<sheetData/>"), workbook=body), run(finding("审核结果", "A1")))
    assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames == ["审核结果(2)", "审核结果"]
    assert "location=\"'审核结果(2)'!A6\"" in sheet_text(data)


def test_a_sheet_without_relationship_is_refused():
    body = WORKBOOK.format(MAIN, OFFICE, "", "").replace("rId1", "rId5")
    with pytest.raises(UnreadableError, match="workbook"):
        marked(by_hand(worksheet("<sheetData/>"), workbook=body), "A1")


def test_text_is_never_a_formula_nor_an_escape_nor_broken_xml():
    words = "=cmd|' /C calc'!A0 _x0041_ \x00\x0b </t> & \ud800"
    source = by_hand(worksheet("<sheetData/>"))
    data = annotate(source, run(finding(SHEET, "A1", message=words)))
    sheet = read(data).sheets[0]
    assert sheet.formulas == {}
    assert sheet.values[6, 5] == "=cmd|' /C calc'!A0 _x0041_ ?? </t> & ?"


def test_very_long_messages_fit_into_a_cell():
    data = annotate(by_hand(worksheet("<sheetData/>")), run(finding(SHEET, "A1", message="长" * 40_000)))
    assert len(read(data).sheets[0].values[6, 5]) == 32_000


def streamed(parts):
    """The same package as a program writes it that cannot seek: data descriptors and zip64 records."""

    class Pipe(io.RawIOBase):
        def __init__(self):
            self.content = b""

        def writable(self):
            return True

        def write(self, data):
            self.content += bytes(data)
            return len(data)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            with archive.open(name, "w", force_zip64=True) as member:
                member.write(content)
    return pipe.content


def test_streamed_and_zip64_sources_become_plain_packages():
    source = by_hand(worksheet('<sheetData><row r="1"><c r="A1"><v>5</v></c></row></sheetData>'))
    data = marked(streamed(books.members(source)), "A1")
    assert data == marked(source, "A1")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert {(entry.flag_bits, entry.extract_version, entry.extra) for entry in archive.infolist()} == {(0, 20, b"")}


def test_chinese_part_names_survive():
    source = by_hand(worksheet("<sheetData/>"), extra={"customXml/项目1.xml": "<x/>"})
    assert books.members(marked(source, "A1"))["customXml/项目1.xml"] == b"<x/>"


def test_a_package_that_is_no_workbook_is_refused():
    parts = books.members(by_hand(worksheet("<sheetData/>")))
    parts["_rels/.rels"] = f'<Relationships xmlns="{books.PACKAGE}/relationships"/>'.encode()
    del parts["xl/workbook.xml"]
    with pytest.raises(UnreadableError, match=r"xl/workbook\.xml"):
        annotate(books.zipped(parts), run())
    parts["xl/workbook.xml"] = b"<document/>"
    with pytest.raises(UnreadableError, match=r"xl/workbook\.xml"):
        annotate(books.zipped(parts), run())


def test_a_shared_workbook_is_refused_because_of_its_log():
    tie = f'<Relationship Id="rId8" Type="{OFFICE}/revisionHeaders" Target="revisions/revisionHeaders.xml"/>'
    with pytest.raises(UsageError, match="共享工作簿"):
        marked(by_hand(worksheet("<sheetData/>"), ties=tie), "A1")


def test_names_that_are_no_utf8_are_damage():
    parts = books.members(by_hand(worksheet("<sheetData/>")))
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace("表".encode(), b"\xff\xff")
    with pytest.raises(UnreadableError, match="workbook"):
        annotate(books.zipped(parts), run())
