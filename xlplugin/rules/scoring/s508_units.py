"""S508: a result stands in the unit of its target."""

from __future__ import annotations

from xlplugin.model import ADVICE, CUSTOM, EXPLAIN, Fault, Related, rule
from xlplugin.quantity import comparable, normalised
from xlplugin.record import replace
from xlplugin.rules.figures import plain
from xlplugin.rules.results import results
from xlplugin.rules.subjects import of_row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from xlplugin.model import Form, Indicator, Settings, Traced
    from xlplugin.quantity import Comparison, Quantity

__all__ = ["units"]

_MEASURES = frozenset(
    ("元", "%", "个百分点", "米", "平方米", "立方米", "千克", "千瓦", "千瓦时", "秒", "个月", "工作日")
)
"""What cannot be mistaken for a count; counts are told apart only where people are counted on one side."""

_PEOPLE = frozenset(("人", "人次"))

_ALIKE = (frozenset(("秒", "个月", "工作日")), frozenset(("千瓦时", "度")), frozenset(("%", "倍", "折")))
"""Units of one kind between which no fixed factor is known, or that a reader converts in his head."""


def _measure(value: Decimal, unit: str) -> tuple[str, str]:
    """What a unit measures, and per what; 次/年 is a count of the year that the form is about."""
    measure, _, per = normalised(value, unit.removesuffix("/年"))[1].partition("/")
    return measure, per


def _apart(target: tuple[str, str], actual: tuple[str, str]) -> bool:
    """Whether two measures certainly differ: 万元 and %, 次 and 人; not 次 and 场, nor 座 and 个."""
    (one, per_one), (other, per_other) = target, actual
    both = {one, other}
    if not one or not other or any(both <= kind for kind in _ALIKE):
        return False
    if one == other:
        return bool(per_one and per_other)  # 500元/人 answered with 500元 leaves nobody in doubt
    return not both.isdisjoint(_MEASURES) or ("个" not in both and not both.isdisjoint(_PEOPLE))


def _off(value: Decimal, target: Decimal) -> Decimal | None:
    """How many times a figure is off its target, None where that has no answer."""
    return max(abs(value / target), abs(target / value)) if value and target else None


def _doubtful(target: Quantity, compared: Comparison) -> bool:
    """Whether the figure as it stands is not the nearer of its two readings: 0.98 for 95%, but not 1.5 for 2%."""
    assert target.value is not None  # noqa: S101  else nothing was ambiguous
    literal, other = (_off(reading, target.value) for reading in compared.readings)
    return literal is None or other is None or literal >= other


def _fault(row: Indicator, target: Traced, actual: Traced) -> Fault | None:
    """What is doubtful of a unit; 0.93 beside ≥90% is met by the reading that everybody takes, and only advice."""
    wanted, got = target.quantity, actual.quantity
    if wanted is None or got is None or wanted.value is None or got.value is None or wanted.unit == got.unit:
        return None
    compared = comparable(wanted, got)
    name, related = row.called, (Related(target.place, target.raw.strip()),)
    stated, expected = (f"{plain(value)}{unit}" for value, unit in ((got.value, got.unit), (wanted.value, wanted.unit)))
    if compared.how == "none" and _apart(_measure(wanted.value, wanted.unit), _measure(got.value, got.unit)):
        values = {"_行": name, "指标值单位": wanted.unit, "完成值单位": got.unit}
        return Fault(actual.place, stated, expected, values, related)
    if compared.how == "ambiguous" and _doubtful(wanted, compared):
        literal, other = (f"{plain(reading)}{wanted.unit}" for reading in compared.readings)
        values = {"_行": name, "读作": literal, "或": other}
        met = wanted.operator not in {"<=", "<"} and compared.readings[1] >= wanted.value
        return Fault(actual.place, stated, expected, values, related, ADVICE if met else None, "readings")
    return None


@rule(
    "S508",
    "scoring.units",
    title="完成值与指标值的单位",
    severity=EXPLAIN,
    basis=CUSTOM,
    messages={
        "zh": "“{_行}”的指标值是{expected}，完成值是{stated}：{指标值单位}与{完成值单位}不能换算，无法核对是否达到。"
        "请按指标值的单位填写完成值，或说明理由。",
        "en": "“{_行}” has a target of {expected} and a result of {stated}: {指标值单位} and {完成值单位} cannot be "
        "converted, so nobody can tell whether it was reached. State the result in the unit of the target, or say why.",
        "zh.readings": "“{_行}”的指标值是{expected}，完成值{stated}可以理解为{读作}，也可以理解为{或}，"
        "无法核对是否达到。请给完成值写明与指标值一致的单位。",
        "en.readings": "“{_行}” has a target of {expected}; its result {stated} may be {读作} or {或}, so nobody can "
        "tell whether it was reached. Write the result in the unit of the target.",
    },
)
def units(form: Form, _settings: Settings) -> Iterator[Fault]:
    """Ask about results whose unit is not their target's and cannot be turned into it, or can in two ways."""
    for row, target, actual in results(form):
        fault = _fault(row, target, actual)
        if fault:
            yield replace(fault, subject=of_row(form, row))
