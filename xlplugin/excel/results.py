"""The results sheet of the marked copy: every finding with a link to its cell, and what was not checked.

All text stands in inline strings: a leading ``=`` or ``@`` is a character there, never a formula.
"""

from __future__ import annotations

import re

from xlplugin.excel.splice import escape, quoted
from xlplugin.excel.styles import TINTS
from xlplugin.excel.wording import LONGEST, arithmetic, counts, depths, line_count, remarks, skipped
from xlplugin.model import SEVERITIES
from xlplugin.place import Area, a1
from xlplugin.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlplugin.excel.styles import StyleBook
    from xlplugin.model import FileRun, Finding

__all__ = ["WIDTH", "Sheets", "first_row", "header_row", "results_sheet"]

WIDTH = 10
"""Columns of the results sheet."""

_WIDTHS = (5, 9, 16, 8, 38, 11, 11, 30, 22, 8)
_COLUMNS = "ABCDEFGHIJK"
_TEXT = 4
"""The position of the text of a finding, counted from 0."""
_KEPT = '<col min="11" max="11" width="9" hidden="1" customWidth="1"/>'
"""The column behind the last one: an application that saves the copy renumbers styles, but not in this column alone."""
_LINE_HEIGHT, _TALLEST = 15, 409
"""Points of a line of 10-point text, and of the tallest row that Excel allows."""
_WHAT, _WHY = (4, 6), (7, WIDTH)
"""First and last column of the merged areas that say what was not checked and why."""
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_FONT = '<font>{}<sz val="{}"/>{}<name val="宋体"/><family val="3"/><charset val="134"/></font>'
_EDGE = '<{0} style="thin"><color rgb="FFBFBFBF"/></{0}>'
_BORDER = (
    "<border>" + "".join(_EDGE.format(side) for side in ("left", "right", "top", "bottom")) + "<diagonal/></border>"
)
_TOP = '<alignment horizontal="left" vertical="top" wrapText="1"/>'
_BELOW = '<alignment horizontal="left" vertical="top" wrapText="1" indent="{}"/>'
_INDENT, _DEEPEST = 2, 6
"""Steps by which a consequence is set in below its cause, of about a digit each, and how often at most."""
_MIDDLE = '<alignment horizontal="center" vertical="center" wrapText="1"/>'
_HEAD_FILL = "FFD9D9D9"
_PRINT = (
    '<printOptions horizontalCentered="1"/>'
    '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>'
    '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
    "<headerFooter><oddFooter>{}</oddFooter></headerFooter>"
    '<ignoredErrors><ignoredError sqref="A1:J{}" numberStoredAsText="1"/></ignoredErrors>'
)


@record
class Sheets:
    """What the results sheet must know of the workbook.

    Sheets with cells, hidden ones, sentences that stand on top, and the former style of marked cells by row.
    """

    linkable: frozenset[str]
    hidden: frozenset[str]
    remarks: tuple[str, ...]
    kept: Mapping[int, int]


def header_row(remarks: Sequence[str]) -> int:
    """The row of the column titles: below title, file, counts and remarks."""
    return 4 + len(remarks)


def first_row(remarks: Sequence[str]) -> int:
    """The row of the first finding."""
    return header_row(remarks) + 1


class _Formats:
    """The formats of the results sheet, each by what it is for."""

    __slots__ = ("_below", "_book", "_made", "body", "head", "line", "link", "severity", "title")

    def __init__(self, book: StyleBook) -> None:
        body = _FONT.format("", 10, "")
        self.title = book.format(font=_FONT.format("<b/>", 16, ""))
        self.line = book.format(font=body)
        self.head = book.format(_FONT.format("<b/>", 10, ""), _HEAD_FILL, _BORDER, _MIDDLE)
        self.body = book.format(body, "", _BORDER, _TOP)
        self.link = book.format(_FONT.format("<u/>", 10, '<color rgb="FF0563C1"/>'), "", _BORDER, _TOP)
        self.severity = {name: book.format(body, TINTS[name], _BORDER, _TOP) for name in SEVERITIES}
        self._book, self._below, self._made = book, body, {0: self.body}

    def set_in(self, depth: int) -> int:
        """The format of a text that stands so many causes deep."""
        if depth not in self._made:
            self._made[depth] = self._book.format(self._below, "", _BORDER, _BELOW.format(_INDENT * depth))
        return self._made[depth]


def _cell(row: int, column: str, value: str | int, style: int) -> str:
    start = f'<c r="{column}{row}" s="{style}"'
    if isinstance(value, int):
        return f"{start}><v>{value}</v></c>"
    text = value[:LONGEST].replace("\r", "")
    text = escape(_ESCAPED.sub("_x005F_", text) if "_x" in text else text)
    return f'{start} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>' if text else f"{start}/>"


def _row(row: int, cells: Sequence[tuple[str | int, int]], widths: Sequence[int] = ()) -> str:
    """A row, as high as its texts need in columns of these widths; of Excel's own height where none are given."""
    inside = "".join(
        [_cell(row, column, value, style) for column, (value, style) in zip(_COLUMNS, cells, strict=False)]
    )
    taken = [line_count(str(value), width - 1) for (value, _), width in zip(cells, widths, strict=False)]
    lines = max(taken, default=0)
    height = f' ht="{min(lines * _LINE_HEIGHT + 4, _TALLEST)}" customHeight="1"' if lines else ""
    return f'<row r="{row}"{height}>{inside}</row>'


def _finding(
    number: int, finding: Finding, numbers: Mapping[str, int], sheets: Sheets, words: dict[str, str]
) -> list[str | int]:
    """What the row of a finding says, column by column."""
    lines = remarks(finding, numbers, words) + arithmetic(finding, words)
    sheet = finding.place.sheet
    return [
        number,
        words[finding.severity if finding.counts else "explained"],
        words["hidden"].format(sheet) if sheet in sheets.hidden else sheet,
        finding.place.cell,
        finding.message,
        finding.stated or "",
        finding.expected or "",
        "\n".join(lines),
        str(finding.basis),
        finding.code,
    ]


def _findings(file: FileRun, sheets: Sheets, formats: _Formats, words: dict[str, str]) -> tuple[list[str], list[str]]:
    """The rows of all findings and the links to their cells."""
    rows, links = [], []
    numbers = {finding.id: number for number, finding in enumerate(file.findings, 1)}
    deep = depths(file.findings)
    for number, finding in enumerate(file.findings, 1):
        depth = min(deep[finding.id], _DEEPEST)
        at = header_row(sheets.remarks) + number
        linked = finding.place.sheet in sheets.linkable
        styles = [formats.body] * WIDTH
        styles[1] = formats.severity[finding.severity] if finding.counts else formats.body
        styles[3] = formats.link if linked else formats.body
        styles[_TEXT] = formats.set_in(depth)
        widths = [*_WIDTHS[:_TEXT], _WIDTHS[_TEXT] - _INDENT * depth, *_WIDTHS[_TEXT + 1 :]]
        values = _finding(number, finding, numbers, sheets, words)
        cells = list(zip(values, styles, strict=True))
        if at in sheets.kept:
            cells.append((words["kept"].format(number), sheets.kept[at]))
        rows.append(_row(at, cells, widths))
        if linked:
            target = "'" + finding.place.sheet.replace("'", "''") + f"'!{finding.place.cell}"
            links.append(f'<hyperlink ref="{a1(at, 4)}" location={quoted(target)}/>')
    return rows, links


def _skipped(file: FileRun, start: int, formats: _Formats, words: dict[str, str]) -> list[str]:
    """The rows of what was not checked: effect, sheet, what and why."""
    left_out = skipped(file, words)
    if not left_out:
        return []
    number, effect, sheet, what, why = words["skipped_columns"].split()
    titles = [number, effect, sheet, what, "", "", why, "", "", ""]
    rows = [_row(start, [(words["skipped"], formats.title)])]
    rows.append(_row(start + 1, [(title, formats.head) for title in titles]))
    widths = [*_WIDTHS[:3], sum(_WIDTHS[3:6]), *_WIDTHS[4:6], sum(_WIDTHS[6:])]
    for index, (reach, where, part, reason) in enumerate(left_out, 1):
        values: list[str | int] = [index, reach, where, part, "", "", reason, "", "", ""]
        rows.append(_row(start + 1 + index, [(value, formats.body) for value in values], widths))
    return rows


def _merges(titles: int, count: int) -> list[str]:
    """The merged areas below ``titles``, the row of the column titles of what was not checked, that row included."""
    rows = range(titles, titles + count + 1) if count else ()
    return [f'<mergeCell ref="{Area(row, left, row, right)}"/>' for row in rows for left, right in (_WHAT, _WHY)]


def _top(file: FileRun, sheets: Sheets, formats: _Formats, words: dict[str, str]) -> list[str]:
    """Title, file name, counts, remarks and column titles."""
    name = file.file.replace("\\", "/").rpartition("/")[2]
    lines = [words["file"].format(name), counts(file, words), *sheets.remarks]
    rows = [_row(1, [(words["title"], formats.title)])]
    rows += [_row(at, [(line, formats.line)]) for at, line in enumerate(lines, 2)]
    if file.findings:
        head = [(title, formats.head) for title in words["columns"].split()]
        return [*rows, _row(header_row(sheets.remarks), head)]
    said = words["none_partly" if file.not_checked else "none"]
    return [*rows, _row(header_row(sheets.remarks), [(said, formats.line)])]


def results_sheet(file: FileRun, sheets: Sheets, book: StyleBook, words: dict[str, str], space: str) -> str:
    """The XML of the results sheet in the namespace ``space``; its formats are added to ``book``."""
    formats = _Formats(book)
    header = header_row(sheets.remarks)
    rows, links = _findings(file, sheets, formats, words)
    last = header + len(rows)
    pane = f'<pane ySplit="{header}" topLeftCell="A{header + 1}" activePane="bottomLeft" state="frozen"/>'
    view = f'<sheetView showGridLines="0" tabSelected="1" workbookViewId="0">{pane if rows else ""}</sheetView>'
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(_WIDTHS, 1)
    )
    widths += _KEPT if sheets.kept else ""
    merges = _merges(last + 3, len(file.not_checked) + len(file.disabled))
    body = _top(file, sheets, formats, words) + rows + _skipped(file, last + 2, formats, words)
    return (
        f'<worksheet xmlns="{space}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f"<sheetViews>{view}</sheetViews>"
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{widths}</cols><sheetData>{"".join(body)}</sheetData>'
        + (f'<autoFilter ref="A{header}:{a1(last, WIDTH)}"/>' if rows else "")
        + (f'<mergeCells count="{len(merges)}">{"".join(merges)}</mergeCells>' if merges else "")
        + (f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else "")
        + _PRINT.format(escape(words["page"]), last)
        + "</worksheet>"
    )
