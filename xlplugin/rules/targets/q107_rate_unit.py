"""Q107: a rate is given in per cent."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.model import ADVICE, CUSTOM, Fault, Related, rule
from xlplugin.quantity import names_nothing, squeeze
from xlplugin.rules.figures import plain
from xlplugin.rules.subjects import of_row
from xlplugin.rules.texts import figures, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Indicator, Settings
    from xlplugin.quantity import Quantity

__all__ = ["rate_unit"]

_LEAST = Decimal(2)
"""A bare figure up to this may be a ratio, 0.98 or 1."""
_MOST = Decimal(100)


def _subject(row: Indicator, quantity: Quantity) -> str:
    """What a figure of the target is about: the words beside it, else the name of the row."""
    if quantity.subject:
        return quantity.subject
    return "" if names_nothing(row.name) else squeeze(row.name)


def _variant(row: Indicator, quantity: Quantity, *, usual: bool) -> str | None:
    """What is wrong with the unit of a rate: it is money, or missing where others write %; None where it is right."""
    unit, value = quantity.unit, quantity.value
    if value is None or "/" in unit:
        return None
    if unit.endswith("元"):
        return "money"
    if unit:
        return None
    actual = row.actual.quantity if row.actual else None
    understood = actual is not None and actual.unit in {"%", "‰"}
    return "" if usual and not understood and _LEAST < value <= _MOST else None


def _per_cent(form: Form) -> bool:
    """Whether the form writes its rates with a %."""
    return any(row.target and row.target.quantity and row.target.quantity.unit == "%" for row in form.indicators)


@rule(
    "Q107",
    "targets.rate-unit",
    title="比率的单位",
    severity=ADVICE,
    basis=CUSTOM,
    messages={
        "zh": "“{_比率}”的指标值是{stated}，没有写%，本表其他比率都带%。请写明单位，如{expected}。",
        "en": "The target of “{_比率}” is {stated} without a %, the other rates of this form have one. Write the "
        "unit: {expected}.",
        "zh.money": "“{_比率}”是比率，指标值却是金额{stated}。请改为百分比，或把指标名称改为金额（如“{expected}”）。",
        "en.money": "“{_比率}” is a rate but its target is an amount, {stated}. Give a percentage, or name the "
        "indicator as an amount (such as “{expected}”).",
    },
    settings={
        "rates": ("率", "满意度", "知晓度"),
        "other": ("效率", "频率", "利率", "费率", "税率", "汇率", "速率", "功率", "概率"),
    },
)
def rate_unit(form: Form, settings: Settings) -> Iterator[Fault]:
    """Advise on rates whose target is an amount of money or a bare figure among percentages."""
    usual, rates, others = _per_cent(form), settings.words("rates"), settings.words("other")
    for row in form.indicators:
        if row.target is None or row.target.is_blank:
            continue
        for quantity in figures(row.target.raw) if row.target.state == "text" else (row.target.quantity,):
            subject = _subject(row, quantity) if quantity else ""
            if not subject.endswith(rates) or subject.endswith(others):
                continue
            variant = _variant(row, quantity, usual=usual) if quantity else None
            if variant is not None and quantity is not None and quantity.value is not None:
                yield _fault(form, row, quantity, subject, variant)


def _fault(form: Form, row: Indicator, quantity: Quantity, subject: str, variant: str) -> Fault:
    assert row.target is not None  # noqa: S101  the caller looked
    assert quantity.value is not None  # noqa: S101  the caller looked
    figure = f"{plain(quantity.value)}{quantity.unit}"
    expected = f"{subject[:-1]}额{figure}" if variant else f"{figure}%"
    if variant and not subject.endswith("率"):
        expected = figure
    values = {"_比率": shown(subject)}
    related = (Related(row.place, row.name),) if row.place != row.target.place else ()
    return Fault(row.target.place, figure, expected, values, related, variant=variant, subject=of_row(form, row))
