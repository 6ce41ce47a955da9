"""W103: no single indicator weighs more than the form allows."""

from __future__ import annotations

from xlplugin.model import ERROR, PRINTED, Fault, rule
from xlplugin.rules.figures import plain, same, value_of
from xlplugin.rules.subjects import of_row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Settings

__all__ = ["largest"]


@rule(
    "W103",
    "weights.largest",
    title="单项分值上限",
    severity=ERROR,
    basis=PRINTED,
    messages={
        "zh": "“{_指标}”的分值为{stated}，本表单个三级指标的分值不得高于{expected}。请拆分指标或调整分值。",
        "en": "“{_指标}” weighs {stated}; no third-level indicator of this form may weigh more than {expected}. "
        "Split the indicator or change its weight.",
    },
    needs=("largest",),
)
def largest(form: Form, settings: Settings) -> Iterator[Fault]:
    """Compare every weight with the largest allowed one; asleep where the edition names none."""
    limit = settings.decimal("largest")
    for row in form.indicators:
        weight = value_of(row.weight)
        if row.weight is not None and weight is not None and weight > limit and not same(weight, limit):
            values = {"_指标": row.called}
            yield Fault(row.weight.place, plain(weight), plain(limit), values, subject=of_row(form, row))
