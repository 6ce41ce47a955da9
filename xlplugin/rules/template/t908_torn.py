"""T908: headers that the official form merges stay merged."""

from __future__ import annotations

from xlplugin.model import ADVICE, CUSTOM, Fault, rule
from xlplugin.model.difference import TORN
from xlplugin.rules.deviations import of_kind, subject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Settings

__all__ = ["torn"]


@rule(
    "T908",
    "template.merge",
    title="合并的表头被拆开",
    severity=ADVICE,
    basis=CUSTOM,
    messages={
        "zh": "表头“{_名称}”在空白表上是合并的单元格，此表拆开了，汇总时可能读错栏目。建议恢复合并。",
        "en": "The header “{_名称}” is a merged cell in the blank form and was split here; "
        "columns may be misread when forms are collected. Better merge it again.",
    },
)
def torn(form: Form, _settings: Settings) -> Iterator[Fault]:
    """Point out each merged header that was split."""
    for one in of_kind(form, TORN):
        yield Fault(one.place, None, None, {"_名称": one.what}, subject=subject(form, one))
