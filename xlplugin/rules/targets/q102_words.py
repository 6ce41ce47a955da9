"""Q102: a target that is a number is answered with a number."""

from __future__ import annotations

from xlplugin.model import CUSTOM, ERROR, EXPLAIN, Fault, Related, rule
from xlplugin.quantity import names_nothing, read_all, squeeze
from xlplugin.rules.reasons import says_why
from xlplugin.rules.results import results
from xlplugin.rules.subjects import of_row
from xlplugin.rules.texts import bare, figures, listed, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Indicator, Settings, Traced
    from xlplugin.quantity import Quantity

__all__ = ["words"]

_TIMES = frozenset(
    ("年", "月", "个月", "季度", "个季度", "天", "日", "工作日", "个工作日", "日历天", "周", "小时", "分钟")
)
"""Units of time: 按期完成 answers a time limit, and 半小时 is a figure to everybody."""

_NOTHING = frozenset(("无", "未发生", "没有发生", "未开展", "未实施", "不适用", "取消"))
"""A result that tells that there is none."""

_ONE = frozenset(("", *"年项个次套件份部台期批座处家场篇本间条幅册".replace("", " ").split()))
"""What is counted singly: a target of one of them is a matter of yes or no."""


def _answers(wanted: Quantity, said: str, settings: Settings) -> bool:
    """Whether words settle a numeric target: all of 100 %, none of 0, under a limit, the one thing done, in time."""
    text = squeeze(said)
    if text.startswith(settings.words("undone")):
        return True  # of what was not done another rule asks the reason
    value = wanted.value
    if value == 0:
        return any(word in text for word in settings.words("none"))
    if wanted.operator in {"<=", "<"} and text.startswith(settings.words("under")):
        return True
    if value == 1 and wanted.unit in _ONE:
        return True
    if wanted.unit in _TIMES:
        timely = (*settings.words("timely"), *settings.words("hollow"))
        return "半" in text or bool(read_all(said)) or any(word in text for word in timely)
    hollow = any(word in text for word in settings.words("hollow") if word.startswith(("全面", "圆满", "达到")))
    return value == 100 and not hollow and any(word in text for word in settings.words("whole"))  # noqa: PLR2004  all of it


def _fault(form: Form, row: Indicator, target: Traced, actual: Traced, *, required: bool) -> Fault:
    values = {"_指标": shown(row.name), "指标值": shown(target.raw), "_完成值": shown(actual.raw)}
    severity = ERROR if required else None
    related = (Related(target.place, target.raw.strip()),)
    variant = "" if names_nothing(row.name) else "named"
    return Fault(actual.place, actual.raw.strip(), None, values, related, severity, variant, of_row(form, row))


def _bare(form: Form, row: Indicator, target: Traced, actual: Traced) -> Fault:
    values = {"_指标": shown(row.called)}
    related = (Related(target.place, target.raw.strip()),)
    return Fault(actual.place, actual.raw.strip(), None, values, related, ERROR, "bare", of_row(form, row))


@rule(
    "Q102",
    "targets.words",
    title="数值指标未填数值",
    severity=EXPLAIN,
    basis=CUSTOM,
    messages={
        "zh": "指标值“{指标值}”是数值，完成值写的是“{_完成值}”，没有数值，无法核对是否达到。"
        "请按指标值的单位填写实际达到的数值，或说明为什么没有数值。",
        "en": "The target “{指标值}” is a figure, its result “{_完成值}” is none, so nobody can tell whether it was "
        "reached. State the figure that was reached, in the unit of the target, or say why there is none.",
        "zh.named": "“{_指标}”的指标值“{指标值}”是数值，完成值写的是“{_完成值}”，没有数值，无法核对是否达到。"
        "请按指标值的单位填写实际达到的数值，或说明为什么没有数值。",
        "en.named": "The target of “{_指标}”, “{指标值}”, is a figure; its result “{_完成值}” is none, so nobody can "
        "tell whether it was reached. State the figure that was reached, in the unit of the target, or say why there "
        "is none.",
        "zh.bare": "“{_指标}”的实际完成值只写“{stated}”，没有写完成了多少、达到什么程度。本表规定此栏必填，"
        "请填写实际完成值。",
        "en.bare": "The result of “{_指标}” only reads “{stated}” and does not say how much or how well. The form "
        "demands the actual value; fill it in.",
    },
    settings={
        "required": False,
        "hollow": listed(
            "全面完成 全部完成 圆满完成 已完成 完成 按期完成 按时完成 如期完成 已全部完成 已按要求完成 "
            "达到预期目标 达到预期 "
            "达到目标 已达标 达标 达成 实现目标 是 有 √ ✓"
        ),
        "undone": listed(
            "未支付 未拨付 未开展 未实施 未完成 未达到 未达标 未验收 未开工 未完工 未竣工 未建成 未上线 未启动 未投产 "
            "没有完成 没有开展 尚未 暂未 正在 不适用 无此项 取消"
        ),
        "under": listed("未超 没有超 未突破 未出现 未发生 未发现 没有发生 没有出现 无 零"),
        "none": listed("无 未 没有 零 不 杜绝"),
        "whole": listed("全部 所有 全额 足额 全数 全员 全覆盖 应保尽保 应补尽补 应发尽发 应收尽收 百分之百 百分百 均"),
        "timely": listed("按时 按期 如期 及时 提前 准时 当天 当日 规定时间 规定时限 规定期限 时限内 期限内 合同期"),
    },
)
def words(form: Form, settings: Settings) -> Iterator[Fault]:
    """Ask for the figure where a numeric target is answered in words.

    Where the form demands a value, words that only say 完成 fail beside any target.
    """
    required = bool(settings.values["required"])
    hollow = settings.words("hollow")
    for row, target, actual in results(form):
        if actual.state != "text" or figures(actual.raw):
            continue
        if bare(actual.raw) in _NOTHING and row.reason is not None and says_why(row.reason.raw):
            continue  # nothing came of it, and why stands beside it
        empty = required and bare(actual.raw) in hollow
        wanted = _wanted(target)
        if wanted and not _answers(wanted[0], actual.raw, settings):
            yield _fault(form, row, target, actual, required=empty)
        elif empty and not wanted:
            yield _bare(form, row, target, actual)


def _wanted(target: Traced) -> tuple[Quantity, ...]:
    """The figures that a target asks for: of a text those with a unit or an operator, 12345热线 has none.

    Of a broken number another rule tells.
    """
    one = target.quantity
    if one is not None and one.kind == "quantitative":
        return (one,) if one.unit or one.operator or target.state != "text" else ()
    found = figures(target.raw)
    return found if len(found) > 1 and all(quantity.unit and quantity.value is not None for quantity in found) else ()
