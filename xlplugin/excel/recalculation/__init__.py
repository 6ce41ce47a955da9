"""The formulas of a workbook computed anew, by engines in processes of their own, and held against what it shows."""

from __future__ import annotations

from xlplugin.excel.recalculation import wording
from xlplugin.excel.recalculation.engines import ENGINES
from xlplugin.excel.recalculation.judging import DIFFERS, MISSING, UNSETTLED, judged
from xlplugin.excel.recalculation.questions import Question, asked
from xlplugin.excel.recalculation.source import read_source
from xlplugin.excel.recalculation.syntax import UndecidableError
from xlplugin.excel.recalculation.trust import trusted
from xlplugin.excel.recalculation.values import brief, display
from xlplugin.grid import ErrorValue
from xlplugin.model.recomputed import Recomputed
from xlplugin.record import field, record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from xlplugin.excel.recalculation.engines import Engine
    from xlplugin.excel.recalculation.judging import Judged, Verdict
    from xlplugin.grid import Value, Workbook
    from xlplugin.model import NotChecked
    from xlplugin.place import Place

__all__ = ["MAX_FORMULAS", "MAX_LETTERS", "Recalculation", "filled", "recomputed"]

MAX_FORMULAS = 20_000
"""Formulas of a workbook; a large form has 500, and 20,000 take four seconds."""

MAX_LETTERS = 1_000_000
"""Characters of all formulas of a workbook; those of a large form have 20,000, and so many take four seconds."""


@record
class Recalculation:
    """What came of it: formulas whose stored result is another, results that the file lacks, what was not decided."""

    differences: tuple[Recomputed, ...] = ()
    missing: Mapping[Place, Value] = field(default_factory=dict)
    not_checked: tuple[NotChecked, ...] = ()


def recomputed(data: bytes, workbook: Workbook, lang: str = "zh", engines: Sequence[Engine] = ENGINES) -> Recalculation:
    """Compute every formula of a workbook anew from the figures that it holds.

    ``data`` are the bytes that ``workbook`` was read from. Formulas that show an error are left to others to blame.
    Nothing an engine does is raised; UnreadableError as ``read_workbook``.
    """
    count = sum(len(grid.formulas or ()) for grid in workbook.sheets)
    if not count:
        return Recalculation()
    if count > MAX_FORMULAS:
        return Recalculation(not_checked=(wording.too_many(count, MAX_FORMULAS, lang),))
    letters = sum(len(formula) for grid in workbook.sheets for formula in (grid.formulas or {}).values())
    if letters > MAX_LETTERS:
        return Recalculation(not_checked=(wording.too_long(letters, MAX_LETTERS, lang),))
    source = read_source(data)
    if source.setting:
        return Recalculation(not_checked=(wording.unlike_excel(source.setting, lang),))
    questions: list[Question] = []
    unasked: dict[Place, UndecidableError] = {}
    for place, one in asked(workbook, source):
        if isinstance(one, UndecidableError):
            unasked[place] = one
        elif not isinstance(one.stored, ErrorValue):
            questions.append(one)
    present = [engine for engine in engines if engine.present()]
    result = judged(workbook, questions, present)
    pairs = list(zip(questions, result.verdicts, strict=True))
    for question, verdict in pairs:
        if verdict.kind == UNSETTLED:
            unasked[question.place] = _unsettled(question, present)
    return Recalculation(
        tuple(_difference(workbook, *pair) for pair in pairs if pair[1].kind == DIFFERS),
        {
            question.place: verdict.value
            for question, verdict in pairs
            if verdict.kind == MISSING and verdict.value is not None
        },
        tuple(_unchecked(unasked, result, present, engines, lang)) if questions or unasked else (),
    )


def _unsettled(question: Question, present: Sequence[Engine]) -> UndecidableError:
    """Why no engine settled a question: the function that none is trusted with, if there is one."""
    known = frozenset[str]().union(*(trusted(engine.name) for engine in present))
    unknown = sorted(question.uses - known)
    return UndecidableError("function", unknown[0]) if unknown else UndecidableError("engines")


def _difference(workbook: Workbook, question: Question, verdict: Verdict) -> Recomputed:
    place = question.place
    grid = next(grid for grid in workbook.sheets if grid.name == place.sheet)
    number_format = workbook.number_format(grid.styles.get((place.row, place.column), -1))
    stored, computed = brief(
        *("" if value is None else display(value, number_format) for value in (question.stored, verdict.value))
    )
    return Recomputed(place, question.formula, stored, computed, verdict.engines, verdict.certain)


def _unchecked(
    unasked: Mapping[Place, UndecidableError],
    result: Judged,
    present: Sequence[Engine],
    engines: Sequence[Engine],
    lang: str,
) -> Iterator[NotChecked]:
    """What was not recomputed and why: first what holds for the workbook, then by sheet and reason."""
    if not present:
        yield wording.no_engine(lang)
        return
    if engines[0] not in present:
        yield wording.without_fastest(engines[0].name, lang)
    for engine in result.failed:
        yield wording.failed(engine, lang)
    groups: dict[tuple[str, str, str], list[Place]] = {}
    for place, why in unasked.items():
        groups.setdefault((place.sheet, why.reason, why.what), []).append(place)
    for (sheet, reason, what), places in groups.items():
        yield wording.undecided(sheet, reason, what, places, lang)


def filled(workbook: Workbook, missing: Mapping[Place, Value]) -> Workbook:
    """The workbook with the results that its file lacks."""
    if not missing:
        return workbook
    sheets = []
    for grid in workbook.sheets:
        found = {(place.row, place.column): value for place, value in missing.items() if place.sheet == grid.name}
        sheets.append(replace(grid, values={**grid.values, **found}) if found else grid)
    return replace(workbook, sheets=tuple(sheets))
