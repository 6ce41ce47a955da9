"""The table 校验及解释说明表 as XML: A4, ready to be printed, signed and stamped.

What the unit writes on the sheet 审核说明 shows here by formulas, found by the id of its finding, so that rows may be
sorted there.
"""

from __future__ import annotations

from xlplugin.excel.explanation_cells import computed, filled, row, widths
from xlplugin.excel.explanation_rows import shown_columns
from xlplugin.excel.explanation_words import WORDS
from xlplugin.excel.splice import escape
from xlplugin.place import Area, column_letters

TYPE_CHECKING = False
if TYPE_CHECKING:
    from xlplugin.excel.explanation_cells import Formats
    from xlplugin.excel.explanation_rows import Row
    from xlplugin.excel.explanation_sheet import Told

__all__ = ["HEADER", "print_sheet"]

HEADER = 5
"""The row of the column titles, repeated on every page."""

_WIDTHS = (5, 15, 8, 44, 48, 10)
_WIDTH = len(_WIDTHS)
_LEAST_LINES = 4
"""Room for what is still to be written: some eighty Chinese characters."""

_SIGNED = (1, 3), (4, 4), (5, 6)
"""First and last columns of the parts of the signature line."""

_PAGE = (
    '<printOptions horizontalCentered="1"/>'
    '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.7" header="0.3" footer="0.3"/>'
    '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
    "<headerFooter><oddFooter>{}</oddFooter></headerFooter>"
)


def print_sheet(told: Told, source: str, formats: Formats, space: str) -> str:
    """The XML of the table in the namespace ``space``; ``source`` is the name of the sheet that it shows."""
    asked = [one for one in told.rows if one.place is not None]
    body = _top(told, len(asked), formats)
    body += [_row(HEADER + n, n, one, told, source, formats) for n, one in enumerate(asked, 1)]
    last = HEADER + len(asked) + 2
    body.append(_signatures(last, told.lang, formats))
    merges = [Area(1, 1, 1, _WIDTH), Area(2, 1, 2, 4), Area(2, 5, 2, _WIDTH), Area(3, 1, 3, _WIDTH)]
    merges += [Area(last, left, last, right) for left, right in _SIGNED if right > left]
    merged = "".join(f'<mergeCell ref="{area}"/>' for area in merges)
    return (
        f'<worksheet xmlns="{space}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView showGridLines="0" workbookViewId="0"/></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/>{widths(_WIDTHS)}<sheetData>{"".join(body)}</sheetData>'
        f'<mergeCells count="{len(merges)}">{merged}</mergeCells>'
        f"{_PAGE.format(escape(WORDS[told.lang]['page']))}</worksheet>"
    )


def _top(told: Told, count: int, formats: Formats) -> list[str]:
    """Title, unit and count, forms, column titles."""
    words = WORDS[told.lang]
    forms = words["forms"].format(words["comma"].join(told.titles))
    second = [
        filled((2, 1), words["unit"].format(told.unit), formats.line),
        filled((2, 5), words["count"].format(count), formats.line),
    ]
    head = [filled((HEADER, n), title, formats.head) for n, title in enumerate(words["print_columns"].split("|"), 1)]
    return [
        row(1, [filled((1, 1), words["print_title"], formats.print_title)], least=2),
        row(2, second),
        row(3, [filled((3, 1), forms, formats.note)], [(forms, sum(_WIDTHS))]),
        row(HEADER, head, least=2),
    ]


def _row(at: int, number: int, one: Row, told: Told, source: str, formats: Formats) -> str:
    columns = shown_columns(told.rows)
    place = one.place
    sheet, cell = (place.sheet, place.cell) if place else ("", "")
    cells = [
        filled((at, 1), number, formats.centre),
        filled((at, 2), sheet, formats.ruled),
        filled((at, 3), cell, formats.centre),
        filled((at, 4), one.problem, formats.ruled),
        computed((at, 5), _found(one.id, source, columns, "text"), one.text, formats.ruled),
        computed((at, 6), _found(one.id, source, columns, "by"), one.by, formats.centre),
    ]
    texts = zip(("", sheet, cell, one.problem, one.text, one.by), _WIDTHS, strict=True)
    return row(at, cells, list(texts), _LEAST_LINES)


def _found(id_: str, source: str, columns: tuple[str, ...], wanted: str) -> str:
    """The formula that shows what stands in a column of the sheet in the row of an id; blank stays blank."""
    sheet = "'" + source.replace("'", "''") + "'!"
    column, ids = (column_letters(columns.index(name) + 1) for name in (wanted, "id"))
    return f'IFERROR(INDEX({sheet}${column}:${column},MATCH("{id_}",{sheet}${ids}:${ids},0))&"","")'


def _signatures(at: int, lang: str, formats: Formats) -> str:
    parts = WORDS[lang]["signatures"].split("|")
    cells = [filled((at, left), part, formats.line) for (left, _), part in zip(_SIGNED, parts, strict=True)]
    return row(at, cells, least=2)
