"""The figures that other forms of a workbook state, by what a scoring sentence calls them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlplugin import engine, forms, pipeline
from xlplugin.engine.facts import Fact, gather, siblings
from xlplugin.grid.text import workbook

VOCABULARY = engine.Vocabulary.from_lookups(forms.vocabulary())
MONEY = """| 项目支出绩效自评表 | < | < | < | < | < | < |
|---|---|---|---|---|---|---|
| 项目名称 | 防汛工程 | < | < | < | < | < |
| 项目资金（万元） | | 年初预算数 | 全年预算数 | 实际到位数 | 全年执行数 | 结转结余额 |
| ^ | 年度资金总额 | {} |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
| 产出指标 | 数量指标 | 甲 | ≥4公里 | 4公里 | 20 | 18 |
"""
TARGETS = """| 项目绩效目标完成情况表 | < | < | < | < |
|---|---|---|---|---|
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 |
"""


def known(*texts, given=None):
    """What the first of some forms is told of those beside it: concept, figure and cells."""
    found = tuple(form for text in texts for form in pipeline.check_workbook(workbook(text), "", "").forms)
    facts = gather(found[0], found, VOCABULARY, {name: Decimal(value) for name, value in (given or {}).items()})
    cells = {name: " ".join(place.cell for place in fact.places) for name, fact in facts.known.items()}
    return {name: f"{fact.value:f} {cells[name]}".strip() for name, fact in facts.known.items()}, facts


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("90 | 100 | 98 | 95 | 3", {"budget": "100 D4", "executed": "95 F4", "received": "98 E4", "carried": "3 G4"}),
        ("90 | | | 95 | ", {"budget": "90 C4", "executed": "95 F4", "received": "95 F4"}),
        ("| | | | 3", {"carried": "3 G4"}),
        ("| 约100 | | 95 | ", {"executed": "95 F4", "received": "95 F4"}),
    ],
)
def test_money_is_taken_from_the_total_line(line, wanted):
    assert known(MONEY.format(line))[0] == wanted


ROWS = (
    "| 产出指标 | 数量指标 | 甲 | ≥4公里 | 4公里 |",
    "| 产出指标 | 数量指标 | 乙 | ≥4公里 | {} |",
    "| 效益指标 | 社会效益 | 戊 | 提升 | |",
)
UNMET = ("未支付", "未完成", "未拨付", "未开展", "未实施", "未达到", "未达标", "没有完成", "尚未验收")


def beside(*rows):
    """What a form with money is told of a form with these rows."""
    found, facts = known(MONEY.format("90 | 100 | 98 | 95 | 3"), TARGETS + "\n".join(rows) + "\n")
    return {name: text for name, text in found.items() if name in {"planned", "met", "satisfaction"}}, facts


@pytest.mark.parametrize("words", UNMET)
def test_a_result_that_admits_its_miss_is_not_counted_as_met(words):
    found, facts = beside(*(row.format(words) for row in ROWS))
    assert found == {"planned": "2", "met": "1 E4"}
    assert facts.fact("计划产出数").counted is facts.fact("实际产出数").counted is True


def test_targets_without_results_are_not_counted():
    assert beside(*(row.format("5公里") for row in ROWS))[0] == {"planned": "2", "met": "2"}
    assert beside(ROWS[2])[0] == {}


def test_the_lowest_satisfaction_is_the_one_that_was_measured():
    rows = [
        f"| 满意度指标 | 服务对象满意度 | {name} | ≥90% | {rate} |"
        for name, rate in (("丙", "92%"), ("丁", "88%"), ("己", "满意"))
    ]
    found, facts = beside(*rows)
    assert (found["satisfaction"], facts.wanted) == ("88.00 E4", frozenset())
    found, facts = beside(rows[2])
    assert ("satisfaction" in found, facts.wanted) == (False, {"satisfaction"})


def test_a_form_is_told_nothing_of_itself_but_its_money():
    assert known(TARGETS + "\n".join(ROWS).format("4公里") + "\n")[0] == {}


def test_names_of_one_concept_have_one_figure_and_figures_from_outside_go_first():
    _, facts = known(MONEY.format("90 | 100 | 98 | 95 | 3"), given={"实际支出": "80", "其他": "7"})
    assert facts.told("执行数") == facts.fact("全年执行数") == Fact(Decimal(80))
    assert (facts.told("预算数"), facts.told("没有这一项")) == (None, None)
    assert (facts.fact("预算数").value, facts.fact("实际到位数").value) == (100, 98)
    assert facts.told("其他") == facts.fact("其他") == Fact(Decimal(7))
    assert facts.fact("没有这一项") is None
    assert facts.fact("预算数").counted is False


def test_forms_of_another_project_are_no_siblings():
    one, same, other, bare = (
        form
        for name in ("防汛工程", "防汛 工程", "道路工程", "")
        for form in pipeline.check_workbook(
            workbook(MONEY.format("1 | 1 | 1 | 1 | 0").replace("防汛工程", name)), "", ""
        ).forms
    )
    assert siblings(one, (one, same, other, bare)) == (one, same, bare)
    assert siblings(bare, (one, same, other, bare)) == (one, same, other, bare)
    assert siblings(other, (one, same, other)) == (one, same, other)


@pytest.mark.parametrize(
    ("line", "projects"), [("55 | 60 | 60 | 58 | 2", "60 D5"), ("55 | | | 58 | ", "55 C5"), ("| | | 58 | ", None)]
)
def test_the_money_of_projects_is_known_apart_from_the_total(line, projects):
    found, _ = known(MONEY.format("90 | 100 | 98 | 95 | 3 |\n| ^ | 项目支出 | " + line))
    assert found.get("projects") == projects
    assert found["budget"] == "100 D4"


@pytest.mark.parametrize(
    ("carried", "change", "before"), [("0", "0", "0 G4"), ("3", "0", None), ("0", "5%", None), ("0", "", None)]
)
def test_nothing_carried_over_and_no_change_means_nothing_the_year_before(carried, change, before):
    text = MONEY.replace("全年执行数 | 结转结余额", "结转结余额 | 结转结余变动率")
    assert known(text.format(f"90 | 100 | 98 | {carried} | {change}"))[0].get("carried_before") == before
