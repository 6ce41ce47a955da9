"""B307: where nothing was executed, no cost indicator with an amount can be met."""

from __future__ import annotations

from xlplugin.model import ERROR, Fault, Related, rule
from xlplugin.quantity import squeeze
from xlplugin.rules.figures import plain, value_of
from xlplugin.rules.funds import FACTORS, base, is_cost, total_line
from xlplugin.rules.subjects import of_row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Settings, Traced

__all__ = ["nothing_executed"]


def _is_money(entry: Traced | None) -> bool:
    """Whether an entry states a sum of money above zero."""
    quantity = entry.quantity if entry else None
    return bool(quantity and quantity.value and quantity.value > 0 and quantity.unit in FACTORS)


def _claims(entry: Traced, words: tuple[str, ...], denials: tuple[str, ...]) -> bool:
    """Whether a result says that the money was spent or the work done."""
    plain_text = squeeze(entry.raw)
    if any(word in plain_text for word in denials):
        return False
    return _is_money(entry) or any(word in plain_text for word in words)


@rule(
    "B307",
    "budget.nothing-executed",
    title="未执行却完成",
    severity=ERROR,
    messages={
        "zh": "预算执行数为{执行数}（预算{预算数}{_单位}），成本指标“{_指标}”的结果却为“{stated}”。"
        "请更正结果，或说明资金从何处支付。",
        "en": "Nothing was executed ({执行数} of {预算数} {_单位}), yet the result of the cost indicator “{_指标}” is "
        "“{stated}”. Correct the result, or say from where it was paid.",
    },
    settings={
        "claims": ("完成", "已支付", "已拨付", "支付到位", "拨付到位", "足额发放"),
        "denials": ("未", "没有", "尚"),
    },
)
def nothing_executed(form: Form, settings: Settings) -> Iterator[Fault]:
    """Blame results of cost indicators that claim completion while the total executed is 0 of a budget."""
    line = total_line(form)
    found = base(line) if line else None
    spent = line.figures.get("executed") if line else None
    if line is None or found is None or spent is None or value_of(spent) != 0 or found[2] <= 0:
        return
    claims, denials = settings.words("claims"), settings.words("denials")
    for row in form.indicators:
        target, actual = row.target, row.actual
        if target is None or actual is None or not is_cost(row.level1, row.level2) or not _is_money(target):
            continue
        if _claims(actual, claims, denials):
            name = row.name + target.raw.strip()
            values = {"_指标": name, "执行数": "0", "预算数": plain(found[2]), "_单位": line.unit}
            related = (Related(spent.place, spent.raw), Related(target.place, target.raw))
            yield Fault(actual.place, actual.raw.strip(), None, values, related, subject=of_row(form, row))
