"""Every cell of a form that should hold a figure, with the words for what it is."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Traced

__all__ = ["figure_cells"]

_MEASURES = {
    "initial": "年初预算数",
    "adjusted": "预算数",
    "received": "到位数",
    "executed": "执行数",
    "rate": "执行率",
    "carried": "结转结余额",
    "surplus": "结余资金",
    "forward": "结转资金",
    "carried_rate": "结转结余率",
    "carried_change": "结转结余变动率",
    "weight": "分值",
    "points": "得分",
}


def _scored(form: Form) -> Iterator[tuple[str, str, Traced | None]]:
    for row in form.indicators:
        yield row.name, "points", row.points
        # A weight printed inside the name (立项规范性（5分）) has no cell of its own.
        if row.weight is not None and row.weight.place.column != row.place.column:
            yield row.name, "weight", row.weight
    for group in (*form.groups, *((form.total,) if form.total else ())):
        yield group.name, "points", group.points
        if group.weight is not None and group.weight.place.column != group.place.column:
            yield group.name, "weight", group.weight


def figure_cells(form: Form, states: frozenset[str]) -> Iterator[tuple[str, Traced]]:
    """Points, weights in a column of their own and budget figures in one of these states, with what each is.

    Each cell comes once.
    """
    budget = ((line.line, measure, entry) for line in form.budget for measure, entry in line.figures.items())
    seen = set()
    for name, measure, entry in (*_scored(form), *budget):
        if entry is None or entry.state not in states or measure not in _MEASURES:
            continue  # a reason beside the figures is words
        if entry.place not in seen:
            seen.add(entry.place)
            yield f"{name}的{_MEASURES[measure]}", entry
