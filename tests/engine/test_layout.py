"""A sheet laid out: what is seen of merged cells, and what a cell states."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlplugin.engine import Layout
from xlplugin.grid import Grid, Workbook
from xlplugin.place import Area, parse_a1, parse_area


def laid_out(values, *merges):
    grid = Grid(
        "表",
        {parse_a1(cell): value for cell, value in values.items()},
        merges=tuple(parse_area(area) for area in merges),
    )
    return Layout.of(grid, Workbook((grid,)))


def seen(layout, row):
    return [(column, layout.text(cell)) for column, cell in layout.cells(row)]


def test_a_cell_under_a_merged_area_is_not_seen():
    layout = laid_out({"A1": "题", "B1": "藏", "C1": "旁"}, "A1:B1")
    assert seen(layout, 1) == [(1, "题"), (3, "旁")]
    assert layout.own(1) == ((1, 1), (1, 3))
    assert list(layout.within([1])) == [(1, 1), (1, 2), (1, 3)]


def test_a_label_merged_down_is_seen_in_every_row_and_begins_in_the_first():
    layout = laid_out({"A1": "类", "B1": "甲", "B2": "乙", "A3": "末"}, "A1:A2")
    assert [seen(layout, row) for row in layout.rows] == [[(1, "类"), (2, "甲")], [(1, "类"), (2, "乙")], [(1, "末")]]
    assert [layout.own(row) for row in layout.rows] == [((1, 1), (1, 2)), ((2, 2),), ((3, 1),)]


def test_an_area_begun_in_a_blank_row_shows_nothing_and_hides_what_it_covers():
    layout = laid_out({"A2": "藏", "B2": "见"}, "A1:A2")
    assert seen(layout, 2) == [(2, "见")]
    assert layout.own(2) == ((2, 2),)


def test_of_two_areas_that_overlap_the_later_shows_where_both_lie():
    layout = laid_out({"A1": "先", "B1": "后", "C1": "藏", "D1": "旁", "B2": "下"}, "A1:C1", "B1:B2")
    assert seen(layout, 1) == [(1, "先"), (2, "后"), (3, "先"), (4, "旁")]
    assert set(layout.own(1)) == {(1, 1), (1, 2), (1, 4)}
    assert seen(layout, 2) == [(2, "后")]
    assert layout.own(2) == ()


def test_an_area_over_a_whole_sheet_covers_what_is_in_use_and_no_more():
    layout = laid_out({"A1": "题", "C9": "藏"}, "A1:XFD1048576")
    assert len(layout.covered) == 4
    assert layout.anchor(500_000, 9_000) == (1, 1)
    assert layout.span((1, 1)) == Area(1, 1, 1_048_576, 16_384)


@pytest.mark.parametrize(
    ("value", "raw"),
    [(Decimal("1E+3"), "1000"), (Decimal("1.50"), "1.50"), (Decimal("2E-9"), "0.000000002"), (Decimal(-7), "-7")],
)
def test_a_number_is_stated_without_an_exponent(value, raw):
    entry = laid_out({"A1": value}).entry(1, 1)
    assert (entry.raw, entry.value, entry.state) == (raw, value, "number")
