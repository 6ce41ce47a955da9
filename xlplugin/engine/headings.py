"""Section rows of a scorecard without level columns, told from its items by what the weights add up to."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from itertools import pairwise

from xlplugin.quantity import fold
from xlplugin.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

__all__ = ["Row", "section_rows"]

_NONE = Decimal(0)


@record
class Row:
    """A row as its reader sees it: its number or name, its weight, and whether it states a criterion or a figure.

    ``ends`` marks a row that ends every section before it: a numbered heading (一、) or a sum.
    """

    row: int
    mark: str
    weight: Decimal
    says: bool
    ends: bool = False


@cache
def _number() -> re.Pattern[str]:
    import re  # noqa: PLC0415  few scorecards have rows that state nothing

    return re.compile(r"\(?\d+(?:[.—-]\d+)*[).、]?")


def _style(mark: str) -> str:
    """How a row is numbered: ``1.1`` as ``0.0``; empty where it is not."""
    found = _number().match(fold(mark).strip())
    return "".join("0" if letter.isdigit() else letter for letter in found.group()) if found else ""


def section_rows(rows: Sequence[Row], total: Decimal | None) -> frozenset[int]:
    """The rows that are headings: they state nothing, and their weight is the sum of the rows below.

    The sum runs up to the next row that states nothing. One row alone below proves little, nor does a sum that is
    wrong: such a row is a heading where it is numbered like proven ones and unlike the items.
    Nothing is a heading where the printed ``total`` needs the weights of all rows.
    """
    proven: set[int] = set()
    for position in range(len(rows) - 1, -1, -1):
        if not rows[position].says and not rows[position].ends and _proven(rows, position, proven):
            proven.add(rows[position].row)
    if not proven or total == sum((one.weight for one in rows), _NONE):
        return frozenset()
    styles = {_style(one.mark) for one in rows if one.row in proven} - {_style(one.mark) for one in rows if one.says}
    followed = [one for one, later in pairwise(rows) if later.says]
    alike = (one.row for one in followed if not one.says and not one.ends and _style(one.mark) in styles)
    return frozenset((*proven, *alike))


def _proven(rows: Sequence[Row], position: int, headings: set[int]) -> bool:
    """Whether the items below a row add up to its weight just where something else begins."""
    left, items = rows[position].weight, 0
    for one in rows[position + 1 :]:
        if not one.says and left == 0:
            break
        if one.ends:
            return False
        if one.row not in headings:
            left, items = left - one.weight, items + 1
        if left < 0:
            return False
    return left == 0 and items > 1
