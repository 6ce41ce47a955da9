"""Rows of a table, case by case: what samples of mutants found that no page of a rule holds fast."""

from __future__ import annotations

import pytest
from figure_sheets import FUNDS, RULES, said, table

import rule_cases
from xlplugin.model import Settings
from xlplugin.model.difference import INSERTED, MISSING, Difference
from xlplugin.place import Place
from xlplugin.record import replace

CARRIED = "项目资金（万元） 年初预算数 全年预算数 实际到位数 执行数 结转结余额 结转结余率"
WHOLE = "合计 50 50 50 40 80%"
COSTS = "一级指标 二级指标 三级指标 年度指标值"
WEIGHED = "一级指标 三级指标 年度指标值 分值"
SCORED = "一级指标 三级指标 年度指标值 实际完成值 分值 得分 偏差原因分析及改进措施"
RATES = "路灯完好率 100% 100%"
DREDGED = "全区河道清淤整治任务圆满收官"
LONG = "关于" + "村村通道路" * 7 + "数量"


@pytest.mark.parametrize(
    ("code", "rows", "found"),
    [
        (
            "W102",
            (
                WEIGHED,
                "产出指标（50分） 圩堤 ≥2公里 _",
                "效益指标（30分） 农户 ≥3户 20",
                "满意度指标（10分） 满意 ≥90% 10",
            ),
            ["A4 error 30 20"],
        ),
        ("B305", (CARRIED, "合计 80 90 90 60 30 33.34%"), []),
        ("B305", (CARRIED, "合计 80 90 90 60 30 33.35%"), ["G3 error 33.35% 33.33%"]),
        ("B306", (FUNDS, WHOLE, COSTS, "成本指标 经济成本 维修费 60万元"), ["D5 error 60 50"]),
        ("B306", (FUNDS, WHOLE, COSTS, "成本指标 经济成本 维修费 控制在60万元"), []),
        ("B306", (FUNDS, WHOLE, COSTS, "成本指标 经济成本 维修费 60万元以内"), []),
        ("B306", (FUNDS, WHOLE, COSTS, "成本指标 经济成本 维修费 上限60万元"), []),
        ("B306", (FUNDS, WHOLE, COSTS, "成本指标 经济成本 维修费 每公里60万元"), []),
        ("B308", (FUNDS, "合计 50 60 55 58 97%"), []),
        ("B308", (FUNDS, "合计 50 60 55 61 97%"), ["E3 explain 61 60"]),
        (
            "B309",
            (
                FUNDS,
                WHOLE,
                COSTS,
                "成本指标 经济 甲费 ≤60",
                "成本指标 经济 乙费 按实列支",
                "成本指标 经济 丙费 ≤60万元",
            ),
            ["D7 explain 60 50"],
        ),
        ("B310", (FUNDS, WHOLE, "一级指标 三级指标 实际完成值", "成本指标 维修成本 45万元"), ["C5 explain 45 40"]),
        ("B310", (FUNDS, WHOLE, "一级指标 三级指标 年度指标值 实际完成值", "成本指标 维修 单价≤3万元 45万元"), []),
    ],
)
def test_money_and_weights(code, rows, found):
    assert said(code, *rows) == found


@pytest.mark.parametrize(
    ("target", "found"),
    [
        (LONG, ["C3 explain {} -"]),
        (LONG.replace("关于", "关于村"), ["C3 explain {} -"]),
        (LONG.replace("关于", "关于新村"), []),
        ("合格率", ["C3 explain {} -"]),
        ("提升合格率", []),
        ("提升率", ["C3 explain {} -"]),
    ],
)
def test_a_target_that_only_names_something_is_short(target, found):
    rows = f"产出指标 甲工程 {target} 98% 10 10 _"
    assert said("Q101", SCORED, rows) == [one.format(target) for one in found]


def test_the_target_of_the_budget_execution_stands_in_the_funds():
    rows = ("资金执行率 执行率", "预算执行情况 执行情况数量", "道路里程 里程")
    found = said("Q101", SCORED, *(f"产出指标 {row} 98 10 10 _" for row in rows))
    assert found == ["C5 explain 里程 -"]


def test_what_was_not_done_does_not_end_the_questions():
    rows = ("产出指标 甲工程 10公里 未开展 10 0 资金未到位", "产出指标 乙工程 10公里 完成 10 10 _")
    assert said("Q102", SCORED, *rows) == ["D4 explain 完成 -"]


@pytest.mark.parametrize(
    ("asked", "other", "found"),
    [
        ("编发简报50余条", "编发简报60余条", "50余条 D4"),
        ("编发简报5万余条", "编发简报6万余条", "5万余条 D4"),
        ("编发简报5条", "编发简报6条", "5条 D4"),
        ("编发简报5条", "编发简报5条", "5条"),
        ("编发简报5条", "举办讲座6条", "5条"),
        ("编发简报5条", "编发简报6期", "5条"),
    ],
)
def test_a_row_that_counts_the_same_thing_otherwise_is_named_beside(asked, other, found):
    page = table(SCORED, f"产出指标 甲 合法性 {asked} 10 10 _", f"产出指标 乙 发布数量 {other} 10 10 _")
    (case,) = rule_cases.cases(f"## 通过：一例\n\n{page}\n")
    (finding,) = rule_cases.findings(case, RULES["Q103"])
    assert " ".join([finding.stated, *(one.place.cell for one in finding.related[1:])]) == found


@pytest.mark.parametrize(
    ("code", "rows", "found"),
    [
        ("Q104", ("农村公路里程 ≥2公里 12公里", "农村公路 ≥2公里 13公里"), ["D4 explain 13公里 12公里"]),
        ("Q104", ("公路里程 ≥2公里 12公里", "公路长度 ≥2公里 13公里"), []),
        ("Q104", ("公路里程 ≥2公里 12公里", "公路里程 ≥2公里 13公里"), ["D4 explain 13公里 12公里"]),
        ("Q105", (f"清淤 确保{DREDGED} {DREDGED}",), ["D3 advice - -"]),
        ("Q105", ("清淤 全区河道清淤整治 全区河道清淤整治",), []),
        ("Q105", (f"清淤 {DREDGED} 完成{DREDGED}5次",), []),
        ("Q107", (RATES, "合格率 95 95"), ["C4 advice 95 95%"]),
        ("Q107", (RATES, "合格率 95 95%"), []),
        ("Q107", (RATES, "合格率 95 95‰"), []),
        ("Q107", (RATES, "合格率 95 优"), ["C4 advice 95 95%"]),
        ("Q107", (RATES, "合格率 1 95"), []),
        ("Q107", (RATES, "合格率 101 95"), []),
        ("Q107", ("合格率 95 95",), []),
        ("Q108", ("甲 10公里 10公里", "乙 约10公里 10公里"), ["C4 advice 约10公里 -"]),
        ("Q108", ("甲 10 10公里", "乙 约10公里 10公里"), ["C4 advice 约10公里 -"]),
        ("Q111", ("甲 ≥2公里 疏浚河道12公里", "乙 ≥2公里 疏浚河道12公里"), []),
        ("Q111", ("甲 ≥2公里 疏浚了河道12公里", "乙 ≥2公里 疏浚了河道12公里"), ["D4 advice - -"]),
        (
            "Q111",
            ("甲 ≥2公里 疏浚辖区河道计12公里；修建挡墙", "乙 ≥2公里 疏浚辖区河道计12公里；栽植树木"),
            ["D4 advice - -"],
        ),
    ],
)
def test_targets_and_results(code, rows, found):
    assert said(code, SCORED, *(f"产出指标 {row} 10 10 _" for row in rows)) == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("合计 50 60 45 40 _", ["D5 error 90% 66.67%", "D7 error 50% 66.67%"]),
        ("合计 50 60 45 _ _", []),
        ("合计 _ _ _ 40 _", []),
    ],
)
def test_rates_of_the_funds_among_the_indicators_are_worked_out(line, found):
    rows = ("资金执行率 100% 90%", "资金到位率 100% 完成", "预算执行率 100% 50%")
    assert said("Q109", FUNDS, line, SCORED, *(f"产出指标 {row} 10 10 _" for row in rows)) == found


@pytest.mark.parametrize(
    ("edition", "weights", "kind", "row", "what", "uses"),
    [
        ("", "60 30 5", INSERTED, 5, "", ["A5"]),
        ("", "60 30 5", INSERTED, 4, "", []),
        ("", "60 25 6", INSERTED, 5, "", []),
        ("sichuan/yanjiang/project-scorecard/2022", "60 25 5", MISSING, 9, "社会公众或服务对象满意度", ["A9"]),
        ("sichuan/yanjiang/project-scorecard/2022", "60 25 5", MISSING, 9, "项目立项规范性", []),
        ("sichuan/yanjiang/project-scorecard/2022", "60 25 5", MISSING, 9, "", []),
    ],
)
def test_a_row_that_weighs_the_gap_may_be_what_is_wrong(edition, weights, kind, row, what, uses):
    rows = [f"产出指标 道路{weight} ≥2公里 {weight}" for weight in weights.split()]
    page = f"## 通过：一例\n\n{edition and f'版本：{edition}'}\n\n{table(WEIGHED, *rows)}\n"
    (case,) = rule_cases.cases(page)
    (form,) = rule_cases.bound(case)
    marked = replace(form, differences=(Difference(kind, Place(form.sheet, row, 1), what),))
    rule = RULES["W101"]
    (fault,) = rule.check(marked, Settings(dict(rule.settings)))
    assert [place.cell for place in fault.uses] == uses


@pytest.mark.parametrize(
    ("goal", "outcome", "repeated"),
    [
        ("确保{}", "{}", True),
        ("目标1：确保{}", "{}", True),
        ("目标1：确保{}", "目标2：{}", True),
        ("任务1：确保{}", "{}", False),
        ("修路", "已完成", True),
        ("修路", "修路3条", False),
        ("修路", "修路不少于3条，控制在5条", True),
    ],
)
def test_a_goal_and_its_outcome_may_stand_in_different_rows(goal, outcome, repeated):
    rows = (f"年度目标 {goal.format(DREDGED)}", f"年度总体目标完成情况 {outcome.format(DREDGED)}")
    assert said("Q105", *rows, SCORED, f"产出指标 {RATES} 10 10 _") == ["B3 advice - -"] * repeated


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("资金执行率", True),
        ("资金执行率=100%", True),
        ("资金执行率≥95%", True),
        ("资金执行率（5分）", True),
        ("资金执行率100%。", True),
        ("资金执行率情况", False),
    ],
)
def test_the_name_of_a_rate_may_hold_its_target_or_weight(name, known):
    found = said("Q109", FUNDS, "合计 50 60 45 40 _", SCORED, f"产出指标 {name} 100% 90% 10 10 _")
    assert found == ["D5 error 90% 66.67%"] * known


@pytest.mark.parametrize(
    ("code", "rows", "found"),
    [
        ("Q104", ("农村公路 ≥2公里 12公里", "农村公路 ≥2公里 12000米"), []),
        ("Q104", ("农村公路 ≥2公里 12公里", "农村公路 ≥2公里 13000米"), ["D4 explain 13000米 12公里"]),
        ("Q104", ("农村公路 ≥2条 12条", "农村公路 ≥2条 13条"), ["D4 explain 13条 12条"]),
        ("Q104", ("农村公路 ≥2条 12条", "农村公路 ≥2条 13"), []),
        ("Q111", ("甲 1 疏浚了河道12公里", "乙 1 疏浚了河道13公里", "丙 1 疏浚了河道12公里"), ["D5 advice - -"]),
        ("Q111", ("甲 1 疏浚了全部的河道；修建挡墙12处", "乙 1 疏浚了全部的河道；栽植树木"), []),
        ("Q102", ("甲 <3次 未超过", "乙 ≤3次 未超过", "丙 ≥3次 未超过"), ["D5 explain 未超过 -"]),
        ("Q102", ("甲 100% 圆满完成全部任务", "乙 100% 完成全部任务"), ["D3 explain 圆满完成全部任务 -"]),
    ],
)
def test_one_fact_and_its_words(code, rows, found):
    assert said(code, SCORED, *(f"产出指标 {row} 10 10 _" for row in rows)) == found
