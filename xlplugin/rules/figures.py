"""Figures as messages show them, and the reading of one entry."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from xlplugin.quantity import half_up, truncated

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlplugin.model import Traced

__all__ = ["CENT", "agreement", "percent", "plain", "same", "shown_sum", "slack", "value_of"]

CENT = Decimal("0.01")
"""The last decimal that the forms show (facts: R-ROUND)."""

_NOISE = Decimal("0.000001")
"""Files hold binary floats of 15 digits: what differs by less than this was never typed or shown."""

_FAR = Decimal("1.000001")
"""No figure is further off by its decimals alone, cut off or rounded."""

_NONE = Decimal(0)

_SPELLED = 8
"""A sum of more addends than this is told by their number, or the message becomes unreadable."""


def value_of(entry: Traced | None) -> Decimal | None:
    """The figure of an entry, None where there is no entry or no figure in it."""
    return entry.value if entry else None


def same(one: Decimal, other: Decimal, tolerance: Decimal = _NONE) -> bool:
    """Whether two figures are equal as far as a file can hold them, or within a tolerance."""
    return one == other or abs(one - other) < tolerance + _NOISE


@lru_cache(maxsize=4096)
def plain(number: Decimal) -> str:
    """Spell a figure without exponent and needless zeros, at most six decimals."""
    return format(half_up(number, 6).normalize() + 0, "f")


@lru_cache(maxsize=1024)
def percent(number: Decimal) -> str:
    """Spell a rate in per cent, rounded half-up to two decimals."""
    return f"{plain(half_up(number))}%"


def shown_sum(addends: Sequence[Decimal], noun: str) -> str:
    """Spell a sum: ``15+71+3=89``, or by its number of addends (``38项得分相加=89``) where it is long."""
    if len(addends) == 1:
        return f"仅1项{noun}：{plain(addends[0])}"
    left = "+".join(map(plain, addends)) if len(addends) <= _SPELLED else f"{len(addends)}项{noun}相加"
    return f"{left}={plain(sum(addends, Decimal(0)))}"


def slack(addends: Sequence[Decimal], tolerance: Decimal = CENT) -> Decimal:
    """How far a rounded sum may be off: the tolerance for itself and for each addend with two or more decimals.

    Whole points cannot have been rounded, so they excuse nothing (facts: R-ROUND, 0.01 per addend).
    """
    return tolerance * (1 + sum(map(_is_fine, addends)))


@lru_cache(maxsize=4096)
def _is_fine(addend: Decimal) -> bool:
    return not same(addend, half_up(addend, 1))


def agreement(stated: Decimal, exact: Decimal, tolerance: Decimal = CENT) -> str:
    """Tell how a stated rate stands to the exact one.

    Empty where it is right to the second decimal, ``truncated`` where decimals were cut off,
    ``coarse`` where it was rounded to fewer than two decimals, ``wrong`` else (facts: R-ROUND, A-25).
    A tolerance wider than the last decimal, in percentage points, excuses all of them.
    """
    if same(stated, half_up(exact)) or same(stated, exact) or (tolerance > CENT and same(stated, exact, tolerance)):
        return ""
    gap = abs(stated - exact)
    if gap > _FAR:
        return "wrong"
    for places in (2, 1, 0):
        if same(stated, half_up(exact, places)):
            return "coarse"
        if same(stated, truncated(exact, places)):
            return "truncated"
    return "" if gap <= tolerance else "wrong"
