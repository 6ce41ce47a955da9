"""The figures that come in: a rate by its name or by its numerator and denominator, a condition as yes or no."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.criteria.expression import Holds, Within
from xlplugin.quantity import half_up

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlplugin.criteria.expression import Grade, Measure

__all__ = ["covers", "figure", "graded", "holds", "shown", "spelled"]

_DECIMALS = 4


def spelled(number: Decimal) -> str:
    """A figure without an exponent and without needless zeros: 4.50 is 4.5, 1E+1 is 10."""
    plain = f"{number:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def shown(number: Decimal) -> str:
    """A figure for a reader: four decimals at most."""
    plain = spelled(number)
    return plain if len(plain.partition(".")[2]) <= _DECIMALS else spelled(half_up(number, _DECIMALS))


def figure(measure: Measure, inputs: Mapping[str, object]) -> Decimal | None:
    """The value of a measure; None where it is not given, or a denominator is zero (no rate, R-EXEC)."""
    given = inputs.get(measure.name)
    if isinstance(given, Decimal):
        return given
    if not measure.bottom:
        return None
    top, bottom = inputs.get(measure.top), inputs.get(measure.bottom)
    minus = inputs.get(measure.minus) if measure.minus else Decimal(0)
    if not (isinstance(top, Decimal) and isinstance(bottom, Decimal) and isinstance(minus, Decimal)) or not bottom:
        return None
    return (top - minus) / bottom * 100


def covers(when: Within, value: Decimal) -> bool:
    """Whether a value lies within the bounds."""
    if when.low is not None and (value < when.low or (value == when.low and not when.low_in)):
        return False
    return when.high is None or value < when.high or (value == when.high and when.high_in)


def holds(when: Within | Holds, inputs: Mapping[str, object]) -> bool | None:
    """Whether a condition holds; None where nobody knows. 否则 holds always."""
    if isinstance(when, Holds):
        given = inputs.get(when.text)
        return True if not when.text else given if isinstance(given, bool) else None
    value = figure(when.measure, inputs)
    return None if value is None else covers(when, value)


def graded(scale: Grade, score: Decimal) -> str:
    """The grade of a score, empty where the scale does not cover it."""
    return next((name for when, name in scale.levels if covers(when, score)), "")
