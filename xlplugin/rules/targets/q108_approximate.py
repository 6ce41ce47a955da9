"""Q108: a target is a sharp figure."""

from __future__ import annotations

from xlplugin.model import ADVICE, CUSTOM, Fault, rule
from xlplugin.rules.subjects import of_row
from xlplugin.rules.texts import figures, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Settings

__all__ = ["approximate"]


@rule(
    "Q108",
    "targets.approximate",
    title="指标值不是确数",
    severity=ADVICE,
    basis=CUSTOM,
    messages={
        "zh": "指标值“{_目标}”是约数（余、多、近、约、左右），完成多少算达到无法判断。请改为确数，如“≥”某数。",
        "en": "The target “{_目标}” is no exact figure (余, 多, 近, 约, 左右), so nobody can tell what meets it. "
        "Write a sharp one, such as ≥ a number.",
    },
)
def approximate(form: Form, _settings: Settings) -> Iterator[Fault]:
    """Advise on targets one of whose figures is approximate; results may be."""
    for row in form.indicators:
        target = row.target
        if target is None or target.state != "text":
            continue
        if any(quantity.approximate for quantity in figures(target.raw)):
            yield Fault(target.place, target.raw.strip(), None, {"_目标": shown(target.raw)}, subject=of_row(form, row))
