"""The command ``score``: workbooks read and scored, and their receipts as text, JSON or a workbook to print."""

from __future__ import annotations

import os

from xlplugin.batch import check_file
from xlplugin.model import NotChecked, Run
from xlplugin.record import replace
from xlplugin.reports.receipt_words import WORDS
from xlplugin.settings import policy_for
from xlplugin.usage import existing_file, missing_target, not_a_workbook_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlplugin.model import FileRun

__all__ = ["check_target", "report", "save", "scored"]

_WHAT = {"zh": "计分", "en": "score"}


def scored(paths: Iterable[str], lang: str = "zh", profile: str | None = None) -> Run:
    """Read and score workbooks; never raises. One that was read but holds nothing to score says so, blocking."""
    return Run(tuple(_said(check_file(path, lang, policy_for(path, profile)), lang) for path in paths))


def _said(file: FileRun, lang: str) -> FileRun:
    """A file without any score is no success."""
    if any(form.score for form in file.forms) or any(note.blocking for note in file.not_checked):
        return file
    note = NotChecked(None, _WHAT[lang], WORDS[lang]["nothing"])
    return replace(file, not_checked=(*file.not_checked, note))


def report(run: Run, kind: str, lang: str = "zh") -> str:
    """The receipts as ``text`` or ``json``."""
    if kind == "json":
        from xlplugin.reports import receipt_json  # noqa: PLC0415 - only the format asked for is loaded

        return receipt_json.render(run, lang)
    from xlplugin.reports import receipt_text  # noqa: PLC0415 - only the format asked for is loaded

    return receipt_text.render(run, lang)


def check_target(output: str | None) -> None:
    """UsageError where a workbook of receipts has no name, another name than .xlsx, or would replace a file."""
    if not output:
        raise missing_target()
    if not output.lower().endswith(".xlsx"):
        raise not_a_workbook_name(output)
    if os.path.lexists(output):
        raise existing_file(output)


def save(run: Run, output: str, lang: str = "zh") -> None:
    """Write the receipts as a workbook, a sheet per form; nothing is written where there is none.

    UsageError where it cannot be written, or would replace a file.
    """
    from xlplugin.excel.delivery import write_new  # noqa: PLC0415 - only for this format
    from xlplugin.excel.render import render  # noqa: PLC0415 - the same
    from xlplugin.reports.receipt_sheet import sheets  # noqa: PLC0415 - the same

    told = sheets(run, lang)
    if told and not write_new(output, render(told)):
        raise existing_file(output)
