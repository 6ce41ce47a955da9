"""What of a form is hidden: rows, columns, the whole sheet."""

from __future__ import annotations

import re

from xlplugin.model.difference import COLUMNS, HIDDEN, ROWS, SHEET, Difference
from xlplugin.place import column_letters
from xlplugin.quantity import is_placeholder, squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from xlplugin.engine.layout import Cell, Layout
    from xlplugin.engine.recognise import Region
    from xlplugin.model import Form
    from xlplugin.place import Place

__all__ = ["hidden"]

_UNUSED = re.compile(r"(?:三级)?(?:指标|目标)(?:\d+[:.、…·]*|[:.、…·]+)")
"""What an unused row shows: hiding it conceals nothing."""


def hidden(layout: Layout, region: Region, form: Form) -> Iterator[Difference]:
    """Hidden parts of a form that say something; grave where they hold points or amounts."""
    grid = layout.grid
    if grid.visibility != "visible":
        yield Difference(HIDDEN, form.place, grid.name, SHEET)
    if not (grid.hidden_rows or grid.hidden_columns):
        return
    places = set(_figures(form, grid.name))
    said = [cell for cell in layout.within(region.rows) if _says(layout, cell)]
    for first, last in _runs({row for row, _ in said} & grid.hidden_rows):
        cells = [cell for cell in said if first <= cell[0] <= last]
        yield _part(layout, cells, _span(str(first), str(last)), ROWS, places)
    for first, last in _runs({column for _, column in said} & grid.hidden_columns):
        cells = [cell for cell in said if first <= cell[1] <= last]
        yield _part(layout, cells, _span(column_letters(first), column_letters(last)), COLUMNS, places)


def _part(layout: Layout, cells: list[Cell], what: str, sort: str, places: set[Place]) -> Difference:
    grave = not places.isdisjoint(map(layout.place, cells))
    return Difference(HIDDEN, layout.place(min(cells)), what, sort, grave=grave)


def _span(first: str, last: str) -> str:
    return first if first == last else f"{first}—{last}"


def _says(layout: Layout, cell: Cell) -> bool:
    text = layout.text(cell)
    return not is_placeholder(text) and not _UNUSED.fullmatch(squeeze(text))


def _figures(form: Form, sheet: str) -> Iterator[Place]:
    """Where points, weights and amounts are stated."""
    sums = (*form.groups, *((form.total,) if form.total else ()))
    entries = [entry for row in (*form.indicators, *sums) for entry in (row.points, row.weight)]
    entries += [entry for line in form.budget for entry in line.figures.values()]
    return (entry.place for entry in entries if entry and entry.value is not None and entry.place.sheet == sheet)


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Consecutive numbers, as first and last."""
    first = last = 0
    for number in sorted(numbers):
        if first and number != last + 1:
            yield first, last
            first = number
        first, last = first or number, number
    if first:
        yield first, last
