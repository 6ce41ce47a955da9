"""The order in which findings are read, the same in every report."""

from __future__ import annotations

from xlplugin.model import SEVERITIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from xlplugin.model import FileRun, Finding

__all__ = ["ordered"]


def ordered(file: FileRun) -> tuple[Finding, ...]:
    """The findings of a workbook: sheet by sheet as in the file, gravest first, then from the top left cell."""
    positions = {sheet.sheet: position for position, sheet in enumerate(file.sheets)}

    def key(finding: Finding) -> tuple[int, str, int, int, int, str, str]:
        place = finding.place
        sheet = positions.get(place.sheet, len(positions))
        gravity = SEVERITIES.index(finding.severity)
        return sheet, place.sheet, gravity, place.row, place.column, finding.code, finding.id

    return tuple(sorted(file.findings, key=key))
