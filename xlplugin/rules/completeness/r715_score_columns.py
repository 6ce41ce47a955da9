"""R715: the self-evaluation of a unit states points somewhere."""

from __future__ import annotations

from xlplugin.model import CUSTOM, EXPLAIN, Fault, rule
from xlplugin.quantity import squeeze
from xlplugin.rules.figures import value_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlplugin.model import Form, Settings

__all__ = ["score_columns"]


def _weighed(form: Form) -> bool:
    """Whether a self-evaluation prints weights and holds results: its rows were meant to be scored."""
    if "自评" not in squeeze(form.title) or "weight" not in form.columns:
        return False
    return any(value_of(row.weight) is not None and row.actual and not row.actual.is_blank for row in form.indicators)


def _scored(form: Form) -> bool:
    """Whether a form has a place for points, of its rows or of the whole."""
    return "points" in form.columns or value_of(form.identity.get("score")) is not None


def _missing(form: Form) -> list[str]:
    """What a self-evaluation needs and the form does not print, in its own words."""
    rated = any(line.figures.keys() & {"executed", "rate"} for line in form.budget)
    return ["得分", *([] if "reason" in form.columns else ["偏差原因"]), *([] if rated else ["预算执行率"])]


@rule(
    "R715",
    "required.score-columns",
    title="没有得分栏",
    severity=EXPLAIN,
    basis=CUSTOM,
    scope="submission",
    messages={
        "zh": "本表印有权重、填了完成值，却没有{缺栏}栏；本单位一起送审的{_份数}张自评表都没有得分。"
        "自评应当有得分、扣分原因和预算执行率：请加栏或另附计分表，并说明总分怎样得出。",
        "en": "This form prints weights and holds results but has no column for {缺栏}, and none of the {_份数} "
        "self-evaluation forms submitted together states any points. Add them or a scoring sheet, and say how the "
        "total came about.",
    },
    settings={"least": "3"},
)
def score_columns(forms: Sequence[Form], settings: Settings) -> Iterator[Fault]:
    """Blame the header of each weighed form where a whole submission states no points.

    Fewer forms than ``least`` are no whole submission: their points may stand in another workbook.
    """
    weighed = [form for form in forms if _weighed(form)]
    if len(weighed) < settings.decimal("least") or any(map(_scored, forms)):
        return
    for form in weighed:
        values = {"缺栏": "、".join(_missing(form)), "_份数": str(len(weighed))}
        yield Fault(form.columns["weight"], None, None, values, subject="points", file=form.file)
