"""One row of an indicator table seen through its columns, and what tells it from the notes around the table."""

from __future__ import annotations

from functools import cache, lru_cache

from xlplugin.engine.vocabulary import label, printed_points
from xlplugin.quantity import fold, names_nothing, read, squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Collection, Mapping

    from xlplugin.engine.layout import Cell, Layout, Stated
    from xlplugin.model import Traced
    from xlplugin.quantity import Quantity

__all__ = ["FIGURES", "ROW", "Line", "is_row", "standing"]

_DIRECTIONS = {"正向": "≥", "反向": "≤", "逆向": "≤", "负向": "≤"}
"""The direction of an indicator (指标方向) as the sign of its target."""

_SCORES = ("weight", "points")
_STATEMENTS = ("target", "actual")

_LEVELS = ("level1", "level2")
_CLASS = "指标"
"""What the classes of official tables end in."""
_LONGEST_CLASS = 20

ROW, FIGURES = "row", "figures"
"""How a row below a note may stand: as one of the table, or as another row that holds figures in its columns."""


@cache
def _outline() -> tuple[re.Pattern[str], ...]:
    """Numbering of first- and second-level headings in a table without level columns; everything else is deeper."""
    import re  # noqa: PLC0415  many forms have no such table

    return re.compile(r"[一二三四五六七八九十]+(?:、|$)"), re.compile(r"\([一二三四五六七八九十]+\)")


@lru_cache(maxsize=4096)
def _depth(numbered: str) -> int | None:
    """The depth of a heading by the number that it begins with."""
    return next((depth for depth, mark in enumerate(_outline(), 1) if mark.match(numbered)), None)


class Line:
    """One row seen through the columns of its table: ``cells`` holds what is seen in each, by what it means."""

    __slots__ = ("cells", "columns", "layout", "row")

    def __init__(self, layout: Layout, row: int, columns: Mapping[str, int]) -> None:
        """See a row of a sheet through some columns, given by what they mean."""
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

    def holds(self, concept: str) -> bool:
        """Whether a cell of this row and column alone is seen there, blank or not; none that is merged from beside."""
        return self.cells.get(concept) == (self.row, self.columns.get(concept))

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


def standing(line: Line, labels: Mapping[str, str], note: int = 0) -> str:
    """How a row stands in its table where nothing above tells: ``ROW``, ``FIGURES``, or empty where no figure is in it.

    ``labels`` are the wordings of rows that are no indicator. A row of the table states a full mark or points and
    something more of its own, or a target that is more than a bare number, or stands in a class; figures behind a label
    of their own (联系电话：) or at the end of a sentence are none of the table. Below the row of a ``note`` a label
    that goes on beside it proves that the table does, too.
    """
    if note and (_begins_class(line) or _goes_on(line, note)):
        return ROW
    scores = [concept for concept in _SCORES if _scored(line, concept, labels)]
    stated = [concept for concept in _STATEMENTS if _stated(line, concept, labels)]
    named = not names_nothing(line.words("name"))
    own = named and line.holds("name")
    if own and "weight" not in line.columns and printed_points(line.words("name")):
        scores.append("name")
    if not scores:
        return _by_statements(line, stated, own=own)
    count = len(scores) + len(stated)
    said = count > 1 or (line.holds("criteria") and not names_nothing(line.words("criteria")))
    if (own and said) or (named and stated) or count > len(_STATEMENTS):
        return ROW
    return FIGURES if own or count > 1 or not _beside_words(line, scores[0]) else ""


def is_row(line: Line, labels: Mapping[str, str], *, labelled: bool = False) -> bool:
    """Whether a row is one of the table although it begins with a note (注：以上为主要产出) or a page number.

    Where it begins with a known label (备注, 联系人) left of the name, only full marks or classes beside a target or a
    result say so.
    """
    if not line.holds("name"):
        return False
    stated = any(_stated(line, concept, labels) for concept in _STATEMENTS)
    scored = any(_scored(line, concept, labels) for concept in _SCORES)
    if (stated or (scored and line.words("name"))) and (_begins_class(line) or _goes_on(line, line.row)):
        return True
    if labelled and not (stated and scored):
        return False
    return standing(line, labels) == ROW


def _begins_class(line: Line) -> bool:
    """Whether a class (数量指标, 过程（30分）) is named in a level column of this row."""
    levels = [text for level in _LEVELS if line.holds(level) and len(text := line.words(level)) <= _LONGEST_CLASS]
    return any(label(text).endswith(_CLASS) or printed_points(text) for text in levels)


def _goes_on(line: Line, note: int) -> bool:
    """Whether a label left of the name goes on from above the note, over a row that is no line of words itself."""
    name = line.cells.get("name")
    if name is None or (name[0] == line.row and not line.holds("name")):
        return False
    return any(cell[0] < note for column, cell in line.layout.cells(line.row) if column < line.columns["name"])


def _scored(line: Line, concept: str, labels: Mapping[str, str]) -> bool:
    entry = line.figure(concept)
    return entry is not None and entry.value is not None and not _labelled(line, concept, labels)


def _stated(line: Line, concept: str, labels: Mapping[str, str]) -> bool:
    return line.holds(concept) and not names_nothing(line.words(concept)) and not _labelled(line, concept, labels)


def _left(line: Line, concept: str) -> Cell | None:
    """The filled cell of this row next to the left of a column."""
    own = line.layout.own(line.row)
    return next((cell for cell in reversed(own) if cell[1] < line.columns[concept]), None)


def _labelled(line: Line, concept: str, labels: Mapping[str, str]) -> bool:
    """Whether an entry answers the label to its left (联系电话), and no column."""
    left = _left(line, concept)
    if left is None:
        return False
    if line.layout.meaning(left, labels) == "note":
        return True
    return left[1] != line.columns.get("name") and fold(line.layout.text(left)).rstrip().endswith(":")


def _beside_words(line: Line, concept: str) -> bool:
    """Whether a figure stands right beside words that belong to no column of their own."""
    left = _left(line, concept)
    return left is not None and line.layout.span(left).right + 1 == line.columns[concept]


def _by_statements(line: Line, stated: Collection[str], *, own: bool) -> str:
    """How a row without a full mark and points stands."""
    if len(stated) < sum(concept in line.columns for concept in _STATEMENTS) or not stated:
        return ""
    entries = [entry for concept in stated if (entry := line.measured(concept))]
    quantities = [entry.quantity for entry in entries if entry.quantity and entry.quantity.value is not None]
    if own and any(quantity.operator or quantity.unit for quantity in quantities):
        return ROW
    return FIGURES if len(quantities) == len(entries) else ""
