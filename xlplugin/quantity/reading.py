"""From the text of a cell to its quantities: ``read`` the one it states, ``read_all`` of them."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache

from xlplugin.quantity.amount import Quantity
from xlplugin.quantity.operators import before, behind
from xlplugin.quantity.scan import RANGE, Marks, is_number
from xlplugin.quantity.subject import subject
from xlplugin.quantity.text import squeeze
from xlplugin.quantity.unit import MULTIPLIERS, unit_at
from xlplugin.record import replace

__all__ = ["MAX_FIGURES", "read", "read_all"]

MAX_FIGURES = 100
"""Figures and dates that are read from one text; the targets of a form have under 20."""

_DIGITS = frozenset("0123456789")
_NUMERALS = frozenset("一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟")
_LETTERS_FOR_DIGITS = ("O", "o", "I", "l", "|")
_RECENT = ("年", "天", "日", "个月")
"""近三年 is the last three years, not nearly three."""

_SHOWN = 40
"""Characters of a broken number that are shown."""

_REACH = 200
"""Letters before a figure in which its operator is looked for."""

_CHANGED = ("由", "从")
"""由50件到80件 is a change, no range."""

_BY = ("前", "之前", "以前", "底前")
_FROM = ("起", "后", "之后", "以后")


def _is_spelled(plain: str) -> bool:
    """Whether Chinese numerals may count something: numerals without digits, 百分之, 9成."""
    if _DIGITS.isdisjoint(plain):
        return not _NUMERALS.isdisjoint(plain)
    return "分之" in plain or "百分百" in plain or any(plain[at - 1] in _DIGITS | _NUMERALS for at in _tenths(plain))


def _tenths(plain: str) -> list[int]:
    """Where 成 stands behind another letter."""
    return [at for at, letter in enumerate(plain) if at and letter == "成"] if "成" in plain else []


@cache
def _listed() -> re.Pattern[str]:
    """A line that begins with a number of its own, which the squeezing would glue to the line above."""
    return re.compile(r"\s*\n\s*(?=[(（]?1?[0-9１-９][)）.．、](?![0-9０-９]))")


def _written(text: str) -> str:
    """The squeezed text with Chinese numerals in digits."""
    plain = squeeze(_listed().sub("；", text) if "\n" in text else text)
    if not _is_spelled(plain):
        return plain
    from xlplugin.quantity.numerals import spelled  # noqa: PLC0415 - only a text with Chinese numerals needs it

    return spelled(plain)


def _end_of_range(plain: str, marks: Marks, at: int) -> tuple[str, int] | None:
    """The digits of a range's upper end, where a range goes on at ``at``, and where they end."""
    found = marks.beginning(at + 1) if plain.startswith(RANGE, at) else None
    if not found or found[0] != "figure":
        return None
    _, start, end = found
    return plain[start:end], end


def _ranged(low: Decimal, upper: str, plain: str, at: int, unit: str) -> tuple[Quantity, int]:
    """A range from ``low`` up to the figure that ends at ``at``."""
    upper_unit, _, end = unit_at(plain, at)
    high = Decimal(upper.replace(",", "")) if is_number(upper) else None
    shared = unit in {"", upper_unit} or (unit in MULTIPLIERS and upper_unit.startswith(unit))
    if high is None or high < low or not shared:
        return Quantity("unreadable", why="区间写法不规范"), end
    return Quantity("quantitative", None, None, upper_unit, low=low, high=high), end


def _figure(plain: str, marks: Marks, start: int, end: int) -> tuple[Quantity, int]:
    """The quantity whose digits stand from ``start`` to ``end``, without its operator, and where it ends."""
    run = plain[start:end]
    odd = plain[end : end + 1] if plain.startswith(_LETTERS_FOR_DIGITS, end) else ""
    if odd or not is_number(run):
        shown = run if len(run) <= _SHOWN else f"{run[:_SHOWN]}…"
        return Quantity("unreadable", why=f"数字写法不规范：{shown}{odd}"), end
    value = Decimal(run.replace(",", ""))
    unit, more, stop = unit_at(plain, end)
    changed = plain.endswith(_CHANGED, 0, start)
    upper = None if changed else _end_of_range(plain, marks, stop)
    if upper:
        return _ranged(value, upper[0], plain, upper[1], unit)
    if plain[start - 1 : start] == "±":
        return Quantity("quantitative", None, None, unit, low=-value, high=value), stop
    return Quantity("quantitative", None, value, unit, more, low=value if more else None), stop


def _words(plain: str, previous: int, start: int) -> str:
    """The words before a figure, the mark before it ending at ``previous``."""
    return plain[max(previous, start - _REACH) : start]


def _limited(quantity: Quantity, plain: str, start: int, end: int, previous: int) -> tuple[Quantity, int]:
    """A figure with the operator before or behind it and what it is about; where all of it ends."""
    operator, manner, taken = before(_words(plain, previous, start))
    after, loose, stop = behind(plain, end, quantity.unit)
    if manner == "nearly" and quantity.unit in _RECENT:
        manner = ""
    limited = replace(
        quantity,
        operator=after if after and operator in {None, ">="} else operator,
        approximate=quantity.approximate or bool(manner) or loose,
        high=quantity.value if manner == "nearly" else quantity.high,
        subject=subject(plain, previous, start - taken, stop),
    )
    return limited, stop


def _dated(plain: str, start: int, end: int) -> Quantity:
    """A date as written, with ``<=`` for 前 and ``>=`` for 起."""
    operator = "<=" if plain.startswith((*_BY, "内"), end) else ">=" if plain.startswith(_FROM, end) else None
    return Quantity("qualitative", operator, date=plain[start:end])


def _is_period(plain: str, previous: int, start: int, end: int) -> bool:
    """Whether what looks like a month is a number of months: ≥6月."""
    written = plain[start:end]
    if written[-1] != "月" or not written[:-1].isdigit():
        return False
    return before(_words(plain, previous, start))[0] is not None or behind(plain, end, "月")[0] is not None


@lru_cache(maxsize=4096)
def _items(text: str) -> tuple[tuple[int, Quantity], ...]:
    """Every figure, date and broken number of a text with where it begins, in order."""
    plain = _written(text)
    marks = Marks(plain)
    found, previous = marks.after(0), 0
    items: list[tuple[int, Quantity]] = []
    while found:
        if len(items) == MAX_FIGURES:
            return ((0, Quantity("unreadable", why=f"一格内的数值超过 {MAX_FIGURES} 个")),)
        kind, start, end = found
        at = end
        if kind == "date" and _is_period(plain, previous, start, end):
            kind, end = "figure", end - 1
        if kind == "date":
            items.append((start, _dated(plain, start, end)))
        elif kind == "fraction":
            items.append((start, Quantity("unreadable", why=f"分数写法：{plain[start:end]}")))
        elif kind == "vague" and unit_at(plain, end)[0]:
            items.append((start, Quantity("unreadable", why=f"“{plain[start:end]}”不是确切的数")))
        elif kind == "figure":
            quantity, at = _figure(plain, marks, start, end)
            if quantity.kind == "quantitative":
                quantity, at = _limited(quantity, plain, start, at, previous)
            items.append((start, quantity))
        previous = at if kind != "vague" else previous
        found = marks.after(at)
    return tuple(items)


@lru_cache(maxsize=4096)
def read_all(text: str) -> tuple[Quantity, ...]:
    """Every quantity of a text in order, each with its ``subject``; never raises.

    Broken numbers are ``unreadable`` items; dates stand only where there is no figure; words alone give ().
    """
    items = [quantity for _, quantity in _items(text)]
    figures = tuple(quantity for quantity in items if not quantity.date)
    return figures or tuple(items)


def _shown(quantity: Quantity) -> str:
    """A figure as the reason of an unreadable cell names it."""
    number = quantity.value if quantity.low is None or quantity.value is not None else f"{quantity.low}~{quantity.high}"
    return f"{number}{quantity.unit}"


def _restates(plain: str, start: int, quantity: Quantity, first: Quantity) -> bool:
    """Whether a figure only says the first one again, in brackets: 2个以上（含2个）."""
    same = (quantity.value, quantity.unit) == (first.value, first.unit)
    return same and plain[:start].endswith(("(", "(含", "(含本数"))


def _between(low: Quantity, high: Quantity) -> Quantity | None:
    """The range of two limits: 不低于80%且不高于120%."""
    limits = low.operator in {">=", ">"} and high.operator in {"<=", "<"}
    alike = low.unit == high.unit and high.subject in {"", low.subject}
    if not (limits and alike) or low.value is None or high.value is None or low.value > high.value:
        return None
    return Quantity("quantitative", None, None, low.unit, low=low.value, high=high.value, subject=low.subject)


def _main(text: str, figures: list[tuple[int, Quantity]]) -> Quantity:
    """The one of several figures that the cell states: the one before 其中, the one restated, or the range of two."""
    plain, first = _written(text), figures[0][1]
    parts = plain.find("其中")
    mains = [quantity for start, quantity in figures if start < parts]
    if len(mains) == 1:
        return mains[0]
    if all(_restates(plain, start, quantity, first) for start, quantity in figures[1:]):
        return first
    between = _between(first, figures[1][1]) if not figures[2:] else None
    several = "一格内有多个数值：" + "、".join(_shown(quantity) for _, quantity in figures)
    return between or Quantity("unreadable", why=several)


@lru_cache(maxsize=4096)
def read(text: str) -> Quantity:
    """Read the one quantity that a cell text states; never raises.

    ``≥90%`` is >=, 90, %; ``会议经费控制在100万元以内`` is <=, 100, 万元. Several figures that cannot be reduced
    to one, and numbers that are not written regularly, are ``unreadable``; nothing is corrected.
    """
    items = _items(text)
    figures = [item for item in items if not item[1].date]
    broken = next((quantity for _, quantity in figures if quantity.kind == "unreadable"), None)
    if broken:
        return replace(broken, subject="")
    if len(figures) > 1:
        return _main(text, figures)
    if figures:
        return figures[0][1]
    return items[0][1] if len(items) == 1 else Quantity("qualitative", date="、".join(one.date for _, one in items))
