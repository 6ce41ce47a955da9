"""P205: where all rows have points, the total is stated."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.model import ERROR, PRINTED, Fault, rule
from xlplugin.rules.figures import plain, shown_sum
from xlplugin.rules.scores import addends

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Settings

__all__ = ["blank"]


@rule(
    "P205",
    "required.total",
    title="合计得分必填",
    severity=ERROR,
    basis=PRINTED,
    messages={
        "zh": "各行都有得分，“{_行}”一行的得分却是空白。各行得分之和为{expected}（{算式}），请填写合计。",
        "en": "All rows have points, but the points of “{_行}” are blank. The rows add up to {expected} ({算式}); "
        "fill in the total.",
    },
)
def blank(form: Form, _settings: Settings) -> Iterator[Fault]:
    """Blame a blank total; silent where a row has no figure (others say so) or the form has no total row."""
    entry = form.total.points if form.total else None
    readings = addends(form)
    if form.total is None or entry is None or not entry.is_blank or not readings:
        return
    rows = readings[0]
    values = {"_行": form.total.name, "算式": shown_sum(rows, "得分")}
    yield Fault(entry.place, None, plain(sum(rows, Decimal(0))), values, subject="total")
