"""A house may allow sums and rates to be off by more, or by less, than the program does on its own."""

from __future__ import annotations

from decimal import Decimal

import pytest

import rule_cases
from xlplugin import engine, pipeline
from xlplugin.grid.text import workbook
from xlplugin.model import STANDARD
from xlplugin.record import replace

SUMS_AND_RATES = {
    *("W101", "W102", "P201", "P202", "S501", "S502"),
    *("B301", "B302", "B303", "B304", "B305", "N503"),
}
FUNDS = """
表：自评表

| 项目支出绩效自评表 | < | < | < | < |
|---|---|---|---|---|
| 项目名称 | 河道清淤 | < | < | < |
| 项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 |
| ^ | 年度资金总额 | 100 | {total} | 90 | {rate} |
| ^ | 其中：财政拨款 | 100 | 80.25 | 70 | |
| ^ | 其他资金 | | 19.75 | 20 | |
"""


def found(text, tolerance=None):
    policy = STANDARD if tolerance is None else replace(STANDARD, tolerance=Decimal(tolerance))
    forms = pipeline.check_workbook(workbook(text), "", "").forms
    wanted = [rule for rule in pipeline.rules() if rule.code in {"B301", "B302"}]
    told, crashed = engine.check(forms, wanted, "zh", policy)
    assert not crashed
    return {finding.code: finding for finding in told}


@pytest.mark.parametrize("code", sorted(SUMS_AND_RATES))
def test_every_rule_of_sums_and_rates_declares_its_tolerance(code):
    (rule,) = (rule for rule in pipeline.rules() if rule.code == code)
    assert Decimal(rule.settings["tolerance"]) >= 0


def test_a_sum_within_the_tolerance_is_advice_that_names_it():
    text = FUNDS.format(total="100.02", rate="")
    assert found(text)["B302"].severity == "advice"
    assert "容差0.03" in found(text)["B302"].message
    assert found(text, "0")["B302"].severity == "error"
    assert "容差0.3" in found(text, "0.1")["B302"].message


def test_a_sum_beyond_the_own_tolerance_is_excused_by_a_wider_one():
    text = FUNDS.format(total="100.2", rate="")
    assert found(text)["B302"].severity == "error"
    assert found(text, "0.1")["B302"].severity == "advice"


def test_a_rate_is_held_against_the_tolerance():
    text = FUNDS.format(total="100", rate="90.3%")
    assert found(text)["B301"].severity == "error"
    assert found(text, "0.1")["B301"].severity == "error"
    assert "B301" not in found(text, "0.5")


@pytest.mark.parametrize(
    ("code", "left"),
    [
        *((code, set()) for code in ("B303", "B305", "B310", "N503", "S501", "S512", "W101", "W102")),
        *((code, {"advice"}) for code in ("B302", "B304", "P201", "P202")),
    ],
)
def test_nothing_is_off_by_more_than_everything(code, left):
    (rule,) = (one for one in pipeline.rules() if one.code == code)
    wide = replace(rule, settings={**rule.settings, "tolerance": "1000000000"})
    failing = [case for case in rule_cases.cases(pipeline.rule_page(code)) if not case.passing]
    assert {one.severity for case in failing for one in rule_cases.findings(case, wide)} == left
