"""The score of a form: every row judged by the rule that the form or its profile prints, and what they add up to."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.engine.facts import gather
from xlplugin.engine.scored_item import scored_item
from xlplugin.engine.scored_row import scored_execution, scored_row
from xlplugin.model import Score
from xlplugin.quantity import half_up
from xlplugin.record import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from xlplugin.engine.facts import Facts
    from xlplugin.engine.scored_row import Execution, Judge
    from xlplugin.engine.vocabulary import Vocabulary
    from xlplugin.model import Basis, Form, Indicator, Receipt

    Grades = Callable[[Decimal], tuple[tuple[str, Basis, bool], ...]]

__all__ = ["scored"]


def scored(
    form: Form,
    forms: Sequence[Form],
    vocabulary: Vocabulary,
    judge: Judge,
    grades: Grades,
    terms: Execution,
    given: Mapping[str, Decimal] | None = None,
) -> Form:
    """The form with its score.

    ``forms`` are all forms of the workbook, ``given`` figures from outside by name (from a report),
    ``judge``, ``grades`` and ``terms`` the methods, the scales and the execution row of the profile.
    """
    facts = gather(form, forms, vocabulary, given or {})
    rows = tuple(_receipt(row, facts, judge) for row in form.indicators)
    lines = (line for line in form.budget if line.source == "total")
    execution = next((found for line in lines if (found := scored_execution(line, judge, terms))), None)
    if not any(rows) and execution is None:
        return form
    receipts = [*(row for row in rows if row is not None), *([execution] if execution else [])]
    computed = _total(receipts) if all(row is not None for row in rows) else None
    highest = sum((receipt.outcome.high for receipt in receipts), Decimal(0))
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


def _receipt(row: Indicator, facts: Facts, judge: Judge) -> Receipt | None:
    weight = row.weight.value if row.weight else None
    if weight is None:
        return None
    if row.criteria is not None and not row.criteria.is_blank:
        return scored_item(row, row.criteria, weight, facts)
    return scored_row(row, weight, judge, facts.given)


def _total(receipts: Iterable[Receipt]) -> Decimal | None:
    """Σ points, each row rounded half-up to two decimals (R-ROUND); None where one is neither computed nor taken."""
    total = Decimal(0)
    for receipt in receipts:
        if receipt.counted is None:
            return None
        total += half_up(receipt.counted)
    return total
