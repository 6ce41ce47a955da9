"""R701: a row that loses points states the reason."""

from __future__ import annotations

from xlplugin.model import ADVICE, EXPLAIN, PRINTED, Fault, Related, rule
from xlplugin.quantity import squeeze
from xlplugin.rules.figures import plain
from xlplugin.rules.scores import header, losses
from xlplugin.rules.subjects import of_row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Indicator, Settings, Traced

__all__ = ["loss"]

_MARKS = str.maketrans("", "", "。.,，;；!！、:：")


def _variant(row: Indicator, reason: Traced, empty_words: tuple[str, ...]) -> str | None:
    """Which message fits: blank, empty of content, a bonus not claimed; None where a reason stands."""
    if not reason.is_blank and squeeze(reason.raw).translate(_MARKS) not in empty_words:
        return None
    if row.bonus:
        return "bonus"
    return "" if reason.is_blank else "empty"


@rule(
    "R701",
    "reasons.loss",
    title="扣分原因",
    severity=EXPLAIN,
    basis=PRINTED,
    follows=("S501", "T901", "R702"),
    messages={
        "zh": "“{_指标}”得{得分}分，低于分值{分值}，但没有写明扣分原因。请在此处写明原因或依据。",
        "en": "“{_指标}” has {得分} of {分值} points and no reason is given. State the reason or the evidence here.",
        "zh.empty": "“{_指标}”得{得分}分，低于分值{分值}，此处却只写“{stated}”。请写明扣分原因。",
        "en.empty": "“{_指标}” has {得分} of {分值} points, yet only “{stated}” stands here. "
        "State the reason for the loss.",
        "zh.bonus": "加分项“{_指标}”得{得分}分（最高{分值}分），没有说明。如无加分事项，可注明“无”。",
        "en.bonus": "The bonus item “{_指标}” has {得分} of {分值} points and no note. "
        "If there is nothing to claim, say so.",
    },
    settings={
        "empty": (
            "符合要求",
            "全面完成",
            "已完成",
            "完成",
            "达标",
            "已达标",
            "达到要求",
            "达到预期目标",
            "无",
            "无偏差",
        ),
    },
)
def loss(form: Form, settings: Settings) -> Iterator[Fault]:
    """Ask for a reason where points < weight and the reason is blank or says that all is met."""
    words = settings.words("empty")
    for row, weight, points, full, given in losses(form):
        reason = row.reason
        variant = _variant(row, reason, words) if reason is not None else None
        if reason is None or variant is None:
            continue
        values = {"_指标": row.name, "得分": plain(given), "分值": plain(full)}
        stated = None if reason.is_blank else "".join(reason.raw.split())
        severity = ADVICE if variant == "bonus" else None
        related = (Related(points.place, points.raw),)
        taken = (weight.place, header(form, "reason"))
        subject = of_row(form, row)
        yield Fault(reason.place, stated, None, values, related, severity, variant, subject, uses=taken)
