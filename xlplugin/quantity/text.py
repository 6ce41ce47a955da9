"""The folding of cell text before it is compared: width, blanks, line breaks, placeholders."""

from __future__ import annotations

import re
from functools import cache, lru_cache

__all__ = ["fold", "is_placeholder", "names_nothing", "squeeze"]

_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x3014: 0x28, 0x3015: 0x29}
"""Full-width ASCII to ASCII, 〔〕 to parentheses (Unicode block FF00, as NFKC does; unicodedata costs more to load)."""

_BLANK = dict.fromkeys(map(ord, " \t\r\n\v\f\u00a0\u2002\u2003\u2009\u200b\ufeff"))
_IDLE = dict.fromkeys(map(ord, "….。·•-—–－_/\\、，,;；:：~*＊0"))
"""Marks that an unused row is filled with: ……, /, —, ***."""


def fold(text: str) -> str:
    """Turn full-width letters, digits and marks into their plain forms; blanks stay."""
    return text if text.isascii() else text.translate(_WIDTH)


_PROMPTING = frozenset("请此(例如示")
"""What a prompt begins with."""
_OPENING = frozenset("≥≤=<>xX×")
"""What a figure left open begins with."""


@cache
def _prompt() -> re.Pattern[str]:
    """What a template prints where a clerk should write: （填写实际完成值）, 如：≥95%. 如期完成 is no prompt."""
    return re.compile(
        r"请(?:填写|输入|选择|注明|说明).*|此处(?:填写|填|输入).*|\((?:请)?(?:填|例|如|示例|说明|选填)[^()]*\)"
        r"|(?:例|如|例如|示例)[:,].*"
    )


@cache
def _crossed() -> re.Pattern[str]:
    """A figure left open: ≥XX%; like the prompts compiled (0.5 ms) when the first text may be one."""
    return re.compile(r"[≥≤=<>]*[xX×]{2,}[%\u4e00-\u9fff]{0,4}")


def _is_prompt(plain: str) -> bool:
    if plain[0] in _PROMPTING and _prompt().fullmatch(plain):
        return True
    return plain[0] in _OPENING and any(cross in plain for cross in "xX×") and _crossed().fullmatch(plain) is not None


@lru_cache(maxsize=4096)
def squeeze(text: str) -> str:
    """Fold the width and drop every blank and line break: the key under which wordings are compared.

    Vertical text, text broken over lines and text spaced out (``合　　计``) all come out alike.
    """
    return fold(text).translate(_BLANK)


@lru_cache(maxsize=4096)
def is_placeholder(text: str) -> bool:
    """Tell whether a text says nothing: blank, dots, a dash, a slash (``……``, ``/``), or a template's prompt.

    A lone 0 is a figure, not a placeholder.
    """
    plain = squeeze(text)
    if not plain or ("0" not in plain and not plain.translate(_IDLE)):
        return True
    return _is_prompt(plain)


_NUMBERED = re.compile(r"(?:三级)?指标\d*[:.、]?|\(?无\)?")
"""指标1:, 指标2:, 无 … name nothing; the indicator itself then stands in the target column."""


@lru_cache(maxsize=4096)
def names_nothing(text: str) -> bool:
    """Whether a name cell says nothing: blank, dots, or only a running number such as 指标1:."""
    return is_placeholder(text) or bool(_NUMBERED.fullmatch(squeeze(text)))
