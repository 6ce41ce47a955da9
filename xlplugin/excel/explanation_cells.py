"""Cells and formats of the sheets 审核说明 and 校验及解释说明表, as XML.

All text stands in inline strings: a leading ``=`` or ``@`` is a character there, never a formula.
"""

from __future__ import annotations

import re

from xlplugin.excel.splice import escape
from xlplugin.excel.wording import LONGEST, line_count
from xlplugin.place import a1

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlplugin.excel.styles import StyleBook

__all__ = ["INPUT_FILL", "Formats", "computed", "filled", "row", "widths"]

INPUT_FILL = "FFFFF2CC"
"""The yellow of the cells that the unit fills in, ARGB."""

_HEAD_FILL = "FFD9D9D9"
_LINE_HEIGHT, _TALLEST = 13.5, 409
"""Points of a line of 10-point text, and of the tallest row that Excel allows."""
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_FONT = '<font>{}<sz val="{}"/>{}<name val="宋体"/><family val="3"/><charset val="134"/></font>'
_EDGE = '<{0} style="thin"><color rgb="{1}"/></{0}>'
_SIDES = "left", "right", "top", "bottom"
_ALIGNMENT = '<alignment horizontal="{}" vertical="{}" wrapText="{:d}"/>'
_GREY, _LINK, _BLACK = '<color rgb="FF7F7F7F"/>', '<color rgb="FF0563C1"/>', "FF000000"
_OPEN = '<protection locked="0"/>'


def _border(colour: str) -> str:
    return "<border>" + "".join(_EDGE.format(side, colour) for side in _SIDES) + "<diagonal/></border>"


class Formats:
    """The formats of both sheets, each by what it is for."""

    __slots__ = ("body", "centre", "faint", "head", "input", "line", "link", "note", "print_title", "ruled", "title")

    def __init__(self, book: StyleBook) -> None:
        """Add the formats to the style sheet of the workbook."""
        plain, thin, black = _FONT.format("", 10, ""), _border("FFBFBFBF"), _border(_BLACK)
        top = _ALIGNMENT.format("left", "top", True)
        self.title = book.format(_FONT.format("<b/>", 16, ""))
        self.line = book.format(plain)
        self.note = book.format(plain, alignment=top)
        self.head = book.format(
            _FONT.format("<b/>", 10, ""), _HEAD_FILL, black, _ALIGNMENT.format("center", "center", True)
        )
        self.body = book.format(plain, "", thin, top)
        self.link = book.format(_FONT.format("<u/>", 10, _LINK), "", thin, top)
        self.faint = book.format(_FONT.format("", 9, _GREY), "", thin, top)
        self.input = book.format(plain, INPUT_FILL, thin, top + _OPEN)
        self.print_title = book.format(
            _FONT.format("<b/>", 18, ""), "", "", _ALIGNMENT.format("center", "center", True)
        )
        self.ruled = book.format(plain, "", black, _ALIGNMENT.format("left", "center", True))
        self.centre = book.format(plain, "", black, _ALIGNMENT.format("center", "center", True))


def _text(value: str) -> str:
    return escape(_ESCAPED.sub("_x005F_", value[:LONGEST].replace("\r", "")))


def filled(at: tuple[int, int], value: str | int, style: int) -> str:
    """A cell that holds a number, a text, or nothing but its format."""
    start = f'<c r="{a1(*at)}" s="{style}"'
    if isinstance(value, int):
        return f"{start}><v>{value}</v></c>"
    text = _text(value)
    return f'{start} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>' if text else f"{start}/>"


def computed(at: tuple[int, int], formula: str, value: str, style: int) -> str:
    """A cell with a formula whose present result is a text."""
    return f'<c r="{a1(*at)}" s="{style}" t="str"><f>{escape(formula)}</f><v>{_text(value)}</v></c>'


def row(number: int, cells: Sequence[str], texts: Sequence[tuple[str, float]] = (), least: int = 1) -> str:
    """A row, as high as its texts need in columns of their widths, ``least`` lines at least."""
    lines = max((line_count(text, max(1, int(width) - 1)) for text, width in texts), default=0)
    height = min(max(lines, least) * _LINE_HEIGHT + 4, _TALLEST)
    return f'<row r="{number}" ht="{height:g}" customHeight="1">{"".join(cells)}</row>'


def widths(sizes: Sequence[float]) -> str:
    """The columns of a sheet with their widths in characters."""
    each = (f'<col min="{n}" max="{n}" width="{size:g}" customWidth="1"/>' for n, size in enumerate(sizes, 1))
    return f"<cols>{''.join(each)}</cols>"
