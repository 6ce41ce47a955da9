"""R713: the particulars of a project that the form asks for are filled in."""

from __future__ import annotations

from xlplugin.model import ADVICE, PRINTED, Fault, Related, rule
from xlplugin.quantity import squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Passage, Settings

__all__ = ["basics"]

_TICKS = "☑☒√✓✔■●▣"
_BOXES = "□☐○◯〇£"


def _unanswered(passage: Passage) -> bool:
    """Whether nothing stands there, or only boxes of which none is ticked."""
    if passage.entry.is_blank:
        return True
    text = squeeze(passage.entry.raw)
    return passage.concept == "method" and text[:1] in _BOXES and not any(mark in text for mark in _TICKS)


@rule(
    "R713",
    "required.basics",
    title="项目概况必填",
    severity=ADVICE,
    basis=PRINTED,
    messages={
        "zh": "项目概况有{栏数}栏没有填写或没有勾选：{栏目}。请补填；不适用的注明“无”。",
        "en": "{栏数} particulars of the project are blank or unticked: {栏目}. Fill them in; where one does not "
        "apply, say so.",
    },
    settings={"concepts": ("kind", "regulation", "method", "document", "use", "conditions", "span")},
)
def basics(form: Form, settings: Settings) -> Iterator[Fault]:
    """Name all blank particulars in one finding, on the first of them; a form not yet filled in owes none."""
    asked = settings.words("concepts")
    blank = [passage for passage in form.texts if passage.concept in asked and _unanswered(passage)]
    if not blank or not any(row.actual is not None and not row.actual.is_blank for row in form.indicators):
        return
    names = tuple(dict.fromkeys(passage.label for passage in blank))
    first, *others = blank
    related = tuple(Related(passage.entry.place, passage.label) for passage in others)
    values = {"栏数": str(len(names)), "栏目": "、".join(names)}
    yield Fault(first.entry.place, None, None, values, related, subject="basics")
