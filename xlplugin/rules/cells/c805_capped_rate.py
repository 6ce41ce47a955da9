"""C805: a share of a whole is at most the whole."""

from __future__ import annotations

from xlplugin.model import ERROR, EXPLAIN, Fault, Related, rule
from xlplugin.quantity.whole import CERTAIN, GROWTH, SHARES, beyond_whole
from xlplugin.record import replace
from xlplugin.rules.figures import plain
from xlplugin.rules.results import results
from xlplugin.rules.subjects import of_entry

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Indicator, Settings, Traced

__all__ = ["capped_rate"]


@rule(
    "C805",
    "cells.capped-rate",
    title="比率超过100%",
    severity=EXPLAIN,
    messages={
        "zh": "“{_行}”的{_栏}是{stated}；{比率}是部分占全部的比率，不会超过100%。"
        "请核实小数点和百分号后更正，或说明算法。",
        "en": "“{_行}” states {stated}; {比率} is a share of a whole and cannot exceed 100%. "
        "Check the decimal point and the per cent sign, or say how it was computed.",
        "zh.certain": "“{_行}”的{_栏}是{stated}；{比率}是满意人数占有效答卷的比率，不会超过100%。"
        "请核实小数点和百分号后更正。",
        "en.certain": "“{_行}” states {stated}; {比率} is the satisfied among the valid answers and cannot "
        "exceed 100%. Check the decimal point and the per cent sign, and correct it.",
    },
    settings={"certain": CERTAIN, "shares": SHARES, "growth": GROWTH},
)
def capped_rate(form: Form, settings: Settings) -> Iterator[Fault]:
    """Blame targets and results above 100 % that count a part of a whole; a growth, or a task's progress, may be."""
    certain, shares, growth = map(settings.words, ("certain", "shares", "growth"))
    for row, target, actual in results(form):
        for entry, what in ((target, "指标值"), (actual, "完成值")):
            quantity = entry.quantity
            if quantity is None or quantity.unit != "%":
                continue
            rate = beyond_whole(quantity, row.name + target.raw, (*certain, *shares), growth)
            if rate is not None:
                fault = _fault(row, entry, what, rate, sure=rate in certain)
                yield replace(fault, subject=of_entry(form, entry.place))


def _fault(row: Indicator, entry: Traced, what: str, rate: str, *, sure: bool) -> Fault:
    stated = entry.quantity.value if entry.quantity else None
    values = {"_行": row.called, "_栏": what, "比率": rate}
    related = tuple(Related(one.place, one.raw.strip()) for one in (row.target, row.actual) if one and one is not entry)
    shown = f"{plain(stated)}%" if stated is not None else entry.raw
    severity, variant = (ERROR, "certain") if sure else (None, "")
    return Fault(entry.place, shown, "≤100%", values, related, severity, variant)
