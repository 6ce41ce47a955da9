"""C805: a share of a whole is at most the whole."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.model import ERROR, EXPLAIN, Fault, Related, rule
from xlplugin.quantity import squeeze
from xlplugin.rules.figures import plain
from xlplugin.rules.results import called, results

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Indicator, Settings, Traced
    from xlplugin.quantity import Quantity

__all__ = ["capped_rate"]

_WHOLE = Decimal(100)


def _about(row: Indicator, target: Traced, actual: Quantity) -> str:
    """What a result counts: the rate it names itself, else the name of its row and its target."""
    if actual.subject.endswith(("率", "度", "比例")):
        return actual.subject
    return squeeze(row.name + target.raw + actual.subject)


@rule(
    "C805",
    "cells.capped-rate",
    title="比率超过100%",
    severity=EXPLAIN,
    messages={
        "zh": "“{_行}”的完成值是{stated}；{比率}是部分占全部的比率，不会超过100%。"
        "请核实小数点和百分号后更正，或说明算法。",
        "en": "“{_行}” states a result of {stated}; {比率} is a share of a whole and cannot exceed 100%. "
        "Check the decimal point and the per cent sign, or say how it was computed.",
        "zh.certain": "“{_行}”的完成值是{stated}；{比率}是满意人数占有效答卷的比率，不会超过100%。"
        "请核实小数点和百分号后更正。",
        "en.certain": "“{_行}” states a result of {stated}; {比率} is the satisfied among the valid answers and cannot "
        "exceed 100%. Check the decimal point and the per cent sign, and correct it.",
    },
    settings={
        "certain": ("满意度", "满意率"),
        "shares": ("合格率", "及时率", "覆盖率", "准确率", "知晓率", "完好率", "合规率", "优良率", "成活率"),
        "growth": ("提升", "提高", "增长", "增加", "上升", "下降", "降低", "同比", "较上年", "比上年", "改善"),
    },
)
def capped_rate(form: Form, settings: Settings) -> Iterator[Fault]:
    """Blame rates above 100 % that count a part of a whole; what tells a growth, or how far a task got, may exceed."""
    certain, shares, growth = map(settings.words, ("certain", "shares", "growth"))
    for row, target, actual in results(form):
        got = actual.quantity
        if got is None or got.value is None or got.unit != "%" or got.value <= _WHOLE:
            continue
        about = _about(row, target, got)
        rate = next((word for word in (*certain, *shares) if word in about), None)
        if rate is None or any(word in about for word in growth):
            continue
        name, variant = called(row), "certain" if rate in certain else ""
        yield Fault(
            actual.place,
            f"{plain(got.value)}%",
            "≤100%",
            {"_行": name, "比率": rate},
            (Related(target.place, target.raw.strip()),),
            ERROR if variant else None,
            variant,
            name,
        )
