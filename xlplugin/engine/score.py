"""The score of a form: every row judged by the rule that the form or its profile prints, and what they add up to."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.engine.facts import gather
from xlplugin.engine.scored_item import compiled_rules, scored_item
from xlplugin.engine.scored_row import scored_execution, scored_row
from xlplugin.model import Score
from xlplugin.quantity import half_up, is_placeholder
from xlplugin.record import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from xlplugin.engine.facts import Facts
    from xlplugin.engine.scored_item import Known
    from xlplugin.engine.scored_row import Execution, Judge
    from xlplugin.engine.vocabulary import Vocabulary
    from xlplugin.model import Basis, Form, Indicator, Receipt

    Grades = Callable[[Decimal], tuple[tuple[str, Basis, bool], ...]]

__all__ = ["scored"]

_FULL = Decimal(100)
"""The full mark of a form that prints none (百分制)."""


def scored(
    form: Form,
    forms: Sequence[Form],
    vocabulary: Vocabulary,
    judge: Judge,
    grades: Grades,
    terms: Execution,
    given: Mapping[str, Decimal] | None = None,
    lang: str = "zh",
) -> Form:
    """The form with its score, worded in ``lang``.

    ``forms`` are all forms of the workbook, ``given`` figures from outside by name (from a report),
    ``judge``, ``grades`` and ``terms`` the methods, the scales and the execution row of the profile.
    """
    facts = gather(form, forms, vocabulary, given or {})
    known = compiled_rules(form.edition)
    rows = tuple(_receipt(row, facts, judge, known, lang) for row in form.indicators)
    execution = _execution(form, rows, facts, judge, terms, lang)
    if not any(rows) and (execution is None or execution.outcome.value is None):
        return form
    receipts = [*(row for row in rows if row is not None), *([execution] if execution else [])]
    unjudged = any(row is None and _in_use(indicator) for indicator, row in zip(form.indicators, rows, strict=True))
    computed = None if unjudged else _total(receipts)
    highest = None if unjudged else sum((half_up(receipt.outcome.high) for receipt in receipts), Decimal(0))
    score = Score(
        rows,
        execution,
        form.total.points if form.total else None,
        form.edition.full if form.edition else None,
        computed,
        highest,
        grades(computed) if computed is not None else (),
    )
    return replace(form, score=score)


def _receipt(row: Indicator, facts: Facts, judge: Judge, known: Known, lang: str) -> Receipt | None:
    weight = row.weight.value if row.weight else None
    if weight is None or weight < 0:
        return None
    if row.criteria is not None and not row.criteria.is_blank:
        return scored_item(row, row.criteria, weight, facts, known, lang)
    return scored_row(row, weight, judge, facts.given, lang)


def _execution(
    form: Form, rows: Sequence[Receipt | None], facts: Facts, judge: Judge, terms: Execution, lang: str
) -> Receipt | None:
    """The receipt of the execution row, on the first total line that has one."""
    weighed = sum((row.weight for row in rows if row and row.weight), Decimal(0))
    full = form.edition.full if form.edition else None
    room = (full or _FULL) - weighed if weighed else None
    lines = (line for line in form.budget if line.source == "total")
    if form.edition is None:
        terms = replace(terms, weighed=False)
    return next((found for line in lines if (found := scored_execution(line, facts, judge, terms, room, lang))), None)


def _in_use(row: Indicator) -> bool:
    """Whether a row is more than a printed, unused line (``指标3：`` with nothing in it)."""
    entries = (row.weight, row.points, row.target, row.actual)
    return any(entry is not None and not is_placeholder(entry.raw) for entry in entries)


def _total(receipts: Iterable[Receipt]) -> Decimal | None:
    """Σ points, each row rounded half-up to two decimals (R-ROUND); None where one is neither computed nor taken."""
    total = Decimal(0)
    for receipt in receipts:
        counted = receipt.counted
        if counted is None:
            return None
        total += half_up(counted)
    return total
