"""R705: every item with a weight has points."""

from __future__ import annotations

from xlplugin.model import ERROR, PRINTED, Fault, rule
from xlplugin.rules.figures import plain, value_of
from xlplugin.rules.scores import header
from xlplugin.rules.subjects import of_line, of_row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from xlplugin.model import Form, Settings, Traced

__all__ = ["points"]


def _execution(form: Form) -> list[tuple[str, str, Traced, Decimal]]:
    """Budget lines that carry a weight for execution but no points."""
    lines = [(line, line.figures.get("points"), value_of(line.figures.get("weight"))) for line in form.budget]
    return [
        (line.line, of_line(form, line), points, weight)
        for line, points, weight in lines
        if points is not None and points.is_blank and weight is not None
    ]


@rule(
    "R705",
    "required.points",
    title="得分必填",
    severity=ERROR,
    basis=PRINTED,
    messages={
        "zh": "“{_指标}”（{分值}分）没有填写得分。请补填；不得分的填0。",
        "en": "“{_指标}” ({分值} points) has no points. Fill them in; where nothing was earned write 0.",
        "zh.all": "“{_栏}”一列全部空白（共{行数}项）。请逐项填写得分。",
        "en.all": "The whole column of points is blank ({行数} items). Fill in the points of each.",
    },
)
def points(form: Form, _settings: Settings) -> Iterator[Fault]:
    """Blame blank points beside a weight, of execution too; one finding on the header where all are blank.

    Bonus items may be blank.
    """
    rows = [
        (row, row.points, weight)
        for row in form.indicators
        if row.points is not None and not row.bonus and (weight := value_of(row.weight)) is not None
    ]
    blank = [(row, entry, weight) for row, entry, weight in rows if entry.is_blank]
    if rows and len(blank) == len(rows):
        yield Fault(
            header(form, "points"),
            None,
            None,
            {"_栏": form.headers.get("points", "得分"), "行数": str(len(rows))},
            variant="all",
            subject="points",
        )
        return
    missing = [(row.name, of_row(form, row), entry, weight) for row, entry, weight in blank] + _execution(form)
    for name, subject, entry, weight in missing:
        yield Fault(entry.place, None, None, {"_指标": name, "分值": plain(weight)}, subject=subject)
