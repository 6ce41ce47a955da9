"""A target or a result as written: operator, number and unit.

This reads a cell with one quantity. A cell with several is ``unreadable`` and says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from xlplugin.quantity.text import squeeze

__all__ = ["Quantity", "read"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """What one cell says.

    ``kind`` is ``quantitative``, ``qualitative`` (words only) or ``unreadable`` (``why`` says the reason).
    ``operator`` is ``>=``, ``<=``, ``=``, ``>``, ``<`` or None where none is printed.
    ``approximate`` marks 余, 多, 近, 约: the figure is not exact.
    """

    kind: str
    operator: str | None = None
    value: Decimal | None = None
    unit: str = ""
    approximate: bool = False
    why: str = ""


_OPERATORS = {
    ">=": (">=", "≥", "≧", "不少于", "不低于", "不小于", "达到", "至少", "大于等于", "大于或等于"),
    "<=": ("<=", "≤", "≦", "不超过", "不高于", "不大于", "未超过", "控制在", "不多于", "小于等于", "小于或等于"),
    ">": (">", "大于", "超过", "高于"),
    "<": ("<", "小于", "低于", "少于"),
    "=": ("=", "═", "等于"),
}
_BEHIND = {"以上": ">=", "以内": "<=", "以下": "<="}
_WORDS = {word: operator for operator, words in _OPERATORS.items() for word in words}
_FRONT = re.compile("(?:" + "|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True)) + ")$")
_FIGURE = re.compile(r"(?<![\d.,])[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\d.]|,\d)")
_ABOUT = ("约", "近", "大约", "将近")
_COUNTED = (
    "平方米", "立方米", "公里", "公斤", "小时", "人次", "人天", "千瓦时", "元", "米", "吨", "亩", "个", "件", "次", "人",
    "户", "部", "套", "篇", "期", "年", "月", "天", "日", "台", "辆", "名", "条", "份", "场", "家", "批", "项", "处", "座",
    "株", "间", "册", "张", "支", "块", "盏", "根", "头", "只", "棵", "所", "栋", "里", "例", "起", "宗", "轮", "站", "度",
)  # fmt: skip
"""What officials count or measure in."""
_UNIT = re.compile(
    r"个百分点|百分点|[%‰]|(?:[百千]?万|[百千亿])?(?:" + "|".join(sorted(_COUNTED, key=len, reverse=True)) + r")"
    r"(?:/[\u4e00-\u9fff㎡]{1,4}(?:[·.][\u4e00-\u9fff]{1,3})?)?|[百千]?万|亿|[㎡㎥℃]|[A-Za-z]{1,3}[0-9²³]?"
)
"""A unit right behind a number: 万元, 元/人·天, ㎡, kWh."""


def _unit(tail: str) -> str:
    """The unit at the head of what follows a number, empty where there is none."""
    found = _UNIT.match(tail.lstrip("余多"))
    return found.group() if found else ""


def read(text: str) -> Quantity:
    """Read one quantity out of a cell text; never raises.

    ``≥90%`` is >=, 90, %; ``会议经费控制在100万元以内`` is <=, 100, 万元.
    """
    plain = squeeze(text)
    if not plain:
        return Quantity("qualitative")
    figures = list(_FIGURE.finditer(plain))
    if not figures:
        digits = any(letter.isdigit() for letter in plain)
        return Quantity("unreadable", why="数字写法不规范") if digits else Quantity("qualitative")
    if len(figures) > 1:
        return Quantity("unreadable", why="一格内有多个数值")
    figure = figures[0]
    before, after = plain[: figure.start()], plain[figure.end() :]
    front = _FRONT.search(before)
    operator = _WORDS[front.group()] if front else None
    unit = _unit(after)
    rest = after[after.find(unit) + len(unit) :] if unit else after.lstrip("余多")
    if operator in (None, ">="):
        operator = next((_BEHIND[word] for word in _BEHIND if rest.startswith(word)), operator)
    return Quantity(
        "quantitative",
        operator,
        Decimal(figure.group().replace(",", "")),
        unit,
        approximate=after.startswith(("余", "多")) or before.endswith(_ABOUT),
    )
