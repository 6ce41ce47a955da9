"""Root cause first, figure by figure: what mutation testing found that nothing else held fast."""

from __future__ import annotations

import pytest
from test_causes import causes, told


def test_a_cause_whose_figures_prove_it_goes_before_one_without_a_figure():
    total = told("P", "D9", "90", "89", follows=("C", "S"), uses="D3", related="D4")
    assert causes(total, told("C", "D3", "#DIV/0!"), told("S", "D4", "72", "71")) == {"P-D9": "S-D4"}


def test_a_right_figure_that_is_no_figure_leaves_the_cause_open():
    total = told("P", "D9", "93", "90", follows=("S",), uses="D3")
    assert causes(total, told("S", "D3", "0", "优或7")) == {"P-D9": "S-D3"}


def test_what_a_finding_expects_counts_as_known_to_it():
    reason = told("R", "F5", expected="8", follows=("S",), related="D5", operands={"得分": "10"})
    assert causes(reason, told("S", "D5", "10", "8")) == {"R-F5": "S-D5"}


def test_a_finding_without_figures_follows_from_a_figure_that_it_does_not_speak_of():
    reason = told("R", "F5", follows=("S",), related="D5", operands={"得分": "7"})
    assert causes(reason, told("S", "D5", "8", "9")) == {"R-F5": "S-D5"}


def test_a_figure_left_out_as_text_is_no_reason_for_the_total_in_its_own_cell():
    assert causes(told("P", "D9", "85", "90", follows=("T",)), told("T", "D9", "85")) == {}


@pytest.mark.parametrize(
    ("stated", "expected", "right", "gone"),
    [
        ("8", "5", "4", True),
        ("8", "5", "5", True),
        ("8", "5", "5.3", False),
        ("8", "5", "6", False),
        ("3", "5", "6", True),
        ("3", "5", "4", False),
    ],
)
def test_in_one_cell_a_bound_is_kept_with_the_right_figure_or_it_is_not(stated, expected, right, gone):
    points = told("P", "D5", stated, expected, follows=("S",))
    assert causes(points, told("S", "D5", stated, right)) == ({"P-D5": "S-D5"} if gone else {})


@pytest.mark.parametrize(
    ("stated", "bound", "right", "gone"),
    [
        ("8", "5", "10", True),
        ("8", "5", "8", True),
        ("8", "5", "7.8", False),
        ("3", "5", "2", True),
        ("3", "5", "4", False),
    ],
)
def test_a_wrong_bound_explains_what_the_right_one_allows(stated, bound, right, gone):
    points = told("P", "D5", stated, bound, follows=("T",), related="C5")
    assert causes(points, told("T", "C5", bound, right)) == ({"P-D5": "T-C5"} if gone else {})


def test_points_follow_from_a_rate_that_they_were_multiplied_with():
    points = told("S", "J8", "10", "9.8", follows=("B",), uses="H8")
    assert causes(points, told("B", "H8", "100%", "98%")) == {"S-J8": "B-H8"}
    assert causes(points, told("B", "H8", "100%", "95%")) == {}


def test_a_pair_of_addends_is_found_behind_a_single_fault_of_another_rule():
    total = told("P", "D9", "90", "88", follows=("A", "R"), uses="D2 D3 D4")
    ones = (told("A", "D2", "7", "3"), told("R", "D3", "4", "5"), told("R", "D4", "4", "5"))
    assert causes(total, *ones) == {"P-D9": "R-D3"}
