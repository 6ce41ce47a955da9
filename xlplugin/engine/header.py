"""Finding header rows: which column means what, on one line or on several."""

from __future__ import annotations

from dataclasses import dataclass

from xlplugin.engine.vocabulary import meaning
from xlplugin.quantity import squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from xlplugin.engine.layout import Cell, Layout

__all__ = ["Header", "HeaderFinder", "is_budget_header", "is_indicator_header"]

DEPTH = 3
"""How many lines a header may take; official forms print one or two."""

SHORT = 40
"""Longest text of a header cell; what is longer is a sentence of a data row."""

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


class HeaderFinder:
    """Finds the headers of one kind on one sheet; every cell is looked up once."""

    __slots__ = ("_accepts", "_concepts", "_layout", "_table")

    def __init__(self, layout: Layout, table: Mapping[str, str], accepts: Callable[[frozenset[str]], bool]) -> None:
        """``table`` maps wordings to concepts, ``accepts`` says which sets of columns make such a header."""
        self._layout = layout
        self._table = table
        self._accepts = accepts
        self._concepts = {
            cell: concept
            for cell, value in layout.grid.values.items()
            if isinstance(value, str) and (concept := meaning(table, value))
        }

    def at(self, row: int) -> Header | None:
        """The header that begins at a row, None where none does.

        Of several possible depths the one that explains most columns is taken, the shallowest of equals;
        a row that adds nothing to the header on the next line is not part of it.
        """
        if not self._promising(row):
            return None
        best: Header | None = None
        for depth in range(1, DEPTH + 1):
            if depth > 1 and not self._promising(row + depth - 1):
                break
            header = self._read(row, depth)
            if self._accepts(frozenset(header.columns)) and (best is None or len(header.columns) > len(best.columns)):
                best = header
        if best is None:
            return None
        lines = best.bottom - row
        below = (self._read(row + 1, depth) for depth in range(1, max(1, lines) + 1))
        if lines and any(len(other.columns) >= len(best.columns) for other in below):
            return None
        return best

    def _promising(self, row: int) -> bool:
        """Whether a row can be a line of a header: it holds a known wording, or several short texts and no figure."""
        values = self._layout.grid.values
        own = [cell for _, cell in self._layout.cells(row) if cell[0] == row]
        if any(cell in self._concepts for cell in own):
            return True
        return len(own) > 1 and all(isinstance(text := values[cell], str) and len(text) <= SHORT for cell in own)

    def _read(self, row: int, depth: int) -> Header:
        columns: dict[str, int] = {}
        cells: dict[str, Cell] = {}
        top, bottom = row, row + depth - 1
        for column in self._layout.columns:
            stack = self._stack(row, depth, column)
            concept = self._concept(stack)
            if concept is None or concept in columns:
                continue
            columns[concept], cells[concept] = column, stack[-1]
            top = min(top, stack[0][0])
            bottom = max(bottom, self._layout.span(stack[-1]).bottom)
        return Header(top, bottom, columns, cells)

    def _stack(self, row: int, depth: int, column: int) -> list[Cell]:
        """The distinct filled cells seen at a column over the lines of a header."""
        covered, values = self._layout.covered, self._layout.grid.values
        cells: list[Cell] = []
        for line in range(row, row + depth):
            cell = covered.get((line, column), (line, column))
            if cell in values and cell not in cells:
                cells.append(cell)
        return cells

    def _concept(self, stack: list[Cell]) -> str | None:
        """What a column means: by its lines together, else by its lowest line, else by its highest."""
        if not stack:
            return None
        if len(stack) > 1:
            joined = meaning(self._table, "".join(squeeze(self._layout.text(cell)) for cell in stack))
            if joined:
                return joined
        return self._concepts.get(stack[-1]) or self._concepts.get(stack[0])
