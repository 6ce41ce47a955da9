"""Written sheets to a workbook that prints like the official form.

The bytes are the same for the same text and the same XlsxWriter and zlib.
"""

from __future__ import annotations

from decimal import Decimal

from xlplugin.excel.render_layout import layout
from xlplugin.grid.sheet import ErrorValue, shown
from xlplugin.grid.text import parse_cell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from xlplugin.excel.render_layout import Box, Layout, Style
    from xlplugin.grid.sheet import Value
    from xlplugin.grid.text import SheetText, TextCell

    Formats = Callable[[Style, str], Any]

__all__ = ["render"]

FONT = "宋体"
"""On every Chinese Windows and in WPS. Official titles are set in 方正小标宋, which most offices have not
bought: without it Excel falls back to an unlike font, so titles are bold 宋体."""

_MARGIN = 0.5
_A4 = 9
"""XlsxWriter's and Excel's number of the paper A4."""


class _EmptyText(str):
    """The empty text as a stored formula result.

    XlsxWriter writes a plain "" without its type, and readers then take the formula for one that was never
    computed. It recognises "" by comparison, so this one compares equal to nothing.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return False

    def __hash__(self) -> int:
        return 0


def _number_format(cell: TextCell) -> str:
    """The format code of a cell; a text of digits (a code such as 105001) stays text when it is edited."""
    if cell.formula is None and isinstance(cell.value, str) and (not cell.value or _reads_as_number(cell.value)):
        return "@"
    return cell.number_format


def _reads_as_number(text: str) -> bool:
    return isinstance(parse_cell(text).value, Decimal)


def _stored(value: Value | None) -> object:
    """A formula's result as XlsxWriter takes it; its plain "" stands for a result that nobody computed."""
    if value is None:
        return ""
    return _EmptyText() if value == "" else str(value) if isinstance(value, ErrorValue) else value


def _write(worksheet: Any, box: Box, style: Any) -> None:  # noqa: ANN401  XlsxWriter's own objects
    row, column, cell = box.area.top - 1, box.area.left - 1, box.cell
    if cell.formula is not None:
        worksheet.write_formula(row, column, f"={cell.formula}", style, _stored(cell.value))
    elif isinstance(cell.value, ErrorValue):
        worksheet.write_formula(row, column, f"={cell.value}", style, str(cell.value))
    elif isinstance(cell.value, Decimal):
        worksheet.write_number(row, column, cell.value, style)
    elif cell.value:
        worksheet.write_string(row, column, shown(cell.value), style)
        if _number_format(cell) == "@":
            worksheet.ignore_errors({"number_stored_as_text": str(box.area).partition(":")[0]})
    else:
        worksheet.write_blank(row, column, None, style)


def _page(worksheet: Any, page: Layout) -> None:  # noqa: ANN401  XlsxWriter's own object
    worksheet.set_paper(_A4)
    if page.landscape:
        worksheet.set_landscape()
    worksheet.set_margins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
    worksheet.center_horizontally()
    worksheet.fit_to_pages(1, 0)
    worksheet.print_area(0, 0, len(page.heights) - 1, len(page.widths) - 1)
    worksheet.hide_gridlines(2)
    if page.repeat:
        worksheet.repeat_rows(page.repeat[0] - 1, page.repeat[1] - 1)
    for column, width in enumerate(page.widths):
        worksheet.set_column(column, column, width)
    for row, height in enumerate(page.heights):
        worksheet.set_row(row, height)


def _draw(worksheet: Any, page: Layout, formats: Formats) -> None:  # noqa: ANN401  XlsxWriter's own object
    _page(worksheet, page)
    for box in page.boxes:
        style = formats(box.style, _number_format(box.cell))
        area = box.area
        if (area.top, area.left) != (area.bottom, area.right):
            worksheet.merge_range(area.top - 1, area.left - 1, area.bottom - 1, area.right - 1, "", style)
        _write(worksheet, box, style)


def _formats(book: Any) -> Formats:  # noqa: ANN401  XlsxWriter's own object
    """Each combination of style and number format once per workbook."""
    made: dict[tuple[Style, str], Any] = {}

    def of(style: Style, number_format: str) -> Any:  # noqa: ANN401  XlsxWriter's own object
        if (style, number_format) not in made:
            made[style, number_format] = book.add_format(
                {
                    "font_name": FONT,
                    "font_size": style.size,
                    "bold": style.bold,
                    "align": "left" if style.left else "center",
                    "valign": "vcenter",
                    "text_wrap": style.wrap,
                    "border": int(style.border),
                    "num_format": number_format,
                }
            )
        return made[style, number_format]

    return of


def render(sheets: Sequence[SheetText]) -> bytes:
    """Write sheets whose rows begin with their kind as an .xlsx; DefinitionError where a sheet cannot be laid out."""
    from datetime import UTC, datetime  # noqa: PLC0415  only needed when a workbook is written
    from io import BytesIO  # noqa: PLC0415  the same

    from xlsxwriter import Workbook  # noqa: PLC0415  the same; costs 40 ms

    pages = [layout(sheet) for sheet in sheets]
    buffer = BytesIO()
    book = Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})
    formats = _formats(book)
    for page in pages:
        _draw(book.add_worksheet(page.name), page, formats)
    book.close()
    return buffer.getvalue()
