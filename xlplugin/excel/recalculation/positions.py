"""Where the functions of Excel take a range as it is, and where they go through it cell by cell.

Anywhere else a range stands for the one cell of it in the same row or column (implicit intersection), unless the
formula is an array formula. In a file of today's Excel a formula that spills is an array formula, too.
"""

from __future__ import annotations

__all__ = ["takes_array", "takes_range"]

_TABLE = """
|r      SUM COUNT COUNTA COUNTBLANK AVERAGE AVERAGEA MAX MIN MAXA MINA PRODUCT MEDIAN MODE SUMSQ GEOMEAN AND OR XOR
|r      STDEV STDEV.S STDEVP STDEV.P VAR VAR.S VARP VAR.P CONCAT ROW ROWS COLUMN COLUMNS PF_WEIGHTED_TOTAL
r|r.    SUMIFS AVERAGEIFS MAXIFS MINIFS
|r.     COUNTIFS
r.r|.   SUMIF AVERAGEIF
r|.     COUNTIF LARGE SMALL PERCENTILE PERCENTILE.INC QUARTILE QUARTILE.INC INDEX OFFSET
.r|.    VLOOKUP HLOOKUP MATCH XMATCH RANK RANK.EQ RANK.AVG
.rr|.   XLOOKUP
..r|.   NETWORKDAYS WORKDAY
.|r     SUBTOTAL TEXTJOIN NPV
|a      SUMPRODUCT
.aa|.   LOOKUP
"""

_MASKS = {name: mask for mask, *names in map(str.split, _TABLE.strip().splitlines()) for name in names}
"""By function and argument: ``r`` a range as it is, ``a`` an array cell by cell, ``.`` one value.

What stands behind ``|`` is repeated.
"""


def _kind(function: str, argument: int) -> str:
    first, _, repeated = _MASKS.get(function, "|.").partition("|")
    if argument <= len(first):
        return first[argument - 1]
    return repeated[(argument - len(first) - 1) % len(repeated)]


def takes_range(function: str, argument: int) -> bool:
    """Whether a function takes a range as its argument (the first is 1)."""
    return _kind(function, argument) != "."


def takes_array(function: str, argument: int) -> bool:
    """Whether a function goes through its argument (the first is 1) cell by cell, without an array formula."""
    return _kind(function, argument) == "a"
