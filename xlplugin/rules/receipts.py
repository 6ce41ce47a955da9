"""Receipts as rules see them: what was stated beside what the rule gives."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.model import Related, derived
from xlplugin.quantity import half_up
from xlplugin.rules.figures import CENT, plain, value_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlplugin.model import Form, Indicator, Receipt
    from xlplugin.place import Place

__all__ = [
    "judged",
    "named",
    "near",
    "related",
    "rounded",
    "row_of",
    "stated_receipts",
    "weighed",
    "within_reach",
    "worked",
]

_STANDARD = ("评分标准", "计分标准", "评分办法", "计分办法", "分值")
"""Words by which a reason names the standard it goes by; 达到标准 is none."""


@derived
def stated_receipts(form: Form) -> tuple[tuple[Receipt, Decimal], ...]:
    """Every receipt whose row states points, with these points."""
    receipts = form.score.receipts if form.score else ()
    return tuple((one, one.stated.value) for one in receipts if one.stated is not None and one.stated.value is not None)


@derived
def judged(form: Form) -> tuple[tuple[Indicator, Receipt], ...]:
    """Every indicator that has a receipt."""
    rows = form.score.rows if form.score else ()
    return tuple((row, receipt) for row, receipt in zip(form.indicators, rows, strict=False) if receipt is not None)


def within_reach(row: Indicator, receipt: Receipt) -> bool:
    """Whether a row claims no more than its standard can give, or its reason says by which standard it is scored."""
    stated = value_of(row.points)
    most, weight = receipt.most, receipt.weight
    if stated is not None and most is not None and weight is not None and stated <= most < weight:
        return True
    return row.reason is not None and any(word in row.reason.raw for word in _STANDARD)


@derived
def _rows(form: Form) -> Mapping[int, Indicator]:
    """The rows by the ids of their receipts."""
    return {id(receipt): row for row, receipt in reversed(judged(form))}


def row_of(form: Form, receipt: Receipt) -> Indicator | None:
    """The row that a receipt is for, None for that of the execution."""
    return _rows(form).get(id(receipt))


def weighed(form: Form, receipt: Receipt) -> tuple[Place, ...]:
    """The cell of the full mark that the points of a receipt are out of."""
    row = row_of(form, receipt)
    return () if row is None or row.weight is None else (row.weight.place,)


def near(stated: Decimal, points: Decimal, tolerance: Decimal = CENT) -> bool:
    """Whether stated points are these points: rounded half-up, cut off, or within the tolerance (R-ROUND)."""
    return stated == points or abs(stated - points) <= tolerance or stated == half_up(points)


def rounded(stated: Decimal, points: Decimal) -> bool:
    """Whether stated points are these points rounded to the decimals that are stated, one at least (28.6, 19.0)."""
    exponent = stated.as_tuple().exponent
    return isinstance(exponent, int) and stated == half_up(points, max(1, -exponent))


def named(receipt: Receipt) -> str:
    """The row as the form calls it."""
    return receipt.name


def worked(receipt: Receipt) -> str:
    """The arithmetic in one line: the steps, else the figures."""
    figures = "，".join(f"{figure.name}{figure.value}" for figure in receipt.figures)
    return "；".join(receipt.outcome.steps) or figures or plain(receipt.weight or Decimal(0))


def related(receipt: Receipt) -> tuple[Related, ...]:
    """The cells of the figures."""
    return tuple(Related(figure.place, figure.value) for figure in receipt.figures if figure.place)
