"""What officials write is read as they mean it, and what cannot be read is said."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlplugin.quantity import fold, half_up, is_placeholder, parse_number, read, read_all, squeeze, truncated
from xlplugin.quantity.numerals import number

FULL_WIDTH = str.maketrans("0123456789.,%+-()", "０１２３４５６７８９．，％＋－（）")
FRONT = {
    ">=": ("≥", "≧", ">=", "＞＝", "不少于", "不低于", "不小于", "不得低于", "至少", "达到", "大于等于", "大于或等于"),
    "<=": ("≤", "≦", "<=", "不超过", "不高于", "不大于", "不多于", "未超过", "不得超过", "至多", "最多", "控制在"),
    ">": (">", "＞", "大于", "高于", "超过", "多于"),
    "<": ("<", "＜", "小于", "低于", "少于", "不足"),
    "=": ("=", "＝", "═", "等于"),
    None: ("", "为", ":", "共"),
}
BEHIND = {">=": ("以上", "及以上", "（含）以上"), "<=": ("以内", "以下", "之内", "及以下")}
UNITS = (
    "%",
    "‰",
    "个",
    "次",
    "人次",
    "万元",
    "元",
    "亿元",
    "万亩",
    "平方米",
    "㎡",
    "公里",
    "km",
    "m²",
    "元/人·天",
    "天/年",
    "个工作日",
    "",
)
SUBJECTS = ("", "满意度", "召开会议", "项目资金及时率", "其中：培训", "经费支出，")
DIGITS = "零一二三四五六七八九"


def chinese(number_):
    """A whole number below 100 million in Chinese numerals, as a clerk writes it."""
    if number_ >= 10_000:
        rest = number_ % 10_000
        gap = "零" if 0 < rest < 1_000 else ""
        return chinese(number_ // 10_000) + "万" + gap + (chinese(rest) if rest else "")
    text, gap = "", False
    for size, letter in ((1_000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number_ // size % 10
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + letter
        gap = not digit
    return text.removeprefix("一") if 10 <= number_ < 20 else text


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**8), max_value=10**8, places=2))
def test_a_number_is_read_in_every_spelling(number_):
    for spelling in (f"{number_}", f"{number_:,}", f" {number_}\u3000", f"{number_}".translate(FULL_WIDTH)):
        assert parse_number(spelling) == number_


@pytest.mark.parametrize("text", ["", "7,00.0", "1,2345", "12.", ".5", "5分", "１2x", "全面完成", "1 000,00"])
def test_what_is_no_plain_number_is_not_corrected(text):
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("figure", "places", "rounded", "cut"),
    [
        ("9.005", 2, "9.01", "9.00"),
        ("43.0356", 2, "43.04", "43.03"),
        ("-2.345", 2, "-2.35", "-2.34"),
        ("0.5", 0, "1", "0"),
        ("1E+40", 2, "1E+40", "1E+40"),
        ("1E+300", 2, "1E+300", "1E+300"),
        ("1E+999", 2, "1E+999", "1E+999"),
    ],
)
def test_rounding_is_half_up_and_truncation_is_told_apart(figure, places, rounded, cut):
    assert half_up(Decimal(figure), places) == Decimal(rounded)
    assert truncated(Decimal(figure), places) == Decimal(cut)


@given(st.text(alphabet="0123456789.,%()指标一二 \u3000\n"))
def test_width_blanks_and_line_breaks_do_not_matter(text):
    assert squeeze(text.translate(FULL_WIDTH)) == squeeze(text)
    assert squeeze("\u3000".join(text)) == squeeze(text)
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("text", ["", " ", "……", "……..", "/", "—", "——", "-", "　", "***", "…….", "、"])
def test_placeholders_say_nothing(text):
    assert is_placeholder(text)


@pytest.mark.parametrize("text", ["0", "无", "指标1:", "0.00", "1/2"])
def test_figures_and_words_are_no_placeholders(text):
    assert not is_placeholder(text)


@given(
    st.sampled_from(SUBJECTS),
    st.sampled_from(sorted(FRONT, key=str)),
    st.decimals(min_value=0, max_value=10**7, places=2, allow_nan=False),
    st.sampled_from(UNITS),
    st.data(),
)
def test_a_quantity_is_read_back_from_every_spelling(subject, operator, value, unit, data):
    front = data.draw(st.sampled_from(FRONT[operator]))
    figure = data.draw(st.sampled_from((f"{value}", f"{value:,}", f"{value}".translate(FULL_WIDTH))))
    blank = data.draw(st.sampled_from(("", " ", "\u3000", "\n")))
    quantity = read(f"{subject}{front}{blank}{figure}{blank}{unit}")
    assert (quantity.kind, quantity.operator, quantity.value, quantity.unit) == ("quantitative", operator, value, unit)


@given(st.sampled_from(sorted(BEHIND)), st.integers(0, 10**6), st.sampled_from(UNITS), st.data())
def test_a_limit_behind_its_figure_is_read_back(operator, value, unit, data):
    quantity = read(f"办公经费{value}{unit}{data.draw(st.sampled_from(BEHIND[operator]))}")
    assert (quantity.operator, quantity.value, quantity.unit) == (operator, value, unit)


@given(st.integers(1, 10**8 - 1))
def test_a_chinese_numeral_is_read_back(value):
    assert number(chinese(value)) == value


@given(st.integers(3, 99_999), st.sampled_from(("次", "人", "户", "公里", "亩", "元")))
def test_a_chinese_numeral_with_a_unit_is_a_quantity(value, unit):
    quantity = read(f"不少于{chinese(value)}{unit}")
    size = 10_000 if quantity.unit.startswith("万") else 1
    assert (quantity.operator, quantity.value * size) == (">=", value)


@given(
    st.integers(1, 500), st.integers(1, 500), st.sampled_from(("-", "~", "～", "至", "—")), st.sampled_from(("%", "次"))
)
def test_a_range_keeps_both_its_ends(low, more, joint, unit):
    quantity = read(f"{low}{unit}{joint}{low + more}{unit}")
    assert (quantity.value, quantity.low, quantity.high, quantity.unit) == (None, low, low + more, unit)


@pytest.mark.parametrize("numeral", ["三五", "点", "百万千", "五点", "点五", "万亿万", "", "三千三千"])
def test_an_irregular_numeral_is_no_number(numeral):
    assert number(numeral) is None


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("支出1346.85万元，其中：基本支出947.60万元，项目支出399.25万元", ["支出", "基本支出", "项目支出"]),
        ("确保全年召开各类会议150次，现场会50次，经费实现80万元。", ["召开各类会议", "现场会", "经费"]),
        ("5万元专项资金拨付到位", ["专项资金拨付到位"]),
        ("全区各级各部门干部职工满意率，达到90%以上", ["全区各级各部门干部职工满意率"]),
        ("年度内疫情防控工作完成率达到90%以上", ["疫情防控工作完成率"]),
        ("目标1：培训5次；目标2：满意度≥90%", ["培训", "满意度"]),
        ("≥95%", [""]),
    ],
)
def test_each_figure_of_a_text_says_what_it_is_about(text, subjects):
    assert [quantity.subject for quantity in read_all(text)] == subjects


def test_dates_stand_only_where_there_is_no_figure():
    assert [one.date for one in read_all("2022年6月底前至2022年12月底前完成")] == ["2022年6月底", "2022年12月底"]
    assert [one.value for one in read_all("2022年6月底前培训5次")] == [5]
    assert read("2022年6月开工，12月底前完工").date == "2022年6月、12月底"


def test_words_alone_hold_no_quantity():
    assert read_all("全面完成") == read_all("") == ()


def test_a_broken_figure_makes_the_cell_unreadable_and_leaves_the_others_to_be_seen():
    text = "培训5次，支出7,00.0,77元"
    assert read(text).kind == "unreadable"
    assert [one.kind for one in read_all(text)] == ["quantitative", "unreadable"]


@given(st.text() | st.text(alphabet="0123456789.,，-~至≥<=%年月日号前以上内百分之一二两十万亿成余约（）/元次个第O《》"))
def test_reading_never_fails(text):
    quantity = read(text)
    assert quantity.kind in {"quantitative", "qualitative", "unreadable"}
    assert bool(quantity.why) == (quantity.kind == "unreadable")
    assert (quantity.kind == "quantitative") == (quantity.value is not None or quantity.low is not None)
