"""The results sheet of the marked copy: every finding with a link to its cell, and what was not checked.

All text stands in inline strings: a leading ``=`` or ``@`` is a character there, never a formula.
"""

from __future__ import annotations

import re

from xlplugin.excel.splice import escape, quoted
from xlplugin.excel.styles import TINTS
from xlplugin.excel.wording import LONGEST, counts, depths, line_count, remarks, skipped
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
    "</worksheet>"
)


@record
class Sheets:
    """What the results sheet must know of the workbook.

    Its main namespace, sheets with cells, hidden ones, sentences that stand on top, and the former style of marked
    cells by row.
    """

    space: str
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


def _cell(text: str, style: int) -> str:
    """A text cell from behind its address on."""
    if "\r" in text or "_x" in text or len(text) > LONGEST:
        text = _ESCAPED.sub("_x005F_", text[:LONGEST].replace("\r", ""))
    return _spelt(escape(text), style) if text else f' s="{style}"/>'


def _spelt(text: str, style: int) -> str:
    """A text cell from behind its address on, of a text that is XML already."""
    return f' s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _number(number: int, style: int) -> str:
    """A cell with a number from behind its address on."""
    return f' s="{style}"><v>{number}</v></c>'


def _row(row: int, cells: Sequence[str], lines: int = 0) -> str:
    """A row as high as so many lines; of Excel's own height where none are given."""
    inside = "".join([f'<c r="{column}{row}"{cell}' for column, cell in zip(_COLUMNS, cells, strict=False)])
    return f'<row r="{row}"{_height(lines) if lines else ""}>{inside}</row>'


def _height(lines: int) -> str:
    return f' ht="{min(lines * _LINE_HEIGHT + 4, _TALLEST)}" customHeight="1"'


class _Table:
    """The table of the findings, row by row, with the links to their cells; what many rows share is spelt once."""

    __slots__ = (
        "_deep",
        "_formats",
        "_header",
        "_numbers",
        "_shared",
        "_sheets",
        "_targets",
        "_words",
        "links",
        "rows",
    )

    def __init__(self, findings: Sequence[Finding], sheets: Sheets, formats: _Formats, words: dict[str, str]) -> None:
        self._numbers = {finding.id: number for number, finding in enumerate(findings, 1)}
        self._deep = depths(findings)
        self._header = header_row(sheets.remarks)
        self._sheets, self._formats, self._words = sheets, formats, words
        self._shared: dict[tuple[str, int, int], tuple[str, int]] = {}
        self._targets: dict[str, str] = {}
        self.rows: list[str] = []
        self.links: list[str] = []

    def add(self, number: int, finding: Finding, figures: list[str]) -> None:
        """Add the row of a finding; ``figures`` are its arithmetic, line by line."""
        formats, at, cell, sheet = self._formats, self._header + number, finding.place.cell, finding.place.sheet
        body, linked = formats.body, sheet in self._sheets.linkable
        depth = min(self._deep[finding.id], _DEEPEST)
        told = "\n".join(remarks(finding, self._numbers, self._words) + figures)
        stated, expected = finding.stated or "", finding.expected or ""
        severity = finding.severity if finding.counts else "explained"
        gravity, gravity_lines = self._repeated(self._words[severity], 1, formats.severity.get(severity, body))
        shown = self._words["hidden"].format(sheet) if sheet in self._sheets.hidden else sheet
        where, where_lines = self._repeated(shown, 2, body)
        basis, basis_lines = self._repeated(str(finding.basis), 8, body)
        code, code_lines = self._repeated(finding.code, 9, body)
        lines = max(
            gravity_lines,
            where_lines,
            basis_lines,
            code_lines,
            -(-len(str(number)) // (_WIDTHS[0] - 1)),
            -(-len(cell) // (_WIDTHS[3] - 1)),
            line_count(finding.message, _WIDTHS[4] - _INDENT * depth - 1),
            line_count(stated, _WIDTHS[5] - 1),
            line_count(expected, _WIDTHS[6] - 1),
            line_count(told, _WIDTHS[7] - 1),
        )
        self.rows.append(
            f'<row r="{at}"{_height(lines)}><c r="A{at}"{_number(number, body)}<c r="B{at}"{gravity}'
            f'<c r="C{at}"{where}<c r="D{at}"{_spelt(cell, formats.link if linked else body)}'
            f'<c r="E{at}"{_cell(finding.message, formats.set_in(depth))}<c r="F{at}"{_cell(stated, body)}'
            f'<c r="G{at}"{_cell(expected, body)}<c r="H{at}"{_cell(told, body)}<c r="I{at}"{basis}<c r="J{at}"{code}'
            f"{self._kept(at, number)}</row>"
        )
        if linked:
            self.links.append(f'<hyperlink ref="D{at}" location={self._target(sheet)}{cell}"/>')

    def _repeated(self, text: str, column: int, style: int) -> tuple[str, int]:
        """A text that many rows have in this column, as a cell, and how many lines it takes."""
        key = text, column, style
        if key not in self._shared:
            self._shared[key] = _cell(text, style), line_count(text, _WIDTHS[column] - 1)
        return self._shared[key]

    def _kept(self, at: int, number: int) -> str:
        """The former format of a marked cell, in the hidden column."""
        style = self._sheets.kept.get(at)
        return "" if style is None else f'<c r="K{at}"{_spelt(self._words["kept"].format(number), style)}'

    def _target(self, sheet: str) -> str:
        """A place on a sheet as the attribute of a link, up to the address of its cell."""
        if sheet not in self._targets:
            self._targets[sheet] = quoted("'" + sheet.replace("'", "''") + "'!")[:-1]
        return self._targets[sheet]


def _skipped(file: FileRun, start: int, formats: _Formats, words: dict[str, str]) -> list[str]:
    """The rows of what was not checked: effect, sheet, what and why."""
    left_out = skipped(file, words)
    if not left_out:
        return []
    number, effect, sheet, what, why = words["skipped_columns"].split()
    titles = [number, effect, sheet, what, "", "", why, "", "", ""]
    rows = [_row(start, [_cell(words["skipped"], formats.title)])]
    rows.append(_row(start + 1, [_cell(title, formats.head) for title in titles]))
    widths = _WIDTHS[0], _WIDTHS[1], _WIDTHS[2], sum(_WIDTHS[3:6]), sum(_WIDTHS[6:])
    for index, texts in enumerate(left_out, 1):
        lines = max(line_count(text, width - 1) for text, width in zip((str(index), *texts), widths, strict=True))
        reach, where, part, reason = [_cell(text, formats.body) for text in texts]
        empty = [_cell("", formats.body)] * 3
        cells = [_number(index, formats.body), reach, where, part, *empty[:2], reason, *empty]
        rows.append(_row(start + 1 + index, cells, lines))
    return rows


def _merges(titles: int, count: int) -> list[str]:
    """The merged areas below ``titles``, the row of the column titles of what was not checked, that row included."""
    rows = range(titles, titles + count + 1) if count else ()
    return [f'<mergeCell ref="{Area(row, left, row, right)}"/>' for row in rows for left, right in (_WHAT, _WHY)]


def _top(file: FileRun, sheets: Sheets, formats: _Formats, words: dict[str, str]) -> list[str]:
    """Title, file name, counts, remarks and column titles."""
    name = file.file.replace("\\", "/").rpartition("/")[2]
    lines = [words["file"].format(name), counts(file, words), *sheets.remarks]
    rows = [_row(1, [_cell(words["title"], formats.title)])]
    rows += [_row(at, [_cell(line, formats.line)]) for at, line in enumerate(lines, 2)]
    if file.findings:
        head = [_cell(title, formats.head) for title in words["columns"].split()]
        return [*rows, _row(header_row(sheets.remarks), head)]
    said = words["none_partly" if file.not_checked else "none"]
    return [*rows, _row(header_row(sheets.remarks), [_cell(said, formats.line)])]


def results_sheet(
    file: FileRun, figures: Sequence[list[str]], sheets: Sheets, book: StyleBook, words: dict[str, str]
) -> str:
    """The XML of the results sheet; its formats are added to ``book``.

    ``figures`` are the arithmetic of every finding, line by line.
    """
    formats = _Formats(book)
    header = header_row(sheets.remarks)
    table = _Table(file.findings, sheets, formats, words)
    for number, finding in enumerate(file.findings, 1):
        table.add(number, finding, figures[number - 1])
    rows, links, last = table.rows, table.links, header + len(table.rows)
    pane = f'<pane ySplit="{header}" topLeftCell="A{header + 1}" activePane="bottomLeft" state="frozen"/>'
    view = f'<sheetView showGridLines="0" tabSelected="1" workbookViewId="0">{pane if rows else ""}</sheetView>'
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(_WIDTHS, 1)
    )
    widths += _KEPT if sheets.kept else ""
    merges = _merges(last + 3, len(file.not_checked) + len(file.disabled))
    pieces = [
        f'<worksheet xmlns="{sheets.space}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
        f'<sheetViews>{view}</sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>{widths}</cols><sheetData>',
        *_top(file, sheets, formats, words),
        *rows,
        *_skipped(file, last + 2, formats, words),
        "</sheetData>",
        f'<autoFilter ref="A{header}:{a1(last, WIDTH)}"/>' if rows else "",
        f'<mergeCells count="{len(merges)}">{"".join(merges)}</mergeCells>' if merges else "",
        f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else "",
        _PRINT.format(escape(words["page"]), last),
    ]
    return "".join(pieces)
