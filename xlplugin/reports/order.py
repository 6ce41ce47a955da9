"""The order in which findings are read, the same in every report."""

from __future__ import annotations

from xlplugin.model import SEVERITIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import FileRun, Finding

__all__ = ["ordered", "outline"]


def ordered(file: FileRun) -> tuple[Finding, ...]:
    """The findings of a workbook in reading order: see ``outline``."""
    return tuple(finding for finding, _ in outline(file))


def outline(file: FileRun) -> tuple[tuple[Finding, int], ...]:
    """The findings of a workbook, causes before what follows from them, each with its depth (0 for a cause).

    Causes stand sheet by sheet as in the file, gravest first, then from the top left cell; consequences likewise
    below their cause, wherever they stand.
    """
    positions = {sheet.sheet: position for position, sheet in enumerate(file.sheets)}

    def key(finding: Finding) -> tuple[int, str, int, int, int, str, str]:
        place = finding.place
        sheet = positions.get(place.sheet, len(positions))
        gravity = SEVERITIES.index(finding.severity)
        return sheet, place.sheet, gravity, place.row, place.column, finding.code, finding.id

    following: dict[str | None, list[Finding]] = {}
    known = {finding.id for finding in file.findings}
    for finding in sorted(file.findings, key=key):
        cause = finding.caused_by if finding.caused_by in known and finding.caused_by != finding.id else None
        following.setdefault(cause, []).append(finding)

    def told(cause: str | None, depth: int) -> Iterator[tuple[Finding, int]]:
        for finding in following.pop(cause, ()):
            yield finding, depth
            yield from told(finding.id, depth + 1)

    found = [*told(None, 0)]
    for cause in tuple(following):  # findings that cause each other in a ring are told all the same
        found += told(cause, 0)
    return tuple(found)
