"""Which row and column of a form is which of its blank: found by what is printed there, never by address."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import chain, pairwise

from xlplugin.engine.blank import once, prepared
from xlplugin.model.template import HEADER, LINE, print_key
from xlplugin.record import field, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from xlplugin.engine.blank import Blank
    from xlplugin.engine.layout import Cell, Layout
    from xlplugin.model.template import PrintedRow, Template

__all__ = ["Alignment", "align"]

_ALIKE = 0.6
"""Share of letters that a reworded text keeps at least."""


@record(frozen=False)
class Alignment:
    """A form laid beside its blank.

    ``rows`` maps rows of the blank to rows of the form, both rising, ``found`` printed cells (by row and column) to
    the cells that show them, ``changed`` those to the cells that stand in their place; ``lacking`` are the rows that
    the form shows without all of their texts; ``spare`` counts printed texts that the form shows elsewhere, where any
    is missed.
    ``columns`` are those of the form by those of the blank, for each header row and (0) as a whole; ``placed`` the
    answers of ``column``.
    """

    layout: Layout
    template: Template
    blank: Blank
    lines: tuple[int, ...]
    rows: dict[int, int]
    found: dict[Cell, Cell] = field(default_factory=dict)
    changed: dict[Cell, Cell] = field(default_factory=dict)
    lacking: set[int] = field(default_factory=set)
    spare: Counter[str] = field(default_factory=Counter)
    columns: dict[int, dict[int, int]] = field(default_factory=dict)
    placed: dict[Cell, int | None] = field(default_factory=dict)

    def column(self, row: int, column: int) -> int | None:
        """The column of the form that a column of the blank is, as the header above that row says."""
        at = self.blank.sections.get(row, 0), column
        if at not in self.placed:
            self.placed[at] = self._column(*at)
        return self.placed[at]

    def _column(self, section: int, column: int) -> int | None:
        across = _interpolated(self.columns[section], column) if section else None
        if across is None or across <= 0:
            across = _interpolated(self.usual(), column)
        return across if across is not None and across > 0 else None

    def usual(self) -> Mapping[int, int]:
        """The column of the form that each column of the blank mostly is, over all rows; asked for by few forms."""
        if 0 not in self.columns:
            counted = Counter([pair for row in self.template.rows for pair in self.across(row)])
            overall = self.columns[0] = {}
            for (column, across), _ in counted.most_common():
                overall.setdefault(column, across)
        return self.columns[0]

    def across(self, row: PrintedRow) -> Iterator[tuple[int, int]]:
        """The columns of a row of the blank, each with that of the form where its text stands."""
        for cell in row.cells:
            at = row.number, cell.column
            shown = self.found.get(at) or (self.changed.get(at) if row.kind == HEADER else None)
            if shown is None:
                continue
            area = self.layout.spans.get(shown) if cell.right > cell.column else None
            if area is None:
                yield cell.column, shown[1]
            else:
                yield from zip(range(cell.column, cell.right + 1), range(area.left, area.right + 1), strict=False)

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell of the form that a cell of the blank is; None where its row or column is gone."""
        line, across = self.rows.get(row), self.column(row, column)
        return None if line is None or across is None else (line, across)

    def between(self, top: int, bottom: int) -> tuple[int, int]:
        """The rows of the form that stand for a run of rows of the blank, with whatever was inserted among them."""
        if top == bottom:
            line = self.rows.get(top, 0)
            return line, line
        rows, lines = [*self.rows], [0, *self.rows.values(), self.lines[-1] + 1]
        above, below = lines[bisect_left(rows, top)], lines[bisect_right(rows, bottom) + 1]
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
    """Lay the rows of a form (``lines``) beside its blank: rows by the texts only they show, then those between.

    Each text that the form shows serves once.
    """
    blank = prepared(template)
    texts = _texts(layout, lines)
    shown = Counter(chain.from_iterable(texts.values()))
    rows = _anchored(blank, lines, texts, shown)
    found = Alignment(layout, template, blank, tuple(lines), rows)
    _match(found, texts)
    if found.lacking or len(rows) < len(blank.rows):
        shown.subtract([key for row in blank.rows for key, at in row.texts if at in found.found])
        found.spare = shown
    _head(found)
    _replaced(found)
    return found


def _texts(layout: Layout, lines: Iterable[int]) -> dict[int, dict[str, Cell]]:
    """The keys of the texts that begin in each row, the first cell of each."""
    values, begun = layout.grid.values, layout.begun
    return {
        line: {
            key: cell
            for cell in reversed(begun.get(line, ()))
            if isinstance(value := values[cell], str) and (key := print_key(value)[0])
        }
        for line in lines
    }


def _anchored(
    blank: Blank, lines: Sequence[int], texts: Mapping[int, Mapping[str, Cell]], shown: Counter[str]
) -> dict[int, int]:
    """Rows paired by texts that both show once, then what lies between two pairs in the same way."""
    pairs = _pairs(blank.alone, {key: line for line, keys in texts.items() for key in keys if shown[key] == 1})
    rows = dict(pairs)
    last = next(reversed(blank.place))
    for (row, line), (later, below) in pairwise([(0, 0), *pairs, (last, lines[-1] + 1)]):
        between = blank.own[blank.place[row] : blank.place[later] - 1]
        if not between:
            continue
        beside = [(other, texts[other]) for other in lines[bisect_right(lines, line) : bisect_left(lines, below)]]
        again = dict(_pairs(once(between), once(beside)))
        rows.update(again)
        left = [one for one in between if one[0] not in again and one[0] in blank.fixed]
        free = [one for one in beside if one[0] not in again.values()]
        if later - row == below - line:
            rows.update((one, line + one - row) for one, _ in left)
        else:
            rows.update(_likely(left, free))
    return _rising(rows)


def _rising(rows: Mapping[int, int]) -> dict[int, int]:
    """The pairs in order; one that steps back is dropped."""
    kept: dict[int, int] = {}
    last = 0
    for row, line in sorted(rows.items()):
        if line > last:
            kept[row] = last = line
    return kept


def _pairs(mine: Mapping[str, int], theirs: Mapping[str, int]) -> list[tuple[int, int]]:
    """The rows that share texts of their own, in order: of contradicting pairs those that share most."""
    votes = Counter([(row, theirs[key]) for key, row in mine.items() if key in theirs])
    pairs = sorted(votes)
    if all(one[0] < other[0] and one[1] < other[1] for one, other in pairwise(pairs)):
        return pairs
    return _heaviest(pairs, votes)


def _heaviest(pairs: Sequence[tuple[int, int]], votes: Mapping[tuple[int, int], int]) -> list[tuple[int, int]]:
    """Of sorted pairs the rising ones that have most votes together; of several such the first."""
    weights: list[int] = []
    before: list[int] = []
    for at, (row, line) in enumerate(pairs):
        weight, last = 0, -1
        for other in range(at):
            if weights[other] > weight and pairs[other][1] < line and pairs[other][0] < row:
                weight, last = weights[other], other
        weights.append(weight + votes[row, line])
        before.append(last)
    found: list[tuple[int, int]] = []
    at = weights.index(max(weights))
    while at >= 0:
        found.append(pairs[at])
        at = before[at]
    return found[::-1]


def _likely(left: Sequence[tuple[int, Iterable[str]]], free: Sequence[tuple[int, Iterable[str]]]) -> dict[int, int]:
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


def _match(found: Alignment, texts: Mapping[int, Mapping[str, Cell]]) -> None:
    """Find the printed texts of paired rows."""
    cells = found.found
    for row in found.blank.rows:
        line = found.rows.get(row.printed.number)
        if line is None:
            continue
        beside = texts.get(line, {})
        for key, at in row.texts:
            cell = beside.get(key)
            if cell is not None:
                cells[at] = cell
            else:
                found.lacking.add(row.printed.number)


def _head(found: Alignment) -> None:
    """Say for the rows under each header which column is which."""
    for row in found.template.rows:
        if row.kind == HEADER:
            _changed_heads(found, row)
            found.columns.setdefault(found.blank.sections[row.number], {}).update(found.across(row))


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
    known = set(found.found.values()) if found.lacking else set()
    for row in found.template.rows if found.lacking else ():
        for cell in row.cells if row.number in found.lacking and row.kind != HEADER else ():
            place = (row.number, cell.column)
            if place in found.found or cell.kind == LINE or not cell.key or found.spare[cell.key] > 0:
                continue
            other = found.cell(*place)
            if other is not None and other in found.layout.grid.values and other not in known:
                found.changed[place] = other
