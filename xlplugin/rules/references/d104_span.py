"""D104: the evaluated year lies in the span of the project that the form states."""

from __future__ import annotations

from xlplugin.model import ADVICE, CONSISTENT, Fault, Related, rule
from xlplugin.rules.years import title_year, years

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Settings

__all__ = ["in_span"]


@rule(
    "D104",
    "references.span",
    title="评价年度与项目起止年限",
    severity=ADVICE,
    basis=CONSISTENT,
    messages={
        "zh": "“{_栏目}”写的是“{stated}”，本表评价的是{expected}年度，不在其中。"
        "请核对年限或标题；如为以前年度项目的结转支付，请在说明中写明。",
        "en": "“{_栏目}” reads “{stated}”, which does not hold the evaluated year {expected}. "
        "Check the span or the title; if a project of earlier years was paid this year, say so.",
    },
    settings={"open": ("至今", "起", "长期", "以后", "常年", "持续", "每年", "今后")},
)
def in_span(form: Form, settings: Settings) -> Iterator[Fault]:
    """Compare the year in the title with the years named in the span of the project; an open span has no end."""
    year = title_year(form)
    if year is None:
        return
    for passage in form.texts:
        raw = passage.entry.raw
        found = years(raw) if passage.concept == "span" else ()
        if not found or min(found) <= year <= max(found):
            continue
        if year > max(found) and any(word in raw for word in settings.words("open")):
            continue
        values = {"_栏目": passage.label}
        related = (Related(form.place, form.title),)
        yield Fault(passage.entry.place, raw.strip(), str(year), values, related, subject=passage.label)
