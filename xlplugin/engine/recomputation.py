"""Formulas of a blank beside those of a form made from it."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from xlplugin.engine.computing import cells_of, compute, moved, spelled
from xlplugin.model.difference import FORMULA, REPLACED, Difference
from xlplugin.place import a1

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from xlplugin.engine.alignment import Alignment
    from xlplugin.engine.layout import Cell
    from xlplugin.grid import Value
    from xlplugin.model.template import PrintedRow

__all__ = ["formulas"]

_NEAR = Decimal("0.000001")
"""Files hold binary floats of 15 digits."""


def formulas(beside: Alignment) -> tuple[tuple[Difference, ...], bool]:
    """Formulas that were replaced or altered, and whether the form keeps one of the blank's.

    A form without any formula of its blank was typed from a printed one: a number there replaces nothing.
    """
    stands = beside.layout.grid.formulas or {}
    found: list[Difference] = []
    kept = False
    for row, line in _lines(beside):
        for column, text in row.formulas.items():
            across = beside.column(row.number, column)
            if across is None or beside.layout.anchor(line, across) != (line, across):
                continue
            expected = _moved(beside, row, line, text)
            if expected is None:
                continue
            stated = stands.get((line, across))
            if stated is not None and _agree(beside, (line, across), stated, expected):
                kept = True
            else:
                found += _difference(beside, row, (line, across), stated, expected)
    return (tuple(found) if kept else ()), kept


def _lines(beside: Alignment) -> Iterator[tuple[PrintedRow, int]]:
    """Rows of the blank with formulas, each with its rows of the form: an own row stands for all own rows."""
    paired = set(beside.rows.values())
    own = None
    for row in beside.template.rows:
        if row.own:
            own = own or row
        elif row.formulas and row.number in beside.rows:
            yield row, beside.rows[row.number]
    if own is None or not own.formulas:
        return
    lasting = {beside.rows[row.number] for row in beside.template.rows if row.own and row.number in beside.rows}
    above = max((line for row, line in beside.rows.items() if row < own.number), default=0)
    fixed = [row.number for row in beside.template.rows if row.number > own.number and not row.own]
    below = min((beside.rows[row] for row in fixed if row in beside.rows), default=beside.lines[-1] + 1)
    for line in beside.lines:
        if above < line < below and (line in lasting or line not in paired):
            yield own, line


def _moved(beside: Alignment, row: PrintedRow, line: int, text: str) -> str | None:
    """A formula of the blank as it should read in this row of the form."""

    def move(first: Cell, last: Cell) -> tuple[Cell, Cell] | None:
        left, right = beside.column(first[0], first[1]), beside.column(last[0], last[1])
        own = row.own and first[0] == last[0] == row.number
        top, bottom = (line, line) if own else beside.between(first[0], last[0])
        if left is None or right is None or not 0 < top <= bottom:
            return None
        return (top, left), (bottom, right)

    return moved(text, move)


def _agree(beside: Alignment, cell: Cell, stated: str, expected: str) -> bool:
    """Whether a formula is the blank's, or uses the same filled cells and gives the same, whatever they hold."""
    if stated == expected or spelled(stated) == expected:
        return True
    values = beside.layout.grid.values
    used = cells_of(expected, values)
    if used is None or cells_of(stated, values) != used:
        return False
    result, value = compute(expected, values), values.get(cell)
    if isinstance(value, Decimal) and isinstance(result, Decimal) and not _same(value, result):
        return False
    if isinstance(value, str) and isinstance(result, str) and value != result:
        return False
    return all(_give_alike(stated, expected, {**values, **other}) for other in _others(used))


def _others(cells: Iterable[Cell]) -> Iterator[dict[Cell, Decimal]]:
    """Other figures for some cells: what is right only by chance (a row left out that holds 0) is wrong with them."""
    ordered = sorted(cells)
    for given in (ordered, ordered[::-1]):
        yield {cell: Decimal(3 + number * number) for number, cell in enumerate(given)}


def _give_alike(stated: str, expected: str, values: Mapping[Cell, Value]) -> bool:
    """Whether two formulas give the same with some figures, one of them rounded or not; so, too, where none can say."""
    one, other = compute(stated, values), compute(expected, values)
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return _same(one, other) or _same(other, one)
    return one is None or other is None or one == other


def _same(stated: Decimal, result: Decimal) -> bool:
    """Whether a number is the result, or the result rounded to its own decimals."""
    exponent = stated.as_tuple().exponent
    rounded = result.quantize(Decimal(1).scaleb(exponent), ROUND_HALF_UP) if isinstance(exponent, int) else result
    return abs(stated - result) < _NEAR or (exponent != 0 and rounded == stated)


def _difference(
    beside: Alignment, row: PrintedRow, cell: Cell, stated: str | None, expected: str
) -> Iterator[Difference]:
    layout = beside.layout
    place, what = layout.place(cell), _named(row, beside, cell)
    if stated is not None:
        yield Difference(FORMULA, place, what, f"={stated}", f"={expected}")
        return
    entry, result = layout.traced(cell), compute(expected, layout.grid.values)
    if not isinstance(result, Decimal) or entry.state not in {"number", "blank"}:
        return
    shown = "" if entry.value is None else format(entry.value, "f")
    grave = entry.value is not None and not _same(entry.value, result)
    yield Difference(REPLACED, place, what, shown, format(result.normalize() + 0, "f"), grave=grave)


def _named(row: PrintedRow, beside: Alignment, cell: Cell) -> str:
    """The row that a formula stands in: its last label left of it."""
    left = [shown for column, shown in beside.layout.cells(cell[0]) if column < cell[1]]
    texts = [text for shown in left if isinstance(text := beside.layout.grid.values[shown], str) and text.strip()]
    labels = ["".join(text.split()) for text in texts]
    printed = ["".join(one.text.split()) for one in row.cells if one.key]
    return next((text for text in reversed(labels) if text in printed), labels[-1] if labels else a1(*cell))
