"""The printed receipt: whole, A4 across, its header on every page, and texts that are never formulas."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest
from hand_made import SHEET, entry

from specimens import WORKBOOKS, specimen
from xlplugin.excel.render import render
from xlplugin.model import FileRun, Form, Indicator, Outcome, Receipt, Run, Score
from xlplugin.pipeline import check_workbook
from xlplugin.place import Place
from xlplugin.record import replace
from xlplugin.reports.receipt_sheet import sheets

PROJECT = WORKBOOKS / "sichuan" / "yanjiang" / "project" / "2022-seed-yunxing.md"
OFFICE = WORKBOOKS / "sichuan" / "yanjiang" / "department" / "2022-seed-office.md"


def book_of(run, lang="zh"):
    return openpyxl.load_workbook(io.BytesIO(render(sheets(run, lang))))


def checked(path):
    return Run((check_workbook(specimen(path), f"文件夹/{path.name}", ""),))


@pytest.fixture
def sheet():
    return book_of(checked(PROJECT))["计分底稿"]


def texts(sheet):
    return [str(cell.value) for line in sheet.iter_rows() for cell in line if cell.value is not None]


def row_of(sheet, cell):
    return next([one.value for one in line] for line in sheet.iter_rows() if line[0].value == cell)


def test_the_sheet_prints_on_a4_across_with_its_header_on_every_page(sheet):
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$4:$4"
    assert [cell.value for cell in sheet[4]] == [
        "单元格", "指标", "分值", "填报", "按规定", "差", "数据", "规则与算式", "说明",
    ]  # fmt: skip


def test_a_row_has_its_figures_as_numbers_and_its_words_wrapped(sheet):
    line = row_of(sheet, "F9")
    assert line[:6] == ["F9", "资金到位率", 5, 4.55, 5, -0.45]
    assert "181.87（目标完成情况表!D8）" in line[6]
    assert "每低于1个百分点扣1分" in line[7]
    assert line[8] == "填报少 0.45 分：填报 4.55（F9），按规定可得 5.00"
    cell = next(one for one in sheet["B"] if one.value == "资金到位率")
    assert cell.alignment.wrap_text


def test_the_totals_and_the_line_to_sign_stand_at_the_bottom(sheet):
    last = texts(sheet)[-15:]
    assert last[-1].startswith("制表：")
    assert last[last.index("填报总分") + 1] == "99.35（F26）"
    assert last[last.index("按规定计算") + 1].startswith("99.80")
    assert last[last.index("失分清单") + 1].startswith("F8 绩效指标明确性")


def test_every_form_with_a_score_has_its_sheet_and_the_others_none():
    book = book_of(checked(OFFICE))
    assert book.sheetnames == ["计分底稿1", "计分底稿2"]
    assert book["计分底稿1"]["A3"].value.startswith("工作表：整体自评计分表")
    assert book["计分底稿2"]["A2"].value == "文件：2022-seed-office.md"


def test_the_english_sheet_has_english_headers():
    sheet = book_of(checked(PROJECT), "en")["Score receipt"]
    assert [cell.value for cell in sheet[4]][:3] == ["Cell", "Indicator", "Weight"]


def hostile(name, stated="5", why="由人评定"):
    points = entry(5, 6, stated, None, "text")
    one = Receipt(Place(SHEET, 5, 6), name, Decimal(5), points, Outcome(None, Decimal(0), Decimal(5), "", why=why))
    form = Form(SHEET, name, Place(SHEET, 1, 1), indicators=(Indicator(Place(SHEET, 5, 3), name),))
    return Run((FileRun(f"{name}.xlsx", "", forms=(replace(form, score=Score((one,))),)),))


@pytest.mark.parametrize("text", ["=1+1", "<", "^", "@SUM(A1)", "#DIV/0!", "+1", "00123", "甲|乙", "-", "'甲"])
def test_no_text_of_a_form_becomes_a_formula_or_a_merge_mark(text):
    book = book_of(hostile(text, stated=text))
    sheet = book.worksheets[0]
    assert not [cell.coordinate for line in sheet.iter_rows() for cell in line if cell.data_type in "fe"]
    assert sheet["B5"].value == text
    assert str(sheet["D5"].value) in {text, str(Decimal(text)) if text.isdigit() else text}


def test_a_very_long_text_goes_on_in_further_rows_and_is_never_cut_off():
    run = hostile("长", why="看" * 3000)
    sheet = book_of(run).worksheets[0]
    assert "".join(texts(sheet)).count("看") == 3000
    assert all(dimension.height <= 409 for dimension in sheet.row_dimensions.values() if dimension.height)
    heights = [sheet.row_dimensions[number].height for number in range(5, 12)]
    assert max(heights) < 409
