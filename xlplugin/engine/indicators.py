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
    from collections.abc import Iterable, Sequence

    from xlplugin.engine.header import Header
    from xlplugin.engine.layout import Cell, Layout
    from xlplugin.engine.vocabulary import Vocabulary

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
def _kind(text: str) -> str:
    """What a printed line is by its wording alone: ``page``, ``note`` (of the next annex) or nothing of that."""
    plain = squeeze(text)
    if _ANNEX.fullmatch(plain):
        return "note"
    return "page" if _PAGE.fullmatch(plain) else ""


@lru_cache(maxsize=4096)
def _head(text: str) -> str:
    """What stands before a colon, empty where there is none."""
    head, colon, _ = fold(text).partition(":")
    return head if colon else ""


def _figure(entry: Traced | None) -> Decimal | None:
    return entry.value if entry else None


class _Reader:
    """Walks the rows of one table and keeps the classes that are open."""

    def __init__(self, layout: Layout, vocabulary: Vocabulary, header: Header) -> None:
        self.layout = layout
        self.vocabulary = vocabulary
        self.columns = header.columns
        self.naming = header.columns.get("name", header.columns.get("target", layout.columns[0]))
        self.outline = not {"level1", "level2"} & set(header.columns)
        self.indicators: list[Indicator] = []
        self.groups: list[_Open] = []
        self.open: dict[int, _Open] = {}
        self.total: _Open | None = None
        self.statements = [header.columns[key] for key in ("criteria", "target", "actual") if key in header.columns]
        self.sections: frozenset[int] = frozenset()
        self.labels = max(header.columns.get(concept, 0) for concept in ("level1", "level2", "name"))

    def figure(self, row: int, concept: str) -> Traced | None:
        column = self.columns.get(concept)
        return None if column is None else self.layout.own_entry(row, column)

    def entry(self, row: int, concept: str) -> Traced | None:
        column = self.columns.get(concept)
        return None if column is None else self.layout.entry(row, column)

    def words(self, row: int, concept: str) -> str:
        column = self.columns.get(concept)
        return "" if column is None else self.layout.seen(row, column)

    def special(self, row: int) -> str | None:
        """``total``, ``subtotal`` or ``note`` where a row is no indicator."""
        table = self.vocabulary.row
        labels = [cell for cell in self.layout.own(row) if cell[1] <= self.labels]
        for position, cell in enumerate(labels):
            text = self.layout.text(cell)
            concept = self.layout.meaning(cell, table) or self.sum_of(text, row)
            if concept in _SUMS:
                return concept
            if position == 0:
                head = _head(text)
                kind = "note" if concept == "note" or (head and meaning(table, head) == "note") else _kind(text)
                if kind:
                    return kind
        return None

    def sum_of(self, text: str, row: int) -> str | None:
        """产出指标小计 is a subtotal, 指标合计 a total, unless the row states a target or a result."""
        plain = squeeze(text)
        if not plain.endswith(("小计", "合计")) or len(plain) > _SUM_LABEL or self.says(row):
            return None
        return "subtotal" if plain.endswith("小计") else "total"

    def row(self, row: int) -> bool:
        """Read one row; False where the table has ended."""
        kind = self.special(row)
        if kind == "note":
            return False
        if kind == "total":
            self.sum_row(row)
        elif kind == "subtotal":
            self.subtotal(row)
        elif kind == "page":
            return True
        elif self.outline:
            self.outline_row(row)
        else:
            self.level_row(row)
        return True

    def sum_row(self, row: int) -> None:
        first = self.layout.cells(row)[0][1]
        weight, points = self.figure(row, "weight"), self.figure(row, "points")
        if self.total is None and (weight or points):
            self.total = _Open(first, label(self.layout.text(first)), 0, weight, points)

    def subtotal(self, row: int) -> None:
        """A 小计 row sums the rows since the last one; under the first level column it sums the whole class."""
        first = self.layout.own(row)[0]
        level = 1 if first[1] <= self.columns.get("level1", 0) else max(self.open, default=1)
        sums = [group for group in self.groups if group.name == SUBTOTAL and group.depth == level]
        taken = {member for group in sums for member in group.members}
        whole = self.open[min(self.open)].members if self.open else []
        members = [member for member in whole if member not in taken]
        weight, points = self.figure(row, "weight"), self.figure(row, "points")
        self.groups.append(_Open(first, SUBTOTAL, level, weight, points, members=members))

    def level_row(self, row: int) -> None:
        for depth, concept in ((1, "level1"), (2, "level2")):
            self.enter(row, depth, concept)
        name, target, actual = self.words(row, "name"), self.entry(row, "target"), self.entry(row, "actual")
        stated = [entry for entry in (target, actual) if entry is not None and not entry.is_blank]
        if names_nothing(name) and all(names_nothing(entry.raw) for entry in stated):
            return
        self.add(row, name, target, actual)

    def enter(self, row: int, depth: int, concept: str) -> None:
        """Open the class named in a level column, if its label begins here."""
        column = self.columns.get(concept)
        if column is None:
            return
        cell = self.layout.anchor(row, column)
        current = self.open.get(depth)
        if current and current.cell == cell:
            return
        text = self.layout.text(cell)
        if is_placeholder(text):
            if text:
                self.open.pop(depth, None)
            return
        points = printed_points(text)
        weight = None if points is None else Traced(self.layout.place(cell), text, Decimal(points), "number")
        weight = weight or self.figure(row, f"weight_{concept}")
        if current and current.name == label(text) and _figure(current.weight) == _figure(weight):
            return  # a class that is not merged but printed again in each of its rows
        for deeper in [level for level in self.open if level >= depth]:
            del self.open[deeper]
        bonus = meaning(self.vocabulary.row, label(text)) == "bonus"
        self.open[depth] = _Open(cell, label(text), depth, weight, bonus=bonus)
        self.groups.append(self.open[depth])

    def depth(self, row: int) -> int | None:
        """The depth of an outline row by its number (一、 or （一）), None where it has no such number."""
        numbered = squeeze(self.words(row, "number")) or squeeze(self.words(row, "name"))
        return next((n for n, mark in enumerate(_outline(), 1) if mark.match(numbered)), None)

    def find_sections(self, rows: Sequence[int]) -> None:
        """Find the headings of a table without level columns that only their weights tell from items."""
        named = [row for row in rows if not names_nothing(self.words(row, "name"))]
        stating = {row for row in named if self.says(row)}
        if "weight" not in self.columns or len(stating) in {len(named), 0}:
            return
        seen, total = [], None
        for row in named:
            kind, weight = self.special(row), _figure(self.figure(row, "weight"))
            if kind == "note":
                break
            if kind == "total":
                total = weight
            ends = kind in _SUMS or weight is None or (row not in stating and self.depth(row) is not None)
            if kind != "page" and (ends or weight is not None):
                mark = self.words(row, "number") or self.words(row, "name")
                seen.append(Row(row, mark, _NONE if ends or weight is None else weight, row in stating, ends))
        self.sections = section_rows(seen, total)

    def outline_row(self, row: int) -> None:
        """A row of a table without level columns: an item, or a heading over items."""
        text = self.words(row, "name")
        depth = self.depth(row)
        if row in self.sections:
            numbered = (level for level, group in self.open.items() if group.cell[0] not in self.sections)
            self.open_outline(row, text, max(numbered, default=0) + 1)
            return
        if self.says(row):
            for closed in [level for level in self.open if depth and level >= depth]:
                del self.open[closed]
            self.add(row, text, self.entry(row, "target"), self.entry(row, "actual"))
        elif not names_nothing(text):
            if depth is None and meaning(self.vocabulary.row, text) == "bonus":
                depth = 1
            if depth is None and (printed_points(text) is None or "weight" not in self.columns):
                self.add(row, text, self.entry(row, "target"), self.entry(row, "actual"))
            else:
                self.open_outline(row, text, depth or 1)

    def says(self, row: int) -> bool:
        """Whether an outline row is an item: it states a criterion, a target or a result."""
        for column in self.statements:
            cell = self.layout.anchor(row, column)
            if cell[1] == column and not names_nothing(self.layout.text(cell)):
                return True
        return False

    def open_outline(self, row: int, text: str, depth: int) -> None:
        for deeper in [level for level in self.open if level >= depth]:
            del self.open[deeper]
        cell = self.layout.anchor(row, self.columns["name"])
        parent = any(group.bonus for group in self.open.values())
        bonus = parent or meaning(self.vocabulary.row, text) == "bonus"
        group = _Open(cell, label(text), depth, self.figure(row, "weight"), self.figure(row, "points"), bonus)
        self.open[depth] = group
        self.groups.append(group)

    def add(self, row: int, name: str, target: Traced | None, actual: Traced | None) -> None:
        position, bonus = len(self.indicators), meaning(self.vocabulary.row, label(name)) == "bonus"
        for group in self.open.values():
            group.members.append(position)
            bonus = bonus or group.bonus
        level1, level2 = self.open.get(1), self.open.get(2)
        cell = self.layout.anchor(row, self.naming)
        self.indicators.append(
            Indicator(
                self.layout.place(cell),
                label(name),
                level1.name if level1 else "",
                level2.name if level2 else "",
                target=self.measured(row, target),
                actual=self.measured(row, actual),
                weight=self.weight(row, cell, name),
                points=self.figure(row, "points"),
                reason=self.entry(row, "reason"),
                criteria=self.entry(row, "criteria"),
                bonus=bonus,
                sign=self.entry(row, "nature"),
                brief=self.entry(row, "brief"),
            )
        )

    def weight(self, row: int, cell: Cell, name: str) -> Traced | None:
        """The weight from its column, or printed in the name."""
        if "weight" in self.columns:
            return self.figure(row, "weight")
        points = printed_points(name)
        return None if points is None else Traced(self.layout.place(cell), name, Decimal(points), "number")

    def measured(self, row: int, entry: Traced | None) -> Traced | None:
        """A target or result with its quantity; sign and unit may stand in columns of their own."""
        if entry is None or entry.is_blank:
            return entry
        sign = self.words(row, "nature")
        sign = _DIRECTIONS.get(sign.removesuffix("指标"), sign)
        unit = self.words(row, "unit")
        percent = "%" if entry.percent else unit
        whole = entry.raw if entry.state != "number" else f"{sign}{entry.value}{percent}"
        quantity = read(whole)
        if quantity.operator is None and sign and entry.state != "number":
            quantity = read(f"{sign}{entry.raw}{unit if entry.state == 'digits' and not entry.percent else ''}")
        return Traced(entry.place, entry.raw, entry.value, entry.state, entry.formula, entry.percent, quantity)


def read_table(layout: Layout, vocabulary: Vocabulary, headers: Iterable[Header], rows: Iterable[int]) -> Table:
    """Read all rows of a form's indicator table; a header printed again after a page break is passed over."""
    first, *again = headers
    reader = _Reader(layout, vocabulary, first)
    repeated = {row for header in again for row in range(header.top, header.bottom + 1)}
    walked: set[int] = set(range(first.top, first.bottom + 1)) | repeated
    rows = [row for row in rows if row > first.bottom and row not in walked]
    if reader.outline:
        reader.find_sections(rows)
    for row in rows:
        if not reader.row(row):
            break
        walked.add(row)
    total = reader.total
    if total is not None:
        total.members = list(range(len(reader.indicators)))
    groups = tuple(group.done(layout) for group in reader.groups if group.members)
    return Table(tuple(reader.indicators), groups, total.done(layout) if total else None, frozenset(walked))
