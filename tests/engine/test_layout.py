"""A sheet laid out: what is seen of merged cells, and what a cell states."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlplugin.engine import Layout
from xlplugin.grid import ErrorValue, Grid, Workbook
from xlplugin.place import Area, parse_a1, parse_area
from xlplugin.quantity import Quantity


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


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("", ("", None, "blank", False)),
        ("……", ("……", None, "blank", False)),
        ("12", ("12", Decimal(12), "digits", False)),
        (" 1,200.50 ", (" 1,200.50 ", Decimal("1200.50"), "digits", False)),
        ("９５％", ("９５％", Decimal(95), "digits", True)),
        ("10分", ("10分", Decimal(10), "digits", False)),
        ("7,00.0", ("7,00.0", None, "unreadable", False)),
        ("1-2%", ("1-2%", None, "unreadable", True)),
        ("+-", ("+-", None, "unreadable", False)),
        ("12公里", ("12公里", None, "text", False)),
        ("约95%", ("约95%", None, "text", False)),
        (True, ("TRUE", None, "text", False)),
        (ErrorValue("#DIV/0!"), ("#DIV/0!", None, "error", False)),
        (Decimal("0.5"), ("0.5", Decimal("0.5"), "number", False)),
        (None, ("", None, "blank", False)),
    ],
)
def test_what_a_cell_states_is_told_with_its_figure_and_its_state(value, wanted):
    layout = laid_out({"A1": value, "B1": "旁"} if value is not None else {"B1": "旁"})
    measured = Quantity("qualitative")
    seen = []
    entry = layout.traced((1, 1), lambda stated: seen.append(stated) or measured)
    assert (entry.raw, entry.value, entry.state, entry.percent) == wanted
    assert (entry.place.sheet, entry.cell, entry.formula) == ("表", "A1", None)
    assert (entry.quantity, seen) == ((None, []) if wanted[2] == "blank" else (measured, [wanted]))
    assert layout.traced((1, 1)).quantity is None


@pytest.mark.parametrize(
    ("code", "value", "raw"),
    [
        ("0%", "0.95", "95%"),
        ("0.00%", "0.95", "95.00%"),
        ("0.0#%", "0.9512", "95.12%"),
        ('0.0"%"', "0.5", "50.0%"),
        ("#,##0.0%_ ", "1.5", "150.0%"),
    ],
)
def test_a_number_shown_as_a_percentage_states_it_with_the_decimals_of_its_format(code, value, raw):
    grid = Grid("表", {(1, 1): Decimal(value), (1, 2): Decimal(value)}, styles={(1, 1): 1})
    layout = Layout.of(grid, Workbook((grid,), ("General", code)))
    entry, plain = layout.entry(1, 1), layout.entry(1, 2)
    assert (entry.raw, entry.value, entry.percent, entry.state) == (raw, Decimal(value) * 100, True, "number")
    assert (plain.raw, plain.value, plain.percent) == (value, Decimal(value), False)


def test_a_formula_without_a_result_is_no_blank_and_such_cells_are_known():
    grid = Grid(
        "表", {(1, 1): Decimal(3), (2, 2): ErrorValue("#N/A"), (3, 1): "字"}, formulas={(1, 1): "1+2", (1, 3): "A1"}
    )
    layout = Layout.of(grid, Workbook((grid,)))
    done, open_ = layout.traced((1, 1)), layout.traced((1, 3))
    assert (done.formula, done.value, done.state) == ("1+2", 3, "number")
    assert (open_.formula, open_.raw, open_.state) == ("A1", "", "uncached")
    assert layout.faulty == ((1, 3), (2, 2))


def test_the_cell_beside_a_label_is_in_the_next_column_in_use_or_begins_a_merged_area():
    layout = laid_out({"A1": "名", "E1": "旁", "A2": "称", "G3": "末"}, "A1:B1", "C2:D2")
    assert layout.right_of((1, 1)) == 5
    assert layout.right_of((2, 1)) == 3
    assert layout.right_of((1, 5)) == 7
    assert layout.right_of((3, 7)) == 8


def test_what_is_seen_at_a_place_is_that_of_its_merged_area():
    layout = laid_out({"A1": "类", "C1": "甲", "C2": Decimal(5), "B5": "下"}, "A1:B2")
    assert [layout.seen(row, column) for row, column in ((1, 1), (2, 2), (2, 3), (2, 4))] == ["类", "类", "5", ""]
    assert [layout.anchor(row, column) for row, column in ((2, 2), (2, 3), (9, 9))] == [(1, 1), (2, 3), (9, 9)]
    assert layout.across(2, {"名": 2, "数": 3}) == {"名": (1, 1), "数": (2, 3)}
    assert layout.entry(2, 2).cell == "A1"
    assert (layout.own_entry(2, 2), layout.own_entry(2, 3).cell) == (None, "C2")
    assert layout.span((1, 3)) == Area(1, 3, 1, 3)
    assert (layout.cells(3), layout.own(3), list(layout.within([3]))) == ((), (), [])


def test_texts_up_to_sixty_letters_are_looked_up_as_labels():
    layout = laid_out({"A1": "字" * 60, "A2": "字" * 61, "A3": Decimal(1), "A4": " 得 分："})
    assert sorted(layout.words) == [(1, 1), (4, 1)]
    assert layout.meaning((4, 1), {"得分": "points", "分": "other"}) == "points"
    assert layout.meaning((4, 1), {"分": "other"}) is None
    assert layout.meaning((3, 1), {"1": "one"}) is None
