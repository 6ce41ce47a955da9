"""U602: the unit printed for money is a unit of money."""

from __future__ import annotations

from xlplugin.model import ADVICE, CONSISTENT, Fault, rule
from xlplugin.quantity import squeeze
from xlplugin.rules.funds import FACTORS
from xlplugin.rules.subjects import of_label

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Settings

__all__ = ["unknown"]

_NUMERALS = frozenset("百千万亿")


@rule(
    "U602",
    "units.unknown",
    title="金额单位写法",
    severity=ADVICE,
    basis=CONSISTENT,
    messages={
        "zh": "“{_标签}”里的“{stated}”不是金额单位，可能是笔误，请改为万元、元等规范单位。",
        "en": "“{stated}” in “{_标签}” is no unit of money, perhaps a slip. Write 万元, 元 or the like.",
    },
    settings={"foreign": ("美元", "万美元", "欧元", "万欧元", "日元", "万日元", "港元", "万港元", "港币", "人民币元")},
)
def unknown(form: Form, settings: Settings) -> Iterator[Fault]:
    """Blame labels whose parentheses hold 元 or 万 but no known unit; prices (元/人) are units of their own."""
    known = {*FACTORS, *settings.words("foreign")}
    for label in form.units:
        unit = squeeze(label.unit)
        looks_like_money = "元" in unit or set(unit) <= _NUMERALS
        if looks_like_money and unit not in known and "/" not in unit:
            yield Fault(label.place, unit, None, {"_标签": label.text}, subject=of_label(form, label))
