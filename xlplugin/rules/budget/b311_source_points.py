"""B311: only the total line of the funds carries points."""

from __future__ import annotations

from xlplugin.model import ADVICE, ERROR, PRINTED, Fault, Related, rule
from xlplugin.rules.figures import plain, same, value_of
from xlplugin.rules.subjects import of_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import BudgetLine, Form, Settings

__all__ = ["source_points"]

_NAMES = {"weight": "分值", "points": "得分"}


def _judged(line: BudgetLine, total: BudgetLine, subject: str) -> Iterator[Fault]:
    for measure, name in _NAMES.items():
        entry, whole = line.figures.get(measure), total.figures.get(measure)
        stated, carried = value_of(entry), value_of(whole)
        if entry is None or stated is None:
            continue
        repeated = carried is not None and same(stated, carried)
        values = {"_项目": line.line, "_合计行": total.line, "栏目": name}
        related = (Related(whole.place, whole.raw.strip()),) if whole else ()
        severity, variant = (ADVICE, "repeated") if repeated else (None, "")
        yield Fault(entry.place, plain(stated), None, values, related, severity, variant, f"{subject}|{measure}")


@rule(
    "B311",
    "budget.source-points",
    title="预算执行得分只计一次",
    severity=ERROR,
    basis=PRINTED,
    messages={
        "zh": "资金来源“{_项目}”一行填了{栏目}{stated}。预算执行的分值和得分只填在“{_合计行}”一行，请删去。",
        "en": "The source “{_项目}” carries {stated} ({栏目}). Only the line “{_合计行}” carries weight and points of "
        "execution; delete it here.",
        "zh.repeated": "资金来源“{_项目}”一行重复填了“{_合计行}”的{栏目}{stated}。只计一次，此处不必填。",
        "en.repeated": "The source “{_项目}” repeats {stated} ({栏目}) of “{_合计行}”. It counts once; "
        "leave it out here.",
    },
    needs=("only_total",),
)
def source_points(form: Form, _settings: Settings) -> Iterator[Fault]:
    """Blame weights and points on source lines where the edition prints them on the total line alone."""
    total = next((line for line in form.budget if line.source == "total"), None)
    if total is None or not total.figures.keys() & _NAMES.keys():
        return
    for line in form.budget:
        if line.source != "total" and line.block == total.block:
            yield from _judged(line, total, of_line(form, line))
