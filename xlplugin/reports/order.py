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

    Causes stand sheet by sheet as in the file, gravest first, then from the top left cell; a cause is as grave as
    the gravest of what follows from it. Consequences stand likewise below their cause, on whichever sheet they are.
    """
    positions = {sheet.sheet: position for position, sheet in enumerate(file.sheets)}
    gravity = _gravity(file.findings)

    def key(finding: Finding) -> tuple[int, str, int, int, int, str, str]:
        place = finding.place
        sheet = positions.get(place.sheet, len(positions))
        return sheet, place.sheet, gravity[finding.id], place.row, place.column, finding.code, finding.id

    following: dict[str | None, list[Finding]] = {}
    for finding in sorted(file.findings, key=key):
        cause = finding.caused_by if finding.caused_by in gravity and finding.caused_by != finding.id else None
        following.setdefault(cause, []).append(finding)

    def told(cause: str | None, depth: int) -> Iterator[tuple[Finding, int]]:
        for finding in following.pop(cause, ()):
            yield finding, depth
            yield from told(finding.id, depth + 1)

    found = [*told(None, 0)]
    for cause in tuple(following):  # findings that cause each other in a ring are told all the same
        found += told(cause, 0)
    return tuple(found)


def _gravity(findings: tuple[Finding, ...]) -> dict[str, int]:
    """How grave each finding is by its id, with all that follows from it."""
    gravity = {finding.id: SEVERITIES.index(finding.severity) for finding in findings}
    causes = {finding.id: finding.caused_by for finding in findings}
    for finding in findings:
        own = SEVERITIES.index(finding.severity)
        cause, passed = finding.caused_by, {finding.id}
        while cause in gravity and cause not in passed:
            passed.add(cause)
            gravity[cause] = min(gravity[cause], own)
            cause = causes[cause]
    return gravity
