"""What a unit says about a finding: a written reason that lives in the workbook."""

from __future__ import annotations

from xlplugin.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from xlplugin.place import Place

__all__ = ["LAPSED", "VALID", "Explanation"]

VALID = "valid"
"""The figures it was written for still stand."""
LAPSED = "lapsed"
"""The figures have changed since, or it lacks a reason, a writer or a date: it does not hold."""


@record
class Explanation:
    """One written reason: the ``id`` of the finding it was written for, the text, who wrote it and when.

    ``place`` is the cell of the text on the sheet 审核说明; ``state`` is ``valid`` or ``lapsed``; ``about`` is the cell
    of the finding when the sheet was written (``表!A1``), empty where the sheet does not say.
    """

    id: str
    text: str
    by: str
    date: str
    place: Place
    state: str = VALID
    about: str = ""
