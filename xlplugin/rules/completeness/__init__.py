"""What must be filled in: reasons, identity, points, results, ticks. One rule per module."""

__all__: list[str] = []
