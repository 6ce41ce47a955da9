"""The execution of a budget: 预算执行率 = 全年执行数 ÷ 全年预算数, and what it earns.

Source: facts R-EXEC (财预〔2020〕10号), section 4 (财预〔2021〕101号 tiers), section 3 (湖南 steps).
"""

from __future__ import annotations

from decimal import Decimal

from xlplugin.record import replace
from xlplugin.scoring.method import declare
from xlplugin.scoring.methods.deduction import beyond
from xlplugin.scoring.points import Points, Step, limited, plain
from xlplugin.scoring.tiers import tiered

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from xlplugin.scoring.points import Case
    from xlplugin.scoring.settings import Settings

__all__ = ["finished", "ratio", "steps", "steps_prorated", "tiers"]

_WHOLE = Decimal(100)


def _executed(case: Case, scored: Callable[[Decimal], Points]) -> Points:
    """The points for a rate in per cent; none without a base: 0 of 0 is no rate."""
    if case.target is None or case.actual is None:
        return Points(None, "没有预算数或执行数，不能计算执行率", "Budget or outturn is missing, so there is no rate")
    if case.target <= 0:
        return Points(None, "预算数不大于0，没有执行率，不计分", "The budget is not above 0: no rate, no points")
    rate = _WHOLE * case.actual / case.target
    written = f"{plain(case.actual)} ÷ {plain(case.target)}"
    points = scored(rate)
    step = Step("预算执行率（%）", "Execution rate in per cent", written, rate)
    return replace(points, steps=(step, *points.steps), over=rate > _WHOLE)


@declare("execution.ratio", zh="分值×预算执行率", en="weight times execution rate")
def ratio(case: Case, _settings: Settings) -> Points:
    """w·B/A, at most w."""

    def scored(_rate: Decimal) -> Points:
        budget, executed = case.target or Decimal(1), case.actual or Decimal(0)
        formula = f"{plain(case.weight)} × {plain(executed)} ÷ {plain(budget)}"
        value, written = limited(case.weight * executed / budget, case.weight, formula)
        step = Step("分值×预算执行率", "Weight times execution rate", written, value)
        return Points(value, step.zh, step.en, (step,))

    return _executed(case, scored)


@declare("execution.tiers", zh="按预算执行率分档计分", en="tiers of the execution rate", needs=("tiers",))
def tiers(case: Case, settings: Settings) -> Points:
    """The share of the first tier that the rate reaches; a task completed within its budget earns everything."""
    done = finished.compute(case, settings) if case.finished else None
    if done and done.value is not None:
        return done
    return _executed(case, lambda rate: tiered(case.weight, rate, settings.tiers))


@declare("execution.finished", zh="在预算内完成得满分", en="completed within the budget")
def finished(case: Case, _settings: Settings) -> Points:
    """W for a task completed within its budget, whatever it saved; says nothing of any other."""

    def scored(rate: Decimal) -> Points:
        if case.finished is False or rate > _WHOLE:
            return Points(None, "不是在预算内完成，此读法不适用", "Not completed within the budget")
        step = Step("在预算内完成，得满分", "Completed within the budget, full points", plain(case.weight), case.weight)
        return Points(case.weight, step.zh, step.en, (step,))

    return _executed(case, scored)


@declare(
    "execution.steps", zh="执行率每低一档扣分（整档）", en="whole steps below full execution", needs=("deduct", "per")
)
def steps(case: Case, settings: Settings) -> Points:
    """Whole steps below 100 per cent (R-STEP)."""
    return _executed(case, lambda rate: beyond(case.weight, _WHOLE - rate, settings, "whole"))


@declare(
    "execution.steps-prorated",
    zh="执行率每低一档扣分（按比例）",
    en="prorated steps below full execution",
    needs=("deduct", "per"),
)
def steps_prorated(case: Case, settings: Settings) -> Points:
    """The same in proportion to the distance."""
    return _executed(case, lambda rate: beyond(case.weight, _WHOLE - rate, settings, "prorated"))
