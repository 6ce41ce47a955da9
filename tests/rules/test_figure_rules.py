"""Points and weights, case by case: what mutation testing found that no page of a rule holds fast."""

from __future__ import annotations

import pytest
from figure_sheets import EXECUTION, FUNDS, RULES, SCORED, said, table

import rule_cases

RATED = "项目资金（万元） 全年预算数 执行数 执行率 得分"


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


@pytest.mark.parametrize(
    ("code", "rows"),
    [
        ("P201", ("一级指标 三级指标 年度指标值 分值 得分", "产出指标 整治圩堤 ≥2公里 60 57")),
        ("P205", ("一级指标 三级指标 年度指标值 分值 得分", "产出指标 整治圩堤 ≥2公里 60 57")),
        ("P201", ("一级指标 三级指标 年度指标值 分值", "产出指标 整治圩堤 ≥2公里 60", "合计 < < 60")),
        ("P205", ("一级指标 三级指标 年度指标值 分值", "产出指标 整治圩堤 ≥2公里 60", "合计 < < 60")),
        ("P203", ("一级指标 三级指标 年度指标值 得分", "产出指标 整治圩堤 ≥2公里 57")),
        ("P203", ("一级指标 三级指标 年度指标值 分值", "产出指标 整治圩堤 ≥2公里 60")),
        ("P203", ("一级指标 三级指标 年度指标值 分值 得分", "产出指标 整治圩堤 ≥2公里 _ 57")),
        ("P203", ("一级指标 三级指标 年度指标值 分值 得分", "产出指标 整治圩堤 ≥2公里 60 _")),
        ("P203", ("一级指标 三级指标 年度指标值 分值 得分", "产出指标 整治圩堤 ≥2公里 60 60")),
        ("W102", ("一级指标 三级指标 年度指标值 分值", "产出指标 整治圩堤 ≥2公里 60", "合计 < < 100")),
        (
            "B307",
            (FUNDS, "合计 60 60 60 0 _", "一级指标 二级指标 三级指标 年度指标值", "成本指标 经济成本 维修费 60万元"),
        ),
    ],
)
def test_what_a_form_does_not_print_is_compared_with_nothing(code, rows):
    assert said(code, *rows) == []


@pytest.mark.parametrize(
    ("weights", "found"),
    [("_ _", ["D2 error - -"]), ("60 _", ["D4 error - -"]), ("_ 30", ["D3 error - -"]), ("60 30", [])],
)
def test_blank_weights_are_told_at_the_header_where_all_are_blank(weights, found):
    one, other = weights.split()
    rows = (f"产出指标 整治圩堤 ≥2公里 {one} 57", f"满意度指标 群众满意度 ≥90% {other} 28")
    assert said("W104", SCORED, *rows) == found
    assert said("W104", SCORED, "产出指标 整治圩堤 ≥2公里 _ 57") == ["D3 error - -"]


def test_a_row_without_a_weight_does_not_end_the_comparison():
    rows = ("产出指标 整治圩堤 ≥2公里 _ 57", "满意度指标 群众满意度 ≥90% 30 31")
    assert said("P203", SCORED, *rows) == ["E4 error 31 30"]


def test_a_score_among_the_goals_is_no_conclusion():
    rows = ("年度目标 自评得分99分", SCORED, "产出指标 整治圩堤 ≥2公里 100 85", "合计 < < 100 85")
    assert said("P206", *rows) == []
