"""S501: stated points are what the rule gives."""

from __future__ import annotations

from xlplugin.model import ADVICE, CUSTOM, ERROR, EXPLAIN, PRINTED, Fault, rule
from xlplugin.quantity import half_up
from xlplugin.record import replace
from xlplugin.rules.figures import agreement, plain, same
from xlplugin.rules.reasons import says_why
from xlplugin.rules.receipts import judged, named, near, related, rounded, stated_receipts, weighed, worked
from xlplugin.rules.subjects import of_receipt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from xlplugin.model import Form, Receipt, Settings, Traced

__all__ = ["points"]


def _fault(receipt: Receipt, stated: Decimal, tolerance: Decimal) -> Fault | None:
    outcome = receipt.outcome
    if outcome.value is None or outcome.unsure or receipt.gap or receipt.stated is None:
        return None  # of a case that the standard forgets S505 tells
    if near(stated, outcome.value, tolerance):
        return None
    if not outcome.confirmed and (rounded(stated, outcome.value) or stated > (receipt.weight or stated)):
        return None  # how many decimals a score has no confirmed provision says; of more than the weight P203 tells
    value = half_up(outcome.value)
    values = {"_行": named(receipt), "分值": plain(receipt.weight or value), "_算式": worked(receipt)}
    reading = next((reading for reading in outcome.readings if near(stated, reading.points, tolerance)), None)
    severity = None if outcome.confirmed else EXPLAIN
    if reading:
        values["_读法"] = reading.words
        severity = ADVICE
    variant = "reading" if reading else "" if outcome.confirmed else "usual"
    return Fault(
        receipt.stated.place, plain(stated), plain(value), values, related(receipt), severity, variant,
        basis=outcome.basis if outcome.confirmed else CUSTOM,
    )  # fmt: skip


@rule(
    "S501",
    "scoring.points",
    title="得分与评分标准",
    severity=ERROR,
    basis=PRINTED,
    settings={"tolerance": "0.01"},
    follows=("T901", "B301", "B302", "B303", "N503", "B304", "B305", "C805", "C804", "T905", "T906", "F101"),
    messages={
        "zh": "“{_行}”填报{stated}分，按评分标准应为{expected}分（分值{分值}；{_算式}）。请更正得分。",
        "en": "“{_行}” states {stated} points; the scoring standard gives {expected} (of {分值}; {_算式}). "
        "Correct the points.",
        "zh.usual": "“{_行}”填报{stated}分，表上没有印计分办法，按通常的算法是{expected}分（分值{分值}；{_算式}）。"
        "请核实，或说明本表的计分办法。",
        "en.usual": "“{_行}” states {stated} points. The form prints no standard; the usual one gives {expected} "
        "(of {分值}; {_算式}). Check, or say how this form is scored.",
        "zh.coarse": "“{_行}”填报{stated}分，是按取整后的执行率算的；按准确的执行率为{expected}分"
        "（分值{分值}；{_算式}）。",
        "en.coarse": "“{_行}” states {stated} points, by the rounded rate; the exact rate gives {expected} "
        "(of {分值}; {_算式}).",
        "zh.reading": "“{_行}”填报{stated}分，是按“{_读法}”的算法；通常的读法为{expected}分（分值{分值}；{_算式}）。",
        "en.reading": "“{_行}” states {stated} points, which is another reading ({_读法}); "
        "the usual one gives {expected} (of {分值}; {_算式}).",
    },
)
def points(form: Form, settings: Settings) -> Iterator[Fault]:
    """Compare stated points with the rule's; a match with another known reading is advice."""
    tolerance = settings.decimal("tolerance")
    for receipt, stated in stated_receipts(form):
        fault = _fault(receipt, stated, tolerance)
        if fault:
            execution = form.score.execution if form.score else None
            told = _executed(form, receipt, fault) if receipt is execution else _modest(form, receipt, fault)
            yield replace(told, subject=of_receipt(form, receipt), uses=(*told.uses, *weighed(form, receipt)))


def _executed(form: Form, receipt: Receipt, fault: Fault) -> Fault:
    """The fault of the execution row with its amounts as operands; its rate may be what is wrong.

    Points that are the stated rate's (50% for 49.88%) are as good as that rate: how it is rounded is B301's matter.
    """
    amounts = {figure.name: figure.value for figure in receipt.figures}
    lines = (line for line in form.budget if (entry := line.figures.get("points")) and entry.place == fault.place)
    rates = tuple(entry for line in lines if (entry := line.figures.get("rate")))
    told = replace(fault, values={**fault.values, **amounts}, uses=tuple(rate.place for rate in rates))
    if any(_by_rate(receipt, rate) for rate in rates):
        return replace(told, severity=ADVICE, variant="coarse")
    return told


def _by_rate(receipt: Receipt, entry: Traced) -> bool:
    """Whether the stated points are those of the stated rate, and that rate only has too few decimals."""
    rate, weight, value, stated = entry.value, receipt.weight, receipt.outcome.value, receipt.stated
    if rate is None or not weight or value is None or stated is None or stated.value is None:
        return False
    fair = agreement(rate, value / weight * 100) in {"coarse", "truncated"}
    return fair and same(stated.value, weight * rate / 100)


def _modest(form: Form, receipt: Receipt, fault: Fault) -> Fault:
    """Less than the usual way gives, with a reason beside it, is a judgement of one's own: advice."""
    stated, outcome = receipt.stated, receipt.outcome
    if fault.variant != "usual" or stated is None or stated.value is None or outcome.value is None:
        return fault
    row = next((row for row, one in judged(form) if one is receipt), None)
    reasoned = row is not None and row.reason is not None and says_why(row.reason.raw)
    return replace(fault, severity=ADVICE) if reasoned and stated.value < outcome.value else fault
