"""Marks in the open book: a tint over each blamed cell, a note, the results sheet, and all of it taken away again.

The tint is a conditional format of our own that always applies: the user's fill, gradient and theme colour stay
untouched below it and need no restoring. A note of the user is kept; ours follows it behind ``HEAD``. Both move with
their cells when rows are inserted or sorted, and are found again by what they say.
"""

from __future__ import annotations

import sys
from contextlib import suppress

from xlplugin.errors import UsageError
from xlplugin.excel import live_results, live_state
from xlplugin.excel.styles import TINTS
from xlplugin.excel.wording import WORDS, note_text
from xlplugin.model import SEVERITIES
from xlplugin.place import Area, Place
from xlplugin.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlwings import Book, Note, Range, Sheet

    from xlplugin.grid import Grid, Workbook
    from xlplugin.model import FileRun, Finding

__all__ = ["HEAD", "clear", "mark"]

HEAD = "〔xlplugin 审核〕"
"""Where our part of a note begins."""

_GAP = "\n\n"
_RULE = '="xlplugin"="xlplugin"'
"""Always true, and told from a rule of the user; without a function it reads the same in every language of Excel."""

_SHORT = 250
"""Characters of a note that pass everywhere. A longer note of the user is left alone: it must come back whole."""

_LONGEST = _SHORT if sys.platform == "darwin" else 4_000
"""Characters of a note with ours; AppleScript hands over no more."""


@record
class _Mark:
    """One cell to mark: its area on the sheet, gravest severity and note."""

    place: Place
    area: Area
    severity: str
    text: str


def mark(book: Book, workbook: Workbook, file: FileRun, receipts: Mapping[Place, str], lang: str = "zh") -> None:
    """Mark the findings in the open book: all of them or, where Excel refuses one, none.

    ``workbook`` is the book as it was read, ``receipts`` are added to the notes by cell; earlier marks must be cleared.
    The cells come first: a shared workbook takes new sheets but does not let go of them again.
    UsageError naming the sheet that cannot be changed.
    """
    words = WORDS[lang]
    names = {sheet.name for sheet in book.sheets}
    title = _free(words["sheet"], names)
    marks = _marks(workbook, file, receipts, title, words)
    shown = book.sheets.active
    own: list[Sheet] = []
    place: Place | None = None
    try:
        for one in marks:
            place = one.place
            _put(book.sheets[place.sheet], one)
        place = None
        results = book.sheets.add(title, after=book.sheets[-1])
        own.append(results)
        state = book.sheets.add(_free(live_state.NAME, names), after=results)
        own.append(state)
        live_results.write(results, workbook, file, words)
        told = [(finding.place, f"{words[finding.severity]} {finding.message}") for finding in file.findings]
        live_state.store(state, title, told)
        results.activate()
    except Exception as fault:
        _undo(book, own, shown)
        raise _refused(place) from fault


def _free(wanted: str, taken: set[str]) -> str:
    folded = {name.casefold() for name in taken}
    name, number = wanted, 2
    while name.casefold() in folded:
        name, number = f"{wanted}({number})", number + 1
    return name


def _marks(
    workbook: Workbook, file: FileRun, receipts: Mapping[Place, str], results: str, words: dict[str, str]
) -> list[_Mark]:
    """One mark per cell that shows an open finding, in the order of the findings; what is explained needs no mark."""
    grids = {grid.name: grid for grid in workbook.sheets}
    grouped: dict[tuple[str, Area], list[tuple[int, Finding]]] = {}
    for number, finding in enumerate(file.findings, 1):
        place = finding.place
        if place.sheet in grids and finding.counts:
            grouped.setdefault((place.sheet, _seen(grids[place.sheet], place)), []).append((number, finding))
    marks = []
    for (sheet, area), here in grouped.items():
        severity = min((finding.severity for _, finding in here), key=SEVERITIES.index)
        text = note_text(here, results, words, receipts)
        marks.append(_Mark(Place(sheet, area.top, area.left), area, severity, text))
    return marks


def _seen(grid: Grid, place: Place) -> Area:
    """The merged area that shows a cell, else the cell itself."""
    row, column = place.row, place.column
    around = (m for m in grid.merges if m.top <= row <= m.bottom and m.left <= column <= m.right)
    return next(around, Area(row, column, row, column))


def _put(sheet: Sheet, mark: _Mark) -> None:
    area = mark.area
    tinted = sheet.range((area.top, area.left), (area.bottom, area.right))
    tinted.conditional_formats.add_custom(_RULE, fill_color="#" + TINTS[mark.severity][2:])
    cell = sheet.range((area.top, area.left))
    if _discussed(cell):
        return
    note, text = cell.note, f"{HEAD}\n{mark.text}"
    if note is None:
        _add(cell, text)
    elif len(note.text) <= _SHORT - len(_GAP) - len(HEAD):
        _append(note, _GAP + text)


def _discussed(cell: Range) -> bool:
    """Whether a cell carries a threaded comment, which takes no note beside it; only Excel for Windows tells."""
    try:
        return cell.comment is not None
    except Exception:  # noqa: BLE001 - older versions and macOS do not know them
        return False


def _add(cell: Range, text: str) -> None:
    """A new note; where Excel refuses a long one, a short one, for all of it stands on the results sheet."""
    try:
        cell.add_note(text[:_LONGEST])
    except Exception:  # noqa: BLE001 - each platform refuses in its own way
        cell.add_note(text[:_SHORT])


def _append(note: Note, text: str) -> None:
    """Our part behind the user's, which stays alone where Excel has cut ours off too early to be found again."""
    theirs = note.text
    note.text = (theirs + text)[:_LONGEST]
    if HEAD not in note.text:
        note.text = theirs


def _undo(book: Book, own: list[Sheet], shown: Sheet) -> None:
    _sweep(book)
    for sheet in own:
        sheet.delete()
    with suppress(Exception):  # a chart that cannot be shown again is no reason to leave marks behind
        shown.activate()


def clear(book: Book) -> bool:
    """Take all marks away; False where there were none.

    UsageError naming what cannot be changed; nothing has been changed then.
    """
    state = live_state.find(book)
    if state is None and not any(_own_notes(sheet) for sheet in book.sheets):
        return False
    _probe(book)
    own = [sheet for sheet in book.sheets if state and sheet.name in {state.results, state.sheet.name}]
    for sheet in own:
        try:
            sheet.delete()
        except Exception as fault:
            raise _refused(None) from fault
    _sweep(book)
    return True


def _own_notes(sheet: Sheet) -> list[tuple[Note, str]]:
    return [(note, text) for note in sheet.notes if HEAD in (text := note.text)]


def _probe(book: Book) -> None:
    """Write a note of ours as it is on every marked sheet: one that is protected refuses before anything changed."""
    for sheet in book.sheets:
        try:
            for note, text in _own_notes(sheet)[:1]:
                note.text = text
        except Exception as fault:
            raise _refused(Place(sheet.name, 1, 1)) from fault


def _sweep(book: Book) -> None:
    """Take our notes and tints from every sheet, wherever their cells have moved to."""
    for sheet in book.sheets:
        for note, text in _own_notes(sheet):
            start = text.rfind(HEAD)
            if start:
                note.text = text[: start - len(_GAP)]
            else:
                note.delete()
        for rule in reversed(list(sheet.cells.conditional_formats)):
            if _RULE[1:] in (rule.formula or ""):
                rule.delete()


def _refused(place: Place | None) -> UsageError:
    if place is None:
        return UsageError(
            "无法增加或删除工作表，没有做任何改动：工作簿的结构可能受保护，或处于共享、只读或单元格编辑状态。"
            "请结束编辑，在“审阅”中撤消“保护工作簿”和共享后再试；也可以用“导出报告”。",
            "Sheets cannot be added or deleted, nothing was changed: the structure of the workbook may be protected, "
            "or it is shared, read-only or being edited. Leave the cell, unprotect and unshare the workbook under "
            "Review and try again, or export the report.",
        )
    return UsageError(
        f"工作表“{place.sheet}”不能改动，没有做任何改动：它可能受保护，或工作簿处于共享状态。"
        "请在“审阅”中“撤消工作表保护”或取消共享后再试；也可以用“导出报告”。",
        f"Sheet “{place.sheet}” cannot be changed, nothing was changed: it may be protected, or the workbook "
        "is shared. Unprotect it or stop sharing under Review and try again, or export the report.",
    )
