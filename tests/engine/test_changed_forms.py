"""What is told of a form in which somebody deleted, moved, repeated or reworded rows and columns.

changed_forms.tsv holds it as it was reviewed: form, change, and the findings (rule, cell, what is told). After a change
read the difference and write it anew: ``PYTHONPATH=.:tests:tests/engine python tests/engine/test_changed_forms.py``.
"""

from __future__ import annotations

import csv
import os
from collections import defaultdict
from decimal import Decimal

import pytest
from changed_forms import EDITIONS, checked, filled, with_row, without_row

from xlplugin import forms
from xlplugin.model.template import HEADER
from xlplugin.place import Area
from xlplugin.record import replace

TABLE = os.path.join(os.path.dirname(__file__), "changed_forms.tsv")
OF_FORMULAS = {"T905", "T906"}
"""What is told of formulas is tested with them."""
LONGEST = 16
"""Letters of a text that are shown."""


def shortened(grid, cells):
    """The grid with the last letter of some texts gone: alike, but not the same."""
    values = {
        cell: value[:-1] if cell in cells and isinstance(value, str) else value for cell, value in grid.values.items()
    }
    return replace(grid, values=values)


def renamed(grid, cells):
    """The grid with other words in some cells."""
    return replace(grid, values={cell: "另外的字" if cell in cells else value for cell, value in grid.values.items()})


def without_column(grid, gone):
    """Delete a column as Excel does; what was computed from it stays as it is."""

    def left(column):
        return column - (column > gone)

    merges = [Area(a.top, left(a.left), a.bottom, a.right - (a.right >= gone)) for a in grid.merges]
    values = {(row, left(column)): value for (row, column), value in grid.values.items() if column != gone}
    values |= {
        (a.top, a.left): grid.values[a.top, gone]
        for a in grid.merges
        if a.left == gone < a.right and (a.top, gone) in grid.values
    }
    shown = tuple(a for a in merges if a.right >= a.left and (a.bottom > a.top or a.right > a.left))
    return replace(grid, values=values, formulas={}, merges=shown)


def marked(grid, at, cell, mark):
    """The grid with another mark in a cell: in the label that prints it, or as a text of its own."""
    value = grid.values[at]
    if isinstance(value, str):
        other = value.replace(f"{cell.points}分", f"{mark}分").replace(f"{cell.points}%", f"{mark}%")
    else:
        other = mark and f"{mark}分"
    return replace(grid, values={**grid.values, at: other})


def swapped(grid, one, other):
    rows = {one: other, other: one}
    values = {(rows.get(row, row), column): value for (row, column), value in grid.values.items()}
    return replace(grid, values=values, formulas={})


def crossed(grid, rows, left):
    """The grid with two neighbouring columns of some rows in each other's place, and nothing merged there."""
    place = {left: left + 1, left + 1: left}
    values = {
        (row, place.get(column, column) if row in rows else column): value
        for (row, column), value in grid.values.items()
    }
    merges = tuple(area for area in grid.merges if area.bottom < rows[0] or area.top > rows[-1])
    return replace(grid, values=values, merges=merges, formulas={})


def crossings(grid, template):
    """Every table with two columns in each other's place."""
    heads = [row.number for row in template.rows if row.kind == HEADER]
    for top, below in zip(heads, [*heads[1:], template.rows[-1].number + 1], strict=True):
        for left in (1, 3):
            name = f"columns {left} and {left + 1} of the table in row {top} crossed"
            changed = crossed(grid, range(top, below), left)
            yield name, changed
            labels = {cell for cell in changed.values if top < cell[0] < below and cell[1] in {left, left + 1}}
            yield f"{name}, its labels in other words", renamed(changed, labels)
            yield (
                f"{name}, one heading reworded, its labels in other words",
                shortened(renamed(changed, labels), {(top, left)}),
            )


def changes(form_id):
    """Every change by its name; rows are taken in turn, so that each kind of change meets each part of a form."""
    grid, template = filled(form_id), forms.template(form_id)
    cells = {row.number: {(row.number, cell.column) for cell in row.cells} for row in template.rows}
    numbers = [row.number for row in template.rows]
    for number in numbers[1::2]:
        yield f"without row {number}", without_row(grid, number)
    for number in numbers[2::5]:
        last = without_row(without_row(grid, number + 1), number)
        yield f"without rows {number} and {number + 1}", last
        yield (
            f"row {number} again",
            with_row(grid, number, {column: grid.values[row, column] for row, column in grid.values if row == number}),
        )
        yield f"rows {number} and {number + 1} swapped", swapped(grid, number, number + 1)
        reworded = shortened(grid, cells.get(number + 1, set()) | cells.get(number + 2, set()))
        yield f"without row {number}, the two below reworded", without_row(reworded, number)
        yield (
            f"a line above row {number}, reworded",
            with_row(shortened(grid, cells[number]), number, {1: "另外的一行"}),
        )
        yield f"row {number} in other words", renamed(grid, cells[number])
    marks = [(row.number, cell) for row in template.rows for cell in row.cells if cell.points]
    for number, cell in marks[::3]:
        at = number, cell.column
        for what, mark in (
            ("higher", f"{Decimal(cell.points) + 1}"),
            ("in decimals", f"{cell.points}.00"),
            ("gone", ""),
        ):
            yield f"mark of {at[0]}:{at[1]} {what}", marked(grid, at, cell, mark)
    reworded = shortened(grid, cells[numbers[-1]])
    yield "last row reworded", reworded
    yield "last row reworded, a line above", with_row(reworded, numbers[-1], {1: "另外的一行"})
    for row in template.rows:
        if row.kind == HEADER:
            yield f"header {row.number} reworded", shortened(grid, cells[row.number])
            yield f"header {row.number} in other words", renamed(grid, cells[row.number])
            for at in sorted(cells[row.number])[::2]:
                name = f"header {row.number} reworded in column {at[1]}, another column behind"
                beside = shortened(grid, {at}).values | {(row.number, 40): "另外的一列"}
                yield name, replace(grid, values=beside)
    yield from crossings(grid, template)
    for column in range(1, 1 + max(column for _, column in grid.values), 2):
        changed = without_column(grid, column)
        yield f"without column {column}", changed
        heads = {
            cell for row in template.rows if row.kind == HEADER for cell in changed.values if cell[0] == row.number
        }
        yield f"without column {column}, headers reworded", shortened(changed, heads)


def told(form_id):
    """The findings of every change, as rows of the table."""
    for name, grid in changes(form_id):
        found = [one for one in checked(grid) if one.code not in OF_FORMULAS]
        texts = [f"{one.code} {one.place.cell} {brief(one.stated)} {brief(one.expected)}" for one in found]
        yield form_id, name, "; ".join(texts) or "nothing"


def brief(text):
    """A text without blanks, cut short."""
    plain = "".join((text or "-").split())
    return plain if len(plain) <= LONGEST else f"{plain[:LONGEST]}…"


def reviewed():
    """The table by form."""
    rows = defaultdict(list)
    with open(TABLE, encoding="utf-8", newline="") as lines:
        for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            rows[row[0]].append(tuple(row))
    return rows


@pytest.mark.parametrize("form_id", EDITIONS)
def test_a_changed_form_is_told_of_as_it_was_reviewed(form_id):
    assert list(told(form_id)) == reviewed()[form_id]


if __name__ == "__main__":
    with open(TABLE, "w", encoding="utf-8", newline="\n") as out:
        out.writelines("\t".join(row) + "\n" for form_id in EDITIONS for row in told(form_id))
