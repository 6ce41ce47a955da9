"""S510: the reason for a loss is not the condition that earns the full mark."""

from __future__ import annotations

import re
from functools import cache

from xlplugin.model import EXPLAIN, PRINTED, Fault, Related, rule
from xlplugin.quantity import squeeze
from xlplugin.rules.figures import plain
from xlplugin.rules.scores import losses
from xlplugin.rules.subjects import of_row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Settings

__all__ = ["reason"]


@cache
def _earning() -> re.Pattern[str]:
    """The clause before what it earns: 变动率≤0%时得满分, 控制率≤100%(1分), 合规率100%得1分."""
    return re.compile(
        r"(?:^|[。;①-⑩])(?P<when>[^。;①-⑩,]{2,40}?)(?:时|的)?,?(?:得|计|给|为)?\(?(?:满分|(?P<most>[0-9.]+)分)\)?(?=[。;,]|$)"
    )


_RATE = re.compile(r"[≤≥<>=]?[0-9.]+%")
"""The threshold of a condition; one without a figure is too vague to be held against a reason."""


def _full(criteria: str, weight: str) -> Iterator[str]:
    """The conditions with a threshold that earn the whole weight."""
    for found in _earning().finditer(criteria):
        if (found["most"] is None or found["most"] == weight) and _RATE.search(found["when"]):
            yield found["when"]


@rule(
    "S510",
    "scoring.reason",
    title="扣分原因与评分标准",
    severity=EXPLAIN,
    basis=PRINTED,
    messages={
        "zh": "“{_行}”得{得分}分（分值{分值}），扣分原因写的是“{_原因}”，"
        "而评分标准规定“{_条件}”得满分。请核实扣分原因或得分。",
        "en": "“{_行}” earns {得分} of {分值} and gives as reason “{_原因}”, but by the standard “{_条件}” earns "
        "the full mark. Check the reason or the points.",
    },
)
def reason(form: Form, _settings: Settings) -> Iterator[Fault]:
    """Blame a reason for a loss that repeats, threshold and all, what the standard rewards in full."""
    for row, _, entry, weight, points in losses(form):
        if row.reason is None or row.reason.is_blank or row.criteria is None:
            continue
        told = squeeze(row.reason.raw)
        condition = next((when for when in _full(squeeze(row.criteria.raw), plain(weight)) if when in told), None)
        if condition is None or f"未{condition}" in told or f"不{condition}" in told:
            continue
        values = {
            "_行": row.called,
            "得分": plain(points),
            "分值": plain(weight),
            "_原因": row.reason.raw.strip(),
            "_条件": condition,
        }
        related = (Related(row.criteria.place, condition), Related(entry.place, plain(points)))
        yield Fault(row.reason.place, row.reason.raw.strip(), None, values, related, subject=of_row(form, row))
