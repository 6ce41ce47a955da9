"""The blank of an edition made ready for comparison: what does not depend on a form, worked out once."""

from __future__ import annotations

from functools import lru_cache

from xlplugin.model.template import HEADER, NUMBER
from xlplugin.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from xlplugin.engine.layout import Cell
    from xlplugin.model.template import Printed, PrintedRow, Template

__all__ = ["Blank", "BlankRow", "once", "prepared"]


@record(eq=False)
class BlankRow:
    """One row of a blank.

    ``texts`` are the keys that it prints with their cells; ``watched`` the cells that are looked at in every form
    that shows the row: merged headers, full marks and labels with points. Of any other cell only its text counts.
    """

    printed: PrintedRow
    texts: tuple[tuple[str, Cell], ...]
    watched: tuple[Printed, ...]


@record(eq=False)
class Blank:
    """A blank.

    ``own`` are the numbers of its rows with the keys that tell them, ``place`` says after how many of these a row
    stands; ``alone`` maps a key that only one row shows to this row. ``sections`` maps a row to the header above it;
    ``fixed`` are the rows that no unit changes; ``scored`` says whether it prints the rows that are scored.
    """

    rows: tuple[BlankRow, ...]
    own: tuple[tuple[int, Sequence[str]], ...]
    place: Mapping[int, int]
    alone: Mapping[str, int]
    sections: Mapping[int, int]
    fixed: frozenset[int]
    scored: bool


@lru_cache(maxsize=128)
def prepared(template: Template) -> Blank:
    """The blank that a template is; kept for as many editions as are in use at a time."""
    rows = template.rows
    own = tuple([(row.number, _own(row)) for row in rows if row.cells])
    numbers = [number for number, _ in own]
    last = numbers[-1] if numbers else 0
    return Blank(
        tuple(map(_row, rows)),
        own,
        {number: place for place, number in enumerate((0, *numbers, last + 1))},
        once(own),
        _sections(rows),
        frozenset(row.number for row in rows if row.cells and not row.own),
        any(row.item for row in rows),
    )


def once(lines: Iterable[tuple[int, Iterable[str]]]) -> dict[str, int]:
    """The row of every text that stands in one row only."""
    seen: dict[str, int] = {}
    for line, keys in lines:
        for key in keys:
            seen[key] = 0 if seen.get(key, line) != line else line
    return {key: line for key, line in seen.items() if line}


def _row(row: PrintedRow) -> BlankRow:
    texts = [(cell.key, (row.number, cell.column)) for cell in row.cells if cell.key]
    return BlankRow(row, tuple(texts), tuple([cell for cell in row.cells if _is_watched(row, cell)]))


def _is_watched(row: PrintedRow, cell: Printed) -> bool:
    merged = cell.right > cell.column or cell.bottom > row.number
    return (row.kind == HEADER and merged) or cell.kind == NUMBER or bool(cell.points) or not cell.key


def _own(row: PrintedRow) -> tuple[str, ...]:
    """The texts that tell a row: those merged over later rows too only where it has no others.

    When a row is deleted, what is merged over it moves to the next one.
    """
    keys = tuple([cell.key for cell in row.cells if cell.key])
    alone = tuple([cell.key for cell in row.cells if cell.key and cell.bottom == row.number])
    return alone or keys


def _sections(rows: Iterable[PrintedRow]) -> dict[int, int]:
    """The first header row above every row, itself for a header; 0 where there is none."""
    sections: dict[int, int] = {}
    section, last = 0, ""
    for row in rows:
        if row.kind == HEADER and last != HEADER:
            section = row.number
        last = row.kind
        sections[row.number] = section
    return sections
