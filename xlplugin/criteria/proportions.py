"""按比例: points in proportion, with the readings of R-PCT where the sentence gives no formula."""

from __future__ import annotations

from xlplugin.criteria.expression import OTHERWISE, Cases, Fixed, Holds, Measure, NotUnderstood, Ratio, Within
from xlplugin.criteria.measures import is_change, signed
from xlplugin.criteria.stepped import forbidden
from xlplugin.record import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal

    from xlplugin.criteria.clauses import Clause
    from xlplugin.criteria.expression import Condition, Expression
    from xlplugin.criteria.measures import Speaker

__all__ = ["in_proportion"]

_MISSING = ("未", "不", "缺", "超支", "偏离", "偏差")


def in_proportion(live: list[Clause], speaker: Speaker) -> Expression | NotUnderstood:
    """One proportion, beside awards for whoever meets the condition outright."""
    shares = [clause for clause in live if clause.kind == "proportion"]
    awards = [clause for clause in live if clause.kind == "award"]
    if len(shares) > 1 or any(clause.kind == "manual" for clause in live):
        return NotUnderstood("", shares[-1].text, "几种计分办法并列，关系不明")
    share = shares[0]
    measure = _measure(share, speaker)
    if not awards and not share.measure.name and not speaker.known:
        return NotUnderstood("", share.text, "没有说明按什么比例计分")
    if not awards:
        return forbidden(Ratio(None, measure, _mode(share, measure)), live)
    if not speaker.known and not share.measure.name and any(_directed(award, measure) for award in awards):
        return NotUnderstood("", share.text, "没有说明按什么比例计分")
    points = next((clause.points for clause in awards if clause.points is not None), None)
    if len(awards) == 1 and awards[0].share:
        return Ratio(points, measure, least=awards[0].share)
    return forbidden(_beside(awards, share, measure, points), live)


def _directed(award: Clause, measure: Measure) -> bool:
    """Whether an award is for a direction (节约的, 下降的), which only a rate of change has."""
    return isinstance(award.when, Holds) and signed(award.when.text, measure) is not None


def _measure(share: Clause, speaker: Speaker) -> Measure:
    """The rate of a proportion: named in it, defined before it, or just 比率."""
    return speaker.named(share.measure) if share.measure.name else speaker.measure("", "%")


def _mode(share: Clause, measure: Measure) -> str:
    """Points go with the rate, or with what it leaves."""
    missing = share.measure.name.startswith(_MISSING)
    return "decrease" if share.reduces and (missing or is_change(measure)) else "rate"


def _beside(awards: list[Clause], share: Clause, measure: Measure, points: Decimal | None) -> Expression:
    """Full points under a condition, a proportion otherwise."""
    cases: list[tuple[Condition, Expression]] = []
    for award in awards:
        when = award.when
        if isinstance(when, Holds) and is_change(measure):
            when = signed(when.text, measure) or when
        cases.append((when, Fixed(award.points)))
    if not any(isinstance(when, Within) for when, _ in cases):
        return Ratio(points, measure, _mode(share, measure))
    rest: Condition = share.when
    if isinstance(rest, Holds):
        rest = signed(rest.text, measure) or OTHERWISE
    first = cases[0][0]
    capped = isinstance(first, Within) and first.low is None and not is_change(measure)
    mode = "over" if capped else _mode(share, measure)
    if isinstance(first, Within) and is_change(measure):
        mode = "decrease"
    return Cases((*cases, (rest, Ratio(points, replace(measure), mode))))
