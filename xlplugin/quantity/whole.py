"""Rates that count a part of a whole: none of them exceeds 100 % (facts I-20)."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.quantity.text import squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlplugin.quantity.amount import Quantity

__all__ = ["CERTAIN", "GROWTH", "SHARES", "beyond_whole"]

CERTAIN = ("满意度", "满意率")
"""Satisfied among valid answers, by definition."""

SHARES = ("合格率", "及时率", "覆盖率", "准确率", "知晓率", "完好率", "合规率", "优良率", "成活率")
"""Shares by their usual meaning; a notice may define one otherwise."""

GROWTH = ("提升", "提高", "增长", "增加", "上升", "下降", "降低", "同比", "较上年", "比上年", "改善")
"""Words that make a rate one of growth, which may be anything."""

_WHOLE = Decimal(100)


def beyond_whole(
    quantity: Quantity | None,
    about: str,
    shares: Sequence[str] = (*CERTAIN, *SHARES),
    growth: Sequence[str] = GROWTH,
) -> str | None:
    """Which share of a whole a figure of more than 100 % claims to be, None where it is none.

    ``about`` is what the row says that it counts; what the figure itself names (任务完成率120%) goes before that.
    """
    if quantity is None or quantity.value is None or quantity.unit != "%" or quantity.value <= _WHOLE:
        return None
    own = quantity.subject if quantity.subject.endswith(("率", "度", "比例")) else ""
    words = own or squeeze(about + quantity.subject)
    if any(word in words for word in growth):
        return None
    return next((word for word in shares if word in words), None)
