"""Points and their standards, case by case: what samples of mutants found that no page of a rule holds fast."""

from __future__ import annotations

import pytest
from figure_sheets import RULES, said, table

import rule_cases
from xlplugin.model import Settings

SCORED = "一级指标 三级指标 年度指标值 实际完成值 分值 得分 偏差原因分析及改进措施"
STANDARDS = "一级指标 三级指标 年度指标值 实际完成值 评分标准 分值 得分 偏差原因分析及改进措施"
BRIEF = "一级指标 三级指标 评分标准 分值 得分 得分简述"
CAPPED = (
    "产出指标 疏浚河道 10公里 5公里 每完成1公里得1分，最高5分 60 8 _",
    "效益指标 受益农户 10户 5户 每完成1户得1分，最高5分 40 8 _",
)


@pytest.mark.parametrize(
    ("points", "reason", "found"),
    [
        ("5", "连日大雨，施工推迟", []),
        ("4.5", "连日大雨，施工推迟", ["F3 advice 4.5 5"]),
        ("4.5", "_", ["F3 explain 4.5 5"]),
        ("6", "连日大雨，施工推迟", ["F3 explain 6 5"]),
    ],
)
def test_fewer_points_than_usual_are_a_judgement_where_a_reason_stands(points, reason, found):
    assert said("S501", SCORED, f"产出指标 整治圩堤 10公里 5公里 10 {points} {reason}") == found


@pytest.mark.parametrize(
    ("rows", "reach", "full"),
    [
        (CAPPED, ["E3 explain - 5", "E4 explain - 5"], ["A1 advice - 10"]),
        ((*CAPPED, "合计 < < < < 100 9 _"), ["E3 explain - 5", "E4 explain - 5"], ["G5 advice - 10"]),
        ((*CAPPED, "合计 < < < < 100 16 _"), ["E3 explain - 5", "E4 explain - 5"], ["G5 explain 16 10"]),
        (
            ("加分项 创新 1项 1项 每项加1分，最高加2分 5 1 _", *CAPPED, "合计 < < < < 100 17 _"),
            ["E4 explain - 5", "E5 explain - 5"],
            ["G6 explain 17 10"],
        ),
        (
            ("加分项 创新 1项 1项 每项加1分，最高加2分 5 7 _", *CAPPED, "合计 < < < < 100 17 _"),
            ["E4 explain - 5", "E5 explain - 5"],
            ["G6 advice - 10"],
        ),
    ],
)
def test_a_standard_gives_the_weight_and_all_of_them_the_full_mark(rows, reach, full):
    assert said("S504", STANDARDS, *rows) == reach
    assert said("S509", STANDARDS, *rows) == full


@pytest.mark.parametrize(
    ("target", "actual", "found"),
    [
        ("≥3场", "4场", []),
        ("≥3场", "5场", ["D3 explain 5场 -"]),
        ("≥3", "4", []),
        ("≥1%", "2%", ["D3 explain 2% -"]),
        ("≥1倍", "2倍", ["D3 explain 2倍 -"]),
        ("≥0场", "1场", []),
    ],
)
def test_one_more_of_what_is_counted_singly_needs_no_reason(target, actual, found):
    assert said("S506", SCORED, f"产出指标 培训 {target} {actual} 10 10 _") == found


@pytest.mark.parametrize(
    ("target", "actual", "found"),
    [
        ("≥2%", "1.5", []),
        ("≥95%", "0.98", ["D3 advice 0.98 95%"]),
        ("≤95%", "0.98", ["D3 explain 0.98 95%"]),
        ("≥10%", "1", ["D3 advice 1 10%"]),
        ("≥0%", "0.5", ["D3 advice 0.5 0%"]),
        ("≥95%", "0", []),
    ],
)
def test_a_figure_without_its_per_cent_is_read_in_the_nearer_way(target, actual, found):
    assert said("S508", SCORED, f"产出指标 合格率 {target} {actual} 10 10 _") == found


@pytest.mark.parametrize("first", ["雨水较多", "未合规率100%", "不合规率100%", "_"])
def test_a_reason_is_held_against_the_condition_that_earns_the_full_mark(first):
    row = "产出指标 疏浚河道 10公里 5公里 合规率100%得10分 10 8"
    assert said("S510", STANDARDS, f"{row} {first}", f"{row} 合规率100%") == ["H4 explain 合规率100% -"]


@pytest.mark.parametrize(
    ("standard", "missed"),
    [("≥95%", "94"), ("≤95%", "96"), (">95%", "94 95"), ("<95%", "95 96")],
)
def test_a_part_that_misses_its_threshold_earns_nothing(standard, missed):
    for rate in ("94", "95", "96"):
        told = f"①11月30日前={rate}%得1分；②已公开得1分"
        found = said("S511", BRIEF, f"产出指标 公开 ①11月30日前{standard}得1分；②公开得1分 2 2 {told}")
        assert found == (["E3 error 2 1"] if rate in missed else [])


@pytest.mark.parametrize(
    ("points", "told", "found"),
    [
        ("0.5", "①11月30日前=92.3%得1分；②已公开得1分", ["E3 error 0.5 0"]),
        ("1", "①11月30日前=92.3%得0分；②已公开得1分", []),
        ("2", "②11月30日前=92.3%得1分", []),
        ("2", "③11月30日前=92.3%得1分", []),
    ],
)
def test_claims_are_held_against_the_part_of_their_number(points, told, found):
    assert said("S511", BRIEF, f"产出指标 公开 ①11月30日前≥95%得1分；②公开得1分 2 {points} {told}") == found


@pytest.mark.parametrize(
    ("target", "actual", "missed"),
    [
        ("≤3场", "4场", True),
        ("≤3场", "2场", False),
        ("≥3场", "2场", True),
        ("3场", "2场", True),
        ("3场", "4场", False),
        ("≥3天", "2天", True),
        ("≥3天", "4天", False),
        ("≤3天", "4天", True),
    ],
)
def test_the_sign_of_a_target_says_on_which_side_it_is_missed(target, actual, missed):
    found = said("S507", SCORED, f"产出指标 值守巡查 {target} {actual} 10 10 _")
    assert found == ([f"D3 explain {actual} {target}"] if missed else [])


@pytest.mark.parametrize(
    ("target", "actual", "apart"),
    [
        ("≥3", "4公里", False),
        ("≥3公里", "4", False),
        ("≥3公里", "4元", True),
        ("≥3度", "4千瓦时", False),
        ("≥3倍", "4%", False),
        ("500元/人", "500元", False),
        ("3次", "3场", False),
        ("3人", "3场", True),
        ("3人", "3个", False),
    ],
)
def test_units_are_apart_where_they_measure_different_things(target, actual, apart):
    assert bool(said("S508", SCORED, f"产出指标 办理投诉 {target} {actual} 10 10 _")) == apart


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("年度资金总额 60 29.93 49.88% 10 4.99", []),
        ("年度资金总额 60 29.93 50% 10 5", ["F3 advice 5 4.99"]),
        ("年度资金总额 60 29.93 _ 10 5", ["F3 error 5 4.99"]),
        ("年度资金总额 60 29.93 50% 10 6", ["F3 error 6 4.99"]),
        ("年度资金总额 60 29.93 40% 10 4", ["F3 error 4 4.99"]),
    ],
)
def test_points_of_the_rounded_rate_are_as_good_as_that_rate(line, found):
    head = "项目资金（万元） 全年预算数 执行数 执行率 分值 得分"
    assert said("S501", head, line, SCORED, "产出指标 整治圩堤 10公里 5公里 10 5 _") == found


@pytest.mark.parametrize(
    ("code", "head", "rows", "found"),
    [
        ("S504", STANDARDS, (CAPPED[0].replace("8 _", "5 _"), CAPPED[1]), ["E4 explain - 5"]),
        ("S506", SCORED, ("产出指标 培训 ≥3场 9场 9 9 场次增加", "产出指标 讲座 ≥3场 9场 9 9 _"), ["D4 explain 9场 -"]),
    ],
)
def test_a_row_in_order_does_not_end_the_comparison(code, head, rows, found):
    assert said(code, head, *rows) == found


def test_what_the_points_are_out_of_may_be_what_is_wrong():
    (case,) = rule_cases.cases(f"## 通过：一例\n\n{table(SCORED, '产出指标 整治圩堤 10公里 5公里 10 8 _')}\n")
    rule = RULES["S501"]
    (form,) = rule_cases.bound(case)
    (fault,) = rule.check(form, Settings(dict(rule.settings)))
    assert [place.cell for place in fault.uses] == ["E3"]


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("①到位得1分，②公开得0.5分、", ["E3 explain 2 1.5"]),
        ("①到位得1分，；②公开得0.5分", ["E3 explain 2 1.5"]),
        ("①到位，②公开得0.5分", []),
        ("①到位得1分", []),
    ],
)
def test_claims_add_up_where_every_part_has_one(told, found):
    assert said("S511", BRIEF, f"产出指标 公开 ①到位得1分；②公开得1分 2 2 {told}") == found


@pytest.mark.parametrize(
    ("equation", "found"),
    [
        ("45人/50人×100%=90%", ""),
        ("45人/50人×100%=91%", "error 91% 90%"),
        ("45/50=90%", ""),
        ("45/50×100=90", ""),
        ("45/50×100=91", "error 91 90"),
        ("45人/50户×100%=91%", ""),
        ("3元+4元=8元", "error 8元 7元"),
        ("3+4=8元", "error 8元 7元"),
        ("3元+4元=8", "error 8 7"),
        ("3元+4=8户", ""),
        ("3元+4户=8户", ""),
        ("10%+20%=31%", ""),
        ("3元×4=13元", "error 13元 12元"),
        ("10/0=5", ""),
        ("3+4×2=11", ""),
        ("3+4×2=12", "error 12 11"),
        ("8/4/2=2", "error 2 1"),
        ("10-3-2=6", "error 6 5"),
        ("2/3=66.7%", ""),
        ("2/3=66%", "advice 66% 66.67%"),
        ("5×100%=6", ""),
        ("50/100×50%=25%", ""),
    ],
)
def test_an_equation_in_a_cell_is_worked_out_where_its_units_are_one(equation, found):
    told = said("S512", SCORED, f"产出指标 道路 ≥9公里 {equation} 10 10 _")
    assert told == [f"D3 {found}"] * bool(found)


@pytest.mark.parametrize(
    ("standard", "found"),
    [
        ("合规率100%得10分", ["H3 explain 合规率100% -"]),
        ("合规率100%得满分", ["H3 explain 合规率100% -"]),
        ("合规率100%得5分", []),
        ("合规得10分", []),
    ],
)
def test_only_a_threshold_that_earns_the_whole_weight_is_no_reason_for_a_loss(standard, found):
    reason = standard.partition("得")[0]
    assert said("S510", STANDARDS, f"产出指标 疏浚河道 10公里 5公里 {standard} 10 8 {reason}") == found
