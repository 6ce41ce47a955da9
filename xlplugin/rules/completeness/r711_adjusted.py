"""R711: an adjustment of the budget during the year has its reason."""

from __future__ import annotations

from xlplugin.model import EXPLAIN, PRINTED, Fault, Related, rule
from xlplugin.rules.figures import plain, same
from xlplugin.rules.funds import total_line
from xlplugin.rules.reasons import beside_funds, says_why
from xlplugin.rules.subjects import of_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Settings

__all__ = ["adjusted"]


@rule(
    "R711",
    "reasons.adjusted",
    title="预算调整的原因",
    severity=EXPLAIN,
    basis=PRINTED,
    messages={
        "zh": "“{_项目}”年初预算{年初预算}{_单位}，调整后{stated}{_单位}，{增减}{相差}{_单位}，"
        "没有说明调整原因。请写明原因。",
        "en": "“{_项目}” was budgeted {年初预算} {_单位} and adjusted to {stated} {_单位} (by {相差}); no reason is "
        "given. State why it was adjusted.",
    },
    needs=("adjusted",),
    follows=("B302", "N503"),
)
def adjusted(form: Form, _settings: Settings) -> Iterator[Fault]:
    """Ask for the reason where the total line was adjusted and nothing stands beside it; asleep in most editions."""
    line = total_line(form)
    if line is None:
        return
    first, later, reason = (line.figures.get(measure) for measure in ("initial", "adjusted", "reason"))
    if first is None or later is None or first.value is None or later.value is None:
        return
    if same(first.value, later.value):
        return
    if any(not entry.is_blank and says_why(entry.raw) for entry in beside_funds(form)):
        return
    values = {
        "_项目": line.line,
        "_单位": line.unit,
        "年初预算": plain(first.value),
        "增减": "调增" if later.value > first.value else "调减",
        "相差": plain(abs(later.value - first.value)),
    }
    related = (Related(first.place, first.raw.strip()), Related(later.place, later.raw.strip()))
    place = reason.place if reason else later.place
    yield Fault(place, plain(later.value), None, values, related, subject=of_line(form, line))
