"""Numbers written in Chinese: 三十余次, 百分之九十五, 九成以上, 一百二十三万.

``cn2an`` was weighed: it reads bare numerals, not 余, 成 or units, takes 70 ms to import and installs top-level
packages named ``src`` and ``build``; which numerals are numbers at all would remain to be decided here.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from xlplugin.quantity.operators import before, behind
from xlplugin.quantity.scan import RANGE
from xlplugin.quantity.unit import unit_at

__all__ = ["number", "spelled"]

_PLAIN = str.maketrans("〇壹贰两叁肆伍陆柒捌玖拾佰仟", "零一二二三四五六七八九十百千")
_VALUES = {letter: value for value, letter in enumerate("零一二三四五六七八九")}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_SHARES = {"百": "%", "千": "‰", "万": "‱"}

_DIGIT = "[一二三四五六七八九]"
_RUN = "[零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖十拾百佰千仟万亿点]+"
_VAGUE = "百千万亿"
"""千家万户, 百年: a numeral that begins with these counts only where a limit stands before it."""

_NOT_COUNTED = frozenset("方点度分路门头级里本版区县市州省村镇乡口层片块道票首位角刻档单班包")
"""Behind a Chinese numeral these are more often names than measures: 三方, 三级, 三门, 十分."""

_NOT_COUNTING = ("第", "“", "‘", "「", "十四", "每", "几")
"""Before a numeral these say that it names, orders or is vague: 第三, 每三年, “四个意识”, 几十."""

_REACH = 200
"""Letters before a numeral in which a limit is looked for."""

_LONGEST = 60
"""Letters of a numeral; 九千九百九十九万九千九百九十九亿 and decimals."""

_MOST = 200
"""Numerals of a text that are put into digits, twice as many as figures are read (``reading.MAX_FIGURES``)."""

_TOTALS = tuple(f"{what}数" for what in "次人户个件总指份台项")
"""In 培训次数十次 the 数 belongs to what stands before it; in 数十次 it makes the numeral vague."""


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """One of the patterns below, compiled when the first text needs it."""
    return re.compile(_PATTERNS[name])


_PATTERNS = {
    "numeral": _RUN,
    "section": f"(?:({_DIGIT}?)(千))?零?(?:({_DIGIT}?)(百))?零?(?:({_DIGIT}?)(十))?零?({_DIGIT})?",
    "share": f"(百|千|万)分之([0-9][0-9.]*|{_RUN})|百分百",
    "tenths": rf"(?<![第成])({_DIGIT}|[0-9](?:\.[0-9])?)成(半|{_DIGIT}(?!成))?(?![立员果为效品人本])",
    "fraction": f"({_RUN})分之({_RUN})",
    "year": "[一二][〇零一二三四五六七八九]{3}(?=年)",
    "name": "[年期项个套次](?:规划|计划|行动|工程|攻坚|滚动|产业|维护|意识|自信|确立|代表|全面|班子)",
}
"""The section is a numeral below 10000. A name counts nothing: 五年规划, 四个意识, 四套班子."""


def _section(numeral: str) -> int | None:
    """A numeral below 10000: 三百五十, 十五, 一千零五; 三百五 is 350."""
    found = _pattern("section").fullmatch(numeral)
    if not found:
        return None
    parts = ((found[1], found[2], 1_000), (found[3], found[4], 100), (found[5], found[6], 10))
    total = sum((_VALUES[digit] if digit else 1) * unit for digit, letter, unit in parts if letter)
    ones = _VALUES[found[7]] if found[7] else 0
    return total + ones * {"千": 100, "百": 10}.get(numeral[-2:-1], 1)


def _whole(numeral: str) -> int | None:
    """A numeral without 点; None where it is none."""
    for letter, size in (("亿", _MYRIADS["亿"]), ("万", _MYRIADS["万"])):
        head, found, tail = numeral.partition(letter)
        if not found:
            continue
        left, right = (_whole(head) if head else 1), _whole(tail)
        if left is None or right is None or right >= size or tail.startswith(tuple(_VAGUE)):
            return None
        return left * size + right * (size // 10 if len(tail) == 1 else 1)
    return _section(numeral)


def number(numeral: str) -> Decimal | None:
    """Read a Chinese numeral; None where it is no regular one (三五, 点, 百万千) or longer than any."""
    if len(numeral) > _LONGEST:
        return None
    head, point, tail = numeral.translate(_PLAIN).partition("点")
    whole = _whole(head) if head else None
    if whole is None or (point and (not tail or any(letter not in _VALUES for letter in tail))):
        return None
    return Decimal(f"{whole}.{''.join(str(_VALUES[letter]) for letter in tail)}") if point else Decimal(whole)


def _digits(numeral: str) -> str:
    """A numeral in digits, keeping a multiplier at its end: 一百二十三万 is 123万; empty where it is no number."""
    if numeral[-1] in _MYRIADS and len(numeral) > 1 and "亿" not in numeral[:-1]:
        head = number(numeral[:-1])
        if head is not None:
            return f"{head}{numeral[-1]}"
    value = number(numeral)
    return "" if value is None else str(value)


def _share(found: re.Match[str]) -> str:
    """百分之九十五 as 95%."""
    if not found[1]:
        return "100%"
    value = found[2] if found[2][0].isascii() else _digits(found[2])
    return f"{value}{_SHARES[found[1]]}" if value else found.group()


def _tenths(found: re.Match[str]) -> str:
    """九成 as 90%, 八成五 as 85%."""
    first, rest = found[1], found[2]
    value = 10 * Decimal(first if first.isascii() else _VALUES[first])
    return f"{value + (5 if rest == '半' else _VALUES[rest] if rest else 0):f}%"


def _fraction(found: re.Match[str]) -> str:
    """三分之二 as 2/3."""
    below, above = _digits(found[1]), _digits(found[2])
    return f"{above}/{below}" if above and below else found.group()


def _names(text: str, head: str, stop: int) -> bool:
    """Whether a numeral behind ``head`` names or orders instead of counting: 第三, “四个意识”, 数十."""
    vague = head.endswith("数") and not head.endswith(_TOTALS)
    return vague or head.endswith(_NOT_COUNTING) or _pattern("name").match(text, stop) is not None


def _counts(text: str, start: int, stop: int) -> bool:
    """Whether a Chinese numeral counts something: 三十余次 does, 一般, 统一 and 三公经费 do not."""
    head, numeral = text[max(0, start - _REACH) : start], text[start:stop]
    if _names(text, head, stop):
        return False
    upper = _pattern("numeral").match(text, stop + 1) if text.startswith(RANGE, stop) else None
    if upper:
        return _counts(text, *upper.span())
    if not head and stop == len(text):
        return len(numeral) > 1 and numeral[0] not in _VAGUE
    unit, _, end = unit_at(text, stop)
    if numeral[-1] in _MYRIADS and not unit and text[stop : stop + 1] in {"", ",", "。", ";"}:
        unit = numeral[-1]
    if not unit or unit in _NOT_COUNTED:
        return False
    operator, manner, _ = before(head)
    limited = bool(operator or manner or behind(text, end, unit)[0])
    if numeral in {"一", "二"}:
        return limited or (not head and end == len(text))
    return limited or unit == "月" or numeral[0] not in _VAGUE or head.endswith("上")


def _counted(text: str, found: re.Match[str]) -> str:
    """A numeral in digits where it counts something, else as it stands; 上千人 is 1000余人."""
    numeral = found.group()
    digits = _digits(numeral) if _counts(text, found.start(), found.end()) else ""
    if digits and numeral[0] in _VAGUE and text.endswith("上", 0, found.start()):
        digits += "余"
    return digits or numeral


def spelled(text: str) -> str:
    """Put the Chinese numerals of a squeezed text into digits where they count something.

    Only shares (百分之, 成) are looked for where the text holds digits already.
    """
    plain = _pattern("share").sub(_share, text) if "分" in text else text
    plain = _pattern("tenths").sub(_tenths, plain) if "成" in plain else plain
    if any("0" <= letter <= "9" for letter in text):
        return plain
    plain = _pattern("fraction").sub(_fraction, plain) if "分之" in plain else plain
    if "年" in plain:
        plain = _pattern("year").sub(
            lambda year: "".join(str(_VALUES[one]) for one in year[0].translate(_PLAIN)), plain
        )
    return _pattern("numeral").sub(lambda found: _counted(plain, found), plain, count=_MOST)
