"""Points, weights and money, case by case: what mutation testing found that no page of a rule holds fast.

Each case is a small sheet, the rule, and what it says: cell, severity, stated and expected figure.
"""

from __future__ import annotations

import pytest

import rule_cases
from xlplugin import pipeline

RULES = {rule.code: rule for rule in pipeline.rules()}
FORM = "项目支出绩效自评表"


def table(*rows):
    """A sheet of a title and rows, as a case of a rule's page writes it; columns are parted by blanks."""
    cells = [row.split() for row in rows]
    width = max(map(len, cells))
    lines = [[FORM, *["<"] * (width - 1)], ["---"] * width, *(row + ["<"] * (width - len(row)) for row in cells)]
    return "\n".join(f"| {' | '.join('' if cell == '_' else cell for cell in line)} |" for line in lines)


def said(code, *rows, edition=""):
    """What one rule finds on the sheet."""
    page = f"## 通过：一例\n\n{edition and f'版本：{edition}'}\n\n{table(*rows)}\n"
    (case,) = rule_cases.cases(page)
    assert rule_cases.bound(case)
    return [
        " ".join((one.place.cell, one.severity, one.stated or "-", one.expected or "-"))
        for one in rule_cases.findings(case, RULES[code])
    ]


FUNDS = "项目资金（万元） 年初预算数 全年预算数 实际到位数 执行数 执行率"
SCORED = "一级指标 三级指标 年度指标值 分值 得分"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("合计 50 60 55 54 90%", []),
        ("合计 50 60 55 54 90.00%", []),
        ("合计 50 60 55 54 108%", ["F3 explain 108% 90%"]),
        ("合计 50 60 55 54 98.18%", ["F3 explain 98.18% 90%"]),
        ("合计 50 60 55 54 0.9", []),
        ("合计 50 60 55 54 0.9%", ["F3 error 0.9% 90%"]),
        ("合计 50 60 55 54 89%", ["F3 error 89% 90%"]),
        ("合计 50 60 55 _ 89%", []),
        ("合计 50 60 55 54 _", []),
        ("合计 _ _ _ 54 90%", []),
        ("合计 90 90 90 80.01 88.89%", []),
        ("合计 90 90 90 80.9964 89.99%", ["F3 advice 89.99% 90%"]),
    ],
)
def test_a_rate_is_of_the_adjusted_budget_and_another_base_is_named(line, found):
    assert said("B301", FUNDS, line) == found


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (("合计 50 50 50 50 100%", "财政拨款 40 40 40 40 100%", "其他资金 10 10 10 10 100%"), []),
        (
            (
                "合计 50 50 50 50 100%",
                "财政拨款 40 40 40 40 100%",
                "政府性基金 15 15 15 15 100%",
                "其他资金 10 10 10 10 100%",
            ),
            [],
        ),
        (("合计 50 50 50 50 100%", "一般公共预算 30 30 30 30 100%", "政府性基金 20 20 20 20 100%"), []),
        (("合计 50.01 50 50 50 100%", "财政拨款 50 50 50 50 100%", "其他资金 0 0 0 0 _"), ["B3 advice 50.01 50"]),
        (("合计 50.01 50 50 50 100%", "财政拨款 50 50 50 50 100%"), ["B3 error 50.01 50"]),
        (("合计 50.02 50 50 50 100%", "财政拨款 50 50 50 50 100%", "其他资金 0 0 0 0 _"), ["B3 error 50.02 50"]),
    ],
)
def test_a_total_of_funds_is_the_sum_of_its_sources_not_of_their_details(lines, found):
    assert said("B302", FUNDS, *lines) == found


CARRIED = "项目资金（万元） 年初预算数 全年预算数 实际到位数 执行数 结转结余额 结转结余率"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("合计 80 100 90 76 24 24%", []),
        ("合计 80 100 90 76 4 24%", ["F3 explain 4 24"]),
        ("合计 80 100 90 76 14 24%", ["F3 explain 14 24"]),
        ("合计 80 100 90 76 24.01 24%", ["F3 advice 24.01 24"]),
        ("合计 80 100 90 76 24.02 24%", ["F3 error 24.02 24"]),
        ("合计 80 100 90 _ 24.02 24%", []),
        ("合计 _ _ 90 76 24.02 24%", []),
    ],
)
def test_what_is_carried_over_is_budget_less_executed(line, found):
    assert said("B304", CARRIED, line) == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("合计 80 100 90 76 24 24%", []),
        ("合计 80 100 90 76 24 0.24", []),
        ("合计 80 100 90 76 24 0.24%", ["G3 error 0.24% 24%"]),
        ("合计 80 100 90 76 24 25%", ["G3 error 25% 24%"]),
        ("合计 80 100 90 _ 25 25%", []),
        ("合计 80 100 90 _ 25 24%", ["G3 error 24% 25%"]),
        ("合计 80 100 90 _ _ 24%", []),
        ("合计 0 0 0 0 0 24%", []),
        ("合计 90 90 90 75 15 16.6%", ["G3 advice 16.6% 16.67%"]),
    ],
)
def test_a_rate_of_what_is_carried_over_is_of_the_budget(line, found):
    assert said("B305", CARRIED, line) == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("合计 50 60 40 60 100%", []),
        ("合计 50 60 70 70 100%", []),
        ("合计 50 60 70 70.01 100%", ["E3 explain 70.01 70"]),
        ("合计 50 60 40 61 100%", ["E3 explain 61 60"]),
        ("合计 _ _ _ 61 100%", []),
        ("合计 50 60 40 _ 100%", []),
    ],
)
def test_more_executed_than_the_largest_budget_is_asked_about(line, found):
    assert said("B308", FUNDS, line) == found


COSTS = ("一级指标 二级指标 三级指标 年度指标值 实际完成值",)


def costs(code, funds, *rows):
    return said(code, FUNDS, funds, *COSTS, *(f"成本指标 经济成本 {row}" for row in rows))


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("维修费 ≤60万元 _", []),
        ("维修费 ＜66万元 _", ["D5 explain 66 60"]),
        ("维修费 控制在66万元以内 _", ["D5 explain 66 60"]),
        ("维修费上限 66万元 _", ["D5 explain 66 60"]),
        ("维修费 66万元 _", []),
        ("维修费 ≤66人 _", []),
        ("维修费 约66万元以内 _", []),
        ("维修费 节约 _", []),
        ("人均维修费 ≤66万元 _", []),
        ("维修费 ≤60.6万元 _", []),
        ("维修费 ≤60.7万元 _", ["D5 explain 60.7 60"]),
    ],
)
def test_a_limit_on_costs_is_held_against_the_largest_budget(target, found):
    assert costs("B309", "合计 50 55 60 54 _", target) == found
    assert costs("B309", "合计 60 55 50 54 _", target) == found


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("维修费 54万元 54万元", []),
        ("维修费 54万元 54.01万元", []),
        ("维修费 54万元 54.02万元", ["E5 explain 54.02 54"]),
        ("维修费 54万元 60人", []),
        ("维修费 54万元 完成", []),
        ("维修费 每处54万元 60万元", []),
        ("维修费 54万元 约60万元", []),
    ],
)
def test_a_result_in_money_is_held_against_what_was_executed(row, found):
    assert costs("B310", "合计 60 60 60 54 _", row) == found


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (("甲项 30万元 _", "乙项 30万元 _"), []),
        (("甲项 30万元 _", "乙项 31万元 _"), ["D6 error 61 60"]),
        (("甲项 30万元 _", "乙项 ＜31万元 _"), []),
        (("甲项 30万元 _", "乙项 ≤31万元 _"), []),
        (("甲项 30万元 _", "乙项 约31万元 _"), []),
        (("甲项 30万元 _", "乙项 31人 _"), []),
        (("甲项 30万元 _", "乙项 节约 _"), []),
        (("甲项 60万元 _", "乙项 31万元 _"), []),
        (("甲项 60万元 _", "乙项 60万元 _"), ["D6 error 120 60"]),
    ],
)
def test_costs_add_up_to_no_more_than_the_budget(rows, found):
    assert costs("B306", "合计 60 60 60 54 _", *rows) == found


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("维修费 60万元 已支付", ["E5 error 已支付 -"]),
        ("维修费 60万元 0万元", []),
        ("维修费 60万元 0", []),
        ("维修费 60万元 正在办理", []),
        ("维修费 60万元 未完成支付", []),
        ("维修费 3人 已支付", []),
        ("维修费 节约 已支付", []),
        ("维修费 60万元 5人", []),
    ],
)
def test_where_nothing_was_executed_nothing_was_paid(row, found):
    assert costs("B307", "合计 60 60 60 0 _", row) == found


HEAD = "自评得分 {} <"
EXECUTION = ("项目资金（万元） 全年预算数 执行数 执行率 分值 得分", "年度资金总额 50 47.5 95% 10 9.5")


@pytest.mark.parametrize(
    ("conclusion", "total", "found"),
    [
        ("自评得分85分", "85", []),
        ("自评得分94.5分", "85", []),
        ("自评得分95分", "85", []),
        ("自评得分95.01分", "85", ["B6 error 95.01 85"]),
        ("自评得分84分", "85", ["B6 error 84 85"]),
        ("自评得分84分", "_", []),
        ("自评得分90.01分", "_", ["B6 explain 90.01 90"]),
        ("总分100分，自评得分85分", "85", []),
        ("总分100分", "85", ["B6 error 100 85"]),
        ("满分100分，得分85", "85", []),
        ("满意度得分9.5分", "85", []),
        ("85分", "85", []),
        ("95.5分", "85", ["B6 error 95.5 85"]),
        ("八十五分", "85", []),
        ("95.5分。", "85", ["B6 error 95.5 85"]),
        ("A", "85", []),
        ("总分100分，自评得分84分", "85", ["B6 error 84 85"]),
    ],
)
def test_a_score_in_the_conclusion_is_that_of_the_table(conclusion, total, found):
    points = ("60 57", "30 28") if total != "_" else ("60 _", "30 _")
    rows = (f"产出指标 整治圩堤 ≥2公里 {points[0]}", f"满意度指标 群众满意度 ≥90% {points[1]}")
    assert said("P206", SCORED, *rows, f"合计 < < 90 {total}", f"评价结论 {conclusion}") == found


@pytest.mark.parametrize(
    ("head", "total", "found"),
    [
        ("94.5", "85", []),
        ("85", "94.5", []),
        ("94.5", "94.5", []),
        ("93", "94.5", ["B2 error 93 94.5"]),
        ("93", "_", []),
        ("_", "94.5", []),
    ],
)
def test_a_score_in_the_head_may_hold_the_points_of_execution(head, total, found):
    rows = ("产出指标 整治圩堤 ≥2公里 60 57 _", "满意度指标 群众满意度 ≥90% 30 28 _")
    assert said("P206", f"自评得分 {head}", *EXECUTION, SCORED, *rows, f"合计 < < _ {total}") == found


@pytest.mark.parametrize(
    ("rows", "total", "found"),
    [
        ("57 28", "100 85", []),
        ("57 28", "100 95", ["E5 explain 95 85"]),
        ("57 28", "100 95.01", ["E5 error 95.01 85"]),
        ("57 28", "100 84", ["E5 error 84 85"]),
        ("57 28", "90 95", ["E5 error 95 85"]),
        ("57 28", "_ 95", ["E5 error 95 85"]),
        ("57 _", "100 95", []),
        ("57.01 28.01", "90 85.05", ["E5 advice 85.05 85.02"]),
        ("57.01 28.01", "90 85.06", ["E5 error 85.06 85.02"]),
    ],
)
def test_a_total_above_the_rows_may_hold_execution_where_the_full_mark_leaves_room(rows, total, found):
    one, other = rows.split()
    first, second = f"产出指标 整治圩堤 ≥2公里 60 {one}", f"满意度指标 群众满意度 ≥90% 30 {other}"
    assert said("P201", SCORED, first, second, f"合计 < < {total}") == found


@pytest.mark.parametrize(
    ("line", "total", "found"),
    [
        ("年度资金总额 50 47.5 95% 10 9.5", "94.5", []),
        ("年度资金总额 50 47.5 95% 10 9.5", "95", ["E7 error 95 94.5"]),
        ("年度资金总额 50 47.5 95% 10 _", "95", []),
        ("年度资金总额 50 47.5 95% _ 9.5", "95", ["E7 error 95 94.5"]),
    ],
)
def test_points_of_execution_belong_to_the_total_where_they_are_stated(line, total, found):
    rows = ("产出指标 整治圩堤 ≥2公里 60 57 _", "满意度指标 群众满意度 ≥90% 30 28 _")
    assert said("P201", EXECUTION[0], line, SCORED, *rows, f"合计 < < 100 {total}") == found


@pytest.mark.parametrize(
    ("points", "found"), [("0", []), ("_", []), ("-0.5", ["E3 error -0.5 0"]), ("-1", ["E3 error -1 0"]), ("0.5", [])]
)
def test_points_below_zero_are_wrong_and_zero_is_not(points, found):
    assert said("P204", SCORED, f"产出指标 整治圩堤 ≥2公里 60 {points}") == found


RATED = "项目资金（万元） 全年预算数 执行数 执行率 得分"


@pytest.mark.parametrize(
    ("line", "weights", "total", "found"),
    [
        ("年度资金总额 50 47.5 95% 19", "50 30", "100", []),
        ("年度资金总额 50 60 120% 20", "50 30", "100", []),
        ("年度资金总额 50 47.5 95% 18.99", "50 30", "100", []),
        ("年度资金总额 50 47.5 95% 18", "50 30", "100", ["D7 error 80 90或100"]),
        ("年度资金总额 50 47.5 _ 19", "50 30", "100", ["D7 error 80 90或100"]),
        ("年度资金总额 50 47.5 95% _", "50 30", "100", ["D7 error 80 90或100"]),
        ("年度资金总额 50 47.5 95% 9.5", "60 30", "100", []),
        ("年度资金总额 50 47.5 95% 9.5", "60 30", "95", ["D7 error 95 100"]),
        ("其中：财政拨款 50 47.5 95% 19", "50 30", "100", ["D7 error 80 90或100"]),
    ],
)
def test_what_execution_weighs_may_be_told_by_its_points_and_rate_alone(line, weights, total, found):
    one, other = weights.split()
    rows = (f"产出指标 整治圩堤 ≥2公里 {one} _", f"满意度指标 群众满意度 ≥90% {other} _")
    assert said("W101", RATED, line, SCORED, *rows, f"合计 < < {total} _") == found


@pytest.mark.parametrize(
    ("edition", "weights", "total", "found"),
    [
        ("", "60 30", "90", []),
        ("", "60 40", "100", []),
        ("", "60 30", "100", []),
        ("", "60 30", "95", ["D5 error 95 90"]),
        ("", "60 35", "95", ["D5 error 95 90或100"]),
        ("sichuan/bazhou/project-selfeval/2023", "60 30", "90", []),
        ("sichuan/bazhou/project-selfeval/2023", "60 40", "100", ["D5 error 100 90"]),
        ("sichuan/yanjiang/project-scorecard/2022", "60 40", "100", []),
        ("sichuan/yanjiang/project-scorecard/2022", "60 30", "90", ["D5 error 90 100"]),
    ],
)
def test_the_weights_make_what_the_edition_prints_or_90_or_100(edition, weights, total, found):
    one, other = weights.split()
    rows = (f"产出指标 整治圩堤 ≥2公里 {one} _", f"满意度指标 群众满意度 ≥90% {other} _")
    assert said("W101", SCORED, *rows, f"合计 < < {total} _", edition=edition) == found


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (("产出指标 整治圩堤 ≥2公里 50", "效益指标 受益农户 ≥30户 30", "满意度指标 群众满意度 ≥90% 10"), []),
        (
            ("产出指标 整治圩堤 ≥2公里 30", "效益指标 受益农户 ≥30户 30", "满意度指标 群众满意度 ≥90% 30"),
            ["D2 advice 30/30/30 50/30/10"],
        ),
        (
            (
                "产出指标 整治圩堤 ≥2公里 40",
                "产出指标 其中：土方 ≥2万方 _",
                "效益指标 受益农户 ≥30户 20",
                "满意度指标 群众满意度 ≥90% 30",
            ),
            ["D2 advice 40/20/30 50/30/10"],
        ),
        (
            (
                "产出指标 整治圩堤 ≥2公里 30",
                "效益指标 受益农户 ≥30户 30",
                "满意度指标 群众满意度 ≥90% 30",
                "合计 < < 90",
            ),
            ["D2 advice 30/30/30 50/30/10"],
        ),
        (("产出指标 整治圩堤 ≥2公里 60", "满意度指标 群众满意度 ≥90% 30"), []),
        (("产出指标 整治圩堤 ≥2公里 60", "效益指标 受益农户 ≥30户 _", "满意度指标 群众满意度 ≥90% 30"), []),
        (("产出指标 整治圩堤 ≥2公里 30", "成本指标 管护费 ≤3万元 30", "满意度指标 群众满意度 ≥90% 30"), []),
    ],
)
def test_three_classes_are_compared_with_the_usual_shares(rows, found):
    assert said("W110", "一级指标 三级指标 年度指标值 分值", *rows) == found


LEFTOVER = "项目名称 预算数 到位资金 已使用资金 结余资金 结转资金"


@pytest.mark.parametrize(
    ("head", "line", "found"),
    [
        (LEFTOVER, "山塘清淤 60 60 51.5 3.5 5", []),
        (LEFTOVER, "山塘清淤 60 60 51.5 3.51 5", ["E3 advice 8.51 8.5"]),
        (LEFTOVER, "山塘清淤 60 60 51.5 3.52 5", ["E3 error 8.52 8.5"]),
        (LEFTOVER, "山塘清淤 60 60 51.5 _ 5", ["F3 error 5 8.5"]),
        (LEFTOVER, "山塘清淤 60 60 51.5 _ _", []),
        (LEFTOVER, "山塘清淤 60 _ 51.5 3 5", []),
        (LEFTOVER, "山塘清淤 60 60 _ 3 5", []),
        (LEFTOVER, "山塘清淤 60 60 51.5 无 5", []),
        (LEFTOVER.removesuffix(" 结转资金"), "山塘清淤 60 60 51.5 3.5", []),
    ],
)
def test_what_is_left_of_the_money_received_is_surplus_or_carried_forward(head, line, found):
    assert said("B312", head, line) == found


@pytest.mark.parametrize(
    ("rows", "total", "conclusion", "found"),
    [
        (("57", "_"), "85", "自评得分85分", []),
        (("57", "_"), "85", "自评得分84分", ["B6 error 84 85"]),
        (("57", "28"), "99", "自评得分99分", []),
        (("57", "28"), "99", "自评得分85分", []),
    ],
)
def test_a_score_is_held_against_the_total_as_printed_and_as_it_adds_up(rows, total, conclusion, found):
    lines = (f"产出指标 整治圩堤 ≥2公里 60 {rows[0]}", f"满意度指标 群众满意度 ≥90% 30 {rows[1]}")
    assert said("P206", SCORED, *lines, f"合计 < < 90 {total}", f"评价结论 {conclusion}") == found


@pytest.mark.parametrize(("conclusion", "found"), [("95", []), ("95.5", ["B6 error 95.5 85"])])
def test_without_weights_execution_is_taken_to_weigh_ten(conclusion, found):
    rows = ("产出指标 整治圩堤 ≥2公里 57", "满意度指标 群众满意度 ≥90% 28", "合计 < < 85")
    assert said("P206", "一级指标 三级指标 年度指标值 得分", *rows, f"评价结论 自评得分{conclusion}分") == found


@pytest.mark.parametrize(
    ("head", "conclusion", "found"),
    [
        ((), "90", []),
        ((), "90.5", ["B5 explain 90.5 90"]),
        ((EXECUTION[0], "年度资金总额 50 47.5 95% 10 _"), "100", []),
        ((EXECUTION[0], "年度资金总额 50 47.5 95% 10 _"), "100.5", ["B7 explain 100.5 100"]),
    ],
)
def test_without_points_no_score_exceeds_the_weights_execution_included(head, conclusion, found):
    rows = ("产出指标 整治圩堤 ≥2公里 60 _", "满意度指标 群众满意度 ≥90% 30 _")
    assert said("P206", *head, SCORED, *rows, f"评价结论 自评得分{conclusion}分") == found


def test_a_single_addend_is_called_by_its_name():
    page = f"## 通过：一例\n\n{table(SCORED, '产出指标 整治圩堤 ≥2公里 60 _', '评价结论 自评得分61分')}\n"
    (case,) = rule_cases.cases(page)
    (finding,) = rule_cases.findings(case, RULES["P206"])
    assert "只有60分（仅1项分值：60）" in finding.message
