"""S507: a target that was missed needs a reason, and costs points."""

from __future__ import annotations

from xlplugin.model import ERROR, EXPLAIN, PRINTED, Fault, Related, rule
from xlplugin.quantity import beyond_whole, comparable, half_up
from xlplugin.record import replace
from xlplugin.rules.dates import is_late, takes_time
from xlplugin.rules.figures import plain
from xlplugin.rules.reasons import explained
from xlplugin.rules.subjects import of_row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from xlplugin.model import Form, Indicator, Receipt, Settings
    from xlplugin.quantity import Quantity

__all__ = ["unmet"]

_PRICES = ("每", "单", "人均", "平均", "户均", "亩均", "标准", "价")

_LIMITS = ("<=", "<")


def _limits(row: Indicator) -> bool:
    """Whether the target is an upper limit, by its operator or, where it has none, by what it is."""
    operator = row.target.quantity.operator if row.target and row.target.quantity else None
    return row.is_limit or takes_time(row) if operator is None else operator in _LIMITS


def _reach(target: Quantity, actual: Quantity) -> tuple[Decimal | None, Decimal | None]:
    """What the result is at least and at most, in the unit of the target; None where nothing bounds it."""
    value = actual.value if actual.unit == target.unit else comparable(target, actual).value
    if value is None or (actual.approximate and value != actual.value):
        return None, None
    return (actual.low, actual.high) if actual.approximate else (value, value)


def _missed(row: Indicator) -> bool:
    """Whether the result certainly misses the target: 60余 is above 60, 近20 is below 20, 约20 is anything."""
    target = row.target.quantity if row.target else None
    actual = row.actual.quantity if row.actual else None
    if target is None or actual is None or target.value is None:
        return False
    (low, high), bound = _reach(target, actual), actual.approximate
    if _limits(row):
        missed = low is not None and (low > target.value or (bound and low == target.value))
    else:
        missed = high is not None and (high < target.value or (bound and high == target.value))
    about = row.name + (row.target.raw if row.target else "")  # of a wrong figure C805 tells
    return missed and not any(beyond_whole(one, about) for one in (target, actual))


@rule(
    "S507",
    "scoring.unmet",
    title="未达到指标值而无原因",
    severity=EXPLAIN,
    basis=PRINTED,
    messages={
        "zh": "“{_行}”的指标值是“{expected}”，完成值“{stated}”没有达到，也没有说明原因。请说明原因并相应扣分。",
        "en": "The target of “{_行}” is “{expected}”, the result “{stated}” misses it and no reason is given. "
        "Give the reason and deduct.",
        "zh.points": "“{_行}”的指标值是“{expected}”，完成值“{stated}”没有达到，也没有说明原因；"
        "按比例此项得{得分}分（分值{分值}）。请说明原因并相应扣分。",
        "en.points": "The target of “{_行}” is “{expected}”, the result “{stated}” misses it and no reason is given; "
        "in proportion it earns {得分} of {分值} points. Give the reason and deduct.",
        "zh.usual": "“{_行}”的指标值是“{expected}”，完成值“{stated}”没有达到，也没有说明原因；"
        "按通常的算法此项得{得分}分（分值{分值}）。请说明原因，并按本表的计分办法扣分。",
        "en.usual": "The target of “{_行}” is “{expected}”, the result “{stated}” misses it and no reason is given; "
        "by the usual way it earns {得分} of {分值} points. Give the reason and deduct as this form is scored.",
        "zh.late": "“{_行}”应在“{expected}”完成，实际是“{stated}”，晚于目标，也没有说明原因。请说明原因并相应扣分。",
        "en.late": "“{_行}” was due “{expected}”, the result is “{stated}”: later, and no reason is given. "
        "Give the reason and deduct.",
    },
)
def unmet(form: Form, _settings: Settings) -> Iterator[Fault]:
    """Blame results that miss their target without a reason; a broken limit must be corrected."""
    rows = form.score.rows if form.score else (None,) * len(form.indicators)
    year = int(form.year) if form.year.isdigit() else 0
    for row, receipt in zip(form.indicators, rows, strict=False):
        if row.actual is None or row.target is None:
            continue
        late = is_late(row, year)
        if (late or _missed(row)) and not _deducted(row) and not explained(row):
            yield replace(_fault(row, receipt, late=late), subject=of_row(form, row))


def _deducted(row: Indicator) -> bool:
    """Whether the row gave points away already: the missing reason then is another rule's matter."""
    stated = row.points.value if row.points else None
    weight = row.weight.value if row.weight else None
    return stated is not None and weight is not None and stated < weight


def _is_sum(row: Indicator) -> bool:
    """Whether a target is a sum of money that binds (控制在60万元以内), not a price or a standard."""
    target = row.target.quantity if row.target else None
    if target is None or not target.unit.endswith("元") or target.value == 0:
        return False
    return not any(word in row.called for word in _PRICES)


def _fault(row: Indicator, receipt: Receipt | None, *, late: bool) -> Fault:
    target, actual = row.target, row.actual
    assert target is not None  # noqa: S101  the caller looked
    assert actual is not None  # noqa: S101  the caller looked
    name = receipt.name if receipt else target.raw.strip()
    values = {"_行": name}
    variant = ""
    outcome = receipt.outcome if receipt else None
    scored = outcome is not None and outcome.value is not None and not outcome.unsure and not takes_time(row)
    if receipt and outcome and outcome.value is not None and scored and receipt.weight is not None:
        values |= {"得分": plain(half_up(outcome.value)), "分值": plain(receipt.weight)}
        variant = "points" if outcome.confirmed else "usual"
    if late:
        return Fault(
            actual.place, actual.raw.strip(), target.raw.strip(), values, (Related(target.place, target.raw),),
            variant="late",
        )  # fmt: skip
    certain = _limits(row) and _is_sum(row)
    related = (Related(target.place, target.raw),)
    severity = ERROR if certain else None
    return Fault(actual.place, actual.raw.strip(), target.raw.strip(), values, related, severity, variant)
