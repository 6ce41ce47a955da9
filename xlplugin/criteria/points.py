"""The outcome of a rule, and how outcomes are changed and added up."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.criteria.expression import Node
from xlplugin.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["Points", "exactly", "joined", "led", "mapped", "unknown", "within"]

_ZERO = Decimal(0)


@record
class Points(Node):
    """The outcome of a rule.

    ``value`` is None where a person decides or an input is missing; it then lies in [``low``, ``high``].
    ``steps`` are sentences in reading order; ``other_readings`` pairs of name and value, only where they differ;
    ``missing`` names inputs that were needed and not given.
    """

    value: Decimal | None
    low: Decimal
    high: Decimal
    steps: tuple[str, ...] = ()
    other_readings: tuple[tuple[str, Decimal], ...] = ()
    missing: tuple[str, ...] = ()


def mapped(points: Points, change: Callable[[Decimal], Decimal], *steps: str) -> Points:
    """The same outcome with every figure changed."""
    return Points(
        None if points.value is None else change(points.value),
        change(points.low),
        change(points.high),
        (*points.steps, *steps),
        tuple([(name, change(value)) for name, value in points.other_readings]),
        points.missing,
    )


def led(points: Points, step: str) -> Points:
    """The same outcome with a step before the others."""
    return Points(points.value, points.low, points.high, (step, *points.steps), points.other_readings, points.missing)


def within(points: Points, full: Decimal) -> Points:
    """The outcome with every figure kept between nothing and the full mark."""
    figures = (points.low, points.high, *(value for _, value in points.other_readings))
    if min(figures) >= 0 and max(figures) <= full and (points.value is None or _ZERO <= points.value <= full):
        return points
    return mapped(points, lambda figure: min(max(figure, _ZERO), full))


def exactly(value: Decimal, *steps: str, others: Iterable[tuple[str, Decimal]] = ()) -> Points:
    """A definite outcome; readings that agree with it are left out."""
    return Points(value, value, value, steps, tuple(other for other in others if other[1] != value))


def unknown(low: Decimal, high: Decimal, *missing: str) -> Points:
    """An outcome that cannot be told."""
    return Points(None, low, high, (), (), missing)


def joined(parts: list[Points]) -> Points:
    """Outcomes added up, reading by reading."""
    names = dict.fromkeys(name for part in parts for name, _ in part.other_readings)
    value = sum((part.value for part in parts if part.value is not None), _ZERO)
    known = all(part.value is not None for part in parts)
    others = tuple(
        (name, sum((dict(part.other_readings).get(name, part.value or _ZERO) for part in parts), _ZERO))
        for name in names
    )
    return Points(
        value if known else None,
        sum((part.low for part in parts), _ZERO),
        sum((part.high for part in parts), _ZERO),
        tuple(step for part in parts for step in part.steps),
        others if known else (),
        tuple(dict.fromkeys(name for part in parts for name in part.missing)),
    )
