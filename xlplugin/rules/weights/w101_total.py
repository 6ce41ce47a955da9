"""W101: the weights of all indicators add up to the full mark."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.model import CUSTOM, ERROR, EXPLAIN, PRINTED, Fault, Related, rule
from xlplugin.model.difference import INSERTED, MISSING, WEIGHT
from xlplugin.record import replace
from xlplugin.rules.deviations import of_kind
from xlplugin.rules.figures import CENT, plain, same, shown_sum, value_of
from xlplugin.rules.scores import execution, header, weights_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Settings
    from xlplugin.place import Place

__all__ = ["total"]

_HUNDRED = Decimal(100)


def _place(form: Form) -> Place:
    if form.total and form.total.weight:
        return form.total.weight.place
    return header(form, "weight")


def _allowed(form: Form, settings: Settings, extra: Decimal) -> tuple[Decimal, ...]:
    """What the rows may add up to; a form of which nothing is confirmed prints 90 or 100, execution in or on top."""
    if "expected" in settings.values and settings.confirmed:
        return (settings.decimal("expected"),)
    if form.edition and form.edition.full is not None and "expected" not in settings.values:
        return (form.edition.full - extra,)
    return (_HUNDRED - extra, _HUNDRED) if extra else (Decimal(90), _HUNDRED)


def _left_over(form: Form, rows: Decimal) -> Decimal:
    """What the rows leave to execution where its weight is printed in no cell of its own (预算执行情况（20分）).

    Nothing unless the stated points are the stated rate of it: 19 at 95% are out of 20.
    """
    left = _HUNDRED - rows
    for line in form.budget:
        rate, points = value_of(line.figures.get("rate")), value_of(line.figures.get("points"))
        if line.source == "total" and "weight" not in line.figures and rate is not None and points is not None:
            return left if points and same(left * min(rate, _HUNDRED) / _HUNDRED, points, CENT) else Decimal(0)
    return Decimal(0)


def _suspects(form: Form, gap: Decimal) -> tuple[Place, ...]:
    """Where the gap may come from: marks printed on classes, rows inserted or missing that weigh just as much."""
    classes = (group.weight.place for group in form.groups if group.depth and group.weight)
    weights = {(row.place.sheet, row.place.row): value_of(row.weight) for row in form.indicators}
    inserted = (one.place for one in of_kind(form, INSERTED) if weights.get((one.place.sheet, one.place.row)) == gap)
    marks = {item.name: item.weight for item in form.edition.items} if form.edition else {}
    missing = (one.place for one in of_kind(form, MISSING) if marks.get(one.what) == -gap)
    return (*classes, *inserted, *missing)


@rule(
    "W101",
    "weights.total",
    title="权重合计",
    severity=ERROR,
    basis=PRINTED,
    messages={
        "zh": "各项指标分值（权重）之和为{stated}（{算式}），应为{expected}。请核对各项分值。",
        "en": "The weights of all indicators add up to {stated} ({算式}); they must make {expected}. "
        "Check each weight.",
        "zh.execution": "各项指标分值（权重）之和为{stated}（{算式}），"
        "预算执行另有{预算执行分值}分，指标应为{expected}。请核对各项分值。",
        "en.execution": "The weights of all indicators add up to {stated} ({算式}); with {预算执行分值} for execution "
        "they must make {expected}. Check each weight.",
        "zh.against": "合计行的分值（权重）印为{合计}，各项指标分值之和却是{stated}（{算式}），应为{expected}。"
        "请核对各项分值。",
        "en.against": "The total row states a weight of {合计}, but the indicators add up to {stated} ({算式}); "
        "they must make {expected}. Check each weight.",
        "zh.usual": "各项指标分值（权重）之和为{stated}（{算式}）；同类表的指标通常合计{expected}分，另有预算执行10分。"
        "请核实，或说明本表的计分办法。",
        "en.usual": "The weights of all indicators add up to {stated} ({算式}); forms of this kind usually make "
        "{expected}, with 10 for execution. Check, or say how this form is scored.",
        "zh.printed": "合计行的分值（权重）为{stated}，各项相加为{各项之和}（{算式}），"
        "合计应为{expected}。请更正合计。",
        "en.printed": "The total row states a weight of {stated}, the rows add up to {各项之和} ({算式}): "
        "the total must be {expected}. Correct it.",
    },
    settings={"tolerance": "0"},
    follows=("T901", "W102", "T902", "T903", "T905", "T906", "F101", "C803"),
)
def total(form: Form, settings: Settings) -> Iterator[Fault]:
    """Compare Σ weights (bonus rows aside) with the full mark, then the printed total with Σ weights."""
    addends = weights_of(form)
    if addends is None:
        return
    rows = sum(addends, Decimal(0))
    extra = sum((entry.value for entry in execution(form, "weight") if entry.value is not None), Decimal(0))
    extra = extra or _left_over(form, rows)
    printed = value_of(form.total.weight) if form.total else None
    fault = _rows_off(form, settings, rows, extra, printed) or _print_off(form, settings, rows, extra, printed)
    if fault is None:
        return
    values = {"各项之和": plain(rows), "算式": shown_sum(addends, "分值")}
    if extra:
        values["预算执行分值"] = plain(extra)
    if printed is not None:
        values["合计"] = plain(printed)
    altered = tuple(Related(one.place, one.stated) for one in of_kind(form, WEIGHT))
    yield replace(fault, values=values, related=altered)


def _rows_off(form: Form, settings: Settings, rows: Decimal, extra: Decimal, printed: Decimal | None) -> Fault | None:
    """What is wrong with Σ weights: it is no full mark, or not the usual one."""
    allowed, tolerance = _allowed(form, settings, extra), settings.decimal("tolerance")
    if not any(same(rows, full, tolerance) for full in allowed):
        expected = "或".join(map(plain, allowed))
        differs = printed is not None and not same(printed, rows) and not same(printed, rows + extra)
        variant = "against" if differs else "execution" if extra else ""
        uses = _suspects(form, rows - allowed[0])
        return Fault(_place(form), plain(rows), expected, variant=variant, subject="total", uses=uses)
    usual = settings.decimal("expected") if "expected" in settings.values else allowed[0] if extra else rows
    if same(rows, usual, tolerance):
        return None
    return Fault(
        _place(form), plain(rows), plain(usual), severity=EXPLAIN, variant="usual", subject="total", basis=CUSTOM,
        uses=_suspects(form, rows - usual),
    )  # fmt: skip


def _print_off(form: Form, settings: Settings, rows: Decimal, extra: Decimal, printed: Decimal | None) -> Fault | None:
    """What is wrong with the printed total: it is neither Σ weights, with execution or bonus, nor the full mark."""
    if printed is None:
        return None
    bonus = sum((row.weight.value or Decimal(0) for row in form.indicators if row.bonus and row.weight), Decimal(0))
    label = {rows, rows + extra, rows + bonus, (form.edition and form.edition.full) or _HUNDRED}
    if any(same(printed, figure, settings.decimal("tolerance")) for figure in label):
        return None
    return Fault(_place(form), plain(printed), plain(rows + extra), variant="printed", subject="printed")
