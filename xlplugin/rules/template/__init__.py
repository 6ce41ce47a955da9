"""Fidelity: what of the official blank was changed. One rule per module."""

__all__: list[str] = []
