"""Cells that cannot be taken as they stand. One rule per module."""

__all__: list[str] = []
