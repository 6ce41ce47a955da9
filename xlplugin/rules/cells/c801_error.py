"""C801: no entry of a form shows an Excel error."""

from __future__ import annotations

from xlplugin.model import ERROR, Fault, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Settings

__all__ = ["error"]


@rule(
    "C801",
    "cells.error",
    title="单元格错误值",
    severity=ERROR,
    messages={
        "zh": "此格显示错误值{stated}，无法核对。请检查公式及其引用的单元格。",
        "en": "This cell shows the error {stated} and cannot be checked. Check its formula and the cells it refers to.",
        "zh.formula": "此格显示错误值{stated}，无法核对（公式：={_公式}）。请检查公式及其引用的单元格。",
        "en.formula": "This cell shows the error {stated} and cannot be checked (formula: ={_公式}). "
        "Check the formula and the cells it refers to.",
    },
)
def error(form: Form, _settings: Settings) -> Iterator[Fault]:
    """Blame every entry that holds an error value."""
    for entry in form.faulty:
        if entry.state == "error":
            values = {"_公式": entry.formula} if entry.formula else {}
            variant = "formula" if entry.formula else ""
            yield Fault(entry.place, entry.raw, None, values, variant=variant, subject=entry.cell)
