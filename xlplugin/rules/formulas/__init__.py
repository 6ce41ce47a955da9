"""Formulas: whether they give what the file shows. One rule per module."""

__all__: list[str] = []
