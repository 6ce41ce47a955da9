"""A marked copy that was saved since: its marks are found by what they say and taken off one by one.

Excel, WPS and LibreOffice write every part anew, renumber styles and forget what they do not know.
What survives is what a reader sees: the results sheet with a former format per row, links to it, notes that name it.
"""

from __future__ import annotations

import re

from xlplugin.errors import UsageError
from xlplugin.excel.book import Book
from xlplugin.excel.clear_notes import Notes
from xlplugin.excel.clear_undo import memories
from xlplugin.excel.draft import Draft, relations_of
from xlplugin.excel.marks import cell_tag, tail
from xlplugin.excel.ooxml import read_package
from xlplugin.excel.package import relationships
from xlplugin.excel.results import WIDTH
from xlplugin.excel.splice import attributes, splice, with_attributes
from xlplugin.excel.styles import StyleBook
from xlplugin.excel.wording import WORDS
from xlplugin.place import a1, parse_a1, parse_area
from xlplugin.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.excel.package import Package
    from xlplugin.excel.splice import Edit, Spelling
    from xlplugin.grid import Grid, Workbook

    Cell = tuple[int, int]

__all__ = ["unmarked"]

_KEPT = WIDTH + 1
"""The hidden column of the former formats."""
_SHEET, _CELL = 3, 4
"""The columns that say where a finding stands."""
_HIGHEST = 20
"""Rows within which the column titles stand; above them are three lines and the remarks."""


@record
class _Results:
    """The results sheet of a marking: its name, its words, the row of its first finding, former styles by its number.

    ``listed`` says of every number on which sheet and at which cell the mark was made. Rows that were sorted or
    deleted since do no harm: the hidden column repeats the numbers.
    """

    name: str
    words: dict[str, str]
    first: int
    kept: dict[int, int]
    listed: dict[int, tuple[str, str]]


def unmarked(package: Package) -> bytes | None:
    """The workbook without the marks of its first results sheet; None where it has none.

    UsageError where somebody has written on that sheet.
    """
    workbook = read_package(package)
    results = _results(workbook)
    if results is None:
        return None
    draft = Draft(package)
    book = Book(draft)
    _take_off(draft, book, results)
    _remove_sheet(draft, book, results.name)
    _forget(draft, book.part)
    return draft.packed()


def _forget(draft: Draft, part: str) -> None:
    """Leave out what the copy remembers, with the properties that Excel has given it."""
    memory = memories(draft.package, part)
    draft.untie(part, memory)
    for name in memory.values():
        draft.discard([name, *(target for _, target, _ in relationships(draft.package, name).values())])
        draft.omit([relations_of(name)])


def _results(workbook: Workbook) -> _Results | None:
    """The first results sheet, with what it says."""
    for grid in workbook.sheets:
        for words in WORDS.values():
            named = str(grid.values.get((2, 1), "")).startswith(words["file"].format(""))
            if named and grid.values.get((1, 1)) == words["title"]:
                return _understood(grid, words)
    return None


def _understood(grid: Grid, words: dict[str, str]) -> _Results:
    titles = words["columns"].split()
    heads = (
        row
        for row in range(1, _HIGHEST)
        if [grid.values.get((row, column)) for column in range(1, WIDTH + 1)] == titles
    )
    first = next(heads, _HIGHEST) + 1
    kept, listed = {}, {}
    remembered = re.compile(re.escape(words["kept"]).replace(r"\{\}", r"(\d+)"))
    for (row, column), value in grid.values.items():
        found = remembered.fullmatch(str(value)) if column == _KEPT else None
        if found:
            number = int(found[1])
            kept[number] = grid.styles.get((row, column), 0)
            if grid.values.get((row, 1)) == number:
                listed[number] = str(grid.values.get((row, _SHEET), "")), str(grid.values.get((row, _CELL), ""))
        elif column > WIDTH:
            raise _written_on(grid.name, a1(row, column))
    for row, column in grid.formulas or ():
        raise _written_on(grid.name, a1(row, column))
    return _Results(grid.name, words, first, kept, listed)


def _written_on(sheet: str, cell: str) -> UsageError:
    """Somebody has written on the results sheet, which is about to go."""
    return UsageError(
        f"“{sheet}”的 {cell} 是后来填写的，去掉标注会连它一起丢失；请先把它移到别的工作表，保存后再试。",
        f"{cell} of “{sheet}” was filled in later and would be lost with the marks; "
        "move it to another sheet, save and try again.",
    )


def _take_off(draft: Draft, book: Book, results: _Results) -> None:
    """Take fills, notes and links off every other sheet."""
    styles = StyleBook(draft.spelling(book.styles)) if book.styles else None
    for name, part in book.sheets.items():
        if name not in book.worksheets or name == results.name:
            continue
        sheet = draft.spelling(part)
        links, edits = _unlink(sheet, results)
        notes = Notes(draft, sheet, results.name, results.words)
        cells = {cell: number for cell, number in (links | notes.cells).items() if number in results.kept}
        seen = set(cells.values())
        cells |= {cell: number for cell, number in _listed(results, name) if number not in seen}
        edits += notes.clear()
        if styles:
            edits += _refill(sheet, {cell: results.kept[number] for cell, number in cells.items()}, styles)
        if edits:
            draft.put(part, splice(sheet.text, edits))
    if book.styles and styles:
        draft.put(book.styles, styles.text())


def _listed(results: _Results, sheet: str) -> Iterator[tuple[Cell, int]]:
    """The cells of a sheet as the results name them: the way to marks that have neither note nor link."""
    for number, (where, cell) in results.listed.items():
        if where in (sheet, results.words["hidden"].format(sheet)):
            yield parse_a1(cell), number


def _unlink(sheet: Spelling, results: _Results) -> tuple[dict[Cell, int], list[Edit]]:
    """The cells that are linked to the results sheet, with the number there, and edits that remove these links."""
    parent = sheet.tag(b"hyperlinks", tail(sheet))
    if parent is None:
        return {}, []
    quoted = results.name.replace("'", "''")
    target = re.compile(rf"#?(?:'{re.escape(quoted)}'|{re.escape(results.name)})!\$?A\$?(\d+)")
    cells: dict[Cell, int] = {}
    edits: list[Edit] = []
    tags = list(sheet.tags(b"hyperlink", *sheet.content(b"hyperlinks", parent)))
    for tag in tags:
        given = attributes(sheet[tag])
        found = target.fullmatch(given.get("location", ""))
        if found:
            area = parse_area(given["ref"])
            cells[area.top, area.left] = int(found[1]) - results.first + 1
            edits.append((tag[0], sheet.end(b"hyperlink", tag), b""))
    if tags and len(edits) == len(tags):  # an empty list of links is not allowed
        edits = [(parent[0], sheet.end(b"hyperlinks", parent), b"")]
    return cells, edits


def _refill(sheet: Spelling, formers: dict[Cell, int], styles: StyleBook) -> Iterator[Edit]:
    """Edits that give cells the fill of their former style."""
    for cell, former in formers.items():
        tag = cell_tag(sheet, cell)
        if tag is None:
            continue
        style = int(attributes(sheet[tag]).get("s", 0))
        cleared = styles.refilled(style, former)
        if cleared != style:
            yield (*tag, with_attributes(sheet[tag], {b"s": b"%d" % cleared}))


def _remove_sheet(draft: Draft, book: Book, name: str) -> None:
    """Take a sheet out of the workbook: its part, its names, its place in the row of tabs."""
    text, part = book.text, book.sheets[name]
    own = _belongings(draft, name, part)
    at = list(book.sheets).index(name)
    listed = text.tags(b"sheet", *text.content(b"sheets", text.tag(b"sheets") or text.root))
    own_tag = next(tag for tag in listed if attributes(text[tag]).get("name") == name)
    edits = [(own_tag[0], text.end(b"sheet", own_tag), b""), *_unnamed(text, at)]
    shown = _shown(book, name)
    view = {b"activeTab": b"%d" % shown if shown else None, b"firstSheet": None}
    edits += [(*tag, with_attributes(text[tag], view)) for tag in text.tags(b"workbookView")]
    draft.put(book.part, splice(text.text, edits))
    draft.untie(book.part, (tie for tie, (_, to, _) in relationships(draft.package, book.part).items() if to == part))
    draft.discard([part, *own])
    draft.omit(map(relations_of, (part, *own)))


def _belongings(draft: Draft, name: str, part: str) -> list[str]:
    """What programs give a sheet when they save it; UsageError where somebody has put a note or a picture there."""
    ties = [(kind, target) for kind, target, external in relationships(draft.package, part).values() if not external]
    for kind, target in ties:
        if kind == "comments" or (kind == "drawing" and b"Anchor" in draft.text(target)):
            raise _written_on(name, {"comments": "批注", "drawing": "图形"}[kind])
    return [target for kind, target in ties if kind in {"printerSettings", "drawing"}]


def _shown(book: Book, name: str) -> int:
    """The position, counted without ``name``, of the sheet to be shown: the first one that is not hidden."""
    left = [sheet for sheet in book.sheets if sheet != name]
    return next((at for at, sheet in enumerate(left) if sheet not in book.hidden), 0)


def _unnamed(text: Spelling, gone: int) -> list[Edit]:
    """Edits that remove the names of a sheet, given by position, and shift the scope of those behind it."""
    parent = text.tag(b"definedNames")
    if parent is None:
        return []
    edits: list[Edit] = []
    left = 0
    for tag in text.tags(b"definedName", *text.content(b"definedNames", parent)):
        scope = int(attributes(text[tag]).get("localSheetId", -1))
        if scope == gone:
            edits.append((tag[0], text.end(b"definedName", tag), b""))
            continue
        left += 1
        if scope > gone:
            edits.append((*tag, with_attributes(text[tag], {b"localSheetId": b"%d" % (scope - 1)})))
    return edits if left else [(parent[0], text.end(b"definedNames", parent), b"")]
