"""The command ``explain-template``: a copy of a workbook with the sheets in which its unit gives its reasons."""

from __future__ import annotations

import os

from xlplugin.batch import check_file, identity, workbooks
from xlplugin.engine import explanations
from xlplugin.errors import UsageError
from xlplugin.excel import explanation_book, explanation_rows
from xlplugin.excel.delivery import numbered, write_new
from xlplugin.excel.explanation_sheet import Told
from xlplugin.excel.read import load, read_workbook
from xlplugin.pipeline import check_submissions, check_workbook
from xlplugin.reports.order import ordered
from xlplugin.settings import policy_for
from xlplugin.usage import existing_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlplugin.engine.explanations import Written
    from xlplugin.grid import Workbook
    from xlplugin.model import FileRun, Finding

__all__ = ["template"]

_ENDING = {"zh": "说明", "en": "explained"}


def template(
    path: str,
    output: str | None = None,
    previous: str | None = None,
    lang: str = "zh",
    profile: str | None = None,
    among: str | None = None,
) -> str:
    """Write the copy and give its path: ``output``, else ``<name>.说明.xlsx`` beside the source.

    What the workbook already explains is carried over; what ``previous``, a workbook of last year or a folder of such,
    explained is offered. ``among`` is the folder of the unit's other workbooks: what is found between them and this
    one then has its rows too. UsageError where there is nothing to explain or the copy would replace a file,
    UnreadableError where a workbook cannot be read.
    """
    data = load(path)
    targets = _targets(path, data, output, lang)
    workbook = read_workbook(data, path)
    file = _among(check_workbook(workbook, path, "", lang, policy_for(path, profile)), among, lang, profile)
    here = _written(workbook)
    findings = explanations.explained(ordered(file), [one.explanation for one in here])
    rows = explanation_rows.rows(findings, here, _before(previous), lang)
    if not rows:
        raise _nothing(path, file)
    told = Told(rows, os.path.basename(path), lang=lang, unit=_unit(file), titles=_titles(file, findings))
    made = explanation_book.with_explanations(data, told, _own(workbook))
    for target in targets:
        if not os.path.lexists(target) and write_new(target, made, path):
            return target
    raise existing_file(output or path)


def _among(file: FileRun, folder: str | None, lang: str, profile: str | None) -> FileRun:
    """The result of a workbook, with what is found between it and the others of its unit in a folder."""
    if folder is None:
        return file
    others = [path for path in workbooks((folder,)) if identity(path) != identity(file.file)]
    files = [file, *(check_file(path, lang, policy_for(path, profile)) for path in others)]
    return check_submissions(files, lambda path: policy_for(path, profile), lang)[0]


def _targets(path: str, data: bytes, output: str | None, lang: str) -> Iterable[str]:
    """Where the copy may go: names of our own in their order, or the one given, which must be free and fit."""
    stem, suffix = os.path.splitext(path)
    package = explanation_book.is_package(data)
    suffix = ".xlsm" if package and suffix.lower() == ".xlsm" else ".xlsx"
    if output is None:
        stem = stem.removesuffix(f".{_ENDING[lang]}")
        return numbered(f"{stem}.{_ENDING[lang]}{suffix}")
    if os.path.lexists(output) or identity(output) == identity(path):
        raise existing_file(output)
    if not output.lower().endswith(suffix):
        zh = f"副本要存为 {suffix}：{output}；请改文件名。"
        raise UsageError(zh, f"The copy is saved as {suffix}: {output}; change the name.")
    return (output,)


def _written(workbook: Workbook) -> list[Written]:
    return [one for grid in workbook.sheets for one in explanations.written(grid)]


def _before(previous: str | None) -> list[Written]:
    """What was explained last year, in one workbook or in all of a folder; UsageError where that is nothing."""
    if previous is None:
        return []
    found = [one for path in workbooks((previous,)) for one in _written(read_workbook(load(path), path))]
    if not found:
        zh = f"没有找到上年写的说明：{previous}；请给出其中有“审核说明”表的工作簿或文件夹。"
        raise UsageError(zh, f"No explanations of last year in {previous}; name a workbook with the sheet 审核说明.")
    return found


def _nothing(path: str, file: FileRun) -> UsageError:
    """Why no copy was made: what could not be checked comes before what need not be explained."""
    blocking = next((note for note in file.not_checked if note.blocking), None)
    if blocking:
        return UsageError(
            f"没有生成说明表，{path} 有内容未能审核：{blocking.what}，{blocking.why}",
            f"No sheet was made, {path} could not be checked: {blocking.what}, {blocking.why}",
        )
    return UsageError(
        f"{path} 没有需要说明的问题，不必生成说明表。", f"Nothing in {path} needs an explanation, no sheet was made."
    )


def _unit(file: FileRun) -> str:
    """The name of the unit as the first form states it."""
    units = (form.identity["unit"].raw.strip() for form in file.forms if "unit" in form.identity)
    return next((unit for unit in units if unit), "")


def _titles(file: FileRun, findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """The forms with something to explain, by title, in the order of the workbook."""
    sheets = {finding.place.sheet for finding in findings if finding.severity == "explain"}
    return tuple(dict.fromkeys(form.title for form in file.forms if form.sheet in sheets))


def _own(workbook: Workbook) -> dict[str, str]:
    """The sheets of ours that a workbook already has: the explanations, and the table to be printed."""
    found: dict[str, str] = {}
    for grid in workbook.sheets:
        if explanations.table(grid):
            found.setdefault("sheet", grid.name)
        elif explanations.is_printed(grid):
            found.setdefault("print_sheet", grid.name)
    return found
