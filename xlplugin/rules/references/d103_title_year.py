"""D103: the forms of one project are titled with one year."""

from __future__ import annotations

from xlplugin.model import ADVICE, CONSISTENT, Fault, Related, rule
from xlplugin.rules.funds import project
from xlplugin.rules.years import title_year

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlplugin.model import Form, Settings

    Dated = list[tuple[int, Form]]

__all__ = ["one_year"]


def _kind(form: Form, year: int) -> str:
    """The title without its year."""
    return form.title.replace(str(year), "", 1)


def _compared(dated: Dated) -> Iterator[tuple[Form, int, Form]]:
    """Forms of one project whose year is not the usual one (with equal counts: the later year), and a usual form.

    The same form for two years is a collection over the years, and no slip.
    """
    counts = [year for year, _ in dated]
    usual = max(counts, key=lambda year: (counts.count(year), year), default=0)
    model = next((form for year, form in dated if year == usual), None)
    for year, form in dated:
        twins = [other for when, other in dated if when != year and _kind(other, when) == _kind(form, year)]
        if year != usual and model is not None and not twins:
            yield form, year, model


@rule(
    "D103",
    "references.title-year",
    title="各表标题的年度",
    severity=ADVICE,
    basis=CONSISTENT,
    scope="book",
    messages={
        "zh": "本表标题写的是{stated}年度，同一项目在“{_另表}”中的表写的是{expected}年度。"
        "绩效自评各表应为同一评价年度，请核对标题。",
        "en": "The title of this form says {stated}, that of the same project on “{_另表}” says {expected}. "
        "The forms of one self-evaluation are of one year; check the title.",
    },
)
def one_year(forms: Sequence[Form], _settings: Settings) -> Iterator[Fault]:
    """Compare the years in the titles of the forms of one project; with one project all forms are about it.

    A year that belongs to the name of a project (2021年运行经费) is none of the form.
    """
    projects = {project(form) for form in forms} - {""}
    found: dict[str, Dated] = {}
    for form in forms:
        year = title_year(form)
        if year is not None and not any(str(year) in name for name in projects):
            found.setdefault(project(form) if len(projects) > 1 else "", []).append((year, form))
    for dated in found.values():
        for form, year, model in _compared(dated):
            expected = str(title_year(model))
            related = (Related(model.place, model.title),)
            values = {"_另表": model.sheet}
            yield Fault(form.place, str(year), expected, values, related, subject=_kind(form, year))
