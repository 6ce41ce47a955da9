"""N503: two forms of one project state the same total budget and the same total executed."""

from __future__ import annotations

from xlplugin.model import CONSISTENT, ERROR, Fault, Related, rule
from xlplugin.rules.figures import plain
from xlplugin.rules.funds import base, project, same_money, total_line
from xlplugin.rules.subjects import kind_of, of_form

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from xlplugin.model import BudgetLine, Form, Settings, Traced

__all__ = ["same_amounts"]


def _figures(line: BudgetLine) -> dict[str, tuple[Traced, Decimal]]:
    """The totals that every form of a project repeats."""
    found: dict[str, tuple[Traced, Decimal]] = {}
    budget, spent = base(line), line.figures.get("executed")
    if budget:
        found["预算数"] = budget[1:]
    if spent is not None and spent.value is not None:
        found["执行数"] = spent, spent.value
    return found


def _compared(first: BudgetLine, later: BudgetLine, subject: str, tolerance: Decimal) -> Iterator[Fault]:
    known = _figures(first)
    for name, (entry, amount) in _figures(later).items():
        if name not in known:
            continue
        other, expected = known[name]
        if same_money(expected, first.unit, amount, later.unit, tolerance):
            continue
        values = {
            "_栏目": name,
            "_另表": other.place.sheet,
            "本表数": f"{plain(amount)}{later.unit}",
            "另表数": f"{plain(expected)}{first.unit}",
        }
        related = (Related(other.place, other.raw),)
        told = f"{subject}|{name}"
        yield Fault(entry.place, plain(amount), plain(expected), values, related, subject=told, uses=(other.place,))


@rule(
    "N503",
    "agreement.amounts",
    title="资金总额一致",
    severity=ERROR,
    basis=CONSISTENT,
    scope="book",
    settings={"tolerance": "0"},
    follows=("B302", "B303"),
    messages={
        "zh": "本表的{_栏目}合计为{本表数}，同一项目在“{_另表}”中为{另表数}，两表不一致，请核实更正。",
        "en": "The total {_栏目} is {本表数} here and {另表数} on “{_另表}” for the same project; "
        "find out which is right.",
    },
)
def same_amounts(forms: Sequence[Form], settings: Settings) -> Iterator[Fault]:
    """Compare the total lines of forms that name the same project; the later kind of form is blamed."""
    first: dict[str, BudgetLine] = {}
    for form in sorted(forms, key=kind_of):
        name, line = project(form), total_line(form)
        if not name or line is None:
            continue
        if name in first:
            yield from _compared(first[name], line, of_form(form), settings.decimal("tolerance"))
        else:
            first[name] = line
