"""G404: what bars the top grade, as the form prints it, bars it."""

from __future__ import annotations

from xlplugin.model import ERROR, EXPLAIN, PRINTED, Fault, Related, rule
from xlplugin.quantity import squeeze
from xlplugin.rules.figures import plain
from xlplugin.rules.scores import losses
from xlplugin.rules.subjects import of_row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Settings, Traced

__all__ = ["veto"]

_QUOTES = str.maketrans("", "", "“”\"'《》")


def _barred(entry: Traced | None, words: tuple[str, ...]) -> bool:
    text = squeeze(entry.raw).translate(_QUOTES) if entry else ""
    return "优" in text and any(word in text for word in words)


@rule(
    "G404",
    "grade.veto",
    title="不得评优的情形",
    severity=ERROR,
    basis=PRINTED,
    messages={
        "zh": "“{_指标}”得{得分}分（分值{分值}），按本项评分标准发生所列情形的不得评为“优”，自评等级却是“{stated}”。"
        "请更正等级或此项得分。",
        "en": "“{_指标}” earns {得分} of {分值}. Its scoring standard bars the top grade in that case, yet the grade "
        "is “{stated}”. Correct the grade or the points.",
        "zh.partly": "“{_指标}”得{得分}分（分值{分值}）有扣分，本项评分标准写有不得评为“优”的情形，"
        "自评等级是“{stated}”。请说明扣分的原因不属于所列情形。",
        "en.partly": "“{_指标}” earns {得分} of {分值}; its scoring standard names a case that bars the top grade, and "
        "the grade is “{stated}”. Say why the loss is not that case.",
    },
    settings={
        "words": (
            "不能评定为优",
            "不能评为优",
            "不能评优",
            "不得评定为优",
            "不得评为优",
            "不得评优",
            "不评为优",
            "不评优",
            "取消评优",
        ),
    },
)
def veto(form: Form, settings: Settings) -> Iterator[Fault]:
    """Look for the top grade beside a lost row whose printed standard bars it; a row without points proves it."""
    entry = form.identity.get("grade")
    if entry is None or not squeeze(entry.raw).startswith("优"):
        return
    words = settings.words("words")
    for row, _, lost, weight, points in losses(form):
        if not _barred(row.criteria, words):
            continue
        values = {"_指标": row.called, "得分": plain(points), "分值": plain(weight)}
        related = (Related(lost.place, lost.raw),)
        severity, variant = (EXPLAIN, "partly") if points > 0 else (None, "")
        yield Fault(entry.place, squeeze(entry.raw), None, values, related, severity, variant, of_row(form, row))
