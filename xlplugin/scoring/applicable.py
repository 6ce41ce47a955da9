"""Items that do not apply to a unit: three treatments exist, and one form must use the same for all of them.

Source: facts R-NA (湖南: full marks; form notes: left out and the rest rescaled; 供销考核: nothing).
"""

from __future__ import annotations

from decimal import Decimal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["FULL", "RESCALED", "TREATMENTS", "ZERO", "settled"]

FULL, RESCALED, ZERO = "full", "rescaled", "zero"

TREATMENTS = (FULL, RESCALED, ZERO)
"""Values of a profile's term ``not_applicable``."""


def settled(rows: Sequence[tuple[Decimal, Decimal | None]], treatment: str) -> Decimal | None:
    """The total of rows as weight and points, None for the points of an item that does not apply.

    None where the treatment leaves nothing to rescale; ValueError for an unknown treatment.
    """
    if treatment not in TREATMENTS:
        message = f"unknown treatment: {treatment!r}"
        raise ValueError(message)
    gained = sum((points for _, points in rows if points is not None), Decimal(0))
    spared = sum((weight for weight, points in rows if points is None), Decimal(0))
    if treatment == FULL:
        return gained + spared
    if treatment == ZERO or not spared:
        return gained
    whole = sum((weight for weight, _ in rows), Decimal(0))
    return gained * whole / (whole - spared) if whole != spared else None
