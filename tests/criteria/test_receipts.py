"""What an outcome says of itself: the steps, what is missing, what lies open."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlplugin.criteria import Grade, NotUnderstood, evaluate, graded, needs, notation, parse_notation, say, understand

FIVE = Decimal(5)
ARRIVED = "资金到位率=（实际到位资金/计划投入资金）×100%。（达到目标值得5分，每少一个百分点扣1分，扣完为止）"


def test_a_step_says_its_arithmetic_in_both_languages():
    expression = understand(ARRIVED, FIVE)
    figures = {"实际到位资金": Decimal("196.8"), "计划投入资金": Decimal(200)}
    chinese, english = evaluate(expression, figures, FIVE), evaluate(expression, figures, FIVE, "en")
    assert chinese.steps == ("资金到位率 98.4%，超出界限1.6个百分点，计1步，每步扣1分：5-1=4",)
    assert english.steps == ("资金到位率 98.4% is 1.6% beyond: 1 steps of 1 points: 5-1=4",)
    assert chinese.value == english.value == 4
    assert dict(chinese.other_readings) == {"prorated": Decimal("3.4"), "ceiling": Decimal(3)}


@pytest.mark.parametrize(
    ("sentence", "inputs", "step"),
    [
        ("每次1分，最高2分。", {"数量": Decimal(3)}, "2"),
        ("1--4季度各得1分", {"季度数": Decimal(3)}, "3 quarters×1=3"),
        ("制度健全的得2分，否则不得分。", {"制度健全": True}, "“制度健全” holds: 2 points"),
        ("制度健全的得2分，否则不得分。", {"制度健全": False}, "no condition holds: no points"),
        ("利用率≥90%得2分", {"利用率": Decimal(95)}, "利用率 95% lies within the bounds: 2 points"),
        (
            "未发生问题得5分；凡发生问题的不得分。",
            {"发生问题": True, "未发生问题": True},
            "“发生问题” happened: no points",
        ),
        ("酌情扣分，最高5分", {"评定分": Decimal(9)}, "9 given, 0 to 5 allowed"),
        (
            "得分=（甲个数×3+乙个数×2）/总个数",
            {"甲个数": Decimal(1), "乙个数": Decimal(2), "总个数": Decimal(3)},
            "7÷总个数 3=2.3333",
        ),
    ],
)
def test_every_kind_has_a_step_in_english(sentence, inputs, step):
    found = evaluate(understand(sentence, FIVE), inputs, FIVE, "en")
    assert found.value is not None
    assert any(step in said for said in found.steps)


def test_a_missing_input_leaves_bounds_and_its_name():
    found = evaluate(understand("①制度健全（2分）；②制度合规（1分）。", Decimal(3)), {"制度健全": True}, Decimal(3))
    assert (found.value, found.low, found.high, found.missing) == (None, 2, 3, ("制度合规",))


def test_discretion_is_bounded_and_never_guessed():
    found = evaluate(understand("内容完整的得2分，否则酌情扣分。"), {}, Decimal(2))
    assert (found.value, found.low, found.high) == (None, 0, 2)


def test_a_level_bounds_what_a_person_may_give():
    sentence = "达成、部分达成、未达成三档，分别按照100%-80%（含）、80%-60%（含）、60%-0%合理确定分值。"
    rule = understand(sentence)
    bounds = evaluate(rule, {"等级": "部分达成"}, Decimal(10))
    assert (bounds.value, bounds.low, bounds.high) == (None, 6, 8)
    assert evaluate(rule, {}, Decimal(10)).missing == ("等级",)


def test_full_marks_need_a_weight():
    with pytest.raises(ValueError, match="weight"):
        evaluate(understand("得分=完成率×分值"), {"完成率": Decimal(90)})


def test_a_bonus_may_exceed_the_weight():
    rule = understand("每获得一项表彰加2分，最多加6分。", FIVE)
    assert evaluate(rule, {need.name: Decimal(3) for need in needs(rule)}, FIVE).value == 6


def test_a_scale_grades_a_score_and_leaves_the_rest_ungraded():
    scale = understand("90分以上为优，80-90分为良，60-80分为中，60分以下为差。")
    assert isinstance(scale, Grade)
    assert [graded(scale, Decimal(score)) for score in ("90", "89.5", "60", "59.9")] == ["优", "良", "中", "差"]
    assert graded(Grade(scale.levels[:1]), Decimal(50)) == ""
    assert evaluate(scale, {"评分": Decimal(95)}, Decimal(100)).value is None


def test_the_weight_decides_between_levels_and_parts():
    sentence = "制度健全得2分；程序规范得1分。"
    assert notation(understand(sentence, Decimal(3))).startswith("sum_of_parts")
    assert notation(understand(sentence, Decimal(2))).startswith("tiers")


def test_what_was_not_understood_is_named():
    found = understand("制度健全得2分；偏离度10%-20%扣1分。", FIVE)
    assert isinstance(found, NotUnderstood)
    assert found.where == "偏离度10%-20%扣1分"


@pytest.mark.parametrize("text", ["", "binary(2", "binary(2; 「甲」) x", "quarters(x, each=1)", "cases(「甲」~1: 2)"])
def test_broken_notation_is_refused_with_its_place(text):
    with pytest.raises((ValueError, ArithmeticError)):
        parse_notation(text)


def test_english_names_every_kind_of_rule():
    said = say(understand(ARRIVED, FIVE), "en")
    assert said == "5 points, less 1 points for every 1 percentage points that 资金到位率 is below 100%."
