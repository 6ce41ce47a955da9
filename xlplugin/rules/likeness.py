"""How alike two texts are, and whether one names a thing: by pairs of letters, without blanks and marks."""

from __future__ import annotations

import re
from functools import lru_cache

from xlplugin.quantity import squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["alike", "coverage", "kernel", "letters", "misspelled", "pairs", "timeless", "year_in"]

ORDINALS = frozenset("0123456789一二三四五六七八九十东南西北中上下前后左右甲乙丙丁")
"""Names that differ in one of these are two names: 第一小学 and 第二小学."""

_YEAR = r"(?:19|20)\d\d年?度?"
_PROMPT = r"^(?:目标|任务)[0-9一二三四五六七八九十]*(?=\W|$)|^[0-9]+[.、]"
"""Patterns that ``re`` compiles when they are first used: one workbook alone needs none of them."""

_ENDINGS = ("经费", "资金", "项目", "专项", "支出", "工作", "费用", "补助", "费")
"""What names of projects end in without being about it."""
_SHORTEST = 5
"""Shorter names are looked for only as they are spelled."""


@lru_cache(maxsize=4096)
def letters(text: str) -> str:
    """The letters and digits of a text, without a prompt in front (目标1：)."""
    return "".join(filter(str.isalnum, re.sub(_PROMPT, "", squeeze(text))))


@lru_cache(maxsize=4096)
def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring letters of a text."""
    plain = letters(text)
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1))


def alike(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 1: twice the pairs they share over all their pairs (Dice)."""
    first, second = pairs(one), pairs(other)
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


def timeless(name: str) -> str:
    """The letters of a name without its year: 2021年运转经费 is 运转经费."""
    plain = letters(name)
    return re.sub(_YEAR, "", plain) or plain


def year_in(name: str) -> str:
    """The year that a name begins with or mentions, empty where there is none."""
    found = re.search(_YEAR, letters(name))
    return found.group()[:4] if found else ""


@lru_cache(maxsize=1024)
def kernel(name: str) -> str:
    """What a project is about: its name without year and without 专项, 工作, 经费 … at the end."""
    plain = timeless(name)
    while ending := next((word for word in _ENDINGS if plain.endswith(word) and len(plain) > len(word) + 1), ""):
        plain = plain.removesuffix(ending)
    return plain


def coverage(name: str, text: str) -> float:
    """How much of what a name is about stands in a text, from 0 to 1."""
    wanted = pairs(kernel(name))
    return len(wanted & pairs(text)) / len(wanted) if wanted else 0.0


def misspelled(name: str, text: str, known: Iterable[str] = ()) -> str:
    """Where a text names a thing almost as it is called, those words: the same letters in another order, or one off.

    Empty where it is spelled rightly, is not named at all, or the words are another ``known`` name.
    """
    wanted, plain = timeless(name), letters(text)
    size = len(wanted)
    if size < _SHORTEST or wanted in plain or len(set(wanted) - set(plain)) > 1:
        return ""
    for at in range(len(plain) - size + 1):
        words = plain[at : at + size]
        if _slip(wanted, words) and not any(words in timeless(other) for other in known):
            return words
    return ""


def _slip(name: str, words: str) -> bool:
    """Whether words are a name with letters exchanged, or with one other letter behind the first."""
    if sorted(name) == sorted(words):
        return True
    differing = [(one, two) for one, two in zip(name, words, strict=True) if one != two]
    return len(differing) == 1 and name[0] == words[0] and not ORDINALS & set(differing[0])
