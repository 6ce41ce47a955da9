"""B310: the result of a cost indicator is not more money than was executed."""

from __future__ import annotations

from xlplugin.model import CONSISTENT, EXPLAIN, Fault, Related, rule
from xlplugin.quantity import squeeze
from xlplugin.rules.figures import plain, value_of
from xlplugin.rules.funds import FACTORS, converted, is_cost, total_line
from xlplugin.rules.subjects import of_row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from xlplugin.model import Form, Indicator, Settings

__all__ = ["cost_results"]


def _spent(row: Indicator, unit: str, prices: tuple[str, ...]) -> Decimal | None:
    """The amount that a cost result states, in ``unit``; None where it is no sum of money, or a price."""
    quantity = row.actual.quantity if row.actual else None
    if row.actual is None or quantity is None or quantity.value is None or quantity.unit not in FACTORS:
        return None
    target = row.target.raw if row.target else ""
    text = squeeze(row.level2 + row.name + target + row.actual.raw)
    if quantity.approximate or any(word in text for word in prices):
        return None
    return converted(quantity.value, quantity.unit, unit)


@rule(
    "B310",
    "budget.cost-results",
    title="成本结果与执行数",
    severity=EXPLAIN,
    basis=CONSISTENT,
    messages={
        "zh": "成本指标“{_指标}”的结果是{stated}{_单位}，本表执行数合计只有{expected}{_单位}，多出{多出}{_单位}。"
        "请核实两处数额，或说明多出部分由何处支付。",
        "en": "The cost indicator “{_指标}” reports {stated} {_单位}, while only {expected} {_单位} were executed in "
        "all, {多出} less. Check both figures, or say from where the rest was paid.",
    },
    settings={
        "tolerance": "0.01",
        "prices": ("每", "人均", "户均", "亩均", "单价", "单位成本", "标准", "/", "社会成本", "生态", "节约"),
    },
    follows=("U601", "B302"),
)
def cost_results(form: Form, settings: Settings) -> Iterator[Fault]:
    """Compare each amount of a cost result with the total executed; nothing executed at all is B307's matter."""
    line = total_line(form)
    entry = line.figures.get("executed") if line else None
    executed = value_of(entry)
    if line is None or entry is None or executed is None or executed <= 0 or line.unit not in FACTORS:
        return
    prices, tolerance = settings.words("prices"), settings.decimal("tolerance")
    for row in form.indicators:
        amount = _spent(row, line.unit, prices)
        over = amount is not None and amount - executed > tolerance and is_cost(row.level1, row.level2)
        if amount is None or row.actual is None or not over:
            continue
        values = {"_指标": row.called, "_单位": line.unit, "多出": plain(amount - executed)}
        related = (Related(entry.place, entry.raw.strip()),)
        yield Fault(row.actual.place, plain(amount), plain(executed), values, related, subject=of_row(form, row))
