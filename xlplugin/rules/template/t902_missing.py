"""T902: every row that the official form prints for everybody is there."""

from __future__ import annotations

from xlplugin.model import ERROR, PRINTED, Fault, rule
from xlplugin.model.difference import MISSING
from xlplugin.rules.deviations import of_kind, subject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Settings

__all__ = ["missing"]


@rule(
    "T902",
    "template.row-missing",
    title="缺少规定的行",
    severity=ERROR,
    basis=PRINTED,
    messages={
        "zh": "空白表在此行之后印有“{_名称}”一行，此表没有。请补上。",
        "en": "Below this row the blank form prints “{_名称}”, which is missing here. Restore it.",
    },
)
def missing(form: Form, _settings: Settings) -> Iterator[Fault]:
    """Blame, at the row before it, each fixed row that is gone."""
    for one in of_kind(form, MISSING):
        yield Fault(one.place, None, one.what, {"_名称": one.what}, subject=subject(form, one))
