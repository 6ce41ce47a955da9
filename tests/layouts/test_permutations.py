"""What a form says does not depend on the order of its columns, on blank rows and columns, or on broken headers."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from layout_files import run_of, sheets_of

from moved_sheets import insert_columns, insert_rows
from xlplugin import pipeline
from xlplugin.place import Area
from xlplugin.quantity import squeeze
from xlplugin.record import replace

ROLES = ("target", "actual", "weight", "points", "reason", "criteria")

WITH_BUDGET = ("national-10-90", "class-points-50-30-10", "exec-20-weight-first", "title-over-two-rows")
PLAIN = (
    "no-weight-column", "no-points-column", "weight-before-target", "unit-column-and-glued", "percent-spellings",
    "fullwidth-digits", "reordered-reason-in-middle", "flat-list", "exec-row-first", "scorecard-10-25-30-35",
)  # fmt: skip
names = st.sampled_from(WITH_BUDGET + PLAIN)


def here(cell):
    return cell


def moved(entry, where):
    """What is entered, how it was understood, and the cell where it now must stand."""
    if entry is None:
        return None
    return where((entry.place.row, entry.place.column)), entry.raw, entry.value, entry.state, entry.quantity


def indicators(form, where=here):
    return [
        (
            where((one.place.row, one.place.column)),
            one.name,
            one.level1,
            one.level2,
            {role: moved(getattr(one, role), where) for role in ROLES},
        )
        for one in form.indicators
    ]


def budget(form, where=here):
    return [
        (
            where((line.place.row, line.place.column)),
            line.source,
            line.unit,
            {measure: moved(entry, where) for measure, entry in line.figures.items()},
        )
        for line in form.budget
    ]


def rest(form, where=here):
    groups = (*form.groups, *((form.total,) if form.total else ()))
    classes = [
        (group.name, group.depth, group.members, moved(group.weight, where), moved(group.points, where))
        for group in groups
    ]
    return squeeze(form.title), classes, {key: moved(entry, where) for key, entry in form.identity.items()}


def bound(name, grid):
    (form,) = pipeline.check_workbook(replace(sheets_of(name), sheets=(grid,)), "", "").forms
    return form


@cache
def before(name):
    (form,) = run_of(name).forms
    assert form.indicators, name
    return form


@settings(max_examples=120, deadline=None)
@given(names, st.lists(st.tuples(st.booleans(), st.integers(1, 22), st.integers(1, 3)), min_size=1, max_size=4))
def test_blank_rows_and_columns_anywhere_change_nothing_but_addresses(name, inserted):
    (grid,) = sheets_of(name).sheets
    for by_row, at, count in inserted:
        grid = (insert_rows if by_row else insert_columns)(grid, at, count)

    def where(cell):
        row, column = cell
        for by_row, at, count in inserted:
            row += count * (by_row and row >= at)
            column += count * (not by_row and column >= at)
        return row, column

    form = bound(name, grid)
    assert indicators(form) == indicators(before(name), where)
    assert budget(form) == budget(before(name), where)
    assert rest(form) == rest(before(name), where)


def permuted(grid, rows, order):
    """The grid down to some rows, with their columns in another order; merged areas there are one column wide."""

    def cell(row, column):
        return row, order.get(column, column) if row in rows else column

    def area(one):
        if one.top not in rows:
            return one
        column = order.get(one.left, one.left)
        return Area(one.top, column, one.bottom, column)

    return replace(
        grid,
        values={cell(*key): value for key, value in grid.values.items() if key[0] < rows.stop},
        styles={cell(*key): style for key, style in grid.styles.items() if key[0] < rows.stop},
        merges=tuple(area(one) for one in grid.merges if one.top < rows.stop),
    )


def table_rows(form):
    """The rows from the header to the last indicator."""
    top = min(place.row for place in form.columns.values())
    return range(top, max(one.place.row for one in form.indicators) + 1)


@settings(max_examples=120, deadline=None)
@given(names, st.data())
def test_columns_in_any_order_give_the_same_indicators(name, data):
    (grid,) = sheets_of(name).sheets
    rows = table_rows(before(name))
    assert all(area.left == area.right for area in grid.merges if area.top in rows), name
    columns = range(1, max(column for row, column in grid.values if row in rows) + 1)
    order = dict(zip(columns, data.draw(st.permutations(columns)), strict=True))
    form = bound(name, permuted(grid, rows, order))
    assert indicators(form) == indicators(before(name), lambda cell: (cell[0], order[cell[1]]))
    assert budget(form) == budget(before(name))


def header_texts(name, grid):
    """The header row, and the text of each of its cells that takes up no more than that row."""
    row = table_rows(before(name)).start
    tall = {(area.top, area.left) for area in grid.merges if area.bottom > area.top}
    return row, {cell: text for cell, text in grid.values.items() if cell[0] == row and cell not in tall}


@settings(max_examples=80, deadline=None)
@given(names, st.data())
def test_line_breaks_anywhere_in_a_header_change_nothing(name, data):
    (grid,) = sheets_of(name).sheets
    _, texts = header_texts(name, grid)
    values = dict(grid.values)
    for cell, text in texts.items():
        breaks = data.draw(st.sets(st.integers(1, max(1, len(text) - 1)), max_size=3))
        values[cell] = "".join(("\n" if place in breaks else "") + letter for place, letter in enumerate(text))
    form = bound(name, replace(grid, values=values))
    assert indicators(form) == indicators(before(name))
    assert budget(form) == budget(before(name))
    assert rest(form) == rest(before(name))


def on_two_lines(name, kinds):
    """The sheet with its header on two lines: per cell ``merged``, ``upper``, ``lower``, or where its text is split."""
    (grid,) = sheets_of(name).sheets
    row, texts = header_texts(name, grid)
    grid = insert_rows(grid, row + 1, 1)
    values, merges = dict(grid.values), list(grid.merges)
    for (cell, text), kind in zip(texts.items(), kinds, strict=True):
        if kind == "merged":
            merges.append(Area(row, cell[1], row + 1, cell[1]))
        elif kind != "upper":
            at = 0 if kind == "lower" else kind
            del values[cell]
            values |= {(row + 1, cell[1]): text[at:]} | ({cell: text[:at]} if at else {})
    return replace(grid, values=values, merges=tuple(merges))


def misread(name, kinds):
    """Whether the form says something else once its header stands on two lines."""
    (grid,) = sheets_of(name).sheets
    row, _ = header_texts(name, grid)
    forms = pipeline.check_workbook(replace(sheets_of(name), sheets=(on_two_lines(name, kinds),)), "", "").forms
    expected = indicators(before(name), lambda cell: (cell[0] + (cell[0] > row), cell[1]))
    return [indicators(form) for form in forms] != [expected]


def kinds_of(text):
    return ("merged", "upper", "lower", *range(1, len(text)))


@settings(max_examples=200, deadline=None)
@given(names, st.data())
def test_a_header_written_on_two_lines_means_what_it_meant_on_one(name, data):
    _, texts = header_texts(name, sheets_of(name).sheets[0])
    kinds = [data.draw(st.sampled_from(kinds_of(text))) for text in texts.values()]
    assert not misread(name, kinds), kinds


@pytest.mark.parametrize("others", ["merged", "upper", "lower"])
@pytest.mark.parametrize("name", WITH_BUDGET + PLAIN)
def test_one_header_cell_on_other_lines_than_the_rest_is_still_understood(name, others):
    """Every single cell in every position, so that a fault does not depend on luck."""
    _, texts = header_texts(name, sheets_of(name).sheets[0])
    faults = []
    for number, text in enumerate(texts.values()):
        for kind in kinds_of(text):
            kinds = [others] * len(texts)
            kinds[number] = kind
            if misread(name, kinds):
                faults.append(f"{text}：{kind}")
    assert faults == []
