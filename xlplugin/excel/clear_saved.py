"""A marked copy that was saved since: its marks are found by what they say and taken off one by one.

Excel, WPS and LibreOffice write every part anew, renumber styles and forget what they do not know.
What survives is what a reader sees: the results sheet with a former format per row, links to it, notes that name it.
The sheet may have been renamed or deleted since; notes and links still call it what it was called at first.
"""

from __future__ import annotations

import re

from xlplugin.excel.book import Book
from xlplugin.excel.clear_fills import Refill
from xlplugin.excel.clear_notes import NUMBERED, Notes
from xlplugin.excel.clear_results import first_results, remove
from xlplugin.excel.clear_undo import memories
from xlplugin.excel.draft import Draft, relations_of
from xlplugin.excel.marks import cell_tags, tail
from xlplugin.excel.ooxml import read_package, workbook_part
from xlplugin.excel.package import relationships
from xlplugin.excel.splice import attributes, splice, with_attributes
from xlplugin.excel.wording import WORDS
from xlplugin.place import parse_a1, parse_area
from xlplugin.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from xlplugin.excel.clear_results import Results
    from xlplugin.excel.package import Package
    from xlplugin.excel.splice import Edit, Spelling, Tag
    from xlplugin.grid import Grid, Workbook

    Cell = tuple[int, int]

__all__ = ["unmarked"]


@record
class _Marking:
    """Marks that were made together: their words, their results sheet, None where it is gone, and what they call it.

    ``called`` are sheets by name: the present name of the results sheet, and the one that its marks say.
    """

    words: dict[str, str]
    results: Results | None
    called: frozenset[str]


def unmarked(package: Package) -> bytes | None:
    """The workbook without the marks of its first results sheet, then without those whose sheet is gone.

    None where there are no marks left, UsageError where somebody has written on the results sheet.
    """
    workbook = read_package(package)
    part = workbook_part(package) or ""
    results = first_results(workbook)
    draft = Draft(package)
    marking = _marking(draft, part, results, workbook)
    memory = memories(package, part)
    if marking is None and not memory:
        return None
    if marking:
        book = Book(draft)
        _take_off(draft, book, marking, {grid.name: grid for grid in workbook.sheets})
        if results:
            remove(draft, book, results.name)
    _forget(draft, part, memory)
    return draft.packed()


def _marking(draft: Draft, part: str, results: Results | None, workbook: Workbook) -> _Marking | None:
    """The marks to be taken off first; ``part`` is that of the workbook."""
    ties = relationships(draft.package, part).values()
    worksheets = [target for kind, target, external in ties if kind == "worksheet" and not external and target in draft]
    names = {grid.name for grid in workbook.sheets}.union(workbook.other_sheets)
    for words in WORDS.values() if results is None else (results.words,):
        told = frozenset().union(*(_told(draft, sheet, words) for sheet in worksheets))
        if results:
            lost = sorted(told - names, key=lambda name: (len(name), name)) if results.name not in told else []
            return _Marking(words, results, frozenset((results.name, *lost[-1:])))
        if told:
            return _Marking(words, None, told)
    return None


def _told(draft: Draft, part: str, words: dict[str, str]) -> set[str]:
    """The names by which notes and links of a sheet call a results sheet."""
    sheet = draft.spelling(part)
    tip = _tip(words)
    tips = (tip.fullmatch(given.get("tooltip", "")) for _, given in _links(sheet))
    return Notes(draft, sheet).told(words) | {found[1] for found in tips if found}


def _forget(draft: Draft, part: str, memory: dict[str, str]) -> None:
    """Leave out what the copy remembers, with the properties that Excel has given it."""
    draft.untie(part, memory)
    for name in memory.values():
        draft.discard([name, *(target for _, target, _ in relationships(draft.package, name).values())])
        draft.omit([relations_of(name)])


def _take_off(draft: Draft, book: Book, marking: _Marking, grids: dict[str, Grid]) -> None:
    """Take fills, notes and links off every other sheet."""
    styles = Refill(draft.spelling(book.styles)) if book.styles else None
    results = marking.results
    for name, part in book.sheets.items():
        if name not in book.worksheets or (results and name == results.name):
            continue
        sheet = draft.spelling(part)
        notes = Notes(draft, sheet)
        links, edits = _unlink(sheet, marking, frozenset(book.sheets))
        cells = {cell: number for cell, (number, _) in links.items()} | notes.find(marking.called, marking.words)
        edits += notes.clear()
        spelt = {cell for cell, (_, target) in links.items() if target and grids[name].values.get(cell) == target}
        edits += _restore(sheet, _formers(cells, results, name), spelt, styles)
        if edits:
            draft.put(part, splice(sheet.text, edits))
    if book.styles and styles:
        draft.put(book.styles, styles.text())


def _formers(cells: dict[Cell, int], results: Results | None, sheet: str) -> dict[Cell, int | None]:
    """The former style of every marked cell of a sheet, None where nothing tells it; ``cells`` have their numbers."""
    if results is None:
        return dict.fromkeys(cells)
    known = {cell: number for cell, number in cells.items() if number in results.kept}
    seen = set(known.values())
    known |= {cell: number for cell, number in _listed(results, sheet) if number not in seen}
    return {cell: results.kept[number] for cell, number in known.items()}


def _listed(results: Results, sheet: str) -> Iterator[tuple[Cell, int]]:
    """The cells of a sheet as the results name them: the way to marks that have neither note nor link."""
    for number, (where, cell) in results.listed.items():
        if where in (sheet, results.words["hidden"].format(sheet)):
            yield parse_a1(cell), number


def _links(sheet: Spelling) -> Iterator[tuple[Tag, dict[str, str]]]:
    """The links of a sheet with their attributes."""
    parent = sheet.tag(b"hyperlinks", tail(sheet))
    for tag in sheet.tags(b"hyperlink", *sheet.content(b"hyperlinks", parent)) if parent else ():
        yield tag, attributes(sheet[tag])


def _tip(words: dict[str, str]) -> re.Pattern[str]:
    """What a link of ours says of itself: the name of the results sheet and the number there."""
    name, number = re.escape(words["sheet"]) + NUMBERED, r"\d+"
    return re.compile(re.escape(words["back"]).replace(r"\{\}", "{}").format(f"({name})", f"({number})"))


def _unlink(
    sheet: Spelling, marking: _Marking, names: frozenset[str]
) -> tuple[dict[Cell, tuple[int, str]], list[Edit]]:
    """The cells that are linked to the results sheet, with number and target, and edits that remove these links.

    A link is ours by its target or, where that was renamed along with the sheet, by its tip. Where the results sheet
    is gone, one of that name among the ``names`` of sheets is the user's own.
    """
    results, tip = marking.results, _tip(marking.words)
    row = _target(marking.called if results else marking.called - names)
    cells: dict[Cell, tuple[int, str]] = {}
    edits: list[Edit] = []
    links = list(_links(sheet))
    for tag, given in links:
        target = given.get("location", "")
        led, told = row.fullmatch(target), tip.fullmatch(given.get("tooltip", ""))
        if told and told[1] in marking.called:
            number = int(told[2])
        elif led:
            number = int(led[1]) - results.first + 1 if results else 0
        else:
            continue
        area = parse_area(given["ref"])
        cells[area.top, area.left] = number, target
        edits.append((tag[0], sheet.end(b"hyperlink", tag), b""))
    parent = sheet.tag(b"hyperlinks", tail(sheet))
    if parent and links and len(edits) == len(links):  # an empty list of links is not allowed
        edits = [(parent[0], sheet.end(b"hyperlinks", parent), b"")]
    return cells, edits


def _target(called: Iterable[str]) -> re.Pattern[str]:
    """A place in the first column of one of these sheets, as a link gives it: its row."""
    spelt = [re.escape(one) for name in called for one in (f"'{name.replace(chr(39), chr(39) * 2)}'", name)]
    return re.compile(rf"#?(?:{'|'.join(spelt) or '(?!)'})!\$?A\$?(\d+)")


def _restore(
    sheet: Spelling, formers: dict[Cell, int | None], spelt: set[Cell], styles: Refill | None
) -> Iterator[Edit]:
    """Edits that give cells the fill of their former style, and empty those that spell out the target of our link.

    openpyxl writes the target of a link into a cell without text.
    """
    for cell, tag in cell_tags(sheet, formers.keys() | spelt):
        style = int(attributes(sheet[tag]).get("s", 0))
        cleared = styles.refilled(style, formers[cell]) if styles and cell in formers else style
        head = with_attributes(sheet[tag], {b"s": b"%d" % cleared}) if cleared != style else sheet[tag]
        if cell in spelt:
            yield tag[0], sheet.end(b"c", tag), with_attributes(head, {b"t": None})[:-1].rstrip(b"/ ") + b"/>"
        elif cleared != style:
            yield (*tag, head)
