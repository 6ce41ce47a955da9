"""The points of an indicator with target and result, and of the execution of the budget, by the profile's methods."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.engine.facts import is_satisfaction
from xlplugin.model import Figure, Outcome, Receipt
from xlplugin.model.score import Case
from xlplugin.quantity import beyond_whole, comparable, level, parse_number, squeeze
from xlplugin.record import record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from xlplugin.engine.facts import Facts
    from xlplugin.model import BudgetLine, Indicator, Traced
    from xlplugin.quantity import Quantity

__all__ = ["Execution", "Judge", "scored_execution", "scored_row"]

_ZERO = Decimal(0)


@record
class Execution:
    """What a profile says of the execution row: its weight where the form prints none, and which budget is its base.

    ``weighed`` is false where nobody knows the form, so that its own rows say more of the weight than the profile.
    """

    weight: Decimal | None = None
    base: str = ""
    weighed: bool = True


if TYPE_CHECKING:
    Judge = Callable[[str, Case], Outcome | None]
else:
    Judge = object
"""The methods of a profile: an outcome for a kind of row and its figures, None where the profile has no policy."""


def _kind(row: Indicator, target: Quantity) -> str:
    if target.unit == "%" and is_satisfaction(row):
        return "satisfaction"
    if target.kind == "qualitative":
        return "qualitative"
    if target.operator is None and row.is_limit:
        return "at_most"
    return {"<=": "at_most", "<": "at_most", "=": "equal"}.get(target.operator or "", "at_least")


_SHORT_OF = ("未", "不", "没", "部分", "基本", "较", "一般", "有待", "欠", "尚")
"""Words by which a result says that it is less than what it repeats."""


_COMPARED = ("较上年", "较去年", "比上年", "比去年", "同比")
"""Words before a change that a result need not repeat: 较上年提高 is met by 提高0.1个百分点."""


def _reached(target: str, actual: str) -> bool:
    """Whether a result in words repeats its target (提升: 有效提升) and takes nothing back."""
    wanted, got = squeeze(target), squeeze(actual)
    for word in _COMPARED:
        wanted = wanted.removeprefix(word)
    return wanted == got or (wanted in got and not any(word in got for word in _SHORT_OF))


_WHY = {
    "zh": {
        "target": "没有填写指标值",
        "result": "没有填写完成值",
        "money": "没有填写预算数或执行数",
        "share": "度量单位为%，完成值不大于1，可能是按比例数（0.98）填写，不能按规定计分",
        "method": "没有适用的计分方法",
        "figure": "完成值不是数值，不能按规定计分",
        "beyond": "{}超过100%，数字有误，不能计分",
        "repeats": "完成值与指标值一致，按达成计：",
    },
    "en": {
        "target": "no target is filled in",
        "result": "no result is filled in",
        "money": "budget or outturn is not filled in",
        "share": "the unit is % and the result is not above 1: it may be a ratio (0.98) and cannot be scored",
        "method": "no scoring method applies",
        "figure": "the result is no figure and cannot be scored",
        "beyond": "{} beyond 100% is a wrong figure and cannot be scored",
        "repeats": "the result repeats its target and counts as met: ",
    },
}
"""Why a row gives no points, or these."""


def _open(weight: Decimal, why: str) -> Outcome:
    return Outcome(None, _ZERO, weight, "", why=why)


def scored_row(
    row: Indicator, weight: Decimal, judge: Judge, given: Mapping[str, Decimal], lang: str
) -> Receipt | None:
    """The receipt of an indicator; None where the form has no targets."""
    target, actual = row.target, row.actual
    if target is None:
        return None
    place = row.points.place if row.points else row.place
    figures = (*_figure("指标值", target), *(_figure("完成值", actual) if actual else ()))
    if target.quantity is None:
        outcome = _open(weight, _WHY[lang]["target"])
    else:
        outcome = _judged(row, weight, target.quantity, actual, judge, given.get(row.name), lang)
    return Receipt(place, row.called, weight, row.points, outcome, figures)


def _figure(what: str, entry: Traced) -> tuple[Figure, ...]:
    """An entry as an input of the arithmetic, none where nothing is written."""
    text = entry.raw.strip()
    return (Figure(what, text, entry.place),) if text else ()


def _judged(
    row: Indicator,
    weight: Decimal,
    target: Quantity,
    actual: Traced | None,
    judge: Judge,
    given: Decimal | None,
    lang: str,
) -> Outcome:
    kind, why = _kind(row, target), _WHY[lang]
    if given is not None:
        case = Case(weight, target.value, given, target.operator)
        return judge(kind, case) or _open(weight, why["method"])
    if actual is None or actual.is_blank or actual.quantity is None:
        return _open(weight, why["result"])
    if kind == "qualitative":
        return _worded(row, weight, actual.raw, judge, why)
    got = actual.quantity
    about = row.name + (row.target.raw if row.target else "")
    if rate := beyond_whole(target, about) or beyond_whole(got, about):
        return _open(weight, why["beyond"].format(rate))
    compared, ratio = comparable(target, got), _may_be_a_ratio(target, actual)
    if ratio or target.value is None or (compared.value is None and got.low is None):
        said = compared.en if lang == "en" else compared.zh
        return _open(weight, why["share"] if ratio else said or why["figure"])
    same = compared.value == got.value
    low, high = (got.low, got.high) if same else (None, None)
    operator = "<=" if kind == "at_most" and target.operator is None else target.operator
    case = Case(weight, target.value, compared.value, operator, None, low, high)
    outcome = judge(kind, case) or _open(weight, why["method"])
    return replace(outcome, unsure=True) if got.approximate and low is high is None else outcome


def _worded(row: Indicator, weight: Decimal, actual: str, judge: Judge, why: Mapping[str, str]) -> Outcome:
    """The outcome of a result in words: its level, or met where it repeats the target."""
    met = row.target is not None and _reached(row.target.raw, actual)
    outcome = judge("qualitative", Case(weight, level=level("达成" if met else actual)))
    if outcome is None:
        return _open(weight, why["method"])
    return replace(outcome, rule=why["repeats"] + outcome.rule) if met else outcome


def _may_be_a_ratio(target: Quantity, actual: Traced) -> bool:
    """Whether a bare result of a rate whose unit stands in a column of its own may be a ratio (0.98 for 98)."""
    got = actual.quantity
    if got is None or got.value is None or actual.percent or actual.state not in {"number", "digits"}:
        return False
    return target.unit == got.unit == "%" and got.value != 0 and got.value <= 1 < (target.value or _ZERO)


def scored_execution(
    line: BudgetLine, facts: Facts, judge: Judge, terms: Execution, room: Decimal | None, lang: str
) -> Receipt | None:
    """The receipt of the execution row; what the line does not state is taken from ``facts``.

    Where its weight is not printed it is what the profile says, on a form that nobody knows what the other rows leave
    under the full mark (``room``). None where no row has a weight, or the form has neither place nor room for points.
    """
    entry, stated = line.figures.get("weight"), line.figures.get("points")
    weight = entry.value if entry else None
    if weight is None and room is not None:
        weight = room if stated is not None and room > 0 and not terms.weighed else terms.weight
    if not weight or weight < 0 or (stated is None and entry is None and (room is None or weight > room)):
        return None
    budget = _money("预算数", _base(line, terms.base), facts)
    outturn = _money("执行数", line.figures.get("executed"), facts)
    place = stated.place if stated else line.place
    if budget is None or outturn is None:
        if stated is None and entry is None:
            return None
        figures = tuple(found[0] for found in (budget, outturn) if found)
        return Receipt(place, "预算执行", weight, stated, _open(weight, _WHY[lang]["money"]), figures)
    (planned, whole), (spent, part) = budget, outturn
    outcome = judge("execution", Case(weight, whole, part)) or _open(weight, _WHY[lang]["method"])
    return Receipt(place, "预算执行", weight, stated, outcome, (planned, spent))


def _base(line: BudgetLine, measure: str) -> Traced | None:
    """The budget that the execution rate is of: as the profile says, else the latest that the line states."""
    measures = (measure, "adjusted", "received", "initial")
    entries = (line.figures.get(name) for name in measures if name)
    return next((found for found in entries if found is not None and not found.is_blank), None)


def _counted(entry: Traced) -> str:
    """An amount as the cell states it, or as it was brought to the unit of its line."""
    number = parse_number(squeeze(entry.raw))
    return entry.raw if number is None or entry.value in {None, number} else f"{entry.value:f}"


def _money(name: str, stated: Traced | None, facts: Facts) -> tuple[Figure, Decimal | None] | None:
    """An amount with where it comes from: told from outside, stated in the line, or known from elsewhere."""
    told = facts.told(name)
    if stated is not None and told is None:
        return Figure(name, _counted(stated), stated.place), stated.value
    known = told or facts.fact(name)
    if known is None:
        return None
    return Figure(name, format(known.value, "f"), known.places[0] if known.places else None), known.value
