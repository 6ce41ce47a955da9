"""A grid with its merged areas laid out, so that every row can be read cell by cell."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from xlplugin.engine.vocabulary import SHORT, first_known, keys
from xlplugin.grid import ErrorValue, Grid, shown
from xlplugin.model import Traced
from xlplugin.place import Area, Place
from xlplugin.quantity import is_placeholder, parse_number, squeeze
from xlplugin.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping

    from xlplugin.grid import Workbook
    from xlplugin.quantity import Quantity

__all__ = ["Cell", "Layout", "Stated"]

Cell = tuple[int, int]
"""Row and column, counted from 1."""

Stated = tuple[str, Decimal | None, str, bool]
"""What a cell states: its text, its figure, its state, and whether it is a percentage."""

_row, _column = itemgetter(0), itemgetter(1)


@record
class Layout:
    """One sheet, ready to be walked.

    ``percent`` maps the styles shown as a percentage to their decimals.
    ``rows`` and ``columns`` are those that hold anything, in order; ``covered`` maps a cell inside a merged
    area to the area's first cell; ``spans`` maps that first cell to its area; ``filled`` holds the filled cells of a
    row, seen or not, ``begun`` what ``own`` gives; ``deep`` are the rows that any area begun above goes on over.
    ``words`` are the lookup keys of every text short enough to be a label or a header, ``faulty`` the cells that show
    no result: error values, and formulas without a stored one. ``lines`` keeps what ``cells`` has given.
    """

    grid: Grid
    percent: Mapping[int, int]
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    covered: Mapping[Cell, Cell]
    spans: Mapping[Cell, Area]
    filled: Mapping[int, tuple[Cell, ...]]
    deep: Container[int]
    begun: Mapping[int, tuple[Cell, ...]]
    words: Mapping[Cell, tuple[str, ...]]
    faulty: tuple[Cell, ...]
    lines: dict[int, tuple[tuple[int, Cell], ...]]

    @classmethod
    def of(cls, grid: Grid, workbook: Workbook) -> Layout:
        """Lay out a sheet. Only rows and columns in use are covered, so a merge over the whole sheet costs nothing."""
        filled = {row: tuple(cells) for row, cells in groupby(sorted(grid.values), _row)}
        rows = tuple(filled)
        columns = tuple(sorted(set(map(_column, grid.values))))
        covered, deep, overlap = _covered(grid.merges, rows, columns)
        spans = {(area.top, area.left): area for area in grid.merges}
        hidden = (covered.keys() & grid.values.keys()) - spans.keys()
        begun = filled | {row: tuple([cell for cell in filled[row] if cell not in hidden]) for row, _ in hidden}
        lines = {row: _line(grid, covered, row, columns) for row in rows} if overlap else {}
        begun |= {row: tuple([cell for _, cell in line if cell[0] == row]) for row, line in lines.items()}
        percent = {style: _decimals(code) for style, code in enumerate(workbook.formats) if "%" in code}
        words, faulty = _texts(grid)
        return cls(grid, percent, rows, columns, covered, spans, filled, deep, begun, words, faulty, lines)

    def anchor(self, row: int, column: int) -> Cell:
        """The cell that holds what is seen at a place: itself, or the first cell of its merged area."""
        cell = row, column
        found = self.covered.get(cell)
        if found is not None:
            return found
        if cell in self.grid.values or (row in self.filled and column in self.columns):
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
        line = self.lines.get(row)
        if line is None:
            if row in self.deep:
                line = _line(self.grid, self.covered, row, self.columns)
            else:
                line = tuple([(cell[1], cell) for cell in self.own(row)])
            self.lines[row] = line
        return line

    def within(self, rows: Iterable[int]) -> Iterator[Cell]:
        """The filled cells of some rows, those hidden by a merged area included."""
        for row in rows:
            yield from self.filled.get(row, ())

    def own(self, row: int) -> tuple[Cell, ...]:
        """The filled cells that begin in a row, from left to right."""
        return self.begun.get(row, ())

    def meaning(self, cell: Cell, table: Mapping[str, str]) -> str | None:
        """What a cell means as a label, by a lookup of wordings; None where its text is not known."""
        words = self.words.get(cell)
        return None if words is None else first_known(table, words)

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

    def across(self, row: int, columns: Mapping[str, int]) -> dict[str, Cell]:
        """The cells seen in a row of the sheet in some of its columns, by what these mean."""
        seen = self.covered.get
        return {concept: seen(place := (row, column), place) for concept, column in columns.items()}

    def entry(self, row: int, column: int) -> Traced:
        """Read what is entered at a place."""
        return self.traced(self.anchor(row, column))

    def own_entry(self, row: int, column: int) -> Traced | None:
        """Read a figure of this row and column; None where the place belongs to a merged cell begun elsewhere."""
        anchor = self.anchor(row, column)
        return self.traced(anchor) if anchor == (row, column) else None

    def traced(self, cell: Cell, measured: Callable[[Stated], Quantity] | None = None) -> Traced:
        """Read one cell: its text, its figure, and what state it is in.

        ``measured`` reads the quantity of what is stated, where anything is.
        """
        grid = self.grid
        value = grid.values.get(cell)
        formula = grid.formulas.get(cell) if grid.formulas else None
        if isinstance(value, str):
            stated = _read_text(value)
        elif value is None:
            stated = "", None, "blank" if formula is None else "uncached", False
        elif isinstance(value, Decimal):
            decimals = self.percent.get(grid.styles.get(cell, 0)) if self.percent else None
            stated = _plain(value) if decimals is None else _per_cent(value, decimals)
        elif isinstance(value, ErrorValue):
            stated = value.code, None, "error", False
        else:
            stated = shown(value), None, "text", False
        raw, number, state, percent = stated
        quantity = None if measured is None or state == "blank" else measured(stated)
        return Traced(Place(grid.name, *cell), raw, number, state, formula, percent, quantity)


def _plain(value: Decimal) -> Stated:
    """What a number states."""
    text = str(value)
    return format(value, "f") if "E" in text else text, value, "number", False


def _per_cent(value: Decimal, decimals: int) -> Stated:
    """What a number states that is shown as a percentage."""
    value *= 100
    return f"{value:.{decimals}f}%", value, "number", True


def _texts(grid: Grid) -> tuple[dict[Cell, tuple[str, ...]], tuple[Cell, ...]]:
    """The keys of the texts that may be labels, and the cells that show no result."""
    words: dict[Cell, tuple[str, ...]] = {}
    faulty = [cell for cell in grid.formulas or () if cell not in grid.values]
    for cell, value in grid.values.items():
        if isinstance(value, str):
            if len(value) <= SHORT:
                words[cell] = keys(value)
        elif isinstance(value, ErrorValue):
            faulty.append(cell)
    return words, tuple(sorted(faulty))


def _decimals(code: str) -> int:
    """How many decimals a number format shows: two for ``0.00%``."""
    fraction = code.partition(".")[2]
    return len(fraction) - len(fraction.lstrip("0#"))


def _covered(
    merges: Iterable[Area], rows: tuple[int, ...], columns: tuple[int, ...]
) -> tuple[dict[Cell, Cell], set[int], bool]:
    """The first cell of the merged area over each place in use, the rows that go on under one, and if two overlap."""
    covered: dict[Cell, Cell] = {}
    deep: set[int] = set()
    places = 0
    for area in merges:
        anchor = area.top, area.left
        across = columns[bisect_left(columns, area.left) : bisect_right(columns, area.right)]
        down = rows[bisect_left(rows, area.top) : bisect_right(rows, area.bottom)]
        places += len(across) * len(down)
        for row in down:
            if row > area.top:
                deep.add(row)
            for column in across:
                covered[row, column] = anchor
    return covered, deep, places > len(covered)


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
def _read_text(text: str) -> Stated:
    """What a text cell states."""
    if is_placeholder(text):
        return text, None, "blank", False
    plain = squeeze(text)
    percent = plain.endswith("%")
    number = parse_number(plain.removesuffix("%").removesuffix("分"))
    if number is not None:
        return text, number, "digits", percent
    if not plain.strip("0123456789.,%+-"):
        return text, None, "unreadable", percent
    return text, None, "text", False
