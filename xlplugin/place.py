"""Where a cell is: sheet name, row and column, and the A1 spelling of both.

Rows and columns count from 1, as Excel shows them.
"""

from __future__ import annotations

from functools import lru_cache

from xlplugin.record import record

__all__ = ["MAX_COLUMN", "MAX_ROW", "Area", "Place", "a1", "column_letters", "parse_a1", "parse_area"]

MAX_ROW = 1_048_576
"""The last row of an .xlsx sheet (ECMA-376, SpreadsheetML limits)."""

MAX_COLUMN = 16_384
"""The last column of an .xlsx sheet, XFD."""


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """Spell a column number in letters: 1 is A, 27 is AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def a1(row: int, column: int) -> str:
    """Spell a cell the way Excel does: row 12, column 5 is E12."""
    return f"{column_letters(column)}{row}"


@lru_cache(maxsize=4096)
def parse_a1(cell: str) -> tuple[int, int]:
    """Read ``E12`` (or ``$E$12``) into row and column; ValueError where it is no cell of a sheet."""
    plain = cell.replace("$", "")
    letters = plain.rstrip("0123456789")
    digits = plain[len(letters) :]
    if not digits or not letters.isascii() or not letters.isalpha():
        message = f"not a cell: {cell!r}"
        raise ValueError(message)
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    row = int(digits)
    if not (1 <= row <= MAX_ROW and column <= MAX_COLUMN):
        message = f"outside the sheet: {cell!r}"
        raise ValueError(message)
    return row, column


@record
class Area:
    """A rectangle of cells, both corners included."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        """Spell the rectangle as ``A1:C3``."""
        return f"{a1(self.top, self.left)}:{a1(self.bottom, self.right)}"


def parse_area(text: str) -> Area:
    """Read ``A1:C3`` or ``A1``; ValueError where it is no rectangle of a sheet."""
    first, _, last = text.partition(":")
    top, left = parse_a1(first)
    bottom, right = parse_a1(last or first)
    if bottom < top or right < left:
        message = f"corners out of order: {text!r}"
        raise ValueError(message)
    return Area(top, left, bottom, right)


@record
class Place:
    """One cell of one sheet."""

    sheet: str
    row: int
    column: int

    @property
    def cell(self) -> str:
        """The address without the sheet, ``E12``."""
        return a1(self.row, self.column)

    def __str__(self) -> str:
        """Spell the address with its sheet, ``计分表!E12``."""
        return f"{self.sheet}!{self.cell}"
