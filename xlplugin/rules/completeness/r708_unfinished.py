"""R708: a result that says it is not finished needs a reason."""

from __future__ import annotations

from xlplugin.model import EXPLAIN, PRINTED, Fault, Related, rule
from xlplugin.quantity import squeeze
from xlplugin.rules.reasons import explained
from xlplugin.rules.subjects import of_row
from xlplugin.rules.texts import standing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Settings

__all__ = ["unfinished"]


@rule(
    "R708",
    "reasons.unfinished",
    title="未完成而无原因",
    severity=EXPLAIN,
    basis=PRINTED,
    messages={
        "zh": "指标“{_指标}”的完成情况写着“{stated}”，其中“{字样}”说明尚未完成，但没有写明原因。"
        "请说明原因，或更正完成情况。",
        "en": "The result of “{_指标}” reads “{stated}”; “{字样}” says that it is not finished, "
        "and no reason is given. State the reason or correct the result.",
    },
    settings={
        "words": (
            "未完成",
            "未支付",
            "未拨付",
            "未开展",
            "未实施",
            "未达到",
            "未达标",
            "未及时",
            "未验收",
            "未开工",
            "未完工",
            "未竣工",
            "未建成",
            "未上线",
            "未启动",
            "尚未",
            "暂未",
            "草案",
            "草拟",
            "征求意见稿",
            "正在推进",
            "正在实施",
            "正在办理",
            "正在建设",
            "正在编制",
            "推进中",
            "进行中",
        ),
    },
)
def unfinished(form: Form, settings: Settings) -> Iterator[Fault]:
    """Look for words of incompleteness in results whose reason is blank; without a reason column nothing is asked."""
    texts = [squeeze(row.actual.raw) for row in form.indicators if row.actual and row.reason]
    words = standing(settings.words("words"), texts)
    for row in form.indicators if words else ():
        if row.actual is None or row.reason is None:
            continue
        text = squeeze(row.actual.raw)
        word = next((word for word in words if word in text), None)
        if word is None or explained(row):
            continue
        target = row.target.raw.strip() if row.target else ""
        values = {"_指标": target or row.name, "字样": word}
        related = (Related(row.reason.place, ""),)
        yield Fault(row.actual.place, row.actual.raw.strip(), None, values, related, subject=of_row(form, row))
