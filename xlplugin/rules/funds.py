"""Money in a form: its blocks of budget lines, the base of a rate, and units of money."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.model import derived
from xlplugin.quantity import half_up, squeeze
from xlplugin.rules.figures import same, value_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlplugin.model import BudgetLine, Form, Traced

__all__ = [
    "AMOUNTS",
    "FACTORS",
    "base",
    "blocks",
    "converted",
    "is_cost",
    "name_of",
    "project",
    "same_money",
    "total_line",
]

FACTORS = {
    "元": Decimal(1),
    "百元": Decimal(100),
    "千元": Decimal(1_000),
    "万元": Decimal(10_000),
    "百万元": Decimal(1_000_000),
    "千万元": Decimal(10_000_000),
    "亿元": Decimal(100_000_000),
}
"""Units of money in 元."""

AMOUNTS = ("initial", "adjusted", "received", "executed", "carried", "surplus", "forward")
"""The measures of a budget line that are amounts of money."""

_NAMES = {
    "initial": "年初预算数",
    "adjusted": "全年预算数",
    "received": "到位数",
    "executed": "执行数",
    "carried": "结转结余额",
    "surplus": "结余资金",
    "forward": "结转资金",
}


def name_of(measure: str, line: BudgetLine) -> str:
    """The official word for a measure; 预算数 alone where the form prints only one budget figure."""
    if measure in {"initial", "adjusted"} and not ("initial" in line.figures and "adjusted" in line.figures):
        return "预算数"
    return _NAMES[measure]


@derived
def blocks(form: Form) -> Mapping[str, list[BudgetLine]]:
    """The budget lines by block, in the order of the form."""
    found: dict[str, list[BudgetLine]] = {}
    for line in form.budget:
        found.setdefault(line.block, []).append(line)
    return found


@derived
def total_line(form: Form) -> BudgetLine | None:
    """The first total line that states an amount, None where there is none."""
    totals = (line for line in form.budget if line.source == "total")
    return next((line for line in totals if any(value_of(line.figures.get(one)) is not None for one in AMOUNTS)), None)


def base(line: BudgetLine, *measures: str) -> tuple[str, Traced, Decimal] | None:
    """The budget figure that a rate is of, as name, entry and figure.

    The first stated one of ``measures`` (an edition may prescribe them), then the adjusted, then the initial budget.
    """
    for measure in (*measures, "adjusted", "initial"):
        entry = line.figures.get(measure)
        if entry is not None and not entry.is_blank:
            return None if entry.value is None else (name_of(measure, line), entry, entry.value)
    return None


def converted(amount: Decimal, unit: str, into: str) -> Decimal:
    """An amount in another unit; unchanged where either unit is not known."""
    if unit in FACTORS and into in FACTORS:
        return amount * FACTORS[unit] / FACTORS[into]
    return amount


def same_money(one: Decimal, unit: str, other: Decimal, into: str, tolerance: Decimal = Decimal(0)) -> bool:
    """Whether two amounts, each in its unit, may be one: converted, and rounded as the coarser one is.

    Equal figures under different units are a fault of a label, which U601 and N504 report.
    """
    if same(one, other, tolerance) or same(one, converted(other, into, unit), tolerance):
        return True
    if unit == into or not {unit, into} <= FACTORS.keys():
        return False
    if FACTORS[unit] < FACTORS[into]:
        one, unit, other, into = other, into, one, unit
    decimals = -int(half_up(one, 6).normalize().as_tuple().exponent)
    return same(one, half_up(converted(other, into, unit), max(decimals, 0)))


def is_cost(level1: str, level2: str) -> bool:
    """Whether an indicator belongs to a cost class (成本指标)."""
    return "成本" in squeeze(level2) or "成本" in squeeze(level1)


@derived
def project(form: Form) -> str:
    """The key under which the project name of a form is compared, empty where none is stated."""
    entry = form.identity.get("project")
    return "" if entry is None or entry.is_blank else squeeze(entry.raw)
