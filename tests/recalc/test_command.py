"""``check --recalc``: stale formulas are findings of their forms, and a file without results can be checked."""

from __future__ import annotations

import json

import openpyxl
import pytest
import xlsxwriter

from xlplugin.cli import main
from xlplugin.excel.recalculation.engines import ENGINES

pytestmark = pytest.mark.skipif(not ENGINES[0].present(), reason="IronCalc is not installed")

ROWS = [
    ["项目支出绩效自评表"],
    ["项目名称", "图书馆修缮"],
    ["三级指标", "年度指标值", "全年完成值", "分值", "得分"],
    ["修缮面积", "1600平方米", "1600平方米", 55, 55],
    ["读者满意度", "≥92%", "93%", 45, 45],
]


def written(path, total, *, second=""):
    """A form whose total is a formula with this result stored; ``second`` is a formula on a sheet without form."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("自评表")
        for row, cells in enumerate(ROWS):
            sheet.write_row(row, 0, cells)
        sheet.write_row(5, 0, ["总分", "", "", 100])
        sheet.write_formula("E6", "=SUM(E4:E5)", None, total)
        if second:
            book.add_worksheet("草稿").write_formula("A1", second, None, 1)
    return str(path)


def checked(capsys, *options):
    code = main(["check", *options, "--format", "json"])
    return code, json.loads(capsys.readouterr().out)["inputs"][0]


def codes(told):
    return [(one["code"], one["cell"], one["stated"], one["expected"]) for one in told["findings"]]


def test_a_stale_total_is_found_only_when_asked_for(tmp_path, capsys):
    path = written(tmp_path / "甲.xlsx", 97)
    assert "F101" not in str(codes(checked(capsys, path)[1]))
    code, told = checked(capsys, path, "--recalc")
    assert code == 1
    assert ("F101", "E6", "97", "100") in codes(told)


def test_a_form_whose_formulas_are_up_to_date_stays_as_it_is(tmp_path, capsys):
    path = written(tmp_path / "甲.xlsx", 100)
    plain, anew = checked(capsys, path), checked(capsys, path, "--recalc")
    assert plain == anew


def test_sheets_without_a_form_are_not_told(tmp_path, capsys):
    path = written(tmp_path / "甲.xlsx", 100, second="=TODAY()")
    assert checked(capsys, path) == checked(capsys, path, "--recalc")


def test_a_file_without_results_is_checked_with_those_computed(tmp_path, capsys):
    book = openpyxl.Workbook()
    book.active.title = "自评表"
    for row in ROWS:
        book.active.append(row)
    book.active.append(["总分", None, None, 100, "=SUM(E4:E5)-3"])
    path = str(tmp_path / "甲.xlsx")
    book.save(path)
    code, told = checked(capsys, path)
    assert code == 2
    code, told = checked(capsys, path, "--recalc")
    assert code == 1
    assert ("P201", "E6", "97", "100") in codes(told)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_was_not_recomputed_is_told_and_does_not_block(tmp_path, capsys, lang):
    path = str(tmp_path / "甲.xlsx")
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("自评表")
        for row, cells in enumerate(ROWS):
            sheet.write_row(row, 0, cells)
        sheet.write_row(5, 0, ["总分", "", "", 100, 100])
        sheet.write_formula("B7", "=TODAY()", None, 45000)
    plain, _ = checked(capsys, path, "--lang", lang)
    code, told = checked(capsys, path, "--recalc", "--lang", lang)
    assert code == plain
    assert any(note["what"] == "B7" and "TODAY" in note["why"] for note in told["not_checked"])
