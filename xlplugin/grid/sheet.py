"""Workbook and Grid: what a reader hands on, and all that the engine sees of a file."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.record import field, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlplugin.place import Area

__all__ = ["ErrorValue", "Grid", "Value", "Workbook", "number_from_xml", "shown"]


@record
class ErrorValue:
    """A cell that shows an Excel error such as ``#DIV/0!``: a value, never a blank."""

    code: str

    def __str__(self) -> str:
        """Show the error as Excel does."""
        return self.code


Value = str | Decimal | bool | ErrorValue
"""What a cell may hold. A blank cell holds nothing: it is absent from ``Grid.values``."""

SIGNIFICANT = 15
"""Digits Excel keeps and shows of a number (Microsoft, "Excel specifications and limits")."""

LARGEST = 308
"""The decimal exponent that no number of a cell exceeds: 9.99E+307 is the largest (same source)."""


def number_from_xml(text: str) -> Decimal:
    """Read the number of a cell as Excel shows it: at most 15 significant digits.

    Files hold binary floats (``80.900000000000006``); a clerk typed 80.9.
    ArithmeticError or ValueError where the text is no number that a cell can hold.
    """
    if "_" in text or not text.isascii():  # Python takes 1_000 and １２ for numbers; the schema (xsd:double) does not
        message = f"not spelt as in XML: {text!r}"
        raise ValueError(message)
    number = Decimal(text if len(text) <= SIGNIFICANT else format(float(text), f".{SIGNIFICANT}g"))
    if not number.is_finite() or abs(number.adjusted()) > LARGEST:
        message = f"no number of a cell: {text!r}"
        raise ValueError(message)
    return number


def shown(value: Value | None) -> str:
    """Show a value as plain text, without its number format; blank is the empty text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value)


@record
class Grid:
    """One sheet. Keys are ``(row, column)``, counted from 1.

    ``values`` holds the stored or cached value of every cell that is not blank,
    ``formulas`` the formula text without ``=`` (shared formulas expanded),
    ``styles`` the style id of every cell that has one,
    ``visibility`` is ``visible``, ``hidden`` or ``veryHidden``.
    ``formulas`` is None where the file type does not let formulas be seen.
    """

    name: str
    values: Mapping[tuple[int, int], Value] = field(default_factory=dict)
    formulas: Mapping[tuple[int, int], str] | None = field(default_factory=dict)
    merges: tuple[Area, ...] = ()
    styles: Mapping[tuple[int, int], int] = field(default_factory=dict)
    visibility: str = "visible"
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


@record
class Workbook:
    """All sheets of a file in their order.

    ``formats`` gives the number format code of a style id (``0.00%``; ``General`` where none is set).
    ``other_sheets`` names what is no worksheet: chart sheets, macro sheets, dialogs.
    """

    sheets: tuple[Grid, ...]
    formats: tuple[str, ...] = ()
    other_sheets: tuple[str, ...] = ()

    def number_format(self, style: int) -> str:
        """The number format code of a style id, ``General`` where the file does not say."""
        return self.formats[style] if 0 <= style < len(self.formats) else "General"
