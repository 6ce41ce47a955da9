"""Money: rates, sums, blocks that repeat each other, carry-over, cost targets. One rule per module."""

__all__: list[str] = []
