"""The clauses of one criterion put together: which full mark a deduction starts from, which points add up."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.criteria.expression import (
    OTHERWISE,
    Average,
    Bonus,
    Cases,
    Fixed,
    Grade,
    Holds,
    Manual,
    NotUnderstood,
    PerItem,
    Ratio,
    Step,
    Sum,
    Veto,
    Within,
)
from xlplugin.criteria.fit import maximum
from xlplugin.criteria.levels import arms, is_tiered
from xlplugin.criteria.measures import Speaker
from xlplugin.criteria.proportions import in_proportion
from xlplugin.criteria.stepped import added, forbidden, stepped
from xlplugin.criteria.steps import one_counted
from xlplugin.record import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from xlplugin.criteria.clauses import Clause
    from xlplugin.criteria.expression import Expression

__all__ = ["combine"]

_IDLE = frozenset(("prose", "floor", "define"))
_LIMITS = frozenset(("cap", "full", "most"))
_APART = frozenset(("cap", "full", "most", "zero", "barred"))
_OVERALL = ("整体", "一票否决", "合计", "本项", "该项", "此项", "累计", "总", "以上")
_EXEMPT = ("没有", "不涉及", "无", "未涉及", "未安排", "不适用", "未发生")


def combine(clauses: list[Clause], weight: Decimal | None) -> Expression | NotUnderstood:
    """Make one expression of all clauses, or say which part could not be placed."""
    live = [clause for clause in clauses if clause.kind not in _IDLE]
    if unknown := next((clause for clause in live if clause.kind == "unknown"), None):
        return NotUnderstood("", unknown.text, "这一句不是已知的计分写法")
    if not any(clause.kind not in _LIMITS for clause in live):
        return _limited_only(live)
    speaker = Speaker(clauses)
    _speak(live, speaker)
    if live[0].kind == "grade":
        return Grade(tuple((clause.when, clause.text) for clause in live if isinstance(clause.when, Within)))
    whole_formula = any(isinstance(rule, Average) for clause in live for rule in clause.rules)
    groups = [live] if whole_formula or is_tiered(live, weight) else _groups(live)
    outer = [clause for clause in live if not any(clause in group for group in groups)]
    parts: list[Expression] = []
    for group in groups:
        part = _part(group, speaker, weight)
        if isinstance(part, NotUnderstood):
            return part
        parts.append(_limited(group, part))
    if len(parts) > 1 and weight is not None and _worth_all(live, weight):
        return _mixed(live)
    whole = forbidden(_limited(outer, parts[0] if len(parts) == 1 else _flattened(parts)), outer)
    return Bonus(whole) if _is_bonus(live) else whole


def _worth_all(live: list[Clause], weight: Decimal) -> bool:
    """达到目标得5分，基本达到得3分，每低1个百分点扣0.5分 of 5: levels, one of them the whole row, beside steps."""
    awards = [clause.points for clause in live if clause.kind == "award" and clause.when != OTHERWISE]
    return len(awards) > 1 and awards[0] == weight and any(clause.kind == "step" for clause in live)


def _limited_only(live: list[Clause]) -> Expression | NotUnderstood:
    """Only a limit: 有创新举措的最高加3分 is left to a person."""
    found = next((clause for clause in live if clause.kind == "cap" and clause.when != OTHERWISE), None)
    if found is None or len(live) > 1:
        return NotUnderstood("", "", "没有找到计分的规定")
    if not found.bonus and isinstance(found.when, Holds) and found.when.text.endswith(("分值", "得分", "总分")):
        return NotUnderstood("", found.text, "这是对分值的限定，不是计分办法")
    manual = Manual(found.points)
    return Bonus(manual) if found.bonus else manual


def _speak(live: list[Clause], speaker: Speaker) -> None:
    """Give every bound and every formula the figure it speaks of."""
    for clause in live:
        if isinstance(clause.when, Within):
            clause.when = speaker.bounds(clause.when)
        if clause.stepwise and clause.stepwise.bound:
            clause.stepwise.bound = speaker.bounds(clause.stepwise.bound)
        clause.rules = [
            replace(rule, measure=speaker.named(rule.measure)) if isinstance(rule, Ratio) else rule
            for rule in clause.rules
        ]


def _gives(clause: Clause) -> bool:
    """Whether a clause can carry a part of its own: it gives points by itself."""
    if clause.kind == "step":
        return bool(clause.stepwise and clause.stepwise.add)
    giving = clause.kind == "award" and clause.when != OTHERWISE and not _exempt(clause)
    return giving or clause.kind in {"ratio", "quarters"}


def _exempt(clause: Clause) -> bool:
    """没有楼堂馆所项目的部门按满分计算: an exemption, no part of its own."""
    return clause.points is None and isinstance(clause.when, Holds) and clause.when.text.startswith(_EXEMPT)


def _groups(live: list[Clause]) -> list[list[Clause]]:
    """Parts that stand for themselves; what speaks of the whole row is left out where there are several."""
    lettered = len({clause.letter for clause in live if clause.letter}) > 1
    busy = {clause.sentence for clause in live if clause.kind not in _APART}
    parts = _separate([clause for clause in live if not _overall(clause, busy, lettered=lettered)], lettered=lettered)
    return parts if len(parts) > 1 else _separate(live, lettered=lettered)


def _separate(live: list[Clause], *, lettered: bool) -> list[list[Clause]]:
    """Parts by letter, else by sentence; what gives nothing by itself belongs to the part before it."""
    merged: list[list[Clause]] = []
    keys: dict[int, list[Clause]] = {}
    for clause in live:
        keys.setdefault(clause.letter if lettered else clause.sentence, []).append(clause)
    for group in keys.values():
        own = any(_gives(clause) for clause in group) or {"step", "full"} <= {clause.kind for clause in group}
        if merged and not own:
            merged[-1] += group
        else:
            merged.append(group)
    return [part for group in merged for part in _inside(group)]


def _overall(clause: Clause, busy: set[int], *, lettered: bool) -> bool:
    """A limit or a veto in a sentence of its own that speaks of the whole row: 本项最高2分, 凡…的，本项不得分."""
    if clause.kind not in _APART or clause.sentence in busy:
        return False
    named = any(word in clause.text for word in _OVERALL)
    return clause.kind == "barred" or (named if clause.kind == "zero" or lettered else clause.kind == "cap")


def _inside(group: list[Clause]) -> list[list[Clause]]:
    """Several awards in one sentence, each with its own deductions, are parts as well."""
    awards = [clause for clause in group if clause.kind == "award" and _gives(clause)]
    steps = [clause for clause in group if clause.kind == "step" and clause.stepwise and not clause.stepwise.add]
    if len(awards) <= 1 or not steps:
        return [group]
    found: list[list[Clause]] = []
    for clause in group:
        if clause in awards or not found:
            found.append([])
        found[-1].append(clause)
    return found


def _part(group: list[Clause], speaker: Speaker, weight: Decimal | None) -> Expression | NotUnderstood:
    """The meaning of one part, before its limit."""
    live = [clause for clause in group if clause.kind not in _LIMITS]
    kinds = {clause.kind for clause in live}
    if "quarters" in kinds:
        found = [clause.quarters for clause in live if clause.quarters]
        return found[0] if len(kinds) == 1 and len(found) == 1 else _mixed(live)
    if "ratio" in kinds:
        return _formulas(live)
    if "step" in kinds:
        return _by_steps(live, group, speaker)
    return in_proportion(live, speaker) if "proportion" in kinds else arms(live, group, weight)


def _by_steps(live: list[Clause], group: list[Clause], speaker: Speaker) -> Expression | NotUnderstood:
    """Points added per step, or taken from a full mark."""
    if all(clause.stepwise.add for clause in live if clause.stepwise):
        return added(live)
    return _mixed(live) if any(clause.tier for clause in live) else stepped(live, group, speaker)


def _mixed(live: list[Clause]) -> NotUnderstood:
    """Kinds that nobody knows how to join."""
    return NotUnderstood("", live[-1].text, "几种计分办法并列，关系不明")


def _formulas(live: list[Clause]) -> Expression | NotUnderstood:
    """A printed formula decides; awards beside it must only repeat its coefficients."""
    rules = [rule for clause in live for rule in clause.rules]
    awards = [clause for clause in live if clause.kind == "award"]
    known: set[Decimal | None] = set()
    for rule in rules:
        known |= {points for _, points in rule.parts} if isinstance(rule, Average) else {rule.points}
    repeated = {rule.measure.name for rule in rules if isinstance(rule, Ratio)}
    others = [clause for clause in live if clause.kind != "proportion" or clause.measure.name not in repeated]
    if any(clause.points not in known for clause in awards) or {clause.kind for clause in others} - {"ratio", "award"}:
        return _mixed(live)
    return rules[0] if len(rules) == 1 else Sum(tuple(rules))


def _flattened(parts: list[Expression]) -> Sum:
    """A sum; what is a sum without a limit of its own dissolves in it."""
    found: list[Expression] = []
    for part in parts:
        found += part.parts if isinstance(part, Sum) and part.cap is None else (part,)
    return Sum(tuple(found))


def _limited(group: list[Clause], whole: Expression) -> Expression:
    """Set the printed limit on a part: 最高2分, 满分2分."""
    limit = next((clause.points for clause in group if clause.kind in {"cap", "full"}), None)
    if limit is None or maximum(whole) == limit:
        return whole
    limited: Expression = Sum((whole,), limit)
    match whole:
        case Veto(body) if body is not None:
            limited = replace(whole, body=_limited(group, body))
        case PerItem(limit=None):
            limited = replace(whole, limit=limit)
        case Step(full=None):
            limited = replace(whole, full=limit)
        case Manual() | Ratio(points=None):
            limited = replace(whole, points=limit)
        case Sum():
            limited = replace(whole, cap=limit)
        case Cases(((when, Fixed(points)),)) if points is not None and points < limit:
            counted = one_counted(when)
            limited = PerItem(True, points, Decimal(1), counted, limit) if counted else limited
    return limited


def _is_bonus(live: list[Clause]) -> bool:
    """Whether the points lie outside the full mark: 最高加3分, 获奖的加2分, 每获一项加1分 without a limit."""
    if any(clause.bonus for clause in live):
        return True
    limited = any(clause.kind in _LIMITS for clause in live)
    return not limited and all(clause.stepwise is not None and clause.stepwise.bonus for clause in live)
