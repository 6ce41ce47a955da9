"""Workbooks in the binary format of Excel 97-2003: .xls, and .et as WPS writes it.

calamine reads them; it shows no formulas (hence ``Grid.formulas`` is None), no number formats but those of
dates, and error values as blanks.
"""

from __future__ import annotations

from struct import unpack_from

from xlplugin.errors import UnreadableError
from xlplugin.excel import refusals
from xlplugin.excel.legacy_guard import MAX_AREA, guard
from xlplugin.excel.memory import MAX_TEXT, Memory
from xlplugin.grid import Grid, Workbook, number_from_xml
from xlplugin.place import Area, a1

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date, datetime, time, timedelta

    from python_calamine import CalamineSheet, CalamineWorkbook, SheetMetadata

    from xlplugin.grid import Value

__all__ = ["read"]

_WHOLE = 10**15
"""Below this every whole float is spelt without an exponent, so that 20.0 is 20."""
_FORMATS = ("General", "yyyy/m/d", "yyyy/m/d h:mm:ss", "h:mm:ss", "[h]:mm:ss")
_STYLES = {"date": 1, "datetime": 2, "time": 3, "timedelta": 4}
_VISIBILITY = {"Visible": "visible", "Hidden": "hidden", "VeryHidden": "veryHidden"}
_GLOBALS = b"\x09\x08\x10\x00\x00\x06\x05\x00"
_RECORD_HEAD = 4
_FILE_PASS = 0x2F
_BEFORE_FILE_PASS = frozenset((0x809, 0x86))
_FOREIGN = {
    "WordDocument": ("Word 文档（.doc）", "a Word document (.doc)"),
    "PowerPoint Document": ("PowerPoint 演示文稿（.ppt）", "a PowerPoint presentation (.ppt)"),
    "__nameid_version1.0": ("Outlook 邮件（.msg）", "an Outlook message (.msg)"),
}


def _names(data: bytes, stream: str) -> bool:
    """Whether a compound file holds a stream of this name; its directory spells names in UTF-16."""
    return stream.encode("utf-16-le") in data


def _has_file_pass(data: bytes) -> bool:
    """Whether the workbook stream is encrypted: a FilePass record follows its BOF ([MS-XLS] 2.4.117).

    calamine tells so from a path only; from bytes it reports an unknown format.
    """
    at = data.find(_GLOBALS)
    while 0 <= at < len(data) - _RECORD_HEAD:
        record, length = unpack_from("<HH", data, at)
        if record == _FILE_PASS:
            return True
        if record not in _BEFORE_FILE_PASS:
            return False
        at += _RECORD_HEAD + length
    return False


def read(data: bytes, name: str) -> Workbook:
    """Read the bytes of an OLE2 compound file.

    UnreadableError where it has a password, is damaged or is no workbook at all; ``name`` is used to say so.
    """
    if _names(data, "EncryptedPackage") or _has_file_pass(data):
        raise refusals.password()
    for stream, (zh, en) in _FOREIGN.items():
        if _names(data, stream):
            raise refusals.foreign(name, zh, en)
    guard(data)
    from io import BytesIO  # noqa: PLC0415 - off the path of .xlsx files

    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - the same

    try:
        return _workbook(CalamineWorkbook.from_filelike(BytesIO(data)))
    except UnreadableError:
        raise
    except BaseException as fault:  # a panic of the Rust code is no Exception
        if isinstance(fault, Exception) or type(fault).__name__ == "PanicException":
            raise refusals.broken_legacy() from fault
        raise


def _workbook(book: CalamineWorkbook) -> Workbook:
    grids, others, memory = [], [], Memory({})
    for sheet in book.sheets_metadata:
        if str(sheet.typ).endswith("WorkSheet"):
            grids.append(_grid(sheet, book.get_sheet_by_name(sheet.name)))
            memory.weigh(grids[-1].values.values())
        else:
            others.append(sheet.name)
    return Workbook(tuple(grids), _FORMATS, tuple(others))


def _grid(sheet: SheetMetadata, content: CalamineSheet) -> Grid:
    if content.total_height * content.total_width > MAX_AREA:
        raise refusals.too_many(refusals.CELLS, MAX_AREA)
    values: dict[tuple[int, int], Value] = {}
    styles: dict[tuple[int, int], int] = {}
    for row, cells in enumerate(content.to_python(skip_empty_area=False), 1):
        for column, cell in enumerate(cells, 1):
            if cell == "":
                continue
            style = _STYLES.get(type(cell).__name__, 0)
            if style:
                styles[row, column] = style
            values[row, column] = _value(cell)
            if isinstance(cell, str) and len(cell) > MAX_TEXT:
                raise refusals.long_text(cell, MAX_TEXT, sheet.name, a1(row, column))
    merges = tuple(
        Area(top + 1, left + 1, bottom + 1, right + 1)
        for (top, left), (bottom, right) in content.merged_cell_ranges or ()
    )
    visibility = _VISIBILITY.get(str(sheet.visible).rpartition(".")[2], "visible")
    return Grid(sheet.name, values, None, merges, styles, visibility)


def _value(cell: str | float | bool | date | datetime | time | timedelta) -> Value:
    if isinstance(cell, (str, bool)):
        return cell
    if isinstance(cell, (int, float)):
        return number_from_xml(str(int(cell)) if cell == int(cell) and abs(cell) < _WHOLE else repr(cell))
    from xlplugin.excel.serial import from_date  # noqa: PLC0415 - most forms hold no dates

    return from_date(cell)
