"""Marks on a sheet: another fill for the blamed cells and a link to their row of the results sheet.

ECMA-376 part 1, 18.3.1: missing rows and cells are inserted in their order, nothing else moves.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import groupby
from operator import attrgetter, itemgetter

from xlplugin.excel import refusals
from xlplugin.excel.splice import attribute, attributes, prefixed, quoted, with_attributes
from xlplugin.place import a1, parse_a1, parse_area
from xlplugin.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from xlplugin.excel.splice import Edit, Spelling, Tag
    from xlplugin.place import Area

    Cell = tuple[int, int]
    Tint = Callable[[int, "Mark"], int]

__all__ = ["SHEET_ORDER", "Mark", "anchors", "cell_tags", "fill_cells", "link_cells", "tail", "unselect"]

SHEET_ORDER = tuple(
    b"sheetCalcPr sheetProtection protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews "
    b"mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup "
    b"headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing "
    b"legacyDrawingHF drawingHF picture AlternateContent oleObjects controls webPublishItems tableParts extLst".split()
)
"""What may follow the cells of a sheet, in the order of CT_Worksheet; AlternateContent wraps objects and controls."""


@record
class Mark:
    """One blamed cell with its address: gravest severity, note, row of the results sheet and what a link says of it."""

    row: int
    column: int
    cell: str
    severity: str
    note: str
    target: int
    tip: str


_area = lru_cache(maxsize=1024)(parse_area)
"""The rectangle of a merged area; the sheets of one form merge alike."""


def _areas(sheet: Spelling, parent: bytes, child: bytes) -> Iterator[Area]:
    tag = sheet.tag(parent, tail(sheet))
    try:
        for ref in sheet.values(child, b"ref", *sheet.content(parent, tag)) if tag else ():
            yield _area(ref or "")
    except ValueError as fault:
        raise refusals.broken_part(sheet.part) from fault


def anchors(sheet: Spelling, cells: Iterable[Cell]) -> dict[Cell, Cell]:
    """The cell that shows each of these cells: the top left one of its merged area, else itself."""
    given = sorted(set(cells))
    shown = dict(zip(given, given, strict=True))
    highest, lowest = (given[0][0], given[-1][0]) if given else (0, 0)
    for area in _areas(sheet, b"mergeCells", b"mergeCell"):
        if area.bottom >= highest and area.top <= lowest:
            for cell in _within(given, area):
                shown[cell] = (area.top, area.left)
    return shown


def _within(given: Sequence[Cell], area: Area) -> Iterator[Cell]:
    """Those cells, in reading order, that lie in an area."""
    first = bisect_left(given, (area.top, area.left))
    for cell in given[first : bisect_right(given, (area.bottom, area.right), first)]:
        if area.left <= cell[1] <= area.right:
            yield cell


def tail(sheet: Spelling) -> int:
    """The offset behind the cells of a sheet; UnreadableError where it has none."""
    return sheet.behind(b"sheetData")


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
        number = attribute(sheet[tag], b"r")
        row = row + 1 if number is None else int(number)
        rows[row] = tag
    return rows


def _cells(sheet: Spelling, content: Tag) -> dict[int, Tag]:
    """All cells among the content of a row, by column; a cell without address follows the one before it."""
    cells: dict[int, Tag] = {}
    column = 0
    for tag in sheet.tags(b"c", *content):
        address = attribute(sheet[tag], b"r")
        column = parse_a1(address)[1] if address else column + 1
        cells[column] = tag
    return cells


def _spelled_row(sheet: Spelling, row: int, start: int = 0) -> Tag | None:
    """A row behind ``start``, found by the usual spelling of its number."""
    return sheet.holder(b"row", b' r="%d"' % row, start)


def _find_cell(sheet: Spelling, content: Tag, cell: str, column: int) -> Tag | None:
    """A cell among the content of its row."""
    return sheet.holder(b"c", b' r="%b"' % cell.encode(), *content) or _cells(sheet, content).get(column)


def cell_tags(sheet: Spelling, cells: Iterable[Cell]) -> Iterator[tuple[Cell, Tag]]:
    """The start tags of cells in reading order; a cell that the sheet does not have is passed over."""
    start = 0
    rows: dict[int, Tag] = {}
    for row, here in groupby(sorted(cells), itemgetter(0)):
        tag = rows.get(row) if rows else _spelled_row(sheet, row, start)
        if tag is None:
            rows = rows or _rows(sheet)
            tag = rows.get(row)
        if tag is None:
            continue
        start, content = tag[0], sheet.content(b"row", tag)
        for cell in here:
            found = _find_cell(sheet, content, a1(*cell), cell[1])
            if found:
                yield cell, found


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
    cell = f'<c r="{mark.cell}" s="{tint(style, mark)}"/>'
    return prefixed(cell, sheet.prefix)


def _restyled(sheet: Spelling, tag: Tag, mark: Mark, tint: Tint) -> Edit:
    style = attribute(sheet[tag], b"s")
    tinted = tint(0 if style is None else int(style), mark)
    return (*tag, with_attributes(sheet[tag], {b"s": b"%d" % tinted}))


def _styles(sheet: Spelling, start: int, end: int, marks: Iterable[Mark]) -> list[Tag]:
    """Where the format of every cell is spelt, as nearly every program does it behind the address; else nothing."""
    places = []
    for mark in marks:
        usual = b'<%bc r="%b" s="' % (sheet.prefix, mark.cell.encode())
        at = sheet.find(usual, start, end) + len(usual)
        place = at, sheet.text.find(b'"', at)
        if at < len(usual) or not sheet[place].isdigit():
            return []
        places.append(place)
    return places


def _fill_row(sheet: Spelling, row: Tag, marks: Iterable[Mark], tint: Tint) -> Iterator[Edit]:
    content = sheet.content(b"row", row)
    missing = []
    for mark in marks:
        tag = _find_cell(sheet, content, mark.cell, mark.column)
        if tag:
            yield _restyled(sheet, tag, mark, tint)
        else:
            missing.append(mark)
    if missing:
        yield from _insert_cells(sheet, row, missing, tint)


def _insert_cells(sheet: Spelling, row: Tag, marks: Sequence[Mark], tint: Tint) -> Iterator[Edit]:
    """New cells in a row; its ``spans`` go, because they may no longer hold."""
    content = sheet.content(b"row", row)
    cells, end = _cells(sheet, content), content[1]
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
    opening, end = b"<%brow" % sheet.prefix, tail(sheet)
    start = 0
    rows: dict[int, Tag] = {}
    edits: list[Edit] = []
    missing: dict[int, list[Mark]] = {}
    for row, marked in groupby(marks, attrgetter("row")):
        here = list(marked)
        at = -1 if rows else sheet.find(b'%b r="%d"' % (opening, row), start, end)
        places = _styles(sheet, at, sheet.find(opening, at + 1, end), here) if at >= 0 else []
        if places:
            start = at
            edits += [(*place, b"%d" % tint(int(sheet[place]), mark)) for place, mark in zip(places, here, strict=True)]
            continue
        tag = rows.get(row) if rows else _spelled_row(sheet, row, start)
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


def _linked(sheet: Spelling, cells: Sequence[Cell]) -> set[Cell]:
    """Which of these cells, in reading order, have a link of their own, given to them or by a formula."""
    linked = {cell for area in _areas(sheet, b"hyperlinks", b"hyperlink") for cell in _within(cells, area)}
    if b"HYPERLINK(" in sheet.text.upper():
        calls = (cell for cell, tag in cell_tags(sheet, cells) if b"HYPERLINK(" in sheet.element(b"c", tag).upper())
        linked.update(calls)
    return linked


def link_cells(sheet: Spelling, marks: Sequence[Mark], results: str) -> list[Edit]:
    """Edits that link every marked cell to its row of the sheet ``results``, except cells with a link of their own."""
    linked = _linked(sheet, [(mark.row, mark.column) for mark in marks])
    location = quoted("'" + results.replace("'", "''") + "'!A")[:-1]
    links = [
        f'<hyperlink ref="{mark.cell}" location={location}{mark.target}" tooltip={quoted(mark.tip)}/>'
        for mark in marks
        if (mark.row, mark.column) not in linked
    ]
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
        if attribute(sheet[tag], b"tabSelected") in {"1", "true"}
    ]
