"""Finding header rows: which column means what, on one line or on several."""

from __future__ import annotations

from dataclasses import dataclass

from xlplugin.engine.vocabulary import meaning
from xlplugin.quantity import squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from xlplugin.engine.layout import Cell, Layout

__all__ = ["Header", "find_header", "is_budget_header", "is_indicator_header"]

DEPTH = 3
"""How many lines a header may take; official forms print one or two."""

_FIGURES = frozenset(("target", "actual", "weight", "points", "criteria"))
_NAMES = frozenset(("level1", "level2", "name"))
_AMOUNTS = frozenset(("initial", "adjusted", "received", "executed"))
_MEASURES = _AMOUNTS | {"rate", "carried", "carried_rate", "carried_change"}


@dataclass(frozen=True, slots=True)
class Header:
    """A header: its rows, and per concept the column and the cell that prints it."""

    top: int
    bottom: int
    columns: Mapping[str, int]
    cells: Mapping[str, Cell]


def is_indicator_header(concepts: frozenset[str]) -> bool:
    """Whether these columns make an indicator table: a name, something to judge, and three of them at least."""
    return len(concepts) > 2 and bool(concepts & _NAMES) and bool(concepts & _FIGURES)  # noqa: PLR2004


def is_budget_header(concepts: frozenset[str]) -> bool:
    """Whether these columns make a budget table: two measures, one of them an amount."""
    return len(concepts & _MEASURES) > 1 and bool(concepts & _AMOUNTS) and not concepts & _NAMES


def _stack(layout: Layout, row: int, depth: int, column: int) -> list[Cell]:
    """The distinct filled cells seen at a column over the lines of a header."""
    cells: list[Cell] = []
    for line in range(row, row + depth):
        cell = layout.covered.get((line, column), (line, column))
        if cell in layout.grid.values and cell not in cells:
            cells.append(cell)
    return cells


def _read(layout: Layout, table: Mapping[str, str], row: int, depth: int) -> Header:
    columns: dict[str, int] = {}
    cells: dict[str, Cell] = {}
    top, bottom = row, row + depth - 1
    for column in layout.columns:
        stack = _stack(layout, row, depth, column)
        if not stack:
            continue
        texts = [layout.text(cell) for cell in stack]
        joined = "".join(map(squeeze, texts))
        concept = meaning(table, joined) or meaning(table, texts[-1]) or meaning(table, texts[0])
        if concept is None or concept in columns:
            continue
        columns[concept], cells[concept] = column, stack[-1]
        top = min(top, stack[0][0])
        bottom = max(bottom, layout.span(stack[-1]).bottom)
    return Header(top, bottom, columns, cells)


def find_header(
    layout: Layout, table: Mapping[str, str], row: int, accepts: Callable[[frozenset[str]], bool]
) -> Header | None:
    """The header that begins at a row, None where none does.

    Of several possible depths the one that explains most columns is taken, the shallowest of equals;
    a row that adds nothing to the header on the next line is not part of it.
    """
    best: Header | None = None
    for depth in range(1, DEPTH + 1):
        header = _read(layout, table, row, depth)
        if accepts(frozenset(header.columns)) and (best is None or len(header.columns) > len(best.columns)):
            best = header
    if best is None:
        return None
    lines = best.bottom - row
    below = (_read(layout, table, row + 1, depth) for depth in range(1, max(1, lines) + 1))
    if lines and any(len(other.columns) >= len(best.columns) for other in below):
        return None
    return best
