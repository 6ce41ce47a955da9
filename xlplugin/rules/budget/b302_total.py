"""B302: the total line of a block is the sum of its source lines."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.model import ADVICE, ERROR, Fault, Related, rule
from xlplugin.record import replace
from xlplugin.rules.figures import plain, same, shown_sum, slack, value_of
from xlplugin.rules.funds import AMOUNTS, base, blocks, name_of
from xlplugin.rules.subjects import of_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import BudgetLine, Form, Settings, Traced
    from xlplugin.place import Place

__all__ = ["total"]

_PARTS_OF_FISCAL = frozenset(("general", "fund", "state_capital", "social_insurance"))
"""Budgets that 财政拨款 consists of: beside a 财政拨款 line they are its details, not further sources."""


def _components(lines: list[BudgetLine]) -> list[BudgetLine]:
    """The sources that make up a total; what details another source is not added again.

    其中 heads the list of sources when it stands first, and details of the source above when it stands later.
    """
    details = _PARTS_OF_FISCAL if any(line.source == "fiscal" for line in lines) else frozenset()
    sources = [line for line in lines if line.source != "total"]
    inner = [line for line in sources[1:] if line.line.startswith("其中")]
    return [line for line in sources if line.source not in details and line not in inner]


def _stated(lines: list[BudgetLine], measure: str) -> list[tuple[Traced, Decimal]] | None:
    """What the source lines state; None where nothing is stated or an entry is no number."""
    figures = []
    for line in lines:
        entry = line.figures.get(measure)
        if entry is None or entry.is_blank:
            continue
        if entry.value is None:
            return None
        figures.append((entry, entry.value))
    return figures or None


def _taken_from(line: BudgetLine, measure: str) -> tuple[Place, ...]:
    """Where a total that is carried over takes its budget from: one that is too high is carried on."""
    budget = base(line) if measure == "carried" else None
    return (budget[1].place,) if budget else ()


def _judged(line: BudgetLine, parts: list[BudgetLine], measure: str, tolerance: Decimal) -> Fault | None:
    entry = line.figures.get(measure)
    stated = _stated(parts, measure) if entry is not None and entry.value is not None else None
    if entry is None or entry.value is None or stated is None:
        return None
    addends = tuple(value for _, value in stated)
    rows = sum(addends, Decimal(0))
    if same(entry.value, rows):
        return None
    gap = abs(entry.value - rows)
    allowed = slack(addends, tolerance)
    rounding = len(addends) > 1 and gap <= allowed
    values = {
        "_栏目": name_of(measure, line),
        "_表块": line.block or "资金表",
        "算式": shown_sum(addends, "分项"),
        "相差": plain(gap),
        "_容差": plain(allowed),
    }
    cells = tuple(Related(one.place, one.raw) for one, _ in stated)
    return Fault(
        entry.place,
        plain(entry.value),
        plain(rows),
        values,
        cells,
        ADVICE if rounding else None,
        "rounding" if rounding else "",
        uses=(*(one.place for one in cells), *_taken_from(line, measure)),
    )


@rule(
    "B302",
    "budget.total",
    title="资金合计",
    severity=ERROR,
    messages={
        "zh": "“{_表块}”{_栏目}的合计为{stated}，各资金来源之和为{expected}（{算式}），相差{相差}。请更正合计或分项。",
        "en": "In “{_表块}” the total of {_栏目} is {stated}, its sources add up to {expected} ({算式}), "
        "off by {相差}. Correct the total or the sources.",
        "zh.rounding": "“{_表块}”{_栏目}的合计为{stated}，各资金来源之和为{expected}（{算式}），"
        "相差{相差}，在容差{_容差}之内，可能是四舍五入所致。",
        "en.rounding": "In “{_表块}” the total of {_栏目} is {stated}, its sources add up to {expected} ({算式}); "
        "the difference of {相差} is within the tolerance of {_容差} and may come from rounding.",
    },
    settings={"tolerance": "0.01"},
    follows=("B302", "B304", "T905", "T906", "F101", "C803"),
)
def total(form: Form, settings: Settings) -> Iterator[Fault]:
    """Compare, per block and per amount, the total with Σ sources; blank sources count as nothing stated.

    A block with several total lines (部门预算资金 over 基本支出 and 项目支出) nests its sources in ways
    that its labels do not tell, and is left alone.
    """
    tolerance = settings.decimal("tolerance")
    for lines in blocks(form).values():
        totals = [line for line in lines if line.source == "total"]
        parts = _components(lines)
        if len(totals) != 1 or all(line.source == "other" for line in parts):
            continue  # 其他资金 alone is not all that a total consists of
        for measure in AMOUNTS:
            if measure not in totals[0].figures:
                continue
            if measure == "carried" and any(
                base(one) and value_of(one.figures.get("carried")) is None for one in parts
            ):
                continue  # a source whose carry-over is not stated leaves their sum unknown
            fault = _judged(totals[0], parts, measure, tolerance)
            if fault:
                yield replace(fault, subject=f"{of_line(form, totals[0])}|{measure}")
