"""B308: more executed than budgeted needs an explanation."""

from __future__ import annotations

from xlplugin.model import CUSTOM, EXPLAIN, Fault, Related, rule
from xlplugin.record import replace
from xlplugin.rules.figures import plain, same
from xlplugin.rules.funds import base, blocks
from xlplugin.rules.subjects import of_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from xlplugin.model import BudgetLine, Form, Settings, Traced

__all__ = ["overspent"]


def _largest(line: BudgetLine) -> tuple[str, Traced, Decimal] | None:
    """The largest budget that the line states: what was received in the year may be more than planned."""
    found = [known for measure in ("adjusted", "received") if (known := base(line, measure))]
    return max(found, key=lambda known: known[2], default=None)


def _judged(line: BudgetLine) -> Fault | None:
    spent = line.figures.get("executed")
    found = _largest(line) if spent is not None and spent.value is not None else None
    if spent is None or spent.value is None or found is None:
        return None
    name, entry, amount = found
    if spent.value <= amount or same(spent.value, amount):
        return None
    values = {
        "_项目": line.line,
        "执行数": plain(spent.value),
        name: plain(amount),
        "超出": plain(spent.value - amount),
    }
    related = (Related(entry.place, entry.raw),)
    return Fault(spent.place, plain(spent.value), plain(amount), values, related)


@rule(
    "B308",
    "budget.overspent",
    title="执行超预算",
    severity=EXPLAIN,
    basis=CUSTOM,
    follows=("B302", "B303", "N503"),
    messages={
        "zh": "“{_项目}”的执行数为{stated}，超过预算{expected}，超出{超出}。请核实，或说明资金来源。",
        "en": "“{_项目}” executed {stated}, more than the budget of {expected}, by {超出}. "
        "Check, or say where the money came from.",
    },
)
def overspent(form: Form, _settings: Settings) -> Iterator[Fault]:
    """Blame the first block in which a line executes more than its budget; its total speaks for its sources."""
    for lines in blocks(form).values():
        found = ((line, fault) for line in lines if (fault := _judged(line)))
        faults = [(line.source, replace(fault, subject=of_line(form, line))) for line, fault in found]
        totals = [fault for source, fault in faults if source == "total"]
        if faults:
            yield from totals or [fault for _, fault in faults]
            return
