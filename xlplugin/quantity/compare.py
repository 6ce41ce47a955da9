"""Whether a result can be held against its target, and how far it reaches it."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.quantity.conversion import convert
from xlplugin.quantity.unit import MULTIPLIERS
from xlplugin.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from xlplugin.quantity.amount import Quantity

__all__ = ["Comparison", "comparable", "completion"]

_RATIO = Decimal(2)
"""A bare figure of a rate up to this may be a ratio (0.98) or per cent (0.98%); above it only per cent makes sense."""

_FAR = Decimal(100)
"""A bare result this many times off its target in 万元 may well be in 元."""

_SHARES = ("%", "‰", "‱")


@record
class Comparison:
    """How a result stands to its target.

    ``how`` is ``same`` (one unit; ``zh`` and ``en`` say what was understood where one side names none),
    ``converted``, ``percent-of`` (one side is per cent, the other a bare figure that can only be per cent),
    ``ambiguous`` (``readings`` holds what the result may be) or ``none``.
    ``value`` is the result in the unit of the target, None where ``how`` is ``ambiguous`` or ``none``.
    """

    how: str
    value: Decimal | None = None
    zh: str = ""
    en: str = ""
    readings: tuple[Decimal, ...] = ()


def _not_a_figure(quantity: Quantity, zh: str, en: str) -> Comparison:
    """Why a side is no single figure."""
    if quantity.low is not None:
        return Comparison("none", zh=f"{zh}是一个区间", en=f"The {en} is a range")
    if quantity.kind == "unreadable":
        return Comparison("none", zh=f"{zh}无法识别：{quantity.why}", en=f"The {en} cannot be read")
    if quantity.date:
        return Comparison("none", zh=f"{zh}是日期", en=f"The {en} is a date")
    return Comparison("none", zh=f"{zh}没有数值", en=f"The {en} states no figure")


def _spelled(value: Decimal, unit: str) -> str:
    """A figure without needless zeros, with its unit."""
    return f"{value.normalize() + 0:f}{unit}"


def _ambiguous(target: str, first: Decimal, second: Decimal) -> Comparison:
    """Two readings of one result in the unit of the target."""
    one, other = _spelled(first, target), _spelled(second, target)
    zh = f"完成值与指标值的单位写法不一，可理解为{one}或{other}"
    en = f"Target and result are not written in the same unit; the result may be {one} or {other}"
    return Comparison("ambiguous", None, zh, en, (first, second))


def _share(target: Quantity, actual: Quantity, wanted: Decimal, got: Decimal) -> Comparison:
    """A percentage against a bare figure."""
    bare = got if target.unit else wanted
    share = target.unit or actual.unit
    if share == "%" and abs(bare) > _RATIO:
        zh, en = f"未写单位的一方按{share}理解", f"The side without a unit is taken as {share}"
        return Comparison("percent-of", got, zh, en)
    if not bare and not got:
        return Comparison("same", got)
    whole = {"%": 100, "‰": 1_000, "‱": 10_000}[share]
    return _ambiguous(target.unit, got, got * whole if target.unit else got / whole)


def _bare(target: Quantity, actual: Quantity, wanted: Decimal, got: Decimal) -> Comparison:
    """A figure with a unit against a figure without one."""
    unit = target.unit or actual.unit
    size = next((MULTIPLIERS[unit[:length]] for length in (2, 1) if unit[:length] in MULTIPLIERS), 1)
    size = 1 if unit.startswith(("千克", "千米", "千瓦", "百分")) else size
    far = wanted and got and not 1 / _FAR <= abs(got / wanted) <= _FAR
    if size > 1 and far:
        return _ambiguous(target.unit, got, got / size if target.unit else got * size)
    zh, en = f"未写单位的一方按{unit}理解", f"The side without a unit is taken as {unit}"
    return Comparison("same", got, zh, en)


def comparable(target: Quantity, actual: Quantity) -> Comparison:
    """How a result can be held against its target; nothing is guessed without saying so.

    ≥95% and 0.98 is ``ambiguous`` (0.98% or 98%), ≥95% and 98 is ``percent-of``, 5万元 and 48000元 is ``converted``.
    """
    wanted, got = target.value, actual.value
    if wanted is None or got is None:
        side = (target, "指标值", "target") if wanted is None else (actual, "完成值", "result")
        return _not_a_figure(*side)
    if target.unit == actual.unit:
        return Comparison("same", got)
    if not (target.unit and actual.unit):
        shared = target.unit in _SHARES or actual.unit in _SHARES
        return (_share if shared else _bare)(target, actual, wanted, got)
    value = convert(got, actual.unit, target.unit)
    if value is None:
        zh = f"单位不同，无法比较：指标值是{target.unit}，完成值是{actual.unit}"
        en = f"The units differ: {target.unit} in the target, {actual.unit} in the result"
        return Comparison("none", None, zh, en)
    if value == got:
        return Comparison("same", value)
    one, other = _spelled(got, actual.unit), _spelled(value, target.unit)
    return Comparison("converted", value, f"完成值{one}折合{other}", f"The result of {one} is {other}")


def completion(target: Quantity, actual: Quantity) -> Decimal | None:
    """The result in per cent of the target, B/A; None where they cannot be compared or the target is 0.

    Operators are not looked at: for a ≤ target 100 is the limit. An approximate result (60余) counts as written;
    what it may be at least or at most is in its ``low`` and ``high``.
    """
    value = comparable(target, actual).value
    return None if value is None or not target.value else value / target.value * 100
