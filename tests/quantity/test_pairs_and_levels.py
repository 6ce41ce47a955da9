"""What mutation testing found untested: units decide which figures may meet, and every message is the one meant."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlplugin.quantity import comparable, convert, half_up, level, names_nothing, normalised, pair, read, truncated


def shown(quantity):
    return quantity and f"{quantity.value if quantity.value is not None else quantity.low}{quantity.unit}"


@pytest.mark.parametrize(
    ("target", "actual", "expected"),
    [
        ("男5人，女3人", "女生4人，男生6人", [("5人", "6人"), ("3人", "4人")]),
        ("男5人，女3人", "女4名，幼6名", [("5人", None), ("3人", "4名")]),
        (
            "道路硬化3公里，沟渠清理3公里",
            "清理沟渠3.1公里，硬化道路2.9公里",
            [("3公里", "2.9公里"), ("3公里", "3.1公里")],
        ),
        ("宣传栏5块，标识牌3块", "标识板4块，宣传窗6块", [("5块", "6块"), ("3块", "4块")]),
        ("培训5次，支出3万元", "培训200人，支出2.9万元", [("5次", None), ("3万元", "2.9万元")]),
        ("培训80~90人，支出3万元", "培训85次，支出2万元", [("80人", None), ("3万元", "2万元")]),
        ("培训80~90人，支出3万元", "支出2万元，培训85人", [("80人", "85人"), ("3万元", "2万元")]),
        ("培训5次，支出3万元", "支出2.9万元，培训6", [("5次", "6"), ("3万元", "2.9万元")]),
        ("培训5，支出3万元", "支出2.9万元，培训6次", [("5", "6次"), ("3万元", "2.9万元")]),
    ],
)
def test_figures_meet_by_what_they_are_about_and_never_across_measures(target, actual, expected):
    assert [(shown(one), shown(other)) for one, other in pair(target, actual)] == expected


@pytest.mark.parametrize(
    ("target", "actual", "how", "readings"),
    [
        ("≥95%", "2", "ambiguous", ("2", "200")),
        ("≥95%", "2.01", "percent-of", ()),
        ("0", "3%", "ambiguous", ("3", "0.03")),
        ("≥0.95", "98%", "ambiguous", ("98", "0.98")),
        ("≤5‰", "3", "ambiguous", ("3", "3000")),
        ("≤5‱", "3", "ambiguous", ("3", "30000")),
        ("≥5万人", "52000", "ambiguous", ("52000", "5.2")),
        ("≤950000", "95万元", "ambiguous", ("95", "950000")),
        ("≤5百万元", "6000000", "ambiguous", ("6000000", "6")),
        ("≥5千人", "6000", "ambiguous", ("6000", "6")),
        ("≥5次", "700", "same", ()),
        ("≥5千克", "700", "same", ()),
        ("≥5千米", "700", "same", ()),
        ("≥5千瓦", "700", "same", ()),
        ("≥5百分点", "700", "same", ()),
        ("≥1万元", "0.015", "same", ()),
        ("≥1万元", "0.01", "same", ()),
        ("≥1万元", "0.009", "ambiguous", ("0.009", "9E-7")),
        ("≥1万元", "100", "same", ()),
        ("≥1万元", "101", "ambiguous", ("101", "0.0101")),
    ],
)
def test_a_missing_unit_is_doubted_only_where_both_readings_make_sense(target, actual, how, readings):
    seen = comparable(read(target), read(actual))
    assert (seen.how, seen.readings) == (how, tuple(map(Decimal, readings)))


@pytest.mark.parametrize(
    ("target", "actual", "zh", "en"),
    [
        ("≥80%", "80%~90%", "完成值是一个区间", "The result is a range"),
        ("80%~90%", "85%", "指标值是一个区间", "The target is a range"),
        ("≥5次", "1，200.5.3", "完成值无法识别：数字写法不规范：1,200.5.3", "The result cannot be read"),
        ("6月底前", "5次", "指标值是日期", "The target is a date"),
        ("≥5次", "全面完成", "完成值没有数值", "The result states no figure"),
        ("持续有效", "全面完成", "指标值没有数值", "The target states no figure"),
        ("≥5万人", "52000人", "完成值52000人折合5.2万人", "The result of 52000人 is 5.2万人"),
        ("≥50次", "70", "未写单位的一方按次理解", "The side without a unit is taken as 次"),
        ("≥95%", "98", "未写单位的一方按%理解", "The side without a unit is taken as %"),
        (
            "≥5万人",
            "52000",
            "完成值与指标值的单位写法不一，可理解为52000万人或5.2万人",
            "Target and result are not written in the same unit; the result may be 52000万人 or 5.2万人",
        ),
        (
            "≥20个",
            "20家",
            "单位不同，无法比较：指标值是个，完成值是家",
            "The units differ: 个 in the target, 家 in the result",
        ),
    ],
)
def test_a_comparison_says_what_was_understood_or_why_there_is_none(target, actual, zh, en):
    seen = comparable(read(target), read(actual))
    assert (seen.zh, seen.en) == (zh, en)


def test_the_official_rounding_is_two_decimals():
    assert (half_up(Decimal("9.005")), truncated(Decimal("9.009"))) == (Decimal("9.01"), Decimal("9.00"))


def test_a_smaller_unit_is_normalised_by_division():
    assert normalised(Decimal(3), "亩") == (2000, "平方米")
    assert normalised(Decimal(30), "毫米") == (Decimal("0.03"), "米")


@pytest.mark.parametrize(
    ("text", "scale", "rank", "word"),
    [
        ("定性优", "优良", 0, "优"),
        ("优。", "优良", 0, "优"),
        ("制度完善性达到优", "优良", 0, "优"),
        ("等级为良，无投诉", "优良", 1, "良"),
        ("评价为良；无投诉", "优良", 1, "良"),
        ("评价为中。无投诉", "优良", 2, "中"),
        ("服务水平提升且提升率5%", "成效", 2, "提升"),
        ("未完成后补充完成", "完成", 3, "未完成"),
        ("效果未达成", "达成", 3, "未达成"),
    ],
)
def test_a_level_is_found_at_the_end_of_its_clause_with_the_word_that_says_it(text, scale, rank, word):
    seen = level(text)
    assert (seen.scale, seen.rank, seen.word) == (scale, rank, word)


@pytest.mark.parametrize("text", ["达到优质工程", "达到高标准", "优良中低差。"])
def test_a_letter_inside_another_word_is_no_level(text):
    assert level(text) is None


@pytest.mark.parametrize(("text", "nothing"), [("……", True), ("指标1：", True), ("无", True), ("培训次数", False)])
def test_a_name_is_what_neither_a_placeholder_nor_a_number_of_its_own_is(text, nothing):
    assert names_nothing(text) is nothing


def test_latin_units_behind_a_multiplier_may_be_written_large():
    assert convert(Decimal("1.5"), "万KWh", "千瓦时") == 15_000


@pytest.mark.parametrize(("text", "kind"), [("惠及数百", "qualitative"), ("惠及数百人", "unreadable")])
def test_a_vague_number_is_one_only_where_it_counts_something(text, kind):
    assert read(text).kind == kind


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("完成率百分百", 100, "%"),
        ("完成率百分之百", 100, "%"),
        ("不少于三万五千元", 35_000, "元"),
        ("不少于三五万元", None, ""),
    ],
)
def test_shares_and_numerals_in_words_are_read_and_irregular_ones_are_not(text, value, unit):
    quantity = read(text)
    assert (quantity.value, quantity.unit) == (value, unit)


def test_a_joint_before_a_date_or_at_the_end_opens_no_range():
    assert [read(text).value for text in ("培训5次至2023年12月底", "培训5次至", "培训5次~ABC12")] == [5, 5, 5]
