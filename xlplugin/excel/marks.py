"""Marks on a sheet: another fill for the blamed cells and a link to their row of the results sheet.

ECMA-376 part 1, 18.3.1: missing rows and cells are inserted in their order, nothing else moves.
"""

from __future__ import annotations

from bisect import bisect_right

from xlplugin.excel import refusals
from xlplugin.excel.splice import attributes, prefixed, quoted, with_attributes
from xlplugin.place import a1, parse_a1, parse_area
from xlplugin.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from xlplugin.excel.splice import Edit, Spelling, Tag
    from xlplugin.place import Area

    Cell = tuple[int, int]
    Tint = Callable[[int, "Mark"], int]

__all__ = ["SHEET_ORDER", "Mark", "anchors", "cell_tag", "fill_cells", "link_cells", "tail", "unselect"]

SHEET_ORDER = tuple(
    b"sheetCalcPr sheetProtection protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews "
    b"mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup "
    b"headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing "
    b"legacyDrawingHF drawingHF picture AlternateContent oleObjects controls webPublishItems tableParts extLst".split()
)
"""What may follow the cells of a sheet, in the order of CT_Worksheet; AlternateContent wraps objects and controls."""


@record
class Mark:
    """One blamed cell: its gravest severity, its note, the row of the results sheet and what a link says of it."""

    row: int
    column: int
    severity: str
    note: str
    target: int
    tip: str


def _areas(sheet: Spelling, parent: bytes, child: bytes) -> Iterator[Area]:
    tag = sheet.tag(parent, tail(sheet))
    for found in sheet.tags(child, *sheet.content(parent, tag)) if tag else ():
        try:
            yield parse_area(attributes(sheet[found]).get("ref", ""))
        except ValueError as fault:
            raise refusals.broken_part(sheet.part) from fault


def anchors(sheet: Spelling, cells: Iterable[Cell]) -> dict[Cell, Cell]:
    """The cell that shows each of these cells: the top left one of its merged area, else itself."""
    shown = {cell: cell for cell in cells}
    rows = {row for row, _ in shown}
    first, last = min(rows, default=0), max(rows, default=0)
    for area in _areas(sheet, b"mergeCells", b"mergeCell"):
        if area.bottom < first or area.top > last:
            continue
        for row, column in shown:
            if area.top <= row <= area.bottom and area.left <= column <= area.right:
                shown[row, column] = (area.top, area.left)
    return shown


def tail(sheet: Spelling) -> int:
    """The offset behind the cells of a sheet; UnreadableError where it has none."""
    return sheet.end(b"sheetData", _data(sheet))


def _data(sheet: Spelling) -> Tag:
    tag = sheet.tag(b"sheetData")
    if tag is None:
        raise refusals.broken_part(sheet.part)
    return tag


def _rows(sheet: Spelling) -> dict[int, Tag]:
    """All rows by number; a row without number follows the one before it."""
    rows: dict[int, Tag] = {}
    row = 0
    for tag in sheet.tags(b"row", *sheet.content(b"sheetData", _data(sheet))):
        row = int(attributes(sheet[tag]).get("r", row + 1))
        rows[row] = tag
    return rows


def _cells(sheet: Spelling, row: Tag) -> dict[int, Tag]:
    """All cells of a row by column; a cell without address follows the one before it."""
    cells: dict[int, Tag] = {}
    column = 0
    for tag in sheet.tags(b"c", *sheet.content(b"row", row)):
        address = attributes(sheet[tag]).get("r")
        column = parse_a1(address)[1] if address else column + 1
        cells[column] = tag
    return cells


def _spelled_row(sheet: Spelling, row: int, start: int = 0) -> Tag | None:
    """A row behind ``start``, found by the usual spelling of its number."""
    return sheet.holder(b"row", b' r="%d"' % row, start)


def _find_cell(sheet: Spelling, row: Tag, cell: Cell) -> Tag | None:
    spelled = f' r="{a1(*cell)}"'.encode()
    return sheet.holder(b"c", spelled, *sheet.content(b"row", row)) or _cells(sheet, row).get(cell[1])


def cell_tag(sheet: Spelling, cell: Cell) -> Tag | None:
    """The start tag of a cell, None where the sheet has no such cell."""
    row = _spelled_row(sheet, cell[0]) or _rows(sheet).get(cell[0])
    return _find_cell(sheet, row, cell) if row else None


def _column_style(sheet: Spelling, column: int) -> int:
    tag = sheet.tag(b"cols")
    for found in sheet.tags(b"col", *sheet.content(b"cols", tag)) if tag else ():
        given = attributes(sheet[found])
        if int(given["min"]) <= column <= int(given["max"]):
            return int(given.get("style", 0))
    return 0


def _new_cell(sheet: Spelling, mark: Mark, row_tag: bytes, tint: Tint) -> bytes:
    """An empty cell in the format that row or column give it."""
    given = attributes(row_tag)
    styled = given.get("customFormat") in {"1", "true"}
    style = int(given.get("s", 0)) if styled else _column_style(sheet, mark.column)
    cell = f'<c r="{a1(mark.row, mark.column)}" s="{tint(style, mark)}"/>'
    return prefixed(cell, sheet.prefix)


def _fill_row(sheet: Spelling, row: Tag, marks: Sequence[Mark], tint: Tint) -> Iterator[Edit]:
    missing = []
    for mark in marks:
        tag = _find_cell(sheet, row, (mark.row, mark.column))
        if tag:
            style = int(attributes(sheet[tag]).get("s", 0))
            yield (*tag, with_attributes(sheet[tag], {b"s": b"%d" % tint(style, mark)}))
        else:
            missing.append(mark)
    if missing:
        yield from _insert_cells(sheet, row, missing, tint)


def _insert_cells(sheet: Spelling, row: Tag, marks: Sequence[Mark], tint: Tint) -> Iterator[Edit]:
    """New cells in a row; its ``spans`` go, because they may no longer hold."""
    cells = _cells(sheet, row)
    end = sheet.content(b"row", row)[1]
    head = with_attributes(sheet[row], {b"spans": None})
    behind = b""
    for mark in marks:
        cell = _new_cell(sheet, mark, head, tint)
        following = [start for column, (start, _) in cells.items() if column > mark.column]
        if following:
            yield (min(following), min(following), cell)
        else:
            behind += cell
    if sheet.is_empty(row):
        yield (*row, head[:-2].rstrip() + b">" + behind + b"</" + sheet.prefix + b"row>")
        return
    if head != sheet[row]:
        yield (*row, head)
    if behind:
        yield (end, end, behind)


def fill_cells(sheet: Spelling, marks: Sequence[Mark], tint: Tint) -> list[Edit]:
    """Edits that give every marked cell its tint; ``marks`` in reading order, one per cell."""
    start = 0
    rows: dict[int, Tag] = {}
    edits: list[Edit] = []
    missing: dict[int, list[Mark]] = {}
    for row in dict.fromkeys(mark.row for mark in marks):
        here = [mark for mark in marks if mark.row == row]
        tag = _spelled_row(sheet, row, start)
        if tag is None:
            rows = rows or _rows(sheet)
            tag = rows.get(row)
        if tag:
            start = tag[0]
            edits += _fill_row(sheet, tag, here, tint)
        else:
            missing[row] = here
    return edits + _insert_rows(sheet, rows, missing, tint) if missing else edits


def _insert_rows(sheet: Spelling, rows: dict[int, Tag], missing: dict[int, list[Mark]], tint: Tint) -> list[Edit]:
    numbers = sorted(rows)
    edits: list[Edit] = []
    behind = b""
    for row, marks in missing.items():
        cells = b"".join(_new_cell(sheet, mark, b"", tint) for mark in marks)
        new = b'<%brow r="%d">%b</%brow>' % (sheet.prefix, row, cells, sheet.prefix)
        place = bisect_right(numbers, row)
        if place < len(numbers):
            at = rows[numbers[place]][0]
            edits.append((at, at, new))
        else:
            behind += new
    return edits + (sheet.into(b"sheetData", _data(sheet), behind) if behind else [])


def _calls_hyperlink(sheet: Spelling, mark: Mark) -> bool:
    tag = cell_tag(sheet, (mark.row, mark.column))
    return tag is not None and b"HYPERLINK(" in sheet.element(b"c", tag).upper()


def link_cells(sheet: Spelling, marks: Iterable[Mark], results: str) -> list[Edit]:
    """Edits that link every marked cell to its row of the sheet ``results``, except cells with a link of their own."""
    taken = list(_areas(sheet, b"hyperlinks", b"hyperlink"))
    calls = b"HYPERLINK(" in sheet.text.upper()
    links = []
    for mark in marks:
        row, column = mark.row, mark.column
        if any(area.top <= row <= area.bottom and area.left <= column <= area.right for area in taken):
            continue
        if calls and _calls_hyperlink(sheet, mark):
            continue
        location = "'" + results.replace("'", "''") + f"'!A{mark.target}"
        links.append(f'<hyperlink ref="{a1(row, column)}" location={quoted(location)} tooltip={quoted(mark.tip)}/>')
    if not links:
        return []
    new = prefixed("".join(links), sheet.prefix)
    behind = tail(sheet)
    tag = sheet.tag(b"hyperlinks", behind)
    if tag:
        return sheet.into(b"hyperlinks", tag, new)
    at = sheet.slot(b"hyperlinks", SHEET_ORDER, behind)
    return [(at, at, b"<%bhyperlinks>%b</%bhyperlinks>" % (sheet.prefix, new, sheet.prefix))]


def unselect(sheet: Spelling) -> list[Edit]:
    """Edits that take a sheet out of the selection: two selected sheets would be edited as a group."""
    parent = sheet.tag(b"sheetViews")
    return [
        (*tag, with_attributes(sheet[tag], {b"tabSelected": None}))
        for tag in (sheet.tags(b"sheetView", *sheet.content(b"sheetViews", parent)) if parent else ())
        if attributes(sheet[tag]).get("tabSelected") in {"1", "true"}
    ]
