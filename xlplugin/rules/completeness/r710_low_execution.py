"""R710: a low execution rate has its reason."""

from __future__ import annotations

from xlplugin.model import CUSTOM, EXPLAIN, Fault, Related, rule
from xlplugin.rules.figures import percent, plain, value_of
from xlplugin.rules.funds import base, total_line
from xlplugin.rules.reasons import beside_funds, says_why
from xlplugin.rules.subjects import of_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Settings

__all__ = ["low_execution"]

_TOLD = frozenset(("reason", "problem", "note"))
"""Passages in which a form without a reason beside its funds may tell it."""


def _explained(form: Form, money: tuple[str, ...]) -> bool:
    """Whether a reason stands beside the funds or, without such a column, in a passage or beside an indicator."""
    beside = beside_funds(form)
    if beside:
        return any(not entry.is_blank and says_why(entry.raw) for entry in beside)
    told = [passage.entry for passage in form.texts if passage.concept in _TOLD]
    if any(not entry.is_blank and says_why(entry.raw) for entry in told):
        return True
    reasons = [row.reason.raw for row in form.indicators if row.reason is not None and not row.reason.is_blank]
    return any(word in reason for reason in reasons for word in money)


@rule(
    "R710",
    "reasons.low-execution",
    title="执行率偏低的原因",
    severity=EXPLAIN,
    basis=CUSTOM,
    messages={
        "zh": "“{_项目}”的预算执行率是{stated}（{算式}），低于{界限}，结余{结余}{_单位}，没有说明原因。请写明原因。",
        "en": "“{_项目}” was executed at {stated} ({算式}), under {界限}, leaving {结余} {_单位}, and no reason is "
        "given. State the reason.",
    },
    settings={
        "least": "90",
        "money": (
            "资金",
            "执行",
            "支付",
            "支出",
            "付款",
            "拨付",
            "结余",
            "结转",
            "合同",
            "招标",
            "中标",
            "预算",
            "财政",
        ),
    },
    follows=("B302", "N503"),
)
def low_execution(form: Form, settings: Settings) -> Iterator[Fault]:
    """Ask for the reason where the total line executed less than the least share of its budget."""
    line = total_line(form)
    found = base(line) if line else None
    spent = line.figures.get("executed") if line else None
    executed = value_of(spent)
    if line is None or found is None or spent is None or executed is None or found[2] <= 0:
        return
    name, entry, budget = found
    rate, least = executed / budget * 100, settings.decimal("least")
    if rate >= least or _explained(form, settings.words("money")):
        return
    reason = line.figures.get("reason")
    values = {
        "_项目": line.line,
        "_单位": line.unit,
        "算式": f"执行数{plain(executed)}÷{name}{plain(budget)}×100%={percent(rate)}",
        "界限": percent(least),
        "结余": plain(budget - executed),
    }
    related = (Related(spent.place, spent.raw.strip()), Related(entry.place, entry.raw.strip()))
    place = reason.place if reason else spent.place
    yield Fault(place, percent(rate), None, values, related, subject=of_line(form, line))
