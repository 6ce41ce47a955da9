"""P203: no row earns more points than its weight."""

from __future__ import annotations

from xlplugin.model import ERROR, BudgetLine, Fault, Related, rule
from xlplugin.rules.figures import plain, same
from xlplugin.rules.scores import rated
from xlplugin.rules.subjects import of_line, of_row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from xlplugin.model import Form, Indicator, Settings, Traced

__all__ = ["above_weight"]


def _pairs(form: Form) -> Iterator[tuple[Indicator | BudgetLine, Traced, Traced, Decimal, Decimal]]:
    """Every row and line that states a weight and points, with both entries and both figures."""
    yield from rated(form)
    for line in form.budget:
        weight, points = line.figures.get("weight"), line.figures.get("points")
        if weight is not None and points is not None and weight.value is not None and points.value is not None:
            yield line, weight, points, weight.value, points.value


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
    for one, weight, points, full, given in _pairs(form):
        if given > full and not same(given, full):
            name, subject = _named(form, one)
            values = {"_指标": name, "得分": plain(given), "分值": plain(full)}
            related = (Related(weight.place, weight.raw),)
            yield Fault(points.place, plain(given), plain(full), values, related, subject=subject)


def _named(form: Form, one: Indicator | BudgetLine) -> tuple[str, str]:
    """What a row or a line is called, and its subject."""
    if isinstance(one, BudgetLine):
        return one.line, of_line(form, one)
    return one.name, of_row(form, one)
