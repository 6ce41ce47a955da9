"""C803: a figure stored as text is left out by Excel's own sums."""

from __future__ import annotations

from xlplugin.model import ADVICE, Fault, rule
from xlplugin.rules.entries import figure_cells
from xlplugin.rules.subjects import of_entry

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Settings

__all__ = ["text_number"]

_DIGITS = frozenset(("digits",))


@rule(
    "C803",
    "cells.text-number",
    title="文本型数字",
    severity=ADVICE,
    messages={
        "zh": "{_栏目}“{stated}”是文本格式的数字，SUM等公式会漏算。请转换为数字。",
        "en": "{_栏目}: “{stated}” is a number stored as text, which SUM leaves out. Convert it to a number.",
    },
)
def text_number(form: Form, _settings: Settings) -> Iterator[Fault]:
    """Blame every figure that is stored as text."""
    for what, entry in figure_cells(form, _DIGITS):
        yield Fault(entry.place, entry.raw.strip(), None, {"_栏目": what}, subject=of_entry(form, entry.place))
