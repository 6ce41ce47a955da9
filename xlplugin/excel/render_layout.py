"""From a sheet as text to a printed page: what stands where, how large, how wide, how high.

The first cell of every written row is its kind and no part of the sheet:
题 title, 副 subtitle or head line, 注 note above, 头 column headers, 行 body, 尾 remarks below.
Properties read here: 列宽 (character widths), 纸张 (A4 纵向/横向), 标题行 (rows repeated on every
page, ``5`` or ``4-5``), 左齐 (areas whose texts stand left instead of centred).
"""

from __future__ import annotations

from unicodedata import east_asian_width

from xlplugin.errors import DefinitionError
from xlplugin.grid.sheet import shown
from xlplugin.grid.text import TextCell, parse_cell, to_grid
from xlplugin.place import Area, parse_area
from xlplugin.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xlplugin.grid.text import SheetText

__all__ = ["Box", "Layout", "Style", "layout", "text_width", "wrapped_lines"]


@record
class Style:
    """How a box is printed; ``size`` in points."""

    size: float
    bold: bool = False
    left: bool = False
    border: bool = True
    wrap: bool = True


@record
class Box:
    """One cell or merged area with what it holds."""

    area: Area
    cell: TextCell
    style: Style


@record
class Layout:
    """A page ready to be written: ``widths`` in characters, ``heights`` in points, ``repeat`` rows counted from 1."""

    name: str
    boxes: tuple[Box, ...]
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    landscape: bool
    repeat: tuple[int, int] | None


_STYLES = {
    "题": Style(18, bold=True, border=False),
    "副": Style(11, border=False, wrap=False),
    "注": Style(11, left=True, border=False, wrap=False),
    "头": Style(10, bold=True),
    "行": Style(10),
    "尾": Style(10, left=True, border=False),
}
_SMALLEST_TITLE = 11
_DEFAULT_WIDTH = 12.0
_PADDING = 8.0
"""Points kept free beside and above a text: the cell's own margin and what fonts differ by."""
_LINE = 1.4
"""Line height over font size: 宋体 needs 1.2 to 1.3, the fallback fonts of Linux and macOS up to 1.45."""
_LOWEST = 20.0
_HIGHEST = 409.0
"""The greatest row height of Excel in points (Microsoft, "Excel specifications and limits")."""
_NO_LINE_START = frozenset("，。；：、）》”！？,.;:)%％")


def _advance(char: str, size: float) -> float:
    return size if east_asian_width(char) in "WFA" else size * 0.55


def text_width(text: str, size: float) -> float:
    """The width of a line of text in points, full-width characters counted as squares."""
    return sum(_advance(char, size) for char in text)


def wrapped_lines(text: str, width: float, size: float) -> int:
    """How many lines a text takes in ``width`` points; a closing mark takes the character before it along."""
    count = 0
    for paragraph in text.split("\n"):
        count += 1
        used = last = 0.0
        for char in paragraph:
            step = _advance(char, size)
            if used + step > width and used:
                count += 1
                used = last if char in _NO_LINE_START else 0.0
            used += step
            last = step
    return count


def _points(widths: Iterable[float]) -> float:
    """Character widths in points: 7 pixels a character and 5 of margin, at 96 dpi (ECMA-376, ``col`` width)."""
    return sum(0.75 * (7 * width + 5) for width in widths)


def _style(kind: str, text: str, width: float, *, left: bool) -> Style:
    style = _STYLES[kind]
    if kind == "题":
        longest = max(text.split("\n"), key=len)
        fitting = (size for size in range(18, _SMALLEST_TITLE, -1) if text_width(longest, size) <= width)
        return Style(next(fitting, _SMALLEST_TITLE), style.bold, style.left, style.border)
    return Style(style.size, left=True) if left and kind == "行" else style


def _inside(area: Area, regions: Iterable[Area]) -> bool:
    return any(
        region.top <= area.top <= region.bottom and region.left <= area.left <= region.right for region in regions
    )


def _boxes(sheet: SheetText, widths: Sequence[float]) -> Iterable[Box]:
    rows = [row[1:] for row in sheet.rows]
    merged = {(area.top, area.left): area for area in to_grid(sheet.name, rows, ["General"]).merges}
    regions = [parse_area(part) for part in sheet.properties.get("左齐", "").split()]
    for top, row in enumerate(rows, 1):
        for left, token in enumerate(row, 1):
            if token in {"<", "^"}:
                continue
            area = merged.get((top, left), Area(top, left, top, left))
            cell = parse_cell(token)
            text_like = cell.formula is None and (cell.value is None or isinstance(cell.value, str))
            width = _points(widths[left - 1 : area.right]) - _PADDING
            kind = sheet.rows[top - 1][0]
            if kind == "头" and area.bottom > top:
                kind = "行"  # the label of a block, not the header of a column
            style = _style(kind, shown(cell.value), width, left=text_like and _inside(area, regions))
            yield Box(area, cell, style)


def _need(box: Box, widths: Sequence[float]) -> float:
    width = _points(widths[box.area.left - 1 : box.area.right]) - _PADDING
    text = shown(box.cell.value)
    lines = wrapped_lines(text, width, box.style.size) if box.style.wrap else text.count("\n") + 1
    return lines * box.style.size * _LINE + _PADDING


def _heights(boxes: Sequence[Box], rows: int, widths: Sequence[float]) -> tuple[float, ...]:
    """Rows high enough for their own cells, then widened evenly under areas that span several rows."""
    heights = [_LOWEST] * rows
    for box in sorted(boxes, key=lambda box: box.area.bottom - box.area.top):
        span = range(box.area.top - 1, box.area.bottom)
        missing = _need(box, widths) - sum(heights[row] for row in span)
        if missing > 0:
            for row in span:
                heights[row] += missing / len(span)
    return tuple(min(round(height, 1), _HIGHEST) for height in heights)


def _faults(sheet: SheetText) -> list[str]:
    lengths = {len(row) for row in sheet.rows}
    if not lengths:
        return ["没有表格"]
    faults = [] if len(lengths) == 1 else [f"各行格数不一：{sorted(lengths)}"]
    for row, (kind, *cells) in enumerate(sheet.rows, 1):
        if kind not in _STYLES:
            faults.append(f"第{row}行的行类不识：{kind}")
        if cells[:1] == ["<"] or (row == 1 and "^" in cells):
            faults.append(f"第{row}行的合并没有起点")
    return faults


def layout(sheet: SheetText) -> Layout:
    """Lay out one written sheet; DefinitionError names every row that cannot be laid out."""
    faults = _faults(sheet)
    if faults:
        source = f"表 {sheet.name}"
        raise DefinitionError(source, faults)
    columns = len(sheet.rows[0]) - 1
    widths = [float(width) for width in sheet.properties.get("列宽", "").split()]
    widths = (widths + [_DEFAULT_WIDTH] * columns)[:columns]
    boxes = tuple(_boxes(sheet, widths))
    first, _, last = sheet.properties.get("标题行", "").partition("-")
    return Layout(
        sheet.name,
        boxes,
        tuple(widths),
        _heights(boxes, len(sheet.rows), widths),
        landscape="横" in sheet.properties.get("纸张", ""),
        repeat=(int(first), int(last or first)) if first else None,
    )
