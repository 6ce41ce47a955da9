"""The same fact in several forms of one workbook. One rule per module."""

__all__: list[str] = []
