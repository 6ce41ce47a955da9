"""Deductions by steps and by shares: 每低于1个百分点扣0.5分, 按比例扣减.

Source: facts R-STEP (whole steps by default, 湖南 2015; prorated and started steps are other readings), R-PCT.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from xlplugin.scoring.method import declare
from xlplugin.scoring.points import Points, Step, limited, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from xlplugin.scoring.points import Case
    from xlplugin.scoring.settings import Settings

__all__ = ["beyond", "decrease", "prorated", "started", "whole"]

_ROUNDED = {"whole": ROUND_FLOOR, "started": ROUND_CEILING}


def beyond(weight: Decimal, distance: Decimal, settings: Settings, reading: str) -> Points:
    """What is left of a weight at a distance beyond the mark; ``reading`` is whole, prorated or started."""
    deduct, per = settings.numbers["deduct"], settings.numbers["per"]
    count = max(distance, Decimal(0)) / per
    if reading in _ROUNDED:
        count = count.to_integral_value(_ROUNDED[reading])
    value, written = limited(weight - count * deduct, weight, f"{plain(weight)} - {plain(count)} × {plain(deduct)}")
    zh = f"每差{plain(per)}扣{plain(deduct)}分，计{plain(count)}档"
    step = Step(zh, f"{plain(deduct)} off for each {plain(per)}, {plain(count)} times", written, value)
    return Points(value, step.zh, step.en, (step,))


def _stepped(case: Case, settings: Settings, reading: str) -> Points:
    """The distance from the mark, above it for ≤ and below it for any other operator."""
    mark = settings.numbers.get("mark", case.target)
    if case.actual is None or mark is None:
        return Points(None, "没有完成值或界限，不能计分", "The figure or its mark is missing, no points")
    above = case.operator in {"<=", "<"}
    return beyond(case.weight, case.actual - mark if above else mark - case.actual, settings, reading)


@declare("deduction.whole", zh="每满一档扣分（整档）", en="whole steps", needs=("deduct", "per"))
def whole(case: Case, settings: Settings) -> Points:
    """Only whole steps count: 7.2 in steps of 5 is one."""
    return _stepped(case, settings, "whole")


@declare("deduction.prorated", zh="按比例扣分", en="prorated steps", needs=("deduct", "per"))
def prorated(case: Case, settings: Settings) -> Points:
    """Parts of a step count for their share: 7.2 in steps of 5 is 1.44."""
    return _stepped(case, settings, "prorated")


@declare("deduction.started", zh="不足一档按一档扣分", en="started steps", needs=("deduct", "per"))
def started(case: Case, settings: Settings) -> Points:
    """A step counts once it is begun: 7.2 in steps of 5 is two."""
    return _stepped(case, settings, "started")


@declare("deduction.decrease", zh="按变动率扣减", en="less the rate of change")
def decrease(case: Case, _settings: Settings) -> Points:
    """w·(1 - |x|) with x a rate of change in per cent (R-PCT: 预算调整率, 变动率)."""
    if case.actual is None:
        return Points(None, "没有变动率，不能计分", "No rate of change, no points")
    formula = f"{plain(case.weight)} × (1 - {plain(abs(case.actual))}%)"
    value, written = limited(case.weight * (100 - abs(case.actual)) / 100, case.weight, formula)
    step = Step("分值×（1-变动率）", "Weight less the rate of change", written, value)
    return Points(value, step.zh, step.en, (step,))
