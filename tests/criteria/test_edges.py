"""The rare turns of scoring sentences, and what is asked of rules that no sentence of the table holds."""

from __future__ import annotations

from decimal import Decimal

import pytest
from worked import examples, inputs, rows

import xlplugin.criteria
from xlplugin.criteria import (
    OTHERWISE,
    Band,
    Bonus,
    Cases,
    Fixed,
    Measure,
    NotUnderstood,
    PerItem,
    Step,
    Within,
    evaluate,
    gaps,
    maximum,
    notation,
    parse_notation,
    say,
    understand,
)

ROWS = rows("edges.tsv")
COMPILED = [row for row in ROWS if row["notation"]]
RATE = Measure("完成率")


@pytest.mark.parametrize("row", COMPILED, ids=lambda row: row["sentence"])
def test_a_rare_turn_compiles_to_its_meaning_and_gives_its_points(row):
    weight = Decimal(row["weight"])
    expression = understand(row["sentence"], weight)
    assert notation(expression) == row["notation"]
    assert parse_notation(row["notation"]) == expression
    for given, points, readings in examples(row["examples"]):
        found = evaluate(expression, inputs(expression, given), weight)
        assert found.value == points
        assert dict(found.other_readings).items() >= readings.items()


@pytest.mark.parametrize("row", COMPILED, ids=lambda row: row["sentence"])
def test_a_rare_turn_is_said_in_words_that_mean_the_same(row):
    weight = Decimal(row["weight"])
    expression = understand(row["sentence"], weight)
    assert understand(say(expression), weight) == expression
    assert say(expression, "en").isprintable()


@pytest.mark.parametrize("row", [row for row in ROWS if not row["notation"]], ids=lambda row: row["sentence"])
def test_what_cannot_be_placed_is_refused_with_its_reason(row):
    refused = understand(row["sentence"], Decimal(row["weight"]))
    assert isinstance(refused, NotUnderstood)
    assert (refused.text, refused.why) == (row["sentence"], row["why"])
    assert refused.where


@pytest.mark.parametrize(
    ("rule", "zh", "en"),
    [
        (Fixed(Decimal(2)), "得2分。", "2 points."),
        (Bonus(Fixed(Decimal("0.5"))), "加分项：得0.5分。", "bonus: 0.5 points."),
        (
            Cases(((Within(RATE, Decimal(90), True), PerItem(False, Decimal(1), Decimal(1), Measure("缺项", "项"))),)),
            "完成率≥90%的缺项每1项扣1分，扣完为止，否则不得分。",
            "if 完成率 is at least 90%: full marks, less 1 points for every 1项 of 缺项.",
        ),
        (
            Step(Decimal(1), Decimal(1), RATE, "apart", Decimal(100), most=Decimal(2)),
            "完成率为100%的得满分，每相差1个百分点扣1分，最多扣2分，扣完为止。",
            "full marks, less 1 points for every 1 percentage points that 完成率 is away from 100%, at most 2 points.",
        ),
    ],
)
def test_rules_of_any_shape_are_said_in_both_languages(rule, zh, en):
    assert say(rule) == zh
    assert say(rule, "en") == en


TWO_SIDES = "tiers(「节约率」>0%: 2, 「节约率」<0%: 1)"


@pytest.mark.parametrize(
    "rule",
    [
        TWO_SIDES,
        f"sum_of_parts([{TWO_SIDES}, binary(1; 「报送及时」)])",
        f"veto({TWO_SIDES}; 「弄虚作假」)",
        f"{TWO_SIDES} bonus",
    ],
)
def test_a_forgotten_case_is_seen_wherever_in_a_rule_it_lies(rule):
    assert [(gap.within.low, gap.within.high) for gap in gaps(parse_notation(rule))] == [(0, 0)]


@pytest.mark.parametrize(
    ("rule", "holes"),
    [
        ("tiers(「完成率」>=90%: 5, 「完成率」<80%: 1)", [(80, 90)]),
        ("tiers(「完成率」>=90%: 5, 「完成率」[80%,90%): 3, 「完成率」<60%: 0)", [(60, 80)]),
        ("tiers(「完成率」>=90%: 5, 「完成率」[60%,80%): 3, 「完成率」<60%: 0)", [(80, 90)]),
        ("tiers(「完成率」>=90%: 2, 「完成率」>=80%: 1)", []),
        ("tiers(「完成率」<=90%: 1, 「完成率」<=80%: 2)", []),
        ("tiers(「完成率」[0%,95%]: 1, 「完成率」[10%,20%]: 2, 「完成率」(95%,100%]: 3)", []),
        ("tiers(「完成率」>=90%: 2, 「及时率」<80%: 1)", []),
        ("veto(0; 「弄虚作假」)", []),
    ],
)
def test_holes_are_found_between_neighbouring_cases_only(rule, holes):
    found = gaps(parse_notation(rule))
    assert [(gap.within.low, gap.within.high) for gap in found] == holes
    assert all(gap.what.endswith("评分标准没有规定") and "does not say" in gap.what_en for gap in found)


def test_a_hole_between_two_judged_cases_is_left_to_a_person():
    rule = understand("完成率>90%的酌情得3分，<90%的酌情得1分。", Decimal(5))
    found = evaluate(rule, {"完成率": Decimal(90)}, Decimal(5))
    assert (found.value, found.low, found.high) == (None, 0, 3)


def test_levels_and_grades_have_no_maximum_of_their_own():
    band = Band((("达成", Decimal(80), Decimal(100)), ("未达成", Decimal(0), Decimal(80))))
    assert maximum(band) is None
    assert maximum(parse_notation("veto(0; 「弄虚作假」)")) is None
    assert maximum(parse_notation("grade(「评分」>=90分: 「优」, 「评分」<90分: 「差」)")) is None
    assert maximum(Bonus(Fixed(Decimal(2)))) == 2
    assert maximum(parse_notation("less([manual(2), binary(1; 「甲」)])")) == 2
    assert maximum(parse_notation("sum_of_parts([binary(3; 「甲」), binary(3; 「乙」)], cap=4)")) == 4
    with pytest.raises(ValueError, match="weight"):
        evaluate(Cases(((OTHERWISE, Fixed()),)), {})


def test_a_name_that_criteria_do_not_have_is_an_attribute_error():
    with pytest.raises(AttributeError, match="unknown"):
        _ = xlplugin.criteria.unknown


def test_levels_and_intervals_of_different_number_are_no_bands():
    banded = "达成、部分达成、未达成三档，分别按照100%-80%（含）、80%-60%（含）{}合理确定分值。"
    assert isinstance(understand(banded.format("、60%-0%"), Decimal(10)), Band)
    assert not isinstance(understand(banded.format(""), Decimal(10)), Band)


@pytest.mark.parametrize(
    ("rule", "en"),
    [
        (
            "step(deduct=0.3, per=1pp, below=「序时进度」, full=w, floor=0; 「支出进度」)",
            "full marks, less 0.3 points for every 1 percentage points that 支出进度 is below the target.",
        ),
        (
            "grade(「评分」>=90分: 「优」, 「评分」<90分: 「差」)",
            "if 评分 is at least 90分: 优; if 评分 is less than 90分: 差.",
        ),
    ],
)
def test_notation_of_every_kind_reads_back_and_is_said_in_english(rule, en):
    expression = parse_notation(rule)
    assert notation(expression) == rule
    assert say(expression, "en") == en


def test_a_bracket_that_is_never_closed_is_survived():
    assert understand("完成率90%以上（含90%得3分。", Decimal(5)) is not None


STEPS = "step(deduct=1, per=1pp, below=90%, full=5, floor=0; 「支出进度」)"


@pytest.mark.parametrize(
    ("rule", "given", "bounds", "missing"),
    [
        ("cases(「完成率」>=90%: 3, 「验收合格」: 2)", {"验收合格": True}, (2, 3), ("完成率",)),
        ("cases(「完成率」>=90%: 3, 「验收合格」: 2)", {"完成率": Decimal(80)}, (0, 2), ("验收合格",)),
        ("cases(「甲」: 3, 「完成率」>=90%: 2)", {"完成率": Decimal(95)}, (2, 3), ("甲",)),
        (f"sum_of_parts([{STEPS}, binary(2; 「制度健全」)])", {"支出进度": Decimal("88.5")}, (4, 6), ("制度健全",)),
        (
            f"less([{STEPS}, per_item(deduct=1, per=1处, full=5, floor=0; 「错误」)])",
            {"错误": Decimal(2)},
            (0, 3),
            None,
        ),
        (f"sum_of_parts([{STEPS}], cap=4)", {}, (0, 4), ("支出进度",)),
        ("quarters(4, each=1)", {}, (0, 4), ("季度数",)),
    ],
)
def test_what_is_not_known_leaves_every_outcome_open_and_no_other_reading(rule, given, bounds, missing):
    found = evaluate(parse_notation(rule), given, Decimal(7))
    assert (found.value, found.low, found.high, found.other_readings) == (None, *bounds, ())
    assert missing is None or found.missing == missing


def test_a_condition_in_words_that_holds_decides_whatever_other_words_say():
    found = evaluate(parse_notation("cases(「甲」: 3, 「乙」: 2)"), {"乙": True}, Decimal(3))
    assert found.value == 2


@pytest.mark.parametrize(
    ("sentence", "where"),
    [
        ("得分=预算执行率×10分，达到95%的加1分。", "达到95%的加1分"),
        ("达标得5分，每低1个百分点扣0.5分，否则得1分。", "否则得1分"),
        ("完成率80%-90%得5分，每1%扣0.5分，扣完为止。", "每1%扣0.5分"),
        ("完成目标得5分，每低1个百分点扣0.5分，整改不到位的酌情扣分。", "整改不到位的酌情扣分"),
        ("资料齐全得2分；一、二等奖分别得3分、2分、1分。", "一、二等奖分别得3分、2分、1分"),
    ],
)
def test_a_refusal_names_the_clause_that_could_not_be_placed(sentence, where):
    assert understand(sentence, Decimal(5)).where == where
