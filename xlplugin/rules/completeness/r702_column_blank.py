"""R702: the column for the basis of the self-given points is not left blank throughout."""

from __future__ import annotations

from xlplugin.model import EXPLAIN, PRINTED, Fault, rule
from xlplugin.rules.figures import value_of
from xlplugin.rules.scores import header

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Settings

__all__ = ["column_blank"]

_FEW = 3
"""Under three rows a blank column is told row by row."""


def _asks_for_losses_alone(form: Form) -> bool:
    """Whether the column is for lost points only (扣分原因) and no row has lost any."""
    header_text = form.headers.get("reason", "")
    if "扣分" not in header_text or "依据" in header_text:
        return False
    scored = ((value_of(row.points), value_of(row.weight)) for row in form.indicators)
    return all(points is None or weight is None or points >= weight for points, weight in scored)


@rule(
    "R702",
    "reasons.column-blank",
    title="评分依据整列空白",
    severity=EXPLAIN,
    basis=PRINTED,
    messages={
        "zh": "“{_栏}”一列在{行数}个已评分的行上全部空白。请逐项写明依据，扣分的写明原因。",
        "en": "The column for the basis of the points is blank on all {行数} scored rows. "
        "State the basis of each, and the reason of each loss.",
    },
)
def column_blank(form: Form, _settings: Settings) -> Iterator[Fault]:
    """Blame the header where every scored item leaves its basis blank.

    Only items with a printed scoring sentence owe a basis on every row; beside target and result
    the column asks for deviations alone, and a form without any may leave it blank.
    """
    reasons = [
        row.reason
        for row in form.indicators
        if row.reason is not None and row.target is None and row.points is not None and row.points.value is not None
    ]
    if len(reasons) >= _FEW and all(reason.is_blank for reason in reasons) and not _asks_for_losses_alone(form):
        values = {"_栏": form.headers.get("reason", "依据"), "行数": str(len(reasons))}
        yield Fault(header(form, "reason"), None, None, values, subject="reason")
