"""P204: no row has negative points."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.model import ERROR, Fault, rule
from xlplugin.rules.figures import plain, same

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Settings

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
)
def negative(form: Form, _settings: Settings) -> Iterator[Fault]:
    """Blame every row, and every execution line, whose points are below zero."""
    rows = [(row.name, row.points) for row in form.indicators]
    rows += [(line.line, line.figures.get("points")) for line in form.budget]
    for name, points in rows:
        if points is not None and points.value is not None and points.value < 0 and not same(points.value, _ZERO):
            values = {"_指标": name, "得分": plain(points.value)}
            yield Fault(points.place, plain(points.value), "0", values, subject=name)
