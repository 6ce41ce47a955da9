"""Hidden rows, columns and sheets are told as far as they say something, and weighed by whether they hold figures."""

from __future__ import annotations

import pytest

from xlplugin import pipeline
from xlplugin.grid.text import workbook
from xlplugin.model.difference import HIDDEN
from xlplugin.record import replace

FORM = """| 附件3 | | | | | | | |
| 沟渠管护项目绩效自评表 | < | < | < | < | < | < | |
| 项目名称 | 沟渠管护 | < | < | < | < | < | |
| 项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | |
| ^ | 年度资金总额 | 100 | 100 | 95 | 10 | 95% | |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | |
| 产出指标 | 数量指标 | 清淤沟渠 | 12公里 | 12公里 | 50 | 50 | |
| ^ | ^ | 三级指标2： | | | | | |
| ^ | ^ | 指标…… | | | | | |
| ^ | 质量指标 | 验收合格率 | 100% | 100% | 40 | | |
| ^ | 质量指标 | 完好率 | 100% | 100% | | 40 | |
| ^ | 时效指标 | 及时率 | 100% | 100% | | | |
| 总分 | < | < | < | < | 100 | 99 | |
| 存在问题 | 无 | < | < | < | < | < | |
| 填报人：某某 | | | | | | | 旁注 |
"""


def told(visibility="visible", rows=(), columns=(), text=FORM):
    """Sort, first cell and name of what is hidden; ``!`` where it holds figures that count."""
    book = workbook(text)
    hidden = {"hidden_rows": frozenset(rows), "hidden_columns": frozenset(columns), "visibility": visibility}
    run = pipeline.check_workbook(replace(book, sheets=(replace(book.sheets[0], **hidden),)), "", "")
    assert {one.kind for form in run.forms for one in form.differences} <= {HIDDEN}
    return [
        f"{one.stated} {one.place.cell} {one.what}{'!' * one.grave}" for form in run.forms for one in form.differences
    ]


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ([], []),
        ([1], ["rows A1 1"]),
        ([3], ["rows A3 3"]),
        ([7], ["rows A7 7!"]),
        ([8, 9], []),
        ([7, 8, 9], ["rows A7 7!"]),
        ([3, 5], ["rows A3 3", "rows B5 5!"]),
        ([3, 4, 5, 7], ["rows A3 3—5!", "rows A7 7!"]),
        ([9, 10, 11], ["rows B10 10—11!"]),
        ([10], ["rows B10 10!"]),
        ([11], ["rows B11 11!"]),
        ([12], ["rows B12 12"]),
        ([13], ["rows A13 13!"]),
        ([14, 15], ["rows A14 14—15"]),
        ([16, 17], []),
    ],
)
def test_hidden_rows_are_told_in_runs_with_the_first_cell_that_says_something(rows, wanted):
    assert told(rows=rows) == wanted


@pytest.mark.parametrize(
    ("columns", "wanted"),
    [
        ([1], ["columns A1 A"]),
        ([3], ["columns C4 C!"]),
        ([3, 4], ["columns C4 C—D!"]),
        ([1, 6, 7], ["columns A1 A", "columns F4 F—G!"]),
        ([8], ["columns H15 H"]),
        ([9, 10], []),
    ],
)
def test_hidden_columns_are_told_by_their_letters(columns, wanted):
    assert told(columns=columns) == wanted


def test_rows_are_told_before_columns_and_the_sheet_before_both():
    assert told(rows=[7], columns=[1]) == ["rows A7 7!", "columns A1 A"]
    assert told("hidden") == ["sheet A2 Sheet1"]
    assert told("veryHidden", rows=[14]) == ["sheet A2 Sheet1", "rows A14 14"]


def test_a_form_without_a_total_hides_its_rows_as_well():
    text = FORM.replace("| 总分 | < | < | < | < | 100 | 99 | |\n", "")
    assert told(rows=[7], text=text) == ["rows A7 7!"]
