"""A clause as tokens: numbers with units, points with their verb, words of comparison, and the text between.

Written by hand over dictionaries: compiling one expression of all these words costs more than reading a whole form.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from xlplugin.criteria.lexicon import CAPPED, COMPARISONS, MARKS, NUMERALS, UNITS, VERBS

__all__ = ["Token", "tokenize"]


class Token:
    """One token: what it is, its figure or word, its unit, and where it stands in the clause."""

    __slots__ = ("end", "kind", "start", "unit", "value", "word")

    def __init__(self, kind: str, start: int, end: int, word: str = "", value: Decimal = Decimal(0)) -> None:
        """Take what was read from ``start`` to ``end``; the unit is set by whoever reads one."""
        self.kind = kind
        self.start = start
        self.end = end
        self.word = word
        self.value = value
        self.unit = ""


def _by_first(words: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Words under their first letter, longest first."""
    table: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        table.setdefault(word[0], []).append(word)
    return {letter: tuple(found) for letter, found in table.items()}


_COMPARISONS = _by_first(tuple(COMPARISONS))
_MARKS = _by_first(tuple(MARKS))
_UNITS = _by_first(UNITS)
_DIGITS = frozenset("0123456789")
_SPECIAL = frozenset((*_COMPARISONS, *_MARKS, *_DIGITS, *NUMERALS))
_LONGEST = 40
"""Characters of a number."""

_NOT_POINTS = ("分钟", "分析", "分别", "分类", "分项", "分档")


def _word(table: dict[str, tuple[str, ...]], text: str, at: int) -> str:
    """The longest word of a table that stands at a position, empty where there is none."""
    for word in table.get(text[at : at + 1], ()):
        if text.startswith(word, at):
            return word
    return ""


def _digits(text: str, at: int) -> int:
    """Where the digits (and one decimal point) that begin here end."""
    end, last = at, at + _LONGEST
    while end < last and text[end : end + 1] in _DIGITS:
        end += 1
    if text[end : end + 1] != "." or text[end + 1 : end + 2] not in _DIGITS:
        return end
    end += 1
    while end < last and text[end : end + 1] in _DIGITS:
        end += 1
    return end


def _numeral(text: str, at: int) -> tuple[Decimal, int] | None:
    """A number at this place: digits, or a Chinese numeral up to 九十九."""
    letter = text[at : at + 1]
    if letter in _DIGITS:
        end = _digits(text, at)
        return Decimal(text[at:end]), end
    if letter not in NUMERALS:
        return None
    value, end, stop = 0, at, min(len(text), at + _LONGEST)
    while end < stop and text[end] in NUMERALS:
        digit = NUMERALS[text[end]]
        value = (value or 1) * 10 if digit == NUMERALS["十"] else value + digit
        end += 1
    return (Decimal(value), end) if end > at else None


def _number(text: str, at: int, before: Token | None) -> Token | None:
    """A number with its unit, points, or a fraction (三分之一, 1/3); None where the numeral is part of a word."""
    found = _numeral(text, at)
    if found is None or text[at - 1 : at] == "第":
        return None
    value, end = found
    if text.startswith("分之", end):
        under = _numeral(text, end + 2)
        return _fraction(at, under[1], under[0], value) if under else None
    if text.startswith("分", end) and not text.startswith(_NOT_POINTS, end) and _is_points(text, at, before):
        return Token("points", at, end + 1, value=value)
    unit = _word(_UNITS, text, end)
    if not unit and text[at] not in _DIGITS:
        return None
    token = Token("num", at, end + len(unit), value=value)
    token.unit = {"个百分点": "%", "百分点": "%"}.get(unit, unit)
    return token


def _is_points(text: str, at: int, before: Token | None) -> bool:
    """Arabic figures before 分 are points; a Chinese numeral only behind a verb; never a counted 十分."""
    return text[at] in _DIGITS or before is not None or _verb(text, at)[0] != ""


def _fraction(start: int, end: int, upper: Decimal, lower: Decimal) -> Token:
    """A share such as 三分之一: numerator as value, denominator as unit."""
    token = Token("share", start, end, value=upper)
    token.unit = str(lower)
    return token


def _verb(text: str, at: int) -> tuple[str, int]:
    """The verb that ends right before a position and where it begins; empty where there is none."""
    for word, kind in VERBS:
        if text.endswith(word, 0, at):
            return kind, at - len(word)
    return "", at


def _at(text: str, at: int, before: Token | None) -> Token | None:
    """The token that begins at a position, None where only text does."""
    sign, mark = _word(_COMPARISONS, text, at), _word(_MARKS, text, at)
    if sign and len(sign) >= len(mark) and _numeral(text, at + len(sign)):
        capped = COMPARISONS[sign] == "<=" and text.endswith(CAPPED, 0, at)
        return Token("most" if capped else "cmp", at, at + len(sign), COMPARISONS[sign])
    if not mark:
        return _number(text, at, before)
    kind = MARKS[mark]
    if kind == "each":
        return _each(text, at)
    if kind == "dash" and not (before is not None and before.kind in {"num", "points", "incl", "excl"}):
        return None
    return Token(kind, at, at + len(mark), mark)


def _each(text: str, at: int) -> Token | None:
    """每, or 按 right before a unit (按项加0.5分)."""
    unit = _word(_UNITS, text, at + 1)
    return Token("each", at, at + 1, unit) if text[at] == "每" or unit == "项" else None


@lru_cache(maxsize=1024)
def tokenize(text: str) -> tuple[Token, ...]:
    """Read a squeezed clause; what is no token is the text between two of them. Nobody changes a token afterwards.

    ``points`` carry their verb in ``word`` (award, add, deduct, each, list or nothing) and begin where it begins.
    """
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        token = None
        if text[at] in _SPECIAL:
            token = _at(text, at, tokens[-1] if tokens and tokens[-1].end == at else None)
        elif tokens and tokens[-1].kind == "each" and tokens[-1].end == at:
            token = _counted(text, at)
        if token is None:
            at += 1
            continue
        if token.kind == "points":
            token.word, token.start = _verb(text, token.start)
        tokens.append(token)
        at = token.end
    return tuple(_settled(tokens, text))


def _counted(text: str, at: int) -> Token | None:
    """The unit right behind 每: 每项 is 每1项."""
    unit = _word(_UNITS, text, at)
    if not unit:
        return None
    token = Token("num", at, at + len(unit), unit, Decimal(1))
    token.unit = unit
    return token


def _settled(tokens: list[Token], text: str) -> list[Token]:
    """Points that are compared or bound a range are a measured score: ≥90分, 80分-90分, 60分以下."""
    for at, token in enumerate(tokens):
        if token.kind != "points" or token.word:
            continue
        before = tokens[at - 1] if at and tokens[at - 1].end == token.start else None
        after = tokens[at + 1] if at + 1 < len(tokens) and tokens[at + 1].start == token.end else None
        compared = before is not None and before.kind in {"cmp", "dash"}
        bound = after is not None and after.kind in {"up", "down", "dash", "incl", "excl"}
        if (compared and not text.startswith("=", token.start - 1)) or bound:
            token.kind, token.unit, token.word = "num", "分", "分"
    return tokens
