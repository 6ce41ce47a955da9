"""A row added to a blank form is a row as Excel would have it: its formulas are its own, and the sums take it in."""

from __future__ import annotations

import pytest
from transfer import blank, formulas, references, with_row

FORM = "sichuan/bazhou/project-selfeval/2023"
POINTS, WEIGHT, FIRST, LAST = 10, 9, 14, 24


@pytest.mark.parametrize("after", [FIRST, 19, LAST])
def test_a_new_row_has_formulas_of_its_own_and_is_summed(after):
    before, known = formulas(blank(FORM)), formulas(with_row(blank(FORM), after, 4))
    assert len(known) == len(before) + 1
    for row in range(FIRST, LAST + 2):
        assert {cell[0] for cell in references(known[row, POINTS])} == {row}
    for column in (WEIGHT, POINTS):
        added = {cell[0] for cell in references(known[LAST + 2, column]) if cell[1] == column}
        assert added == {8, *range(FIRST, LAST + 2)}


@pytest.mark.parametrize("after", [FIRST, LAST])
def test_what_stands_above_is_left_alone(after):
    before, known = formulas(blank(FORM)), formulas(with_row(blank(FORM), after, 4))
    assert {cell: formula for cell, formula in known.items() if cell[0] < FIRST} == {
        cell: formula for cell, formula in before.items() if cell[0] < FIRST
    }
