"""T906: formulas compute what those of the blank compute."""

from __future__ import annotations

from xlplugin.model import CUSTOM, EXPLAIN, Fault, rule
from xlplugin.model.difference import FORMULA
from xlplugin.rules.deviations import of_kind, subject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Settings

__all__ = ["formula"]


@rule(
    "T906",
    "template.formula-changed",
    title="公式与空白表不同",
    severity=EXPLAIN,
    basis=CUSTOM,
    messages={
        "zh": "“{_名称}”的公式是“{stated}”，空白表的公式在此处应为“{expected}”，两者所用的格或结果不同。"
        "请改回，或说明改动的理由。",
        "en": "“{_名称}” is computed by “{stated}”, the blank form would compute “{expected}” here; "
        "cells or result differ. Restore it or state why it was changed.",
    },
)
def formula(form: Form, _settings: Settings) -> Iterator[Fault]:
    """Blame each formula that uses other filled cells than the blank's or gives another result."""
    for one in of_kind(form, FORMULA):
        yield Fault(one.place, one.stated, one.expected, {"_名称": one.what}, subject=subject(form, one))
