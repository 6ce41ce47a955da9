"""The folding of cell text before it is compared: width, blanks, line breaks, placeholders."""

from __future__ import annotations

from functools import lru_cache

__all__ = ["fold", "is_placeholder", "squeeze"]

_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x3014: 0x28, 0x3015: 0x29}
"""Full-width ASCII to ASCII, 〔〕 to parentheses (Unicode block FF00, as NFKC does; unicodedata costs more to load)."""

_BLANK = dict.fromkeys(map(ord, " \t\r\n\v\f\u00a0\u2002\u2003\u2009\u200b\ufeff"))
_IDLE = dict.fromkeys(map(ord, "….。·•-—–－_/\\、，,;；:：~*＊0"))
"""Marks that an unused row is filled with: ……, /, —, ***."""


def fold(text: str) -> str:
    """Turn full-width letters, digits and marks into their plain forms; blanks stay."""
    return text if text.isascii() else text.translate(_WIDTH)


@lru_cache(maxsize=4096)
def squeeze(text: str) -> str:
    """Fold the width and drop every blank and line break: the key under which wordings are compared.

    Vertical text, text broken over lines and text spaced out (``合　　计``) all come out alike.
    """
    return fold(text).translate(_BLANK)


@lru_cache(maxsize=4096)
def is_placeholder(text: str) -> bool:
    """Tell whether a text says nothing: blank, dots, a dash or a slash (``……``, ``/``, ``—``).

    A lone 0 is a figure, not a placeholder.
    """
    plain = squeeze(text)
    return not plain or ("0" not in plain and not plain.translate(_IDLE))
