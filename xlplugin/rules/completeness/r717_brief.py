"""R717: where the form asks for it, every scored row says in words what was done."""

from __future__ import annotations

from xlplugin.model import ERROR, PRINTED, Fault, Related, rule
from xlplugin.rules.figures import plain
from xlplugin.rules.scores import header
from xlplugin.rules.subjects import of_row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Settings

__all__ = ["brief"]


@rule(
    "R717",
    "required.brief",
    title="完成情况简述必填",
    severity=ERROR,
    basis=PRINTED,
    messages={
        "zh": "“{_指标}”已评{得分}分，“{_栏}”一栏却是空白。按填表说明，涉及评分的此栏必填，请补填。",
        "en": "“{_指标}” was given {得分} points but “{_栏}” is blank. The form requires it on every scored row.",
        "zh.all": "“{_栏}”一列在{行数}个已评分的行上全部空白。按填表说明，涉及评分的此栏必填，请逐项填写。",
        "en.all": "“{_栏}” is blank on all {行数} scored rows. The form requires it; fill it in row by row.",
    },
    needs=("required",),
)
def brief(form: Form, _settings: Settings) -> Iterator[Fault]:
    """Blame blank briefs beside stated points; one finding on the header where all are blank."""
    scored = [
        (row, row.brief, row.points, row.points.value)
        for row in form.indicators
        if row.brief is not None and row.points is not None and row.points.value is not None
    ]
    blank = [one for one in scored if one[1].is_blank]
    column = form.headers.get("brief", "完成情况简述")
    if len(scored) > 1 and len(blank) == len(scored):
        values = {"_栏": column, "行数": str(len(scored))}
        yield Fault(header(form, "brief"), values=values, variant="all", subject="brief")
        return
    for row, entry, points, value in blank:
        values = {"_指标": row.called, "_栏": column, "得分": plain(value)}
        related = (Related(points.place, points.raw.strip()),)
        yield Fault(entry.place, values=values, related=related, subject=of_row(form, row))
