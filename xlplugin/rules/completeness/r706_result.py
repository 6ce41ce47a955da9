"""R706: every target has a result."""

from __future__ import annotations

from xlplugin.model import ERROR, EXPLAIN, PRINTED, Fault, Related, rule
from xlplugin.rules.figures import value_of
from xlplugin.rules.scores import header
from xlplugin.rules.subjects import of_row
from xlplugin.rules.texts import figures

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Indicator, Settings

__all__ = ["result"]


def _names_target(row: Indicator) -> bool:
    """Whether a scored row states its target in its name alone: 年度资金支付完成率100%."""
    return bool(value_of(row.points)) and any(one.unit or one.operator for one in figures(row.name))


@rule(
    "R706",
    "required.result",
    title="完成值必填",
    severity=ERROR,
    basis=PRINTED,
    messages={
        "zh": "“{_指标}”的指标值已填，完成值（执行结果）却是空白。请填写实际完成情况；未完成的也要填。",
        "en": "The target of “{_指标}” is filled in but its result is blank. "
        "State what was achieved, even if nothing was.",
        "zh.named": "“{_指标}”已经得分，完成值（执行结果）却是空白，看不出是否达到。请填写实际完成情况。",
        "en.named": "“{_指标}” has points, but its result is blank, so nobody can tell whether it was reached. "
        "State what was achieved.",
        "zh.all": "“{_栏}”一列全部空白（共{行数}项指标）。请逐项填写实际完成情况。",
        "en.all": "The whole column of results is blank ({行数} indicators). State what was achieved for each.",
    },
)
def result(form: Form, _settings: Settings) -> Iterator[Fault]:
    """Blame blank results beside a target; one finding on the header where all are blank."""
    rows = [
        (row, row.target, row.actual)
        for row in form.indicators
        if row.target is not None and row.actual is not None and (not row.target.is_blank or _names_target(row))
    ]
    blank = [(row, target, actual) for row, target, actual in rows if actual.is_blank]
    if len(rows) > 1 and len(blank) == len(rows):
        yield Fault(
            header(form, "actual"),
            None,
            None,
            {"_栏": form.headers.get("actual", "完成值"), "行数": str(len(rows))},
            variant="all",
            subject="actual",
        )
        return
    for row, target, actual in blank:
        related = (Related(target.place, target.raw),)
        severity, variant = (EXPLAIN, "named") if target.is_blank else (None, "")
        values = {"_指标": row.name + target.raw.strip()}
        yield Fault(actual.place, None, None, values, related, severity, variant, of_row(form, row))
