"""Moving the cells of a grid the way Excel does when rows or columns are inserted."""

from __future__ import annotations

from xlplugin.grid import Grid
from xlplugin.place import Area
from xlplugin.record import replace


def insert_rows(grid: Grid, at: int, count: int) -> Grid:
    """Insert blank rows before row ``at``; a merged area around that row grows."""

    def row(number: int) -> int:
        return number + count if number >= at else number

    return replace(
        grid,
        values={(row(r), c): value for (r, c), value in grid.values.items()},
        formulas={(row(r), c): text for (r, c), text in (grid.formulas or {}).items()},
        styles={(row(r), c): style for (r, c), style in grid.styles.items()},
        merges=tuple(Area(row(area.top), area.left, row(area.bottom), area.right) for area in grid.merges),
    )


def insert_columns(grid: Grid, at: int, count: int) -> Grid:
    """Insert blank columns before column ``at``; a merged area around that column grows."""

    def column(number: int) -> int:
        return number + count if number >= at else number

    return replace(
        grid,
        values={(r, column(c)): value for (r, c), value in grid.values.items()},
        formulas={(r, column(c)): text for (r, c), text in (grid.formulas or {}).items()},
        styles={(r, column(c)): style for (r, c), style in grid.styles.items()},
        merges=tuple(Area(area.top, column(area.left), area.bottom, column(area.right)) for area in grid.merges),
    )
