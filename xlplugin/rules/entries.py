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


def _scored(form: Form) -> Iterator[tuple[str, Traced | None]]:
    for row in form.indicators:
        name = row.name
        yield f"{name}的得分", row.points
        # A weight printed inside the name (立项规范性（5分）) has no cell of its own.
        if row.weight is not None and row.weight.place != row.place:
            yield f"{name}的分值", row.weight
    for group in (*form.groups, *((form.total,) if form.total else ())):
        name = group.name
        yield f"{name}的得分", group.points
        if group.weight is not None and group.weight.place != group.place:
            yield f"{name}的分值", group.weight


def figure_cells(form: Form) -> Iterator[tuple[str, Traced]]:
    """Points, weights in a column of their own and budget figures: each cell once, with what it is."""
    budget = (
        (f"{line.line}的{_MEASURES[measure]}", entry)
        for line in form.budget
        for measure, entry in line.figures.items()
        if measure in _MEASURES  # a reason beside the figures is words
    )
    seen = set()
    for what, entry in (*_scored(form), *budget):
        if entry is not None and entry.place not in seen:
            seen.add(entry.place)
            yield what, entry
