"""What a block of values does not tell of an open sheet: merged areas, number formats, hidden rows and columns.

Excel answers for a whole area at once and says "mixed" where its cells differ. So an area is halved until its parts
are uniform: the number of questions follows the number of borders between formats, not the number of cells.
"""

from __future__ import annotations

from xlplugin.place import Area

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from collections.abc import Set as AbstractSet

    from xlwings import Range, Sheet

    Cell = tuple[int, int]

__all__ = ["MAX_QUESTIONS", "Questions", "TooManyQuestionsError", "hidden_lines", "merged_areas", "number_formats"]

MAX_QUESTIONS = 4_000
"""Questions about one sheet; a form needs some hundreds, a call takes about a millisecond on Windows."""


class TooManyQuestionsError(Exception):
    """A sheet whose formats change from cell to cell."""


class Questions:
    """Asks Excel about areas of one sheet, at most ``MAX_QUESTIONS`` times."""

    __slots__ = ("asked", "sheet")

    def __init__(self, sheet: Sheet) -> None:
        """Nothing has been asked yet."""
        self.sheet, self.asked = sheet, 0

    def range(self, area: Area) -> Range:
        """An area to ask about; TooManyQuestionsError where that has been done too often."""
        self.asked += 1
        if self.asked > MAX_QUESTIONS:
            raise TooManyQuestionsError
        return self.sheet.range((area.top, area.left), (area.bottom, area.right))


def _halves(area: Area, *, by_column: bool) -> tuple[Area, Area] | None:
    """Both halves of an area; None where it is a single cell."""
    rows, columns = area.bottom - area.top, area.right - area.left
    if columns and (by_column or not rows):
        middle = (area.left + area.right) // 2
        return Area(area.top, area.left, area.bottom, middle), Area(area.top, middle + 1, area.bottom, area.right)
    if rows:
        middle = (area.top + area.bottom) // 2
        return Area(area.top, area.left, middle, area.right), Area(middle + 1, area.left, area.bottom, area.right)
    return None


def _bounds(cells: Collection[Cell]) -> Area:
    rows, columns = {row for row, _ in cells}, {column for _, column in cells}
    return Area(min(rows), min(columns), max(rows), max(columns))


def _cells(area: Area) -> Iterator[Cell]:
    return ((row, column) for row in range(area.top, area.bottom + 1) for column in range(area.left, area.right + 1))


def _uniform(
    cells: AbstractSet[Cell], answer: Callable[[Area], object], *, by_column: bool
) -> Iterator[tuple[AbstractSet[Cell], object]]:
    """Groups of cells with the one answer that Excel gives for all of each group; None is "mixed"."""
    pending = [cells] if cells else []
    while pending:
        group = pending.pop()
        area = _bounds(group)
        given = answer(area)
        halves = _halves(area, by_column=by_column)
        if given is not None or halves is None:
            yield group, given
            continue
        first = frozenset(cell for cell in group if cell[0] <= halves[0].bottom and cell[1] <= halves[0].right)
        pending += [part for part in (first, group - first) if part]


def merged_areas(ask: Questions, used: Area, filled: Collection[Cell]) -> tuple[Area, ...]:
    """The merged areas in reading order; each holds at least one blank cell, so only blank cells are asked about."""
    found: list[Area] = []
    open_cells = {cell for cell in _cells(used) if cell not in filled}

    def merged(area: Area) -> object:
        given = ask.range(area).merge_cells
        return given if isinstance(given, bool) else None

    for group, given in _uniform(frozenset(open_cells), merged, by_column=False):
        for cell in sorted(group) if given else ():
            if cell in open_cells:
                whole = ask.range(Area(*cell, *cell)).merge_area
                rows, columns = whole.shape
                area = Area(whole.row, whole.column, whole.row + rows - 1, whole.column + columns - 1)
                found.append(area)
                open_cells.difference_update(_cells(area))
    return tuple(sorted(found, key=lambda area: (area.top, area.left)))


def number_formats(ask: Questions, cells: AbstractSet[Cell]) -> dict[Cell, str]:
    """The number format codes of these cells; columns are usually uniform, so they are parted first."""
    asked = _uniform(cells, lambda area: ask.range(area).number_format, by_column=True)
    return {cell: str(given) for group, given in asked if given is not None for cell in group}


def hidden_lines(ask: Questions, filled: Collection[Cell]) -> tuple[frozenset[int], frozenset[int]]:
    """The rows and the columns that hold something and are hidden: Excel gives their size as nought."""
    rows = frozenset((row, 1) for row, _ in filled)
    columns = frozenset((1, column) for _, column in filled)
    low = _uniform(rows, lambda area: ask.range(area).row_height, by_column=False)
    narrow = _uniform(columns, lambda area: ask.range(area).column_width, by_column=True)
    return (
        frozenset(row for group, size in low if size == 0 for row, _ in group),
        frozenset(column for group, size in narrow if size == 0 for _, column in group),
    )
