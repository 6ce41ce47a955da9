"""S506: a result far above its target needs its cause."""

from __future__ import annotations

from xlplugin.model import CUSTOM, EXPLAIN, Fault, rule
from xlplugin.quantity import completion
from xlplugin.rules.dates import takes_time
from xlplugin.rules.figures import percent
from xlplugin.rules.reasons import explained
from xlplugin.rules.receipts import judged, named, related
from xlplugin.rules.subjects import of_row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from xlplugin.model import Form, Indicator, Settings
    from xlplugin.quantity import Quantity

__all__ = ["over"]


def _compared(row: Indicator) -> tuple[Quantity, Quantity, Decimal] | None:
    """Target, result and the result in per cent of its target, None where either is no figure."""
    target, actual = (entry.quantity if entry else None for entry in (row.target, row.actual))
    rate = completion(target, actual) if target and actual else None
    return (target, actual, rate) if target and actual and rate is not None else None


def _one_more(target: Quantity, actual: Quantity) -> bool:
    """Whether one more of what is counted singly makes all the difference: 4场 for 3场."""
    more = (actual.value or 0) - (target.value or 0)
    return target.unit == actual.unit not in {"%", "倍"} and more == 1


@rule(
    "S506",
    "scoring.over",
    title="完成值远超指标值",
    severity=EXPLAIN,
    basis=CUSTOM,
    messages={
        "zh": "“{_行}”完成值是指标值的{完成率}，远超目标，却没有说明偏差原因。请说明原因；目标偏低的应予调整。",
        "en": "The result of “{_行}” is {完成率} of its target and no reason is given. "
        "Say why; a target set too low should be changed.",
    },
    settings={"least": "130"},
    follows=("C804", "C805"),
)
def over(form: Form, settings: Settings) -> Iterator[Fault]:
    """Ask for the cause of a result at or above 130 % of its target where no reason stands."""
    for row, receipt in judged(form):
        compared = _compared(row) if receipt.outcome.over else None
        if compared is None or row.actual is None:
            continue
        target, actual, rate = compared
        if rate < settings.decimal("least") or explained(row) or takes_time(row) or _one_more(target, actual):
            continue
        values = {"_行": named(receipt), "完成率": percent(rate)}
        yield Fault(row.actual.place, row.actual.raw.strip(), None, values, related(receipt), subject=of_row(form, row))
