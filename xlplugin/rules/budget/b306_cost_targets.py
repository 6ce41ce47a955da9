"""B306: the exact amounts of the cost targets do not exceed the budget."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.model import ERROR, Fault, Related, rule
from xlplugin.quantity import squeeze
from xlplugin.rules.figures import plain, same, shown_sum
from xlplugin.rules.funds import FACTORS, base, converted, is_cost, project, total_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Settings, Traced

__all__ = ["cost_targets"]


def _exact(entry: Traced, unit: str, passed_over: tuple[str, ...]) -> Decimal | None:
    """The amount of a target in ``unit``; None where it is no exact sum of money but a limit, a price or a guess."""
    quantity = entry.quantity
    if quantity is None or quantity.value is None or quantity.unit not in FACTORS or quantity.approximate:
        return None
    if quantity.operator in {"<=", "<"} or any(word in squeeze(entry.raw) for word in passed_over):
        return None
    return converted(quantity.value, quantity.unit, unit)


def _without_whole(targets: list[tuple[Traced, Decimal]], budget: Decimal, name: str) -> list[tuple[Traced, Decimal]]:
    """Leave out what restates the whole budget: the only target equal to it, or the one naming the project."""
    equal = [target for target in targets if same(target[1], budget)]
    named = [target for target in equal if name and name in squeeze(target[0].raw)]
    whole = named[:1] or (equal if len(equal) == 1 else [])
    return [target for target in targets if target not in whole]


@rule(
    "B306",
    "budget.cost-targets",
    title="成本指标不超预算",
    severity=ERROR,
    messages={
        "zh": "成本指标的金额之和为{stated}{_单位}（{算式}），超过预算总额{expected}{_单位}。"
        "请核实各成本指标的金额或预算。",
        "en": "The amounts of the cost targets add up to {stated} {_单位} ({算式}), more than the budget of {expected} "
        "{_单位}. Check the cost targets or the budget.",
    },
    settings={
        "limits": ("控制", "不超", "以内", "以下", "上限"),
        "prices": ("每", "人均", "户均", "单价", "标准", "/"),
    },
    follows=("B302", "B303", "N503"),
)
def cost_targets(form: Form, settings: Settings) -> Iterator[Fault]:
    """Compare Σ exact cost targets with the total budget; the fault lies on the target that exceeds it."""
    line = total_line(form)
    found = base(line) if line else None
    if line is None or found is None:
        return
    _, entry, budget = found
    passed_over = settings.words("limits") + settings.words("prices")
    amounts = [(row, row.target, _exact(row.target, line.unit, passed_over)) for row in form.indicators if row.target]
    targets = [
        (target, amount) for row, target, amount in amounts if amount is not None and is_cost(row.level1, row.level2)
    ]
    targets = _without_whole(targets, budget, project(form))
    sums = [sum((amount for _, amount in targets[: end + 1]), Decimal(0)) for end in range(len(targets))]
    if not sums or sums[-1] <= budget or same(sums[-1], budget):
        return
    blamed = targets[next(end for end, reached in enumerate(sums) if reached > budget)][0]
    values = {
        "算式": shown_sum([amount for _, amount in targets], "成本指标"),
        "预算总额": plain(budget),
        "_单位": line.unit,
    }
    related = tuple(Related(target.place, target.raw) for target, _ in targets if target is not blamed)
    yield Fault(blamed.place, plain(sums[-1]), plain(budget), values, (*related, Related(entry.place, entry.raw)))
