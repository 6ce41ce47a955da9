"""What holds of every method for any figures: bounds, direction, continuity."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scoring_cases import NUMBERS

from xlplugin.quantity import Level
from xlplugin.record import replace
from xlplugin.scoring import Case, discover
from xlplugin.scoring.settings import Band, Settings, Tier

BANDS = tuple(
    Band(name, Decimal(low), Decimal(high)) for name, low, high in (("甲", 80, 100), ("乙", 60, 80), ("丙", 0, 60))
)
FIXED = tuple(
    Band(name, Decimal(share), Decimal(share)) for name, share in (("甲", 100), ("乙", 60), ("丙", 20), ("丁", 0))
)
TIERS = tuple(Tier(Decimal(bound), Decimal(share)) for bound, share in ((100, 100), (80, 70), (60, 50)))
FALLING = frozenset(("quantitative.inverse", "quantitative.linear", "deduction.decrease"))
JUMPS = frozenset(
    ("quantitative.strict", "deduction.whole", "deduction.started", "execution.steps", "execution.tiers",
     "execution.finished", "satisfaction.tiers", "qualitative.banded", "qualitative.levels")
)  # fmt: skip

ALL = discover()
NAMES = [one.name for one in ALL]
weights = st.decimals(0, 100, places=2)
figures = st.decimals(-10_000, 10_000, places=3)
positive = st.decimals(Decimal("0.001"), 10_000, places=3)
operators = st.sampled_from([None, ">=", ">", "=", "<=", "<"])
levels = st.integers(2, 6).flatmap(
    lambda ranks: st.builds(Level, st.just("尺"), st.integers(0, ranks - 1), st.just(ranks), st.just("字"))
)


def settings_of(name):
    return Settings(NUMBERS, FIXED if name == "qualitative.levels" else BANDS, TIERS)


def points(one, case):
    return one.points(case, settings_of(one.name), ())


def operator_of(name):
    return "<=" if name in FALLING else ">="


@given(st.sampled_from(ALL), weights, figures | st.none(), figures | st.none(), operators, levels | st.none())
def test_points_lie_between_nothing_and_the_weight(one, weight, target, actual, operator, level):
    found = points(one, Case(weight, target, actual, operator, level))
    assert found.method == one.name
    assert found.words_zh
    assert found.words_en
    for value in (found.value, found.low, found.high):
        assert value is None or 0 <= value <= weight
    assert (found.low is None) == (found.high is None)
    assert found.low is None or found.low <= found.high
    assert found.value is None or found.steps
    assert found.value is None or found.steps[-1].value == found.value


@given(st.sampled_from(ALL), weights, positive, positive, positive)
def test_a_better_result_never_earns_less(one, weight, target, first, second):
    worse, better = sorted((first, second), reverse=one.name in FALLING)
    low, high = (points(one, Case(weight, target, actual, operator_of(one.name))) for actual in (worse, better))
    if one.name == "execution.finished":
        return
    assert (low.value is None) == (high.value is None)
    assert low.value is None or low.value <= high.value + Decimal("1e-20")


@given(st.sampled_from([one for one in ALL if one.name not in JUMPS]), weights, positive)
def test_at_the_target_nothing_jumps(one, weight, target):
    near = target * (1 + Decimal("1e-9") * (1 if one.name in FALLING else -1))
    at, beside = (points(one, Case(weight, target, actual, operator_of(one.name))).value for actual in (target, near))
    assert abs(at - beside) <= Decimal("1e-3")


@given(weights, positive)
def test_at_the_pass_line_nothing_jumps(weight, target):
    line = next(one for one in ALL if one.name == "quantitative.pass-line")
    low, high = (
        points(line, Case(weight, target, target * Decimal(share), ">=")).value for share in ("0.6", "0.600000001")
    )
    assert low == 0
    assert high <= Decimal("1e-5")


@given(weights, positive, positive)
def test_strict_is_never_above_linear_nor_linear_above_inverse(weight, target, actual):
    named = {one.name: one for one in ALL}
    strict, linear, inverse = (
        points(named[f"quantitative.{name}"], Case(weight, target, actual, "<=")).value
        for name in ("strict", "linear", "inverse")
    )
    assert strict <= linear <= inverse + Decimal("1e-20")


@given(weights, positive, positive)
def test_started_steps_never_leave_more_than_prorated_nor_these_more_than_whole_ones(weight, mark, rate):
    named = {one.name: one for one in ALL}
    started, prorated, whole = (
        points(named[f"deduction.{name}"], Case(weight, mark, rate, ">=")).value
        for name in ("started", "prorated", "whole")
    )
    assert started <= prorated <= whole


@given(weights.filter(bool), levels)
def test_a_better_level_never_has_a_lower_interval(weight, level):
    named = {one.name: one for one in ALL}
    lower = replace(level, rank=level.ranks - 1)
    here, worst = (points(named["qualitative.banded"], Case(weight, level=one)) for one in (level, lower))
    assert worst.low <= here.low
    assert worst.high <= here.high


@pytest.mark.parametrize("name", NAMES)
def test_without_figures_there_are_no_points_and_the_reason_is_said(name):
    found = points(next(one for one in ALL if one.name == name), Case(Decimal(10)))
    assert found.value is None
    assert found.words_zh != found.words_en


@pytest.mark.parametrize("name", NAMES)
def test_a_method_is_named_after_its_module_in_both_languages(name):
    one = next(one for one in ALL if one.name == name)
    assert one.zh
    assert one.en.isascii()


def test_a_reading_for_limits_is_not_used_for_other_targets():
    named = {one.name: one for one in ALL}
    assert points(named["quantitative.inverse"], Case(Decimal(10), Decimal(5), Decimal(4), ">=")).value is None
    assert points(named["quantitative.proportional"], Case(Decimal(10), Decimal(5), Decimal(4), "<=")).value is None


def test_a_negative_weight_earns_nothing_that_could_be_added():
    named = {one.name: one for one in ALL}
    assert points(named["quantitative.proportional"], Case(Decimal(-1), Decimal(5), Decimal(5), ">=")).value is None
