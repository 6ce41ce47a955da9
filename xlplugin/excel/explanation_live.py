"""The sheet 审核说明 in the open book: made where it is missing, and rows added; what stands there is never changed."""

from __future__ import annotations

from contextlib import suppress

from xlplugin.engine import explanations
from xlplugin.errors import UsageError
from xlplugin.excel.explanation_cells import INPUT_FILL
from xlplugin.excel.explanation_rows import LINKED, WIDTHS, WRITTEN, shown_columns, titles, value
from xlplugin.excel.explanation_words import WORDS
from xlplugin.excel.live_state import VERY_HIDDEN
from xlplugin.place import Area
from xlplugin.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlwings import Book, Sheet

    from xlplugin.excel.explanation_rows import Row
    from xlplugin.grid import Workbook

__all__ = ["Opened", "asked_at", "opened", "selection"]

_HEADER = 4
_LONGEST = 8_000
"""Characters of one cell: Excel does not take longer ones in a block."""
_HEAD_FILL = "#D9D9D9"


@record
class Opened:
    """The sheet with a row for every finding to be explained: ``cells`` are those of the reasons, by id."""

    sheet: Sheet
    cells: Mapping[str, tuple[int, int]]


def opened(book: Book, workbook: Workbook, rows: Sequence[Row], lang: str = "zh") -> Opened:
    """The sheet, with rows added below for findings that have none; ``workbook`` is the book as it was read.

    UsageError where the book or the sheet does not let itself be changed; nothing is left half done.
    """
    found = next(((grid, table) for grid in workbook.sheets if (table := explanations.table(grid))), None)
    try:
        if found is None:
            return _new(book, rows, lang)
        grid, table = found
        sheet = book.sheets[grid.name]
        missing = [row for row in rows if row.id not in table.rows]
        first = max(row for row, _ in grid.values) + 1
        _write(sheet, first, missing, table.columns)
    except Exception as fault:
        raise _refused() from fault
    if not sheet.visible:
        sheet.visible = True
    lines = {**table.rows, **{row.id: first + at for at, row in enumerate(missing)}}
    return Opened(sheet, {id_: (line, table.columns["text"]) for id_, line in lines.items()})


def _new(book: Book, rows: Sequence[Row], lang: str) -> Opened:
    """A sheet behind all others; taken away again where Excel refuses a part of it."""
    words, shown = WORDS[lang], book.sheets.active
    last = [sheet for sheet in book.sheets if sheet.visible and sheet.visible != VERY_HIDDEN][-1]
    sheet = book.sheets.add(_free(words["sheet"], book), after=last)
    try:
        names = shown_columns(rows)
        columns = {name: at for at, name in enumerate(names, 1)}
        sheet.range((1, 1), (3, 1)).value = [
            [_literal(words[key].format(book.name))] for key in ("title", "file", "how")
        ]
        head = sheet.range((_HEADER, 1), (_HEADER, len(names)))
        head.value = [[_literal(title) for title in titles(names, lang)]]
        head.color = _HEAD_FILL
        head.font.bold = sheet.range("A1").font.bold = True
        for name, at in columns.items():
            sheet.range((1, at)).column_width = WIDTHS[name]
        _write(sheet, _HEADER + 1, rows, columns)
    except Exception:
        sheet.delete()
        with suppress(Exception):  # a chart cannot be shown again
            shown.activate()
        raise
    return Opened(sheet, {row.id: (_HEADER + 1 + at, columns["text"]) for at, row in enumerate(rows)})


def _free(wanted: str, book: Book) -> str:
    taken = {sheet.name.casefold() for sheet in book.sheets}
    name, number = wanted, 2
    while name.casefold() in taken:
        name, number = f"{wanted}({number})", number + 1
    return name


def _write(sheet: Sheet, first: int, rows: Sequence[Row], columns: Mapping[str, int]) -> None:
    """Write rows in one block, from the first to the last of the columns."""
    if not rows:
        return
    left, right, last = min(columns.values()), max(columns.values()), first + len(rows) - 1
    named = {at: name for name, at in columns.items()}
    block = sheet.range((first, left), (last, right))
    block.value = [
        [_literal(value(row, named[at])) if at in named else "" for at in range(left, right + 1)] for row in rows
    ]
    block.vertical_alignment = "top"
    block.wrap_text = True
    for name in WRITTEN:
        if name in columns:
            sheet.range((first, columns[name]), (last, columns[name])).color = "#" + INPUT_FILL[2:]
    block.rows.autofit()
    for at, row in enumerate(rows, first):
        if LINKED in columns and row.place is not None:
            target = "#'" + row.place.sheet.replace("'", "''") + f"'!{row.place.cell}"
            sheet.range((at, columns[LINKED])).add_hyperlink(target, row.place.cell, str(row.place))


def _literal(text: str) -> str:
    """A text that Excel takes as it stands: without the apostrophe ``=1`` and ``3/4`` become other things."""
    return "'" + text[:_LONGEST] if text else ""


def selection(book: Book) -> tuple[str, Area] | None:
    """The sheet and the area that are selected; None where that is no cell: a picture, a chart."""
    with suppress(Exception):  # each platform answers in its own way where something else is selected
        chosen = book.app.selection
        if chosen is not None:
            rows, columns = chosen.shape
            area = Area(chosen.row, chosen.column, chosen.row + rows - 1, chosen.column + columns - 1)
            return chosen.sheet.name, area
    return None


def asked_at(workbook: Workbook, rows: Sequence[Row], sheet: str, area: Area) -> Row | None:
    """The first row whose cell, or the merged area that shows it, touches an area of a sheet."""
    merges = next((grid.merges for grid in workbook.sheets if grid.name == sheet), ())
    for row in rows:
        place = row.place
        if place is None or place.sheet != sheet:
            continue
        cell = Area(place.row, place.column, place.row, place.column)
        if _touch(next((merged for merged in merges if _touch(merged, cell)), cell), area):
            return row
    return None


def _touch(one: Area, other: Area) -> bool:
    return one.top <= other.bottom and other.top <= one.bottom and one.left <= other.right and other.left <= one.right


def _refused() -> UsageError:
    return UsageError(
        "无法增加或填写“审核说明”表，没有做任何改动：工作簿的结构或这张表可能受保护，或处于共享、只读或单元格编辑状态。"
        "请结束编辑，在“审阅”中撤消保护和共享后再试；也可以用 xlplugin explain-template 生成。",
        "The sheet of explanations cannot be added or written, nothing was changed: the workbook or the sheet may be "
        "protected, shared, read-only or being edited. Leave the cell, unprotect and unshare under Review and try "
        "again, or use xlplugin explain-template.",
    )
