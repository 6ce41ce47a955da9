"""W104: every row that is filled in has a weight."""

from __future__ import annotations

from xlplugin.model import ERROR, PRINTED, Fault, rule
from xlplugin.rules.scores import header, in_use
from xlplugin.rules.subjects import of_row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Settings

__all__ = ["blank"]


@rule(
    "W104",
    "required.weight",
    title="分值必填",
    severity=ERROR,
    basis=PRINTED,
    messages={
        "zh": "“{_指标}”已经填报，“{_栏}”一栏却是空白。请补填这一项的分值，否则权重合计和得分都无从核对。",
        "en": "“{_指标}” is filled in, but its weight is blank. Fill it in; without it neither the sum of the weights "
        "nor the points can be checked.",
        "zh.all": "“{_栏}”一列全部空白（共{行数}项）。请逐项填写分值。",
        "en.all": "The whole column of weights is blank ({行数} items). Fill in the weight of each.",
    },
)
def blank(form: Form, _settings: Settings) -> Iterator[Fault]:
    """Blame blank weights on rows in use; one finding on the header where all are blank."""
    rows = [(row, row.weight) for row in form.indicators if row.weight is not None and not row.bonus and in_use(row)]
    missing = [(row, weight) for row, weight in rows if weight.is_blank]
    column = {"_栏": form.headers.get("weight", "分值")}
    if len(rows) > 1 and len(missing) == len(rows):
        yield Fault(header(form, "weight"), values=column | {"行数": str(len(rows))}, variant="all", subject="weight")
        return
    for row, weight in missing:
        yield Fault(weight.place, values=column | {"_指标": row.called}, subject=of_row(form, row))
