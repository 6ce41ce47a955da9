"""What a rule asks for, input by input, what it gives at most, and which part of a shared formula is the row's own."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlplugin.criteria import (
    NotUnderstood,
    Veto,
    evaluate,
    fits,
    gaps,
    maximum,
    needs,
    notation,
    open_ended,
    parse_notation,
    say,
    understand,
)

BOTH = "按经济效益实现程度*5、社会效益实现程度*5、社会效率*3计分"


def asked(rule):
    """Every input as ``name kind unit top-minus/bottom options``, what is empty left out."""
    found = []
    for need in needs(rule):
        assert all(text is not None for text in (need.unit, need.top, need.minus, need.bottom, need.options))
        quotient = f"{need.top}-{need.minus}/{need.bottom}" if need.bottom or need.top or need.minus else ""
        found.append(" ".join(filter(None, (need.name, need.kind, need.unit, quotient, "|".join(need.options)))))
    return found


@pytest.mark.parametrize(
    ("rule", "inputs"),
    [
        ("veto(binary(5; 「资料齐全」); 「发生事故」)", ["发生事故 event", "资料齐全 ok"]),
        ("veto(0; 「弄虚作假」)", ["弄虚作假 event"]),
        ("band(w; 「达成」100-80 | 「未达成」80-0)", ["等级 level 达成|未达成", "评定分 points 分"]),
        ("quarters(4, each=1)", ["季度数 count 个"]),
        ("average((「甲」*2+「乙」*1)/「总」)", ["甲 count 个", "乙 count 个", "总 count 个"]),
        ("manual(2)", ["评定分 points 分"]),
        (
            "step(deduct=1, per=1pp, below=「序时」, full=5, floor=0; 「进度」=「甲」-「乙」/「丙」)",
            ["进度 rate % 甲-乙/丙", "序时 rate %"],
        ),
        ("step(deduct=1, per=10人, below=400人, full=5, floor=0; 「人数」)", ["人数 count 人"]),
        ("step(deduct=1, per=1天, from=限期, full=5, floor=0; 「逾期」)", ["逾期 count 天"]),
        ("grade(「评分」>=90分: 「优」, 「得分」<90分: 「差」)", ["评分 count 分"]),
        ("per_item(add=1, per=1次; 「获奖」) bonus", ["获奖 count 次"]),
        ("cases(「完成率」>=90%: manual(3), 「合格」: 2, else: 1)", ["完成率 rate %", "评定分 points 分", "合格 ok"]),
        ("less([manual(2), binary(1; 「合格」)])", ["评定分 points 分", "合格 ok"]),
        (
            "sum_of_parts([ratio(「完成率」=「甲」/「乙」)*3, ratio(「完成率」=「甲」/「乙」)*2])",
            ["完成率 rate % 甲-/乙"],
        ),
    ],
)
def test_every_input_is_asked_for_once_with_its_kind_and_unit(rule, inputs):
    assert asked(parse_notation(rule)) == inputs


def test_a_figure_held_against_nothing_printed_asks_for_its_target():
    rule = understand("支出进度每低1个百分点扣0.3分，扣完为止。", Decimal(3))
    assert asked(rule) == ["支出进度 rate %", "支出进度目标值 rate %"]


@pytest.mark.parametrize(
    ("sentence", "most", "misfit"),
    [
        ("较完整得2分，否则得1分", None, None),
        ("基本匹配得2分，部分匹配得1分。", None, None),
        ("完整得3分，基本完整得2分，部分完整得1分。", 3, None),
        ("完整得2分，否则不得分。", 2, "按评分标准最多得2分，达不到分值3分"),
        ("制度健全得2分；程序规范得2分。", 4, "按评分标准最多得4分，超过分值3分"),
        ("1-4季度各得1分", 4, "按评分标准最多得4分，超过分值3分"),
    ],
)
def test_the_most_a_sentence_gives_is_held_against_the_weight(sentence, most, misfit):
    rule = understand(sentence, Decimal(3))
    found = fits(rule, Decimal(3))
    assert maximum(rule) == most
    assert (found and found.what) == misfit


@pytest.mark.parametrize(
    ("rule", "wanted"),
    [
        ("cases(「基本完整」: 2, 「部分完整」: 1)", True),
        ("tiers(「较完整」: 2, else: 1)", True),
        ("tiers(「完整」: 3, 「基本完整」: 2)", False),
        ("tiers(「完成率」>=90%: 2, 「部分完整」: 1)", False),
        ("manual(2)", False),
    ],
)
def test_a_sentence_of_lesser_cases_alone_leaves_the_best_untold(rule, wanted):
    assert open_ended(parse_notation(rule)) is wanted


@pytest.mark.parametrize(
    ("rule", "zh", "en"),
    [
        (
            "tiers(「节约率」>0%: 2, 「节约率」<0%: 1)",
            "节约率为0%时如何计分，评分标准没有规定",
            "the scoring standard does not say what a 节约率 of 0% earns",
        ),
        (
            "tiers(「完成率」>=90%: 5, 「完成率」<80%: 1)",
            "完成率在80和90%之间如何计分，评分标准没有规定",
            "the scoring standard does not say what a 完成率 between 80% and 90% earns",
        ),
    ],
)
def test_a_hole_is_said_in_both_languages(rule, zh, en):
    assert [(gap.what, gap.what_en) for gap in gaps(parse_notation(rule))] == [(zh, en)]


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("经济效益", "ratio(「经济效益实现程度」)*5"),
        ("社会效益", "ratio(「社会效益实现程度」)*5"),
        ("社会", None),
        ("生态效益", None),
        ("", None),
    ],
)
def test_of_a_shared_formula_a_row_takes_the_one_part_that_bears_its_name(name, own):
    whole = notation(understand(BOTH, Decimal(13)))
    assert notation(understand(BOTH, Decimal(13), name)) == (own or whole)


@pytest.mark.parametrize("prose", ["本单位按规定开展工作", "资料", ""])
def test_prose_is_refused_as_a_whole(prose):
    assert understand(prose, Decimal(5)) == NotUnderstood(prose, prose, "没有找到计分的规定")


@pytest.mark.parametrize(
    ("given", "points"),
    [
        ({"变动率": "-20"}, 5),
        ({"甲": "80", "乙": "100", "丙": "100"}, 5),
        ({"甲": "120", "乙": "100", "丙": "100"}, 0),
        ({"甲": "80", "乙": "100"}, None),
        ({"甲": "80", "丙": "100"}, None),
        ({"乙": "100", "丙": "100"}, None),
        ({"甲": "80", "乙": "100", "丙": "0"}, None),
    ],
)
def test_a_rate_is_known_by_itself_or_by_all_of_its_figures(given, points):
    rule = parse_notation("cases(「变动率」=「甲」-「乙」/「丙」<=0%: 5)")
    assert evaluate(rule, {name: Decimal(value) for name, value in given.items()}).value == points


def test_a_condition_is_known_by_yes_or_no_alone():
    assert evaluate(parse_notation("binary(5; 「合格」)"), {"合格": Decimal(1)}).value is None


def test_a_veto_names_a_grade_only_where_one_is_barred():
    assert say(Veto(None, "弄虚作假")) == "凡弄虚作假的不得分。"
    assert say(Veto(None, "弄虚作假", "优")) == "凡弄虚作假的不得分，且结果等级不得评为优。"


def test_a_step_shows_four_decimals_and_no_needless_zero():
    (step,) = evaluate(parse_notation("ratio(「完成率」)*30"), {"完成率": Decimal("33.33335")}).steps
    assert step == "完成率 33.3334%×30=10"
