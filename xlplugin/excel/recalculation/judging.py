"""Engines asked one after the other, until each formula is settled or none is left."""

from __future__ import annotations

from xlplugin.excel.recalculation.process import EngineError
from xlplugin.excel.recalculation.replica import replica
from xlplugin.excel.recalculation.trust import trusted
from xlplugin.excel.recalculation.values import same, tells
from xlplugin.record import field, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlplugin.excel.recalculation.engines import Engine
    from xlplugin.excel.recalculation.questions import Question
    from xlplugin.grid import Value, Workbook
    from xlplugin.place import Place

__all__ = ["DIFFERS", "FINE", "MISSING", "UNSETTLED", "Judged", "Verdict", "judged"]

FINE = "fine"
"""The file holds what the formula gives."""
DIFFERS = "differs"
"""The formula gives something else."""
MISSING = "missing"
"""The file holds no result; an engine gives one."""
UNSETTLED = "unsettled"
"""No engine can be trusted with it, or two contradict each other."""

_PROVEN = "IronCalc"
"""The engine whose answer counts alone: by the cases it is right wherever it is trusted."""

_EDGES = frozenset(("INT", "TRUNC", "ROUNDUP", "ROUNDDOWN", "CEILING", "FLOOR", "MOD", "QUOTIENT", "MROUND"))
"""Functions that jump: the last binary digit of their argument decides, and how Excel rounds that is not published."""


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
    answers: list[list[tuple[str, Value]]] = [[] for _ in questions]
    failed: list[str] = []
    for engine in engines:
        able = trusted(engine.name)
        open_ones = [
            at
            for at, question in enumerate(questions)
            if question.uses <= able and not _is_settled(question, answers[at])
        ]
        if not open_ones:
            continue
        known = _known(questions, answers)
        try:
            told = engine.answers(replica(workbook, [questions[at] for at in open_ones], known))
        except EngineError:
            failed.append(engine.name)
            continue
        for at, value in zip(open_ones, told, strict=True):
            if value is not None and tells(value, error_inside="error constant" in questions[at].uses):
                answers[at].append((engine.name, value))
    verdicts = tuple(_verdict(question, told) for question, told in zip(questions, answers, strict=True))
    return Judged(verdicts, tuple(failed))


def _known(questions: Sequence[Question], answers: Sequence[Sequence[tuple[str, Value]]]) -> dict[Place, Value]:
    """Results that the file lacks and an engine has given."""
    return {
        question.place: told[0][1]
        for question, told in zip(questions, answers, strict=True)
        if question.stored is None and told
    }


def _is_settled(question: Question, answers: Sequence[tuple[str, Value]]) -> bool:
    verdict = _verdict(question, answers)
    return verdict.kind in {FINE, MISSING} or verdict.certain


def _verdict(question: Question, answers: Sequence[tuple[str, Value]]) -> Verdict:
    """What these answers say; one that is the stored result outweighs all others."""
    stored = question.stored
    if not answers:
        return Verdict(UNSETTLED)
    first = answers[0]
    if stored is None:
        return Verdict(MISSING, first[1], (first[0],))
    if any(same(stored, value) for _, value in answers):
        return Verdict(FINE, stored)
    for name, value in answers:
        agreeing = tuple(other for other, given in answers if same(value, given))
        alone = name == _PROVEN and not question.uses & _EDGES
        if alone or len(agreeing) > 1:
            return Verdict(DIFFERS, value, agreeing, certain=True)
    if len(answers) > 1:
        return Verdict(UNSETTLED)
    return Verdict(DIFFERS, first[1], (first[0],))
