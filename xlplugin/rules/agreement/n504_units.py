"""N504: the forms of one workbook count money in one unit."""

from __future__ import annotations

from xlplugin.model import ADVICE, CONSISTENT, ERROR, Fault, Related, rule
from xlplugin.rules.figures import plain
from xlplugin.rules.funds import FACTORS, base, converted, total_line
from xlplugin.rules.subjects import kind_of, of_form, of_label

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from xlplugin.model import BudgetLine, Form, Settings, UnitLabel

__all__ = ["one_unit"]


def _first(form: Form) -> UnitLabel | None:
    return next((label for label in form.units if label.unit in FACTORS), None)


def _amount(line: BudgetLine | None) -> Decimal | None:
    found = base(line) if line else None
    return found[2] if found else None


@rule(
    "N504",
    "agreement.unit-of-money",
    title="各表金额单位一致",
    severity=ADVICE,
    basis=CONSISTENT,
    scope="book",
    follows=("U601",),
    messages={
        "zh": "本表金额以{stated}计（“{_标签}”），“{_另表}”以{expected}计。建议各表统一单位，以免误读。",
        "en": "This form counts money in {stated} (“{_标签}”), “{_另表}” in {expected}. Better use one unit.",
        "zh.same": "本表金额以{stated}计（“{_标签}”），“{_另表}”以{expected}计，两表的预算总额却都写{金额}："
        "{金额}{stated}只合{折合}{expected}。请核实单位。",
        "en.same": "This form counts money in {stated} (“{_标签}”), “{_另表}” in {expected}, yet both state a total of "
        "{金额}: {金额}{stated} would be {折合}{expected}. Check the units.",
    },
)
def one_unit(forms: Sequence[Form], _settings: Settings) -> list[Fault]:
    """Compare the unit of each form with that of the first kind; the same figure in two units is an error."""
    kinds = sorted(forms, key=kind_of)
    stated = [(form, label) for form in kinds if (label := _first(form))]
    faults = []
    for form, label in stated[1:]:
        first, usual = stated[0]
        if label.unit == usual.unit:
            continue
        values = {"_标签": label.text, "_另表": first.sheet}
        amount = _amount(total_line(form))
        same = amount is not None and bool(amount) and amount == _amount(total_line(first))
        if amount is not None and same:
            values |= {"金额": plain(amount), "折合": plain(converted(amount, label.unit, usual.unit))}
        related = (Related(usual.place, usual.text),)
        severity, variant = (ERROR, "same") if same else (ADVICE, "")
        subject = f"{of_form(form)}|{of_label(form, label)}"
        faults.append(Fault(label.place, label.unit, usual.unit, values, related, severity, variant, subject))
    return faults
