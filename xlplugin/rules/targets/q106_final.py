"""Q106: a target is set before the accounts are closed."""

from __future__ import annotations

from xlplugin.model import ADVICE, CUSTOM, EXPLAIN, Fault, Related, rule
from xlplugin.rules.figures import plain, same, value_of
from xlplugin.rules.funds import FACTORS, base, converted, total_line
from xlplugin.rules.results import results
from xlplugin.rules.scores import header
from xlplugin.rules.subjects import of_row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from xlplugin.model import BudgetLine, Form, Settings, Traced

__all__ = ["final"]


def _is_amount(entry: Traced, unit: str, amount: Decimal) -> bool:
    """Whether an entry is an exact sum of money and equal to an amount in ``unit``."""
    quantity = entry.quantity
    if quantity is None or quantity.value is None or quantity.approximate or quantity.unit not in FACTORS:
        return False
    return same(converted(quantity.value, quantity.unit, unit), amount)


def _amounts(form: Form, line: BudgetLine, budget: Traced, amount: Decimal) -> Iterator[Fault]:
    """Targets of money that equal both the fund total and the result, none of them a round sum."""
    executed = value_of(line.figures.get("executed"))
    for row, target, actual in results(form):
        if _is_amount(target, line.unit, amount) and _is_amount(actual, line.unit, amount):
            values = {"_单位": line.unit}
            related = (Related(budget.place, budget.raw), Related(actual.place, actual.raw.strip()))
            severity = ADVICE if executed is not None else None
            yield Fault(target.place, plain(amount), None, values, related, severity, subject=of_row(form, row))


def _all_alike(form: Form, settings: Settings) -> Iterator[Fault]:
    """Every numeric target equals its result, and enough of the figures are no round numbers."""
    figures = [
        (target.quantity, actual.quantity)
        for _, target, actual in results(form)
        if target.quantity and target.quantity.value is not None
    ]
    if len(figures) < settings.decimal("rows"):
        return
    if any(actual is None or actual.value != target.value or target.approximate for target, actual in figures):
        return
    odd = [target.value for target, _ in figures if target.value is not None and target.value % 5]
    if len([value for value in odd if value > 1]) >= settings.decimal("odd"):
        values = {"行数": str(len(figures))}
        yield Fault(header(form, "target"), None, None, values, variant="all", severity=ADVICE, subject="target")


@rule(
    "Q106",
    "targets.final",
    title="指标值疑似事后填写",
    severity=EXPLAIN,
    basis=CUSTOM,
    messages={
        "zh": "资金总额、指标值、完成值都是{stated}{_单位}，分毫不差。指标值应在年初随预算确定，"
        "年末决算数通常与之不同，疑似按决算数倒填。请核实年初（批复）预算数，并说明理由。",
        "en": "Fund total, target and result are all {stated} {_单位}, to the last digit. A target is set with the "
        "budget at the start of the year and seldom equals the final accounts: it may have been written afterwards. "
        "Check the approved budget and give the reason.",
        "zh.all": "{行数}个数值指标的完成值都与指标值完全相同，其中多数不是整数目标，疑似按完成值倒填目标。"
        "请核实指标值是否为年初设定。",
        "en.all": "All {行数} numeric results equal their targets to the last digit, and most are no round figures: "
        "the targets may have been written afterwards. Check that they were set at the start of the year.",
    },
    settings={"rows": "5", "odd": "3"},
)
def final(form: Form, settings: Settings) -> Iterator[Fault]:
    """Ask about targets that look like results: to the cent for a whole department, or in every row."""
    line = total_line(form) if form.is_whole else None
    found = base(line) if line else None
    if line and found and not same(found[2], found[2].to_integral_value()):
        yield from _amounts(form, line, found[1], found[2])
    yield from _all_alike(form, settings)
