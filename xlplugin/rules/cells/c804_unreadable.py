"""C804: where a figure belongs stands a figure."""

from __future__ import annotations

import re
from functools import cache

from xlplugin.model import ADVICE, ERROR, PRINTED, Fault, rule
from xlplugin.quantity import read, squeeze
from xlplugin.quantity.unit import unit_at
from xlplugin.rules.entries import figure_cells
from xlplugin.rules.results import results
from xlplugin.rules.subjects import of_entry

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Settings, Traced

__all__ = ["unreadable"]

_WORDS = frozenset(("text", "unreadable"))

_NAMING = frozenset(("年", "月", "日", "季度", "个季度", "周", "期", "届", "批", "版", "标段", "节", "级", "点"))
"""3,4季度 and 1.2版 name something; their digits are no figure."""


@cache
def _figure() -> re.Pattern[str]:
    """The sign and the digits of a cell that holds one figure; O and I are typed for 0 and 1."""
    return re.compile(r"[≥≤<>=≧≦]{0,2}[+-]?[0-9](?:[0-9.,OI|]*[0-9.OI|])?")


def _is_broken(entry: Traced) -> bool:
    """Whether an unreadable target or result is nothing but one figure that is not well-formed: ≥7,00.0, 77,7%."""
    text = squeeze(entry.raw)
    found = _figure().match(text)
    if found is None:
        return False
    unit, _, end = unit_at(text, found.end())
    version = not unit and not set(found.group()) - set("0123456789.")
    return end == len(text) and unit not in _NAMING and not version


def _is_label(entry: Traced) -> bool:
    """Whether a cell is a label with or without its own figure (按支出性质分：, 其中：基本支出：412.37)."""
    head, colon, _ = squeeze(entry.raw).partition(":")
    return bool(colon) and not any(map(str.isdigit, head))


def _has_unit(entry: Traced) -> bool:
    """Whether a cell holds one well-formed figure with its unit (300万元, 9.5分), which a reader takes for it."""
    text = squeeze(entry.raw)
    quantity = read(text) if text[:1].isdigit() and text.endswith(("元", "分")) else None
    return quantity is not None and quantity.value is not None and not quantity.approximate


@rule(
    "C804",
    "cells.unreadable",
    title="数字无法识别",
    severity=ERROR,
    basis=PRINTED,
    messages={
        "zh": "{_栏目}“{stated}”不是数字，无法参与核对。请只填数字，文字说明写在说明栏。",
        "en": "{_栏目}: “{stated}” is no number and cannot be checked. Write the number alone; "
        "notes go to the notes column.",
        "zh.digits": "{_栏目}“{stated}”的数字写法不规范（如逗号、小数点错位），无法参与核对。请更正。",
        "en.digits": "{_栏目}: “{stated}” is not a well-formed number (commas or points out of place) "
        "and cannot be checked. Correct it.",
        "zh.unit": "{_栏目}“{stated}”带着单位，表格软件当作文字，不参加计算，这一格也没有参加核对。"
        "请只填数字，单位写在栏目名称里。",
        "en.unit": "{_栏目}: “{stated}” carries its unit, which makes it text that no formula adds up; it was not "
        "checked either. Write the number alone; the unit belongs in the header.",
    },
)
def unreadable(form: Form, _settings: Settings) -> Iterator[Fault]:
    """Blame every entry that holds words, or malformed digits, in place of a figure."""
    for what, entry in figure_cells(form, _WORDS):
        if not _is_label(entry):
            variant = "digits" if entry.state == "unreadable" else "unit" if _has_unit(entry) else ""
            yield _fault(form, what, entry, variant)
    for row, target, actual in results(form):
        for what, entry in (("指标值", target), ("完成值", actual)):
            quantity = entry.quantity
            if quantity is not None and quantity.kind == "unreadable" and _is_broken(entry):
                yield _fault(form, f"{row.called}的{what}", entry, "digits")


def _fault(form: Form, what: str, entry: Traced, variant: str) -> Fault:
    subject = of_entry(form, entry.place)
    severity = ADVICE if variant == "unit" else None
    return Fault(
        entry.place, entry.raw.strip(), None, {"_栏目": what}, severity=severity, variant=variant, subject=subject
    )
