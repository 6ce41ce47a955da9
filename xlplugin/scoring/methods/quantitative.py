"""A figure against its target: in proportion, above a pass line, and the three readings of a limit that is broken.

A is the target (年度指标值), B the result (实际完成值), w the weight. Met earns w, never more.
Source: facts R-QUANT, R-REV, R-OVER (财预〔2020〕10号; 湖北、武汉 forms; a provincial system's behaviour).
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from xlplugin.record import record, replace
from xlplugin.scoring.method import declare
from xlplugin.scoring.points import Points, Step, limited, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from xlplugin.scoring.points import Case
    from xlplugin.scoring.settings import Settings

    Unmet = Callable[[Decimal, Decimal, Decimal], tuple[Decimal, str]]

__all__ = ["above_pass_line", "inverse", "linear", "proportional", "strict"]

_LIMITS = ("<=", "<")
_FAR = Decimal("1.3")
"""B at or above this multiple of A asks for its cause (R-OVER: in use in Guangxi's profile of the system)."""
_WHOLE = Decimal(100)


@record
class _Way:
    """One reading: what an unmet target earns, how that is called, and whether it is for ≤ targets, None for both."""

    unmet: Unmet
    zh: str
    en: str
    limit: bool | None = None


def _reaches(case: Case, target: Decimal, actual: Decimal) -> bool:
    """Whether a result meets its target; ``=`` is met from the target up, but ``= 0`` only by nothing."""
    if case.operator in _LIMITS or (case.operator == "=" and target == 0):
        return actual <= target
    return actual == target if case.operator == "=" and target < 0 else actual >= target


def _full(case: Case, settings: Settings, target: Decimal, actual: Decimal) -> Points:
    """The full weight, and whether the result is so far above the target that its cause is asked for."""
    sign = "≤" if case.operator in _LIMITS or actual < target else "≥"
    step = Step("达到指标值，得满分", "Target met, full points", f"{plain(actual)} {sign} {plain(target)}", case.weight)
    far = target * settings.numbers.get("over", _FAR)
    over = case.operator not in _LIMITS and 0 < target < actual and (case.operator == "=" or actual >= far)
    return Points(case.weight, step.zh, step.en, (step,), over=over, met=True)


def _short(case: Case, target: Decimal, actual: Decimal, way: _Way) -> Points:
    """What an unmet target earns."""
    zh, en = "未达到指标值", "Target not met"
    if target < 0:
        return Points(None, f"{zh}；指标值为负，不能按比例计分", f"{en}; a negative target has no proportion")
    if target == 0 or (actual < 0 and case.operator not in _LIMITS):
        step = Step(f"{zh}，无比例可计", f"{en}, nothing in proportion", "0", Decimal(0))
    else:
        earned, formula = way.unmet(case.weight, target, actual)
        value, written = limited(earned, case.weight, formula)
        step = Step(f"{zh}，{way.zh}", f"{en}, {way.en}", written, value)
    return Points(step.value, step.zh, step.en, (step,))


def _exact(case: Case, settings: Settings, actual: Decimal, way: _Way) -> Points:
    """The points of one figure."""
    if case.target is None:
        return Points(None, "没有指标值，不能计分", "No target, no points")
    if _reaches(case, case.target, actual):
        return _full(case, settings, case.target, actual)
    return _short(case, case.target, actual, way)


def _ranged(case: Case, settings: Settings, way: _Way) -> Points:
    """The points of a range: those of its ends where both earn the same, else the interval between them."""
    if case.low is None or case.high is None:
        return Points(None, "没有完成值，不能计分", "No result, no points")
    ends = [_exact(case, settings, end, way) for end in (case.low, case.high)]
    values = [points.value for points in ends if points.value is not None]
    if len(values) < len(ends) or values[0] == values[1]:
        return ends[0] if values else replace(ends[0], value=None)
    zh = f"完成值是一个区间：{plain(case.low)}至{plain(case.high)}"
    en = f"The result is a range, {plain(case.low)} to {plain(case.high)}"
    return Points(None, zh, en, low=min(values), high=max(values))


def _scored(case: Case, settings: Settings, way: _Way) -> Points:
    """The points of a row by one reading."""
    if case.weight < 0:
        return Points(None, "分值为负，不能计分", "A negative weight, no points")
    if way.limit is not None and way.limit != (case.operator in _LIMITS):
        return Points(None, "此计分方法不用于这种指标", "This method is not for such a target")
    if case.actual is None:
        return _ranged(case, settings, way)
    points = _exact(case, settings, case.actual, way)
    return points if _is_sure(case) else replace(points, unsure=True)


def _is_sure(case: Case) -> bool:
    """Whether an approximate result meets its target in any case; an exact one is always sure."""
    if case.target is None or (case.low is None and case.high is None):
        return True
    bound = case.high if case.operator in _LIMITS else case.low
    return bound is not None and case.operator != "=" and _reaches(case, case.target, bound)


def _proportion(weight: Decimal, target: Decimal, actual: Decimal) -> tuple[Decimal, str]:
    return weight * actual / target, f"{plain(weight)} × {plain(actual)} ÷ {plain(target)}"


def _inversion(weight: Decimal, target: Decimal, actual: Decimal) -> tuple[Decimal, str]:
    return weight * target / actual, f"{plain(weight)} × {plain(target)} ÷ {plain(actual)}"


def _excess(weight: Decimal, target: Decimal, actual: Decimal) -> tuple[Decimal, str]:
    written = f"{plain(weight)} × [1 - ({plain(actual)} - {plain(target)}) ÷ {plain(target)}]"
    return weight * (2 * target - actual) / target, written


def _nothing(_weight: Decimal, _target: Decimal, _actual: Decimal) -> tuple[Decimal, str]:
    return Decimal(0), "0"


_PROPORTIONAL = _Way(_proportion, "按完成比例计分", "in proportion", limit=False)
_INVERSE = _Way(_inversion, "按指标值与完成值之比计分", "target over result", limit=True)
_LINEAR = _Way(_excess, "按超出比例扣分", "less the share exceeded", limit=True)
_STRICT = _Way(_nothing, "不得分", "no points")


@lru_cache(maxsize=16)
def _above(line: Decimal) -> _Way:
    """The reading of one pass line."""

    def unmet(weight: Decimal, target: Decimal, actual: Decimal) -> tuple[Decimal, str]:
        value = weight * (_WHOLE * actual - line * target) / (target * (_WHOLE - line))
        parts = (plain(weight), plain(actual), plain(target), plain(line))
        return value, "{0} × ({1} ÷ {2} - {3}%) ÷ (1 - {3}%)".format(*parts)

    return _Way(unmet, f"超过{plain(line)}%的部分按比例计分", "in proportion above the line", limit=False)


@declare("quantitative.proportional", zh="按完成比例计分", en="in proportion")
def proportional(case: Case, settings: Settings) -> Points:
    """w·B/A (R-QUANT, 财预〔2020〕10号)."""
    return _scored(case, settings, _PROPORTIONAL)


@declare(
    "quantitative.pass-line", zh="及格线以上按比例计分", en="in proportion above a pass line", needs=("pass_line",)
)
def above_pass_line(case: Case, settings: Settings) -> Points:
    """w·(B/A - p)/(1 - p), nothing below the pass line p (facts section 4, 财预〔2021〕101号)."""
    return _scored(case, settings, _above(settings.numbers["pass_line"]))


@declare("quantitative.inverse", zh="按指标值与完成值之比计分", en="target over result")
def inverse(case: Case, settings: Settings) -> Points:
    """w·A/B (R-REV, 湖北 form note 2)."""
    return _scored(case, settings, _INVERSE)


@declare("quantitative.linear", zh="按超出比例线性扣分", en="less the share by which it is exceeded")
def linear(case: Case, settings: Settings) -> Points:
    """w·(1 - (B - A)/A), nothing from B = 2A on (R-REV, system behaviour)."""
    return _scored(case, settings, _LINEAR)


@declare("quantitative.strict", zh="未达到不得分", en="all or nothing")
def strict(case: Case, settings: Settings) -> Points:
    """W or nothing (R-REV, customary for binding limits: 三公经费, 编制)."""
    return _scored(case, settings, _STRICT)
