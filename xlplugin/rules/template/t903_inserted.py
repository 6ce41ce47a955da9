"""T903: no row stands among fixed rows that the official form does not print."""

from __future__ import annotations

from xlplugin.model import EXPLAIN, PRINTED, Fault, rule
from xlplugin.model.difference import INSERTED
from xlplugin.rules.deviations import of_kind, subject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Settings

__all__ = ["inserted"]


@rule(
    "T903",
    "template.row-inserted",
    title="增加了空白表没有的行",
    severity=EXPLAIN,
    basis=PRINTED,
    messages={
        "zh": "空白表没有“{_名称}”一行，此表各行是统一印制的。请删去，或说明增加的依据。",
        "en": "The blank form has no row “{_名称}”; its rows are the same for everybody. "
        "Delete it or state why it was added.",
        "zh.unnamed": "空白表没有这一行，此表各行是统一印制的。请删去，或说明增加的依据。",
        "en.unnamed": "The blank form has no such row; its rows are the same for everybody. "
        "Delete it or state why it was added.",
    },
)
def inserted(form: Form, _settings: Settings) -> Iterator[Fault]:
    """Blame each scored row that the blank does not print."""
    for one in of_kind(form, INSERTED):
        variant = "" if one.what else "unnamed"
        yield Fault(one.place, one.what or None, None, {"_名称": one.what}, variant=variant, subject=subject(form, one))
