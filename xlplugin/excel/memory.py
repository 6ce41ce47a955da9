"""What the sheets of a workbook share while they are read, and the limits that hold for all of them together."""

from __future__ import annotations

import re
from decimal import Decimal

from xlplugin.excel import refusals
from xlplugin.grid import number_from_xml
from xlplugin.place import parse_a1

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

    from xlplugin.grid import Value

__all__ = ["MAX_FILLED", "MAX_TEXT", "MAX_TEXTS", "IrregularError", "Memory"]

MAX_FILLED = 60_000
"""Cells of a workbook that hold something; a form has 120, a large one 300, a workbook of 200 forms under 40,000.

So many in rows of one form, with a finding in every third of them, take five seconds and 250 MiB.
"""

MAX_TEXT = 32_767
"""Characters of the text of a cell (Microsoft, "Excel specifications and limits")."""

MAX_TEXTS = 4_000_000
"""Characters of all cells of a workbook, a shared string counted wherever it stands; a form has under 100,000."""

_LOOK = re.compile(
    r'(?: s="([0-9]++)")?+(?: t="([a-zA-Z]++)")?+(?: cm="[^"]*+")?+(?: vm="[^"]*+")?+(?: ph="[^"]*+")?+ ?'
)


class IrregularError(Exception):
    """The text of a worksheet part has not the canonical shape."""


class _Numbers(dict[str, Decimal]):
    """Numbers by their spelling: the same few stand all over a form."""

    def __missing__(self, text: str) -> Decimal:
        self[text] = number = number_from_xml(text)
        return number


class _Columns(dict[str, int]):
    """Column numbers by their letters; ValueError where these are no column."""

    def __missing__(self, letters: str) -> int:
        self[letters] = column = parse_a1(letters + "1")[1]
        return column


class _Looks(dict[str, tuple[int | None, str]]):
    """The style id of a cell, None where it has none, and its type, by the spelling of both."""

    def __missing__(self, text: str) -> tuple[int | None, str]:
        found = _LOOK.fullmatch(text)
        if not found:
            raise IrregularError
        style, kind = found.groups()
        look = None if style is None else int(style), kind or ""
        return self.setdefault(text, look) if len(text) < 64 else look  # noqa: PLR2004  a usual one has 15 characters


class Memory:
    """What the sheets of a workbook share: strings, and numbers, columns, styles and types already understood.

    ``cells`` counts what has been read of all sheets, ``filled`` those that hold something, ``texts`` the characters
    of their texts where there may be many, ``expanded`` those of shared formulas spelt out.
    """

    __slots__ = ("cells", "columns", "expanded", "filled", "longest", "looks", "numbers", "strings", "texts")

    def __init__(self, strings: dict[str, str]) -> None:
        """Start a workbook with its shared strings, by index as text; RefusedError where one is too long."""
        self.strings = strings
        self.numbers, self.columns, self.looks = _Numbers(), _Columns(), _Looks()
        self.cells = self.filled = self.expanded = self.texts = 0
        self.longest = max(map(len, strings.values()), default=0)
        if self.longest > MAX_TEXT:
            raise refusals.long_text(max(strings.values(), key=len), MAX_TEXT)

    def weigh(self, values: Collection[Value]) -> None:
        """Count what a sheet holds; RefusedError where it is too much for one workbook."""
        self.filled += len(values)
        if self.filled > MAX_FILLED:
            raise refusals.too_many(refusals.FILLED, MAX_FILLED)
        if self.cells * self.longest > MAX_TEXTS:  # few shared strings may stand in very many cells
            self.texts += sum(len(value) for value in values if isinstance(value, str))
        if self.texts > MAX_TEXTS:
            raise refusals.too_many(refusals.TEXTS, MAX_TEXTS)
