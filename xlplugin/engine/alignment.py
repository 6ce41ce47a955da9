"""Which row and column of a form is which of its blank: found by what is printed there, never by address."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import chain, pairwise

from xlplugin.model.template import HEADER, LINE, print_key
from xlplugin.record import field, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from xlplugin.engine.layout import Cell, Layout
    from xlplugin.model.template import Printed, PrintedRow, Template
    from xlplugin.place import Area

__all__ = ["Alignment", "align"]

_ALIKE = 0.6
"""Share of letters that a reworded text keeps at least."""


@record(frozen=False)
class Alignment:
    """A form laid beside its blank.

    ``rows`` maps rows of the blank to rows of the form, ``found`` printed cells (by row and column) to the cells
    that show them, ``changed`` those to the cells that stand in their place; ``spare`` counts printed texts
    that the form shows elsewhere.
    """

    layout: Layout
    template: Template
    lines: tuple[int, ...]
    rows: dict[int, int]
    found: dict[Cell, Cell] = field(default_factory=dict)
    changed: dict[Cell, Cell] = field(default_factory=dict)
    spare: Counter[str] = field(default_factory=Counter)
    columns: dict[int, dict[int, int]] = field(default_factory=dict)
    sections: dict[int, int] = field(default_factory=dict)

    def column(self, row: int, column: int) -> int | None:
        """The column of the form that a column of the blank is, as the header above that row says."""
        for known in (self.columns.get(self.sections.get(row, 0), {}), self.columns[0]):
            across = _interpolated(known, column)
            if across is not None and across > 0:
                return across
        return None

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell of the form that a cell of the blank is; None where its row or column is gone."""
        line, across = self.rows.get(row), self.column(row, column)
        return None if line is None or across is None else (line, across)

    def between(self, top: int, bottom: int) -> tuple[int, int]:
        """The rows of the form that stand for a run of rows of the blank, with whatever was inserted among them."""
        if top == bottom:
            line = self.rows.get(top, 0)
            return line, line
        above = max((line for row, line in self.rows.items() if row < top), default=0)
        below = min((line for row, line in self.rows.items() if row > bottom), default=self.lines[-1] + 1)
        first = self.rows.get(top)
        return (above + 1 if first is None else first), below - 1


def _interpolated(known: Mapping[int, int], column: int) -> int | None:
    """The column of the form: known, or as far from both known neighbours as in the blank."""
    if column in known:
        return known[column]
    left = max((one for one in known if one < column), default=None)
    right = min((one for one in known if one > column), default=None)
    beside = [known[one] + column - one for one in (left, right) if one is not None]
    return beside[0] if beside and beside[0] == beside[-1] else None


def align(layout: Layout, lines: Sequence[int], template: Template) -> Alignment:
    """Lay the rows of a form (``lines``) beside its blank: rows by the texts only they show, then those between."""
    texts = {line: _texts(layout, line) for line in lines}
    rows = _anchored([row for row in template.rows if row.cells], texts)
    found = Alignment(layout, template, tuple(lines), rows)
    shown: Counter[str] = Counter(chain.from_iterable(texts.values()))
    _match(found, texts, shown)
    found.spare = shown
    _head(found)
    _replaced(found)
    return found


def _texts(layout: Layout, line: int) -> dict[str, Cell]:
    """The keys of the texts that begin in a row, the first cell of each."""
    values = layout.grid.values
    return {
        key: cell
        for cell in reversed(layout.own(line))
        if isinstance(value := values[cell], str) and (key := print_key(value)[0])
    }


def _anchored(printed: Sequence[PrintedRow], texts: Mapping[int, Mapping[str, Cell]]) -> dict[int, int]:
    """Rows paired by texts that both show once, then what lies between two pairs in the same way."""
    mine = [(row.number, _own(row)) for row in printed]
    pairs = _pairs(mine, [(line, list(keys)) for line, keys in texts.items()])
    bounds = [(0, 0), *pairs, (mine[-1][0] + 1 if mine else 1, max(texts, default=0) + 1)]
    rows = dict(pairs)
    numbers = [row for row, _ in mine]
    by_number = {row.number: row for row in printed}
    for (row, line), (later, below) in pairwise(bounds):
        between = mine[bisect_right(numbers, row) : bisect_left(numbers, later)]
        if not between:
            continue
        beside = [(other, list(keys)) for other, keys in texts.items() if line < other < below]
        again = dict(_pairs(between, beside))
        rows.update(again)
        left = [one for one in between if one[0] not in again and not by_number[one[0]].own]
        free = [one for one in beside if one[0] not in again.values()]
        if later - row == below - line:
            rows.update((one, line + one - row) for one, _ in left)
        else:
            rows.update(_likely(left, free))
    return _rising(rows)


def _own(row: PrintedRow) -> list[str]:
    """The texts that tell a row: those merged over later rows too only where it has no others.

    When a row is deleted, what is merged over it moves to the next one.
    """
    keys = [cell.key for cell in row.cells if cell.key]
    alone = [cell.key for cell in row.cells if cell.key and cell.bottom == row.number]
    return alone or keys


def _rising(rows: Mapping[int, int]) -> dict[int, int]:
    """The pairs in order; one that steps back is dropped."""
    kept: dict[int, int] = {}
    last = 0
    for row, line in sorted(rows.items()):
        if line > last:
            kept[row] = last = line
    return kept


def _once(lines: Iterable[tuple[int, list[str]]]) -> dict[str, int]:
    """The row of every text that stands in one row only."""
    seen: dict[str, int] = {}
    for line, keys in lines:
        for key in keys:
            seen[key] = 0 if seen.get(key, line) != line else line
    return {key: line for key, line in seen.items() if line}


def _pairs(mine: Sequence[tuple[int, list[str]]], others: Sequence[tuple[int, list[str]]]) -> list[tuple[int, int]]:
    """The rows that share texts of their own, in order: of contradicting pairs those that share most."""
    theirs = _once(others)
    votes = Counter((row, theirs[key]) for key, row in _once(mine).items() if key in theirs)
    pairs = sorted(votes)
    if all(one[0] < other[0] and one[1] < other[1] for one, other in pairwise(pairs)):
        return pairs
    best: list[tuple[int, list[tuple[int, int]]]] = []
    for pair in pairs:
        before = [chain for chain in best if chain[1][-1][0] < pair[0] and chain[1][-1][1] < pair[1]]
        weight, chain = max(before, key=lambda one: one[0], default=(0, []))
        best.append((weight + votes[pair], [*chain, pair]))
    return max(best, key=lambda one: one[0])[1]


def _likely(left: Sequence[tuple[int, list[str]]], free: Sequence[tuple[int, list[str]]]) -> dict[int, int]:
    """Pairs among rows that share no text of their own: one by one where as many are left, else by likeness."""
    if len(left) == len(free):
        return {row: line for (row, _), (line, _) in zip(left, free, strict=True)}
    rows: dict[int, int] = {}
    taken: set[int] = set()
    for row, keys in left:
        alike = [(_alike("".join(keys), "".join(other)), -line) for line, other in free if line not in taken]
        share, line = max(alike, default=(0.0, 0))
        if share >= _ALIKE:
            rows[row] = -line
            taken.add(-line)
    return rows


def _alike(one: str, other: str) -> float:
    shared = (Counter(one) & Counter(other)).total()
    return 2 * shared / (len(one) + len(other)) if one and other else 0.0


def _match(found: Alignment, texts: Mapping[int, Mapping[str, Cell]], shown: Counter[str]) -> None:
    """Find the printed texts of paired rows; each text that the form shows serves once."""
    for row in found.template.rows:
        beside = texts.get(found.rows.get(row.number, 0), {})
        for cell in row.cells:
            if cell.key in beside:
                found.found[row.number, cell.column] = beside[cell.key]
                shown[cell.key] -= 1


def _head(found: Alignment) -> None:
    """Say for the rows under each header which column is which, and for the sheet as a whole."""
    section, last = 0, ""
    usual: Counter[tuple[int, int]] = Counter()
    spans = found.layout.spans
    for row in found.template.rows:
        if row.kind == HEADER:
            section = section if last == HEADER else row.number
            _changed_heads(found, row)
        last = row.kind
        found.sections[row.number] = section
        table = found.columns.setdefault(section, {})
        for cell in row.cells:
            at = row.number, cell.column
            shown = found.found.get(at) or found.changed.get(at)
            if shown is not None:
                wide = cell.right > cell.column and shown in spans
                for pair in _across(cell, spans[shown]) if wide else ((cell.column, shown[1]),):
                    usual[pair] += 1
                    if row.kind == HEADER:
                        table[pair[0]] = pair[1]
    overall: dict[int, int] = {}
    for (column, across), _ in usual.most_common():
        overall.setdefault(column, across)
    found.columns[0] = overall


def _across(cell: Printed, area: Area) -> Iterator[tuple[int, int]]:
    return zip(range(cell.column, cell.right + 1), range(area.left, area.right + 1), strict=False)


def _changed_heads(found: Alignment, row: PrintedRow) -> None:
    """Pair reworded headers with what stands between the others: in order where as many, else by likeness."""
    line = found.rows.get(row.number)
    gone = [cell for cell in row.cells if (row.number, cell.column) not in found.found]
    if line is None or not gone:
        return
    known = set(found.found.values())
    values = found.layout.grid.values
    own = [cell for cell in found.layout.own(line) if cell not in known]
    spare = [cell for cell in own if isinstance(values[cell], str)]
    if len(gone) == len(spare):
        found.changed.update(((row.number, cell.column), other) for cell, other in zip(gone, spare, strict=True))
        return
    for cell in gone:
        alike = [(_alike(cell.key, print_key(found.layout.text(other))[0]), other) for other in spare]
        share, other = max(alike, default=(0.0, (0, 0)))
        if share >= _ALIKE:
            found.changed[row.number, cell.column] = other
            spare.remove(other)


def _replaced(found: Alignment) -> None:
    """Find what stands in the column of a printed text that a body row does not show."""
    known = set(found.found.values())
    for row in found.template.rows:
        for cell in row.cells if row.kind != HEADER else ():
            place = (row.number, cell.column)
            if place in found.found or cell.kind == LINE or not cell.key or found.spare[cell.key] > 0:
                continue
            other = found.cell(*place)
            if other is not None and other in found.layout.grid.values and other not in known:
                found.changed[place] = other
