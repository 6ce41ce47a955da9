"""A level against the weight: intervals from which a person picks, fixed shares, a degree of achievement.

Source: facts R-QUAL (财预〔2020〕10号 bands; 湖北 2020 bands; 临沧 fixed tiers; 雁江 实现程度).
"""

from __future__ import annotations

from decimal import Decimal

from xlplugin.scoring.method import declare
from xlplugin.scoring.points import Points, Step, limited, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from xlplugin.quantity import Level
    from xlplugin.scoring.points import Case
    from xlplugin.scoring.settings import Band, Settings

__all__ = ["banded", "degree", "levels"]

_WHOLE = Decimal(100)


def _admitted(level: Level, bands: tuple[Band, ...]) -> tuple[Band, ...]:
    """The bands in which a level may lie, best first: two neighbours where it lies between them."""
    named = tuple(band for band in bands if level.word in band.words)
    if named:
        return named
    if level.ranks < 2:  # noqa: PLR2004  a scale of one step says nothing
        return bands
    steps, last = level.ranks - 1, len(bands) - 1
    first = level.rank * last // steps
    final = -(-level.rank * last // steps)
    return bands[first : final + 1]


def _interval(case: Case, settings: Settings) -> Points:
    """The interval of the weight that the stated level leaves to a person; a fixed share is a bound of its own."""
    if case.level is None:
        return Points(None, "没有写明达成程度，不能核定分值区间", "No level is stated, so no interval follows")
    found = _admitted(case.level, settings.bands)
    low, high = case.weight * found[-1].low / _WHOLE, case.weight * found[0].high / _WHOLE
    names = "或".join(band.name for band in found)
    fixed = low == high
    zh = f"“{case.level.word}”属于{names}，" + (
        f"得{plain(low)}分" if fixed else f"在{plain(low)}至{plain(high)}分之间评定"
    )
    en = f"“{case.level.word}” is {names}: " + (
        f"{plain(low)} points" if fixed else f"{plain(low)} to {plain(high)} points"
    )
    if fixed:
        return Points(low, zh, en, (Step(names, names, f"{plain(case.weight)} × {plain(found[0].high)}%", low),))
    best = found[0]
    own = best is not settings.bands[0] and case.level.word in best.words and best.low != best.high
    return Points(None, zh, en, low=low, high=high, high_in=not own)


@declare("qualitative.banded", zh="按达成程度分档评定", en="an interval of the weight for each level", needs=("bands",))
def banded(case: Case, settings: Settings) -> Points:
    """A level fixes an interval; the lower bound belongs to it, the upper one only to the best level.

    A level that the bands do not name (基本健全) is put among them by its rank, and may be at the bound itself.
    """
    return _interval(case, settings)


@declare("qualitative.levels", zh="按等级定分", en="a fixed share for each level", needs=("bands",))
def levels(case: Case, settings: Settings) -> Points:
    """A level fixes the points: the lower bound of its band, which is the upper one too."""
    return _interval(case, settings)


@declare("qualitative.degree", zh="分值×实现程度", en="weight times degree of achievement")
def degree(case: Case, _settings: Settings) -> Points:
    """w·x with x the degree of achievement in per cent, at most 100."""
    if case.actual is None:
        return Points(None, "没有实现程度的数值，不能计分", "No degree of achievement in figures, no points")
    formula = f"{plain(case.weight)} × {plain(case.actual)}%"
    value, written = limited(case.weight * case.actual / _WHOLE, case.weight, formula)
    step = Step("分值×实现程度", "Weight times degree", written, value)
    return Points(value, step.zh, step.en, (step,))
