"""The words and signs that make a figure a limit: ≥, 不少于, 控制在, 以上, 以内; and those that make it inexact."""

from __future__ import annotations

import re
from functools import cache

__all__ = ["before", "behind"]

_FRONT = {
    word: operator
    for operator, words in {
        ">=": ">= => ≥ ≧ ⩾ 达到 达 至少 最少 大于等于 大于或等于 高于等于 高于或等于 多于或等于",
        "<=": "<= =< ≤ ≦ ⩽ 控制在 控制到 控制为 至多 最多 小于等于 小于或等于 低于等于 低于或等于 少于或等于",
        ">": "> 大于 超过 高于 多于 超出 突破 超 逾",
        "<": "< 小于 低于 少于 不足 不到 未及",
        "=": "= ═ 等于",
    }.items()
    for word in words.split()
}
_LONGEST = max(map(len, _FRONT))
_DENIED = {">": "<=", "<": ">=", ">=": "<", "<=": ">", "=": None}
_DENIALS = ("不", "未", "不得", "不能", "不应", "不可", "不会", "没有", "没")
"""不超过 is 超过 denied: at most."""

_ABOUT = ("约", "大约", "大概", "≈", "左右")
_NEARLY = ("近", "将近", "接近")
_NOT_NEARLY = ("最近", "附近", "临近", "邻近", "就近", "相近", "远近")
_LINKS = ("到", "为", "至", "在", ":", "共", "共计", "人民币", "(")
"""What may stand between an operator and its figure: 不低于：90%."""

_BEHIND = {"上": ">=", "内": "<=", "下": "<="}
_PERIODS = ("天", "日", "月", "年", "周", "小时", "分钟", "秒", "季度")


def _operator(words: str) -> tuple[str | None, int]:
    """The operator at the end of the words before a figure, and how many letters it takes."""
    for length in range(min(_LONGEST, len(words)), 0, -1):
        word = words[-length:]
        if word in _FRONT:
            operator, head = _FRONT[word], words[:-length]
            denial = next((one for one in _DENIALS if head.endswith(one)), "") if word[0] >= "一" else ""
            return (_DENIED[operator], length + len(denial)) if denial else (operator, length)
    return None, 0


_TAIL_HEADS = tuple("(含及或以之内左上")
_LIMITING = frozenset("不未没控")
"""A limit that reaches further begins with one of these."""


@cache
def _distant() -> re.Pattern[str]:
    """Limits that reach over the words between them and the figure: 不超过预算的5%; 高于上年5% is none."""
    return re.compile(
        "(控制[在到]|(?:不|未|没有)[得能应可会]?(?:超过|超出|突破|超|高于|大于|多于))|(?:不|未)[得能应可会]?[低少小]于"
    )


def _within(words: str) -> str | None:
    """The limit that stands earlier in the clause before a figure."""
    if _LIMITING.isdisjoint(words):
        return None
    clause = words[max(words.rfind(stop) for stop in ",;。") + 1 :]
    limits = ["<=" if found[1] else ">=" for found in _distant().finditer(clause)]
    return limits[-1] if limits else None


def before(words: str) -> tuple[str | None, str, int]:
    """What stands right before a figure: operator, ``about`` or ``nearly`` or nothing, and the letters taken.

    ``不超过约`` is ``<=``, about; ``提高到`` is nothing.
    """
    rest, manner = words, ""
    while rest:
        operator, length = _operator(rest)
        if length:
            return operator, manner, len(words) - len(rest) + length
        found = next((one for one in (*_ABOUT, *_NEARLY, *_LINKS) if rest.endswith(one)), "")
        if not found or rest.endswith(_NOT_NEARLY):
            break
        if found not in _LINKS:
            manner = "nearly" if found in _NEARLY else "about"
        rest = rest[: -len(found)]
    return _within(words), manner, len(words) - len(rest) if manner else 0


@cache
def _tail() -> re.Pattern[str]:
    """What may follow a unit: 以上, (含)以上, 及以下, 之内, 内, 左右."""
    return re.compile(
        r"\(?(?:含本数|含|及|或者|或)?\)?(?:(?:[以之]([上内下])|(内)(?!外|[容部设控涝]))(?:\(含\))?|左右|上下)"
    )


@cache
def _things() -> re.Pattern[str]:
    """What is counted with 个 before 以上: 10个班次以上; 2个省级以上奖项 is none."""
    return re.compile(r"[\u4e00-\u9fff]{0,4}(?<!级)[以之]([上内下])")


def behind(text: str, at: int, unit: str) -> tuple[str | None, bool, int]:
    """What stands right behind a figure and its unit: operator, whether it is inexact, and where it ends.

    A bare 内 counts after a period only: 5个工作日内, not 100人内.
    """
    found = _tail().match(text, at) if text.startswith(_TAIL_HEADS, at) else None
    if found and (not found[2] or unit.endswith(_PERIODS)):
        side = found[1] or found[2]
        return (_BEHIND[side], False, found.end()) if side else (None, True, found.end())
    counted = _things().match(text, at) if unit.endswith("个") and at < len(text) else None
    return (_BEHIND[counted[1]], False, at) if counted else (None, False, at)
