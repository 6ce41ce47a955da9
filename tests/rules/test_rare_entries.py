"""Entries that rules must pass over: what is blank, what is only a figure, what is compared with itself."""

from __future__ import annotations

from figure_sheets import FUNDS, RULES, table

import rule_cases
from xlplugin.model import Settings
from xlplugin.rules.projects import entries

RATE = ("一级指标 三级指标 年度指标值 实际完成值 得分", "产出指标 资金到位率 100% 90% 10")


def form(*rows):
    (case,) = rule_cases.cases(f"## 通过：一例\n\n{table(*rows)}\n")
    (found,) = rule_cases.bound(case)
    return found


def test_a_form_says_in_words_only_what_is_written_and_no_figure():
    rows = ("年度目标 _", "一级指标 三级指标 年度指标值 实际完成值", "产出指标 疏浚沟渠 4 全部疏浚", "评价结论 97.5")
    assert [text for _, text in entries(form(*rows))] == ["疏浚沟渠", "全部疏浚"]


def test_a_rate_of_a_budget_with_itself_says_nothing():
    rule = RULES["Q109"]
    found = form(FUNDS, "合计 50 60 45 40 _", *RATE)
    assert [(one.stated, one.expected) for one in rule.check(found, Settings(dict(rule.settings)))] == [("90%", "75%")]
    assert list(rule.check(found, Settings({**rule.settings, "base": ("received",)}))) == []
