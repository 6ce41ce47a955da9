"""What a method is given and what it gives back: a case, and points with the arithmetic that led to them."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.quantity import half_up, truncated
from xlplugin.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from xlplugin.quantity import Level

__all__ = ["TOLERANCE", "Case", "Points", "Reading", "Step", "limited", "plain"]

TOLERANCE = Decimal("0.01")
"""How far a stated figure may lie from the computed one, in points (facts: R-ROUND)."""

_LONG = Decimal(10) ** 20


def plain(number: Decimal) -> str:
    """A figure for a sentence: at most four decimals, no trailing zeros, no exponent."""
    text = format(half_up(number, 4) if abs(number) < _LONG else number, "f")
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def limited(points: Decimal, weight: Decimal, written: str) -> tuple[Decimal, str]:
    """Points that neither fall below nothing nor exceed the weight (得分不得突破权重总额), and how that is written."""
    if points < 0:
        return Decimal(0), f"MAX(0, {written})"
    return (weight, f"MIN({plain(weight)}, {written})") if points > weight else (points, written)


@record(eq=False)
class Case:
    """The figures of one row.

    ``weight`` is its full mark, in points. ``target`` (A) and ``actual`` (B) are in one unit; for the execution of
    a budget they are 全年预算数 and 全年执行数; for a rate that stands alone ``actual`` is the rate in per cent.
    ``operator`` is as in ``quantity.Quantity``. ``level`` is the stated qualitative level. ``low`` and ``high``
    bound a result that is approximate (60余 is at least 60) or a range. ``finished`` says whether the task was
    completed, None where nobody says. Figures not stated are None.
    """

    weight: Decimal
    target: Decimal | None = None
    actual: Decimal | None = None
    operator: str | None = None
    level: Level | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    finished: bool | None = None


@record(eq=False)
class Step:
    """One line of the arithmetic: what it is, in Chinese and English, how it is written, and its result."""

    zh: str
    en: str
    written: str
    value: Decimal


@record(eq=False)
class Reading:
    """What another known reading of the same rule gives, in points with full precision."""

    method: str
    value: Decimal


@record(eq=False)
class Points:
    """Points with full precision; ``rounded`` shows them.

    ``value`` is None where the figures give none, and ``words_zh`` says why. ``low`` and ``high`` then bound what
    a person may choose, where the rule leaves an interval; ``high_in`` says whether the upper bound belongs to it.
    ``over`` marks a result above its target whose cause is to be explained (偏差原因).
    ``unsure`` marks points that rest on an approximate result (60余). ``method`` is the name of the reading used.
    """

    value: Decimal | None
    words_zh: str
    words_en: str
    steps: tuple[Step, ...] = ()
    method: str = ""
    other_readings: tuple[Reading, ...] = ()
    low: Decimal | None = None
    high: Decimal | None = None
    high_in: bool = True
    over: bool = False
    unsure: bool = False

    @property
    def rounded(self) -> Decimal | None:
        """The points as shown: half-up, two decimals."""
        return None if self.value is None else half_up(self.value)

    def agreement(self, stated: Decimal, tolerance: Decimal = TOLERANCE) -> str | None:
        """How a stated score fits, None where it does not.

        ``same``; ``truncated`` (cut off where rounding was meant); ``within`` the interval left to a person;
        or the name of the other reading that gives it.
        """
        if self.value is None:
            return "within" if self._leaves(stated) else None
        if stated == half_up(self.value):
            return "same"
        if stated == truncated(self.value):
            return "truncated"
        if abs(stated - self.value) <= tolerance:
            return "same"
        near = (reading.method for reading in self.other_readings if abs(stated - reading.value) <= tolerance)
        return next(near, None)

    def _leaves(self, stated: Decimal) -> bool:
        """Whether a stated score lies in the interval, its bounds rounded as the form shows them."""
        if self.low is None or self.high is None:
            return False
        low, high = half_up(self.low), half_up(self.high)
        return low <= stated <= high if self.high_in else low <= stated < high
