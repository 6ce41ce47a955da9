"""C804: where a figure belongs stands a figure."""

from __future__ import annotations

from xlplugin.model import ERROR, PRINTED, Fault, rule
from xlplugin.rules.entries import figure_cells

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Settings

__all__ = ["unreadable"]


@rule(
    "C804",
    "cells.unreadable",
    title="数字无法识别",
    severity=ERROR,
    basis=PRINTED,
    messages={
        "zh": "{_栏目}“{stated}”不是数字，无法参与核对。请只填数字，文字说明写在说明栏。",
        "en": "{_栏目}: “{stated}” is no number and cannot be checked. Write the number alone; "
        "notes go to the notes column.",
        "zh.digits": "{_栏目}“{stated}”的数字写法不规范（如逗号、小数点错位），无法参与核对。请更正。",
        "en.digits": "{_栏目}: “{stated}” is not a well-formed number (commas or points out of place) "
        "and cannot be checked. Correct it.",
    },
)
def unreadable(form: Form, _settings: Settings) -> Iterator[Fault]:
    """Blame every entry that holds words, or malformed digits, in place of a figure."""
    for what, entry in figure_cells(form):
        if entry.state in {"text", "unreadable"}:
            variant = "digits" if entry.state == "unreadable" else ""
            yield Fault(entry.place, entry.raw.strip(), None, {"_栏目": what}, variant=variant, subject=what)
