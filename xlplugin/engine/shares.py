"""Weights written as shares of the whole (0.4, 30%) brought to points of 100."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.record import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlplugin.model import BudgetLine, Form, Group, Indicator, Traced

__all__ = ["in_points"]

_FULL = Decimal(100)


def _are_shares(rows: Iterable[Indicator]) -> bool:
    """Whether weights are shares: some are printed as per cent, or several make no more than 1 together."""
    weights = [row.weight for row in rows if row.weight and row.weight.value is not None]
    if any(weight.percent for weight in weights):
        return True
    return len(weights) > 1 and 0 < sum(weight.value or 0 for weight in weights) <= 1


def _scaled(weight: Traced | None) -> Traced | None:
    """A share as points; what is printed as per cent is that already."""
    if weight is None or weight.value is None or weight.percent or weight.value > 1:
        return weight
    return replace(weight, value=weight.value * _FULL)


def _group(group: Group) -> Group:
    return replace(group, weight=_scaled(group.weight))


def _line(line: BudgetLine) -> BudgetLine:
    weight = line.figures.get("weight")
    return replace(line, figures={**line.figures, "weight": _scaled(weight)}) if weight else line


def in_points(form: Form) -> Form:
    """The form with its weights in points; one whose weights are points already is left as it is."""
    if not _are_shares(form.indicators):
        return form
    return replace(
        form,
        indicators=tuple(replace(row, weight=_scaled(row.weight)) for row in form.indicators),
        groups=tuple(map(_group, form.groups)),
        total=_group(form.total) if form.total else None,
        budget=tuple(map(_line, form.budget)),
    )
