"""Engines asked one after the other, until each formula is settled or none is left."""

from __future__ import annotations

from xlplugin.excel.recalculation.process import EngineError
from xlplugin.excel.recalculation.replica import replica
from xlplugin.excel.recalculation.trust import able
from xlplugin.excel.recalculation.values import same, tells
from xlplugin.grid import ErrorValue
from xlplugin.record import field, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from xlplugin.excel.recalculation.engines import Engine
    from xlplugin.excel.recalculation.questions import Question
    from xlplugin.grid import Value, Workbook
    from xlplugin.place import Place

    Answers = Sequence[tuple[str, Value]]

__all__ = ["DIFFERS", "FINE", "MISSING", "UNSETTLED", "Judged", "Verdict", "judged"]

FINE = "fine"
"""The file holds what the formula gives."""
DIFFERS = "differs"
"""The formula gives something else."""
MISSING = "missing"
"""The file holds no result; engines give one that is certain."""
UNSETTLED = "unsettled"
"""No engine can be trusted with it, or two contradict each other."""

_PROVEN = "IronCalc"
"""The engine whose answer counts alone, unless it is an error: by the cases it is right wherever it is trusted."""

_EDGES = frozenset(
    ("INT", "TRUNC", "ROUNDUP", "ROUNDDOWN", "CEILING", "FLOOR", "MOD", "QUOTIENT", "MROUND", "compared sum")
)
"""What jumps: the last binary digit of an argument decides, and how Excel rounds that away is not published."""


@record
class Verdict:
    """What became of one formula: ``value`` is what it gives, by these ``engines``; see ``model.Recomputed``."""

    kind: str
    value: Value | None = None
    engines: tuple[str, ...] = ()
    certain: bool = False


@record
class Judged:
    """The verdicts beside the questions, and the engines that were asked and failed as a whole."""

    verdicts: tuple[Verdict, ...]
    failed: tuple[str, ...] = field(default_factory=tuple)


def judged(workbook: Workbook, questions: Sequence[Question], engines: Sequence[Engine]) -> Judged:
    """Ask each engine what it is trusted with and what the ones before it have not settled."""
    answers: dict[Place, list[tuple[str, Value]]] = {question.place: [] for question in questions}
    failed: list[str] = []
    for engine in engines:
        known = _known(questions, answers)
        fit = (question for question in questions if able(engine.name, question.uses))
        asked = _grounded((question for question in fit if not _is_settled(question, answers[question.place])), known)
        if not asked:
            continue
        try:
            told_now = engine.answers(replica(workbook, asked, known))
        except EngineError:
            failed.append(engine.name)
            continue
        pairs = zip(asked, told_now, strict=True)
        telling = {
            question.place: value
            for question, value in pairs
            if value is not None and tells(value, error_inside="error constant" in question.uses)
        }
        for question in _grounded((question for question in asked if question.place in telling), known):
            answers[question.place].append((engine.name, telling[question.place]))
    return Judged(tuple(_verdict(question, answers[question.place]) for question in questions), tuple(failed))


def _known(questions: Iterable[Question], answers: Mapping[Place, Answers]) -> dict[Place, Value]:
    """Results that the file lacks and engines have settled."""
    verdicts = {question.place: _verdict(question, answers[question.place]) for question in questions}
    return {place: one.value for place, one in verdicts.items() if one.kind == MISSING and one.value is not None}


def _grounded(questions: Iterable[Question], known: Mapping[Place, Value]) -> list[Question]:
    """Those of the questions that read no formula whose result is neither in the file, nor known, nor among them."""
    left = {question.place: question for question in questions}
    readers: dict[Place, list[Place]] = {}
    for place, question in left.items():
        for need in question.needs:
            readers.setdefault(need, []).append(place)
    lost = [need for need in readers if need not in left and need not in known]
    while lost:
        lost += [place for place in readers.get(lost.pop(), ()) if left.pop(place, None)]
    return list(left.values())


def _is_settled(question: Question, answers: Answers) -> bool:
    verdict = _verdict(question, answers)
    return verdict.kind == FINE or verdict.certain


def _verdict(question: Question, answers: Answers) -> Verdict:
    """What these answers say; one that is the stored result outweighs all others."""
    stored = question.stored
    if stored is not None and any(same(stored, value) for _, value in answers):
        return Verdict(FINE, stored)
    other = DIFFERS if stored is not None else MISSING
    for name, value in answers:
        agreeing = tuple(engine for engine, given in answers if same(value, given))
        alone = name == _PROVEN and not question.uses & _EDGES and not isinstance(value, ErrorValue)
        if alone or len(agreeing) > 1:
            return Verdict(other, value, agreeing, certain=True)
    if other == MISSING or len(answers) != 1:
        return Verdict(UNSETTLED)
    return Verdict(DIFFERS, answers[0][1], (answers[0][0],))
