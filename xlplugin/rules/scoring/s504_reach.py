"""S504: a scoring standard can give the printed weight."""

from __future__ import annotations

from xlplugin.model import EXPLAIN, PRINTED, Fault, Related, rule
from xlplugin.rules.figures import plain
from xlplugin.rules.receipts import judged, named, within_reach
from xlplugin.rules.subjects import of_row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Settings

__all__ = ["reach"]


@rule(
    "S504",
    "scoring.reach",
    title="评分标准与分值不符",
    severity=EXPLAIN,
    basis=PRINTED,
    follows=("T901",),
    messages={
        "zh": "“{_行}”的分值是{分值}分，评分标准最多只能得{expected}分。请核实分值或评分标准，说明按哪个计分。",
        "en": "“{_行}” weighs {分值} points, but its scoring standard gives {expected} at most. "
        "Say which of the two is applied.",
        "zh.more": "“{_行}”的分值是{分值}分，评分标准各部分相加却有{expected}分。请核实分值或评分标准。",
        "en.more": "“{_行}” weighs {分值} points, but the parts of its scoring standard add up to {expected}. "
        "Check the weight or the standard.",
    },
)
def reach(form: Form, _settings: Settings) -> Iterator[Fault]:
    """Blame the sentence whose maximum is not the weight of its row; its points are not judged.

    Points within what the sentence can give ask for nothing, nor does a row whose reason names the standard.
    """
    for row, receipt in judged(form):
        if receipt.most is None or receipt.weight is None or row.criteria is None:
            continue
        if row.bonus and receipt.most < receipt.weight:
            continue  # 每次加2分, up to 5: the weight of a bonus is a cap
        if within_reach(row, receipt):
            continue
        values = {"_行": named(receipt), "分值": plain(receipt.weight)}
        weight = (Related(row.weight.place, row.weight.raw),) if row.weight else ()
        variant = "more" if receipt.most > receipt.weight else ""
        most = plain(receipt.most)
        yield Fault(row.criteria.place, None, most, values, weight, variant=variant, subject=of_row(form, row))
