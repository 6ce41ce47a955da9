"""Amounts in two units of money are brought to one before they are compared; a unit that only slipped is left alone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlplugin import pipeline
from xlplugin.grid.text import workbook

TITLE = "| 某区雨污分流项目绩效自评表（2023年度） | < | < | < | < |\n|---|---|---|---|---|\n"
REST = """| 一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 |
| 产出指标 | 数量指标 | 改造管网 | ≥12公里 | 12公里 |
"""
COLUMNS = "| 资金来源 | 预算额（万元） | 执行额（元） | 结转结余额（万元） | 执行率 |\n"
ROWS = "| 资金来源 | 预算额 | 执行额 | 结转结余额 | 执行率 |\n"
TURNED = """| 资金情况 | 资金来源 | 单位 | 合计 | 财政拨款 |
| ^ | 预算额 | 万元 | 100 | 80 |
| ^ | 执行额 | 元 | 950000 | 780000 |
| ^ | 结转结余额 | 万元 | 5 | 2 |
"""
PARTED = """| 资金情况 |  |  | 预算额（万元） | 执行额（元） |
| ^ | 项目支出 | 年度资金总额 | 100 | 950000 |
| ^ | ^ | 财政拨款 | 80 | 780000 |
| ^ | ^ | 其他资金 | 20 | 170000 |
"""
BARE = "| 资金来源 | 预算额（万） | 执行额（元） | 结转结余额（万） | 执行率 |\n"
AMOUNTS = ("adjusted", "executed", "carried")


def checked(body, lang="zh"):
    return pipeline.check_workbook(workbook(TITLE + body + REST), "", "", lang)


def amounts(run):
    """Per line its unit and its amounts, as plain text."""
    (form,) = run.forms
    lines = [(line.unit, *(line.figures.get(name) for name in AMOUNTS)) for line in form.budget]
    return [
        (unit, *(format(entry.value, "f") if entry and entry.value is not None else "" for entry in entries))
        for unit, *entries in lines
    ]


def must_fix(run):
    return {one.code for one in run.findings if one.severity == "error"}


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (
            f"{COLUMNS}| 合计 | 100 | 950000 | 5 | 95% |\n| 财政拨款 | 80 | 780000 | 2 | 97.5% |\n",
            [("万元", "100", "95", "5"), ("万元", "80", "78", "2")],
        ),
        (
            f"{COLUMNS}| 合计 | 100 | 95 | 5 | 95% |\n| 财政拨款 | 80 | 78 | 2 | 97.5% |\n",
            [("万元", "100", "95", "5"), ("万元", "80", "78", "2")],
        ),
        (f"{COLUMNS}| 合计 | 100 | 40 | 99.996 | 0.004% |\n", [("万元", "100", "0.004", "99.996")]),
        (
            f"{ROWS}| 合计（万元） | 100 | 95 | 5 | 95% |\n| 财政拨款（元） | 800000 | 780000 | 20000 | 97.5% |\n",
            [("万元", "100", "95", "5"), ("万元", "80", "78", "2")],
        ),
        (
            "| 年度资金总额（万元） | 100 |\n| 其中：财政拨款（元） | 800000 |\n| 其他资金（万元） | 20 |\n",
            [("万元", "100", "", ""), ("万元", "80", "", ""), ("万元", "20", "", "")],
        ),
        (
            TURNED,
            [("万元", "100", "95", "5"), ("万元", "80", "78", "2")],
        ),
        (
            PARTED,
            [("万元", "100", "95", ""), ("万元", "100", "95", ""), ("万元", "80", "78", ""), ("万元", "20", "17", "")],
        ),
    ],
    ids=["columns", "a slip", "hardly anything spent", "rows", "a list", "turned, units in a column", "a part's total"],
)
def test_amounts_are_compared_in_the_unit_that_is_meant(body, wanted):
    run = checked(body)
    assert amounts(run) == wanted
    assert must_fix(run) <= {"U601", "B302"}, [one.message for one in run.findings]
    assert any(one.code == "U601" for one in run.findings)


def test_a_cell_keeps_its_text_and_its_address():
    (form,) = checked(f"{COLUMNS}| 合计 | 100 | 950000 | 5 | 95% |\n").forms
    spent = form.budget[0].figures["executed"]
    assert (spent.raw, spent.place.cell) == ("950000", "C3")


def test_rates_that_formulas_made_of_two_units_are_blamed():
    run = checked(
        f"{COLUMNS}| 合计 | 100 | 950000 | -949900 | 950000% |\n| 其他资金 | 20 | 190000 | -189980 | 950000% |\n"
    )
    assert amounts(run)[0] == ("万元", "100", "95", "-949900")
    assert {"B301", "B304", "U601"} <= must_fix(run)


def test_the_receipt_shows_what_was_counted():
    head = "| 资金来源 | 预算额（万元） | 执行额（元） | 分值 | 得分 |\n"
    (form,) = pipeline.score_forms(checked(f"{head}| 合计 | 100 | 950000 | 10 | 9.5 |\n").forms)
    told = {figure.name: (figure.value, figure.place.cell) for figure in form.score.execution.figures}
    assert told == {"预算数": ("100", "B3"), "执行数": ("95", "C3")}
    assert form.score.execution.outcome.value == Decimal("9.5")


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", "核对时已换算：950000元即95万元"), ("en", "as converted: 950000元 is 95万元")]
)
def test_the_conversion_is_told(lang, words):
    told = [one.message for one in checked(f"{COLUMNS}| 合计 | 100 | 950000 | 5 | 95% |\n", lang).findings]
    assert any(words in message for message in told), told


def test_a_unit_without_yuan_counts_as_it_is_meant_and_is_advised_on():
    run = checked(
        "| 资金来源 | 预算额（万） | 执行额（元） | 结转结余额（万） | 执行率 |\n| 合计 | 100 | 950000 | 5 | 95% |\n"
    )
    assert amounts(run) == [("万元", "100", "95", "5")]
    assert [one.place.cell for one in run.findings if one.code == "U602"] == ["B2", "D2"]


@pytest.mark.parametrize("unit", ["元", "百元", "千元", "万元", "百万元", "千万元", "亿元"])
def test_every_unit_of_money_may_fill_a_column_of_its_own(unit):
    body = TURNED.replace("万元", "元").replace("| 元 |", f"| {unit} |").replace("950000", "95").replace("780000", "78")
    assert amounts(checked(body)) == [(unit, "100", "95", "5"), (unit, "80", "78", "2")]
