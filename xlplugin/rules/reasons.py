"""Reasons as rules see them: whether an entry gives one, or only repeats a rate or says nothing."""

from __future__ import annotations

from xlplugin.model import derived
from xlplugin.quantity import squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlplugin.model import Form, Indicator, Traced

__all__ = ["NOTHING", "beside_funds", "explained", "says_why"]

NOTHING = ("无", "正常", "同上", "详见报告", "符合要求", "已完成", "完成", "达标", "无偏差", "无调整", "按要求执行")
"""What is written in place of a reason for a gap that the figures show."""

_EMPTY = tuple(word for word in NOTHING if word not in {"同上", "详见报告"})
"""What is no reason beside a row either."""

_RATE = ("预算执行率", "资金执行率", "执行率", "预算", "执行数", "完成", "达到", "为", "是", "约")
_PROMPTS = ("需说明", "须说明", "应说明", "应单独说明", "请说明", "字以内")
_TOLD_WITH = ("执行率=", "其他资金包括")
"""What a form prints where a reason is to be written, and what it explains beside."""

_FIGURES = "0123456789.%=÷/*×()≥≤<>,。;:、-—万元"


def says_why(text: str, nothing: tuple[str, ...] = NOTHING) -> bool:
    """Whether a text is a reason: 预算执行率=85% only repeats the rate, 无 says nothing, the printed prompt asks."""
    plain = _unprompted(squeeze(text))
    if plain.strip("。.,;、") in nothing:
        return False
    for word in _RATE:
        plain = plain.replace(word, "")
    return bool(plain.strip(_FIGURES))


def explained(row: Indicator) -> bool:
    """Whether a reason stands beside a row; 无 is none, 同上 is that of the row above."""
    return row.reason is not None and not row.reason.is_blank and says_why(row.reason.raw, _EMPTY)


def _unprompted(plain: str) -> str:
    """A text without the sentences by which the form asks for it (未达到90%的需说明原因（100字以内）)."""
    if not any(word in plain for word in _PROMPTS):
        return plain
    sentences = plain.replace("。", ";").split(";")
    numbered = (one.lstrip("0123456789.、) ") for one in sentences)
    return ";".join(one for one in numbered if not any(word in one for word in (*_PROMPTS, *_TOLD_WITH)))


@derived
def beside_funds(form: Form) -> tuple[Traced, ...]:
    """The entries of the column for reasons beside the funds, each cell once; nothing where none is printed."""
    entries: Iterable[Traced] = (line.figures["reason"] for line in form.budget if "reason" in line.figures)
    return tuple({entry.place: entry for entry in entries}.values())
