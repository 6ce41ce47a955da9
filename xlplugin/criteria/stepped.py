"""Step clauses bound to what they start from: the full mark, the threshold, the exemption, the veto."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.criteria.expression import (
    OTHERWISE,
    Cases,
    Fixed,
    Holds,
    Less,
    Measure,
    NotUnderstood,
    PerItem,
    Ratio,
    Step,
    Sum,
    Veto,
    Within,
)
from xlplugin.criteria.measures import is_change, is_saving, signed
from xlplugin.record import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from xlplugin.criteria.clauses import Clause
    from xlplugin.criteria.expression import Condition, Expression
    from xlplugin.criteria.measures import Speaker
    from xlplugin.criteria.steps import Stepwise

__all__ = ["added", "forbidden", "stepped"]

_SPENT = ("超", "节约", "节支")
_TARGETS = ("目标", "达标", "完成", "计划", "指标值", "预算")


def added(live: list[Clause]) -> Expression:
    """Points per counted item, beside fixed ones."""
    parts: list[Expression] = []
    for clause in live:
        if clause.stepwise:
            step = clause.stepwise
            parts.append(PerItem(True, step.each, step.per, _counted(step.measure)))
        elif clause.kind == "award":
            parts.append(Cases(((clause.when, Fixed(clause.points)),)))
    return forbidden(parts[0] if len(parts) == 1 else Sum(tuple(parts)), live)


def _counted(measure: Measure) -> Measure:
    """A counted thing by name; 次数 and the like where the sentence names none."""
    return measure if measure.name else replace(measure, name="数量")


def stepped(live: list[Clause], group: list[Clause], speaker: Speaker) -> Expression | NotUnderstood:
    """Deductions from a full mark."""
    awards = [clause for clause in live if clause.kind == "award"]
    base = awards[0] if awards else None
    if len([clause for clause in awards if clause.points is not None]) > 1:
        return NotUnderstood("", awards[1].text, "有几档得分又有扣分，不知从哪一档扣起")
    points = next((clause.points for clause in group if clause.kind == "full"), None)
    points = base.points if base and base.points is not None else points
    most = next((clause.points for clause in group if clause.kind == "most"), None)
    parts: list[Expression] = []
    for clause in live:
        if clause.stepwise is None:
            continue
        part = _deduction(clause.stepwise, base, speaker)
        if part is None:
            return NotUnderstood("", clause.text, "不知道从哪里算起、向哪个方向扣分")
        limited = (
            replace(part, limit=points, most=most)
            if isinstance(part, PerItem)
            else replace(part, full=points, most=most)
        )
        parts.append(limited)
    if (
        base
        and points is not None
        and len(parts) == 1
        and isinstance(parts[0], PerItem)
        and parts[0].measure.name == "否则"
    ):
        left = max(Decimal(0), points - parts[0].each)
        arms: list[tuple[Condition, Expression]] = [(base.when, Fixed(points)), (OTHERWISE, Fixed(left))]
        return Cases(tuple(arms if left else arms[:1]))
    if any(clause.kind == "alike" for clause in live):
        parts = parts[:1]
    body: Expression = parts[0] if len(parts) == 1 else Less(tuple(parts))
    return _excepted(body, live, awards[1:], points)


def _excepted(
    body: Expression, live: list[Clause], exempt: list[Clause], points: Decimal | None
) -> Expression | NotUnderstood:
    """Put the cases around a deduction that it does not decide."""
    for clause in live:
        if clause.kind == "proportion":
            mode = "decrease" if clause.reduces else "rate"
            measure = clause.measure if clause.measure.name else Measure("完成比例")
            body = Cases(((clause.when, Ratio(points, measure, mode)), (OTHERWISE, body)))
        elif clause.kind == "manual":
            return NotUnderstood("", clause.text, "既按步扣分又酌情扣分")
    for clause in exempt:
        body = Cases(((clause.when, Fixed(clause.points)), (OTHERWISE, body)))
    return forbidden(body, live)


def forbidden(body: Expression, live: list[Clause]) -> Expression:
    """Zero under a condition: bounds become a case, words a veto."""
    grade = next((clause.text[-1] for clause in live if clause.kind == "barred"), "")
    for clause in live:
        if clause.kind != "zero" or clause.when == OTHERWISE:
            continue
        if isinstance(clause.when, Holds):
            body = Veto(body, vetoed(clause.when), grade)
        else:
            body = Cases(((clause.when, Fixed(Decimal(0))), (OTHERWISE, body)))
    return body


def vetoed(when: Holds) -> str:
    """The event of a veto without its 凡."""
    plain = when.text
    for opening in ("凡", "如"):
        plain = plain.removeprefix(opening)
    return plain.removesuffix(",实行").removesuffix("实行").rstrip(",的")


def _deduction(step: Stepwise, base: Clause | None, speaker: Speaker) -> Step | PerItem | None:
    """One deduction with its threshold; None where its direction is not said."""
    if step.side == "past":
        return Step(step.each, step.per, Measure("逾期", step.measure.unit), "past")
    bound = step.bound or (base.when if base and isinstance(base.when, Within) else None)
    if not step.side:
        if step.lean and bound is not None and bound.measure.unit == step.measure.unit:
            return Step(step.each, step.per, bound.measure, step.lean, _mark(step, bound, base, step.lean)[0])
        if step.measure.unit != "%":
            return PerItem(False, step.each, step.per, _counted(step.measure))
        side = _implied(bound)
    else:
        side = step.side
    if not side:
        return None
    if side == "above" and bound is not None and bound.high is None and is_saving(bound.measure):
        side = "below"
    measure = speaker.measure(step.measure.name, step.measure.unit)
    if bound is not None:
        measure = replace(bound.measure, unit=step.measure.unit) if not bound.measure.unit else bound.measure
    mark, target = _mark(step, bound, base, side)
    if bound is None and mark == 0 and base:
        side, mark = _turning(side, measure, base.when)
    if bound is not None and measure.unit != step.measure.unit:
        return PerItem(False, step.each, step.per, _counted(step.measure)) if step.measure.unit != "%" else None
    return Step(step.each, step.per, measure, side, mark, target=target)


def _implied(bound: Within | None) -> str:
    """The side that a threshold leaves: beyond ≤100% is above, short of ≥90% is below."""
    if bound is None or (bound.low is None) == (bound.high is None):
        return ""
    return "above" if bound.low is None else "below"


def _mark(step: Stepwise, bound: Within | None, base: Clause | None, side: str) -> tuple[Decimal | None, str]:
    """The threshold as a number, or the name of what the row holds it against."""
    if bound is not None:
        first, second = (bound.low, bound.high) if side == "below" else (bound.high, bound.low)
        return (first if first is not None else second), ""
    if step.anchor == "100" or (not step.anchor and step.measure.unit == "%" and _means_target(base)):
        return Decimal(100), ""
    if base and isinstance(base.when, Holds) and signed(base.when.text, Measure("")):
        return Decimal(0), ""
    return None, step.anchor


def _turning(side: str, measure: Measure, when: Condition) -> tuple[str, Decimal]:
    """Where 未超支 ends: at 100% of a quotient; at 0 of a change; below 0 of a 节约率, which falls as more is spent."""
    if is_saving(measure):
        return "below" if side == "above" else side, Decimal(0)
    spent = isinstance(when, Holds) and any(word in when.text for word in _SPENT)
    return side, Decimal(100 if spent and measure.bottom and not is_change(measure) else 0)


def _means_target(base: Clause | None) -> bool:
    """Whether the full mark is for reaching the target: a rate of completion is then held against 100%."""
    when: Condition | None = base.when if base else None
    return isinstance(when, Holds) and any(word in when.text for word in _TARGETS)
