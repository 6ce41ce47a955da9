"""What a form of an unknown edition prints, gathered for a definition that a clerk completes."""

from __future__ import annotations

import re
from decimal import Decimal

from xlplugin.engine.indicators import SUBTOTAL
from xlplugin.engine.scale import printed_scale
from xlplugin.engine.vocabulary import label, meaning, printed_points
from xlplugin.model import Item
from xlplugin.place import a1
from xlplugin.quantity import is_placeholder, squeeze
from xlplugin.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from xlplugin.engine.header import Header
    from xlplugin.engine.layout import Cell, Layout
    from xlplugin.engine.recognise import Region
    from xlplugin.engine.vocabulary import Vocabulary
    from xlplugin.model import Form

__all__ = ["Draft", "PrintedClass", "Wording", "draft"]

IDENTITY = ("project", "department", "unit", "code", "score", "grade")
"""What a definition may require, in the order in which forms ask for it."""

_PERIOD = re.compile(r"\((?:20\d\d)?年度?\)$")
_BEHIND = re.compile(r"(?:\([^()]*\))+$")
_YEAR = re.compile(r"20\d\d(?=年)")
_NONE = Decimal(0)
_FULL = Decimal(100)
"""The mark that execution and indicators make together (财预〔2020〕10号的通行版式)."""


@record
class Wording:
    """A wording as printed, its cell (``E12``), and what it was taken for; empty where that is not known."""

    text: str
    cell: str
    concept: str = ""


@record
class PrintedClass:
    """A class that prints its points: its name, its points and its level, 1 or 2."""

    name: str
    weight: Decimal
    level: int
    bonus: bool = False


@record
class Draft:
    """What can be told of an edition from one of its forms; whatever could not be told is empty or None.

    ``titles`` have ``{year}`` for the year, ``form`` is the edition that the form already is, ``near`` those it nearly
    is; ``requires`` are the identity entries found; ``unseen`` are headers of the indicator table that the vocabulary
    knows by their ending or not at all, ``unseen_budget`` those of the budget table. ``bounds`` is the
    grade scale from the best grade down, read from the cell ``scale``.
    """

    sheet: str
    title: str
    titles: tuple[str, ...]
    year: str
    form: str | None
    near: tuple[str, ...]
    kind: str
    full: Decimal | None
    requires: tuple[Wording, ...]
    signature: tuple[str, ...]
    unseen: tuple[Wording, ...]
    unseen_budget: tuple[Wording, ...]
    classes: tuple[tuple[str, str], ...]
    groups: tuple[PrintedClass, ...]
    items: tuple[Item, ...]
    bounds: tuple[tuple[str, Decimal], ...]
    scale: str


def draft(layout: Layout, vocabulary: Vocabulary, region: Region, form: Form) -> Draft:
    """Gather what a form prints; ``form`` is the region as bound without an edition, with its continuations."""
    kind = _kind(region, form)
    items = _items(form) if kind in {"scorecard", "assessment"} else ()
    labels = dict(_labels(layout, vocabulary, region)) if region.tables else {}
    groups = _groups(layout, form, labels)
    bounds, scale = printed_scale(layout, region.rows)
    return Draft(
        sheet=layout.grid.name,
        title=_PERIOD.sub("", region.title),
        titles=_titles(region.title),
        year=region.year,
        form=region.form,
        near=region.near_misses,
        kind=kind,
        full=_full(layout, region, form, groups, items),
        requires=_requires(form),
        signature=_signature(layout, region),
        unseen=tuple(_unseen(layout, region.tables[:1], vocabulary.indicator)),
        unseen_budget=tuple(_unseen(layout, region.budgets, {**vocabulary.indicator, **vocabulary.budget})),
        classes=() if items else _classes(layout, region, form, labels),
        groups=groups,
        items=items,
        bounds=bounds,
        scale=scale,
    )


def _titles(title: str) -> tuple[str, ...]:
    plain = _YEAR.sub("{year}", _BEHIND.sub("", title))
    return (plain,) if plain else ()


def _kind(region: Region, form: Form) -> str:
    """The kind that the columns speak for."""
    if not region.tables:
        return "funds"
    columns = form.columns
    if "criteria" in columns and not {"target", "actual"} & set(columns):
        return "assessment" if "考核" in region.title else "scorecard"
    return "selfeval" if "points" in columns else "targets"


def _requires(form: Form) -> tuple[Wording, ...]:
    found = [Wording(form.identity[key].raw, form.identity[key].cell, key) for key in IDENTITY if key in form.identity]
    return (*found, *(Wording(choice.name, choice.place.cell, "kind") for choice in form.choices[:1]))


def _bottom(layout: Layout, header: Header) -> int:
    """The last printed line of a header; on a blank form a formula without a result is part of none."""
    printed = (layout.span(cell).bottom for cell in header.cells.values() if layout.text(cell))
    return max(printed, default=header.bottom)


def _header_cells(layout: Layout, header: Header) -> Iterator[Cell]:
    """The printed cells of a header; a cell that goes on beside the rows below is the label of the block."""
    bottom = _bottom(layout, header)
    for row in range(header.top, bottom + 1):
        for _, cell in layout.cells(row):
            text = layout.grid.values[cell]
            own = cell[0] == row and layout.span(cell).bottom <= bottom
            if own and isinstance(text, str) and not is_placeholder(text):
                yield cell


def _signature(layout: Layout, region: Region) -> tuple[str, ...]:
    headers = (*region.budgets, *region.tables[:1])
    texts = ("".join(layout.text(cell).split()) for header in headers for cell in _header_cells(layout, header))
    return tuple({squeeze(text): text for text in texts}.values())


def _unseen(layout: Layout, headers: Iterable[Header], table: Mapping[str, str]) -> Iterator[Wording]:
    """Headers that are no wording of the vocabulary; one that only stands over others is not missed."""
    for header in headers:
        known = {cell: concept for concept, cell in header.cells.items()}
        for cell in _header_cells(layout, header):
            area = layout.span(cell)
            over = area.right > area.left and area.bottom < _bottom(layout, header)
            if not over and meaning(table, layout.text(cell)) is None:
                yield Wording("".join(layout.text(cell).split()), a1(*cell), known.get(cell, ""))


def _labels(layout: Layout, vocabulary: Vocabulary, region: Region) -> Iterator[tuple[Cell, int]]:
    """The cells that name classes under the level columns, with their level; on a blank form no row needs be filled."""
    header = region.tables[0]
    levels = [(level, header.columns[f"level{level}"]) for level in (1, 2) if f"level{level}" in header.columns]
    again = {row for other in region.tables[1:] for row in range(other.top, other.bottom + 1)}
    bottom = _bottom(layout, header)
    for row in (row for row in region.rows if row > bottom and row not in again):
        first = next((layout.text(cell) for _, cell in layout.cells(row)), "")
        if meaning(vocabulary.row, first) == "note":
            return
        for level, column in levels:
            cell = layout.anchor(row, column)
            text = squeeze(layout.text(cell))
            sums = meaning(vocabulary.row, text) in {"total", "subtotal"} or text.endswith(("合计", "小计"))
            whole = layout.span(cell).right >= max(header.columns.values())
            if cell[0] == row and not (sums or whole or is_placeholder(text)):
                yield cell, level


def _classes(layout: Layout, region: Region, form: Form, labels: dict[Cell, int]) -> tuple[tuple[str, str], ...]:
    """The classes as printed, first and second level."""
    found: dict[tuple[str, str], None] = {}
    if region.tables:
        first = region.tables[0].columns.get("level1", 0)
        for cell, level in labels.items():
            name = label(layout.text(cell))
            if level == 2:  # noqa: PLR2004  the second level
                found[label(layout.seen(cell[0], first)) if first else "", name] = None
            elif "level2" not in region.tables[0].columns:
                found[name, ""] = None
    found |= {(row.level1, row.level2): None for row in form.indicators if row.level1 or row.level2}
    return tuple(found)


def _groups(layout: Layout, form: Form, labels: dict[Cell, int]) -> tuple[PrintedClass, ...]:
    """The classes that print their points: in the label, or in a weight column of their own."""
    found = {
        (group.place.row, group.place.column): PrintedClass(group.name, group.weight.value, group.depth, group.bonus)
        for group in form.groups
        if group.depth and group.weight and group.weight.value is not None and group.name != SUBTOTAL
    }
    for cell, level in labels.items():
        points = printed_points(layout.text(cell))
        if points is not None:
            found.setdefault(cell, PrintedClass(label(layout.text(cell)), Decimal(points), level))
    return tuple(group for _, group in sorted(found.items(), key=lambda pair: pair[0]))


def _items(form: Form) -> tuple[Item, ...]:
    """The rows of a scorecard, which the form prints for everybody."""
    return tuple(
        Item(
            row.name,
            row.level1,
            row.level2,
            row.weight.value if row.weight else None,
            row.criteria.raw.strip() if row.criteria else "",
            row.bonus,
        )
        for row in form.indicators
        if row.name
    )


def _full(
    layout: Layout, region: Region, form: Form, groups: Iterable[PrintedClass], items: Iterable[Item]
) -> Decimal | None:
    """The full mark: of the total row, else of the first-level classes, else of the rows; execution added to 100."""
    weights = [group.weight for group in groups if group.level == 1 and not group.bonus]
    rows = [item.weight for item in items if item.weight is not None and not item.bonus]
    stated = _total(layout, form) or sum(weights, _NONE) or sum(rows, _NONE)
    extra = sum((line.figures["weight"].value or _NONE for line in form.budget if "weight" in line.figures), _NONE)
    rates = (layout.text(header.cells["rate"]) for header in region.budgets if "rate" in header.cells)
    extra = extra or sum((Decimal(printed_points(text) or 0) for text in rates), _NONE)
    return (stated + extra if stated + extra <= _FULL else stated) if stated else None


def _total(layout: Layout, form: Form) -> Decimal | None:
    if form.total is None:
        return None
    if form.total.weight and form.total.weight.value is not None:
        return form.total.weight.value
    points = printed_points(layout.text((form.total.place.row, form.total.place.column)))
    return None if points is None else Decimal(points)
