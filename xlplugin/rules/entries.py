"""Every cell of a form that should hold a figure, with the words for what it is."""

from __future__ import annotations

from xlplugin.model import derived

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


_PLAIN = frozenset(("number", "blank"))
"""The states of a figure that nothing is to be said of."""


def _scored(form: Form) -> Iterator[tuple[str, str, Traced]]:
    for one in (*form.indicators, *form.groups, *((form.total,) if form.total else ())):
        points, weight = one.points, one.weight
        if points is not None and points.state not in _PLAIN:
            yield one.name, "points", points
        # A weight printed inside the name (立项规范性（5分）) has no cell of its own.
        if weight is not None and weight.state not in _PLAIN and weight.place.column != one.place.column:
            yield one.name, "weight", weight


@derived
def _odd(form: Form) -> tuple[tuple[str, str, Traced], ...]:
    """Points, weights and budget figures that are no number: whose, which measure, and the entry."""
    budget = (
        (line.line, measure, entry)
        for line in form.budget
        for measure, entry in line.figures.items()
        if entry.state not in _PLAIN and measure in _MEASURES  # a reason beside the figures is words
    )
    return (*_scored(form), *budget)


def figure_cells(form: Form, states: frozenset[str]) -> Iterator[tuple[str, Traced]]:
    """Points, weights in a column of their own and budget figures in one of these states, with what each is.

    Each cell comes once.
    """
    seen = set()
    for name, measure, entry in _odd(form):
        if entry.state in states and entry.place not in seen:
            seen.add(entry.place)
            yield f"{name}的{_MEASURES[measure]}", entry
