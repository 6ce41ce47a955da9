"""The sheet 审核说明 as XML: what must be explained, with links to the cells, and yellow cells to write in."""

from __future__ import annotations

from xlplugin.excel.explanation_cells import filled, row, widths
from xlplugin.excel.explanation_rows import LINKED, WIDTHS, WRITTEN, shown_columns, titles, value
from xlplugin.excel.explanation_words import WORDS
from xlplugin.excel.splice import escape, quoted
from xlplugin.place import Area, a1
from xlplugin.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlplugin.excel.explanation_cells import Formats
    from xlplugin.excel.explanation_rows import Row

__all__ = ["Told", "explanation_sheet", "first_row"]

_LEAST_LINES = 3
_DAYS = 36_526, 73_050
"""The dates that pass without a question: 2000 to 2099, as serial numbers."""

_RULE = (
    '<dataValidation type="{}" errorStyle="warning" operator="between" allowBlank="1" showInputMessage="1" '
    'showErrorMessage="{:d}" error={} prompt={} sqref="{}"><formula1>{}</formula1><formula2>{}</formula2>'
    "</dataValidation>"
)
_PRINT = (
    '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>'
    '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
    "<headerFooter><oddFooter>{}</oddFooter></headerFooter>"
)


@record
class Told:
    """What both sheets tell: the rows, the sentences on top, the sheets whose cells can be linked to, the language."""

    rows: tuple[Row, ...]
    file: str
    remarks: tuple[str, ...] = ()
    linkable: frozenset[str] = frozenset()
    lang: str = "zh"
    unit: str = ""
    titles: tuple[str, ...] = ()


def first_row(told: Told) -> int:
    """The first row below the column titles, which stand below title, file, instruction and remarks."""
    return 5 + len(told.remarks)


def explanation_sheet(told: Told, formats: Formats, space: str, *, shown: bool = False) -> str:
    """The XML of the sheet in the namespace ``space``; ``shown`` where it is the sheet that opens."""
    columns = shown_columns(told.rows)
    first = first_row(told)
    last = first + len(told.rows) - 1
    body, links = _rows(told, columns, formats, first)
    merges = "".join(f'<mergeCell ref="{Area(at, 1, at, len(columns))}"/>' for at in range(3, first - 1))
    pane = f'<pane ySplit="{first - 1}" topLeftCell="A{first}" activePane="bottomLeft" state="frozen"/>'
    selected = ' tabSelected="1"' if shown else ""
    view = f'<sheetView showGridLines="0"{selected} workbookViewId="0">{pane}</sheetView>'
    rules = _rules(columns, first, last, told.lang)
    return (
        f'<worksheet xmlns="{space}"><sheetPr><tabColor rgb="FFFFC000"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews>{view}</sheetViews><sheetFormatPr defaultRowHeight="15"/>'
        f"{widths([WIDTHS[name] for name in columns])}"
        f"<sheetData>{''.join(_top(told, columns, formats) + body)}</sheetData>"
        f'<mergeCells count="{first - 4}">{merges}</mergeCells>{rules}'
        + (f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else "")
        + _PRINT.format(escape(WORDS[told.lang]["page"]))
        + f'<ignoredErrors><ignoredError sqref="{Area(first, 1, last, len(columns))}" numberStoredAsText="1"/>'
        "</ignoredErrors></worksheet>"
    )


def _top(told: Told, columns: Sequence[str], formats: Formats) -> list[str]:
    """Title, file, instruction, remarks and column titles."""
    words = WORDS[told.lang]
    across = sum(WIDTHS[name] for name in columns)
    lines = [words["how"], *told.remarks]
    at = first_row(told) - 1
    head = [filled((at, n), title, formats.head) for n, title in enumerate(titles(columns, told.lang), 1)]
    return [
        f'<row r="1">{filled((1, 1), words["title"], formats.title)}</row>',
        f'<row r="2">{filled((2, 1), words["file"].format(told.file), formats.line)}</row>',
        *(row(n, [filled((n, 1), line, formats.note)], [(line, across)]) for n, line in enumerate(lines, 3)),
        row(at, head, least=2),
    ]


def _rows(told: Told, columns: Sequence[str], formats: Formats, first: int) -> tuple[list[str], list[str]]:
    """The rows, and the links to their cells."""
    styles = {"id": formats.faint, "former": formats.faint, "previous": formats.faint}
    styles |= dict.fromkeys(WRITTEN, formats.input)
    body, links = [], []
    for at, one in enumerate(told.rows, first):
        texts = [value(one, name) for name in columns]
        linked = one.place is not None and one.place.sheet in told.linkable
        cells = []
        for column, (name, text) in enumerate(zip(columns, texts, strict=True), 1):
            style = formats.link if linked and name == LINKED else styles.get(name, formats.body)
            cells.append(filled((at, column), text, style))
            if linked and name == LINKED and one.place is not None:
                target = "'" + one.place.sheet.replace("'", "''") + f"'!{one.place.cell}"
                links.append(f'<hyperlink ref="{a1(at, column)}" location={quoted(target)}/>')
        sizes = [WIDTHS[name] for name in columns]
        body.append(row(at, cells, list(zip(texts, sizes, strict=True)), _LEAST_LINES))
    return body, links


def _rules(columns: Sequence[str], first: int, last: int, lang: str) -> str:
    """What Excel says while the yellow cells are filled in; it asks back where a date is none."""
    words = WORDS[lang]
    text, date = (
        f"{a1(first, columns.index(name) + 1)}:{a1(last, columns.index(name) + 1)}" for name in ("text", "date")
    )
    said = [
        _RULE.format("textLength", False, '""', quoted(words["text_tip"]), text, 0, 32_767),
        _RULE.format("date", True, quoted(words["date_wrong"]), quoted(words["date_tip"]), date, *_DAYS),
    ]
    return f'<dataValidations count="{len(said)}">{"".join(said)}</dataValidations>'
