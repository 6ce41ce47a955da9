"""P202: the stated subtotal of a group is the sum of the points of its rows."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.model import ADVICE, ERROR, Fault, Related, rule
from xlplugin.rules.figures import plain, same, shown_sum, slack
from xlplugin.rules.scores import points_of, stated_parts
from xlplugin.rules.subjects import of_group

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Group, Settings, Traced

__all__ = ["subtotal"]


def _cells(form: Form, group: Group, parts: tuple[Group, ...]) -> tuple[Related, ...]:
    """The cells that were added: subtotals beneath where they are stated, else the rows."""
    entries = [one.points for one in parts] or [form.indicators[position].points for position in group.members]
    return tuple(Related(entry.place, entry.raw) for entry in entries if entry is not None)


def _name(form: Form, group: Group) -> str:
    """What a group is called; a row that only says 小计 is called by the class it closes."""
    name = group.name
    return form.indicators[group.members[0]].level1 or name if name == "小计" and group.members else name


def _judged(form: Form, group: Group, entry: Traced, tolerance: Decimal) -> Fault | None:
    addends = points_of(form, group.members) if entry.value is not None else None
    if entry.value is None or addends is None:
        return None
    rows = sum(addends, Decimal(0))
    if same(entry.value, rows):
        return None
    gap = abs(entry.value - rows)
    values = {"_类别": _name(form, group), "算式": shown_sum(addends, "得分"), "相差": plain(gap)}
    parts = stated_parts(form, group)
    severity, variant = None, ""
    allowed = slack(addends, tolerance)
    if gap <= allowed:
        severity, variant = ADVICE, "rounding"
        values["_容差"] = plain(allowed)
    elif parts and same(sum(parts[1], Decimal(0)), entry.value):
        variant = "lower"
        values["小计之和"] = shown_sum(parts[1], "小计")
    related = _cells(form, group, parts[0] if parts else ())
    subject, stated, expected = of_group(form, group), plain(entry.value), plain(rows)
    uses = tuple(one.place for position in group.members if (one := form.indicators[position].points) is not None)
    return Fault(entry.place, stated, expected, values, related, severity, variant, subject, uses=uses)


@rule(
    "P202",
    "points.subtotal",
    title="得分小计",
    severity=ERROR,
    messages={
        "zh": "“{_类别}”小计为{stated}，其下各行得分之和为{expected}（{算式}），相差{相差}。请更正小计或有关各行。",
        "en": "The subtotal of “{_类别}” is {stated}, its rows add up to {expected} ({算式}), off by {相差}. "
        "Correct the subtotal or the rows.",
        "zh.lower": "“{_类别}”小计为{stated}，等于其下各小计之和（{小计之和}），"
        "但各行得分之和为{expected}（{算式}），"
        "相差{相差}：差错在下一级小计，请先更正。",
        "en.lower": "The subtotal {stated} of “{_类别}” is the sum of the subtotals beneath it ({小计之和}), "
        "but the rows add up to {expected} ({算式}), off by {相差}: a lower subtotal is wrong, correct that first.",
        "zh.rounding": "“{_类别}”小计为{stated}，各行得分之和为{expected}（{算式}），相差{相差}，在容差{_容差}之内，"
        "可能是四舍五入所致。",
        "en.rounding": "The subtotal of “{_类别}” is {stated}, its rows add up to {expected} ({算式}); "
        "the difference of {相差} is within the tolerance of {_容差} and may come from rounding.",
    },
    settings={"tolerance": "0.01"},
    follows=("P202", "T905", "T906", "F101", "S501", "S502", "P203", "P204", "C803"),
)
def subtotal(form: Form, settings: Settings) -> Iterator[Fault]:
    """Compare every stated subtotal with Σ points of its rows, where every row has a figure."""
    for group in form.groups:
        if group.depth and group.points is not None:
            fault = _judged(form, group, group.points, settings.decimal("tolerance"))
            if fault:
                yield fault
