"""Which figure a clause speaks of: the one the sentence defines, the one it named last, or a default."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.criteria.expression import Measure, Within
from xlplugin.record import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlplugin.criteria.clauses import Clause

__all__ = ["Speaker", "default_name", "is_change", "is_saving", "signed"]

_RATES = ("率", "度", "比例", "程度", "占比", "比重")
_CHANGES = ("变动率", "调整率", "增长率", "偏离率", "变化率", "偏差率", "增幅", "降幅")
_SAVINGS = ("节约", "降低", "下降", "减少", "压减")
_NOT_UP = ("未增", "不增", "零增长", "没有增", "持平或下降", "未超", "不高于上年", "下降或持平", "持平及下降")
_DOWN = ("下降", "减少", "降低", "压减", "节约", "节支")
_UP = ("增加", "增长", "上升", "超支", "超出", "超过", "上涨")


def default_name(unit: str) -> str:
    """What a figure is called that the sentence does not name."""
    return {"%": "比率", "分": "评分", "": "数值"}.get(unit, "数量")


def is_change(measure: Measure) -> bool:
    """Whether a rate measures a change, so that 0 is best (R-PCT)."""
    return bool(measure.minus) or measure.name.endswith(_CHANGES)


def is_saving(measure: Measure) -> bool:
    """Whether more of a rate is better because it measures a cut: 节约率, 降低率."""
    return any(word in measure.name for word in _SAVINGS)


def signed(text: str, measure: Measure) -> Within | None:
    """A direction in words as bounds: 下降的 is below 0; of a 节约率, 节约的 is above 0."""
    zero = Decimal(0)
    if any(word in text for word in _NOT_UP):
        return Within(measure, None, False, zero, True)
    down = any(text.startswith(word) or text.endswith(word) for word in _DOWN)
    up = any(text.startswith(word) or text.endswith(word) for word in _UP)
    if down == up:
        return None
    return Within(measure, zero, False) if up != is_saving(measure) else Within(measure, None, False, zero)


def _alike(one: str, two: str) -> bool:
    """Whether two names are one figure: 支出安排率 and 重点支出安排率, “三公经费” and “三公经费”变动率."""
    plain, other = one.strip('“”"'), two.replace("“", "").replace("”", "")
    plain = plain.replace("“", "").replace("”", "")
    return bool(plain) and (
        other.endswith(plain) or plain.endswith(other) or other.startswith(plain) or _closing(plain, other)
    )


def _closing(one: str, two: str) -> bool:
    """实际工作完成率 and 实际完成率: the same letters in order, and the same ending."""
    short, long = sorted((one, two), key=len)
    letters = iter(long)
    return len(short) > 2 and short[-2:] == long[-2:] and all(letter in letters for letter in short)  # noqa: PLR2004


class Speaker:
    """The figures of one sentence, in the order in which they are named."""

    __slots__ = ("known",)

    def __init__(self, clauses: Iterable[Clause]) -> None:
        """Take the definitions, else the first figure that a condition names."""
        self.known = [clause.measure for clause in clauses if clause.kind == "define"]
        if self.known:
            return
        for clause in clauses:
            when = clause.stepwise.bound if clause.stepwise and clause.stepwise.bound else clause.when
            if isinstance(when, Within) and when.measure.name:
                rate = when.measure.name.endswith(_RATES)
                self.known.append(
                    replace(when.measure, unit="%" if rate and not when.measure.unit else when.measure.unit)
                )

    def measure(self, name: str, unit: str) -> Measure:
        """The figure of a name; without a name, the one spoken of last that has this unit."""
        for known in self.known:
            if known.name and _alike(name, known.name):
                return known
        if not name:
            for known in self.known:
                if unit in {known.unit, ""} or not known.unit:
                    return known if known.unit else replace(known, unit=unit)
        unit = unit or ("%" if name.endswith(_RATES) else "")
        return Measure(name or default_name(unit), unit)

    def named(self, measure: Measure) -> Measure:
        """A measure of a formula, with its definition where the sentence gave one."""
        return self.measure(measure.name, measure.unit) if not measure.bottom else measure

    def bounds(self, when: Within) -> Within:
        """Bounds on the figure they speak of; 小于或等于1 of a rate is 100%."""
        measure = self.measure(when.measure.name, when.measure.unit)
        low, high = when.low, when.high
        if measure.unit == "%" and not when.measure.unit:
            low = low * 100 if low is not None and 0 < low <= 1 else low
            high = high * 100 if high is not None and 0 < high <= 1 else high
        return Within(measure, low, when.low_in, high, when.high_in)
