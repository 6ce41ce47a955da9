"""P203: no row earns more points than its weight."""

from __future__ import annotations

from xlplugin.model import ERROR, BudgetLine, Fault, Related, rule
from xlplugin.rules.figures import plain, same
from xlplugin.rules.subjects import of_line, of_row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Indicator, Settings, Traced

__all__ = ["above_weight"]


def _pairs(form: Form) -> Iterator[tuple[Indicator | BudgetLine, Traced | None, Traced | None]]:
    for row in form.indicators:
        yield row, row.weight, row.points
    for line in form.budget:
        yield line, line.figures.get("weight"), line.figures.get("points")


@rule(
    "P203",
    "points.above-weight",
    title="得分超过分值",
    severity=ERROR,
    messages={
        "zh": "“{_指标}”得分{stated}，超过其分值{expected}。得分最高不超过分值，请更正。",
        "en": "“{_指标}” is given {stated} points, more than its weight of {expected}. Points never exceed the weight.",
    },
    follows=("T901", "S501"),
)
def above_weight(form: Form, _settings: Settings) -> Iterator[Fault]:
    """Compare the points of every row, and of execution, with their weight."""
    for one, weight, points in _pairs(form):
        if weight is None or points is None or weight.value is None or points.value is None:
            continue
        if points.value > weight.value and not same(points.value, weight.value):
            name, subject = _named(form, one)
            values = {"_指标": name, "得分": plain(points.value), "分值": plain(weight.value)}
            related = (Related(weight.place, weight.raw),)
            yield Fault(points.place, plain(points.value), plain(weight.value), values, related, subject=subject)


def _named(form: Form, one: Indicator | BudgetLine) -> tuple[str, str]:
    """What a row or a line is called, and its subject."""
    if isinstance(one, BudgetLine):
        return one.line, of_line(form, one)
    return one.name, of_row(form, one)
