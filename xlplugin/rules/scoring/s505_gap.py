"""S505: a case that the scoring standard does not mention."""

from __future__ import annotations

from xlplugin.model import ADVICE, PRINTED, Fault, rule
from xlplugin.rules.figures import plain
from xlplugin.rules.receipts import named, related, stated_receipts
from xlplugin.rules.subjects import of_receipt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Settings

__all__ = ["gap"]


@rule(
    "S505",
    "scoring.gap",
    title="评分标准没有规定的情形",
    severity=ADVICE,
    basis=PRINTED,
    messages={
        "zh": "“{_行}”填报{stated}分：{_情形}。请注明按哪种情形计分。",
        "en": "“{_行}” states {stated} points: {_情形}. Note how it was scored.",
        "zh.zero": "“{_行}”填报{stated}分：比率的分母为0，算不出比率。请注明依据（例如上年无结转，按未增加计）。",
        "en.zero": "“{_行}” states {stated} points for a rate over zero, which does not exist. Note the ground.",
    },
)
def gap(form: Form, _settings: Settings) -> Iterator[Fault]:
    """Note rows scored in a forgotten case, or by a rate whose denominator is zero."""
    for receipt, stated in stated_receipts(form):
        if receipt.stated is None or not (receipt.gap or (receipt.zero and stated)):
            continue
        values = {"_行": named(receipt)} | ({"_情形": receipt.gap} if receipt.gap else {})
        variant = "" if receipt.gap else "zero"
        place, subject = receipt.stated.place, of_receipt(form, receipt)
        yield Fault(place, plain(stated), None, values, related(receipt), variant=variant, subject=subject)
