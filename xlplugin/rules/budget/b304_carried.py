"""B304: what is carried over is budget minus executed."""

from __future__ import annotations

from xlplugin.model import ADVICE, ERROR, EXPLAIN, Fault, Related, rule
from xlplugin.record import replace
from xlplugin.rules.figures import plain, same, value_of
from xlplugin.rules.funds import base, blocks, name_of
from xlplugin.rules.subjects import of_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from xlplugin.model import BudgetLine, Form, Settings
    from xlplugin.place import Place

__all__ = ["carried"]


def _other_base(line: BudgetLine, left: Decimal, executed: Decimal) -> str:
    """The name of another figure of the line from which the stated carry-over follows, else nothing."""
    for measure in ("initial", "received"):
        other = value_of(line.figures.get(measure))
        if other is not None and same(other - executed, left):
            return name_of(measure, line)
    return ""


def _judged(line: BudgetLine, tolerance: Decimal) -> Fault | None:
    entry, spent = line.figures.get("carried"), line.figures.get("executed")
    if entry is None or spent is None or entry.value is None or spent.value is None:
        return None
    basis = base(line)
    if basis is None:
        return None
    name, budget, amount = basis
    left = amount - spent.value
    if same(entry.value, left):
        return None
    gap = abs(entry.value - left)
    values = {
        "_项目": line.line,
        "_容差": plain(tolerance),
        name: plain(amount),
        "执行数": plain(spent.value),
        "算式": f"{name}{plain(amount)}-执行数{plain(spent.value)}={plain(left)}",
    }
    other = _other_base(line, entry.value, spent.value)
    severity, variant = None, ""
    if gap <= tolerance:
        severity, variant = ADVICE, "rounding"
    elif other:
        severity, variant = EXPLAIN, "base"
        values["_所用基数"] = other
    related = (Related(budget.place, budget.raw), Related(spent.place, spent.raw))
    stated, expected = plain(entry.value), plain(left)
    return Fault(entry.place, stated, expected, values, related, severity, variant, uses=(budget.place,))


@rule(
    "B304",
    "budget.carried",
    title="结转结余额",
    severity=ERROR,
    messages={
        "zh": "“{_项目}”的结转结余额为{stated}，应为{expected}（{算式}）。如已收回或调减，请同时更正预算数。",
        "en": "“{_项目}” states {stated} carried over; it must be {expected} ({算式}). "
        "If the money was taken back, correct the budget too.",
        "zh.base": "“{_项目}”的结转结余额为{stated}，是按{_所用基数}算出的；按规定应为{expected}（{算式}）。"
        "请统一口径或说明理由。",
        "en.base": "“{_项目}” states {stated} carried over, which is on {_所用基数}; it must be {expected} "
        "({算式}). Use one base or give the reason.",
        "zh.rounding": "“{_项目}”的结转结余额为{stated}，计算结果为{expected}（{算式}），相差在容差{_容差}之内，"
        "可能是四舍五入所致。",
        "en.rounding": "“{_项目}” states {stated} carried over; the figures give {expected} ({算式}), "
        "within the tolerance of {_容差}, perhaps from rounding.",
    },
    settings={"tolerance": "0.01"},
    follows=("B302", "B303", "N503", "B304", "T905", "T906", "F101"),
)
def carried(form: Form, settings: Settings) -> Iterator[Fault]:
    """Recompute the carry-over of every line that states one; a total may have taken over that of its sources."""
    tolerance = settings.decimal("tolerance")
    for line in form.budget:
        fault = _judged(line, tolerance)
        if fault:
            yield replace(fault, subject=of_line(form, line), uses=(*fault.uses, *_sources(form, line)))


def _sources(form: Form, line: BudgetLine) -> tuple[Place, ...]:
    """Where the sources of a total state what they carry over."""
    sources = blocks(form)[line.block] if line.source == "total" else ()
    entries = (one.figures.get("carried") for one in sources if one.source != "total")
    return tuple(entry.place for entry in entries if entry is not None)
