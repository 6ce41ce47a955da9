"""T904: headers, labels and scoring sentences read as the official form prints them."""

from __future__ import annotations

from xlplugin.model import EXPLAIN, PRINTED, Fault, rule
from xlplugin.model.difference import TEXT
from xlplugin.rules.deviations import of_kind, parted, subject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Settings

__all__ = ["text"]


@rule(
    "T904",
    "template.text",
    title="改动印制的文字",
    severity=EXPLAIN,
    basis=PRINTED,
    messages={
        "zh": "此处空白表印的是“{_原文}”，此表改成了“{_此处}”。请恢复原文，或说明改动的依据。",
        "en": "The blank form prints “{_原文}” here, this form reads “{_此处}”. "
        "Restore the text or state why it was changed.",
        "zh.gone": "空白表印有“{_原文}”，此表没有。请补上，或说明删去的依据。",
        "en.gone": "The blank form prints “{_原文}”, which is missing here. Restore it or state why it was removed.",
    },
)
def text(form: Form, _settings: Settings) -> Iterator[Fault]:
    """Blame each printed text that was reworded or removed; of a long one only the changed part is quoted."""
    for one in of_kind(form, TEXT):
        stated, expected = parted(one.stated, one.expected)
        yield Fault(
            one.place,
            one.stated or None,
            one.expected,
            {"_原文": expected, "_此处": stated},
            variant="" if one.stated else "gone",
            subject=subject(form, one),
        )
