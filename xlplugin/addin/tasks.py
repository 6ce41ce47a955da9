"""What each button does with an open book; every task returns the sentence that Excel then shows, or none."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from xlplugin import __version__
from xlplugin.addin import preferences
from xlplugin.addin.wording import SENTENCES
from xlplugin.errors import UsageError
from xlplugin.excel import explanation_live, explanation_rows, live, live_marks, live_points, live_state
from xlplugin.excel.delivery import write_whole
from xlplugin.excel.live_app import load_xlwings
from xlplugin.model import SEVERITIES, Policy, Run
from xlplugin.pipeline import check_workbook
from xlplugin.record import record, replace
from xlplugin.reports import text
from xlplugin.reports.order import ordered
from xlplugin.reports.receipt_note import notes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlwings import Book

    from xlplugin.addin.preferences import Preferences
    from xlplugin.excel.live_points import Entry
    from xlplugin.excel.live_state import State
    from xlplugin.grid import Workbook
    from xlplugin.model import FileRun

__all__ = ["about", "check", "clear", "explain", "export", "score", "settings", "step"]

_LISTED = 12
"""Differences that one message lists; more would not fit on a small screen."""


@record
class _Checked:
    workbook: Workbook
    file: FileRun


def _checked(book: Book, chosen: Preferences) -> _Checked:
    """Read the book without our own sheets, and check it; what could not be read is said in the result."""
    lang = chosen.language
    state = live_state.find(book)
    own = (state.sheet.name, state.results or "") if state else ()
    reading = live.read(book, own, lang)
    file = check_workbook(reading.workbook, book.name, "", lang, Policy(profile=chosen.profile))
    file = replace(file, findings=ordered(file), not_checked=(*reading.left_out, *file.not_checked))
    return _Checked(reading.workbook, file)


def check(book: Book, chosen: Preferences) -> str:
    """审核: check the book and mark what was found; earlier marks are replaced."""
    lang = chosen.language
    done = _checked(book, chosen)
    file = done.file
    live_marks.clear(book)
    if file.findings or file.not_checked:
        live_marks.mark(book, done.workbook, file, notes(file, lang), lang)
    return _summary(file, SENTENCES[lang])


def _summary(file: FileRun, words: dict[str, str]) -> str:
    """How many findings are open, how many have been explained, and whether anything was left unchecked."""
    counts = [Run((file,)).count(severity) for severity in SEVERITIES]
    blocked = any(note.blocking for note in file.not_checked)
    kind = "blocked" if blocked else "found" if any(counts) else "partly" if file.not_checked else "clean"
    told = words[kind].format(*counts, len(file.not_checked))
    answered = len(file.findings) - sum(counts)
    return told + words["answered"].format(answered) if answered else told


def score(book: Book, chosen: Preferences) -> str:
    """计算得分: fill in blank points; where points are stated, show what differs and ask before replacing them."""
    lang = chosen.language
    words = SENTENCES[lang]
    plan = live_points.plan(_checked(book, chosen).file)
    if not any((plan.blank, plan.differing, plan.computed, plan.judged, plan.agreed)):
        return words["unscored"]
    chosen_entries = plan.blank
    if plan.differing:
        asked = words["replace"].format(len(plan.differing), _listed(plan.differing, lang))
        if book.app.alert(asked, words["title"], "yes_no") == "yes":
            chosen_entries += plan.differing
    live_points.write(book, chosen_entries)
    lines = [words["scored"].format(len(chosen_entries), plan.agreed, plan.judged)]
    if plan.computed:
        lines.append(words["formulas"].format(len(plan.computed), _listed(plan.computed, lang)))
    return "\n\n".join(lines)


def _listed(entries: Sequence[Entry], lang: str) -> str:
    lines = [entry.said(lang) for entry in entries[:_LISTED]]
    return "\n".join(lines + ["……"] * (len(entries) > _LISTED))


def step(book: Book, chosen: Preferences, forward: bool) -> str:
    """上一条 and 下一条: select the cell of the finding before or after the one shown last, round and round."""
    words = SENTENCES[chosen.language]
    state = live_state.find(book)
    if state is None or not state.findings:
        return words["unmarked"]
    count = len(state.findings)
    current = state.current - 1 if state.current else (-1 if forward else count)
    current = (current + (1 if forward else -1)) % count
    live_state.remember(state, current + 1)
    return _shown(book, state, current, words)


def _shown(book: Book, state: State, index: int, words: dict[str, str]) -> str:
    place, message = state.findings[index]
    sheets = {sheet.name: sheet for sheet in book.sheets}
    told = words["at"].format(index + 1, len(state.findings), message)
    if place is None or place.sheet not in sheets:
        return words["gone"].format(told)
    sheet = sheets[place.sheet]
    if not sheet.visible or sheet.visible == live_state.VERY_HIDDEN:
        return words["hidden"].format(told, place)
    sheet.activate()
    cell = sheet.range((place.row, place.column))
    cell.select()
    book.app.status_bar = told
    unseen = cell.row_height == 0 or cell.column_width == 0
    return words["filtered"].format(told, place) if unseen else ""


def explain(book: Book, chosen: Preferences) -> str:
    """说明: select the cell for the reason of the finding in the selected cell, else of the first one still open."""
    words = SENTENCES[chosen.language]
    chosen_cells = explanation_live.selection(book)
    done = _checked(book, chosen)
    rows = explanation_rows.rows(done.file.findings, lang=chosen.language)
    if not rows:
        blocked = any(note.blocking for note in done.file.not_checked)
        return words["unasked_blocked" if blocked else "unasked"]
    here = explanation_live.asked_at(done.workbook, rows, *chosen_cells) if chosen_cells else None
    sheet = explanation_live.opened(book, done.workbook, rows, chosen.language)
    open_ids = {finding.id for finding in done.file.findings if finding.counts}
    row = here or next((row for row in rows if row.id in open_ids), rows[0])
    sheet.sheet.activate()
    sheet.sheet.range(sheet.cells[row.id]).select()
    return "" if here else words["explain"].format(len(rows), sum(row.id in open_ids for row in rows))


def clear(book: Book, chosen: Preferences) -> str:
    """清除标记: take away every tint, note and sheet of ours."""
    book.app.status_bar = False
    return SENTENCES[chosen.language]["cleared" if live_marks.clear(book) else "unmarked"]


def export(book: Book, chosen: Preferences) -> str:
    """导出报告: write the report beside the workbook, or into the home folder where that is not possible."""
    lang = chosen.language
    words = SENTENCES[lang]
    report = text.render(Run((_checked(book, chosen).file,)), lang).encode("utf-8-sig", "backslashreplace")
    name = f"{os.path.splitext(book.name)[0]}.{words['report']}"
    folder = _folder(book)
    if folder:
        with suppress(UsageError):  # it may be read-only, on a server for instance
            return words["exported"].format(_saved(folder, name, report))
    return words["exported"].format(_saved(os.path.expanduser("~"), name, report))


def _folder(book: Book) -> str:
    """Where the book lies on this computer; empty for one that was never saved or lies in a cloud."""
    with suppress(Exception):  # xlwings finds the local copy of a cloud file, or raises
        folder = os.path.dirname(book.fullname)
        return folder if os.path.isdir(folder) else ""
    return ""


def _saved(folder: str, name: str, report: bytes) -> str:
    """Write the report under a name that is not taken, and return its path."""
    path = _free(os.path.join(folder, name))
    write_whole(path, report)
    return path


def _free(stem: str) -> str:
    path, number = f"{stem}.txt", 2
    while os.path.lexists(path):
        path, number = f"{stem}({number}).txt", number + 1
    return path


def settings(book: Book, chosen: Preferences, path: str) -> str:
    """设置: show the settings and where they are kept, and offer the other language."""
    words = SENTENCES[chosen.language]
    profile = chosen.profile or words["edition"]
    if book.app.alert(words["settings"].format(profile, path), words["title"], "yes_no") != "yes":
        return ""
    other = replace(chosen, language="zh" if chosen.language == "en" else "en")
    preferences.save(path, other)
    return SENTENCES[other.language]["changed"]


def about(chosen: Preferences) -> str:
    """关于: the versions at work and the Python that runs them."""
    return SENTENCES[chosen.language]["about"].format(__version__, load_xlwings().__version__, sys.executable)
