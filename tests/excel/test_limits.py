"""What a workbook may hold in all: beyond it is refused with a sentence, before it takes the memory."""

import pytest
from package_parts import MAIN, shared, workbook_parts, worksheet, zipped

from xlplugin.errors import RefusedError, UnreadableError
from xlplugin.excel import markup, memory, ooxml, package
from xlplugin.excel.memory import MAX_TEXT

WHOLE, LONGER = "文" * MAX_TEXT, "文" * (MAX_TEXT + 1)


def read(**replaced):
    return ooxml.read(zipped(workbook_parts(**replaced))).sheets[0].values


def cell(kind, content):
    return worksheet(f'<row r="1"><c r="A1" t="{kind}">{content}</c></row>')


SPELT = {
    "inline": lambda text: {"sheet": cell("inlineStr", f"<is><t>{text}</t></is>")},
    "rich inline": lambda text: {
        "sheet": cell("inlineStr", f"<is><r><t>{text[:9]}</t></r><r><t>{text[9:]}</t></r></is>")
    },
    "result": lambda text: {"sheet": cell("str", f"<f>A2</f><v>{text}</v>")},
    "odd inline": lambda text: {"sheet": cell("inlineStr", f"<!-- --><is><t>{text}</t></is>")},
}


@pytest.mark.parametrize("spelt", SPELT.values(), ids=SPELT)
def test_a_text_may_be_as_long_as_excel_allows_and_no_longer(spelt):
    assert read(**spelt(WHOLE))[1, 1] == WHOLE
    with pytest.raises(RefusedError, match=r"“表一”的单元格 A1 的文字超过 Excel 允许的 32,767 个字符，开头是“文{20}…”"):
        read(**spelt(LONGER))


def test_entities_and_escapes_count_as_what_they_stand_for():
    assert read(**SPELT["inline"]("&amp;" * MAX_TEXT))[1, 1] == "&" * MAX_TEXT
    assert read(**SPELT["inline"]("_x0041_" * MAX_TEXT))[1, 1] == "A" * MAX_TEXT


@pytest.mark.parametrize("item", ["<t>{}</t>", "<r><t>{}</t></r>", "<t >{}</t>"])
def test_a_shared_string_that_is_too_long_is_quoted(item):
    assert read(strings=shared(item.format(WHOLE)))[1, 2] == WHOLE
    with pytest.raises(RefusedError, match=r"有单元格的文字超过.*请缩短后再试") as caught:
        read(strings=shared(item.format(LONGER)))
    assert "shorten it and try again" in caught.value.en


def test_an_error_value_without_end_is_no_value():
    with pytest.raises(RefusedError):
        read(sheet=cell("e", f"<v>{'#' * (MAX_TEXT + 1)}</v>"))


def test_a_shared_string_counts_wherever_it_stands(monkeypatch):
    monkeypatch.setattr(memory, "MAX_TEXTS", 1_000)
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 11))
    assert len(read(strings=shared(f"<t>{'a' * 100}</t>"), sheet=worksheet(rows))) == 10
    with pytest.raises(RefusedError, match=r"表格太大.*总字符数超过上限 1,000"):
        read(strings=shared(f"<t>{'a' * 101}</t>"), sheet=worksheet(rows))


def test_cells_that_hold_something_are_limited(monkeypatch):
    monkeypatch.setattr(memory, "MAX_FILLED", 10)
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c><c r="B{row}" s="0"/></row>' for row in range(1, 11))
    assert len(read(sheet=worksheet(rows))) == 10
    with pytest.raises(RefusedError, match="有内容的单元格数超过上限 10"):
        read(sheet=worksheet(rows + '<row r="11"><c r="A11"><v>1</v></c></row>'))


def test_a_part_is_measured_before_it_is_inflated(monkeypatch):
    data = zipped(workbook_parts(sheet=worksheet("x" * 2_000)))
    monkeypatch.setattr(markup, "MAX_MARKUP", 1_000)
    monkeypatch.setattr(package.Package, "read", lambda *_: pytest.fail("inflated"))
    with pytest.raises(RefusedError, match=r"sheet1\.xml 过大"):
        package.Package(data).markup("xl/worksheets/sheet1.xml")


def test_wide_characters_halve_the_limit(monkeypatch):
    monkeypatch.setattr(markup, "MAX_MARKUP", 1_000)
    markup.check_size("文".encode() * 300, "a.xml")
    markup.check_size("😀".encode() * 125, "a.xml")
    with pytest.raises(RefusedError):
        markup.check_size(b"a" * 500 + "😀".encode(), "a.xml")


def test_all_parts_that_are_taken_apart_count_together_and_each_once(monkeypatch):
    data = zipped(workbook_parts())
    parts = ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml")
    box = package.Package(data)
    monkeypatch.setattr(package, "MAX_PARSED", sum(box.members[part].size for part in parts[:2]))
    for part in parts[:2] * 3:
        assert box.markup(part)
    with pytest.raises(RefusedError, match="字节数超过上限"):
        box.markup(parts[2])


def test_a_sheet_has_a_name_that_can_be_said():
    named = (
        f'<workbook xmlns="{MAIN}" xmlns:r="r"><sheets><sheet name="{{}}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    assert read(**{"xl/workbook.xml": named.format("表" * 255)})
    with pytest.raises(UnreadableError, match=r"工作表“表{20}…”中的 name 无法解析"):
        read(**{"xl/workbook.xml": named.format("表" * 256)})


@pytest.mark.parametrize("number", ["1_000", "１２", "٣"])
def test_a_number_that_the_schema_does_not_allow_is_damage(number):
    with pytest.raises(UnreadableError, match="单元格 A1 无法解析"):
        read(sheet=cell("n", f"<v>{number}</v>"))


@pytest.mark.parametrize("row", ["1_0", "１２", "٣", "0", "1048577"])
def test_a_row_number_that_the_schema_does_not_allow_is_damage(row):
    with pytest.raises(UnreadableError, match="无法解析"):
        read(sheet=worksheet(f'<!-- --><row r="{row}"><c><v>1</v></c></row>'))
