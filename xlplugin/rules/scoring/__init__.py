"""Points: what the printed rule gives on the stated figures. One rule per module; the rules only compare."""

__all__: list[str] = []
