"""D105: a notice on self-evaluation that the form cites is that of the evaluated year."""

from __future__ import annotations

from xlplugin.model import ADVICE, CONSISTENT, Fault, Related, rule
from xlplugin.rules.years import title_year, years

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Settings

__all__ = ["notice_year"]

_WHERE = frozenset(("note", "conclusion"))
"""Where a form says by what it was filled in; elsewhere the evaluation of another year may be the work itself."""


def _titles(text: str) -> Iterator[str]:
    """What stands in title marks《》."""
    for part in text.split("《")[1:]:
        title, closed, _ = part.partition("》")
        if closed:
            yield title


def _asks(title: str, settings: Settings) -> bool:
    """Whether a document is a notice on self-evaluation."""
    return "通知" in title and any(word in title for word in settings.words("words"))


@rule(
    "D105",
    "references.notice-year",
    title="引用的自评通知与评价年度",
    severity=ADVICE,
    basis=CONSISTENT,
    messages={
        "zh": "“{_栏目}”引用的《{_通知}》是{stated}年度的自评通知，本表评价的是{expected}年度。"
        "请核对通知名称和文号，自评应按本年度的通知进行。",
        "en": "《{_通知}》, cited in “{_栏目}”, is about the self-evaluation of {stated}, this form about {expected}. "
        "Check title and number: each year has its own notice.",
    },
    settings={"words": ("绩效自评", "绩效评价", "自评工作")},
)
def notice_year(form: Form, settings: Settings) -> Iterator[Fault]:
    """Compare the year of cited notices on self-evaluation with the year in the form's title.

    A notice that evaluates a year is often issued in the next: only the year in its title counts, and a title that
    names the form's year among others is right.
    """
    year = title_year(form)
    if year is None:
        return
    for passage in form.texts:
        what, entry = passage.label, passage.entry
        for title in _titles(entry.raw) if passage.concept in _WHERE and "《" in entry.raw else ():
            found = years(title)
            if found and year not in found and _asks(title, settings):
                values = {"_栏目": what, "_通知": title}
                related = (Related(form.place, form.title),)
                stated = str(found[0])
                yield Fault(entry.place, stated, str(year), values, related, subject=f"{what}|{title}")
