"""How text stands in a terminal: on one line, harmless, a Chinese character two columns wide."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["columns", "one_line", "pad", "width"]

_CONTROLS = (*range(0x20), *range(0x7F, 0xA0), *range(0x2028, 0x202F), *range(0x2066, 0x206A))
_HARMLESS = {code: f"\\u{code:04x}" for code in _CONTROLS} | dict.fromkeys(map(ord, "\t\r"), " ") | {0x0A: " ⏎ "}
"""Escape sequences and direction marks of a cell must not steer the terminal; a line break shows as ⏎."""

_WIDE = (
    (0x1100, 0x115F),
    (0x2E80, 0xA4CF),
    (0xAC00, 0xD7A3),
    (0xF900, 0xFAFF),
    (0xFE30, 0xFE6F),
    (0xFF00, 0xFF60),
    (0xFFE0, 0xFFE6),
    (0x1F300, 0x1FAFF),
    (0x20000, 0x3FFFD),
)
"""Blocks two columns wide (Unicode Annex 11, W and F)."""


def one_line(text: str) -> str:
    """Put a text on one line without leaving anything out; control characters are spelt as their code."""
    return text.strip().translate(_HARMLESS)


def width(text: str) -> int:
    """How many columns of a terminal the text takes."""
    if text.isascii():
        return len(text)
    return len(text) + sum(any(low <= ord(letter) <= high for low, high in _WIDE) for letter in text)


def pad(text: str, size: int) -> str:
    """Fill a text with blanks up to ``size`` columns; a longer one stays whole."""
    return text + " " * (size - width(text))


def columns(rows: Iterable[Sequence[str]]) -> str:
    """Align rows into columns two blanks apart, each as wide as its widest entry."""
    lines = [[one_line(entry) for entry in row] for row in rows]
    sizes = [max(map(width, column)) for column in zip(*lines, strict=True)]
    return "".join("  ".join(map(pad, line, sizes)).rstrip() + "\n" for line in lines)
