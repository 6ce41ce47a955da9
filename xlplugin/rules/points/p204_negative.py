"""P204: no row has negative points."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.model import ERROR, Fault, rule
from xlplugin.record import replace
from xlplugin.rules.figures import plain, same
from xlplugin.rules.subjects import of_line, of_row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Settings, Traced

__all__ = ["negative"]

_ZERO = Decimal(0)


@rule(
    "P204",
    "points.negative",
    title="得分为负数",
    severity=ERROR,
    messages={
        "zh": "“{_指标}”得分为{stated}。扣分以扣完为止，得分不低于{expected}，请更正。",
        "en": "“{_指标}” is given {stated} points. Deductions end at {expected}; correct the points.",
    },
    follows=("S501",),
)
def negative(form: Form, _settings: Settings) -> Iterator[Fault]:
    """Blame every row, and every execution line, whose points are below zero."""
    for row in form.indicators:
        if (below := _below(row.points)) is not None:
            yield replace(below, values={"_指标": row.name, **below.values}, subject=of_row(form, row))
    for line in form.budget:
        if (below := _below(line.figures.get("points"))) is not None:
            yield replace(below, values={"_指标": line.line, **below.values}, subject=of_line(form, line))


def _below(points: Traced | None) -> Fault | None:
    if points is None or points.value is None or points.value >= 0 or same(points.value, _ZERO):
        return None
    return Fault(points.place, plain(points.value), "0", {"得分": plain(points.value)})
