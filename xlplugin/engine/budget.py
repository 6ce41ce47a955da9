"""From budget tables to budget lines: tables with one line of money per row, and what all tables share."""

from __future__ import annotations

from xlplugin.engine.amounts import MONEY, UNITS
from xlplugin.engine.vocabulary import first_known, label, meaning, printed_unit
from xlplugin.model import BudgetLine, UnitLabel
from xlplugin.quantity import fold, squeeze
from xlplugin.record import field, record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from xlplugin.engine.header import Header
    from xlplugin.engine.layout import Cell, Layout
    from xlplugin.engine.vocabulary import Vocabulary
    from xlplugin.model import Traced

__all__ = ["AMOUNTS", "Budget", "read_rows"]

AMOUNTS = frozenset(("initial", "adjusted", "executed", "received"))
"""Measures whose header may print the unit of the whole line."""

_WHOLE = {"百": "百元", "千": "千元", "万": "万元", "百万": "百万元", "千万": "千万元", "亿": "亿元"}
"""Units of money as they are meant where 元 is left out; their labels are kept as printed."""

_NOTE = 16
"""Longest text of a note such as （单位：万元）."""


@record(frozen=False)
class Budget:
    """The budget lines of a form as they are found, the units that labels print, their cells, and the rows taken up.

    ``marks`` are the labels that print another unit than that of the line, by position of the line and by measure.
    """

    layout: Layout
    vocabulary: Vocabulary
    general_unit: str = ""
    lines: list[BudgetLine] = field(default_factory=list)
    units: list[UnitLabel] = field(default_factory=list)
    marked: set[Cell] = field(default_factory=set)
    rows: set[int] = field(default_factory=set)
    marks: dict[int, dict[str, tuple[Cell, str]]] = field(default_factory=dict)

    def general(self, rows: Iterable[int]) -> str:
        """The unit of a note above the tables (单位：万元), which holds where a table prints none."""
        values = self.layout.grid.values
        for row in rows:
            for _, cell in self.layout.cells(row):
                text = values[cell]
                if isinstance(text, str) and len(text) < _NOTE and "单位" in text and (unit := printed_unit(text)):
                    return _WHOLE.get(unit, unit)
        return ""

    def unit(self, cells: Iterable[Cell], block: str) -> str:
        """The first unit printed in some labels; every printed unit is kept as a label of the form."""
        first = ""
        printed = [(cell, text, unit) for cell in cells if (unit := printed_unit(text := self.layout.text(cell)))]
        for cell, text, unit in printed:
            if cell not in self.marked:
                self.units.append(UnitLabel(self.layout.place(cell), label(text), unit, block))
            first = first or unit
        self.marked.update(cell for cell, _, _ in printed)
        return _WHOLE.get(first, first)

    def units_of(self, cells: Mapping[str, Cell]) -> dict[str, tuple[Cell, str]]:
        """The labels of measures that print a unit, with it."""
        printed = ((concept, cell, printed_unit(self.layout.text(cell))) for concept, cell in cells.items())
        return {concept: (cell, _WHOLE.get(unit, unit)) for concept, cell, unit in printed if unit}

    def unit_cell(self, row: int, name: Cell, block: str) -> dict[str, tuple[Cell, str]]:
        """The unit that stands in a cell of its own, as that of all amounts of a row; it is kept as a label, too."""
        values = self.layout.grid.values
        for _, cell in self.layout.cells(row):
            unit = values[cell]
            if isinstance(unit, str) and (unit := unit.strip()) in UNITS:
                self.units.append(UnitLabel(self.layout.place(cell), label(self.layout.text(name)), unit, block))
                self.marked.add(cell)
                return dict.fromkeys(MONEY, (cell, unit))
        return {}

    def block(self, row: int, left_of: int) -> tuple[Cell | None, str]:
        """The label merged over the rows of a table, and its name."""
        for _, cell in self.layout.cells(row):
            area = self.layout.span(cell)
            if area.bottom > area.top and area.right < left_of:
                return cell, label(self.layout.text(cell))
        return None, ""

    def is_note(self, row: int) -> bool:
        """Whether a row begins like a note (注：……), such as people write between the lines of a table."""
        own = self.layout.own(row)
        if not own:
            return False
        known = self.vocabulary.row
        plain = self.layout.words.get(own[0]) or (squeeze(self.layout.text(own[0])[:_NOTE]),)
        concept = first_known(known, plain)
        return (concept or known.get(plain[0].partition(":")[0])) == "note"

    def source(self, text: str) -> str:
        """The role of a line: a known source of money, else its own name."""
        return meaning(self.vocabulary.source, text) or label(text)

    def add(
        self,
        cell: Cell,
        unit: str,
        block: str,
        figures: dict[str, Traced],
        units: Mapping[str, tuple[Cell, str]] | None = None,
        *,
        columnwise: bool = False,
    ) -> None:
        """Keep one line. ``unit`` is that of the table, ``units`` what the labels of its measures or its row print."""
        text = self.layout.text(cell)
        own = self.unit([cell], block)
        marks = {**(units or {}), **(dict.fromkeys(MONEY, (cell, own)) if own else {})}
        before = (line.unit for line in self.lines if line.block == block and line.unit)
        common = unit or self.general_unit or next(before, "") or next((mark[1] for mark in marks.values()), "")
        if any(mark[1] != common for mark in marks.values()):
            self.marks[len(self.lines)] = marks
        place = self.layout.place(cell)
        name = label(text).rstrip("：:")
        self.lines.append(BudgetLine(place, name, self.source(text), block, common, figures, columnwise))


def read_rows(budget: Budget, header: Header, rows: Sequence[int]) -> None:
    """Read a table with one line of money per row."""
    layout = budget.layout
    figures = {concept: column for concept, column in header.columns.items() if concept != "line"}
    first = min(figures.values())
    block_cell, block = budget.block(header.bottom, first)
    amounts = [header.cells[concept] for concept in figures if concept in AMOUNTS]
    others = [header.cells[concept] for concept in figures if concept not in AMOUNTS]
    unit = budget.unit(amounts, block)
    budget.unit(others, block)
    units = budget.units_of({concept: header.cells[concept] for concept in figures})
    lines = range(header.top, header.bottom + 1)
    beside = [cell for row in lines for column, cell in layout.cells(row) if column < first]
    unit = unit or budget.unit(beside, block)
    budget.rows.update(lines)
    notes = 0
    for row in rows:
        labels = [cell for column, cell in layout.cells(row) if column < first and cell != block_cell]
        name = _name(layout, header, row, labels) or _only_line(budget, header.bottom + notes, row, block_cell)
        if name is None or not _belongs(budget, row, block_cell, name, figures, noted=notes > 0):
            if not budget.is_note(row):
                break
            notes += 1
            continue
        entries = ((concept, layout.own_entry(row, column)) for concept, column in figures.items())
        found = {concept: entry for concept, entry in entries if entry is not None}
        if all(entry.value is None for entry in found.values()) and budget.is_note(row):
            notes += 1
            continue
        budget.rows.add(row)
        if _is_prose(layout.text(name), (found[one] for one in found.keys() & AMOUNTS)):
            continue
        _keep(budget, name, labels, unit, block, found, {**units, **budget.unit_cell(row, name, block)})
        if name == block_cell:
            budget.lines[-1] = replace(budget.lines[-1], source="total")


def _name(layout: Layout, header: Header, row: int, labels: Sequence[Cell]) -> Cell | None:
    """The cell that names a line: in the column headed so, else the last filled cell left of the figures."""
    column = header.columns.get("line")
    if column is not None and (row, column) in layout.grid.values:
        return row, column
    named = [cell for cell in labels if layout.text(cell).strip() not in UNITS]
    return named[-1] if named and named[-1][0] == row else None


def _is_prose(name: str, found: Iterable[Traced]) -> bool:
    """Whether a row tells its figures in words: 其他资金：0, or labels (按支出性质分：) in the columns of figures."""
    told = fold(name).partition(":")[2]
    return told.strip()[:1].isdigit() or any(entry.state == "text" and ":" in fold(entry.raw) for entry in found)


def _only_line(budget: Budget, above: int, row: int, block: Cell | None) -> Cell | None:
    """The label merged over header and figures, which names a table of a single line (项目资金 | 预算数 | 执行数)."""
    if block is None or row != above + 1 or budget.layout.span(block).bottom != row:
        return None
    return block


def _belongs(
    budget: Budget, row: int, block: Cell | None, name: Cell, columns: Mapping[str, int], *, noted: bool
) -> bool:
    """Whether a row still is a line of the table; below a note (``noted``) one figure alone does not say so."""
    layout = budget.layout
    if block is not None:
        return row <= layout.span(block).bottom
    if layout.meaning(name, budget.vocabulary.source):
        return True
    return sum(layout.traced((row, column)).value is not None for column in columns.values()) > noted


def _keep(
    budget: Budget,
    name: Cell,
    labels: Sequence[Cell],
    unit: str,
    block: str,
    figures: dict[str, Traced],
    units: Mapping[str, tuple[Cell, str]],
) -> None:
    """Keep a line, under its own part of the table where a label between block and name spans several rows.

    The total of such a part (项目支出: 年度资金总额) is a component of the whole table too;
    its points, if any, count there only once.
    """
    layout = budget.layout
    part = next((cell for cell in labels if cell != name and layout.span(cell).bottom > layout.span(cell).top), None)
    if part is None:
        budget.add(name, unit, block, figures, units)
        return
    title = label(layout.text(part))
    budget.add(name, unit, f"{block}/{title}", figures, units)
    if budget.lines[-1].source == "total":
        amounts = {concept: entry for concept, entry in figures.items() if concept not in {"weight", "points"}}
        place = layout.place(name)
        role = budget.source(layout.text(part))
        if len(budget.lines) - 1 in budget.marks:
            budget.marks[len(budget.lines)] = budget.marks[len(budget.lines) - 1]
        budget.lines.append(BudgetLine(place, title, role, block, budget.lines[-1].unit, amounts))
