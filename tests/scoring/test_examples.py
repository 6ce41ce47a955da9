"""The worked examples of the scoring rules: every figure that official forms, notices and tables gave."""

from __future__ import annotations

from decimal import Decimal

import pytest
from scoring_cases import NUMBERS, case, points, stated, written

from xlplugin.quantity import Level
from xlplugin.scoring import Case, named, profile_for
from xlplugin.scoring.profile import kind_of
from xlplugin.scoring.settings import Settings

PROPORTIONAL = [  # R-QUANT
    ("电梯", "10", "4", "3", "7.50"),
    ("政策落实率", "15", "100", "90", "13.50"),
    ("县域经济增长贡献率", "20", "0.1", "0.01", "2.00"),
    ("经济效益", "10", "95", "90", "9.47"),
    ("使用者满意度", "10", "100", "98", "9.80"),
    ("4000人次，远超", "10", "3000", "4000", "10.00"),
    ("7件完成5件", "4", "7", "5", "2.86"),
    ("负数按0", "10", "5", "-1", "0.00"),
    ("零目标", "10", "0", "0", "10.00"),
]


@pytest.mark.parametrize(("what", "weight", "target", "actual", "expected"), PROPORTIONAL)
def test_an_unmet_target_earns_its_share(what, weight, target, actual, expected):
    for operator in (">=", "=", ">"):
        row = case(weight, target, actual, operator)
        assert profile_for().points(kind_of(operator), row).rounded == Decimal(expected), what


REVERSE = [  # R-REV: name, B of A = 60 and w = 10, points
    ("quantitative.inverse", "66", "9.09"),
    ("quantitative.linear", "66", "9.00"),
    ("quantitative.strict", "66", "0.00"),
    ("quantitative.inverse", "60", "10.00"),
    ("quantitative.linear", "60", "10.00"),
    ("quantitative.strict", "60", "10.00"),
    ("quantitative.inverse", "120", "5.00"),
    ("quantitative.linear", "120", "0.00"),
    ("quantitative.linear", "150", "0.00"),
    ("quantitative.inverse", "-3", "10.00"),
]


@pytest.mark.parametrize(("name", "actual", "expected"), REVERSE)
def test_a_limit_that_is_broken_has_three_readings(name, actual, expected):
    assert points(name, case("10", "60", actual, "<=")).rounded == Decimal(expected)


def test_the_default_for_a_limit_is_inverse_and_the_others_are_told():
    found = profile_for().points("at_most", case("10", "60", "66", "<="))
    assert found.method == "quantitative.inverse"
    assert {(one.method, one.value) for one in found.other_readings} == {
        ("quantitative.linear", Decimal(9)),
        ("quantitative.strict", Decimal(0)),
    }
    assert found.agreement(Decimal("9.09")) == "same"
    assert found.agreement(Decimal("9.00")) == "quantitative.linear"
    assert found.agreement(Decimal(0)) == "quantitative.strict"
    assert found.agreement(Decimal(5)) is None


@pytest.mark.parametrize(("actual", "expected"), [("0", "10.00"), ("-1", "10.00"), ("1", "0.00")])
@pytest.mark.parametrize("operator", ["<=", "="])
def test_a_target_of_zero_is_met_by_nothing_only(operator, actual, expected):
    assert profile_for().points(kind_of(operator), case("10", "0", actual, operator)).rounded == Decimal(expected)


@pytest.mark.parametrize(("target", "actual", "operator"), [("-4", "-5", ">="), ("-5", "-4", "<="), ("-5", "-4", "=")])
def test_a_negative_target_that_is_not_met_has_no_proportion(target, actual, operator):
    found = profile_for().points(kind_of(operator), case("10", target, actual, operator))
    assert found.value is None
    assert "负" in found.words_zh


@pytest.mark.parametrize(("target", "actual", "operator"), [("-4", "-3", ">="), ("-5", "-6", "<="), ("-5", "-5", "=")])
def test_a_negative_target_that_is_met_earns_everything(target, actual, operator):
    assert profile_for().points(kind_of(operator), case("10", target, actual, operator)).value == 10


OVER = [  # R-OVER: operator, A, B, whether its cause is asked for
    (">=", "3000", "4000", True),
    (">=", "50", "200", True),
    (">=", "50", "70", True),
    (">=", "60", "80", True),
    (">=", "1000", "1094", False),
    (">=", "10", "13", True),
    (">=", "10", "12.99", False),
    (">=", "0", "5", False),
    ("=", "10", "11", True),
    ("=", "10", "10", False),
    ("<=", "10", "1", False),
]


@pytest.mark.parametrize(("operator", "target", "actual", "asked"), OVER)
def test_a_result_far_above_its_target_is_flagged_and_earns_no_more(operator, target, actual, asked):
    found = profile_for().points(kind_of(operator), case("10", target, actual, operator))
    assert found.value == 10
    assert found.over is asked


STEPS = [  # R-STEP: rate, mark, weight, deduct, per, operator, whole, prorated, started
    ("98.4", "100", "5", "1", "1", ">=", "4", "3.40", "3"),
    ("90.94", "100", "5", "1", "1", ">=", "0", "0", "0"),
    ("88.5", "90", "1", "0.5", "1", ">=", "0.50", "0.25", "0"),
    ("1.4", "0", "1", "0.5", "1", "<=", "0.50", "0.30", "0"),
    ("92.8", "100", "5", "2", "5", ">=", "3", "2.12", "1"),
    ("99.27", "100", "8", "2", "5", ">=", "8", "7.708", "6"),
    ("101", "100", "5", "1", "1", ">=", "5", "5", "5"),
]


@pytest.mark.parametrize(("rate", "mark", "weight", "deduct", "per", "operator", "whole", "prorated", "started"), STEPS)
def test_steps_have_three_readings(rate, mark, weight, deduct, per, operator, whole, prorated, started):
    row = case(weight, mark, rate, operator)
    for name, expected in (("whole", whole), ("prorated", prorated), ("started", started)):
        assert points(f"deduction.{name}", row, deduct=deduct, per=per).value == Decimal(expected), name


def test_the_row_prints_the_steps_and_the_profile_the_reading():
    policy = profile_for("sichuan/yanjiang/project-scorecard/2022").policy("deduction")
    found = policy.points(case("5", "100", "98.4"), {"deduct": Decimal(1), "per": Decimal(1)})
    assert found.value == 4
    assert found.agreement(Decimal("3.40")) == "deduction.prorated"
    assert found.agreement(Decimal(3)) == "deduction.started"


def test_an_adjustment_is_deducted_by_its_rate():
    assert points("deduction.decrease", case("2", actual="7")).rounded == Decimal("1.86")
    assert points("deduction.decrease", case("2", actual="-7")).rounded == Decimal("1.86")
    assert points("deduction.decrease", case("2", actual="130")).rounded == 0


LEVELS = [  # R-QUAL: profile, weight, level, low, high, whether the upper bound belongs to it
    ("national/2020", "30", "全面完成", "24", "30", True),
    ("national/2020", "30", "部分完成", "18", "24", False),
    ("national/2020", "30", "未完成", "0", "18", False),
    ("national/2020", "10", "基本完成", "6", "10", True),
    ("hubei/2020", "10", "部分达成", "5", "8", False),
    ("hubei/2020", "10", "未达成", "0", "5", False),
]


@pytest.mark.parametrize(("name", "weight", "word", "low", "high", "closed"), LEVELS)
def test_a_level_leaves_an_interval(name, weight, word, low, high, closed):
    found = profile_for(name=name).points("qualitative", stated(weight, word))
    assert found.value is None
    assert (found.low, found.high, found.high_in) == (Decimal(low), Decimal(high), closed)
    assert found.agreement(Decimal(low)) == "within"
    assert found.agreement(Decimal(high)) == ("within" if closed else None)
    assert found.agreement(Decimal(high) + 1) is None


@pytest.mark.parametrize(("word", "expected"), [("全面完成", "5"), ("未完成", "0")])
def test_lincang_fixes_the_points_of_a_level(word, expected):
    found = profile_for("yunnan/lincang/department-selfeval/2022").points("qualitative", stated("5", word))
    assert found.value == Decimal(expected)


@pytest.mark.parametrize(("word", "low", "high"), [("良好", 3, 5), ("基本完成", 3, 5), ("部分完成", 1, 3)])
def test_a_level_between_two_of_lincang_leaves_both(word, low, high):
    found = profile_for("yunnan/lincang/department-selfeval/2022").points("qualitative", stated("5", word))
    assert (found.value, found.low, found.high) == (None, low, high)


def test_a_scale_of_one_step_leaves_everything_open():
    found = profile_for().points("qualitative", Case(Decimal(10), level=Level("尺", 0, 1, "字")))
    assert (found.value, found.low, found.high) == (None, 0, 10)


def test_no_level_no_interval():
    found = profile_for().points("qualitative", case("10", operator="qualitative"))
    assert (found.value, found.low, found.agreement(Decimal(9))) == (None, None, None)


EXECUTION = [  # R-EXEC and its local kinds: profile, budget, executed, weight, finished, points
    ("national/2020", "100", "100", "10", None, "10.00"),
    ("national/2020", "739.76", "665.97", "10", None, "9.00"),
    ("national/2020", "100", "120", "10", None, "10.00"),
    ("sichuan/project", "251.89", "251.89", "10", None, "10.00"),
    ("sichuan/yanjiang/department-2022", "1386.98", "1346.85", "4", None, "3.88"),
    ("hubei/2020", "100", "90", "20", None, "18.00"),
    ("national/2021", "100", "100", "10", None, "10.00"),
    ("national/2021", "100", "85", "10", False, "7.00"),
    ("national/2021", "100", "80", "10", False, "7.00"),
    ("national/2021", "100", "79.99", "10", False, "5.00"),
    ("national/2021", "100", "60", "10", False, "5.00"),
    ("national/2021", "100", "59.99", "10", False, "0.00"),
    ("national/2021", "100", "85", "10", True, "10.00"),
    ("national/2021", "100", "105", "10", True, "10.00"),
    ("hunan/2015", "100", "92.8", "5", None, "3.00"),
]


@pytest.mark.parametrize(("name", "budget", "executed", "weight", "finished", "expected"), EXECUTION)
def test_the_execution_of_the_budget_is_scored_as_the_place_does(name, budget, executed, weight, finished, expected):
    policy = profile_for(name=name).policy("execution")
    assert policy.weight == Decimal(weight)
    found = policy.points(case(weight, budget, executed, None, finished=finished))
    assert found.rounded == Decimal(expected)
    assert found.over is (Decimal(executed) > Decimal(budget))


def test_nothing_of_nothing_is_no_rate():
    for name in ("national/2020", "national/2021", "hunan/2015"):
        found = profile_for(name=name).points("execution", case("10", "0", "0", None))
        assert found.value is None
        assert "预算数不大于0" in found.words_zh


def test_a_task_that_nobody_calls_finished_may_have_been_finished():
    found = profile_for(name="national/2021").points("execution", case("10", "100", "85", None))
    assert found.rounded == 7
    assert found.agreement(Decimal(10)) == "execution.finished"
    assert found.agreement(Decimal("8.5")) == "execution.ratio"


def test_a_broken_step_of_hunan_may_be_prorated():
    found = profile_for(name="hunan/2015").points("execution", case("5", "100", "92.8", None))
    assert found.agreement(Decimal("2.12")) == "execution.steps-prorated"


PASS_LINE = [("90", "7.50"), ("55", "0.00"), ("60", "0.00"), ("100", "10.00"), ("80", "5.00"), ("0", "0.00")]


@pytest.mark.parametrize(("actual", "expected"), PASS_LINE)
def test_the_rule_of_2021_counts_from_the_pass_line_on(actual, expected):
    assert profile_for(name="national/2021").points("at_least", case("10", "100", actual)).rounded == Decimal(expected)


def test_the_rules_of_2020_and_2021_know_each_other_as_other_readings():
    row = case("10", "100", "90")
    assert (
        profile_for(name="national/2020").points("at_least", row).agreement(Decimal("7.5")) == "quantitative.pass-line"
    )
    assert (
        profile_for(name="national/2021").points("at_least", row).agreement(Decimal(9)) == "quantitative.proportional"
    )


SATISFACTION = [  # I-20 and section 4: profile, target, rate, weight, points
    ("national/2020", "100", "98", "10", "9.80"),
    ("sichuan/yanjiang/project-2022", "90", "98", "10", "9.80"),
    ("sichuan/yanjiang/department-2022", "90", "98", "5", "4.90"),
    ("national/2021", "90", "90", "10", "10.00"),
    ("national/2021", "90", "89.9", "10", "8.00"),
    ("national/2021", "90", "60", "10", "5.00"),
    ("national/2021", "90", "59", "10", "0.00"),
    ("yunnan/lincang/department-2022", "90", "90", "10", "10.00"),
    ("yunnan/lincang/department-2022", "90", "85", "10", "7.00"),
    ("yunnan/lincang/department-2022", "90", "70", "10", "5.00"),
    ("yunnan/lincang/department-2022", "90", "60", "10", "3.00"),
    ("yunnan/lincang/department-2022", "90", "59", "10", "1.00"),
    ("hubei/2020", "90", "81", "10", "9.00"),
]


@pytest.mark.parametrize(("name", "target", "rate", "weight", "expected"), SATISFACTION)
def test_satisfaction_is_scored_as_the_place_does(name, target, rate, weight, expected):
    assert profile_for(name=name).points("satisfaction", case(weight, target, rate)).rounded == Decimal(expected)


def test_yanjiang_scores_the_degree_of_achievement():
    assert profile_for(name="sichuan/yanjiang/project-2022").points(
        "qualitative", case("5", actual="90")
    ).value == Decimal("4.5")


GRADES = [  # R-GRADE
    ("100", "优"),
    ("90", "优"),
    ("89.995", "优"),
    ("89.99", "良"),
    ("89.5", "良"),
    ("80", "良"),
    ("79.99", "中"),
    ("60", "中"),
    ("59.99", "差"),
    ("0", "差"),
]


@pytest.mark.parametrize(("score", "grade"), GRADES)
def test_the_unified_scale_takes_its_lower_bounds_in(score, grade):
    assert [name for name, _ in profile_for().grades(Decimal(score))] == [grade]


@pytest.mark.parametrize(("score", "both"), [("94", ["优", "良"]), ("96", ["优", "优"]), ("84", ["良", "中"])])
def test_lincang_prints_two_scales_and_gets_two_grades(score, both):
    for name in ("yunnan/lincang/project-2022", "yunnan/lincang/department-2022"):
        assert [grade for grade, _ in profile_for(name=name).grades(Decimal(score))] == both


APPROXIMATE = [  # target, result, points, whether they are sure
    ("≥50次", "50余次", "10.00", True),
    ("≥60次", "50余次", "8.33", False),
    ("≥100次", "近100次", "10.00", False),
    ("≤100次", "近100次", "10.00", True),
    ("≥90%", "92%~95%", "10.00", True),
]


@pytest.mark.parametrize(("target", "actual", "expected", "sure"), APPROXIMATE)
def test_an_approximate_result_counts_as_written_and_says_so(target, actual, expected, sure):
    row = written("10", target, actual)
    found = profile_for().points(kind_of(row.operator), row)
    assert found.rounded == Decimal(expected)
    assert found.unsure is not sure


def test_a_range_across_its_target_leaves_an_interval():
    found = profile_for().points("at_least", written("10", "≥90%", "81%~95%"))
    assert (found.value, found.low, found.high) == (None, 9, 10)
    assert found.agreement(Decimal("9.5")) == "within"


WRITTEN = [  # method, A, B, operator, how the arithmetic is printed
    ("quantitative.proportional", "4", "3", ">=", "10 × 3 ÷ 4"),
    ("quantitative.inverse", "60", "66", "<=", "10 × 60 ÷ 66"),
    ("quantitative.linear", "60", "66", "<=", "10 × [1 - (66 - 60) ÷ 60]"),
    ("quantitative.linear", "60", "150", "<=", "MAX(0, 10 × [1 - (150 - 60) ÷ 60])"),
    ("quantitative.pass-line", "100", "50", ">=", "MAX(0, 10 × (50 ÷ 100 - 60%) ÷ (1 - 60%))"),
    ("execution.ratio", "100", "120", None, "MIN(10, 10 × 120 ÷ 100)"),
    ("satisfaction.rate", None, "98", None, "10 × 98%"),
    ("qualitative.degree", None, "101", None, "MIN(10, 10 × 101%)"),
    ("deduction.whole", "100", "80", ">=", "MAX(0, 10 - 20 × 1)"),
    ("deduction.decrease", None, "130", None, "MAX(0, 10 × (1 - 130%))"),
]


@pytest.mark.parametrize(("name", "target", "actual", "operator", "expected"), WRITTEN)
def test_the_arithmetic_is_printed_so_that_it_gives_the_points(name, target, actual, operator, expected):
    assert points(name, case("10", target, actual, operator)).steps[-1].written == expected


def test_of_a_met_target_only_another_family_has_another_reading():
    others = ("quantitative.pass-line", "satisfaction.rate")
    for actual, expected in (("9", {"satisfaction.rate"}), ("8", set(others))):
        found = named("quantitative.proportional").points(case("10", "9", actual), Settings(NUMBERS), others)
        assert found.met == (actual == "9")
        assert {reading.method for reading in found.other_readings} == expected


def test_a_figure_cut_off_is_told_from_a_wrong_one():
    found = profile_for().points("at_least", case("10", "95", "90"))
    assert [found.agreement(Decimal(text)) for text in ("9.47", "9.48", "9.49", "9.46")] == ["same", "same", None, None]
    found = profile_for().points("at_least", case("10", "9", "6.2"))
    assert [found.agreement(Decimal(text)) for text in ("6.89", "6.88", "6.9")] == ["same", "truncated", None]
