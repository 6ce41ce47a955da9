"""From budget tables to budget lines, whichever way the table is turned."""

from __future__ import annotations

from dataclasses import dataclass

from xlplugin.engine.vocabulary import label, meaning, printed_unit
from xlplugin.model import BudgetLine, UnitLabel

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlplugin.engine.header import Header
    from xlplugin.engine.layout import Cell, Layout
    from xlplugin.engine.vocabulary import Vocabulary
    from xlplugin.model import Traced

__all__ = ["Budget", "read_budget"]

_TURNED = frozenset(("initial", "adjusted", "executed", "received"))


@dataclass(frozen=True, slots=True)
class Budget:
    """All budget lines of a form, the units its labels print, and the rows they take up."""

    lines: tuple[BudgetLine, ...]
    units: tuple[UnitLabel, ...]
    rows: frozenset[int]


class _Reader:
    def __init__(self, layout: Layout, vocabulary: Vocabulary, general_unit: str) -> None:
        self.layout = layout
        self.vocabulary = vocabulary
        self.general_unit = general_unit
        self.lines: list[BudgetLine] = []
        self.units: list[UnitLabel] = []
        self.rows: set[int] = set()

    def note_unit(self, cell: Cell, block: str) -> str:
        text = self.layout.text(cell)
        unit = printed_unit(text)
        known = {mark.place for mark in self.units}
        if unit and self.layout.place(cell) not in known:
            self.units.append(UnitLabel(self.layout.place(cell), label(text), unit, block))
        return unit

    def block(self, row: int, left_of: int) -> tuple[Cell | None, str]:
        """The label merged over the rows of a block, and its name."""
        for _, cell in self.layout.cells(row):
            area = self.layout.span(cell)
            if area.left < left_of and area.bottom > area.top and area.right < left_of:
                return cell, label(self.layout.text(cell))
        return None, ""

    def source(self, text: str) -> str:
        return meaning(self.vocabulary.source, text) or label(text)

    def rowwise(self, header: Header, rows: Sequence[int]) -> None:
        """A table with one line of money per row."""
        first = min(header.columns.values())
        block_cell, block = self.block(header.bottom, first)
        unit = ""
        for concept in header.columns:
            found = self.note_unit(header.cells[concept], block)
            if concept in _TURNED:
                unit = unit or found
        if block_cell:
            unit = unit or self.note_unit(block_cell, block)
        self.rows.update(range(header.top, header.bottom + 1))
        for row in rows:
            name = self.row_label(row, first, block_cell)
            if name is None or not self.belongs(row, block_cell, name, header):
                break
            entries = ((concept, self.layout.own_entry(row, column)) for concept, column in header.columns.items())
            figures = {concept: entry for concept, entry in entries if entry is not None}
            text = self.layout.text(name)
            place = self.layout.place(name)
            line_unit = unit or printed_unit(text) or self.general_unit
            self.lines.append(BudgetLine(place, label(text), self.source(text), block, line_unit, figures))
            self.rows.add(row)

    def row_label(self, row: int, first: int, block: Cell | None) -> Cell | None:
        """The label of a line: the last filled cell left of the figures."""
        left = [cell for column, cell in self.layout.cells(row) if column < first and cell != block]
        return left[-1] if left and left[-1][0] == row else None

    def belongs(self, row: int, block: Cell | None, name: Cell, header: Header) -> bool:
        """Whether a row still is a line of the table that began with this header."""
        if block is not None:
            return row <= self.layout.span(block).bottom
        if meaning(self.vocabulary.source, self.layout.text(name)):
            return True
        return any(self.layout.traced((row, column)).value is not None for column in header.columns.values())

    def turned(self, rows: Sequence[int]) -> None:
        """A table with one line of money per column: measures down the side, sources along the top."""
        top, *body = rows
        label_cells = [self.measure(row) for row in body]
        side = max(cell[1] for cell, _ in label_cells)
        block_cell, block = self.block(body[0], side)
        for cell, _ in label_cells:
            self.note_unit(cell, block)
        unit = next((printed_unit(self.layout.text(cell)) for cell, concept in label_cells if concept in _TURNED), "")
        unit = unit or (self.note_unit(block_cell, block) if block_cell else "") or self.general_unit
        for column, cell in self.layout.cells(top):
            if column <= side or cell[0] != top:
                continue
            figures: dict[str, Traced] = {}
            for row, (_, concept) in zip(body, label_cells, strict=True):
                entry = self.layout.own_entry(row, column)
                if entry is not None:
                    figures.setdefault(concept, entry)
            text = self.layout.text(cell)
            place = self.layout.place(cell)
            self.lines.append(BudgetLine(place, label(text), self.source(text), block, unit, figures, columnwise=True))
        self.rows.update(rows)

    def measure(self, row: int) -> tuple[Cell, str]:
        """The one label of a row that names a measure."""
        (found,) = self.measures(row)
        return found

    def measures(self, row: int) -> list[tuple[Cell, str]]:
        cells = (cell for _, cell in self.layout.cells(row) if cell[0] == row)
        named = ((cell, meaning(self.vocabulary.budget, self.layout.text(cell))) for cell in cells)
        return [(cell, concept) for cell, concept in named if concept]

    def is_turned(self, row: int) -> bool:
        """Whether a row is one of a turned table: it names exactly one measure."""
        return row not in self.rows and len(self.measures(row)) == 1

    def turned_tables(self, rows: Sequence[int]) -> Iterator[list[int]]:
        """Runs of turned rows, each with the header row of sources above it."""
        position = 1
        while position < len(rows):
            run = position
            while run < len(rows) and self.is_turned(rows[run]):
                run += 1
            if run - position > 1 and self.heads_sources(rows[position - 1]):
                yield list(rows[position - 1 : run])
            position = max(run, position + 1)

    def heads_sources(self, row: int) -> bool:
        texts = [self.layout.text(cell) for _, cell in self.layout.cells(row) if cell[0] == row]
        return sum(meaning(self.vocabulary.source, text) is not None for text in texts) > 1


def read_budget(
    layout: Layout, vocabulary: Vocabulary, headers: Sequence[Header], rows: Sequence[int], taken: frozenset[int]
) -> Budget:
    """Read every budget table of a form; ``taken`` are the rows of its indicator table."""
    free = [row for row in rows if row not in taken]
    general = next(
        (unit for row in free[:8] for _, cell in layout.cells(row) if (unit := _general(layout.text(cell)))), ""
    )
    reader = _Reader(layout, vocabulary, general)
    for position, header in enumerate(headers):
        end = headers[position + 1].top if position + 1 < len(headers) else rows[-1] + 1
        reader.rowwise(header, [row for row in free if header.bottom < row < end])
    for run in reader.turned_tables(free):
        reader.turned(run)
    return Budget(tuple(reader.lines), tuple(reader.units), frozenset(reader.rows))


def _general(text: str) -> str:
    """The unit of a note such as 单位：万元, which holds for the whole form."""
    return printed_unit(text) if "单位" in text and len(text) < 16 else ""  # noqa: PLR2004  a note, not a label with a name
