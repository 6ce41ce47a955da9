"""A form held against its blank where rows changed places, the first label is gone, or cells were merged away."""

from __future__ import annotations

from itertools import pairwise

import pytest
from changed_forms import EDITIONS, calculated, filled, told, without_row

from xlplugin.place import Area
from xlplugin.record import replace

SELFEVAL = "sichuan/bazhou/project-selfeval/2023"
TARGETS = "sichuan/yanjiang/department-targets/2022"
SCORECARD = "sichuan/yanjiang/work-assessment/2022"


def merged(grid, row, column):
    """The grid with a cell merged into its left neighbour, as Excel does: what it held is gone."""
    kept = {cell: value for cell, value in grid.values.items() if cell != (row, column)}
    formulas = {cell: text for cell, text in grid.formulas.items() if cell != (row, column)}
    return replace(grid, merges=(*grid.merges, Area(row, column - 1, row, column)), values=kept, formulas=formulas)


@pytest.mark.parametrize(("edition", "row", "column"), [(SELFEVAL, 8, 8), (SELFEVAL, 8, 9), (SCORECARD, 5, 2)])
def test_nothing_is_blamed_in_a_cell_that_was_merged_away(edition, row, column):
    grid = filled(edition)
    assert told(grid) == []
    swallowed = f"{'ABCDEFGHIJKL'[column - 1]}{row}"
    assert swallowed not in {cell for _, cell, _ in told(merged(grid, row, column))}


def test_a_label_missing_right_below_the_title_is_told_at_the_title():
    assert told(without_row(filled(TARGETS), 3))[0] == ("T904", "A2", "explain")


def swapped(grid, one, other):
    rows = {one: other, other: one}
    return calculated(
        replace(grid, values={(rows.get(row, row), column): value for (row, column), value in grid.values.items()})
    )


def test_two_rows_in_each_other_s_place_are_told():
    assert ("T904", "A5", "explain") in told(swapped(filled(TARGETS), 4, 5))


@pytest.mark.parametrize("edition", EDITIONS)
def test_rows_in_each_other_s_place_never_stop_the_comparison(edition):
    grid = filled(edition)
    rows = sorted({row for row, _ in grid.values})
    for one, other in pairwise(rows[:13]):
        assert all(code.startswith("T9") for code, _, _ in told(swapped(grid, one, other)))
