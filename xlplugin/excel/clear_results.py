"""The results sheet of a marked copy that was saved since: what it says, and how it is taken out of the workbook."""

from __future__ import annotations

import re

from xlplugin.errors import UsageError
from xlplugin.excel.draft import relations_of
from xlplugin.excel.package import relationships
from xlplugin.excel.results import WIDTH
from xlplugin.excel.splice import attributes, splice, with_attributes
from xlplugin.excel.wording import WORDS
from xlplugin.place import a1
from xlplugin.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from xlplugin.excel.book import Book
    from xlplugin.excel.draft import Draft
    from xlplugin.excel.splice import Edit, Spelling
    from xlplugin.grid import Grid, Workbook

__all__ = ["Results", "first_results", "remove"]

_KEPT = WIDTH + 1
"""The hidden column of the former formats."""
_SHEET, _CELL = 3, 4
"""The columns that say where a finding stands."""
_HIGHEST = 20
"""Rows within which the column titles stand; above them are three lines and the remarks."""


@record
class Results:
    """The results sheet of a marking: its present name, its words, the row of its first finding.

    ``kept`` are the former styles by the number of the finding, ``listed`` says of every number on which sheet and at
    which cell the mark was made. Rows that were sorted or deleted since do no harm: the hidden column repeats the
    numbers.
    """

    name: str
    words: dict[str, str]
    first: int
    kept: dict[int, int]
    listed: dict[int, tuple[str, str]]


def first_results(workbook: Workbook) -> Results | None:
    """The first results sheet, with what it says; UsageError where somebody has written on it."""
    for grid in workbook.sheets:
        for words in WORDS.values():
            titles = _titles(grid, words["columns"].split())
            named = str(grid.values.get((2, 1), "")).startswith(words["file"].format(""))
            if titles or (named and grid.values.get((1, 1)) == words["title"]):
                return _understood(grid, words, (titles or _HIGHEST) + 1)
    return None


def _titles(grid: Grid, titles: list[str]) -> int:
    """The row of the column titles, 0 where there is none: what stands above may have been overwritten."""
    cells = grid.values
    rows = (row for row in range(1, _HIGHEST) if cells.get((row, 1)) == titles[0])
    return next((row for row in rows if [cells.get((row, at)) for at in range(1, WIDTH + 1)] == titles), 0)


def _understood(grid: Grid, words: dict[str, str], first: int) -> Results:
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
    return Results(grid.name, words, first, kept, listed)


def _written_on(sheet: str, cell: str) -> UsageError:
    """Somebody has written on the results sheet, which is about to go."""
    return UsageError(
        f"“{sheet}”的 {cell} 是后来填写的，去掉标注会连它一起丢失；请先把它移到别的工作表，保存后再试。",
        f"{cell} of “{sheet}” was filled in later and would be lost with the marks; "
        "move it to another sheet, save and try again.",
    )


def remove(draft: Draft, book: Book, name: str) -> None:
    """Take a sheet out of the workbook: its part, its names, its place in the row of tabs.

    UsageError where it is the only one, or where somebody has put a note or a picture there.
    """
    if len(book.sheets) == 1:
        raise UsageError(
            f"工作簿里只剩“{name}”一张工作表，去掉它就没有内容了；请给出还有原表的副本。",
            f"“{name}” is the only sheet left in the workbook; name a copy that still holds the form.",
        )
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
