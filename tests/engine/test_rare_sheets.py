"""Sheets that hardly anyone fills in: nothing is lost, nothing is invented, nothing crashes."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlplugin import engine, pipeline
from xlplugin.engine import unchecked
from xlplugin.engine.computing import compute
from xlplugin.grid.text import workbook
from xlplugin.model import ERROR, PRINTED, Policy, Rule
from xlplugin.record import replace

TABLE = """
| 项目支出绩效自评表 | < | < | < | < | < |
|---|---|---|---|---|---|
| 一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
| 产出指标 | 疏浚沟渠 | ≥4公里 | 4.2公里 | 100 | 100 |
| 总分 | < | < | < | 100 | 100 |
"""


def checked(text, lang="zh", **changes):
    """What comes of a sheet, with some of its cells changed: ``D3=True``."""
    book = workbook(text)
    (grid,) = book.sheets
    values = {engine_cell(cell): value for cell, value in changes.items()}
    grid = replace(grid, values={**grid.values, **values})
    return pipeline.check_workbook(replace(book, sheets=(grid,)), "", "", lang)


def engine_cell(cell):
    return int(cell[1:]), ord(cell[0]) - ord("A") + 1


def form_of(text, **changes):
    (form,) = checked(text, **changes).forms
    return form


def test_a_truth_value_in_a_cell_is_words_and_no_figure():
    (row,) = form_of(TABLE, D3=True).indicators
    assert (row.actual.raw, row.actual.state, row.actual.value) == ("TRUE", "text", None)


def crash(*_):
    raise ZeroDivisionError
    yield


BROKEN = Rule("Z999", "broken.rule", "坏规则", ERROR, "form", crash, {"zh": "", "en": ""}, basis=PRINTED)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", "规则 Z999 在本程序内出错（ZeroDivisionError），此项未审核，请反馈"),
        ("en", "rule Z999 failed inside xlplugin (ZeroDivisionError); please report it"),
    ],
)
def test_a_rule_that_fails_is_reported_as_ours_and_the_others_go_on(lang, words):
    forms = checked(TABLE, F4=Decimal(90)).forms
    others = [rule for rule in pipeline.rules() if rule.code == "P201"]
    told, skipped = engine.check(forms, [BROKEN, *others], lang, Policy())
    assert [(one.code, one.message) for one in told if one.code == "X000"] == [("X000", words)]
    assert [one.code for one in told if one.code != "X000"] == ["P201"]
    assert [(one.what, one.why) for one in skipped] == [("Z999", words)]


@pytest.mark.parametrize(
    ("told", "what", "words"),
    [
        (unchecked.no_form("zh"), "整个工作簿", "没有找到自评表"),
        (unchecked.no_form("en"), "the workbook", "no self-evaluation form was found"),
        (unchecked.unread_form("表1", "自评表", "zh"), "整张表页", "标题是“自评表”"),
        (unchecked.unread_form("表1", "自评表", "en"), "the whole sheet", "its title is “自评表”"),
        (unchecked.unseen_formulas("表1", "zh"), "公式", "另存为 .xlsx"),
        (unchecked.unseen_formulas("表1", "en"), "formulas", "save as .xlsx"),
        (next(iter(unchecked.other_sheets(["图1"], "zh"))), "整张表页", "图表页或宏表"),
        (next(iter(unchecked.other_sheets(["图1"], "en"))), "the sheet", "not a worksheet"),
    ],
)
def test_what_was_not_checked_is_said_in_both_languages(told, what, words):
    assert told.what == what
    assert words in told.why


@pytest.mark.parametrize(
    ("lang", "where", "words"), [("zh", "E4、F4", "没有保存计算结果"), ("en", "E4, F4", "no results")]
)
def test_formulas_without_results_are_named_by_their_cells(lang, where, words):
    text = TABLE.replace("| < | 100 | 100 |\n", "| < | =SUM(E3:E3) | =SUM(F3:F3) |\n")
    told = [one for one in checked(text, lang).not_checked if words in one.why]
    assert [one.what for one in told] == [where]


@pytest.mark.parametrize("formula", ["SUM((E3)", "(1+2", "IF(TRUE,1", "1/0", "ABS(", "LOG10(3)"])
def test_a_formula_that_nobody_can_compute_has_no_result(formula):
    assert compute(formula, {}) is None


@pytest.mark.parametrize("formula", ["IF((1=1)>100,2,3)", 'IF((1=1)>"甲",2,3)', 'IF("甲">100,2,3)', "IF(E3<1,2,3)"])
def test_numbers_come_before_words_and_words_before_truth_values(formula):
    assert compute(formula, {}) == 2


def test_a_label_beside_another_label_names_nothing():
    head = "| 项目名称 | 主管部门 | 县水利局 | < | < | < |\n"
    form = form_of(TABLE.replace("| 一级指标", head + "| 一级指标", 1))
    assert {key: entry.raw for key, entry in form.identity.items() if key != "year"}.get("project") is None


def test_a_guessed_name_left_of_the_levels_is_the_label_of_the_block():
    text = """
| 项目支出绩效自评表 | < | < | < | < | < |
|---|---|---|---|---|---|
| 绩效指标 | 一级指标 | 二级指标 | 年度指标值 | 实际完成值 | 得分 |
| ^ | 产出指标 | 数量指标 | 疏浚沟渠4公里 | 4.2公里 | 10 |
| ^ | 产出指标 | 质量指标 | 验收合格率100% | 100% | 10 |
"""
    rows = form_of(text).indicators
    assert [(row.level1, row.level2, row.target.raw) for row in rows] == [
        ("产出指标", "数量指标", "疏浚沟渠4公里"),
        ("产出指标", "质量指标", "验收合格率100%"),
    ]
