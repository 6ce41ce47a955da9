"""What a method is given and what it gives back: a case, and points with the arithmetic that led to them."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.model.score import Case
from xlplugin.quantity import half_up, truncated
from xlplugin.record import record

__all__ = ["TOLERANCE", "Case", "Points", "Reading", "Step", "limited", "plain"]

TOLERANCE = Decimal("0.01")
"""How far a stated figure may lie from the computed one, in points (facts: R-ROUND)."""

_LONG = Decimal(10) ** 20
_DECIMALS = 4


def plain(number: Decimal) -> str:
    """A figure for a sentence: at most four decimals, no trailing zeros, no exponent."""
    text = format(number, "f")
    if len(text.partition(".")[2]) > _DECIMALS and abs(number) < _LONG:
        text = format(half_up(number, _DECIMALS), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def limited(points: Decimal, weight: Decimal, written: str) -> tuple[Decimal, str]:
    """Points that neither fall below nothing nor exceed the weight (得分不得突破权重总额), and how that is written."""
    if points < 0:
        return Decimal(0), f"MAX(0, {written})"
    return (weight, f"MIN({plain(weight)}, {written})") if points > weight else (points, written)


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
    ``met`` marks a target that was reached: every reading of the same family then gives the full weight.
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
    met: bool = False

    @property
    def rounded(self) -> Decimal | None:
        """The points as shown: half-up, two decimals."""
        return None if self.value is None else half_up(self.value)

    def read_as(self, method: str, others: tuple[Reading, ...]) -> Points:
        """The same points as those of a method, beside what other readings give."""
        words = self.words_zh, self.words_en
        bounds = self.low, self.high
        return Points(
            self.value, *words, self.steps, method, others, *bounds, self.high_in, self.over, self.unsure, self.met
        )

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
