"""The open book, read as a ``Workbook``: one block of values and one of formulas per sheet.

Only what xlwings offers alike on Windows and macOS is used, never ``.api``. How many calls a sheet costs depends on
its merged areas and number formats, not on its cells (see ``live_layout``).
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from xlplugin.excel.live_layout import Questions, TooManyQuestionsError, hidden_lines, merged_areas, number_formats
from xlplugin.excel.live_state import VERY_HIDDEN
from xlplugin.excel.serial import from_date
from xlplugin.grid import ErrorValue, Grid, Workbook, number_from_xml
from xlplugin.model import NotChecked
from xlplugin.place import Area
from xlplugin.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container
    from typing import Any

    from xlwings import Book, Range, Sheet

    from xlplugin.grid import Value

    Cell = tuple[int, int]

__all__ = ["MAX_LIVE_CELLS", "Reading", "read"]

MAX_LIVE_CELLS = 200_000
"""Cells of the used area of a sheet; a form has under 10,000, Excel hands over this many in a second or two."""

_DIGITS = ".15g"
"""What Excel keeps and shows of a number; the file is read alike."""

_ERRORS = frozenset(("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!"))

_WORDS = {
    "zh": {
        "what": "整张工作表",
        "large": "已用区域有 {} 行 {} 列，超过 {} 个单元格；请删除数据以外的空行空列（含格式）后保存再试",
        "wild": "合并单元格或数字格式太零碎，无法在 Excel 中读取；请保存后用 xlplugin check 审核文件",
        "hidden": "隐藏的行和列",
        "unseen": "行高、列宽太不一致，没有查看哪些行列被隐藏；请保存后用 xlplugin check 审核文件",
    },
    "en": {
        "what": "whole sheet",
        "large": "its used area of {} rows and {} columns exceeds {} cells; delete empty rows and columns beyond the "
        "data (formats too), save it and try again",
        "wild": "its merged cells or number formats are too scattered to be read in Excel; save the file and use "
        "xlplugin check",
        "hidden": "hidden rows and columns",
        "unseen": "its row heights and column widths vary too much to tell which are hidden; save the file and use "
        "xlplugin check",
    },
}


@record
class Reading:
    """The open book as a ``Workbook``, and what of it could not be read."""

    workbook: Workbook
    left_out: tuple[NotChecked, ...] = ()


@record
class _Block:
    """The used area of a sheet with its values and formulas by cell."""

    area: Area
    values: dict[Cell, Value]
    formulas: dict[Cell, str]


def read(book: Book, own: Container[str] = (), lang: str = "zh") -> Reading:
    """Read every sheet but those named in ``own``; a sheet too large or too scattered is left out and said so."""
    grids: list[Grid] = []
    left_out: list[NotChecked] = []
    formats = ["General"]
    for sheet in book.sheets:
        if sheet.name not in own:
            grid, notes = _sheet(sheet, formats, lang)
            grids += [grid] if grid else []
            left_out += notes
    return Reading(Workbook(tuple(grids), tuple(formats)), tuple(left_out))


def _sheet(sheet: Sheet, formats: list[str], lang: str) -> tuple[Grid | None, list[NotChecked]]:
    words, name, used = _WORDS[lang], sheet.name, sheet.used_range
    rows, columns = used.shape
    if rows * columns > MAX_LIVE_CELLS:
        why = words["large"].format(rows, columns, MAX_LIVE_CELLS)
        return None, [NotChecked(name, words["what"], why)]
    block = _block(used, rows, columns)
    ask = Questions(sheet)
    try:
        merges = merged_areas(ask, block.area, block.values)
        styles = _styles(number_formats(ask, _numbers(block)), formats)
    except TooManyQuestionsError:
        return None, [NotChecked(name, words["what"], words["wild"])]
    try:
        hidden_rows, hidden_columns = hidden_lines(Questions(sheet), block.values)
        notes = []
    except TooManyQuestionsError:
        hidden_rows = hidden_columns = frozenset()
        notes = [NotChecked(name, words["hidden"], words["unseen"], blocking=False)]
    state = _visibility(sheet.visible)
    grid = Grid(name, block.values, block.formulas, merges, styles, state, hidden_rows, hidden_columns)
    return grid, notes


def _block(used: Range, rows: int, columns: int) -> _Block:
    top, left = used.row, used.column
    found = used.options(ndim=2, err_to_str=True).value
    texts: Any = used.formula
    if rows * columns == 1:
        texts = ((texts,),)
    elif not isinstance(texts[0], list | tuple):
        texts = (texts,) if rows == 1 else tuple((text,) for text in texts)
    values: dict[Cell, Value] = {}
    formulas: dict[Cell, str] = {}
    for row, (line, spelled) in enumerate(zip(found, texts, strict=True), top):
        for column, (value, text) in enumerate(zip(line, spelled, strict=True), left):
            if isinstance(text, str) and text.startswith("=") and text != value:
                formulas[row, column] = text[1:]
                values[row, column] = "" if value is None else _value(value)
            elif value is not None:
                values[row, column] = _value(value)
    return _Block(Area(top, left, top + rows - 1, left + columns - 1), values, formulas)


def _value(value: object) -> Value:
    """A value as a file would give it; amounts of money come as Decimal, dates as datetime, all else as float."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float | Decimal):
        return number_from_xml(format(float(value), _DIGITS))
    if isinstance(value, datetime | date | time | timedelta):
        return from_date(value)
    text = str(value)
    return ErrorValue(text) if text in _ERRORS else text


def _numbers(block: _Block) -> frozenset[Cell]:
    return frozenset(cell for cell, value in block.values.items() if isinstance(value, Decimal))


def _styles(codes: dict[Cell, str], formats: list[str]) -> dict[Cell, int]:
    """Style ids by cell; codes not yet in ``formats`` are appended to it."""
    for code in dict.fromkeys(codes.values()):
        if code not in formats:
            formats.append(code)
    ids = {code: index for index, code in enumerate(formats)}
    return {cell: ids[code] for cell, code in codes.items()}


def _visibility(state: object) -> str:
    if state == VERY_HIDDEN and not isinstance(state, bool):
        return "veryHidden"
    return "visible" if state else "hidden"
