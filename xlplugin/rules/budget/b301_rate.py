"""B301: the stated execution rate is executed / budget × 100."""

from __future__ import annotations

from xlplugin.model import ADVICE, ERROR, EXPLAIN, Fault, Related, rule
from xlplugin.record import replace
from xlplugin.rules.figures import agreement, percent, plain, value_of
from xlplugin.rules.funds import base, name_of
from xlplugin.rules.subjects import of_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from xlplugin.model import BudgetLine, Form, Settings, Traced

__all__ = ["rate"]

_BASES = ("adjusted", "initial", "received")


def _readings(entry: Traced, stated: Decimal) -> tuple[Decimal, ...]:
    """What the entry may mean in per cent: without a percent sign 0.95 may stand for 95."""
    return (stated,) if entry.percent else (stated, stated * 100)


def _standing(entry: Traced, stated: Decimal, exact: Decimal, tolerance: Decimal) -> str:
    """The best agreement that any reading of the entry gives."""
    found = [agreement(reading, exact, tolerance) for reading in _readings(entry, stated)]
    return min(found, key=("", "truncated", "coarse", "wrong").index)


def _other_base(
    line: BudgetLine, entry: Traced, stated: Decimal, executed: Decimal, tolerance: Decimal
) -> tuple[str, Decimal] | None:
    """Another budget figure of the line that gives the stated rate, with its name."""
    for measure in _BASES:
        other = value_of(line.figures.get(measure))
        if other and _standing(entry, stated, executed / other * 100, tolerance) == "":
            return name_of(measure, line), other
    return None


def _judged(line: BudgetLine, measures: tuple[str, ...], tolerance: Decimal) -> Fault | None:
    entry, spent = line.figures.get("rate"), line.figures.get("executed")
    if entry is None or spent is None or entry.value is None or spent.value is None:
        return None
    basis = base(line, *measures)
    if basis is None:
        return None
    name, budget, amount = basis
    values = {"_项目": line.line, "执行数": plain(spent.value), name: plain(amount)}
    related = (Related(spent.place, spent.raw), Related(budget.place, budget.raw))
    if amount == 0:
        zero = EXPLAIN if spent.value else ADVICE
        return Fault(entry.place, percent(entry.value), None, values, related, zero, "zero")
    exact = spent.value / amount * 100
    variant = _standing(entry, entry.value, exact, tolerance)
    if not variant:
        return None
    values["算式"] = f"执行数{plain(spent.value)}÷{name}{plain(amount)}×100%={percent(exact)}"
    severity: str | None = ADVICE
    if variant == "wrong":
        severity, variant = None, ""
        other = _other_base(line, entry, entry.value, spent.value, tolerance)
        if other:
            severity, variant = EXPLAIN, "base"
            values |= {"_所用基数": other[0], other[0]: plain(other[1])}
    return Fault(entry.place, percent(entry.value), percent(exact), values, related, severity, variant)


@rule(
    "B301",
    "budget.rate",
    title="预算执行率",
    severity=ERROR,
    messages={
        "zh": "“{_项目}”的预算执行率为{stated}，应为{expected}（{算式}）。请更正执行率，或更正预算数、执行数。",
        "en": "The execution rate of “{_项目}” is stated as {stated}; it must be {expected} ({算式}). "
        "Correct the rate, or the amounts it is of.",
        "zh.base": "“{_项目}”的预算执行率为{stated}，是按{_所用基数}算出的；按规定应为{expected}（{算式}）。"
        "请统一口径或说明理由。",
        "en.base": "The execution rate of “{_项目}” is stated as {stated}, which is on {_所用基数}; it must be "
        "{expected} ({算式}). Use one base or give the reason.",
        "zh.truncated": "“{_项目}”的预算执行率为{stated}，是截去尾数的结果；四舍五入应为{expected}（{算式}）。",
        "en.truncated": "The execution rate of “{_项目}” is stated as {stated}, with decimals cut off; "
        "rounded half-up it is {expected} ({算式}).",
        "zh.coarse": "“{_项目}”的预算执行率为{stated}，保留的小数不足两位；保留两位应为{expected}（{算式}）。",
        "en.coarse": "The execution rate of “{_项目}” is stated as {stated}, rounded to fewer than two decimals; "
        "with two it is {expected} ({算式}).",
        "zh.zero": "“{_项目}”的预算数为0，不存在执行率，却填了{stated}。请把执行率留空并说明。",
        "en.zero": "The budget of “{_项目}” is 0, so there is no execution rate, yet {stated} is stated. "
        "Leave the rate empty and say why.",
    },
    settings={"tolerance": "0.01"},
    follows=("B302", "B303", "N503", "T905", "T906", "F101", "C803"),
)
def rate(form: Form, settings: Settings) -> Iterator[Fault]:
    """Recompute the execution rate of every line that states one."""
    measures, tolerance = settings.words("base"), settings.decimal("tolerance")
    for line in form.budget:
        fault = _judged(line, measures, tolerance)
        if fault:
            yield replace(fault, subject=of_line(form, line))
