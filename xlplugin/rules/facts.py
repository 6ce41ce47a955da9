"""What the rows of a form count: figure, unit and what it is about, in targets and in results."""

from __future__ import annotations

from functools import lru_cache

from xlplugin.model import derived
from xlplugin.quantity import squeeze
from xlplugin.record import record
from xlplugin.rules.likeness import letters

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from xlplugin.model import Form, Indicator, Traced
    from xlplugin.quantity import Quantity

__all__ = ["SENTENCE", "Fact", "about", "counts", "facts"]

SENTENCE = 8
"""An entry of so many letters says what was done, not only how much."""

_RATES = ("%", "‰", "成", "倍", "分", "个百分点")
_TIMES = ("年", "月", "个月", "天", "日", "小时", "分钟", "季度", "个工作日", "工作日", "周", "学期", "点")
_NO_COUNT = frozenset((*_RATES, *_TIMES))
_IDLE = (
    "项目",
    "专项",
    "工作",
    "经费",
    "资金",
    "支出",
    "成本",
    "控制",
    "全年",
    "年度",
    "年内",
    "实现",
    "拨付",
    "到位",
    "完成",
)
"""Words that tell nothing about what is counted."""


@record
class Fact:
    """One figure of one entry: ``about`` is what it counts, without idle words; a ``limit`` is kept to, not reached."""

    row: Indicator
    entry: Traced
    value: Decimal
    unit: str
    about: str
    approximate: bool = False
    limit: bool = False

    @property
    def told(self) -> str:
        """The entry in words: one that is hardly more than a figure with the name of its row."""
        text = " ".join(self.entry.raw.split())
        return text if len(letters(text)) >= SENTENCE or self.row.called == text else f"{self.row.called} {text}"

    @property
    def money(self) -> bool:
        """Whether it is an amount of money."""
        return self.unit.endswith("元")


def facts(form: Form, role: str) -> tuple[Fact, ...]:
    """The counts and amounts in the targets or in the results of a form (``role``); rates and periods are none."""
    return _in_targets(form) if role == "target" else _in_results(form)


@derived
def _in_targets(form: Form) -> tuple[Fact, ...]:
    return tuple(fact for row in form.indicators if row.target for fact in counts(row, row.target))


@derived
def _in_results(form: Form) -> tuple[Fact, ...]:
    return tuple(fact for row in form.indicators if row.actual for fact in counts(row, row.actual))


def counts(row: Indicator, entry: Traced) -> Iterator[Fact]:
    """The counts and amounts in one entry of a row."""
    if entry.is_blank or entry.percent or not _has_digit(entry.raw):
        return
    for quantity in _quantities(entry):
        value = quantity.value if quantity.value is not None else quantity.low
        unit = quantity.unit
        if value is None or not unit or unit in _NO_COUNT:
            continue
        counted = about(quantity.subject) or about(row.name) or (about(row.target.raw) if row.target else "")
        limit = quantity.operator in {"<=", "<"} or "控制" in entry.raw
        yield Fact(row, entry, value, unit, counted, quantity.approximate, limit)


@lru_cache(maxsize=4096)
def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _quantities(entry: Traced) -> tuple[Quantity, ...]:
    quantity = entry.quantity
    if quantity is not None and quantity.kind != "unreadable":
        return (quantity,) if quantity.kind == "quantitative" else ()
    from xlplugin.quantity import read_all  # noqa: PLC0415  only for a cell with several figures

    return tuple(read_all(entry.raw))


@lru_cache(maxsize=4096)
def about(words: str) -> str:
    """What words are about: their letters without figures and without words that tell nothing."""
    plain = letters("".join(char for char in squeeze(words) if not char.isdigit()))
    for idle in _IDLE:
        plain = plain.replace(idle, "")
    return plain
