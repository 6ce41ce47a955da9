"""Figures in messages, and the tolerance of sums and rates."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlplugin.quantity import half_up, truncated
from xlplugin.rules.figures import agreement, percent, plain, same, shown_sum, slack

FIGURES = st.decimals(min_value=-10_000, max_value=10_000, places=2)
SHARES = st.tuples(st.integers(0, 5000), st.integers(1, 5000))


@pytest.mark.parametrize(
    ("number", "text"),
    [("100", "100"), ("99.50", "99.5"), ("0.00", "0"), ("-0.00", "0"), ("1E+2", "100"), ("0.1", "0.1")],
)
def test_a_figure_is_spelled_without_exponent_and_needless_zeros(number, text):
    assert plain(Decimal(number)) == text


@given(FIGURES)
def test_spelling_a_figure_loses_nothing(number):
    assert Decimal(plain(number)) == number


def test_a_rate_is_rounded_half_up_to_two_decimals():
    assert percent(Decimal("90.025")) == "90.03%"


def test_a_short_sum_is_spelled_and_a_long_one_counted():
    assert shown_sum([Decimal(15), Decimal(71), Decimal(3)], "小计") == "15+71+3=89"
    assert shown_sum([Decimal(1)] * 40, "得分") == "40项得分相加=40"
    assert shown_sum([Decimal(30)], "分值") == "仅1项分值：30"


def test_whole_points_excuse_no_difference_beyond_a_cent():
    assert slack([Decimal(10)] * 20) == Decimal("0.01")
    assert slack([Decimal("33.33")] * 3) == Decimal("0.04")


@given(SHARES)
def test_a_rate_rounded_half_up_is_right(share):
    exact = Decimal(share[0]) / share[1] * 100
    assert agreement(half_up(exact), exact) == ""


@given(SHARES)
def test_a_truncated_rate_is_never_an_error(share):
    exact = Decimal(share[0]) / share[1] * 100
    assert agreement(truncated(exact), exact) in {"", "truncated"}


@given(SHARES, st.decimals(min_value="1.01", max_value=50, places=2))
def test_a_rate_off_by_more_than_a_point_is_wrong(share, gap):
    exact = half_up(Decimal(share[0]) / share[1] * 100)
    assert agreement(exact + gap, exact) == "wrong"


def test_a_rate_rounded_to_a_whole_number_is_told():
    assert agreement(Decimal(97), Decimal("97.11")) == "coarse"
    assert agreement(Decimal("97.1"), Decimal("97.18")) == "truncated"
    assert agreement(Decimal(98), Decimal("97.51")) == "coarse"


@pytest.mark.parametrize("numbers", [("37.8070175438596", "37.80701754385962"), ("100", "99.9999999999999")])
def test_the_last_digits_of_a_binary_float_are_no_difference(numbers):
    assert same(*map(Decimal, numbers))


def test_a_cent_is_a_difference():
    assert not same(Decimal("99.99"), Decimal(100))
