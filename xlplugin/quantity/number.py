"""Plain numbers as they stand in a cell, and the one rounding policy of the project."""

from __future__ import annotations

import re
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from xlplugin.quantity.text import squeeze

__all__ = ["half_up", "parse_number", "truncated"]

_LARGEST = 308
_HALF_UP, _DOWN = (Context(prec=2 * _LARGEST, rounding=rounding) for rounding in (ROUND_HALF_UP, ROUND_DOWN))
"""Enough digits for any figure of a cell and its decimals; the usual 28 are not."""

_CENT = Decimal("0.01")

_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")


def parse_number(text: str) -> Decimal | None:
    """Read a text that is one number and nothing else, None where it is not.

    Full-width digits, blanks around it and regular thousands separators are accepted;
    ``7,00.0`` is not corrected but refused. A percent sign is not part of a plain number.
    """
    plain = squeeze(text)
    if not _NUMBER.fullmatch(plain):
        return None
    return Decimal(plain.replace(",", ""))


def half_up(number: Decimal, places: int = 2) -> Decimal:
    """Round half away from zero, the rounding of the official forms (facts: R-ROUND).

    A number beyond what a cell can hold (1E+308) is left as it is.
    """
    unit = _CENT if places == 2 else _unit(places)  # noqa: PLR2004  the decimals of a _CENT
    return number if number.adjusted() > _LARGEST else _HALF_UP.quantize(number, unit)


def truncated(number: Decimal, places: int = 2) -> Decimal:
    """Cut off after ``places`` decimals, as ``half_up`` rounds: what is often printed where rounding was meant."""
    return number if number.adjusted() > _LARGEST else _DOWN.quantize(number, _unit(places))


@lru_cache(maxsize=64)
def _unit(places: int) -> Decimal:
    return Decimal(1).scaleb(-places)
