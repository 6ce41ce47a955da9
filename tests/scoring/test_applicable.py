"""Items that do not apply: three treatments, each as its place prints it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlplugin.scoring import profile_for, profiles
from xlplugin.scoring.applicable import FULL, RESCALED, TREATMENTS, ZERO, settled

ROWS = [(Decimal(50), Decimal(45)), (Decimal(30), Decimal(27)), (Decimal(20), None)]
rows = st.lists(
    st.tuples(st.decimals("0.01", 50, places=2), st.decimals(0, 1, places=2) | st.none()).map(
        lambda row: (row[0], None if row[1] is None else row[0] * row[1])
    )
)


@pytest.mark.parametrize(("treatment", "expected"), [(FULL, 92), (RESCALED, 90), (ZERO, 72)])
def test_an_item_that_does_not_apply_is_treated_as_the_place_does(treatment, expected):
    assert settled(ROWS, treatment) == expected


def test_where_every_item_applies_all_treatments_agree():
    assert {settled(ROWS[:2], treatment) for treatment in TREATMENTS} == {Decimal(72)}


def test_where_nothing_applies_there_is_nothing_to_rescale():
    nothing = [(Decimal(10), None)]
    assert [settled(nothing, treatment) for treatment in (FULL, RESCALED, ZERO)] == [10, None, 0]


def test_an_unknown_treatment_is_refused():
    with pytest.raises(ValueError, match="half"):
        settled(ROWS, "half")


@given(rows)
def test_full_marks_are_never_less_than_rescaled_ones_nor_these_less_than_nothing(found):
    full, rescaled, zero = (settled(found, treatment) for treatment in (FULL, RESCALED, ZERO))
    assert zero <= full <= sum((weight for weight, _ in found), Decimal(0))
    assert rescaled is None or zero <= rescaled <= full + Decimal("1e-20")


def test_hunan_gives_full_marks_and_every_profile_names_a_known_treatment():
    assert profile_for(name="hunan/2015").terms["not_applicable"].value == FULL
    assert {one.terms["not_applicable"].value for one in profiles() if "not_applicable" in one.terms} <= set(TREATMENTS)
