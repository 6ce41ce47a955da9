"""Levels that fix an interval of the weight: 三档，分别按照100%-80%(含)、80%-60%(含)、60%-0%合理确定分值."""

from __future__ import annotations

from xlplugin.criteria.expression import Band
from xlplugin.criteria.split import Piece
from xlplugin.quantity import squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal

__all__ = ["read_bands"]


def read_bands(text: str) -> Band | None:
    """Read the levels and their intervals, in per cent of the weight; None where the text is no such list."""
    plain = squeeze(text).replace("(含)", "").replace("(不含)", "")
    head, found, tail = plain.partition("档")
    if not found or "分别" not in tail or "%" not in tail:
        return None
    intervals = _intervals(tail)
    names = (
        head.rstrip("一二两三四五六七八九个分为的,")
        .removeprefix("定性指标")
        .rpartition("分为")[2]
        .rpartition("根据")[2]
    )
    levels = [name for name in names.split("、") if name]
    if len(levels) != len(intervals) or not intervals:
        return None
    return Band(tuple((name, low, high) for name, (low, high) in zip(levels, intervals, strict=True)))


def _intervals(text: str) -> list[tuple[Decimal, Decimal]]:
    """Every ``100%-80%`` of the text, the lower figure first."""
    tokens = Piece(text, 0, 0).tokens
    found = []
    for left, dash, right in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if left.kind == right.kind == "num" and dash.kind == "dash":
            found.append((min(left.value, right.value), max(left.value, right.value)))
    return found
