"""What officials write is read as they mean it, and what cannot be read is said."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlplugin.quantity import fold, half_up, is_placeholder, parse_number, read, squeeze, truncated

FULL_WIDTH = str.maketrans("0123456789.,%+-()", "０１２３４５６７８９．，％＋－（）")


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**8), max_value=10**8, places=2))
def test_a_number_is_read_in_every_spelling(number):
    for spelling in (f"{number}", f"{number:,}", f" {number}\u3000", f"{number}".translate(FULL_WIDTH)):
        assert parse_number(spelling) == number


@pytest.mark.parametrize("text", ["", "7,00.0", "1,2345", "12.", ".5", "5分", "１2x", "全面完成", "1 000,00"])
def test_what_is_no_plain_number_is_not_corrected(text):
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("number", "places", "rounded", "cut"),
    [
        ("9.005", 2, "9.01", "9.00"),
        ("43.0356", 2, "43.04", "43.03"),
        ("-2.345", 2, "-2.35", "-2.34"),
        ("0.5", 0, "1", "0"),
    ],
)
def test_rounding_is_half_up_and_truncation_is_told_apart(number, places, rounded, cut):
    assert half_up(Decimal(number), places) == Decimal(rounded)
    assert truncated(Decimal(number), places) == Decimal(cut)


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


@pytest.mark.parametrize(
    ("text", "operator", "value", "unit"),
    [
        ("≥90%", ">=", "90", "%"),
        ("≧ 95", ">=", "95", ""),
        ("＝１００％", "=", "100", "%"),
        ("会议经费控制在100万元以内", "<=", "100", "万元"),
        ("达到90%以上", ">=", "90", "%"),
        ("满意率98%以上", ">=", "98", "%"),
        ("不超过1,200.50元", "<=", "1200.50", "元"),
        ("5万元专项资金拨付到位", None, "5", "万元"),
        ("网站维护数量=4个", "=", "4", "个"),
        ("3000㎡", None, "3000", "㎡"),
        ("全年召开会议220余次", None, "220", "次"),
        ("下降2个百分点", None, "2", "个百分点"),
    ],
)
def test_a_quantity_is_operator_value_and_unit(text, operator, value, unit):
    quantity = read(text)
    assert (quantity.kind, quantity.operator, quantity.value, quantity.unit) == (
        "quantitative",
        operator,
        Decimal(value),
        unit,
    )


@pytest.mark.parametrize(
    ("text", "about"), [("60余万元", True), ("约60万元", True), ("近百", False), ("60万元", False)]
)
def test_an_approximate_figure_is_marked(text, about):
    assert read(text).approximate is about


@pytest.mark.parametrize(
    ("text", "kind"),
    [("全面完成", "qualitative"), ("", "qualitative"), ("7,00.0,77", "unreadable"), ("3-5月", "unreadable")],
)
def test_words_are_qualitative_and_broken_figures_unreadable(text, kind):
    quantity = read(text)
    assert quantity.kind == kind
    assert bool(quantity.why) == (kind == "unreadable")


@given(st.text())
def test_reading_never_fails(text):
    assert read(text).kind in {"quantitative", "qualitative", "unreadable"}
