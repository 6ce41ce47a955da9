"""The state sheet of a marked book: very hidden, it names the results sheet and the cell of every finding.

Cells are kept as formulas that refer to them (``='计分表'!$E$12``): Excel itself keeps these right when rows are
inserted or deleted and when sheets are renamed, so that 下一条 finds the cell again.
"""

from __future__ import annotations

import re
import sys

from xlplugin.place import Place, a1, parse_a1
from xlplugin.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from xlwings import Book, Sheet

__all__ = ["NAME", "VERY_HIDDEN", "State", "find", "reference", "remember", "store"]

NAME = "_xlplugin"
"""The name of the state sheet; it is ours only where its first cell holds ``MARKER``."""

MARKER = "xlplugin/marks/1"
_REFERENCE = re.compile(r"=(?:'((?:[^']|'')+)'|([^'!]+))!(\$?[A-Z]{1,3}\$?[0-9]+)")
VERY_HIDDEN = 2
"""``xlSheetVeryHidden``: on Windows Excel gives a number, on macOS a bool."""
_LONGEST = 200


@record
class State:
    """A marked book: its state sheet, the name of its results sheet, the findings and which was shown last.

    ``results`` is None where the user deleted that sheet, a place None where its row is gone. ``current`` counts from
    1; 0 is before the first.
    """

    sheet: Sheet
    results: str | None
    findings: tuple[tuple[Place | None, str], ...]
    current: int = 0


def find(book: Book) -> State | None:
    """The state of a book; None where it carries no marks of ours."""
    for sheet in book.sheets:
        if sheet.name.startswith(NAME) and sheet.range("A1").value == MARKER:
            return _read(sheet)
    return None


def _read(sheet: Sheet) -> State:
    rows = sheet.used_range.shape[0]
    block: Any = sheet.range((1, 1), (max(rows, 2), 3)).formula
    (_, results, current), *findings = block
    place = _place(str(results))
    told = tuple((_place(str(cell)), str(text)) for cell, text, _ in findings if cell)
    return State(sheet, place.sheet if place else None, told, int(float(current or 0)))


def _place(formula: str) -> Place | None:
    match = _REFERENCE.fullmatch(formula)
    if match is None:
        return None
    name = match[1].replace("''", "'") if match[1] else match[2]
    return Place(name, *parse_a1(match[3]))


def reference(place: Place) -> str:
    """A formula that shows a cell: ``='计分表'!$E$12``."""
    quoted = place.sheet.replace("'", "''")
    row, column = place.row, place.column
    return f"='{quoted}'!${a1(row, column).rstrip('0123456789')}${row}"


def store(sheet: Sheet, results: str, findings: Sequence[tuple[Place, str]]) -> None:
    """Write the state into an empty sheet and hide it so that Excel's menus cannot show it.

    On macOS xlwings can only hide a sheet the ordinary way.
    """
    rows = [["'" + MARKER, reference(Place(results, 1, 1)), 0]]
    rows += [[reference(place), "'" + text[:_LONGEST], ""] for place, text in findings]
    sheet.range((1, 1), (len(rows), 3)).formula = rows
    sheet.visible = False if sys.platform == "darwin" else VERY_HIDDEN  # type: ignore[assignment]  # passed through


def remember(state: State, current: int) -> None:
    """Note which finding is shown, counted from 1."""
    state.sheet.range("C1").value = current
