"""The results sheet in the open book: the same columns and words as in the marked copy, written in one block."""

from __future__ import annotations

from xlplugin.excel.results import first_row, header_row
from xlplugin.excel.styles import TINTS
from xlplugin.excel.wording import arithmetic
from xlplugin.model import SEVERITIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlwings import Sheet

    from xlplugin.grid import Workbook
    from xlplugin.model import FileRun, Finding

__all__ = ["write"]

_WIDTHS = (5, 9, 16, 8, 38, 11, 11, 30, 22, 8)
_WIDTH = len(_WIDTHS)
_LONGEST = 8_000
"""Characters of one cell: Excel does not take longer ones in a block."""
_HEAD_FILL = "#D9D9D9"
_LINK_COLUMN, _SEVERITY_COLUMN = 4, 2


def write(sheet: Sheet, workbook: Workbook, file: FileRun, words: dict[str, str]) -> None:
    """Fill an empty sheet with the findings and what was not checked; a call per finding makes its link."""
    hidden = {grid.name for grid in workbook.sheets if grid.visibility != "visible"}
    top = _top(file, words)
    found = _findings(file, hidden, words)
    rows = [*top, *found, *_skipped(file, words)]
    for column, width in enumerate(_WIDTHS, 1):
        sheet.range((1, column)).column_width = width
    block = sheet.range((1, 1), (len(rows), _WIDTH))
    block.value = [_padded(map(_literal, row)) for row in rows]
    block.vertical_alignment = "top"
    block.wrap_text = True
    sheet.range((1, 1), (len(top) - bool(found), 1)).wrap_text = False
    block.rows.autofit()
    sheet.range("A1").font.bold = True
    if not found:
        return
    head = sheet.range((header_row(()), 1), (header_row(()), _WIDTH))
    head.color = _HEAD_FILL
    head.font.bold = True
    for row, finding in enumerate(file.findings, first_row(())):
        _link(sheet, row, finding)


def _link(sheet: Sheet, row: int, finding: Finding) -> None:
    target = "#'" + finding.place.sheet.replace("'", "''") + f"'!{finding.place.cell}"
    sheet.range((row, _LINK_COLUMN)).add_hyperlink(target, finding.place.cell, str(finding.place))
    sheet.range((row, _SEVERITY_COLUMN)).color = "#" + TINTS[finding.severity][2:]


def _literal(value: str | int) -> str | int:
    """A text that Excel takes as it stands: without the apostrophe ``=1``, ``3/4`` and ``9.50`` become other things."""
    return "'" + value[:_LONGEST] if isinstance(value, str) and value else value


def _padded(row: Iterable[str | int]) -> list[str | int]:
    cells = list(row)
    return cells + [""] * (_WIDTH - len(cells))


def _top(file: FileRun, words: dict[str, str]) -> list[list[str | int]]:
    counts = [sum(finding.severity == severity for finding in file.findings) for severity in SEVERITIES]
    last = [words["none_partly" if file.not_checked else "none"]]
    if file.findings:
        last = words["columns"].split()
    told = words["counts"].format(*counts, len(file.not_checked))
    return [[words["title"]], [words["file"].format(file.file)], [told], list(last)]


def _findings(file: FileRun, hidden: set[str], words: dict[str, str]) -> list[list[str | int]]:
    numbers = {finding.id: number for number, finding in enumerate(file.findings, 1)}
    rows: list[list[str | int]] = []
    for number, finding in enumerate(file.findings, 1):
        cause = numbers.get(finding.caused_by or "")
        lines = arithmetic(finding, words) + ([words["caused"].format(cause)] if cause else [])
        name = finding.place.sheet
        where = words["hidden"].format(name) if name in hidden else name
        told = (finding.message, finding.stated or "", finding.expected or "", "\n".join(lines), str(finding.basis))
        rows.append([number, words[finding.severity], where, finding.place.cell, *told, finding.code])
    return rows


def _skipped(file: FileRun, words: dict[str, str]) -> list[list[str | int]]:
    if not file.not_checked:
        return []
    rows: list[list[str | int]] = [[], [words["skipped"]]]
    number, effect, sheet, what, why = words["skipped_columns"].split()
    rows.append([number, effect, sheet, "", what, "", "", why])
    for index, note in enumerate(file.not_checked, 1):
        reach = words["blocking" if note.blocking else "partial"]
        rows.append([index, reach, note.sheet or words["book"], "", note.what, "", "", note.why])
    return rows
