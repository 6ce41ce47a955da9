"""From budget tables to budget lines: tables with one line of money per row, and what all tables share."""

from __future__ import annotations

from xlplugin.engine.vocabulary import label, meaning, printed_unit
from xlplugin.model import BudgetLine, UnitLabel
from xlplugin.quantity import fold
from xlplugin.record import field, record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xlplugin.engine.header import Header
    from xlplugin.engine.layout import Cell, Layout
    from xlplugin.engine.vocabulary import Vocabulary
    from xlplugin.model import Traced

__all__ = ["AMOUNTS", "Budget", "read_rows"]

AMOUNTS = frozenset(("initial", "adjusted", "executed", "received"))
"""Measures whose header may print the unit of the whole line."""

_NOTE = 16
"""Longest text of a note such as （单位：万元）."""


@record(frozen=False)
class Budget:
    """The budget lines of a form as they are found, the units its labels print, and the rows taken up."""

    layout: Layout
    vocabulary: Vocabulary
    general_unit: str = ""
    lines: list[BudgetLine] = field(default_factory=list)
    units: list[UnitLabel] = field(default_factory=list)
    rows: set[int] = field(default_factory=set)

    def general(self, rows: Iterable[int]) -> str:
        """The unit of a note above the tables (单位：万元), which holds where a table prints none."""
        for row in rows:
            for _, cell in self.layout.cells(row):
                text = self.layout.text(cell)
                if "单位" in text and len(text) < _NOTE and (unit := printed_unit(text)):
                    return unit
        return ""

    def unit(self, cells: Iterable[Cell], block: str) -> str:
        """The first unit printed in some labels; every printed unit is kept as a label of the form."""
        first = ""
        known = {mark.place for mark in self.units}
        for cell in cells:
            text = self.layout.text(cell)
            unit = printed_unit(text)
            place = self.layout.place(cell)
            if unit and place not in known:
                self.units.append(UnitLabel(place, label(text), unit, block))
            first = first or unit
        return first

    def block(self, row: int, left_of: int) -> tuple[Cell | None, str]:
        """The label merged over the rows of a table, and its name."""
        for _, cell in self.layout.cells(row):
            area = self.layout.span(cell)
            if area.bottom > area.top and area.right < left_of:
                return cell, label(self.layout.text(cell))
        return None, ""

    def source(self, text: str) -> str:
        """The role of a line: a known source of money, else its own name."""
        return meaning(self.vocabulary.source, text) or label(text)

    def add(self, cell: Cell, unit: str, block: str, figures: dict[str, Traced], *, columnwise: bool = False) -> None:
        """Keep one line."""
        text = self.layout.text(cell)
        own = unit or printed_unit(text) or self.general_unit
        place = self.layout.place(cell)
        name = label(text).rstrip("：:")
        self.lines.append(BudgetLine(place, name, self.source(text), block, own, figures, columnwise))


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
    lines = range(header.top, header.bottom + 1)
    beside = [cell for row in lines for column, cell in layout.cells(row) if column < first]
    unit = unit or budget.unit(beside, block)
    budget.rows.update(lines)
    for row in rows:
        labels = [cell for column, cell in layout.cells(row) if column < first and cell != block_cell]
        name = _name(layout, header, row, labels) or _only_line(budget, header, row, block_cell)
        if name is None or not _belongs(budget, row, block_cell, name, figures):
            break
        entries = ((concept, layout.own_entry(row, column)) for concept, column in figures.items())
        found = {concept: entry for concept, entry in entries if entry is not None}
        budget.rows.add(row)
        if _is_prose(layout.text(name), (found[one] for one in found.keys() & AMOUNTS)):
            continue
        _keep(budget, name, labels, unit, block, found)
        if name == block_cell:
            budget.lines[-1] = replace(budget.lines[-1], source="total")


def _name(layout: Layout, header: Header, row: int, labels: Sequence[Cell]) -> Cell | None:
    """The cell that names a line: in the column headed so, else the last filled cell left of the figures."""
    column = header.columns.get("line")
    if column is not None and (row, column) in layout.grid.values:
        return row, column
    return labels[-1] if labels and labels[-1][0] == row else None


def _is_prose(name: str, found: Iterable[Traced]) -> bool:
    """Whether a row tells its figures in words: 其他资金：0, or labels (按支出性质分：) in the columns of figures."""
    told = fold(name).partition(":")[2]
    return told.strip()[:1].isdigit() or any(entry.state == "text" and ":" in fold(entry.raw) for entry in found)


def _only_line(budget: Budget, header: Header, row: int, block: Cell | None) -> Cell | None:
    """The label merged over header and figures, which names a table of a single line (项目资金 | 预算数 | 执行数)."""
    if block is None or row != header.bottom + 1 or budget.layout.span(block).bottom != row:
        return None
    return block


def _belongs(budget: Budget, row: int, block: Cell | None, name: Cell, columns: dict[str, int]) -> bool:
    """Whether a row still is a line of the table."""
    layout = budget.layout
    if block is not None:
        return row <= layout.span(block).bottom
    if layout.meaning(name, budget.vocabulary.source):
        return True
    return any(layout.traced((row, column)).value is not None for column in columns.values())


def _keep(
    budget: Budget, name: Cell, labels: Sequence[Cell], unit: str, block: str, figures: dict[str, Traced]
) -> None:
    """Keep a line, under its own part of the table where a label between block and name spans several rows.

    The total of such a part (项目支出: 年度资金总额) is a component of the whole table too;
    its points, if any, count there only once.
    """
    layout = budget.layout
    part = next((cell for cell in labels if cell != name and layout.span(cell).bottom > layout.span(cell).top), None)
    if part is None:
        budget.add(name, unit, block, figures)
        return
    title = label(layout.text(part))
    budget.add(name, unit, f"{block}/{title}", figures)
    if budget.lines[-1].source == "total":
        amounts = {concept: entry for concept, entry in figures.items() if concept not in {"weight", "points"}}
        place = layout.place(name)
        role = budget.source(layout.text(part))
        budget.lines.append(BudgetLine(place, title, role, block, budget.lines[-1].unit, amounts))
