"""Targets and results: whether each says what it has to say. One rule per module."""

__all__: list[str] = []
