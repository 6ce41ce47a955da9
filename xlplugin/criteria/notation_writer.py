"""A rule in one line of notation: ``step(deduct=0.5, per=1pp, above=100%, full=2, floor=0; 「…控制率」)``.

The words of a form stand in 「」. ``parse_notation`` reads the line back.
"""

from __future__ import annotations

from xlplugin.criteria.expression import (
    OTHERWISE,
    Average,
    Band,
    Cases,
    Fixed,
    Grade,
    Holds,
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

    from xlplugin.criteria.expression import Condition, Expression, Measure

__all__ = ["notation"]


def notation(expression: Expression) -> str:  # noqa: C901, PLR0911, PLR0912  one case per kind of node
    """Write a rule in notation; ``w`` is the weight of the row."""
    match expression:
        case Fixed(points):
            return _worth(points)
        case Ratio():
            return _ratio(expression)
        case Step():
            return _step(expression)
        case PerItem():
            return _per_item(expression)
        case Quarters(count, each):
            return f"quarters({count}, each={spelled(each)})"
        case Average(parts, total):
            terms = "+".join(f"「{name}」*{spelled(points)}" for name, points in parts)
            return f"average(({terms})/「{total}」)"
        case Sum(parts, cap):
            capped = "" if cap is None else f", cap={spelled(cap)}"
            return f"sum_of_parts([{', '.join(notation(part) for part in parts)}]{capped})"
        case Less(parts):
            return f"less([{', '.join(notation(part) for part in parts)}])"
        case Cases(arms):
            return _cases(arms)
        case Veto(body, when, grade):
            barred = f"; <{grade}" if grade else ""
            return f"veto({'0' if body is None else notation(body)}; 「{when}」{barred})"
        case Band(levels):
            spans = " | ".join(f"「{name}」{spelled(high)}-{spelled(low)}" for name, low, high in levels)
            return f"band(w; {spans})"
        case Grade(levels):
            return f"grade({', '.join(f'{_within(when)}: 「{name}」' for when, name in levels)})"
        case Manual(points):
            return f"manual({_worth(points)})"
        case _:
            return f"{notation(expression.body)} bonus"


def _worth(points: Decimal | None) -> str:
    return "w" if points is None else spelled(points)


def _measure(measure: Measure) -> str:
    """A name, and its formula where there is one."""
    if not measure.bottom:
        return f"「{measure.name}」"
    top = f"「{measure.top}」-「{measure.minus}」" if measure.minus else f"「{measure.top}」"
    return f"「{measure.name}」={top}/「{measure.bottom}」"


def _within(when: Within) -> str:
    """A measure and its bounds: ``「率」[80%,90%)``."""
    unit = when.measure.unit
    low = "" if when.low is None else f"{spelled(when.low)}{unit}"
    high = "" if when.high is None else f"{spelled(when.high)}{unit}"
    if when.low == when.high:
        return f"{_measure(when.measure)}={low}"
    if when.low is None:
        return f"{_measure(when.measure)}{'<=' if when.high_in else '<'}{high}"
    if when.high is None:
        return f"{_measure(when.measure)}{'>=' if when.low_in else '>'}{low}"
    return f"{_measure(when.measure)}{'[' if when.low_in else '('}{low},{high}{']' if when.high_in else ')'}"


def _condition(when: Condition) -> str:
    if isinstance(when, Within):
        return _within(when)
    return "else" if when == OTHERWISE else f"「{when.text}」"


def _ratio(rule: Ratio) -> str:
    head = {"rate": "ratio", "decrease": "decrease", "over": "over"}[rule.mode]
    least = f"; least={rule.least[0]}/{rule.least[1]}" if rule.least else ""
    return f"{head}({_measure(rule.measure)}{least})*{_worth(rule.points)}"


def _step(rule: Step) -> str:
    unit = rule.measure.unit
    mark = f"「{rule.target}」" if rule.target else "target" if rule.mark is None else f"{spelled(rule.mark)}{unit}"
    side = "from=限期" if rule.side == "past" else f"{rule.side}={mark}"
    most = "" if rule.most is None else f", most={spelled(rule.most)}"
    per = f"{spelled(rule.per)}{unit.replace('%', 'pp')}"
    full = _worth(rule.full)
    return (
        f"step(deduct={spelled(rule.deduct)}, per={per}, {side}, full={full}, floor=0{most}; {_measure(rule.measure)})"
    )


def _per_item(rule: PerItem) -> str:
    per = f"{spelled(rule.per)}{rule.measure.unit}"
    if rule.add:
        limit = "" if rule.limit is None else f", cap={spelled(rule.limit)}"
        return f"per_item(add={spelled(rule.each)}, per={per}{limit}; {_measure(rule.measure)})"
    most = "" if rule.most is None else f", most={spelled(rule.most)}"
    full = _worth(rule.limit)
    return f"per_item(deduct={spelled(rule.each)}, per={per}, full={full}, floor=0{most}; {_measure(rule.measure)})"


def _cases(arms: tuple[tuple[Condition, Expression], ...]) -> str:
    """One award in words is ``binary``, levels with fixed points are ``tiers``, the rest ``cases``."""
    when, outcome = arms[0]
    if len(arms) == 1 and isinstance(when, Holds) and isinstance(outcome, Fixed):
        return f"binary({_worth(outcome.points)}; {_condition(when)})"
    head = "tiers" if len(arms) > 1 and all(isinstance(outcome, Fixed) for _, outcome in arms) else "cases"
    return f"{head}({', '.join(f'{_condition(when)}: {notation(outcome)}' for when, outcome in arms)})"
