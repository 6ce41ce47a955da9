"""U601: one form counts its money in one unit."""

from __future__ import annotations

from xlplugin.model import CONSISTENT, ERROR, Fault, Related, rule
from xlplugin.quantity import parse_number, squeeze
from xlplugin.rules.figures import plain
from xlplugin.rules.funds import AMOUNTS, FACTORS, converted
from xlplugin.rules.subjects import of_label

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from xlplugin.model import Form, Settings, Traced, UnitLabel
    from xlplugin.place import Place

__all__ = ["mixed"]


def _usual(labels: list[UnitLabel]) -> UnitLabel | None:
    """The first label of the unit that most labels print; with equal counts the unit printed first."""
    units = [label.unit for label in labels]
    return max(labels, key=lambda label: units.count(label.unit), default=None)


def _stands_for(label: Place, figure: Place, *, in_row: bool) -> bool:
    """Whether a label and a figure stand in one row (transposed table) or in one column."""
    return label.row == figure.row if in_row else label.column == figure.column


def _entry(form: Form, label: UnitLabel) -> tuple[str, Traced] | None:
    """The figure of the total line that a label stands for, with its measure: in its row or in its column."""
    for line in form.budget:
        if line.block == label.block and line.source == "total":
            for measure in AMOUNTS:
                entry = line.figures.get(measure)
                if entry is not None and _stands_for(label.place, entry.place, in_row=line.columnwise):
                    return measure, entry
    return None


def _same_figure(form: Form, measure: str, entry: Traced, unit: str) -> Traced | None:
    """The same figure, not zero, stated elsewhere for the same measure under the usual unit."""
    for line in form.budget:
        other = line.figures.get(measure)
        if other is None or other.place == entry.place or line.unit != unit:
            continue
        if other.value and other.value == entry.value:
            return other
    return None


def _converted(entry: Traced) -> Decimal | None:
    """The figure as the cell states it where it was brought to the unit of its line, None where it was not."""
    stated = parse_number(squeeze(entry.raw))
    return None if stated is None or entry.percent or stated == entry.value else stated


def _fault(form: Form, label: UnitLabel, usual: UnitLabel) -> Fault:
    values = {"_标签": label.text, "_另一标签": usual.text}
    found = _entry(form, label)
    stated = _converted(found[1]) if found else None
    twin = _same_figure(form, *found, usual.unit) if found and stated is None else None
    related = [Related(usual.place, usual.text)]
    variant = ""
    if found and twin and found[1].value is not None:
        amount = found[1].value
        variant = "same"
        values |= {
            "本处": f"{plain(amount)}{label.unit}",
            "折合": f"{plain(converted(amount, label.unit, usual.unit))}{usual.unit}",
            "另处": f"{plain(amount)}{usual.unit}",
        }
        related.append(Related(twin.place, twin.raw))
    elif stated is not None:
        variant = "converted"
        values |= {
            "本处": f"{plain(stated)}{label.unit}",
            "折合": f"{plain(converted(stated, label.unit, usual.unit))}{usual.unit}",
        }
    subject = of_label(form, label)
    first = next((one.place for one in form.units if one.unit == label.unit), label.place)
    return Fault(
        label.place, label.unit, usual.unit, values, tuple(related), variant=variant, subject=subject, uses=(first,)
    )


@rule(
    "U601",
    "units.mixed",
    title="金额单位不统一",
    severity=ERROR,
    basis=CONSISTENT,
    follows=("U601",),
    messages={
        "zh": "“{_标签}”的单位是{stated}，本表其他金额以{expected}计（“{_另一标签}”）。请统一为{expected}。",
        "en": "“{_标签}” counts in {stated}, the other amounts of the form in {expected} (“{_另一标签}”). "
        "Use {expected} throughout.",
        "zh.converted": "“{_标签}”的单位是{stated}，本表其他金额以{expected}计（“{_另一标签}”）；"
        "核对时已换算：{本处}即{折合}。请统一为{expected}。",
        "en.converted": "“{_标签}” counts in {stated}, the other amounts of the form in {expected} (“{_另一标签}”). "
        "They were checked as converted: {本处} is {折合}. Use {expected} throughout.",
        "zh.same": "“{_标签}”的单位是{stated}，本表其他金额以{expected}计：照此{本处}只合{折合}，另处却是{另处}。"
        "请把单位统一为{expected}。",
        "en.same": "“{_标签}” counts in {stated}, the form otherwise in {expected}: {本处} would be {折合}, "
        "but the other block states {另处}. Use {expected} throughout.",
    },
)
def mixed(form: Form, _settings: Settings) -> Iterator[Fault]:
    """Blame every label whose unit of money is not the usual one of the form."""
    labels = [label for label in form.units if label.unit in FACTORS]
    usual = _usual(labels)
    for label in labels:
        if usual and label.unit != usual.unit:
            yield _fault(form, label, usual)
