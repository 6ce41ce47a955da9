"""Satisfaction: the rate itself, or tiers of it.

Source: facts I-20 (雁江 rate × w; 临沧 tiers), section 4 (财预〔2021〕101号 tiers).
"""

from __future__ import annotations

from decimal import Decimal

from xlplugin.scoring.method import declare
from xlplugin.scoring.points import Points, Step, limited, plain
from xlplugin.scoring.tiers import tiered

TYPE_CHECKING = False
if TYPE_CHECKING:
    from xlplugin.scoring.points import Case
    from xlplugin.scoring.settings import Settings

__all__ = ["rate", "tiers"]

_NO_RATE = ("没有满意率的数值，不能计分", "No rate of satisfaction in figures, no points")


@declare("satisfaction.rate", zh="分值×满意率", en="weight times rate of satisfaction")
def rate(case: Case, _settings: Settings) -> Points:
    """w·x with x the rate in per cent, whatever the target is (facts section 10, 10)."""
    if case.actual is None:
        return Points(None, *_NO_RATE)
    formula = f"{plain(case.weight)} × {plain(case.actual)}%"
    value, written = limited(case.weight * case.actual / Decimal(100), case.weight, formula)
    step = Step("分值×满意率", "Weight times rate", written, value)
    return Points(value, step.zh, step.en, (step,))


@declare("satisfaction.tiers", zh="按满意率分档计分", en="tiers of the rate of satisfaction", needs=("tiers",))
def tiers(case: Case, settings: Settings) -> Points:
    """The share of the first tier that the rate reaches."""
    if case.actual is None:
        return Points(None, *_NO_RATE)
    return tiered(case.weight, case.actual, settings.tiers)
