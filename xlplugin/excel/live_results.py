"""The results sheet in the open book: the same columns and words as in the marked copy, written in one block."""

from __future__ import annotations

from xlplugin.excel.results import first_row, header_row
from xlplugin.excel.styles import TINTS
from xlplugin.excel.wording import arithmetic, counts, depths, remarks, skipped

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
_BELOW = "　　"
"""Sets a consequence in below its cause; indents of a cell cannot be had alike on Windows and macOS."""
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
    if finding.counts:
        sheet.range((row, _SEVERITY_COLUMN)).color = "#" + TINTS[finding.severity][2:]


def _literal(value: str | int) -> str | int:
    """A text that Excel takes as it stands: without the apostrophe ``=1``, ``3/4`` and ``9.50`` become other things."""
    return "'" + value[:_LONGEST] if isinstance(value, str) and value else value


def _padded(row: Iterable[str | int]) -> list[str | int]:
    cells = list(row)
    return cells + [""] * (_WIDTH - len(cells))


def _top(file: FileRun, words: dict[str, str]) -> list[list[str | int]]:
    last = [words["none_partly" if file.not_checked else "none"]]
    if file.findings:
        last = words["columns"].split()
    return [[words["title"]], [words["file"].format(file.file)], [counts(file, words)], list(last)]


def _findings(file: FileRun, hidden: set[str], words: dict[str, str]) -> list[list[str | int]]:
    numbers = {finding.id: number for number, finding in enumerate(file.findings, 1)}
    deep = depths(file.findings)
    rows: list[list[str | int]] = []
    for number, finding in enumerate(file.findings, 1):
        lines = remarks(finding, numbers, words) + arithmetic(finding, words)
        text = _BELOW * deep[finding.id] + finding.message
        severity = words[finding.severity if finding.counts else "explained"]
        name = finding.place.sheet
        where = words["hidden"].format(name) if name in hidden else name
        told = (text, finding.stated or "", finding.expected or "", "\n".join(lines), str(finding.basis))
        rows.append([number, severity, where, finding.place.cell, *told, finding.code])
    return rows


def _skipped(file: FileRun, words: dict[str, str]) -> list[list[str | int]]:
    left_out = skipped(file, words)
    if not left_out:
        return []
    rows: list[list[str | int]] = [[], [words["skipped"]]]
    number, effect, sheet, what, why = words["skipped_columns"].split()
    rows.append([number, effect, sheet, "", what, "", "", why])
    for index, (reach, where, part, reason) in enumerate(left_out, 1):
        rows.append([index, reach, where, "", part, "", "", reason])
    return rows
