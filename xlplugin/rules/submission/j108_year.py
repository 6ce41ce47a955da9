"""J108: the forms that a unit hands in together are about one year."""

from __future__ import annotations

from xlplugin.model import CONSISTENT, EXPLAIN, Fault, rule
from xlplugin.rules.projects import related, seen
from xlplugin.rules.subjects import of_form

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlplugin.model import Form, Settings

__all__ = ["one_year"]

_REPORTS = ("自评", "完成情况", "评分", "计分", "打分")
"""What forms about a year gone by are called; a target form of the coming year may lie beside them."""
_RARE = 4
"""One form among at least so many is a slip, a larger share is a collection of years."""


@rule(
    "J108",
    "submission.year",
    title="各表年度一致",
    severity=EXPLAIN,
    basis=CONSISTENT,
    scope="submission",
    messages={
        "zh": "本表为{stated}年度，同时报送的其他{其他表数}张表（如{_另表}）为{expected}年度。"
        "请核实年度是否写错，或是否放错了表。",
        "en": "This form is about {stated}, the other {其他表数} forms handed in with it (such as {_另表}) about "
        "{expected}. Check the year, or whether the form belongs here.",
    },
)
def one_year(forms: Sequence[Form], _settings: Settings) -> Iterator[Fault]:
    """Compare the years of self-evaluation forms; a year that few of them state is blamed."""
    years: dict[str, list[Form]] = {}
    for form in forms:
        if form.year and any(word in form.title for word in _REPORTS):
            years.setdefault(form.year, []).append(form)
    if len(years) < 2:  # noqa: PLR2004  nothing to compare
        return
    usual = max(years, key=lambda year: len(years[year]))
    model = years[usual][0]
    for year, own in years.items():
        if year == usual or _RARE * len(own) > sum(map(len, years.values())):
            continue
        for form in own:
            values = {"其他表数": str(len(years[usual])), "_另表": seen(form, model)}
            others = (related(form, model),)
            yield Fault(form.place, year, usual, values, others, subject=of_form(form), file=form.file)
