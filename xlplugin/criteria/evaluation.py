"""A rule applied to figures: the points, how they came about, and what the other known readings give.

Full precision inside, no rounding: that is the caller's (R-ROUND).
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

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
    PerItem,
    Quarters,
    Ratio,
    Step,
    Sum,
    Veto,
    Within,
)
from xlplugin.criteria.figures import figure, holds, shown
from xlplugin.criteria.fit import gaps, maximum
from xlplugin.criteria.needs import JUDGED, LEVEL, QUARTERS, target_name
from xlplugin.criteria.points import Points, exactly, joined, led, mapped, unknown, within
from xlplugin.record import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlplugin.criteria.expression import Condition, Expression

__all__ = ["CEILING", "GAP", "LINEAR", "PRORATED", "READINGS", "evaluate"]

PRORATED, CEILING, LINEAR, GAP = "prorated", "ceiling", "linear", "gap"
"""Other readings: every part of a step counts; a started step counts whole; w·(2-x) above a limit; a forgotten case."""

READINGS = {
    PRORATED: ("不足一步的按比例扣", "part of a step counts in proportion"),
    CEILING: ("不足一步的按一步扣", "a started step counts whole"),
    LINEAR: ("超出部分按比例扣", "what is above the target is deducted in proportion"),
    GAP: ("评分标准未规定的情形按相邻另一档", "the forgotten case as the other neighbouring one"),
}
"""The other readings in words, Chinese and English."""

_ZERO = Decimal(0)
_HUNDRED = Decimal(100)


def evaluate(
    expression: Expression, inputs: Mapping[str, object], weight: Decimal | None = None, lang: str = "zh"
) -> Points:
    """Apply a rule. ``inputs`` are by the names of ``needs``; ``weight`` is what 满分 means, and the upper bound.

    The steps are said in ``lang``. Without a weight the rule's own maximum stands in; ValueError where it has none.
    """
    full = weight if weight is not None else maximum(expression)
    if full is None:
        message = "a rule that says 满分 needs the weight of its row"
        raise ValueError(message)
    found = _Rule(inputs, full, lang).points(expression)
    return found if isinstance(expression, Bonus) else within(found, full)


class _Rule:
    """One evaluation: the inputs and what 满分 means in it."""

    __slots__ = ("full", "inputs", "lang")

    def __init__(self, inputs: Mapping[str, object], full: Decimal, lang: str) -> None:
        self.inputs = inputs
        self.full = full
        self.lang = lang

    def said(self, zh: str, en: str) -> str:
        """A step in the language that was asked for."""
        return en if self.lang == "en" else zh

    def worth(self, points: Decimal | None) -> Decimal:
        """Points as printed, or 满分."""
        return self.full if points is None else points

    def count(self, name: str) -> Decimal | None:
        """A figure given by name."""
        given = self.inputs.get(name)
        return given if isinstance(given, Decimal) else None

    def points(self, expression: Expression) -> Points:  # noqa: C901, PLR0911, PLR0912  one case per kind of node
        """The outcome of one node."""
        match expression:
            case Fixed(points):
                return exactly(self.worth(points))
            case Ratio():
                return self.ratio(expression)
            case Step():
                return self.step(expression)
            case PerItem():
                return self.per_item(expression)
            case Quarters(count, each):
                return self.quarters(count, each)
            case Average():
                return self.average(expression)
            case Sum(parts, cap):
                total = joined([self.points(part) for part in parts])
                return total if cap is None else mapped(total, lambda points: min(points, cap))
            case Less(parts):
                return self.less(parts)
            case Cases():
                return self.cases(expression)
            case Veto():
                return self.veto(expression)
            case Manual() | Band():
                return self.judged(expression)
            case Grade():
                return unknown(_ZERO, _ZERO)
            case _:
                return self.points(expression.body)

    def ratio(self, rule: Ratio) -> Points:
        """In proportion to a rate."""
        worth, name = self.worth(rule.points), rule.measure.name
        given = figure(rule.measure, self.inputs)
        if given is None:
            return unknown(_ZERO, worth, name)
        share = given / _HUNDRED
        if rule.mode == "decrease":
            value = worth * max(_ZERO, 1 - abs(share))
            return exactly(value, f"{shown(worth)}×(1-|{name} {shown(given)}%|)={shown(value)}")
        if rule.mode == "over" and share > 1:
            value = worth / share
            linear = worth * max(_ZERO, 2 - share)
            return exactly(value, f"{shown(worth)}÷{name} {shown(given)}%={value:.4f}", others=((LINEAR, linear),))
        least = Decimal(rule.least[0]) / rule.least[1] if rule.least else Decimal(1)
        value = worth if rule.mode == "over" else worth * min(Decimal(1), max(_ZERO, share / least))
        divided = f"÷{rule.least[0]}/{rule.least[1]}" if rule.least else ""
        return exactly(value, f"{name} {shown(given)}%{divided}×{shown(worth)}={shown(value)}")

    def step(self, rule: Step) -> Points:
        """Whole steps beyond a threshold; the other readings beside them (R-STEP)."""
        full = self.worth(rule.full)
        given = figure(rule.measure, self.inputs)
        mark = _ZERO if rule.side == "past" else rule.mark if rule.mark is not None else self.count(target_name(rule))
        if given is None or mark is None:
            missing = rule.measure.name if given is None else target_name(rule)
            return unknown(max(_ZERO, full - rule.most) if rule.most is not None else _ZERO, full, missing)
        beyond = {"below": mark - given, "apart": abs(given - mark)}.get(rule.side, given - mark)
        exact = max(_ZERO, beyond) / rule.per
        whole = exact.to_integral_value(ROUND_FLOOR)
        most = full if rule.most is None else min(rule.most, full)

        def left(steps: Decimal) -> Decimal:
            return full - min(steps * rule.deduct, most)

        unit = rule.measure.unit.replace("%", "个百分点")
        name, over = f"{rule.measure.name} {shown(given)}{rule.measure.unit}", shown(max(_ZERO, beyond))
        result = f"{shown(full)}-{shown(full - left(whole))}={shown(left(whole))}"
        said = self.said(
            f"{name}，超出界限{over}{unit}，计{whole}步，每步扣{shown(rule.deduct)}分：{result}",
            f"{name} is {over}{rule.measure.unit} beyond: {whole} steps of {shown(rule.deduct)} points: {result}",
        )
        others = ((PRORATED, left(exact)), (CEILING, left(exact.to_integral_value(ROUND_CEILING))))
        return exactly(left(whole), said, others=others)

    def per_item(self, rule: PerItem) -> Points:
        """Points per counted item, up to the cap or down to nothing."""
        limit = None if rule.add and rule.limit is None else self.worth(rule.limit)
        given = figure(rule.measure, self.inputs)
        if given is None:
            return unknown(_ZERO, self.full if limit is None else limit, rule.measure.name)
        gained = (max(_ZERO, given) / rule.per).to_integral_value(ROUND_FLOOR) * rule.each
        unit, each = rule.measure.unit, shown(rule.each)
        if rule.add:
            value = gained if limit is None else min(gained, limit)
            zh, en, result = "得", "for", shown(value)
        else:
            full = self.worth(rule.limit)
            value = full - min(gained, full if rule.most is None else min(rule.most, full))
            zh, en, result = "扣", "less for", f"{shown(full)}-{shown(full - value)}={shown(value)}"
        counted, per = f"{rule.measure.name} {shown(given)}{unit}", f"{shown(rule.per)}{unit}"
        said = self.said(
            f"{counted}，每{per}{zh}{each}分：{result}", f"{counted}: {each} points {en} every {per}: {result}"
        )
        return exactly(value, said)

    def quarters(self, count: int, each: Decimal) -> Points:
        """Points per quarter."""
        given = self.count(QUARTERS)
        if given is None:
            return unknown(_ZERO, count * each, QUARTERS)
        met = min(max(_ZERO, given), Decimal(count))
        return exactly(met * each, f"{shown(met)}{self.said('个季度', ' quarters')}×{shown(each)}={shown(met * each)}")

    def average(self, rule: Average) -> Points:
        """The mean points of counted kinds."""
        most = max(points for _, points in rule.parts)
        total = self.count(rule.total)
        counts = [self.count(name) for name, _ in rule.parts]
        missing = [name for (name, _), given in zip(rule.parts, counts, strict=True) if given is None]
        if missing or not total:
            return unknown(_ZERO, most, *missing, *(() if total else (rule.total,)))
        gained = sum((given or _ZERO) * points for given, (_, points) in zip(counts, rule.parts, strict=True))
        value = min(most, Decimal(gained) / total)
        return exactly(value, f"{shown(Decimal(gained))}÷{rule.total} {shown(total)}={shown(value)}")

    def less(self, parts: tuple[Expression, ...]) -> Points:
        """Several deductions from one full mark: what each part loses is added up."""
        full = self.worth(maximum(parts[0]))
        losses = [mapped(self.points(part), lambda points: full - points) for part in parts]
        turned = [replace(loss, low=loss.high, high=loss.low) for loss in losses]
        return self.turned(mapped(joined(turned), lambda loss: max(_ZERO, full - loss)))

    def turned(self, points: Points) -> Points:
        """Bounds back in order after a subtraction."""
        return replace(points, low=min(points.low, points.high), high=max(points.low, points.high))

    def cases(self, rule: Cases) -> Points:
        """The first condition that holds; what is unknown leaves every outcome open that may still come."""
        states = [holds(when, self.inputs) for when, _ in rule.arms]
        words = [isinstance(when, Holds) and bool(when.text) for when, _ in rule.arms]
        for at, (when, outcome) in enumerate(rule.arms):
            unsure = any(state is None and not (words[at] and words[k]) for k, state in enumerate(states[:at]))
            if states[at] and not unsure:
                return self.decided(when, self.points(outcome))
        open_arms = [outcome for (_, outcome), state in zip(rule.arms, states, strict=True) if state is not False]
        if not open_arms:
            return self.forgotten(rule)
        found = [self.points(outcome) for outcome in open_arms]
        certain = any(state for state in states)
        names = [_name(when) for (when, _), state in zip(rule.arms, states, strict=True) if state is None]
        low = min(part.low for part in found) if certain else _ZERO
        return unknown(low, max(part.high for part in found), *dict.fromkeys(names))

    def decided(self, when: Condition, points: Points) -> Points:
        """The outcome with the condition that decided."""
        if isinstance(when, Holds):
            step = self.said(f"符合“{when.text}”", f"“{when.text}” holds")
        else:
            given = f"{when.measure.name} {shown(figure(when.measure, self.inputs) or _ZERO)}{when.measure.unit}"
            step = self.said(f"{given}，在所定区间内", f"{given} lies within the bounds")
        if when == OTHERWISE:
            return points
        tail = (
            "" if points.value is None else self.said(f"，得{shown(points.value)}分", f": {shown(points.value)} points")
        )
        return led(points, step + tail)

    def forgotten(self, rule: Cases) -> Points:
        """No condition holds: no points, unless the rule forgot the case; then the better neighbour, and a note."""
        hole = next((gap for gap in gaps(rule) if holds(gap.within, self.inputs)), None)
        if hole is None:
            return exactly(_ZERO, self.said("各项条件均不符合，不得分", "no condition holds: no points"))
        beside = [
            self.points(outcome)
            for when, outcome in rule.arms
            if isinstance(when, Within) and _touches(when, hole.within)
        ]
        values = sorted({part.value for part in beside if part.value is not None}, reverse=True)
        if not values:
            return unknown(_ZERO, max(part.high for part in beside), JUDGED)
        step = self.said(hole.what, hole.what_en)
        return exactly(values[0], step, others=tuple((GAP, value) for value in values[1:]))

    def veto(self, rule: Veto) -> Points:
        """Nothing where it happened."""
        happened = self.inputs.get(rule.when)
        if happened is True:
            return exactly(_ZERO, self.said(f"发生“{rule.when}”，不得分", f"“{rule.when}” happened: no points"))
        body = exactly(self.full) if rule.body is None else self.points(rule.body)
        if happened is False:
            return body
        return replace(body, value=None, low=_ZERO, other_readings=(), missing=(*body.missing, rule.when))

    def judged(self, rule: Manual | Band) -> Points:
        """What a person gives, inside its bounds."""
        low, high = _ZERO, self.worth(rule.points) if isinstance(rule, Manual) else self.full
        if isinstance(rule, Band):
            level = next((level for level in rule.levels if level[0] == self.inputs.get(LEVEL)), None)
            if level is None:
                return unknown(low, high, LEVEL)
            low, high = self.full * level[1] / _HUNDRED, self.full * level[2] / _HUNDRED
        given = self.count(JUDGED)
        if given is None:
            return unknown(low, high, JUDGED)
        said = self.said(
            f"评定{shown(given)}分，限{shown(low)}至{shown(high)}分",
            f"{shown(given)} given, {shown(low)} to {shown(high)} allowed",
        )
        return exactly(min(max(given, low), high), said)


def _name(when: Condition) -> str:
    """The input that a condition asks for."""
    return when.text if isinstance(when, Holds) else when.measure.name


def _touches(when: Within, hole: Within) -> bool:
    """Whether a case lies next to a hole."""
    return when.high == hole.low or when.low == hole.high
