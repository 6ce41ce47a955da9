"""Weights: what the classes and the whole table add up to. One rule per module."""

__all__: list[str] = []
