"""Q109: a rate that is an indicator agrees with the amounts of the same form."""

from __future__ import annotations

from functools import lru_cache

from xlplugin.model import ADVICE, ERROR, EXPLAIN, Fault, Related, rule
from xlplugin.quantity import squeeze
from xlplugin.rules.figures import agreement, percent, plain, same, value_of
from xlplugin.rules.funds import base, name_of, total_line
from xlplugin.rules.subjects import of_row
from xlplugin.rules.texts import listed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from xlplugin.model import BudgetLine, Form, Indicator, Settings, Traced

__all__ = ["rates"]

_SEVERITIES = {"wrong": None, "base": EXPLAIN, "truncated": ADVICE, "coarse": ADVICE}


@lru_cache(maxsize=4096)
def _named(called: str) -> str:
    """The name of a row without the target or the weight that may stand behind it."""
    return squeeze(called).strip("。.;,:").partition("≥")[0].partition("=")[0].rstrip("0123456789.%)）（(分")


def _other_base(line: BudgetLine, amount: Decimal, stated: Decimal) -> str:
    """The budget figure of which the stated rate is right all the same, empty where there is none."""
    for measure in ("initial", "adjusted", "received"):
        other = value_of(line.figures.get(measure))
        if other and agreement(stated, amount / other * 100) != "wrong":
            return name_of(measure, line)
    return ""


def _fault(
    form: Form, row: Indicator, actual: Traced, line: BudgetLine, measure: str, settings: Settings
) -> Fault | None:
    found, part = base(line, *settings.words("base")), line.figures.get(measure)
    stated = actual.quantity.value if actual.quantity and actual.quantity.unit == "%" else None
    if found is None or part is None or part.value is None or stated is None or not found[2]:
        return None
    if found[1].place == part.place:
        return None
    exact = part.value / found[2] * 100
    verdict = agreement(stated, exact)
    other = _other_base(line, part.value, stated) if verdict == "wrong" else ""
    if not verdict or same(stated, exact):
        return None
    kind = "base" if other else verdict
    values = {
        "_指标": squeeze(row.called),
        "算式": f"{plain(part.value)}÷{plain(found[2])}",
        "_分子": name_of(measure, line),
        "_基数": found[0],
        "_所用基数": other,
    }
    related = (Related(part.place, part.raw), Related(found[1].place, found[1].raw))
    variant = "" if kind == "wrong" else kind
    return Fault(
        actual.place, percent(stated), percent(exact), values, related, _SEVERITIES[kind], variant, of_row(form, row)
    )


@rule(
    "Q109",
    "targets.funds-rate",
    title="指标中的资金比率",
    severity=ERROR,
    messages={
        "zh": "“{_指标}”填{stated}，按本表的{_分子}和{_基数}应为{expected}（{算式}）。请更正。",
        "en": "“{_指标}” is stated as {stated}; by the {_分子} and {_基数} of this form it is {expected} ({算式}). "
        "Correct it.",
        "zh.base": "“{_指标}”填{stated}，是按{_所用基数}算出的；按{_基数}应为{expected}（{算式}）。"
        "请统一口径或说明理由。",
        "en.base": "“{_指标}” is stated as {stated}, which is its share of {_所用基数}; of {_基数} it is {expected} "
        "({算式}). Use one base or give the reason.",
        "zh.truncated": "“{_指标}”填{stated}，是截去尾数的结果；四舍五入应为{expected}（{算式}）。",
        "en.truncated": "“{_指标}” is stated as {stated}, with decimals cut off; rounded half-up it is {expected} "
        "({算式}).",
        "zh.coarse": "“{_指标}”填{stated}，保留的小数不足两位；保留两位是{expected}（{算式}）。",
        "en.coarse": "“{_指标}” is stated as {stated}, rounded to fewer than two decimals; with two it is {expected} "
        "({算式}).",
    },
    settings={
        "executed": listed("预算执行率 预算资金执行率 资金执行率 资金预算执行率 预算完成率 项目预算执行率"),
        "received": listed("资金到位率 预算资金到位率 项目资金到位率"),
        "base": (),
    },
    follows=("B302", "B303"),
)
def rates(form: Form, settings: Settings) -> Iterator[Fault]:
    """Recompute execution and receipt rates that stand among the indicators from the total line of the funds."""
    measures = {name: measure for measure in ("received", "executed") for name in settings.words(measure)}
    named = ((row, measures.get(_named(row.called))) for row in form.indicators if row.actual)
    rows = [(row, measure) for row, measure in named if measure]
    line = total_line(form) if rows else None
    for row, measure in rows:
        fault = _fault(form, row, row.actual, line, measure, settings) if line and row.actual else None
        if fault:
            yield fault
