"""A rule said in English; names and conditions stay in the form's own words."""

from __future__ import annotations

from xlplugin.criteria.expression import (
    OTHERWISE,
    Average,
    Band,
    Cases,
    Fixed,
    Grade,
    Less,
    Manual,
    PerItem,
    Quarters,
    Ratio,
    Step,
    Sum,
    Veto,
    Within,
)
from xlplugin.criteria.figures import spelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal

    from xlplugin.criteria.expression import Condition, Expression

__all__ = ["said_in_english"]


def _worth(points: Decimal | None) -> str:
    return "full marks" if points is None else f"{spelled(points)} points"


def _when(when: Condition) -> str:
    if when == OTHERWISE:
        return "otherwise"
    if not isinstance(when, Within):
        return f"if {when.text}"
    unit = when.measure.unit
    if when.low is not None and when.low == when.high:
        return f"if {when.measure.name} is {spelled(when.low)}{unit}"
    bounds = []
    if when.low is not None:
        bounds.append(f"{'at least' if when.low_in else 'more than'} {spelled(when.low)}{unit}")
    if when.high is not None:
        bounds.append(f"{'at most' if when.high_in else 'less than'} {spelled(when.high)}{unit}")
    return f"if {when.measure.name} is {' and '.join(bounds)}"


def said_in_english(expression: Expression) -> str:
    """Say a rule as one English sentence."""
    return _said(expression) + "."


def _said(expression: Expression) -> str:  # noqa: C901, PLR0911, PLR0912  one case per kind of node
    match expression:
        case Fixed(points):
            return _worth(points)
        case Ratio(points, measure, mode):
            share = {"rate": measure.name, "decrease": f"(1 - |{measure.name}|)", "over": f"1/{measure.name}"}[mode]
            least = f", full from a share of {expression.least[0]}/{expression.least[1]}" if expression.least else ""
            return f"{_worth(points)} times {share}{least}"
        case Step():
            return _step(expression)
        case PerItem():
            return _per_item(expression)
        case Quarters(count, each):
            return f"{spelled(each)} points for each of {count} quarters"
        case Average(parts, total):
            return "(" + " + ".join(f"{name} x {spelled(points)}" for name, points in parts) + f") / {total}"
        case Sum(parts, cap):
            return "; plus ".join(_said(part) for part in parts) + (
                "" if cap is None else f"; at most {spelled(cap)} points"
            )
        case Less(parts):
            return "; and also ".join(_said(part) for part in parts)
        case Cases(arms):
            return "; ".join(f"{_when(when)}: {_said(outcome)}" for when, outcome in arms)
        case Veto(body, when, grade):
            barred = f" and the grade may not be {grade}" if grade else ""
            return f"{'' if body is None else _said(body) + '; '}nothing if {when}{barred}"
        case Band(levels):
            return "; ".join(f"{name}: {spelled(low)}% to {spelled(high)}% of the weight" for name, low, high in levels)
        case Grade(levels):
            return "; ".join(f"{_when(when)}: {name}" for when, name in levels)
        case Manual(points):
            return f"0 to {_worth(points)}, judged by a person"
        case _:
            return f"bonus: {_said(expression.body)}"


def _step(rule: Step) -> str:
    unit = rule.measure.unit.replace("%", " percentage points")
    side = {"above": "above", "below": "below", "apart": "away from", "past": "past the deadline"}[rule.side]
    mark = (
        ""
        if rule.side == "past"
        else " the target"
        if rule.mark is None
        else f" {spelled(rule.mark)}{rule.measure.unit}"
    )
    most = "" if rule.most is None else f", at most {spelled(rule.most)} points"
    start = f"{_worth(rule.full)}, less {spelled(rule.deduct)} points"
    return f"{start} for every {spelled(rule.per)}{unit} that {rule.measure.name} is {side}{mark}{most}"


def _per_item(rule: PerItem) -> str:
    every = f"{spelled(rule.each)} points for every {spelled(rule.per)}{rule.measure.unit} of {rule.measure.name}"
    if rule.add:
        return every + ("" if rule.limit is None else f", at most {spelled(rule.limit)} points")
    return f"{_worth(rule.limit)}, less {every}" + (
        "" if rule.most is None else f", at most {spelled(rule.most)} points"
    )
