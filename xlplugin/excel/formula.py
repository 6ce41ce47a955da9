"""Formula texts: the limits they are held to, and shared formulas moved to each of their cells.

A shared formula is written once and stands for a range (ECMA-376 part 1, 18.3.1.40); in the other cells
its relative references move along. What only looks like a reference (``LOG10(``, texts, sheet and table
names) stays.
"""

from __future__ import annotations

import re

from xlplugin.place import MAX_COLUMN, MAX_ROW, column_letters
from xlplugin.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MAX_DEPTH", "MAX_LENGTH", "SharedFormula", "is_sane"]

MAX_LENGTH = 8_192
"""Characters of a formula (Microsoft, "Excel specifications and limits")."""

MAX_DEPTH = 64
"""Levels of nesting (same source); engines that recurse crash on thousands."""

_TEXT = re.compile(r'"(?:[^"]|"")*"')

_PIECES = re.compile(
    r"""
    "(?:[^"]|"")*" | '(?:[^']|'')*' | \[(?:[^\[\]]|\[[^\[\]]*\])*\]      # texts, quoted sheet names, table columns
    | (?<![\w.\\?$])(?:
        (?P<cell>\$?[A-Za-z]{1,3}\$?[0-9]{1,7})
      | (?P<columns>\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3})
      | (?P<rows>\$?[0-9]{1,7}:\$?[0-9]{1,7})
    )(?![\w.\\?(!])
    """,
    re.VERBOSE,
)


def is_sane(formula: str) -> bool:
    """Whether a formula keeps to Excel's limits of length and nesting."""
    if len(formula) > MAX_LENGTH:
        return False
    if formula.count("(") <= MAX_DEPTH:
        return True
    depth = 0
    for letter in _TEXT.sub("", formula):
        depth += (letter == "(") - (letter == ")")
        if depth > MAX_DEPTH:
            return False
    return True


@record
class _Reference:
    """Column and row of a reference, 0 where it has none (``A:A``, ``1:1``), each fixed by ``$`` or moving."""

    column: int
    row: int
    fixed_column: bool
    fixed_row: bool

    def moved(self, rows: int, columns: int) -> str:
        column = self.column if self.fixed_column or not self.column else self.column + columns
        row = self.row if self.fixed_row or not self.row else self.row + rows
        if not (bool(self.column) <= column <= MAX_COLUMN and bool(self.row) <= row <= MAX_ROW):
            return "#REF!"
        letters = "$" * self.fixed_column + column_letters(column) if self.column else ""
        digits = "$" * self.fixed_row + str(row) if self.row else ""
        return letters + digits


def _reference(text: str) -> _Reference:
    letters = text.rstrip("0123456789")
    digits = text[len(letters) :]
    fixed_row = bool(digits) and letters.endswith("$")
    name = letters[:-1] if fixed_row else letters
    fixed_column = name.startswith("$")
    column = 0
    for letter in name.removeprefix("$").upper():
        column = column * 26 + ord(letter) - 64
    return _Reference(column, int(digits or 0), fixed_column, fixed_row)


def _pieces(formula: str) -> Iterator[str | _Reference]:
    done = 0
    for match in _PIECES.finditer(formula):
        if not match.lastgroup:
            continue
        first, colon, last = match.group().partition(":")
        start = _reference(first)
        if start.moved(0, 0) == "#REF!":  # beyond XFD it is a name, such as ZZZ1
            continue
        yield formula[done : match.start()]
        yield start
        if colon:
            yield colon
            yield _reference(last)
        done = match.end()
    yield formula[done:]


class SharedFormula:
    """A formula shared by a range, taken apart once and spelt for any of its cells."""

    __slots__ = ("_column", "_pieces", "_row")

    def __init__(self, formula: str, row: int, column: int) -> None:
        """Take the formula as it stands in the cell that defines it."""
        self._pieces = tuple(_pieces(formula))
        self._row, self._column = row, column

    def at(self, row: int, column: int) -> str:
        """Spell the formula for another cell; a reference pushed off the sheet becomes ``#REF!``."""
        rows, columns = row - self._row, column - self._column
        return "".join(piece if isinstance(piece, str) else piece.moved(rows, columns) for piece in self._pieces)
