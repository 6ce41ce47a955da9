"""Points: totals, subtotals and bounds. One rule per module."""

__all__: list[str] = []
