"""What a profile sets for a method: figures, bands of levels, tiers of rates."""

from __future__ import annotations

from xlplugin.record import field, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

__all__ = ["NOTHING", "Band", "Settings", "Tier"]


@record
class Band:
    """A qualitative level and the interval of the weight that it fixes, in per cent; best level first.

    ``words`` are wordings of this level: a result that uses one of them lies in this band and in no other.
    """

    name: str
    low: Decimal
    high: Decimal
    words: tuple[str, ...] = ()


@record
class Tier:
    """A lower bound of a rate, included, in per cent, and the share of the weight that it earns, in per cent."""

    bound: Decimal
    share: Decimal


@record
class Settings:
    """The settings of one method; ``tiers`` are ordered from the highest bound down."""

    numbers: Mapping[str, Decimal] = field(default_factory=dict)
    bands: tuple[Band, ...] = ()
    tiers: tuple[Tier, ...] = ()

    def has(self, name: str) -> bool:
        """Whether a setting is there: a figure by its name, ``bands`` or ``tiers``."""
        return bool({"bands": self.bands, "tiers": self.tiers}.get(name)) or name in self.numbers


NOTHING = Settings()
"""No setting at all, for methods that need none."""
