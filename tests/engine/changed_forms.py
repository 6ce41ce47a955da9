"""Blank forms filled in, and what people do to them: rows deleted and inserted, cells overwritten, parts hidden."""

from __future__ import annotations

import re
from decimal import Decimal

from xlplugin import forms, pipeline
from xlplugin.engine.computing import cells_of, compute
from xlplugin.grid import Grid, Workbook
from xlplugin.grid.text import parse_sheets, to_grid
from xlplugin.place import Area, parse_a1
from xlplugin.record import replace

EDITIONS = tuple(heading.id for heading in forms.headings())
REFERENCE = re.compile(r"([A-Z]{1,3})(\d+)(?::([A-Z]{1,3})(\d+))?")
SIGNS = {"sichuan/bazhou/project-selfeval/2023": (13, {5: "≥", 7: "次"})}
"""Columns of a form whose formulas ask for words, below a row."""


def blank(form_id: str) -> Grid:
    (sheet,) = parse_sheets(forms.blank_text(form_id))
    return to_grid(sheet.name, [row[1:] for row in sheet.rows], ["General"])


def used(formula: str) -> set[tuple[int, int]]:
    """All cells that a formula names."""
    found = set()
    for left, top, right, bottom in REFERENCE.findall(formula):
        first = parse_a1(f"{left}{top}")
        last = parse_a1(f"{right}{bottom}") if right else first
        found |= {(row, column) for row in range(first[0], last[0] + 1) for column in range(first[1], last[1] + 1)}
    return found


def calculated(grid: Grid) -> Grid:
    """The grid with the result of every formula, as Excel would save it."""
    values = dict(grid.values)
    for _ in range(4):
        for cell, formula in grid.formulas.items():
            result = compute(formula, values)
            values[cell] = "" if result is None else result
    return replace(grid, values=values)


def filled(form_id: str) -> Grid:
    """The blank with a figure in every cell that its formulas ask for."""
    grid = blank(form_id)
    covered = {
        (row, column)
        for area in grid.merges
        for row in range(area.top, area.bottom + 1)
        for column in range(area.left, area.right + 1)
    } - {(area.top, area.left) for area in grid.merges}
    values = dict(grid.values)
    for formula in grid.formulas.values():
        for row, column in used(formula) - covered - set(grid.formulas):
            above, words = SIGNS.get(form_id, (0, {}))
            word = words.get(column) if row > above else None
            values.setdefault((row, column), word or Decimal(2 + (row + column) % 5))
    return calculated(replace(grid, values=values))


def checked(*grids: Grid):
    run = pipeline.check_workbook(Workbook(grids, ("General",)), "x.xlsx", "")
    return [finding for finding in run.findings if finding.code[0] == "T"]


def told(*grids: Grid) -> list[tuple[str, str, str]]:
    """Code, cell and severity of what fidelity finds."""
    return [(finding.code, finding.place.cell, finding.severity) for finding in checked(*grids)]


def with_values(grid: Grid, changes: dict[tuple[int, int], object]) -> Grid:
    """Other values in cells; None clears one. A formula that stood there is gone, the others are computed again."""
    values = {cell: value for cell, value in {**grid.values, **changes}.items() if value is not None}
    formulas = {cell: text for cell, text in grid.formulas.items() if cell not in changes}
    return calculated(replace(grid, values=values, formulas=formulas))


def without_row(grid: Grid, gone: int) -> Grid:
    """Delete a row as Excel does: merged areas and ranges shrink, the text of a merged area stays."""

    def up(row: int) -> int:
        return row - 1 if row > gone else row

    stay = {
        (area.top, area.left): grid.values[area.top, area.left]
        for area in grid.merges
        if area.top == gone < area.bottom and (area.top, area.left) in grid.values
    }

    def shrunk(match: re.Match[str]) -> str:
        left, top, right, bottom = match.groups()
        if right is None:
            return "#REF!" if int(top) == gone else f"{left}{up(int(top))}"
        return f"{left}{up(int(top))}:{right}{int(bottom) - (int(bottom) >= gone)}"

    merges = [Area(up(a.top), a.left, a.bottom - (a.bottom >= gone), a.right) for a in grid.merges]
    return calculated(
        replace(
            grid,
            values={(up(row), column): value for (row, column), value in grid.values.items() if row != gone} | stay,
            formulas={
                (up(row), column): REFERENCE.sub(shrunk, text)
                for (row, column), text in grid.formulas.items()
                if row != gone
            },
            merges=tuple(a for a in merges if a.bottom >= a.top and (a.bottom > a.top or a.right > a.left)),
        )
    )


def with_row(grid: Grid, at: int, entries: dict[int, object]) -> Grid:
    """Insert a row before row ``at`` as Excel does, and fill it."""

    def down(row: int) -> int:
        return row + 1 if row >= at else row

    def grown(match: re.Match[str]) -> str:
        left, top, right, bottom = match.groups()
        first = f"{left}{down(int(top))}"
        return first if right is None else f"{first}:{right}{down(int(bottom))}"

    values = {(down(row), column): value for (row, column), value in grid.values.items()}
    values |= {(at, column): value for column, value in entries.items()}
    return calculated(
        replace(
            grid,
            values=values,
            formulas={(down(row), column): REFERENCE.sub(grown, text) for (row, column), text in grid.formulas.items()},
            merges=tuple(Area(down(a.top), a.left, down(a.bottom), a.right) for a in grid.merges),
        )
    )


def depends(grid: Grid, cell: tuple[int, int]) -> bool:
    """Whether a formula uses any filled cell."""
    return bool(cells_of(grid.formulas[cell], grid.values))
