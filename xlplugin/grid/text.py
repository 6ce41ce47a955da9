r"""Sheets written as text: the form in which cases, blank forms and specimens are reviewed.

A sheet is a Markdown table; its first line is row 1 and a ``|---|`` line is skipped::

    表：自评计分表
    列宽：9 9 14

    | 指标 | 分值 | 得分 |
    |------|------|------|
    | 数量 | 10   | 9.50 |
    | 合计 | <    | =SUM(C2:C2) → 9.50 |

``<`` continues the cell to the left and ``^`` the cell above (merged areas). ``<br>`` is a line break,
``␣`` a leading or trailing blank, ``\|`` a bar. ``=F → v`` is a formula and its stored result,
``#DIV/0!`` an error value, ``'123`` the text 123 (as in Excel), a plain number a number.
A number keeps the decimals, percent sign and leading blanks it is written with as its number format.
"""

from __future__ import annotations

import re
from decimal import Decimal

from xlplugin.grid.sheet import ErrorValue, Grid, Value, Workbook
from xlplugin.place import Area
from xlplugin.record import field, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["SheetText", "TextCell", "parse_cell", "parse_sheets", "to_grid", "workbook"]

_NUMBER = re.compile(r"([\u3000\u2423]*)(-?[0-9]+)(\.[0-9]+)?(%?)")
_ERRORS = frozenset(("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"))
_RULER = re.compile(r"\|(?:\s*:?-{3,}:?\s*\|)+")
_BAR = re.compile(r"(?<!\\)\|")


@record
class SheetText:
    """One sheet as written: its name, its properties (``列宽`` …) and its cells row by row."""

    name: str
    properties: Mapping[str, str]
    rows: tuple[tuple[str, ...], ...]


@record
class TextCell:
    """One cell as written: what it holds, its formula without ``=``, its number format code."""

    value: Value | None = None
    formula: str | None = None
    number_format: str = "General"


@record(frozen=False)
class _Draft:
    name: str
    properties: dict[str, str] = field(default_factory=dict)
    rows: list[tuple[str, ...]] = field(default_factory=list)

    def done(self) -> SheetText:
        return SheetText(self.name, self.properties, tuple(self.rows))


def parse_sheets(text: str) -> tuple[SheetText, ...]:
    """Read all sheets of a text. ``表：NAME`` opens a sheet; without it the only sheet is ``Sheet1``."""
    drafts: list[_Draft] = []
    for line in text.splitlines():
        stripped = line.strip(" ")
        if stripped.startswith("表："):
            drafts.append(_Draft(stripped[2:].strip()))
        elif stripped.startswith("|"):
            if not drafts:
                drafts.append(_Draft("Sheet1"))
            if not _RULER.fullmatch(stripped):
                drafts[-1].rows.append(tuple(part.strip(" ") for part in _BAR.split(stripped)[1:-1]))
        elif drafts and not drafts[-1].rows and "：" in stripped:
            key, _, value = stripped.partition("：")
            drafts[-1].properties[key] = value.strip()
    return tuple(draft.done() for draft in drafts)


def _number(match: re.Match[str]) -> TextCell:
    lead, whole, decimals, percent = match.group(1), match.group(2), match.group(3) or "", match.group(4)
    number = Decimal(whole + decimals)
    code = "0" + (("." + "0" * (len(decimals) - 1)) if decimals else "") + percent
    if lead:
        blanks = lead.replace("\u2423", " ")
        code = f'"{blanks}"{code}'
    return TextCell(number / 100 if percent else number, None, "General" if code == "0" else code)


def parse_cell(token: str) -> TextCell:
    """Read one cell as written; merge marks are not its business."""
    if not token:
        return TextCell()
    if token.startswith("="):
        formula, _, result = token[1:].partition(" → ")
        inner = parse_cell(result.strip(" "))
        return TextCell(inner.value, formula.strip(" "), inner.number_format)
    if token in _ERRORS:
        return TextCell(ErrorValue(token))
    number = _NUMBER.fullmatch(token)
    if number:
        return _number(number)
    text = token.removeprefix("'").replace("<br>", "\n").replace("\\|", "|").replace("\u2423", " ")
    return TextCell(text)


def _merges(rows: Sequence[Sequence[str]]) -> Iterator[Area]:
    for top, row in enumerate(rows):
        for left, token in enumerate(row):
            if token in {"<", "^"}:
                continue
            right = left
            while right + 1 < len(row) and row[right + 1] == "<":
                right += 1
            bottom = top
            while bottom + 1 < len(rows) and left < len(rows[bottom + 1]) and rows[bottom + 1][left] == "^":
                bottom += 1
            if bottom > top or right > left:
                yield Area(top + 1, left + 1, bottom + 1, right + 1)


def to_grid(name: str, rows: Sequence[Sequence[str]], formats: list[str]) -> Grid:
    """Turn written rows into a Grid; number format codes not yet in ``formats`` are appended to it."""
    values: dict[tuple[int, int], Value] = {}
    formulas: dict[tuple[int, int], str] = {}
    styles: dict[tuple[int, int], int] = {}
    for row, tokens in enumerate(rows, 1):
        for column, token in enumerate(tokens, 1):
            if token in {"<", "^"}:
                continue
            cell = parse_cell(token)
            if cell.value is not None:
                values[row, column] = cell.value
            if cell.formula is not None:
                formulas[row, column] = cell.formula
            if cell.number_format not in formats:
                formats.append(cell.number_format)
            styles[row, column] = formats.index(cell.number_format)
    return Grid(name, values, formulas, tuple(_merges(rows)), styles)


def workbook(text: str) -> Workbook:
    """Read a text of one or more sheets into a Workbook."""
    formats = ["General"]
    sheets = tuple(to_grid(sheet.name, sheet.rows, formats) for sheet in parse_sheets(text))
    return Workbook(sheets, tuple(formats))
