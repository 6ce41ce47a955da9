"""Results compared and shown as Excel shows them."""

from __future__ import annotations

import re
from decimal import Decimal

from xlplugin.grid import ErrorValue, number_from_xml, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from xlplugin.grid import Value

__all__ = ["brief", "display", "same", "tells"]

_SHOWN = 200
"""Characters of a long text that are shown; a cell may hold 32,767."""

_NEAR = Decimal("1e-9")
"""Engines add up in another order than Excel; 0.5-0.4-0.1 is 0 there and -2.8E-17 elsewhere."""

_LONG = re.compile(r"[0-9]+\.[0-9]{12,}")
"""A number of more digits than Excel shows, inside a text."""

_MINUS_ZERO = re.compile(r"-(?=0+(?:\.0+)?(?![0-9.]))")
"""What engines write for a zero that came from the left, and Excel never does."""

_PROPER = frozenset(("#DIV/0!", "#N/A"))
"""Errors that belong to the arithmetic. Any other one may come from what an engine does not know."""

_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


def same(stored: Value, computed: Value) -> bool:
    """Whether two results are the same to Excel: numbers to 15 digits, also inside texts; nothing is converted."""
    if isinstance(stored, bool) or isinstance(computed, bool):
        return stored is computed
    if isinstance(stored, Decimal) and isinstance(computed, Decimal):
        return abs(stored - computed) <= _NEAR * max(Decimal(1), abs(stored), abs(computed))
    if isinstance(stored, str) and isinstance(computed, str):
        return _plain(stored) == _plain(computed)
    return stored == computed


def _plain(text: str) -> str:
    text = _MINUS_ZERO.sub("", text.replace("\r\n", "\n"))
    return _LONG.sub(lambda match: shown(number_from_xml(match[0])), text)


def tells(value: Value | None, *, error_inside: bool) -> bool:
    """Whether an answer says what Excel would show; ``error_inside`` where the formula itself holds ``#REF!``."""
    if not isinstance(value, ErrorValue):
        return value is not None
    return value.code in _PROPER or (error_inside and value.code == "#REF!")


def display(value: Value, number_format: str) -> str:
    """A result as its cell shows it, with all its decimals: per cent, a date, else plain."""
    if isinstance(value, bool) or not isinstance(value, Decimal):
        return shown(value)
    value = value.normalize() + 0
    code = _QUOTED.sub("", number_format).lower()
    if "%" in code:
        return f"{shown((value * 100).normalize() + 0)}%"
    if "y" in code and 0 < value < 2_958_466:  # noqa: PLR2004  the day after 9999-12-31
        from datetime import date, timedelta  # noqa: PLC0415 - few results are dates

        return (date(1899, 12, 30) + timedelta(days=int(value))).isoformat()
    return shown(value)


def brief(one: str, other: str) -> tuple[str, str]:
    """Two different results, long texts cut to the part in which they begin to differ."""
    longest = max(len(one), len(other))
    if longest <= _SHOWN:
        return one, other
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    start = max(0, at - _SHOWN // 2)
    return _cut(one, start), _cut(other, start)


def _cut(text: str, start: int) -> str:
    end = start + _SHOWN
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"
