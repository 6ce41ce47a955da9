"""Tiers of a rate: the first bound that it reaches decides."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.scoring.points import Points, Step, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from xlplugin.scoring.settings import Tier

__all__ = ["tiered"]


def tiered(weight: Decimal, rate: Decimal, tiers: tuple[Tier, ...]) -> Points:
    """The share of the weight for a rate in per cent; a bound belongs to its tier, below the last one is nothing."""
    found = next((tier for tier in tiers if rate >= tier.bound), None)
    share = found.share if found else Decimal(0)
    value = weight * share / 100
    zh = f"达到{plain(found.bound)}%，得分值的{plain(share)}%" if found else f"低于{plain(tiers[-1].bound)}%，不得分"
    en = (
        f"{plain(found.bound)}% reached: {plain(share)}% of the weight" if found else f"Below {plain(tiers[-1].bound)}%"
    )
    return Points(value, zh, en, (Step(zh, en, f"{plain(weight)} × {plain(share)}%", value),))
