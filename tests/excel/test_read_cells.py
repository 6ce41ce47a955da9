"""Every kind of cell, sheet and spelling of a part that the reader must understand."""

from decimal import Decimal

import pytest
from package_parts import MAIN, RELATIONS, relations, shared, workbook_parts, worksheet, zipped

from xlplugin.errors import UnreadableError
from xlplugin.excel import ooxml
from xlplugin.grid import ErrorValue
from xlplugin.place import Area


def _only(data):
    return ooxml.read(data).sheets[0]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="A1"><v>80.900000000000006</v></c>', Decimal("80.9")),
        ('<c r="A1" t="n"><v>-1.5E-3</v></c>', Decimal("-0.0015")),
        ('<c r="A1" t="s"><v>0</v></c>', "x"),
        ('<c r="A1" t="b"><v>1</v></c>', True),
        ('<c r="A1" t="b"><v>0</v></c>', False),
        ('<c r="A1" t="e"><v>#DIV/0!</v></c>', ErrorValue("#DIV/0!")),
        ('<c r="A1" t="str"><v>≥95%</v></c>', "≥95%"),
        ('<c r="A1" t="inlineStr"><is><t>甲</t></is></c>', "甲"),
        (
            '<c r="A1" t="inlineStr"><is><r><t>甲</t></r><r><rPr><b/></rPr><t> 乙</t></r></is></c>',
            "甲 乙",
        ),
        ('<c r="A1" t="inlineStr"><is><t>漢</t><rPh sb="0" eb="1"><t>かん</t></rPh></is></c>', "漢"),
        ('<c r="A1" t="d"><v>2024-01-15T12:00:00</v></c>', Decimal("45306.5")),
        ('<c r="A1" t="str"><v>a_x000D_b_xD800_</v></c>', "a\rb_xD800_"),
        ('<c r="A1" t="str"><v>&lt;&amp;lt;&#38;gt;&#x7EE9;&quot;&apos;</v></c>', "<&lt;&gt;绩\"'"),
        ('<c t="str" s="0" r="A1"><v xml:space="preserve"> 甲</v></c>', " 甲"),
        ('<c r="A1" cm="1"><v>1</v></c>', Decimal(1)),
        ('<c r="A1" t="d"><v>12:00:00</v></c>', Decimal("0.5")),
        ('<c r="A1" t="str"><v>a\r\nb</v></c>', "a\nb"),
        ('<c r="A1" t="str"><!-- 注 --><v>甲</v></c>', "甲"),
        ('<c r="A1" t="str"><v><![CDATA[a<b]]>&amp;c</v></c>', "a<b&c"),
    ],
)
def test_each_kind_of_cell(build, cell, value):
    read = _only(build(sheet=worksheet(f'<row r="1">{cell}</row>'))).values
    assert read == {(1, 1): value}
    assert type(read[1, 1]) is type(value)


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1"/>',
        '<c r="A1"><v/></c>',
        '<c r="A1" t="s"/>',
        '<c r="A1" t="b"><v/></c>',
        '<c r="A1" t="inlineStr"><is><t/></is></c>',
        '<c r="A1" t="str"><v></v></c>',
        '<c r="A1" t="s"><v>1</v></c>',
    ],
)
def test_a_blank_cell_is_absent(build, cell):
    grid = _only(build(sheet=worksheet(f'<row r="1">{cell}</row>'), strings=shared("<t>x</t>", "<t/>")))
    assert grid.values == {}
    assert grid.formulas == {}


def test_an_empty_result_differs_from_no_result(build):
    rows = (
        '<row r="1"><c r="A1" t="str"><f>B1&amp;""</f><v></v></c><c r="B1"><f>1+1</f></c><c r="C1"><f>1+1</f><v/></c>'
        '<c r="D1" t="str"><f>B1</f></c><c r="E1" t="str"><f>B1</f><v>好</v></c></row>'
    )
    grid = _only(build(sheet=worksheet(rows)))
    assert grid.formulas == {(1, 1): 'B1&""', (1, 2): "1+1", (1, 3): "1+1", (1, 4): "B1", (1, 5): "B1"}
    assert grid.values == {(1, 1): "", (1, 5): "好"}


def test_texts_of_headers_and_footers_do_not_leak_into_the_last_cell(build):
    tail = "<headerFooter><oddHeader>机密</oddHeader></headerFooter>"
    for cell in ('<c r="A1" t="inlineStr"><is><t>甲</t></is></c>', '<c r="A1" t="str"><v>甲</v></c>'):
        assert _only(build(sheet=worksheet(f'<row r="1">{cell}</row>', tail=tail))).values == {(1, 1): "甲"}


def test_a_phonetic_guide_in_an_empty_text_does_not_cut_the_next_one(build):
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><rPh sb="0" eb="0"/></is></c>'
        '<c r="B1" t="inlineStr"><is><t>乙</t></is></c></row>'
    )
    assert _only(build(sheet=worksheet(rows))).values == {(1, 2): "乙"}


def test_positions_are_implied_where_none_are_written(build):
    rows = "<row><c><v>1</v></c><c/><c><v>3</v></c></row><row/><row><c r='D3'><v>4</v></c><c><v>5</v></c></row>"
    assert set(_only(build(sheet=worksheet(rows))).values) == {(1, 1), (1, 3), (3, 4), (3, 5)}


def test_the_last_cell_of_a_sheet_is_legal_and_free(build):
    grid = _only(build(sheet=worksheet('<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>')))
    assert grid.values == {(1_048_576, 16_384): Decimal(2)}


def test_merges_hidden_rows_and_hidden_columns(build):
    head = (
        '<cols><col min="2" max="3" hidden="1"/><col min="5" max="5"/>'
        '<col min="16380" max="99999" hidden="true"/></cols>'
    )
    grid = _only(
        build(
            sheet=worksheet(
                '<row r="2" hidden="1"><c r="A2"><v>1</v></c></row><row r="3" hidden="0"/>',
                head,
                '<mergeCells><mergeCell ref="A2:C4"/></mergeCells>',
            )
        )
    )
    assert grid.merges == (Area(2, 1, 4, 3),)
    assert grid.hidden_rows == {2}
    assert grid.hidden_columns == {2, 3, 16380, 16381, 16382, 16383, 16384}


def test_number_formats_by_style(build):
    styles = (
        f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="0.0&quot;万元&quot;"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="164"/><xf numFmtId="31"/>'
        '<xf numFmtId="999"/></cellXfs>'
        '<dxfs><dxf><numFmt numFmtId="164" formatCode="@"/></dxf></dxfs></styleSheet>'
    )
    book = ooxml.read(
        build(sheet=worksheet('<row r="1"><c r="A1" s="2"><v>1</v></c><c r="B1" s="1"/></row>'), styles=styles)
    )
    assert book.formats == ("General", "0.00%", '0.0"万元"', 'yyyy"年"m"月"d"日"', "General")
    assert book.sheets[0].styles == {(1, 1): 2, (1, 2): 1}


def test_shared_strings_join_rich_text_and_leave_out_phonetics(build):
    item = "<r><t>绩</t></r><r><rPr><b/></rPr><t>效</t></r><rPh sb='0' eb='1'><t>じ</t></rPh><phoneticPr fontId='1'/>"
    rows = '<row r="1"><c r="A1" t="s"><v>1</v></c></row>'
    assert _only(build(sheet=worksheet(rows), strings=shared("<t>x</t>", item))).values == {(1, 1): "绩效"}


def test_strings_of_an_unusual_shape_read_alike(build):
    item = "<t>甲</t>\r\n<rPh sb='0' eb='1'><t>こう</t></rPh>"
    strings = [
        shared("<t>&#x7EE9;_x000A_</t>", "<t xml:space='preserve'> a</t>", item),
        shared("<t>x</t>") + "<!-- -->",
    ]
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>{row - 1}</v></c></row>' for row in (1, 2, 3))
    assert list(_only(build(sheet=worksheet(rows), strings=strings[0])).values.values()) == ["绩\n", " a", "甲"]
    assert _only(build(strings=strings[1])).values[1, 2] == "x"


INDENTED = f"""<?xml version="1.0"?>
<x:worksheet xmlns:x="{MAIN}">
  <x:sheetData>
    <x:row r="1">
      <x:c r="A1"> <x:v>1</x:v> </x:c>
      <x:c r="B1" t="s">
        <x:v>0</x:v>
      </x:c>
      <x:c r="C1" t="str"><x:f>
A1</x:f><x:v> 甲
</x:v>
      </x:c>
      <x:c r="D1" t="inlineStr"><x:is>
         <x:t>  </x:t>
      </x:is></x:c>
      <x:c r="E1" t="str"><x:f>""</x:f>
         <x:v></x:v></x:c>
    </x:row>
  </x:sheetData>
  <x:mergeCells> <x:mergeCell ref="A1:B2"/> </x:mergeCells>
</x:worksheet>
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_indented_prefixed_and_utf16_parts_read_alike(build, encoding):
    strings = f'<y:sst xmlns:y="{MAIN}">\n  <y:si>\n    <y:t>\n 绩效</y:t>\n  </y:si>\n</y:sst>'
    data = build(sheet=INDENTED.encode(encoding), strings=strings.encode(encoding))
    grid = _only(data)
    assert grid.values == {(1, 1): Decimal(1), (1, 2): "\n 绩效", (1, 3): " 甲\n", (1, 4): "  ", (1, 5): ""}
    assert grid.formulas == {(1, 3): "\nA1", (1, 5): '""'}
    assert grid.merges == (Area(1, 1, 2, 2),)


def test_strict_files_read_by_local_names():
    parts = {
        name: content.replace("http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/")
        for name, content in workbook_parts().items()
    }
    assert _only(zipped(parts)).values == {(1, 1): Decimal(1), (1, 2): "x"}


def test_sheets_keep_order_visibility_and_kind():
    parts = workbook_parts()
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{MAIN}" xmlns:q="{RELATIONS}"><sheets><sheet name="图" sheetId="9" q:id="rId4"/>'
        '<sheet name="乙" sheetId="3" state="veryHidden" q:id="rId5"/>'
        '<sheet name="甲" sheetId="1" q:id="rId1"/></sheets></workbook>'
    )
    parts["xl/_rels/workbook.xml.rels"] = relations(
        ("worksheet", "/xl/worksheets/sheet1.xml"), ("sharedStrings", "/xl/sharedStrings.xml"), ("theme", "theme.xml"),
        ("chartsheet", "chartsheets/sheet1.xml"), ("worksheet", "worksheets/sheet2.xml"),
    )  # fmt: skip
    parts["xl/worksheets/sheet2.xml"] = worksheet()
    book = ooxml.read(zipped(parts))
    assert [(grid.name, grid.visibility) for grid in book.sheets] == [("乙", "veryHidden"), ("甲", "visible")]
    assert book.other_sheets == ("图",)
    assert book.formats == ()
    assert book.number_format(0) == "General"


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        ('<row r="1"><c r="B7" t="s"><v>9</v></c></row>', "B7"),
        ('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>', "A1"),
        ('<row r="1"><c r="A1"><v>一</v></c></row>', "A1"),
        ('<row r="1"><c r="A1"><v>NaN</v></c></row>', "A1"),
        ('<row r="1"><c r="A1"><v>1E999999</v></c></row>', "A1"),
        ('<row r="1"><c r="A1" t="z"><v>1</v></c></row>', "A1"),
        ('<row r="1"><c r="C1"><f t="shared" si="3"/></c></row>', "C1"),
        ('<row r="1"><c r="XFE1"><v>1</v></c></row>', "XFE1"),
    ],
)
def test_a_cell_that_cannot_be_understood_is_named_with_its_sheet(build, rows, cell):
    with pytest.raises(UnreadableError, match="表一") as caught:
        ooxml.read(build(sheet=worksheet(rows)))
    assert f"单元格 {cell} " in caught.value.zh
    assert f"cell {cell} " in caught.value.en


@pytest.mark.parametrize(
    "cell", ['<c r="A1" s="fat"/>', '<c r="1A"><v>1</v></c>', "<c><v>1</v><v>2</v></c>", "<c><c/></c>", '<c r=""/>']
)
def test_a_cell_out_of_shape_is_damage_of_its_part(build, cell):
    with pytest.raises(UnreadableError, match=r"sheet1\.xml"):
        ooxml.read(build(sheet=worksheet(f'<row r="1">{cell}</row>')))


@pytest.mark.parametrize("missing", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"])
def test_a_missing_part_is_named(missing):
    parts = workbook_parts()
    del parts[missing]
    with pytest.raises(UnreadableError, match=missing):
        ooxml.read(zipped(parts))


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"]
)
@pytest.mark.parametrize(
    "content", ["<worksheet><sheetData>", "", "<a/><b/>", '<?xml version="1.0" encoding="gbk"?><a/>']
)
def test_a_part_that_is_no_xml_is_named(build, part, content):
    with pytest.raises(UnreadableError, match=part):
        ooxml.read(build(**{part: content}))
