"""How a form differs from the blank of its edition."""

from __future__ import annotations

from xlplugin.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from xlplugin.place import Place

__all__ = [
    "COLUMNS",
    "FORMULA",
    "HIDDEN",
    "INSERTED",
    "MISSING",
    "REPLACED",
    "ROWS",
    "SHEET",
    "TEXT",
    "TORN",
    "WEIGHT",
    "Difference",
]

WEIGHT = "weight"
"""A printed full mark is another one, or is gone."""
MISSING = "missing"
"""A row that the form prints for everybody is gone."""
INSERTED = "inserted"
"""A row stands among fixed rows that the blank does not print."""
TEXT = "text"
"""A printed header, label or scoring sentence is another one, or is gone."""
REPLACED = "replaced"
"""A number, or nothing, stands where the blank has a formula."""
FORMULA = "formula"
"""A formula that uses other cells than the blank's, or gives another result."""
HIDDEN = "hidden"
"""Rows, columns or the whole sheet of a form are hidden."""
ROWS, COLUMNS, SHEET = "rows", "columns", "sheet"
"""What sort of part is hidden, as ``Difference.stated`` says."""
TORN = "torn"
"""A merged header of the blank is no longer merged."""


@record
class Difference:
    """One deviation of a form from its blank.

    ``what`` names the thing (a row, a label, ``8—9`` for rows), ``stated`` and ``expected`` are what the form
    and the blank hold there, empty where there is nothing; ``grave`` marks the worse of two degrees:
    a replaced formula whose number is another, a hidden part that holds points or amounts.
    """

    kind: str
    place: Place
    what: str
    stated: str = ""
    expected: str = ""
    grave: bool = False
