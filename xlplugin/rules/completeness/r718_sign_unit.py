"""R718: where the form prints columns for the comparison sign and the unit, a numeric target has both."""

from __future__ import annotations

from xlplugin.model import ERROR, EXPLAIN, PRINTED, Fault, Related, rule
from xlplugin.rules.subjects import of_row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Indicator, Settings, Traced

__all__ = ["sign_unit"]

_RATES = ("率", "度", "比", "比例", "占比")
"""What is measured in per cent, whether or not the unit says so."""


def _gap(form: Form, row: Indicator) -> tuple[Traced, Traced, str] | None:
    """A target that is one figure, the cell that lacks its sign or unit, and the name of the column."""
    target = row.target
    quantity = target.quantity if target else None
    if target is None or quantity is None or quantity.value is None:
        return None
    if row.sign is not None and row.sign.is_blank and quantity.operator is None:
        return target, row.sign, form.headers.get("nature", "指标性质")
    if "unit" in form.columns and not quantity.unit and not row.called.rstrip().endswith(_RATES):
        return target, target, form.headers.get("unit", "度量单位")
    return None


@rule(
    "R718",
    "required.sign-unit",
    title="指标性质和度量单位必填",
    severity=EXPLAIN,
    basis=PRINTED,
    messages={
        "zh": "“{_指标}”的指标值是“{_指标值}”，“{_栏}”一栏没有填写，看不出怎样才算完成。请补填。",
        "en": "“{_指标}” has the target “{_指标值}” but “{_栏}” is blank, so it is open when it is met. Fill it in.",
    },
)
def sign_unit(form: Form, _settings: Settings) -> Iterator[Fault]:
    """Blame numeric targets without their sign or unit; of a known form they must be filled in."""
    for row in form.indicators:
        gap = _gap(form, row)
        if gap is None:
            continue
        target, entry, column = gap
        values = {"_指标": row.called, "_指标值": target.raw.strip(), "_栏": column}
        related = (Related(target.place, target.raw.strip()),) if entry is not target else ()
        severity = ERROR if form.edition else None
        subject = f"{of_row(form, row)}|{column}"
        yield Fault(entry.place, None, None, values, related, severity, subject=subject)
