"""From the rows under an indicator header to indicators, classes and the total."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache

from xlplugin.engine.headings import Row, section_rows
from xlplugin.engine.vocabulary import label, meaning, printed_points
from xlplugin.model import Group, Indicator, Traced
from xlplugin.quantity import fold, is_placeholder, names_nothing, read, squeeze
from xlplugin.record import field, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from xlplugin.engine.header import Header
    from xlplugin.engine.layout import Cell, Layout, Stated
    from xlplugin.engine.vocabulary import Vocabulary
    from xlplugin.place import Place
    from xlplugin.quantity import Quantity

__all__ = ["Table", "read_table"]

_PAGE = re.compile(r"第\d+页(?:[,/]?共\d+页)?|\d+/\d+页?")
"""A page number printed between the rows."""

_ANNEX = re.compile(r"附[表件]?[—-]?(?:附表)?\d*(?:[—-]\d+)?")
"""The number of the next annex, printed above its title."""

_SUM_LABEL = 12
"""Longest label of a sum row."""

_DIRECTIONS = {"正向": "≥", "反向": "≤", "逆向": "≤", "负向": "≤"}
"""The direction of an indicator (指标方向) as the sign of its target."""

_SUMS = frozenset(("total", "subtotal"))
_SUM_ENDINGS = {"小计": "subtotal", "合计": "total"}

_READ = frozenset(
    ("number", "level1", "level2", "name", "target", "actual", "unit", "nature", "weight", "weight_level1")
) | {"weight_level2", "points", "reason", "criteria", "brief"}
"""The columns that are read."""

_NONE = Decimal(0)

SUBTOTAL = "小计"
"""The name of a group that is only a subtotal row."""


@cache
def _outline() -> tuple[re.Pattern[str], ...]:
    """Numbering of first- and second-level headings in a table without level columns; everything else is deeper."""
    return re.compile(r"[一二三四五六七八九十]+(?:、|$)"), re.compile(r"\([一二三四五六七八九十]+\)")


@record
class Table:
    """What one indicator table holds."""

    indicators: tuple[Indicator, ...]
    groups: tuple[Group, ...]
    total: Group | None
    rows: frozenset[int]


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
    number of a ``page`` or a ``note`` (of the next annex); each is empty where it is nothing of that.
    """
    plain = squeeze(text)
    ends = "" if len(plain) > _SUM_LABEL else _SUM_ENDINGS.get(plain[-2:], "")
    head = fold(text).partition(":")[0] if ":" in plain else ""
    kind = "note" if _ANNEX.fullmatch(plain) else "page" if _PAGE.fullmatch(plain) else ""
    return ends, head, kind


@lru_cache(maxsize=4096)
def _depth(numbered: str) -> int | None:
    """The depth of a heading by the number that it begins with."""
    return next((depth for depth, mark in enumerate(_outline(), 1) if mark.match(numbered)), None)


def _figure(entry: Traced | None) -> Decimal | None:
    return entry.value if entry else None


class _Line:
    """One row seen through the columns of its table: ``cells`` holds what is seen in each, by what it means."""

    __slots__ = ("cells", "columns", "layout", "row")

    def __init__(self, layout: Layout, row: int, columns: Mapping[str, int]) -> None:
        self.layout = layout
        self.row = row
        self.columns = columns
        self.cells = layout.across(row, columns)

    def words(self, concept: str) -> str:
        """The text seen in a column, empty where there is none."""
        cell = self.cells.get(concept)
        return "" if cell is None else self.layout.text(cell)

    def entry(self, concept: str) -> Traced | None:
        """What is entered in a column, None where the table has no such column."""
        cell = self.cells.get(concept)
        return None if cell is None else self.layout.traced(cell)

    def figure(self, concept: str) -> Traced | None:
        """A figure of this row alone: None, too, where the place belongs to a merged cell begun elsewhere."""
        cell = self.cells.get(concept)
        if cell is None or cell[0] != self.row or cell[1] != self.columns[concept]:
            return None
        return self.layout.traced(cell)

    def depth(self) -> int | None:
        """The depth of an outline row by its number (一、 or （一）), None where it has no such number."""
        return _depth(squeeze(self.words("number")) or squeeze(self.words("name")))

    def measured(self, concept: str) -> Traced | None:
        """A target or result with its quantity; sign and unit may stand in columns of their own."""
        cell = self.cells.get(concept)
        return None if cell is None else self.layout.traced(cell, self.quantity)

    def quantity(self, stated: Stated) -> Quantity:
        """The quantity that a target or a result states."""
        raw, value, state, percent = stated
        if state == "number":
            return read(f"{self.sign()}{value}{'%' if percent else self.words('unit')}")
        quantity = read(raw)
        if quantity.operator is None and (sign := self.sign()):
            return read(f"{sign}{raw}{self.words('unit') if state == 'digits' and not percent else ''}")
        return quantity

    def sign(self) -> str:
        """The sign of the target from its own column, empty where there is none."""
        nature = self.words("nature")
        return _DIRECTIONS.get(nature.removesuffix("指标"), nature)


class _Reader:
    """Walks the rows of one table and keeps the classes that are open."""

    def __init__(self, layout: Layout, vocabulary: Vocabulary, header: Header) -> None:
        self.layout = layout
        self.vocabulary = vocabulary
        self.columns = {concept: column for concept, column in header.columns.items() if concept in _READ}
        self.levels = [(depth, level) for depth, level in ((1, "level1"), (2, "level2")) if level in header.columns]
        self.indicators: list[Indicator] = []
        self.groups: list[_Open] = []
        self.open: dict[int, _Open] = {}
        self.total: _Open | None = None
        self.statements = [(key, self.columns[key]) for key in ("criteria", "target", "actual") if key in self.columns]
        self.sections: frozenset[int] = frozenset()
        self.kinds: dict[int, str | None] = {}
        self.labels = max(header.columns.get(concept, 0) for concept in ("level1", "level2", "name"))

    def special(self, line: _Line) -> str | None:
        """``total``, ``subtotal``, ``page`` or ``note`` where a row is no indicator.

        A row that ends like a sum is none where it states a target or a result.
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
                if concept == "note" or (head and meaning(table, head) == "note"):
                    return "note"
                if kind:
                    return kind
        return None

    def read(self, line: _Line) -> bool:
        """Read one row; False where the table has ended."""
        kind = self.kinds[line.row] if line.row in self.kinds else self.special(line)
        if kind == "note":
            return False
        if kind == "total":
            self.sum_row(line)
        elif kind == "subtotal":
            self.subtotal(line)
        elif kind == "page":
            return True
        elif self.levels:
            self.level_row(line)
        else:
            self.outline_row(line)
        return True

    def sum_row(self, line: _Line) -> None:
        first = self.layout.cells(line.row)[0][1]
        weight, points = line.figure("weight"), line.figure("points")
        if self.total is None and (weight or points):
            self.total = _Open(first, label(self.layout.text(first)), 0, weight, points)

    def subtotal(self, line: _Line) -> None:
        """A 小计 row sums the rows since the last one; under the first level column it sums the whole class."""
        first = self.layout.own(line.row)[0]
        level = 1 if first[1] <= self.columns.get("level1", 0) else max(self.open, default=1)
        sums = [group for group in self.groups if group.name == SUBTOTAL and group.depth == level]
        taken = {member for group in sums for member in group.members}
        whole = self.open[min(self.open)].members if self.open else []
        members = [member for member in whole if member not in taken]
        self.groups.append(_Open(first, SUBTOTAL, level, line.figure("weight"), line.figure("points"), members=members))

    def level_row(self, line: _Line) -> None:
        for depth, concept in self.levels:
            current = self.open.get(depth)
            if current is None or current.cell != line.cells[concept]:
                self.enter(line, depth, concept)
        name = line.words("name")
        if not (names_nothing(name) and names_nothing(line.words("target")) and names_nothing(line.words("actual"))):
            self.add(line, name)

    def enter(self, line: _Line, depth: int, concept: str) -> None:
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

    def find_sections(self, lines: Iterable[_Line]) -> None:
        """Find the headings of a table without level columns that only their weights tell from items."""
        named = [line for line in lines if not names_nothing(line.words("name"))]
        stating = {line.row for line in named if self.says(line)}
        if "weight" not in self.columns or len(stating) in {len(named), 0}:
            return
        seen, total = [], None
        for line in named:
            kind, weight = self.special(line), _figure(line.figure("weight"))
            self.kinds[line.row] = kind
            if kind == "note":
                break
            if kind == "total":
                total = weight
            says = line.row in stating
            ends = kind in _SUMS or weight is None or (not says and line.depth() is not None)
            if kind != "page" and (ends or weight is not None):
                mark = line.words("number") or line.words("name")
                seen.append(Row(line.row, mark, _NONE if ends or weight is None else weight, says, ends))
        self.sections = section_rows(seen, total)

    def outline_row(self, line: _Line) -> None:
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

    def says(self, line: _Line) -> bool:
        """Whether an outline row is an item: it states a criterion, a target or a result."""
        for concept, column in self.statements:
            cell = line.cells[concept]
            if cell[1] == column and not names_nothing(self.layout.text(cell)):
                return True
        return False

    def open_outline(self, line: _Line, text: str, depth: int) -> None:
        for deeper in [level for level in self.open if level >= depth]:
            del self.open[deeper]
        parent = any(group.bonus for group in self.open.values())
        bonus = parent or meaning(self.vocabulary.row, text) == "bonus"
        cell = line.cells["name"]
        group = _Open(cell, label(text), depth, line.figure("weight"), line.figure("points"), bonus)
        self.open[depth] = group
        self.groups.append(group)

    def add(self, line: _Line, name: str) -> None:
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

    def naming(self, line: _Line) -> Cell:
        """The cell that names a row: its name, else its target, else its first."""
        cells = line.cells
        return cells.get("name") or cells.get("target") or self.layout.anchor(line.row, self.layout.columns[0])


def _printed_weight(place: Place, name: str) -> Traced | None:
    """The weight printed in a name."""
    points = printed_points(name)
    return None if points is None else Traced(place, name, Decimal(points), "number")


def read_table(layout: Layout, vocabulary: Vocabulary, headers: Iterable[Header], rows: Iterable[int]) -> Table:
    """Read all rows of a form's indicator table; a header printed again after a page break is passed over."""
    first, *again = headers
    reader = _Reader(layout, vocabulary, first)
    repeated = {row for header in again for row in range(header.top, header.bottom + 1)}
    walked: set[int] = set(range(first.top, first.bottom + 1)) | repeated
    below = [row for row in rows if row > first.bottom and row not in walked]
    lines: Iterable[_Line] = (_Line(layout, row, reader.columns) for row in below)
    if not reader.levels:
        lines = list(lines)
        reader.find_sections(lines)
    for line in lines:
        if not reader.read(line):
            break
        walked.add(line.row)
    total = reader.total
    if total is not None:
        total.members = list(range(len(reader.indicators)))
    groups = tuple(group.done(layout) for group in reader.groups if group.members)
    return Table(tuple(reader.indicators), groups, total.done(layout) if total else None, frozenset(walked))
