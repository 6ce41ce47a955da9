"""Budget tables that have no header of measures: turned ones, and plain lists of sources with their amounts."""

from __future__ import annotations

from xlplugin.engine.budget import AMOUNTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlplugin.engine.budget import Budget
    from xlplugin.engine.layout import Cell, Layout
    from xlplugin.model import Traced

__all__ = ["read_lists", "read_turned"]

PLAIN = "adjusted"
"""What an amount is that stands beside 年度资金总额 without any header: the budget of the year as it is now."""


def _measures(budget: Budget, row: int) -> list[tuple[Cell, str]]:
    """The labels of a row that name a measure (预算额, 执行额 …)."""
    named = _named(budget.layout, row, budget.vocabulary.budget)
    return [(cell, concept) for cell, concept in named if concept != "line"]


def _only_measure(budget: Budget, row: int) -> tuple[Cell, str] | None:
    """The label of a free row that names a measure, None where none does or several do."""
    measures = [] if row in budget.rows else _measures(budget, row)
    return measures[0] if len(measures) == 1 else None


def _sources(budget: Budget, row: int) -> list[tuple[Cell, str]]:
    """The labels of a row that name a source of money (合计, 财政拨款 …)."""
    return _named(budget.layout, row, budget.vocabulary.source)


def _named(layout: Layout, row: int, table: Mapping[str, str]) -> list[tuple[Cell, str]]:
    """The labels of a row that a lookup knows, with their concepts."""
    return [(cell, concept) for cell in layout.own(row) if (concept := layout.meaning(cell, table))]


def read_turned(budget: Budget, rows: Sequence[int]) -> None:
    """Read tables with one line of money per column: measures down the side, sources along the top."""
    position = 1
    while position < len(rows):
        labels: list[tuple[Cell, str]] = []
        while position + len(labels) < len(rows) and (label := _only_measure(budget, rows[position + len(labels)])):
            labels.append(label)
        if len(labels) > 1 and len(_sources(budget, rows[position - 1])) > 1:
            _read_columns(budget, rows[position - 1], labels)
        position += max(len(labels), 1)


def _read_columns(budget: Budget, top: int, labels: Sequence[tuple[Cell, str]]) -> None:
    """Read a turned table: its sources stand in the row ``top``, its measures are the ``labels`` of the rows below."""
    layout = budget.layout
    side = max(cell[1] for cell, _ in labels)
    block_cell, block = budget.block(labels[0][0][0], side)
    unit = budget.unit([cell for cell, concept in labels if concept in AMOUNTS], block)
    budget.unit([cell for cell, _ in labels], block)
    unit = unit or (budget.unit([block_cell], block) if block_cell else "")
    units = budget.units_of({concept: cell for cell, concept in labels})
    beside = {concept: budget.unit_cell(cell[0], cell, block).get(concept) for cell, concept in labels}
    units |= {concept: mark for concept, mark in beside.items() if mark}
    taken = {mark[0][1] for mark in beside.values() if mark}
    for column, cell in layout.cells(top):
        if column <= side or column in taken or cell[0] != top or layout.meaning(cell, budget.vocabulary.row) == "note":
            continue
        figures: dict[str, Traced] = {}
        for (row, _), concept in labels:
            entry = layout.own_entry(row, column)
            if entry is not None:
                figures.setdefault(concept, entry)
        budget.add(cell, unit, block, figures, units, columnwise=True)
    budget.rows.update((top, *(row for (row, _), _ in labels)))


def read_lists(budget: Budget, rows: Sequence[int]) -> None:
    """Read lists of sources that only state an amount each: beside the label, or beneath it."""
    for position, row in enumerate(rows):
        if row in budget.rows:
            continue
        sources = _sources(budget, row)
        if not sources or sources[0][1] != "total":
            continue
        if len(sources) > 1 and position + 1 < len(rows):
            _read_beneath(budget, row, rows[position + 1 : position + 3], [cell for cell, _ in sources])
        elif len(sources) == 1:
            _read_beside(budget, rows[position:], sources[0][0])


def _read_beneath(budget: Budget, row: int, below: Sequence[int], cells: Sequence[Cell]) -> None:
    """One row of amounts under their sources; several rows are a table of something else (任务名称, 金额)."""
    layout = budget.layout
    lines = [[layout.own_entry(line, cell[1]) for cell in cells] for line in below]
    stated = [any(entry is not None and entry.value is not None for entry in line) for line in lines]
    if stated not in ([True], [True, False]):
        return
    entries = lines[0]
    block_cell, block = budget.block(row, cells[0][1])
    unit = budget.unit([*cells, *([block_cell] if block_cell else [])], block)
    for cell, entry in zip(cells, entries, strict=True):
        if entry is not None:
            budget.add(cell, unit, block, {PLAIN: entry}, columnwise=True)
    budget.rows.update((row, below[0]))


def _read_beside(budget: Budget, rows: Sequence[int], first: Cell) -> None:
    """A total and its components in consecutive rows, each with its amount to the right."""
    layout = budget.layout
    run: list[tuple[Cell, Traced]] = []
    for row in rows:
        sources = [cell for cell, _ in _sources(budget, row) if cell[1] == first[1]]
        if row in budget.rows or len(sources) != 1:
            break
        run.append((sources[0], layout.entry(row, layout.right_of(sources[0]))))
    if len(run) < 2 or all(entry.value is None for _, entry in run):  # noqa: PLR2004  a total alone is no table
        return
    block_cell, block = budget.block(first[0], first[1])
    unit = budget.unit([*(cell for cell, _ in run), *([block_cell] if block_cell else [])], block)
    for cell, entry in run:
        budget.add(cell, unit, block, {PLAIN: entry})
    budget.rows.update(cell[0] for cell, _ in run)
