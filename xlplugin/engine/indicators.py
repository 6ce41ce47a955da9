"""From the rows under an indicator header to indicators, classes and the total."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from xlplugin.engine.headings import Row, section_rows
from xlplugin.engine.line import ROW, Line, is_row, standing
from xlplugin.engine.vocabulary import label, meaning, printed_points
from xlplugin.model import Group, Indicator, Traced
from xlplugin.quantity import fold, is_placeholder, names_nothing, squeeze
from xlplugin.record import field, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from xlplugin.engine.header import Header
    from xlplugin.engine.layout import Cell, Layout
    from xlplugin.engine.vocabulary import Vocabulary
    from xlplugin.place import Place

__all__ = ["Table", "read_table", "unread_rows"]

_PAGE = re.compile(r"第\d+页(?:[,/]?共\d+页)?|\d+/\d+页?")
"""A page number printed between the rows."""

_ANNEX = re.compile(r"附[表件]?[—-]?(?:附表)?\d*(?:[—-]\d+)?")
"""The number of the next annex, printed above its title."""

_SUM_LABEL = 12
"""Longest label of a sum row."""

_NOTES = frozenset(("note", "annex"))
_HEADING = 30
"""Longest heading of a class that is taken from among the lines below a note."""

_SUMS = frozenset(("total", "subtotal"))
_SUM_ENDINGS = {"小计": "subtotal", "合计": "total"}

_READ = frozenset(
    ("number", "level1", "level2", "name", "target", "actual", "unit", "nature", "weight", "weight_level1")
) | {"weight_level2", "points", "reason", "criteria", "brief"}
"""The columns that are read."""

_NONE = Decimal(0)

SUBTOTAL = "小计"
"""The name of a group that is only a subtotal row."""


@record
class Table:
    """What one indicator table holds; ``unread`` are rows below its notes that hold figures and were not read."""

    indicators: tuple[Indicator, ...]
    groups: tuple[Group, ...]
    total: Group | None
    rows: frozenset[int]
    unread: tuple[int, ...] = ()


@record(frozen=False)
class _Open:
    """A class whose rows are still being read."""

    cell: Cell
    name: str
    depth: int
    weight: Traced | None
    points: Traced | None = None
    bonus: bool = False
    members: list[int] = field(default_factory=list)

    def done(self, layout: Layout) -> Group:
        place = layout.place(self.cell)
        return Group(place, self.name, self.depth, tuple(self.members), self.weight, self.points, self.bonus)


@lru_cache(maxsize=4096)
def _wording(text: str) -> tuple[str, str, str]:
    """What a printed line is by its wording alone.

    Its sum (产出指标小计 is a ``subtotal``, 指标合计 a ``total``), what stands before a colon, and whether it is the
    number of a ``page`` or of the next ``annex``; each is empty where it is nothing of that.
    """
    plain = squeeze(text)
    ends = "" if len(plain) > _SUM_LABEL else _SUM_ENDINGS.get(plain[-2:], "")
    head = fold(text).partition(":")[0] if ":" in plain else ""
    kind = "annex" if _ANNEX.fullmatch(plain) else "page" if _PAGE.fullmatch(plain) else ""
    return ends, head, kind


def _figure(entry: Traced | None) -> Decimal | None:
    return entry.value if entry else None


def _columns(header: Header) -> dict[str, int]:
    return {concept: column for concept, column in header.columns.items() if concept in _READ}


class _Reader:
    """Walks the rows of one table and keeps the classes that are open."""

    def __init__(self, layout: Layout, vocabulary: Vocabulary, header: Header) -> None:
        self.layout = layout
        self.vocabulary = vocabulary
        self.columns = _columns(header)
        self.levels = [(depth, level) for depth, level in ((1, "level1"), (2, "level2")) if level in header.columns]
        self.indicators: list[Indicator] = []
        self.groups: list[_Open] = []
        self.open: dict[int, _Open] = {}
        self.total: _Open | None = None
        self.statements = [(key, self.columns[key]) for key in ("criteria", "target", "actual") if key in self.columns]
        self.sections: frozenset[int] = frozenset()
        self.kinds: dict[int, str | None] = {}
        self.seen = self.columns
        self.unread: set[int] = set()
        self.labels = max(header.columns.get(concept, 0) for concept in ("level1", "level2", "name"))

    def special(self, line: Line) -> str | None:
        """``total``, ``subtotal``, ``page``, ``annex`` or ``note`` where a row is no indicator.

        A row that ends like a sum is none where it states a target or a result; a row of the table that begins with
        a note (注：以上为主要产出) or a page number is a row all the same.
        """
        layout, table, first = self.layout, self.vocabulary.row, True
        for cell in layout.own(line.row):
            if cell[1] > self.labels:
                break
            ends, head, kind = _wording(layout.text(cell))
            concept = layout.meaning(cell, table)
            if concept is None and ends and not self.says(line):
                concept = ends
            if concept in _SUMS:
                return concept
            if first:
                first = False
                if kind == "page":
                    return None if is_row(line, table) or standing(line, table) == ROW else kind
                if kind or concept == "note" or (head and meaning(table, head) == "note"):
                    labelled = concept == "note" and cell[1] != self.columns.get("name")
                    return None if is_row(line, table, labelled=labelled) else kind or "note"
        return None

    def rows(self, lines: Iterable[Line], again: Sequence[Header]) -> Iterator[Line]:
        """The rows of the table in order; notes are left out, and what is below them until the table goes on.

        ``again`` are the headers further down. Below a note only what stands as a row of the table goes on with it,
        and nothing where its total came before. What is left out with figures in it is kept as ``unread``.
        """
        headers = list(again)
        passed: list[Line] | None = None
        begun = summed = over = False
        note = 0
        for line in lines:
            kind = self.kinds[line.row] = self.special(line)
            if kind is None and passed is None:
                begun = True
                yield line
                continue
            while headers and headers[0].top < line.row:
                columns = _columns(headers.pop(0))
                if passed is not None:
                    over = over or summed or columns != self.columns
                    self.seen = columns if over else self.seen
                    passed = [] if over else None
            if kind in _NOTES:
                passed, note = [], line.row
                over = over or summed or kind == "annex"
                stands = standing(line, self.vocabulary.row)
                self.unread |= {line.row} if stands == ROW else set()
                continue
            stands = ROW if passed is None else self.stands(line, kind, note)
            if passed is not None and (over or stands != ROW):
                passed.append(line)
                self.unread |= {line.row} if stands else set()
                continue
            yield from self.headings(passed or ())
            passed = None
            summed = summed or (kind == "total" and begun)
            begun = begun or kind is None
            yield line

    def stands(self, line: Line, kind: str | None, note: int) -> str:
        """How a row below a note stands: a sum where anything is stated in it, a page number never."""
        if kind in _SUMS:
            entries = [entry for concept in ("weight", "points") if (entry := line.figure(concept))]
            return "" if all(entry.is_blank for entry in entries) else ROW
        shown = line if self.seen is self.columns else Line(self.layout, line.row, self.seen)
        return "" if kind == "page" else standing(shown, self.vocabulary.row, note)

    def headings(self, passed: Sequence[Line]) -> list[Line]:
        """The numbered headings (二、效益) among the last lines passed over, where classes have no columns."""
        found: list[Line] = []
        for line in () if self.levels else reversed(passed):
            if line.depth() is None or len(line.words("name")) > _HEADING or self.says(line):
                break
            found.insert(0, line)
        self.unread -= {line.row for line in found}
        return found

    def read(self, line: Line) -> None:
        """Read one row of the table."""
        kind = self.kinds[line.row]
        if kind == "total":
            self.sum_row(line)
        elif kind == "subtotal":
            self.subtotal(line)
        elif kind == "page":
            return
        elif self.levels:
            self.level_row(line)
        else:
            self.outline_row(line)

    def sum_row(self, line: Line) -> None:
        first = self.layout.cells(line.row)[0][1]
        weight, points = line.figure("weight"), line.figure("points")
        if self.total is None and (weight or points):
            self.total = _Open(first, label(self.layout.text(first)), 0, weight, points)

    def subtotal(self, line: Line) -> None:
        """A 小计 row sums the rows since the last one; under the first level column it sums the whole class."""
        first = self.layout.own(line.row)[0]
        level = 1 if first[1] <= self.columns.get("level1", 0) else max(self.open, default=1)
        sums = [group for group in self.groups if group.name == SUBTOTAL and group.depth == level]
        taken = {member for group in sums for member in group.members}
        whole = self.open[min(self.open)].members if self.open else []
        members = [member for member in whole if member not in taken]
        self.groups.append(_Open(first, SUBTOTAL, level, line.figure("weight"), line.figure("points"), members=members))

    def level_row(self, line: Line) -> None:
        for depth, concept in self.levels:
            current = self.open.get(depth)
            if current is None or current.cell != line.cells[concept]:
                self.enter(line, depth, concept)
        name = line.words("name")
        if not (names_nothing(name) and names_nothing(line.words("target")) and names_nothing(line.words("actual"))):
            self.add(line, name)

    def enter(self, line: Line, depth: int, concept: str) -> None:
        """Open the class named in a level column, if its label begins here."""
        current, cell = self.open.get(depth), line.cells[concept]
        text = self.layout.text(cell)
        if is_placeholder(text):
            if text:
                self.open.pop(depth, None)
            return
        points = printed_points(text)
        weight = None if points is None else Traced(self.layout.place(cell), text, Decimal(points), "number")
        weight = weight or line.figure(f"weight_{concept}")
        if current and current.name == label(text) and _figure(current.weight) == _figure(weight):
            return  # a class that is not merged but printed again in each of its rows
        for deeper in [level for level in self.open if level >= depth]:
            del self.open[deeper]
        bonus = meaning(self.vocabulary.row, label(text)) == "bonus"
        self.open[depth] = _Open(cell, label(text), depth, weight, bonus=bonus)
        self.groups.append(self.open[depth])

    def find_sections(self, lines: Iterable[Line]) -> None:
        """Find the headings of a table without level columns that only their weights tell from items."""
        named = [line for line in lines if not names_nothing(line.words("name"))]
        stating = {line.row for line in named if self.says(line)}
        if "weight" not in self.columns or len(stating) in {len(named), 0}:
            return
        seen, total = [], None
        for line in named:
            kind, weight = self.kinds[line.row], _figure(line.figure("weight"))
            if kind == "total":
                total = weight
            says = line.row in stating
            ends = kind in _SUMS or weight is None or (not says and line.depth() is not None)
            if kind != "page":
                mark = line.words("number") or line.words("name")
                seen.append(Row(line.row, mark, _NONE if ends or weight is None else weight, says, ends))
        self.sections = section_rows(seen, total)

    def outline_row(self, line: Line) -> None:
        """A row of a table without level columns: an item, or a heading over items."""
        text = line.words("name")
        depth = line.depth()
        if line.row in self.sections:
            numbered = (level for level, group in self.open.items() if group.cell[0] not in self.sections)
            self.open_outline(line, text, max(numbered, default=0) + 1)
            return
        if self.says(line):
            for closed in [level for level in self.open if depth and level >= depth]:
                del self.open[closed]
            self.add(line, text)
        elif not names_nothing(text):
            if depth is None and meaning(self.vocabulary.row, text) == "bonus":
                depth = 1
            if depth is None and (printed_points(text) is None or "weight" not in self.columns):
                self.add(line, text)
            else:
                self.open_outline(line, text, depth or 1)

    def says(self, line: Line) -> bool:
        """Whether an outline row is an item: it states a criterion, a target or a result."""
        for concept, column in self.statements:
            cell = line.cells[concept]
            if cell[1] == column and not names_nothing(self.layout.text(cell)):
                return True
        return False

    def open_outline(self, line: Line, text: str, depth: int) -> None:
        for deeper in [level for level in self.open if level >= depth]:
            del self.open[deeper]
        parent = any(group.bonus for group in self.open.values())
        bonus = parent or meaning(self.vocabulary.row, text) == "bonus"
        cell = line.cells["name"]
        group = _Open(cell, label(text), depth, line.figure("weight"), line.figure("points"), bonus)
        self.open[depth] = group
        self.groups.append(group)

    def add(self, line: Line, name: str) -> None:
        position, printed = len(self.indicators), label(name)
        bonus = meaning(self.vocabulary.row, printed) == "bonus"
        for group in self.open.values():
            group.members.append(position)
            bonus = bonus or group.bonus
        level1, level2 = self.open.get(1), self.open.get(2)
        place = self.layout.place(self.naming(line))
        self.indicators.append(
            Indicator(
                place,
                printed,
                level1.name if level1 else "",
                level2.name if level2 else "",
                target=line.measured("target"),
                actual=line.measured("actual"),
                weight=line.figure("weight") if "weight" in self.columns else _printed_weight(place, name),
                points=line.figure("points"),
                reason=line.entry("reason"),
                criteria=line.entry("criteria"),
                bonus=bonus,
                sign=line.entry("nature"),
                brief=line.entry("brief"),
            )
        )

    def naming(self, line: Line) -> Cell:
        """The cell that names a row: its name, else its target, else its first."""
        cells = line.cells
        return cells.get("name") or cells.get("target") or self.layout.anchor(line.row, self.layout.columns[0])


def _printed_weight(place: Place, name: str) -> Traced | None:
    """The weight printed in a name."""
    points = printed_points(name)
    return None if points is None else Traced(place, name, Decimal(points), "number")


def read_table(layout: Layout, vocabulary: Vocabulary, headers: Sequence[Header], rows: Iterable[int]) -> Table:
    """Read all rows of a form's indicator table; a header printed again after a page break is passed over."""
    first, again = headers[0], headers[1:]
    reader = _Reader(layout, vocabulary, first)
    walked = {row for header in headers for row in range(header.top, header.bottom + 1)}
    below = [row for row in rows if row > first.bottom and row not in walked]
    lines: Iterable[Line] = reader.rows((Line(layout, row, reader.columns) for row in below), again)
    if not reader.levels:
        lines = list(lines)
        reader.find_sections(lines)
    for line in lines:
        reader.read(line)
        walked.add(line.row)
    total = reader.total
    if total is not None:
        total.members = list(range(len(reader.indicators)))
    groups = tuple(group.done(layout) for group in reader.groups if group.members)
    sums = total.done(layout) if total else None
    return Table(tuple(reader.indicators), groups, sums, frozenset(walked), tuple(sorted(reader.unread)))


def unread_rows(
    layout: Layout, vocabulary: Vocabulary, headers: Sequence[Header], rows: Iterable[int]
) -> Iterator[int]:
    """Of rows that nothing has read, those that stand as rows of the indicator table whose header is above them."""
    readers = [(header, _Reader(layout, vocabulary, header)) for header in headers]
    for row in rows:
        above = [reader for header, reader in readers if header.bottom < row]
        if above and not any(header.top <= row <= header.bottom for header in headers):
            line = Line(layout, row, above[-1].columns)
            if above[-1].special(line) is None and is_row(line, vocabulary.row):
                yield row
