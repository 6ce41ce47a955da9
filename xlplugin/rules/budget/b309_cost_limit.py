"""B309: the limit of a cost target lies within the funds of the form."""

from __future__ import annotations

from xlplugin.model import CUSTOM, EXPLAIN, Fault, Related, rule
from xlplugin.quantity import squeeze
from xlplugin.rules.figures import plain
from xlplugin.rules.funds import FACTORS, base, converted, is_cost, total_line
from xlplugin.rules.subjects import of_row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from xlplugin.model import BudgetLine, Form, Indicator, Settings, Traced

__all__ = ["cost_limit"]


def _funds(line: BudgetLine) -> tuple[str, Traced, Decimal] | None:
    """The largest budget that the line states: a limit set at the start of the year may outlive a cut."""
    found = [known for measure in ("adjusted", "initial", "received") if (known := base(line, measure))]
    return max(found, key=lambda known: known[2], default=None)


def _limit(row: Indicator, unit: str, settings: Settings) -> Decimal | None:
    """The limit that a cost target sets, in ``unit``; None where it is none, or one of a price."""
    target = row.target
    quantity = target.quantity if target else None
    if target is None or quantity is None or quantity.value is None or quantity.unit not in FACTORS:
        return None
    text = squeeze(row.level2 + row.name + target.raw)
    if quantity.approximate or any(word in text for word in settings.words("prices")):
        return None
    limits = quantity.operator in {"<=", "<"} or any(word in text for word in settings.words("limits"))
    return converted(quantity.value, quantity.unit, unit) if limits else None


@rule(
    "B309",
    "budget.cost-limit",
    title="成本上限与资金总额",
    severity=EXPLAIN,
    basis=CUSTOM,
    messages={
        "zh": "成本指标“{_指标}”的上限是{stated}{_单位}，本表{_栏目}的合计只有{expected}{_单位}，"
        "上限高出{高出}{_单位}，约束不了支出。请核实两处数额，年中调减预算的请说明。",
        "en": "The cost target “{_指标}” allows {stated} {_单位}, the total of {_栏目} is only {expected} {_单位}, "
        "{高出} less. Such a limit limits nothing: check both figures, or say that the budget was cut.",
    },
    settings={
        "limits": ("控制", "不超", "以内", "以下", "上限", "不高于", "不大于", "封顶"),
        "prices": ("每", "人均", "户均", "亩均", "单价", "单位成本", "标准", "/", "社会成本", "生态"),
        "rounding": "1",
    },
    follows=("U601", "B302"),
)
def cost_limit(form: Form, settings: Settings) -> Iterator[Fault]:
    """Compare each limit of a cost target with the total budget; ``rounding`` per cent above it are let pass."""
    line = total_line(form)
    found = _funds(line) if line else None
    if line is None or found is None or line.unit not in FACTORS:
        return
    name, entry, budget = found
    if budget <= 0:
        return
    most = budget * (1 + settings.decimal("rounding") / 100)
    for row in form.indicators:
        amount = _limit(row, line.unit, settings)
        if amount is None or row.target is None or amount <= most or not is_cost(row.level1, row.level2):
            continue
        values = {"_指标": row.called, "_单位": line.unit, "_栏目": name, "高出": plain(amount - budget)}
        related = (Related(entry.place, entry.raw.strip()),)
        yield Fault(row.target.place, plain(amount), plain(budget), values, related, subject=of_row(form, row))
