"""What differs between a form and the blank of its edition."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.engine.alignment import align
from xlplugin.model.difference import INSERTED, MISSING, TEXT, TORN, WEIGHT, Difference
from xlplugin.model.template import CLASS, HEADER, LINE, NUMBER, print_key
from xlplugin.quantity import parse_number, squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from xlplugin.engine.alignment import Alignment
    from xlplugin.engine.blank import BlankRow
    from xlplugin.engine.layout import Cell, Layout
    from xlplugin.engine.recognise import Region
    from xlplugin.model import Form, Indicator
    from xlplugin.model.template import Printed, PrintedRow, Template
    from xlplugin.place import Place

__all__ = ["differences"]

_LOOSE = frozenset((CLASS, LINE))
"""Texts that a form may leave out or write on."""

_SAME_FORM = 0.5
"""Share of the blank's rows that a form shows at least; what shows fewer is laid out on its own."""


def differences(layout: Layout, region: Region, form: Form, template: Template | None) -> tuple[Difference, ...]:
    """All differences of a form (its continuations joined) from its blank; without a blank only what is hidden.

    A blank whose layout is not confirmed as the official one is held against a form only where the form keeps
    formulas of that blank and so was made from it.
    """
    concealed = _concealed(layout, region, form)
    if template is None or not template.rows:
        return concealed
    beside = align(layout, region.rows, template)
    computed, made_from_it = _computed(beside)
    printed: tuple[Difference, ...] = ()
    if not template.free and (template.firm or made_from_it) and _is_of(beside):
        printed = tuple(_printed(beside, form, region))
    return (*printed, *computed, *concealed)


def _concealed(layout: Layout, region: Region, form: Form) -> tuple[Difference, ...]:
    grid = layout.grid
    if grid.visibility == "visible" and not grid.hidden_rows and not grid.hidden_columns:
        return ()
    from xlplugin.engine.concealment import hidden  # noqa: PLC0415  few forms hide anything

    return tuple(hidden(layout, region, form))


def _computed(beside: Alignment) -> tuple[tuple[Difference, ...], bool]:
    if not beside.layout.grid.formulas:
        return (), False
    from xlplugin.engine.recomputation import formulas  # noqa: PLC0415  many forms hold no formula

    return formulas(beside)


def _is_of(beside: Alignment) -> bool:
    fixed = beside.blank.fixed
    return len(fixed & beside.rows.keys()) >= _SAME_FORM * len(fixed)


def _printed(beside: Alignment, form: Form, region: Region) -> Iterator[Difference]:
    blank = beside.blank
    gone = any(row.printed.number not in beside.rows for row in blank.rows)
    whole = gone and all(_inside(row, region, form.sheet) for row in form.indicators)
    names = {print_key(row.name)[0] for row in form.indicators} if gone else set()
    for one in blank.rows:
        row = one.printed
        if row.number in beside.rows:
            for cell in _wanting(beside, one) if row.number in beside.lacking else one.watched:
                yield from _cell(beside, row, cell)
        elif row.item and (whole or print_key(row.item)[0] not in names):
            yield Difference(MISSING, _near(beside, row, form), row.item)
        elif whole and not row.item:
            yield from _lost(beside, row, form)
    if blank.scored:
        yield from _inserted(beside, form, region)


def _wanting(beside: Alignment, row: BlankRow) -> Iterable[Printed]:
    """The cells of a row that does not show all of its texts: those missing, and those looked at in any case."""
    number = row.printed.number
    return [cell for cell in row.printed.cells if cell in row.watched or (number, cell.column) not in beside.found]


def _inside(row: Indicator, region: Region, sheet: str) -> bool:
    return row.place.sheet == sheet and region.rows[0] <= row.place.row <= region.rows[-1]


def _near(beside: Alignment, row: PrintedRow, form: Form) -> Place:
    """The cell after which a missing row should stand: the name in the row before it."""
    before = [other for other in beside.template.rows if other.number < row.number and other.number in beside.rows]
    for other in reversed(before):
        for cell in reversed(other.cells):
            shown = beside.found.get((other.number, cell.column))
            if shown and (not other.item or cell.key == print_key(other.item)[0]):
                return beside.layout.place(shown)
    return form.place


def _lost(beside: Alignment, row: PrintedRow, form: Form) -> Iterator[Difference]:
    """The labels of a row that is gone altogether."""
    for cell in row.cells:
        if cell.kind not in _LOOSE and cell.kind != NUMBER and beside.spare[cell.key] <= 0:
            yield Difference(TEXT, _near(beside, row, form), _label(cell), "", cell.text)
            return


def _label(cell: Printed) -> str:
    return "".join(cell.text.split())


def _cell(beside: Alignment, row: PrintedRow, cell: Printed) -> Iterable[Difference]:
    if cell.kind == NUMBER:
        return _figure(beside, row, cell)
    layout, at = beside.layout, (row.number, cell.column)
    shown = beside.found.get(at)
    if shown is not None:
        return _shown(layout, row, cell, shown)
    if cell.kind in _LOOSE or beside.spare[cell.key] > 0:
        return ()
    other = beside.changed.get(at)
    if other and _still_says(layout.text(other), cell):
        return ()
    stated = layout.text(other) if other else ""
    place = other or beside.cell(*at) or (beside.rows[row.number], layout.columns[0])
    return (Difference(TEXT, layout.place(place), _label(cell), stated, cell.text),)


def _still_says(text: str, cell: Printed) -> bool:
    """Whether a label was only continued (项目名称：…), or lies under a merged area that has slipped."""
    return print_key(text)[0] == cell.key or squeeze(text).startswith(f"{cell.key}:")


def _shown(layout: Layout, row: PrintedRow, cell: Printed, shown: Cell) -> Iterable[Difference]:
    """The points printed in a label, and whether a header keeps its place."""
    told: list[Difference] = []
    points = print_key(layout.text(shown))[1] if cell.points else ""
    if points != cell.points and (not points or Decimal(points) != Decimal(cell.points)):
        told.append(Difference(WEIGHT, layout.place(shown), cell.key, points, cell.points))
    if row.kind == HEADER and _torn(layout, row, cell, shown):
        told.append(Difference(TORN, layout.place(shown), _label(cell)))
    return told


def _figure(beside: Alignment, row: PrintedRow, cell: Printed) -> Iterable[Difference]:
    """A full mark printed in a cell of its own."""
    layout, at = beside.layout, beside.cell(row.number, cell.column)
    value = layout.grid.values.get(at) if at else None
    expected = Decimal(cell.points)
    if at is None or (isinstance(value, Decimal) and value == expected) or layout.anchor(*at) != at:
        return ()
    figure = value if isinstance(value, Decimal) else parse_number(squeeze(layout.text(at)).removesuffix("分"))
    if figure == expected:
        return ()
    what = row.item or next((_label(other) for other in row.cells if other.key), "")
    stated = "" if figure is None else format(figure, "f")
    return (Difference(WEIGHT, layout.place(at), what, stated, cell.points),)


def _torn(layout: Layout, row: PrintedRow, cell: Printed, shown: Cell) -> bool:
    """Whether a header that the blank merges stands in a single column or row now."""
    area = layout.span(shown)
    if cell.right > cell.column and area.right == area.left:
        return True
    below = (shown[0] + 1, shown[1]) in layout.grid.values
    return cell.bottom > row.number and area.bottom == area.top and not below


def _inserted(beside: Alignment, form: Form, region: Region) -> Iterator[Difference]:
    """Rows that are scored but not printed in the blank."""
    known = set(beside.rows.values())
    for row in form.indicators:
        place = row.place
        for entry in (row.criteria, row.weight, row.points, row.reason):
            if entry is not None and entry.place.row > place.row:
                place = entry.place
        if place.row not in known and _inside(row, region, form.sheet):
            yield Difference(INSERTED, row.place if row.place.row == place.row else place, row.name)
