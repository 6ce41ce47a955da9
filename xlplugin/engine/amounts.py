"""Amounts whose labels print several units of money, brought to the one unit of their line."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.quantity import convert
from xlplugin.record import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from xlplugin.engine.layout import Cell
    from xlplugin.model import BudgetLine, Traced

    Marks = Mapping[str, tuple[Cell, str]]

__all__ = ["MONEY", "UNITS", "in_one_unit"]

MONEY = ("initial", "adjusted", "received", "executed", "carried", "surplus", "forward")
"""Measures that are amounts of money."""

UNITS = frozenset(("元", "百元", "千元", "万元", "百万元", "千万元", "亿元"))
"""Units of money that may fill a cell of their own."""

_BUDGETS = ("adjusted", "initial", "received")
_MOST, _LEAST = Decimal(2), Decimal("0.001")
"""How many times its budget an amount may be, at most and at least, before its unit is doubted."""
_NEAR = Decimal("0.02")
_NONE = Decimal(0)


def in_one_unit(lines: Sequence[BudgetLine], marks: Mapping[int, Marks]) -> list[BudgetLine]:
    """The lines with every amount in the unit of its line; what a cell holds as text stays as it is.

    ``marks`` are the labels that print another unit, by position of the line and by measure. A label that only slipped
    (执行额（元） over figures in 万元) changes nothing: where its figures fit the others better as they stand, by rate,
    carry-over, sum or size, they are taken so. U601 tells of both.
    """
    labels: dict[Cell, list[tuple[int, str, Traced, Decimal]]] = {}
    for position, units in marks.items():
        for measure, (cell, unit) in units.items():
            entry = lines[position].figures.get(measure)
            if entry is None or entry.value is None:
                continue
            value = convert(entry.value, unit, lines[position].unit)
            if value is not None and value != entry.value:
                labels.setdefault(cell, []).append((position, measure, entry, value))
    found = list(lines)
    for figures in labels.values():
        for position, measure, entry, value in figures:
            _put(found, position, measure, replace(entry, value=value))
    for figures in labels.values():
        other = list(found)
        for position, measure, entry, _ in figures:
            _put(other, position, measure, entry)
        found = max(found, other, key=_sense)
    return found


def _put(lines: list[BudgetLine], position: int, measure: str, entry: Traced) -> None:
    line = lines[position]
    lines[position] = replace(line, figures={**line.figures, measure: entry})


def _sense(lines: Sequence[BudgetLine]) -> tuple[int, int]:
    """How well the figures of a form go together: how many relations hold, then how few sizes are odd."""
    holding = sum(sum(_holding(line)) for line in lines)
    holding += sum(_near(whole, sum(parts, _NONE)) for whole, parts in _sums(lines))
    return holding, -sum(not _LEAST <= share <= _MOST for share in _shares(lines))


def _value(line: BudgetLine, *measures: str) -> Decimal | None:
    """The first figure stated for any of these measures."""
    entries = (line.figures.get(measure) for measure in measures)
    return next((entry.value for entry in entries if entry is not None and entry.value is not None), None)


def _near(one: Decimal, other: Decimal) -> bool:
    """Whether two figures are the same but for a slip of the pen; units of money lie much further apart."""
    return abs(one - other) <= _NEAR * max(abs(one), abs(other))


def _holding(line: BudgetLine) -> Iterator[bool]:
    """Whether the rate and the carry-over of a line follow from its amounts.

    Formulas make them follow from any amounts: what exceeds its budget many times over proves nothing.
    """
    budget, executed = _value(line, *_BUDGETS), _value(line, "executed")
    if not budget or executed is None or executed > _MOST * budget:
        return
    rate, carried = _value(line, "rate"), _value(line, "carried")
    exact, left = executed / budget * 100, budget - executed
    if rate is not None:
        yield _near(rate, exact) or _near(rate * 100, exact)
    if carried is not None:
        yield abs(carried - left) <= _NEAR * budget


def _sums(lines: Sequence[BudgetLine]) -> Iterator[tuple[Decimal, list[Decimal]]]:
    """Per block and measure the stated total with what its sources state."""
    for total in lines:
        parts = [one for one in lines if one.block == total.block and one.source != "total"]
        for measure in MONEY if total.source == "total" else ():
            stated = [value for one in parts if (value := _value(one, measure)) is not None]
            whole = _value(total, measure)
            if whole and stated:
                yield whole, stated


def _shares(lines: Iterable[BudgetLine]) -> Iterator[Decimal]:
    """Every amount as a multiple of the budget that it is part of: its own line's, and its block's."""
    lines = tuple(lines)
    whole = {line.block: _value(line, *_BUDGETS) for line in reversed(lines) if line.source == "total"}
    for line in lines:
        for budget in (_value(line, *_BUDGETS), whole.get(line.block)):
            amounts = (_value(line, measure) for measure in MONEY)
            yield from (amount / budget for amount in amounts if amount and budget and budget > 0)
