"""Weights and points of a form as addends: which rows count, and whether they can be added at all."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.model import derived
from xlplugin.rules.figures import same, value_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlplugin.model import Form, Group, Indicator, Traced
    from xlplugin.place import Place

    Rated = tuple[Indicator, Traced, Traced, Decimal, Decimal]

__all__ = [
    "addends",
    "children",
    "execution",
    "header",
    "in_use",
    "losses",
    "points_of",
    "rated",
    "stated_parts",
    "weights_of",
]


def _says_something(entry: Traced | None) -> bool:
    return entry is not None and not entry.is_blank


def _details(indicator: Indicator) -> bool:
    """Whether a row only details the one above it (其中：桃树1.5亩) and is neither weighed nor scored of its own."""
    weight, points = indicator.weight, indicator.points
    unscored = weight is not None and weight.is_blank and (points is None or points.is_blank)
    return unscored and indicator.name.lstrip("（(★*").startswith("其中")


def in_use(indicator: Indicator) -> bool:
    """Whether a row counts: more than a printed, unused line (``指标3：``), more than a detail of the row above."""
    weight = indicator.weight
    if weight is not None and not weight.is_blank:
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


@derived
def _counting(form: Form) -> tuple[Indicator | None, ...]:
    """The rows in their order, None in place of one that does not count."""
    return tuple(row if in_use(row) else None for row in form.indicators)


def _rows(form: Form, members: Iterable[int]) -> list[Indicator]:
    counting = _counting(form)
    return [row for position in members if (row := counting[position]) is not None]


@derived
def _all_weights(form: Form) -> tuple[Decimal, ...] | None:
    return _all_values([row.weight for row in _counting(form) if row is not None and not row.bonus])


@derived
def _all_points(form: Form) -> tuple[Decimal, ...] | None:
    return points_of(form, range(len(form.indicators)))


def weights_of(form: Form, members: Iterable[int] | None = None) -> tuple[Decimal, ...] | None:
    """The weights of rows (of all rows but bonus ones without ``members``); None where one has no figure."""
    return _all_weights(form) if members is None else _all_values([row.weight for row in _rows(form, members)])


def points_of(form: Form, members: Iterable[int] | None = None) -> tuple[Decimal, ...] | None:
    """The points of rows, bonus rows included; None where one of them is blank or no number.

    A bonus row may be left blank and then adds nothing.
    """
    if members is None:
        return _all_points(form)
    rows = _rows(form, members)
    return _all_values([row.points for row in rows if row.points and not (row.bonus and row.points.is_blank)])


@derived
def rated(form: Form) -> tuple[Rated, ...]:
    """Every row that states a weight and points, with both entries and both figures."""
    return tuple(
        (row, weight, points, weight.value, points.value)
        for row in form.indicators
        if (weight := row.weight) is not None
        and weight.value is not None
        and (points := row.points) is not None
        and points.value is not None
    )


@derived
def losses(form: Form) -> tuple[Rated, ...]:
    """The rows whose points are less than their weight, with both."""
    return tuple(one for one in rated(form) if one[4] < one[3] and not same(one[4], one[3]))


def execution(form: Form, measure: str) -> tuple[Traced, ...]:
    """The weights or points that budget lines carry for execution (预算执行率, usually 10), blanks left out.

    Where the total line carries one, the same again on its components does not count.
    """
    entries = [(line.source, line.figures.get(measure)) for line in form.budget]
    stated = [(source, entry) for source, entry in entries if entry is not None and not entry.is_blank]
    totals = tuple(entry for source, entry in stated if source == "total")
    return totals[:1] or tuple(entry for _, entry in stated)


@derived
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
