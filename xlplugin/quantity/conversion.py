"""Units that can be turned into each other without loss: money, counts, lengths, areas, masses, times."""

from __future__ import annotations

from functools import lru_cache

from xlplugin.quantity.unit import COUNTED, MULTIPLIERS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal

__all__ = ["convert", "normalised"]

_SCALES = {
    "元": "元=1 角=1/10",
    "米": "米=1 m=1 分米=1/10 dm=1/10 厘米=1/100 cm=1/100 毫米=1/1000 mm=1/1000 公里=1000 千米=1000 km=1000 里=500",
    "平方米": (
        "平方米=1 平米=1 平方=1 ㎡=1 m2=1 m²=1 公顷=10000 ha=10000 hm2=10000 hm²=10000 亩=2000/3 "
        "平方公里=1000000 平方千米=1000000 km2=1000000 km²=1000000"
    ),
    "立方米": "立方米=1 立方=1 方=1 ㎥=1 m3=1 m³=1 升=1/1000 l=1/1000 毫升=1/1000000 ml=1/1000000",
    "千克": (
        "千克=1 公斤=1 kg=1 斤=1/2 吨=1000 t=1000 克=1/1000 g=1/1000 毫克=1/1000000 mg=1/1000000 "
        "微克=1/1000000000 ug=1/1000000000 μg=1/1000000000"
    ),
    "秒": (
        "秒=1 s=1 分钟=60 min=60 小时=3600 个小时=3600 h=3600 天=86400 日=86400 日历天=86400 d=86400 "
        "周=604800 星期=604800 个星期=604800"
    ),
    "个月": "个月=1 月=1 季度=3 个季度=3 年=12 个年度=12",
    "千瓦时": "千瓦时=1 kwh=1 兆瓦时=1000 mwh=1000",
    "千瓦": "千瓦=1 kw=1 瓦=1/1000 w=1/1000 兆瓦=1000 mw=1000",
    "%": "%=1 百分比=1 ‰=1/10 ‱=1/100",
    "个百分点": "个百分点=1 百分点=1",
    "工作日": "工作日=1 个工作日=1",
    "人": "人=1 名=1 位=1",
}
"""Per dimension its base unit and what one of each unit is in it; 亩 is 2000/3 平方米 by definition.

Where 年 meets 天, or 升 of water meets 千克, there is no factor. 度 (of power or of heat) has none either.
"""


def _factor(text: str) -> tuple[int, int]:
    """``2000/3`` as numerator and denominator."""
    above, _, below = text.partition("/")
    return int(above), int(below or 1)


_FACTORS = {
    name: (base, *_factor(factor))
    for base, units in _SCALES.items()
    for name, _, factor in (unit.partition("=") for unit in units.split())
}


@lru_cache(maxsize=1024)
def _base(unit: str) -> tuple[str, int, int]:
    """The base unit of a unit and what one of it is in that, as numerator and denominator.

    万元/户 is 10000 元/户; a unit that nobody knows is its own base.
    """
    head, slash, per = unit.partition("/")
    if slash:
        base, above, below = _base(head)
        return f"{base}/{per.strip('每()').replace('•', '·')}", above, below
    known = _FACTORS.get(head) or _FACTORS.get(head.lower())
    if known:
        return known
    for length in (2, 1):
        multiplier, rest = MULTIPLIERS.get(head[:length]), head[length:]
        if multiplier and (not rest or rest in COUNTED or rest in _FACTORS or rest.lower() in _FACTORS):
            base, above, below = _base(rest)
            return base, above * multiplier, below
    return head, 1, 1


def convert(value: Decimal, unit: str, into: str) -> Decimal | None:
    """A value in another unit, None where the two do not measure the same thing.

    1.2 万亩 is 12000 亩, 85000 元 is 8.5 万元; 3 年 in 天 is None.
    """
    base, above, below = _base(unit)
    other, times, part = _base(into)
    return value * (above * part) / (below * times) if base == other else None


def normalised(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """A value in the base unit of what it measures: 1.5 亿元 is 150000000 元, 2 公里 is 2000 米."""
    base, above, below = _base(unit)
    return value * above / below, base
