"""Weights and points of a form as addends: which rows count, and whether they can be added at all."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.rules.figures import same, value_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlplugin.model import Form, Group, Indicator, Traced
    from xlplugin.place import Place

__all__ = ["addends", "children", "execution", "header", "in_use", "points_of", "stated_parts", "weights_of"]


def _says_something(entry: Traced | None) -> bool:
    return entry is not None and not entry.is_blank


def _details(indicator: Indicator) -> bool:
    """Whether a row only details the one above it (其中：桃树1.5亩) and is neither weighed nor scored of its own."""
    weight, points = indicator.weight, indicator.points
    unscored = weight is not None and weight.is_blank and (points is None or points.is_blank)
    return unscored and indicator.name.lstrip("（(★*").startswith("其中")


def in_use(indicator: Indicator) -> bool:
    """Whether a row counts: more than a printed, unused line (``指标3：``), more than a detail of the row above."""
    if _says_something(indicator.weight):
        return True
    if _details(indicator):
        return False
    return any(map(_says_something, (indicator.points, indicator.target, indicator.actual)))


def _all_values(entries: Iterable[Traced | None]) -> tuple[Decimal, ...] | None:
    values: list[Decimal] = []
    for entry in entries:
        if entry is None or entry.value is None:
            return None
        values.append(entry.value)
    return tuple(values) or None


def _rows(form: Form, members: Iterable[int] | None) -> list[Indicator]:
    chosen = form.indicators if members is None else [form.indicators[position] for position in members]
    return [row for row in chosen if in_use(row)]


def weights_of(form: Form, members: Iterable[int] | None = None) -> tuple[Decimal, ...] | None:
    """The weights of rows (of all rows but bonus ones without ``members``); None where one has no figure."""
    rows = _rows(form, members)
    return _all_values(row.weight for row in rows if members is not None or not row.bonus)


def points_of(form: Form, members: Iterable[int] | None = None) -> tuple[Decimal, ...] | None:
    """The points of rows, bonus rows included; None where one of them is blank or no number.

    A bonus row may be left blank and then adds nothing.
    """
    rows = (row for row in _rows(form, members) if row.points is not None)
    return _all_values(row.points for row in rows if not (row.bonus and row.points is not None and row.points.is_blank))


def execution(form: Form, measure: str) -> tuple[Traced, ...]:
    """The weights or points that budget lines carry for execution (预算执行率, usually 10), blanks left out.

    Where the total line carries one, the same again on its components does not count.
    """
    entries = [(line.source, line.figures.get(measure)) for line in form.budget]
    stated = [(source, entry) for source, entry in entries if entry is not None and not entry.is_blank]
    totals = tuple(entry for source, entry in stated if source == "total")
    return totals[:1] or tuple(entry for _, entry in stated)


def addends(form: Form) -> tuple[tuple[Decimal, ...], ...]:
    """What the stated total may be the sum of: the points of all rows with execution, or of the rows alone.

    Nothing where a row has no figure. The printed weight of the total row tells which of the two it is;
    without it both are taken.
    """
    rows = points_of(form)
    if rows is None or form.total is None:
        return ()
    carried = tuple(entry.value for entry in execution(form, "points") if entry.value is not None)
    whole = rows + carried if len(carried) >= len(execution(form, "weight")) else None
    if whole == rows:
        return (rows,)
    printed, weights = value_of(form.total.weight), weights_of(form)
    if printed is not None and weights is not None:
        alone = same(printed, sum(weights, Decimal(0)))
        return (rows,) if alone else (whole,) if whole else ()
    return (whole, rows) if whole else ()


def children(form: Form, group: Group) -> tuple[Group, ...]:
    """The groups printed directly beneath a group."""
    inside = set(group.members)
    below = [one for one in form.groups if one.depth > group.depth and one.members and inside.issuperset(one.members)]
    depth = min((one.depth for one in below), default=0)
    return tuple(one for one in below if one.depth == depth)


def stated_parts(form: Form, group: Group) -> tuple[tuple[Group, ...], tuple[Decimal, ...]] | None:
    """The subgroups with stated subtotals, and all that adds up with them: subtotals, then the rows left over.

    None where no subgroup states one. A row left over without a figure adds nothing.
    """
    stated = tuple(one for one in children(form, group) if value_of(one.points) is not None)
    if not stated:
        return None
    covered = {position for one in stated for position in one.members}
    over = [position for position in group.members if position not in covered]
    rest = points_of(form, over) or ()
    return stated, tuple(value for one in stated if (value := value_of(one.points)) is not None) + rest


def header(form: Form, concept: str) -> Place:
    """The header of a column, or the place of the form where it has none."""
    return form.columns.get(concept, form.place)
