"""Awards side by side: levels of which one applies, or parts that add up."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.criteria.expression import OTHERWISE, Cases, Fixed, Holds, Manual, NotUnderstood, Sum, Veto, Within
from xlplugin.criteria.stepped import forbidden, vetoed
from xlplugin.record import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from xlplugin.criteria.clauses import Clause
    from xlplugin.criteria.expression import Condition, Expression

__all__ = ["arms", "is_tiered"]

_LEVELS = (
    "全部", "部分", "未", "基本", "完全", "没有", "没", "优", "良", "中", "差", "合格", "较", "一般", "一等", "二等",
    "三等", "国家级", "省级", "市级", "县级", "达到", "不",
)  # fmt: skip
_EVENTS = ("凡", "发生", "出现", "存在", "如", "有")
_TIERED = frozenset(("award", "zero", "manual", "cap", "full", "barred"))
_PLAIN_FAILURES = ("未达到", "未完成", "未达标", "达不到", "没有达到", "未制定", "未开展", "未建立", "不符合", "未公开")


def is_tiered(live: list[Clause], weight: Decimal | None) -> bool:
    """Whether only one of several awards applies."""
    awards = [clause for clause in live if clause.kind == "award" and clause.when != OTHERWISE]
    if len(awards) + sum(clause.kind == "manual" for clause in live) <= 1 or not all(c.kind in _TIERED for c in live):
        return False
    bounds = [clause.when for clause in live if clause.kind in {"award", "zero"} and clause.when != OTHERWISE]
    if all(isinstance(when, Within) for when in bounds):
        return len({when.measure for when in bounds if isinstance(when, Within)}) == 1
    if any(clause.tier for clause in live):
        return True
    lettered = len({clause.letter for clause in awards}) > 1 or not any(clause.letter for clause in awards)
    return lettered and _levels(live, awards, weight)


def _levels(live: list[Clause], awards: list[Clause], weight: Decimal | None) -> bool:
    """Levels in words: the last one earns nothing, or the best one is worth the whole row."""
    lower = [c for c in live if c.kind in {"zero", "manual"} and c.when != OTHERWISE and not _is_veto(c)]
    if any(isinstance(clause.when, Within) for clause in awards):
        figures_below = any(isinstance(clause.when, Within) for clause in lower)
        lower = lower if figures_below else []
    if len(lower) > 1 and all(_plain_failure(clause) for clause in lower):
        return False
    manual_level = any(clause.kind == "manual" for clause in lower)
    figures = [clause.points for clause in awards if clause.points is not None]
    if weight is not None and sum(figures) == weight and max(figures, default=None) != weight:
        return False
    if lower and not manual_level and figures != sorted(set(figures), reverse=True):
        return False
    if lower:
        return True
    if weight is not None and figures and max(figures) == weight and len(figures) > 1:
        return not any(isinstance(clause.when, Within) for clause in awards)
    named = sum(isinstance(c.when, Holds) and c.when.text.startswith(_LEVELS) for c in awards)
    return named == len(awards) and weight is None and len(set(figures)) == len(figures)


def _is_veto(clause: Clause) -> bool:
    """凡发生…的不得分 stands over all levels, and is none of them."""
    worded = isinstance(clause.when, Holds) and clause.when.text.startswith("凡")
    return clause.kind == "zero" and (worded or "一票否决" in clause.text)


def arms(live: list[Clause], group: list[Clause], weight: Decimal | None) -> Expression | NotUnderstood:
    """One award, levels, or a sum of awards."""
    awards = [clause for clause in live if clause.kind == "award"]
    manual = [clause for clause in live if clause.kind == "manual"]
    if manual:
        return _by_person(live, awards, manual, group)
    if not awards:
        return _only_zero(live)
    if is_tiered(live, weight):
        levels = _cases([c for c in live if c.kind in {"award", "zero"} and not _is_veto(c)])
        return forbidden(levels, [c for c in live if _is_veto(c) or c.kind == "barred"])
    if len([clause for clause in awards if clause.when != OTHERWISE]) > 1:
        parts = [Cases(((clause.when, Fixed(clause.points)),)) for clause in awards if clause.when != OTHERWISE]
        failures = [clause for clause in live if _plain_failure(clause)]
        each = len(failures) > 1  # 未制定不得分 and 未完成不得分 each close their own part
        return forbidden(Sum(tuple(parts)), [c for c in live if c not in failures] if each else live)
    if _label(awards[0]):
        return NotUnderstood("", awards[0].text, "只有名称和分值，没有计分办法")
    return _one(live, awards)


def _label(award: Clause) -> bool:
    """绩效指标（90分）, 预算执行情况(万元)(20分): a heading with its weight."""
    words = award.when.text if isinstance(award.when, Holds) else ""
    return len(words) <= 10 and words.endswith(("指标", "执行情况", "(万元)"))  # noqa: PLR2004  a heading is short


def _cases(live: list[Clause]) -> Cases:
    """Levels in their printed order; 否则不得分 needs no arm."""
    found = [
        (_closed(clause, live), Fixed(Decimal(0) if clause.kind == "zero" else clause.points))
        for clause in live
        if not (clause.kind == "zero" and clause.when == OTHERWISE)
    ]
    found.sort(key=lambda arm: arm[0] == OTHERWISE)
    return Cases(tuple(found))


def _closed(clause: Clause, live: list[Clause]) -> Condition:
    """大于3%的得3分，1%-3%的得2分: a bound that the next level leaves out belongs to the range that names it."""
    when = clause.when
    if not isinstance(when, Within) or when.low is None or when.high is None or when.high_in or "¶" in clause.text:
        return when
    above = [other.when for other in live if isinstance(other.when, Within) and other.when.low == when.high]
    strict = any(not other.low_in for other in above) and not any(other.low_in for other in above)
    return replace(when, high_in=True) if strict else when


def _one(live: list[Clause], awards: list[Clause]) -> Expression:
    """One award and what is said of those who do not earn it."""
    zeros = [clause for clause in live if clause.kind == "zero" and clause.when != OTHERWISE]
    worded = [clause.when for clause in zeros if isinstance(clause.when, Holds)]
    events = [when for when in worded if when.text.startswith(_EVENTS)]
    others = [clause for clause in zeros if clause.when not in events and not _plain_failure(clause)]
    body = _cases([*awards, *others])
    grade = next((clause.text[-1] for clause in live if clause.kind == "barred"), "")
    result: Expression = body
    for event in events:
        result = Veto(result, vetoed(event), grade)
    return result


def _plain_failure(clause: Clause) -> bool:
    """未达到不得分 says no more than 否则不得分."""
    return isinstance(clause.when, Holds) and clause.when.text in _PLAIN_FAILURES


def _by_person(
    live: list[Clause], awards: list[Clause], manual: list[Clause], group: list[Clause]
) -> Expression | NotUnderstood:
    """酌情: the whole award is judged, or one level of several is."""
    limit = next((clause.points for clause in group if clause.kind in {"cap", "full"}), None)
    points = next((clause.points for clause in (*awards, *manual) if clause.points is not None), limit)
    zeros = [clause for clause in live if clause.kind == "zero" and clause.when != OTHERWISE]
    if len(manual) == 1 and not zeros and (not awards or manual[0].when == OTHERWISE) and len(awards) <= 1:
        return Manual(points)
    found: list[tuple[Within | Holds, Expression]] = []
    for clause in live:
        if clause.kind == "award":
            found.append((clause.when, Fixed(clause.points)))
        elif clause.kind == "manual":
            found.append((clause.when, Manual(clause.points if clause.points is not None else points)))
        elif clause.kind == "zero" and clause.when != OTHERWISE:
            found.append((clause.when, Fixed(Decimal(0))))
    return Cases(tuple(found))


def _only_zero(live: list[Clause]) -> Expression | NotUnderstood:
    """A clause that only takes: ③不上报…不得分, or ②变动率>0%时,得0分."""
    zeros = [clause for clause in live if clause.kind == "zero" and clause.when != OTHERWISE]
    grade = next((clause.text[-1] for clause in live if clause.kind == "barred"), "")
    if len(zeros) != 1 or any(clause.kind not in {"zero", "barred"} for clause in live):
        return NotUnderstood("", live[0].text if live else "", "没有说明得多少分")
    when = zeros[0].when
    return Veto(None, vetoed(when), grade) if isinstance(when, Holds) else Cases(((when, Fixed(Decimal(0))),))
