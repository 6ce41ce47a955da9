"""The fills of marked cells, taken back: each cell keeps the rest of its format, whatever it has become since."""

from __future__ import annotations

from xlplugin.excel.splice import attributes, with_attributes
from xlplugin.excel.styles import TINTS, StyleBook

TYPE_CHECKING = False
if TYPE_CHECKING:
    from xlplugin.excel.splice import Spelling

__all__ = ["Refill"]

_FILL = "fillId", "applyFill"


class Refill(StyleBook):
    """A style sheet that knows its tints."""

    __slots__ = ("_alike", "_cleared", "_tints")

    def __init__(self, sheet: Spelling) -> None:
        """Find the fills that are tints of ours."""
        super().__init__(sheet)
        parent = sheet.tag(b"fills")
        fills = sheet.tags(b"fill", *sheet.content(b"fills", parent)) if parent else ()
        self._tints = {at for at, fill in enumerate(fills) if self._colour(fill) in TINTS.values()}
        self._cleared: dict[tuple[int, int | None], int] = {}
        self._alike: dict[tuple[object, ...], dict[str, int]] = {}

    def _colour(self, fill: tuple[int, int]) -> str:
        """The colour of a fill, ARGB; empty where it has none of its own."""
        colour = self._sheet.tag(b"fgColor", fill[0], self._sheet.end(b"fill", fill))
        return attributes(self._sheet[colour]).get("rgb", "").upper() if colour else ""

    def refilled(self, style: int, former: int | None) -> int:
        """The format that is ``style`` with the fill of ``former``; ``style`` itself where its fill is no tint.

        Where no former format is known, it is told by the formats that are alike in everything else, because marking
        changes nothing but the fill; where these have several fills or there are none, the cell gets no fill.
        """
        key = (style, former)
        if key not in self._cleared:
            tinted = int(self._given(style).get("fillId", 0)) in self._tints
            self._cleared[key] = self._with_fill(style, former) if tinted else style
        return self._cleared[key]

    def _with_fill(self, style: int, former: int | None) -> int:
        if former is None:
            former = self._like(style)
        given = {"fillId": "0"} if former is None else self._given(former)
        wanted = {name.encode(): given[name].encode() if name in given else None for name in _FILL}
        tag = self._xfs[style]
        element = self._sheet.element(b"xf", tag)
        cleared = with_attributes(self._sheet[tag], wanted) + element[tag[1] - tag[0] :]
        if former is not None and cleared == self._sheet.element(b"xf", self._xfs[former]):
            return former
        return self._add(b"cellXfs", cleared)

    def _given(self, style: int) -> dict[str, str]:
        return attributes(self._sheet[self._xfs[style]])

    def _like(self, style: int) -> int | None:
        """The format that differs in its fill alone; None where there is none, or some with different fills."""
        if not self._alike:
            for one in range(len(self._xfs)):
                fill = self._given(one).get("fillId", "0")
                if int(fill) not in self._tints:
                    self._alike.setdefault(self._bare(one), {}).setdefault(fill, one)
        fills = self._alike.get(self._bare(style), {})
        return next(iter(fills.values())) if len(fills) == 1 else None

    def _bare(self, style: int) -> tuple[object, ...]:
        """A format without its fill."""
        tag = self._xfs[style]
        left = sorted(item for item in self._given(style).items() if item[0] not in _FILL)
        return *left, self._sheet.text[tag[1] : self._sheet.end(b"xf", tag)]
