"""B312: what was received and not spent is surplus or carried forward."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.model import ADVICE, ERROR, Fault, Related, rule
from xlplugin.rules.figures import CENT, plain, same

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import BudgetLine, Form, Settings

__all__ = ["leftover"]

_PARTS = {"surplus": "结余资金", "forward": "结转资金"}


def _judged(line: BudgetLine) -> Fault | None:
    entries = {name: line.figures[name] for name in ("received", "executed", *_PARTS) if name in line.figures}
    if len(entries) < len(_PARTS) + 2 or any(entry.value is None and not entry.is_blank for entry in entries.values()):
        return None
    received, executed = entries["received"].value, entries["executed"].value
    parts = [entries[name].value or Decimal(0) for name in _PARTS]
    if received is None or executed is None or all(entries[name].is_blank for name in _PARTS):
        return None
    left, stated = received - executed, sum(parts, Decimal(0))
    if same(stated, left):
        return None
    severity, variant = (ADVICE, "rounding") if abs(stated - left) <= CENT else (None, "")
    values = {
        "_项目": line.line,
        "算式": f"{plain(received)}-{plain(executed)}={plain(left)}",
        "两项": "+".join(map(plain, parts)).replace("+-", "-"),
    }
    blamed = entries["surplus"] if not entries["surplus"].is_blank else entries["forward"]
    related = tuple(Related(entry.place, entry.raw) for entry in entries.values() if entry.place != blamed.place)
    subject = f"{line.block}/{line.line}"
    return Fault(blamed.place, plain(stated), plain(left), values, related, severity, variant, subject)


@rule(
    "B312",
    "budget.leftover",
    title="结余与结转之和",
    severity=ERROR,
    follows=("C801", "C804"),
    messages={
        "zh": "“{_项目}”的结余资金与结转资金合计{stated}（{两项}），"
        "实际到位资金减已使用资金应为{expected}（{算式}）。请核对。",
        "en": "Surplus and carry-forward of “{_项目}” make {stated} ({两项}); received less spent gives {expected} "
        "({算式}). Check them.",
        "zh.rounding": "“{_项目}”的结余资金与结转资金合计{stated}（{两项}），"
        "到位减使用为{expected}（{算式}），可能是四舍五入所致。",
        "en.rounding": "Surplus and carry-forward of “{_项目}” make {stated} ({两项}); received less spent gives "
        "{expected} ({算式}), perhaps from rounding.",
    },
)
def leftover(form: Form, _settings: Settings) -> Iterator[Fault]:
    """Add up both columns of every line that has them."""
    for line in form.budget:
        fault = _judged(line) if "surplus" in line.figures else None
        if fault:
            yield fault
