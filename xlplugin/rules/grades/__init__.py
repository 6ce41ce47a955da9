"""Grades against the score and against execution. One rule per module."""

__all__: list[str] = []
