"""Cells of a sheet found by the areas that hold them, without going through all of them."""

from __future__ import annotations

from bisect import bisect_left

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from xlplugin.place import Area

__all__ = ["Index"]


class Index:
    """Some cells of a sheet, as row and column."""

    __slots__ = ("_columns",)

    def __init__(self, cells: Iterable[tuple[int, int]]) -> None:
        """Sort the cells into their columns."""
        self._columns: dict[int, list[int]] = {}
        for row, column in sorted(cells):
            self._columns.setdefault(column, []).append(row)

    def within(self, area: Area) -> Iterator[tuple[int, int]]:
        """Those of the cells that lie in an area."""
        wide = area.right - area.left >= len(self._columns)
        for column in self._columns if wide else range(area.left, area.right + 1):
            rows = self._columns.get(column, ()) if area.left <= column <= area.right else ()
            at = bisect_left(rows, area.top)
            while at < len(rows) and rows[at] <= area.bottom:
                yield rows[at], column
                at += 1

    def meets(self, area: Area) -> bool:
        """Whether any of the cells lies in an area."""
        return next(self.within(area), None) is not None
