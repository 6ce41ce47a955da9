"""What has to be known before a rule can be evaluated."""

from __future__ import annotations

from xlplugin.criteria.expression import (
    Average,
    Band,
    Bonus,
    Cases,
    Grade,
    Holds,
    Less,
    Manual,
    Node,
    PerItem,
    Quarters,
    Ratio,
    Step,
    Sum,
    Veto,
    Within,
)
from xlplugin.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.criteria.expression import Expression, Measure

__all__ = ["JUDGED", "LEVEL", "QUARTERS", "Need", "needs", "target_name"]

QUARTERS = "季度数"
"""The input of a quarters rule: in how many quarters it was done."""
LEVEL = "等级"
"""The input of a band rule: the name of the level."""
JUDGED = "评定分"
"""The input of what a person judges: the points that were given."""


@record
class Need(Node):
    """One input by name.

    ``kind`` is ``rate`` (Decimal, per cent), ``count`` (Decimal, in ``unit``), ``ok`` (bool: the condition holds, in
    the sense that earns its points), ``event`` (bool: it happened), ``level`` (str, one of ``options``) or
    ``points`` (Decimal). A rate with ``top`` and ``bottom`` can be given by these figures instead:
    (top - minus) / bottom.
    """

    name: str
    kind: str
    unit: str = ""
    top: str = ""
    minus: str = ""
    bottom: str = ""
    options: tuple[str, ...] = ()


def target_name(step: Step) -> str:
    """The input that a step without a printed threshold is held against."""
    return step.target or f"{step.measure.name}目标值"


def needs(expression: Expression) -> tuple[Need, ...]:
    """Every input of a rule, once, in reading order."""
    return tuple(dict.fromkeys(_needs(expression)))


def _figure(measure: Measure) -> Need:
    kind = "rate" if measure.unit == "%" else "count"
    return Need(measure.name, kind, measure.unit, measure.top, measure.minus, measure.bottom)


def _needs(expression: Expression) -> Iterator[Need]:  # noqa: C901, PLR0912  one case per kind of node
    match expression:
        case Ratio(measure=measure) | PerItem(measure=measure):
            yield _figure(measure)
        case Step(measure=measure):
            yield _figure(measure)
            if expression.mark is None and expression.side != "past":
                yield Need(target_name(expression), _figure(measure).kind, measure.unit)
        case Quarters():
            yield Need(QUARTERS, "count", "个")
        case Average(parts, total):
            for name in (*(name for name, _ in parts), total):
                yield Need(name, "count", "个")
        case Sum(parts) | Less(parts):
            for part in parts:
                yield from _needs(part)
        case Cases(arms):
            for when, outcome in arms:
                yield from _condition(when)
                yield from _needs(outcome)
        case Veto(body, when):
            yield Need(when, "event")
            if body is not None:
                yield from _needs(body)
        case Bonus(body):
            yield from _needs(body)
        case Band(levels):
            yield Need(LEVEL, "level", options=tuple(name for name, _, _ in levels))
            yield Need(JUDGED, "points", "分")
        case Grade(levels):
            yield _figure(levels[0][0].measure)
        case Manual():
            yield Need(JUDGED, "points", "分")


def _condition(when: Within | Holds) -> Iterator[Need]:
    if isinstance(when, Within):
        yield _figure(when.measure)
    elif when.text:
        yield Need(when.text, "ok")
