"""How text stands in a terminal or in the log of a CI job: on one line, harmless, a Chinese character two columns wide.

Whatever runs jobs reads their logs for commands: ``::error …`` at the beginning of a line (GitHub), ``##[…]``,
``##vso[…]`` and ``##teamcity[…]`` anywhere in it (GitHub as well, Azure, TeamCity). No cell may give them.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["columns", "disarmed", "json_text", "one_line", "pad", "width"]

_CONTROLS = (*range(0x20), *range(0x7F, 0xA0), *range(0x2028, 0x202F), *range(0x2066, 0x206A))
_HARMLESS = {code: f"\\u{code:04x}" for code in _CONTROLS} | dict.fromkeys(map(ord, "\t\r"), " ") | {0x0A: " ⏎ "}
"""Escape sequences and direction marks of a cell must not steer the terminal; a line break shows as ⏎."""

_COMMAND = re.compile(r"##(?=[\w.-]*\[)")
_SPELT = r"#\\u0023"
_HEAD = "::"

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
    text = text.strip()
    if not text.isprintable():
        text = text.translate(_HARMLESS)
    return disarmed(text) if "##" in text or text.startswith(_HEAD) else text


def disarmed(text: str) -> str:
    """A line in which nothing is a command to whoever reads the log: the signs of one are spelt as their code."""
    if "##" in text:
        text = _COMMAND.sub(_SPELT, text)
    bare = text.lstrip()
    return f"{text[: -len(bare)]}\\u003a{bare[1:]}" if bare.startswith(_HEAD) else text


def json_text(document: object) -> str:
    """A document as JSON in UTF-8 letters, with signs of commands spelt as their code, which JSON reads as the same."""
    from json import dumps  # noqa: PLC0415 - a check in text does without

    return _COMMAND.sub(_SPELT, dumps(document, ensure_ascii=False, indent=2)) + "\n"


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
