"""R712: the texts that the form asks for are written."""

from __future__ import annotations

from xlplugin.model import EXPLAIN, PRINTED, Fault, rule
from xlplugin.rules.scores import in_use

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Indicator, Settings

__all__ = ["passages"]


def _reported(row: Indicator) -> bool:
    """Whether a row tells what became of it: a result, or points."""
    entries = (row.actual, row.points)
    return in_use(row) and any(entry is not None and not entry.is_blank for entry in entries)


@rule(
    "R712",
    "required.passages",
    title="文字栏目必填",
    severity=EXPLAIN,
    basis=PRINTED,
    messages={
        "zh": "指标已填，“{_栏目}”一栏却是空白。请填写；确实没有的注明“无”。",
        "en": "The indicators are filled in but “{_栏目}” is blank. Write it; if there is nothing to say, say so.",
    },
    settings={"concepts": ("goal", "outcome", "conclusion", "problem", "measure")},
)
def passages(form: Form, settings: Settings) -> Iterator[Fault]:
    """Blame every printed text of these kinds that is blank throughout, in a form whose results are filled in."""
    if not form.texts or not any(map(_reported, form.indicators)):
        return
    asked = settings.words("concepts")
    written = {passage.concept for passage in form.texts if not passage.entry.is_blank}
    told: set[str] = set()
    for passage in form.texts:
        concept = passage.concept
        if concept in asked and concept not in written and concept not in told:
            told.add(concept)
            yield Fault(passage.entry.place, None, None, {"_栏目": passage.label}, subject=concept)
