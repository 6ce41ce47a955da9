"""The sheet of settings that RunPython reads: names in column A, values in column B, a sentence for users in D1.

A sheet and no file, for VBA reads files in the code page of the machine: a path under 用户 would break (xlwings:
``GetConfig``). The sheet of the active book wins over that of the add-in, name by name.
"""

from __future__ import annotations

from html import escape

from xlplugin import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["NO_BOOK", "PROJECT", "SHEET", "XLWINGS", "interpreter", "settings", "sheet_xml"]

PROJECT = "xlplugin"
"""PROJECT_NAME of the VBA; xlwings derives the name of the sheet from it."""

SHEET = f"{PROJECT}.conf"

XLWINGS = "0.37.8"
"""The pinned xlwings: its VBA looks for a DLL and an AppleScript of this very version, and notes need it."""

NO_BOOK = "没有可以操作的工作簿：请先打开自评表；如果上方有“受保护的视图”，请点“启用编辑”后再试。"
"""Said by VBA itself, which cannot hold Chinese, where there is no active book."""

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<sheetPr codeName="Sheet2"/><sheetData>'
)
_TAIL = "</sheetData></worksheet>"


def settings() -> dict[str, str | bool]:
    """What holds on every machine.

    The folder of the book stays out of ``sys.path``, or a stray ``openpyxl.py`` beside a form would be imported.
    On Windows one Python process answers all buttons and functions.
    """
    return {
        "xlplugin": __version__,
        "xlwings": XLWINGS,
        "ADD_WORKBOOK_TO_PYTHONPATH": False,
        "Use UDF Server": True,
        "Show Console": False,
    }


def interpreter(path: str) -> dict[str, str | bool]:
    """The settings that name a Python by its full path; one of Windows begins with a drive or two backslashes."""
    windows = path[1:2] == ":" or path.startswith("\\\\")
    return {"Interpreter_Win" if windows else "Interpreter_Mac": path}


def sheet_xml(values: Mapping[str, str | bool]) -> bytes:
    """The sheet as XML; row 1 also holds the sentence for users."""
    rows = []
    for number, (name, value) in enumerate(values.items(), 1):
        said = _cell(f"D{number}", NO_BOOK) if number == 1 else ""
        rows.append(f'<row r="{number}">{_cell(f"A{number}", name)}{_cell(f"B{number}", value)}{said}</row>')
    return (_HEAD + "".join(rows) + _TAIL).encode()


def _cell(place: str, value: str | bool) -> str:
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(value, quote=False)}</t></is></c>'
