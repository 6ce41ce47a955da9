"""Units of money printed in labels. One rule per module."""

__all__: list[str] = []
