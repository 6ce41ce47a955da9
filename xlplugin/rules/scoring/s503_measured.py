"""S503: a row that is scored by a rate needs that rate measured."""

from __future__ import annotations

from xlplugin.model import EXPLAIN, PRINTED, Fault, rule
from xlplugin.rules.figures import plain
from xlplugin.rules.receipts import named, related, stated_receipts
from xlplugin.rules.subjects import of_receipt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Settings

__all__ = ["measured"]


@rule(
    "S503",
    "scoring.not-measured",
    title="缺少计分所需的数据",
    severity=EXPLAIN,
    basis=PRINTED,
    follows=("C801", "C804"),
    messages={
        "zh": "“{_行}”按{缺少的数据}计分，填报{stated}分；完成情况里没有写明{缺少的数据}的数值，无法核定。请补充数值。",
        "en": "“{_行}” is scored by a measured rate ({缺少的数据}) and states {stated} points, but no result states "
        "that rate. Add the figure.",
    },
)
def measured(form: Form, _settings: Settings) -> Iterator[Fault]:
    """Ask for the figure where points are claimed and the results name none."""
    for receipt, stated in stated_receipts(form):
        if receipt.wanted and stated and receipt.stated is not None:
            values = {"_行": named(receipt), "缺少的数据": receipt.wanted}
            place, subject = receipt.stated.place, of_receipt(form, receipt)
            yield Fault(place, plain(stated), None, values, related(receipt), subject=subject)
