"""What a rule can give at most, whether that is the printed weight, and which cases it forgets."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.criteria.expression import (
    OTHERWISE,
    Average,
    Band,
    Bonus,
    Cases,
    Fixed,
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
    from collections.abc import Iterable

    from xlplugin.criteria.expression import Expression

__all__ = ["Gap", "Misfit", "fits", "gaps", "maximum", "open_ended"]

_LESSER = ("基本", "部分", "较")
"""How a condition begins that a better case goes beyond."""


@record
class Misfit(Node):
    """A rule whose maximum is not the printed weight (A-04); ``what`` says so in Chinese."""

    maximum: Decimal
    weight: Decimal
    what: str


@record
class Gap(Node):
    """Figures that no case of the rule covers: ``within`` is the hole between two cases, said in two languages."""

    within: Within
    what: str
    what_en: str


def maximum(expression: Expression) -> Decimal | None:  # noqa: PLR0911  one case per kind of node
    """The most points a rule can give; None where it says 满分, has no cap, or gives no points (a grade, a veto)."""
    match expression:
        case Fixed(points) | Ratio(points=points) | Step(full=points) | PerItem(limit=points) | Manual(points):
            return points
        case Quarters(count, each):
            return count * each
        case Average(parts):
            return max(points for _, points in parts)
        case Sum(parts, cap):
            return _summed(parts, cap)
        case Less(parts):
            return maximum(parts[0])
        case Cases(arms):
            return None if open_ended(expression) else _largest(outcome for _, outcome in arms)
        case Veto(body):
            return None if body is None else maximum(body)
        case Band() | Grade():
            return None
        case _:
            return maximum(expression.body)


def _summed(parts: tuple[Expression, ...], cap: Decimal | None) -> Decimal | None:
    """The sum of the maxima, or the cap if that is less."""
    total = Decimal(0)
    for part in parts:
        most = maximum(part)
        if most is None:
            return cap
        total += most
    return total if cap is None else min(total, cap)


def open_ended(expression: Expression) -> bool:
    """Whether a sentence tells only the lesser cases (基本匹配得2分): what a full match earns goes without saying."""
    if not isinstance(expression, Cases):
        return False
    told = [when for when, _ in expression.arms if when is not OTHERWISE]
    return bool(told) and all(isinstance(when, Holds) and when.text.startswith(_LESSER) for when in told)


def _largest(outcomes: Iterable[Expression]) -> Decimal | None:
    """The largest outcome; None where one is the weight itself."""
    found = [maximum(outcome) for outcome in outcomes]
    known = [points for points in found if points is not None]
    return max(known) if len(known) == len(found) else None


def fits(expression: Expression, weight: Decimal) -> Misfit | None:
    """Whether the parts of a rule can give the printed weight and no more; None where they do."""
    most = maximum(expression)
    if most is None or most in {weight, 0}:
        return None
    relation = "达不到" if most < weight else "超过"
    return Misfit(most, weight, f"按评分标准最多得{most}分，{relation}分值{weight}分")


def gaps(expression: Expression) -> tuple[Gap, ...]:
    """The holes between the cases of a rule: 节约的计5分，增加的按比例扣分 says nothing of 0."""
    match expression:
        case Cases(arms):
            bounds = [when for when, _ in arms if isinstance(when, Within)]
            closed = len(bounds) == len(arms) and len({when.measure for when in bounds}) == 1
            inner = [gap for _, outcome in arms for gap in gaps(outcome)]
            return (*(_holes(bounds) if closed else ()), *inner)
        case Sum(parts) | Less(parts):
            return tuple(gap for part in parts for gap in gaps(part))
        case Veto(body) if body is not None:
            return gaps(body)
        case Bonus(body):
            return gaps(body)
    return ()


def _holes(bounds: list[Within]) -> list[Gap]:
    """The holes between neighbouring intervals, from the lowest up."""
    floor = Decimal("-Infinity")
    ordered = sorted(bounds, key=lambda when: (floor if when.low is None else when.low, not when.low_in))
    found: list[Gap] = []
    top: tuple[Decimal, bool] | None = (ordered[0].high, ordered[0].high_in) if ordered[0].high is not None else None
    for when in ordered[1:]:
        if top is None or when.low is None:
            break
        high, inside = top
        if when.low > high or (when.low == high and not inside and not when.low_in):
            hole = Within(when.measure, high, not inside, when.low, not when.low_in)
            found.append(Gap(hole, _said(hole), _said_in_english(hole)))
        if when.high is None:
            break
        top = max(top, (when.high, when.high_in))
    return found


def _said(hole: Within) -> str:
    """The hole in words."""
    if hole.low == hole.high:
        return f"{hole.measure.name}为{hole.low}{hole.measure.unit}时如何计分，评分标准没有规定"
    return f"{hole.measure.name}在{hole.low}和{hole.high}{hole.measure.unit}之间如何计分，评分标准没有规定"


def _said_in_english(hole: Within) -> str:
    """The same in English; the name of the measure stays the form's own."""
    unit = hole.measure.unit
    where = f"of {hole.low}{unit}" if hole.low == hole.high else f"between {hole.low}{unit} and {hole.high}{unit}"
    return f"the scoring standard does not say what a {hole.measure.name} {where} earns"
