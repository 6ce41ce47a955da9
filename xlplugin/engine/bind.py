"""From a region of a sheet to the Form that stands there."""

from __future__ import annotations

from bisect import bisect_left

from xlplugin.engine.amounts import in_one_unit
from xlplugin.engine.budget import Budget, read_rows
from xlplugin.engine.identity import read_choices, read_identity
from xlplugin.engine.indicators import Table, read_table, unread_rows
from xlplugin.engine.passages import read_passages
from xlplugin.engine.recognise import reread
from xlplugin.engine.shares import in_points
from xlplugin.engine.turned import read_lists, read_turned
from xlplugin.engine.vocabulary import label
from xlplugin.model import Form

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlplugin.engine.layout import Layout
    from xlplugin.engine.recognise import Region
    from xlplugin.engine.vocabulary import Vocabulary
    from xlplugin.model import Edition, Traced
    from xlplugin.place import Place

__all__ = ["bind", "left_over"]


def bind(layout: Layout, vocabulary: Vocabulary, region: Region, edition: Edition | None) -> Form:
    """Read the form of a region by what its headers and labels mean.

    Addresses are those of the sheet as it is: inserted rows, moved columns and leading blanks change nothing else.
    """
    words = vocabulary.with_columns(edition.columns) if edition else vocabulary
    region = region if words is vocabulary else reread(layout, words, region)
    budget_tops = [header.top for header in region.budgets]
    first = region.tables[0].top if region.tables else region.rows[-1] + 1
    end = min((top for top in budget_tops if top > first), default=region.rows[-1] + 1)
    table_rows = region.rows[: bisect_left(region.rows, end)]
    table = read_table(layout, words, region.tables, table_rows) if region.tables else Table((), (), None, frozenset())
    among = {row for row in table.unread if row < max(table.rows)}
    budget = _budget(layout, words, region, table.rows | among if among else table.rows)
    outside = [row for row in region.rows if row not in table.rows and row not in budget.rows]
    unread = [row for row in table.unread if row not in budget.rows]
    if end <= region.rows[-1]:
        unread += unread_rows(layout, words, region.tables, [row for row in outside if row >= end])
    header = region.tables[0] if region.tables else None
    choices = read_choices(layout, words, outside)
    form = Form(
        sheet=layout.grid.name,
        title=region.title,
        place=layout.place(region.title_cell),
        edition=edition,
        year=region.year,
        identity=read_identity(layout, words, region, outside),
        indicators=table.indicators,
        groups=table.groups,
        total=table.total,
        budget=tuple(in_one_unit(budget.lines, budget.marks) if budget.marks else budget.lines),
        choices=choices,
        units=tuple(budget.units),
        columns={concept: layout.place(cell) for concept, cell in header.cells.items()} if header else {},
        headers={concept: label(layout.text(cell)) for concept, cell in header.cells.items()} if header else {},
        faulty=_faulty(layout, region),
        unread=tuple([layout.place(layout.own(row)[0]) for row in unread]),
        texts=read_passages(layout, words, region.rows, table.rows, [choice.place for choice in choices]),
    )
    return in_points(form)


def left_over(layout: Layout, vocabulary: Vocabulary, regions: Sequence[Region]) -> tuple[Place, ...]:
    """Rows under a title without a header of its own that stand as rows of the table above them."""
    taken = {row for region in regions for row in region.rows}
    rest = [row for row in layout.rows if row not in taken]
    rows: list[int] = []
    for position, region in enumerate(regions):
        end = regions[position + 1].rows[0] if position + 1 < len(regions) else layout.rows[-1] + 1
        rows += unread_rows(layout, vocabulary, region.tables, [row for row in rest if region.rows[-1] < row < end])
    return tuple([layout.place(layout.own(row)[0]) for row in rows])


def _budget(layout: Layout, vocabulary: Vocabulary, region: Region, taken: frozenset[int]) -> Budget:
    """All budget tables of a region; ``taken`` are the rows of its indicator table."""
    free = [row for row in region.rows if row not in taken]
    budget = Budget(layout, vocabulary)
    budget.general_unit = budget.general(free)
    tops = [header.top for header in (*region.budgets, *region.tables)] if region.budgets else []
    for header in region.budgets:
        end = min((top for top in tops if top > header.top), default=region.rows[-1] + 1)
        read_rows(budget, header, [row for row in free if header.bottom < row < end])
    lines = [row for row in free if not budget.is_note(row)]
    read_turned(budget, lines)
    read_lists(budget, lines)
    return budget


def _faulty(layout: Layout, region: Region) -> tuple[Traced, ...]:
    """Entries that hold an error value, or a formula whose result the file does not hold."""
    first, end = (bisect_left(layout.faulty, (row, 0)) for row in (region.rows[0], region.rows[-1] + 1))
    return tuple(layout.traced(cell) for cell in layout.faulty[first:end])
