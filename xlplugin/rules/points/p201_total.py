"""P201: the stated total is the sum of the points of all rows."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.model import ADVICE, ERROR, EXPLAIN, Fault, Related, rule
from xlplugin.rules.figures import plain, same, shown_sum, slack, value_of
from xlplugin.rules.scores import addends as readings_of
from xlplugin.rules.scores import execution, stated_parts, weights_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Group, Settings
    from xlplugin.place import Place

__all__ = ["total"]


def _parts(form: Form, group: Group) -> tuple[tuple[Related, ...], tuple[Decimal, ...]]:
    """The cells of the stated subtotals with what adds up with them; nothing where no subtotal is stated."""
    whole = group if group.members else None
    found = stated_parts(form, whole) if whole else None
    if found is None:
        return (), ()
    groups, values = found
    return tuple(Related(one.points.place, one.points.raw) for one in groups if one.points), values


def _cells(form: Form) -> tuple[Place, ...]:
    """Where the points stand that are added."""
    entries = (*(row.points for row in form.indicators), *execution(form, "points"))
    return tuple(entry.place for entry in entries if entry is not None)


def _room(form: Form) -> Decimal:
    """The points that the printed full mark leaves to an execution row which was not found, 0 where none is missing."""
    weights, printed = weights_of(form), value_of(form.total.weight) if form.total else None
    if weights is None or printed is None or execution(form, "points") or execution(form, "weight"):
        return Decimal(0)
    return max(printed - sum(weights, Decimal(0)), Decimal(0))


@rule(
    "P201",
    "points.total",
    title="得分合计",
    severity=ERROR,
    messages={
        "zh": "合计得分为{stated}，各行得分之和为{expected}（{算式}），相差{相差}。请更正合计或有关各行。",
        "en": "The stated total is {stated}, the points of all rows add up to {expected} ({算式}), off by {相差}. "
        "Correct the total or the rows.",
        "zh.lower": "合计得分为{stated}，等于各小计之和（{小计之和}），但各行得分之和为{expected}（{算式}），"
        "相差{相差}：差错在小计，请先更正小计。",
        "en.lower": "The stated total {stated} is the sum of the stated subtotals ({小计之和}), but the rows add up to "
        "{expected} ({算式}), off by {相差}: a subtotal is wrong, correct that first.",
        "zh.rounding": "合计得分为{stated}，各行得分之和为{expected}（{算式}），相差{相差}，"
        "在容差{_容差}之内，可能是四舍五入所致。",
        "en.rounding": "The stated total is {stated}, the rows add up to {expected} ({算式}); "
        "the difference of {相差} is within the tolerance of {_容差} and may come from rounding.",
        "zh.execution": "合计得分为{stated}，比各项指标得分之和{expected}（{算式}）多{相差}；"
        "指标之外没有找到预算执行的得分。请写明多出的得分是哪一项的，或更正合计。",
        "en.execution": "The stated total {stated} is {相差} more than the points of all indicators, {expected} "
        "({算式}), and no points of execution were found. Say what the rest is for, or correct the total.",
    },
    settings={"tolerance": "0.01"},
    follows=("P202", "T905", "T906", "F101", "S501", "S502", "P203", "P204", "C803"),
)
def total(form: Form, settings: Settings) -> Iterator[Fault]:
    """Compare the stated total with Σ points; silent where a row has no figure (others say so)."""
    entry = form.total.points if form.total else None
    readings = readings_of(form)
    if form.total is None or entry is None or entry.value is None or not readings:
        return
    if any(same(sum(addends, Decimal(0)), entry.value) for addends in readings):
        return
    addends = readings[0]
    rows = sum(addends, Decimal(0))
    gap = abs(entry.value - rows)
    values = {"合计": plain(entry.value), "算式": shown_sum(addends, "得分"), "相差": plain(gap)}
    related, parts = _parts(form, form.total)
    severity, variant = None, ""
    allowed = slack(addends, settings.decimal("tolerance"))
    if gap <= allowed:
        severity, variant = ADVICE, "rounding"
        values["_容差"] = plain(allowed)
    elif parts and same(sum(parts, Decimal(0)), entry.value):
        variant = "lower"
        values["小计之和"] = shown_sum(parts, "小计")
    elif (room := _room(form)) and rows < entry.value and gap <= room:
        severity, variant = EXPLAIN, "execution"
    yield Fault(
        entry.place, plain(entry.value), plain(rows), values, related, severity, variant, "total", uses=_cells(form)
    )
