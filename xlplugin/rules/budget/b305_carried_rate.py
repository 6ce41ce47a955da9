"""B305: the carry-over rate is carried over / budget × 100."""

from __future__ import annotations

from xlplugin.model import ADVICE, ERROR, Fault, Related, rule
from xlplugin.record import replace
from xlplugin.rules.figures import agreement, percent, plain, value_of
from xlplugin.rules.funds import base
from xlplugin.rules.subjects import of_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from xlplugin.model import BudgetLine, Form, Settings

__all__ = ["carried_rate"]


def _left(line: BudgetLine, amount: Decimal) -> Decimal | None:
    """What is carried over, recomputed where it can be: a wrong carry-over must not excuse its rate."""
    spent = value_of(line.figures.get("executed"))
    return value_of(line.figures.get("carried")) if spent is None else amount - spent


def _judged(line: BudgetLine, tolerance: Decimal) -> Fault | None:
    entry = line.figures.get("carried_rate")
    basis = base(line) if entry is not None else None
    if entry is None or entry.value is None or basis is None:
        return None
    name, budget, amount = basis
    left = _left(line, amount)
    if not amount or left is None:
        return None
    exact = left / amount * 100
    readings = (entry.value,) if entry.percent else (entry.value, entry.value * 100)
    standings = [agreement(reading, exact, tolerance) for reading in readings]
    variant = min(standings, key=("", "truncated", "coarse", "wrong").index)
    if not variant:
        return None
    values = {
        "_项目": line.line,
        "结转结余额": plain(left),
        name: plain(amount),
        "算式": f"结转结余额{plain(left)}÷{name}{plain(amount)}×100%={percent(exact)}",
    }
    severity, variant = (None, "") if variant == "wrong" else (ADVICE, variant)
    related = (Related(budget.place, budget.raw),)
    taken = tuple(one.place for key in ("carried", "executed") if (one := line.figures.get(key)))
    return Fault(entry.place, percent(entry.value), percent(exact), values, related, severity, variant, uses=taken)


@rule(
    "B305",
    "budget.carried-rate",
    title="结转结余率",
    severity=ERROR,
    messages={
        "zh": "“{_项目}”的结转结余率为{stated}，应为{expected}（{算式}）。",
        "en": "The carry-over rate of “{_项目}” is stated as {stated}; it must be {expected} ({算式}).",
        "zh.truncated": "“{_项目}”的结转结余率为{stated}，是截去尾数的结果；四舍五入应为{expected}（{算式}）。",
        "en.truncated": "The carry-over rate of “{_项目}” is stated as {stated}, with decimals cut off; "
        "rounded half-up it is {expected} ({算式}).",
        "zh.coarse": "“{_项目}”的结转结余率为{stated}，保留的小数不足两位；保留两位应为{expected}（{算式}）。",
        "en.coarse": "The carry-over rate of “{_项目}” is stated as {stated}, rounded to fewer than two decimals; "
        "with two it is {expected} ({算式}).",
    },
    settings={"tolerance": "0.01"},
    follows=("B304", "B302", "B303", "N503", "T905", "T906", "F101"),
)
def carried_rate(form: Form, settings: Settings) -> Iterator[Fault]:
    """Recompute the carry-over rate of every line that states one."""
    tolerance = settings.decimal("tolerance")
    for line in form.budget:
        fault = _judged(line, tolerance)
        if fault:
            yield replace(fault, subject=of_line(form, line))
