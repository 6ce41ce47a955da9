"""T901: a full mark that the official form prints is not changed."""

from __future__ import annotations

from xlplugin.model import ERROR, PRINTED, Fault, rule
from xlplugin.model.difference import WEIGHT
from xlplugin.rules.deviations import of_kind, subject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Settings

__all__ = ["weight"]


@rule(
    "T901",
    "template.weight",
    title="改动印制的分值",
    severity=ERROR,
    basis=PRINTED,
    messages={
        "zh": "“{_名称}”的分值，空白表印的是{expected}分，此表改成了{stated}分。请改回{expected}分。",
        "en": "The blank form prints {expected} points for “{_名称}”, this form {stated}. Restore {expected}.",
        "zh.gone": "“{_名称}”的分值，空白表印的是{expected}分，此表没有这个数。请补上{expected}分。",
        "en.gone": "The blank form prints {expected} points for “{_名称}”, this form none. Restore {expected}.",
    },
)
def weight(form: Form, _settings: Settings) -> Iterator[Fault]:
    """Blame each printed full mark that is another one than the blank's, or is gone."""
    for one in of_kind(form, WEIGHT):
        variant = "" if one.stated else "gone"
        yield Fault(
            one.place,
            one.stated or None,
            one.expected,
            {"_名称": one.what},
            variant=variant,
            subject=subject(form, one),
        )
