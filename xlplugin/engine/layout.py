"""A grid with its merged areas laid out, so that every row can be read cell by cell."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from xlplugin.engine.vocabulary import SHORT, keys
from xlplugin.grid import ErrorValue, Grid, shown
from xlplugin.model import Traced
from xlplugin.place import Area, Place
from xlplugin.quantity import is_placeholder, parse_number, squeeze
from xlplugin.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from xlplugin.grid import Workbook

__all__ = ["Cell", "Layout"]

Cell = tuple[int, int]
"""Row and column, counted from 1."""

_row = itemgetter(0)


@record
class Layout:
    """One sheet, ready to be walked.

    ``percent`` maps the styles shown as a percentage to their decimals.
    ``rows`` and ``columns`` are those that hold anything, in order; ``covered`` maps a cell inside a merged
    area to the area's first cell; ``spans`` maps that first cell to its area; ``filled`` holds the filled cells of a
    row, seen or not, ``lines`` what ``cells`` gives, ``begun`` what ``own`` gives, ``words`` the lookup keys of every
    text short enough to be a label or a header; ``faulty`` are the cells that show no result: error values, and
    formulas without a stored one.
    """

    grid: Grid
    percent: Mapping[int, int]
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    covered: Mapping[Cell, Cell]
    spans: Mapping[Cell, Area]
    filled: Mapping[int, tuple[Cell, ...]]
    lines: Mapping[int, tuple[tuple[int, Cell], ...]]
    begun: Mapping[int, tuple[Cell, ...]]
    words: Mapping[Cell, tuple[str, ...]]
    faulty: tuple[Cell, ...]

    @classmethod
    def of(cls, grid: Grid, workbook: Workbook) -> Layout:
        """Lay out a sheet. Only rows and columns in use are covered, so a merge over the whole sheet costs nothing."""
        filled = {row: tuple(cells) for row, cells in groupby(sorted(grid.values), _row)}
        rows = tuple(filled)
        columns = tuple(sorted({column for _, column in grid.values}))
        covered: dict[Cell, Cell] = {}
        merged: set[int] = set()
        spans: dict[Cell, Area] = {}
        for area in grid.merges:
            anchor = (area.top, area.left)
            spans[anchor] = area
            inner_columns = columns[bisect_left(columns, area.left) : bisect_right(columns, area.right)]
            inner_rows = rows[bisect_left(rows, area.top) : bisect_right(rows, area.bottom)]
            merged.update(inner_rows)
            for row in inner_rows:
                for column in inner_columns:
                    covered[row, column] = anchor
        percent = {style: _decimals(code) for style, code in enumerate(workbook.formats) if "%" in code}
        lines, begun = {}, {}
        for row, cells in filled.items():
            if row in merged:
                lines[row] = line = _line(grid, covered, row, columns)
                begun[row] = tuple([cell for _, cell in line if cell[0] == row])
            else:
                lines[row], begun[row] = tuple([(cell[1], cell) for cell in cells]), cells
        words = {cell: keys(text) for cell, text in grid.values.items() if isinstance(text, str) and len(text) <= SHORT}
        return cls(grid, percent, rows, columns, covered, spans, filled, lines, begun, words, _faulty(grid))

    def anchor(self, row: int, column: int) -> Cell:
        """The cell that holds what is seen at a place: itself, or the first cell of its merged area."""
        cell = row, column
        found = self.covered.get(cell)
        if found is not None:
            return found
        if cell in self.grid.values or (row in self.lines and column in self.columns):
            return cell  # every merged area is laid out where rows and columns are in use
        for first, area in self.spans.items():
            if area.top <= row <= area.bottom and area.left <= column <= area.right:
                return first
        return cell

    def text(self, cell: Cell) -> str:
        """The text of a cell, empty where it is blank."""
        value = self.grid.values.get(cell, "")
        return value if isinstance(value, str) else shown(value)

    def seen(self, row: int, column: int) -> str:
        """The text seen at a place, merged areas included."""
        return self.text(self.covered.get((row, column), (row, column)))

    def cells(self, row: int) -> tuple[tuple[int, Cell], ...]:
        """The distinct filled cells seen in a row from left to right: the column where seen, and the holding cell."""
        return self.lines.get(row, ())

    def within(self, rows: Iterable[int]) -> Iterator[Cell]:
        """The filled cells of some rows, those hidden by a merged area included."""
        for row in rows:
            yield from self.filled.get(row, ())

    def own(self, row: int) -> tuple[Cell, ...]:
        """The filled cells that begin in a row, from left to right."""
        return self.begun.get(row, ())

    def meaning(self, cell: Cell, table: Mapping[str, str]) -> str | None:
        """What a cell means as a label, by a lookup of wordings; None where its text is not known."""
        for key in self.words.get(cell, ()):
            if key in table:
                return table[key]
        return None

    def span(self, cell: Cell) -> Area:
        """The area a cell takes up, itself where it is not merged."""
        return self.spans.get(cell) or Area(cell[0], cell[1], cell[0], cell[1])

    def right_of(self, cell: Cell) -> int:
        """The column beside a cell; columns that nothing on the sheet uses are passed over."""
        first = self.span(cell).right + 1
        column = first
        while column <= self.columns[-1]:
            if (cell[0], column) in self.spans or self.columns[bisect_left(self.columns, column)] == column:
                return column
            column += 1
        return first

    def place(self, cell: Cell) -> Place:
        """The cell as a place of this sheet."""
        return Place(self.grid.name, cell[0], cell[1])

    def entry(self, row: int, column: int) -> Traced:
        """Read what is entered at a place."""
        return self.traced(self.anchor(row, column))

    def own_entry(self, row: int, column: int) -> Traced | None:
        """Read a figure of this row and column; None where the place belongs to a merged cell begun elsewhere."""
        anchor = self.anchor(row, column)
        return self.traced(anchor) if anchor == (row, column) else None

    def traced(self, cell: Cell) -> Traced:
        """Read one cell: its text, its figure, and what state it is in."""
        grid = self.grid
        value = grid.values.get(cell)
        place = Place(grid.name, *cell)
        formula = grid.formulas.get(cell) if grid.formulas else None
        if isinstance(value, str):
            number, state, percent = _read_text(value)
            return Traced(place, value, number, state, formula, percent)
        if value is None:
            return Traced(place, "", None, "blank" if formula is None else "uncached", formula)
        if isinstance(value, Decimal):
            decimals = self.percent.get(grid.styles.get(cell, 0)) if self.percent else None
            if decimals is None:
                return Traced(place, format(value, "f"), value, "number", formula)
            return Traced(place, f"{value * 100:.{decimals}f}%", value * 100, "number", formula, percent=True)
        if isinstance(value, ErrorValue):
            return Traced(place, value.code, None, "error", formula)
        return Traced(place, shown(value), None, "text", formula)


def _faulty(grid: Grid) -> tuple[Cell, ...]:
    errors = [cell for cell, value in grid.values.items() if isinstance(value, ErrorValue)]
    uncached = [cell for cell in grid.formulas or () if cell not in grid.values]
    return tuple(sorted((*errors, *uncached)))


def _decimals(code: str) -> int:
    """How many decimals a number format shows: two for ``0.00%``."""
    fraction = code.partition(".")[2]
    return len(fraction) - len(fraction.lstrip("0#"))


def _line(grid: Grid, covered: Mapping[Cell, Cell], row: int, columns: tuple[int, ...]) -> tuple[tuple[int, Cell], ...]:
    found: list[tuple[int, Cell]] = []
    values, seen, last = grid.values, covered.get, None
    for column in columns:
        own = row, column
        cell = seen(own, own)
        if cell != last:
            last = cell
            if cell in values:
                found.append((column, cell))
    return tuple(found)


@lru_cache(maxsize=4096)
def _read_text(text: str) -> tuple[Decimal | None, str, bool]:
    """The figure of a text cell, its state, and whether it is a percentage."""
    if is_placeholder(text):
        return None, "blank", False
    plain = squeeze(text)
    percent = plain.endswith("%")
    number = parse_number(plain.removesuffix("%").removesuffix("分"))
    if number is not None:
        return number, "digits", percent
    if not plain.strip("0123456789.,%+-"):
        return None, "unreadable", percent
    return None, "text", False
