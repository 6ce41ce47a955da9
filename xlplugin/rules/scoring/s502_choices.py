"""S502: points are among those that the rule can give."""

from __future__ import annotations

from xlplugin.model import CUSTOM, ERROR, EXPLAIN, PRINTED, Fault, rule
from xlplugin.quantity import half_up
from xlplugin.rules.figures import plain
from xlplugin.rules.receipts import named, related, stated_receipts, weighed
from xlplugin.rules.subjects import of_receipt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from xlplugin.model import Form, Outcome, Settings

__all__ = ["choices"]


def _within(stated: Decimal, outcome: Outcome, tolerance: Decimal) -> bool:
    """Whether points lie in what the rule leaves open, give or take the tolerance where the bound belongs to it."""
    low, high = half_up(outcome.low) - tolerance, half_up(outcome.high)
    return low <= stated <= high + tolerance if outcome.high_in else low <= stated < high


@rule(
    "S502",
    "scoring.choices",
    title="得分不在可给的分数之内",
    severity=ERROR,
    basis=PRINTED,
    settings={"tolerance": "0.01"},
    follows=("T901", "C801", "C804", "C805"),
    messages={
        "zh": "“{_行}”填报{stated}分，按评分标准只能得{expected}分，没有中间的分数。请更正得分。",
        "en": "“{_行}” states {stated} points; the scoring standard can only give {expected}, nothing between. "
        "Correct the points.",
        "zh.interval": "“{_行}”填报{stated}分，不在评分标准给出的{expected}分之内（{_缘由}）。请更正得分。",
        "en.interval": "“{_行}” states {stated} points, outside the {expected} that the standard leaves open "
        "({_缘由}). Correct the points.",
        "zh.usual": "“{_行}”填报{stated}分；表上没有印计分办法，按通常的算法在{expected}分之内（{_缘由}）。"
        "请核实，或说明本表的计分办法。",
        "en.usual": "“{_行}” states {stated} points. The form prints no standard; by the usual one they lie in "
        "{expected} ({_缘由}). Check, or say how this form is scored.",
    },
)
def choices(form: Form, settings: Settings) -> Iterator[Fault]:
    """Blame points that no case of the rule gives, or that lie outside the interval left to a person."""
    tolerance = settings.decimal("tolerance")
    for receipt, stated in stated_receipts(form):
        outcome = receipt.outcome
        if outcome.value is not None or receipt.stated is None or receipt.most is not None:
            continue
        if outcome.choices and stated not in outcome.choices:
            values = {"_行": named(receipt)}
            expected = "、".join(map(plain, outcome.choices))
            subject, place, uses = of_receipt(form, receipt), receipt.stated.place, weighed(form, receipt)
            yield Fault(place, plain(stated), expected, values, related(receipt), subject=subject, uses=uses)
        elif outcome.low == 0 and outcome.high == receipt.weight:
            continue  # nothing was judged: points above the weight or below zero have rules of their own
        elif not _within(stated, outcome, tolerance):
            values = {"_行": named(receipt), "_缘由": outcome.why or outcome.rule}
            expected = f"{plain(outcome.low)}–{plain(outcome.high)}" + ("" if outcome.high_in else "（不含）")
            severity = None if outcome.confirmed else EXPLAIN
            place = receipt.stated.place
            told = related(receipt)
            variant, basis = ("interval", outcome.basis) if outcome.confirmed else ("usual", CUSTOM)
            subject = of_receipt(form, receipt)
            yield Fault(place, plain(stated), expected, values, told, severity, variant, subject, basis)
