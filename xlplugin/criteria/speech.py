"""A rule said back in Chinese, in wordings that compile to the same rule again."""

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
from xlplugin.criteria.formulas import named_share
from xlplugin.criteria.measures import default_name
from xlplugin.criteria.needs import needs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal

    from xlplugin.criteria.expression import Condition, Expression, Measure

__all__ = ["say"]

_NUMBERS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_NUMERALS = "零一二三四五六七八九十"


def say(expression: Expression, lang: str = "zh") -> str:
    """Say a rule in one paragraph; ``lang="en"`` for English (the form's own words stay Chinese)."""
    if lang == "en":
        from xlplugin.criteria.speech_en import said_in_english  # noqa: PLC0415  hardly ever wanted

        return said_in_english(expression)
    return "".join(_defined(expression)) + _said(expression).rstrip("；") + "。"


def _defined(expression: Expression) -> list[str]:
    """The definitions of the rates, each once, where the name alone does not say it."""
    found = []
    for need in needs(expression):
        plain = need.name == f"{need.top}/{need.bottom}" or named_share(need.name).top
        if need.bottom and not plain:
            top = f"[（{need.top}-{need.minus}）/{need.bottom}]" if need.minus else f"（{need.top}/{need.bottom}）"
            found.append(f"{need.name}={top}×100%。")
    return found


def _worth(points: Decimal | None) -> str:
    return "满分" if points is None else f"{spelled(points)}分"


def _named(measure: Measure) -> str:
    """A name, empty where it is what an unnamed figure is called."""
    return "" if measure.name == default_name(measure.unit) else measure.name


def bounds(when: Within) -> str:
    """Bounds in words: 90%（含）-95%."""
    unit = when.measure.unit
    low = "" if when.low is None else f"{spelled(when.low)}{unit}"
    high = "" if when.high is None else f"{spelled(when.high)}{unit}"
    if when.low == when.high:
        return f"为{low}"
    if when.low is None:
        return ("≤" if when.high_in else "＜") + high
    if when.high is None:
        return ("≥" if when.low_in else "＞") + low
    marks = {True: "（含）", False: "（不含）"}
    return f"{low}{marks[when.low_in]}-{high}{marks[when.high_in]}"


def _condition(when: Condition) -> str:
    return f"{when.text}的" if isinstance(when, Holds) else f"{_named(when.measure)}{bounds(when)}的"


def _said(expression: Expression) -> str:  # noqa: C901, PLR0911, PLR0912  one case per kind of node
    """One node, without its closing mark."""
    match expression:
        case Fixed(points):
            return f"得{_worth(points)}"
        case Ratio():
            return _ratio(expression)
        case Step():
            return _step(expression)
        case PerItem():
            return _per_item(expression)
        case Quarters(count, each):
            return f"1-{count}季度各得{spelled(each)}分"
        case Average(parts, total):
            summed = "+".join(f"{name}×{spelled(points)}" for name, points in parts)
            return f"得分=（{summed}）/{total}"
        case Sum():
            return _sum(expression)
        case Less(parts):
            return _less(parts)
        case Cases(arms):
            return _cases(arms)
        case Veto(body, when, grade):
            barred = f"，且结果等级不得评为{grade}" if grade else ""
            whole = "，本项整体" if isinstance(body, Sum) else ""
            return f"{_said(body)}；凡{when}的{whole}不得分{barred}" if body else f"凡{when}的不得分{barred}"
        case Band(levels):
            names = "、".join(name for name, _, _ in levels)
            spans = "、".join(f"{spelled(high)}%-{spelled(low)}%" for _, low, high in levels)
            return f"{names}{_NUMERALS[len(levels)]}档，分别按照{spans}合理确定分值"
        case Grade(levels):
            return "，".join(f"{_named(when.measure)}{bounds(when)}为{name}" for when, name in levels)
        case Manual(points):
            return f"酌情得{spelled(points)}分" if points is not None else "酌情得分"
        case _:
            return f"加分项：{_said(expression.body)}"


def _ratio(rule: Ratio) -> str:
    if rule.least:
        share = f"{_numeral(rule.least[1])}分之{_numeral(rule.least[0])}"
        return f"不少于{share}的得{_worth(rule.points)}，实际得分按{rule.measure.name}计算"
    worth = "分值" if rule.points is None else f"{spelled(rule.points)}分"
    factor = {"rate": rule.measure.name, "decrease": f"（1-{rule.measure.name}）", "over": f"（1/{rule.measure.name}）"}
    return f"得分={factor[rule.mode]}×{worth}"


def _numeral(number: int) -> str:
    return _NUMERALS[number] if number <= 10 else str(number)  # noqa: PLR2004  one sign each up to ten


def _limits(full: Decimal | None, most: Decimal | None) -> str:
    worth = "" if full is None else f"，满分{spelled(full)}分"
    return worth + (f"，最多扣{spelled(most)}分" if most is not None else "") + "，扣完为止"


def _loss(rule: Step | PerItem) -> str:
    """The deduction itself, without its full mark."""
    unit = rule.measure.unit.replace("%", "个百分点")
    if isinstance(rule, PerItem):
        return f"{rule.measure.name}每{spelled(rule.per)}{unit}扣{spelled(rule.each)}分"
    if rule.side == "past":
        return f"每逾期{spelled(rule.per)}{unit}扣{spelled(rule.deduct)}分"
    verb = {"above": "超过", "below": "低于", "apart": "相差"}[rule.side]
    target = rule.target if rule.mark is None else ""
    name = "" if rule.mark is not None else _named(rule.measure)
    return f"{name}每{verb}{target}{spelled(rule.per)}{unit}扣{spelled(rule.deduct)}分"


def _step(rule: Step) -> str:
    """Threshold, step and limits."""
    if rule.mark is None:
        return _loss(rule) + _limits(rule.full, rule.most)
    mark = f"{_named(rule.measure)}为{spelled(rule.mark)}{rule.measure.unit}的得{_worth(rule.full)}"
    return f"{mark}，{_loss(rule)}{_limits(None, rule.most)}"


def _per_item(rule: PerItem) -> str:
    if not rule.add:
        return _loss(rule) + _limits(rule.limit, rule.most)
    capped = "" if rule.limit is None else f"，最高{spelled(rule.limit)}分"
    name = "" if rule.measure.name == "数量" else rule.measure.name
    return f"{name}每{spelled(rule.per)}{rule.measure.unit}得{spelled(rule.each)}分{capped}"


def _sum(rule: Sum) -> str:
    capped = "" if rule.cap is None else f"；合计最高{spelled(rule.cap)}分"
    if len(rule.parts) == 1:
        return _said(rule.parts[0]) + capped
    return "；".join(f"{_NUMBERS[at % 20]}{_said(part)}" for at, part in enumerate(rule.parts)) + capped


def _less(parts: tuple[Expression, ...]) -> str:
    steps = [part for part in parts if isinstance(part, Step | PerItem)]
    first = steps[0]
    full = first.full if isinstance(first, Step) else first.limit
    return "，".join(_loss(step) for step in steps) + _limits(full, first.most)


def _cases(arms: tuple[tuple[Condition, Expression], ...]) -> str:
    """Levels, or exceptions around a rule that holds otherwise."""
    if arms[-1][0] == OTHERWISE and not isinstance(arms[-1][1], Fixed | Ratio | Manual):
        around = "；".join(_arm(when, outcome, arms) for when, outcome in arms[:-1])
        return f"{_said(arms[-1][1])}；{around}"
    words = sum(isinstance(when, Holds) and when != OTHERWISE for when, _ in arms)
    head = "分档计分：" if words > 1 else ""
    alone = "，否则不得分" if len(arms) == 1 and _nonzero(arms[0][1]) else ""
    return head + "；".join(_arm(when, outcome, arms) for when, outcome in arms) + alone


def _nonzero(outcome: Expression) -> bool:
    return not (isinstance(outcome, Fixed) and outcome.points == 0)


def _arm(when: Condition, outcome: Expression, arms: tuple[tuple[Condition, Expression], ...]) -> str:
    """A condition with its points."""
    head = "否则" if when == OTHERWISE else _condition(when)
    match outcome:
        case Fixed(points) if points == 0:
            return f"{head}不得分"
        case Fixed(points):
            return f"{head}得{_worth(points)}"
        case Manual(points):
            return f"{head}酌情得{_worth(points)}"
        case Ratio(measure=measure, mode=mode):
            verb = "扣减" if mode == "decrease" else "计分"
            first = arms[0][0]
            shared = isinstance(first, Within) and first.measure == measure
            return f"{head}按比例{verb}" if shared else f"{head}按{measure.name}{verb}"
    return f"{head}{_said(outcome)}"
