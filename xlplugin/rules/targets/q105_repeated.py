"""Q105: a result says what happened, not the goal once more."""

from __future__ import annotations

from xlplugin.model import ADVICE, CUSTOM, Fault, Indicator, Related, rule
from xlplugin.quantity import squeeze
from xlplugin.rules.results import results
from xlplugin.rules.subjects import of_row
from xlplugin.rules.texts import bare, figures, listed, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Passage, Settings, Traced

__all__ = ["repeated"]

_BEFORE = ("≥", "≧", "≤", "≦", ">", "<", "不少于", "不低于", "不超过", "不高于", "不大于", "不小于", "大于", "小于")
_BEHIND = ("以上", "以内", "以下", "之内")
"""What makes a figure a limit: a target, no result."""

_NUMBER = 4
"""目标12 is the number of a goal."""


def _pairs(form: Form) -> Iterator[tuple[Traced, Traced, Indicator | Passage]]:
    """What was intended and what came of it, with the row or the passage that it belongs to."""
    for row, target, actual in results(form):
        yield target, actual, row
    goals = [passage for passage in form.texts if passage.concept == "goal"]
    outcomes = [passage for passage in form.texts if passage.concept == "outcome"]
    for outcome in outcomes:
        goal = next((one for one in goals if one.entry.place.row == outcome.entry.place.row), None)
        goal = goal or (goals[0] if len(goals) == len(outcomes) == 1 else None)
        if goal is not None:
            yield goal.entry, outcome.entry, goal


def _intends(text: str, settings: Settings) -> bool:
    """Whether a text speaks of what is to be reached, again and again: 不少于3000条, 控制在128件以内."""
    plain = squeeze(text)
    return sum(plain.count(word) for word in settings.words("intent")) > 1


def _empty(text: str, settings: Settings) -> str | None:
    """Why the outcome of a goal says nothing: only that all is done, or what is to be reached; None where it does."""
    if bare(text) in settings.words("hollow"):
        return "hollow"
    return "intent" if _intends(text, settings) else None


def _essence(text: str, settings: Settings) -> str:
    """A text without marks, without its number (目标1：), and without the words that it is intended or done."""
    head, colon, rest = squeeze(text).partition(":")
    plain = bare(rest if colon and head.startswith("目标") and len(head) <= _NUMBER else text)
    for word in settings.words("idle"):
        plain = plain.replace(word, "")
    return plain


def _repeats(target: Traced, actual: Traced, settings: Settings) -> bool:
    least = int(str(settings.values["least"]))
    if len(target.raw) < least or len(actual.raw) < least or abs(len(target.raw) - len(actual.raw)) > 2 * least:
        return False
    goal, outcome = _essence(target.raw, settings), _essence(actual.raw, settings)
    return len(goal) >= least and goal == outcome


def _limits(form: Form) -> Iterator[Fault]:
    """One finding on the first result that is its target with the sign (≥266米, 90%以上), the others beside it."""
    copies = [
        (row, target, actual)
        for row, target, actual in results(form)
        if actual.state == "text"
        and squeeze(actual.raw) == squeeze(target.raw)
        and (squeeze(actual.raw).startswith(_BEFORE) or squeeze(actual.raw).endswith(_BEHIND))
        and figures(actual.raw)
    ]
    if not copies:
        return
    (row, target, actual), *others = copies
    values = {"_原文": shown(actual.raw), "_指标": shown(row.called)} | ({"行数": str(len(copies))} if others else {})
    related = (Related(target.place, shown(target.raw)), *(Related(one.place, shown(one.raw)) for _, _, one in others))
    variant = "limits" if others else "limit"
    yield Fault(actual.place, None, None, values, related, variant=variant, subject=of_row(form, row))


@rule(
    "Q105",
    "targets.repeated",
    title="完成情况照抄目标",
    severity=ADVICE,
    basis=CUSTOM,
    messages={
        "zh": "完成值与指标值文字相同（“{_原文}”），没有说明实际做了什么、做到什么程度。请写实际完成情况。",
        "en": "The result repeats the target word for word (“{_原文}”) and does not say what was done or how well. "
        "State what was achieved.",
        "zh.limit": "“{_指标}”的完成值“{_原文}”连同比较符号照抄了指标值，没有写实际完成多少。请写实际数值。",
        "en.limit": "The result “{_原文}” of “{_指标}” repeats its target, sign and all. State the figure reached.",
        "zh.limits": "有{行数}项指标的完成值连同比较符号照抄了指标值（如“{_指标}”的“{_原文}”），没有写实际完成多少。"
        "请逐项写实际数值。",
        "en.limits": "{行数} results repeat their targets, sign and all (“{_原文}” of “{_指标}”). "
        "State the figure that was reached for each.",
        "zh.goal": "年度目标的实际完成情况与预期目标文字相同（“{_原文}”），没有说明实际做了什么、做到什么程度。"
        "请写实际完成情况。",
        "en.goal": "What became of the annual goal repeats the goal word for word (“{_原文}”) and does not say what "
        "was done or how well. State what was achieved.",
        "zh.intent": "年度目标的实际完成情况写的是要达到什么（“不少于”“控制在……以内”等，“{_原文}”），不是做到了什么。"
        "请写实际完成的数和结果。",
        "en.intent": "What became of the annual goal is written as a goal (不少于, 控制在 … : “{_原文}”), not as "
        "what was done. State what was achieved.",
        "zh.hollow": "年度目标的实际完成情况只写“{_原文}”，没有说明做了什么、做到什么程度。"
        "请对照预期目标写实际完成情况。",
        "en.hollow": "What became of the annual goal only reads “{_原文}” and does not say what was done or how "
        "well. State what was achieved, goal by goal.",
    },
    settings={
        "hollow": listed("全面完成 全部完成 圆满完成 已完成 完成 按期完成 已全部完成 达到预期目标 达到预期 已达到目标"),
        "intent": listed("不少于 不低于 不超过 不高于 控制在 力争 争取达到 计划完成 拟完成"),
        "least": "12",
        "idle": listed("确保 保证 力争 计划 预计 全年 已经 已 了 将 全面完成 完成 实现"),
    },
)
def repeated(form: Form, settings: Settings) -> Iterator[Fault]:
    """Blame results and outcomes that are their target or goal again; a level or a bare figure is no repetition."""
    yield from _limits(form)
    for target, actual, owner in _pairs(form):
        is_row = isinstance(owner, Indicator)
        if actual.state != "text" or target.is_blank or (is_row and figures(actual.raw)):
            continue
        alike = _repeats(target, actual, settings)
        variant = ("" if is_row else "goal") if alike else None
        if not is_row and not alike:
            variant = _empty(actual.raw, settings)
        if variant is not None:
            subject = of_row(form, owner) if isinstance(owner, Indicator) else f"goal|{owner.label}|{bare(target.raw)}"
            values = {"_原文": shown(actual.raw)}
            related = (Related(target.place, shown(target.raw)),)
            yield Fault(actual.place, None, None, values, related, variant=variant, subject=subject)
