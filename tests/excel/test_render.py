import io
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlplugin.errors import DefinitionError
from xlplugin.excel.render import render
from xlplugin.excel.render_layout import layout, text_width, wrapped_lines
from xlplugin.grid.text import parse_sheets

SHEET = """
表：计分表
列宽：10 20 8
纸张：A4 横向
标题行：4
左齐：B5:B9

| 注 | 附表1 | < | < |
| 题 | 2022年度自评计分表 | < | < |
| 副 | 单位：␣某单位 | < | < |
| 头 | 指标 | 说明 | 得分 |
| 行 | 投入 | 很长的说明，很长的说明，很长的说明，很长的说明，很长的说明，很长的说明 | 　5 |
| 行 | ^ | '105001 | 5.80 |
| 行 | ^ | =开头的文字 | #DIV/0! |
| 行 | 比率 | | 95% |
| 行 | 合计 | < | =IF(COUNT(C5:C6)=0,"",SUM(C5:C6)) → 10.80 |
| 行 | 空 | ' | =IF(A1="","","") → ' |
| 尾 | 填表说明 | < | < |
"""


def rendered(text=SHEET):
    return render(parse_sheets(text))


@pytest.fixture(scope="module")
def sheet():
    return openpyxl.load_workbook(io.BytesIO(rendered())).active


def part(data, name):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode()


def test_kinds_are_no_part_of_the_sheet(sheet):
    assert [cell.value for cell in sheet["A"]][:3] == ["附表1", "2022年度自评计分表", "单位： 某单位"]


def test_numbers_keep_the_look_they_are_written_with(sheet):
    assert (sheet["C5"].value, sheet["C5"].number_format) == (5, '"　"0')
    assert (sheet["C6"].value, sheet["C6"].number_format) == (5.8, "0.00")
    assert (sheet["C8"].value, sheet["C8"].number_format) == (0.95, "0%")


def test_codes_and_texts_beginning_with_an_equals_sign_stay_texts(sheet):
    assert (sheet["B6"].value, sheet["B6"].data_type, sheet["B6"].number_format) == ("105001", "s", "@")
    assert "number" not in str(sheet["B6"].data_type)
    xml = part(rendered("| 行 | '=1+1 |"), "xl/sharedStrings.xml")
    assert "=1+1" in xml


def test_an_empty_cell_meant_for_a_code_is_formatted_as_text(sheet):
    assert (sheet["B10"].value, sheet["B10"].number_format) == (None, "@")


def test_formulas_carry_their_stored_result():
    values = openpyxl.load_workbook(io.BytesIO(rendered()), data_only=True).active
    assert values["C9"].value == 10.8
    assert values["C7"].value == "#DIV/0!"


def test_an_empty_formula_result_is_stored_as_an_empty_text():
    assert '<c r="C10" s=' in part(rendered(), "xl/worksheets/sheet1.xml")
    cell = part(rendered(), "xl/worksheets/sheet1.xml").split('<c r="C10"')[1].split("</c>")[0]
    assert 't="str"' in cell
    assert cell.endswith("<v></v>")


def test_the_page_is_that_of_an_official_form(sheet):
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) in ((1, 0), (None, 0))
    assert sheet.print_options.horizontalCentered
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.print_area == "'计分表'!$A$1:$C$11"


def test_only_the_table_has_borders_and_texts_stand_where_they_belong(sheet):
    assert [sheet[cell].border.top.style for cell in ("A1", "A2", "A3", "A11")] == [None] * 4
    assert {sheet[cell].border.top.style for cell in ("A4", "B5", "C9")} == {"thin"}
    aligned = {cell: sheet[cell].alignment.horizontal for cell in ("A1", "A2", "A5", "B5", "C5", "A11")}
    assert aligned == {"A1": "left", "A2": "center", "A5": "center", "B5": "left", "C5": "center", "A11": "left"}
    assert sheet["A2"].font.b
    assert sheet["A4"].font.b
    assert not sheet["A5"].font.b
    assert sheet["B5"].alignment.wrap_text


def test_the_same_sheets_give_the_same_bytes():
    assert rendered() == rendered()


def test_two_sheets_share_one_workbook():
    book = openpyxl.load_workbook(io.BytesIO(rendered("表：甲\n| 行 | 1 |\n表：乙\n| 行 | 2 |")))
    assert book.sheetnames == ["甲", "乙"]
    assert [sheet["A1"].value for sheet in book] == [1, 2]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("表：空", "没有表格"),
        ("| 行 | 1 |\n| 行 | 1 | 2 |", "各行格数不一"),
        ("| 数 | 1 |", "行类不识：数"),
        ("| 行 | < |", "合并没有起点"),
        ("| 行 | ^ |", "合并没有起点"),
    ],
)
def test_what_cannot_be_laid_out_is_named(text, fault):
    with pytest.raises(DefinitionError) as caught:
        rendered(text)
    assert fault in str(caught.value)


def test_a_long_title_is_set_smaller_until_it_fits():
    short, long = (
        layout(parse_sheets(f"列宽：30\n表：表\n列宽：30\n| 题 | {title} |")[0]).boxes[0].style.size
        for title in ("短题", "很长很长很长很长很长的标题")
    )
    assert short == 18
    assert 11 <= long < short


def test_rows_grow_with_their_text_and_under_merged_labels():
    (tall,) = parse_sheets(
        "列宽：0\n表：表\n列宽：10 6\n| 行 | 短 | 一二三四五六七八九十一二三四五六七八九十 |\n| 行 | ^ | 短 |"
    )
    first, second = layout(tall).heights
    assert first > second
    (merged,) = parse_sheets(f"表：表\n列宽：6 10\n| 行 | {'字' * 40} | 短 |\n| 行 | ^ | 短 |")
    heights = layout(merged).heights
    assert heights[0] == heights[1]
    assert sum(heights) >= wrapped_lines("字" * 40, 40, 10) * 10


@given(st.text(st.characters(categories=("Lo", "Nd", "Po")), max_size=60), st.integers(20, 300))
def test_wrapping_never_estimates_fewer_lines_than_the_width_needs(text, width):
    assert wrapped_lines(text, width, 10) * (width + 10) >= text_width(text, 10)


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=Decimal(-99999), max_value=Decimal(99999))
)
def test_any_figure_is_written_exactly(figure):
    book = openpyxl.load_workbook(io.BytesIO(rendered(f"| 行 | {figure} |")))
    assert Decimal(repr(book.active["A1"].value)) == figure
