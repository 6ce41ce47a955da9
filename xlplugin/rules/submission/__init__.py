"""The same fact in several workbooks of one unit: the department as a whole and its projects. One rule per module."""

__all__: list[str] = []
