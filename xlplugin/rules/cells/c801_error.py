"""C801: no entry of a form shows an Excel error."""

from __future__ import annotations

from xlplugin.model import ERROR, Fault, rule
from xlplugin.place import parse_a1
from xlplugin.rules.subjects import of_entry

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Settings, Traced
    from xlplugin.place import Place

__all__ = ["error"]

_CELL = r"(\$?[A-Z]{1,3}\$?[1-9]\d*)"
_REFERENCE = rf"(?:(?:'((?:[^']|''){{1,62}})'|([^\s'!()+*/,:&=<>-]{{1,31}}))!)?{_CELL}(?::{_CELL})?"
"""A cell or an area in a formula, with its sheet."""


@rule(
    "C801",
    "cells.error",
    title="单元格错误值",
    severity=ERROR,
    follows=("C801",),
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
            subject, uses = of_entry(form, entry.place), tuple(_taken(form, entry))
            yield Fault(entry.place, entry.raw, None, values, variant=variant, subject=subject, uses=uses)


def _taken(form: Form, entry: Traced) -> Iterator[Place]:
    """The other errors that its formula takes: the one that takes none is where the error began."""
    others = [other.place for other in form.faulty if other is not entry and other.state == "error"]
    if not entry.formula or not others:
        return
    import re  # noqa: PLC0415  few formulas take an error

    for quoted, plain, first, last in re.findall(_REFERENCE, entry.formula):
        sheet = quoted.replace("''", "'") or plain or entry.place.sheet
        try:
            (top, left), (bottom, right) = parse_a1(first), parse_a1(last or first)
        except ValueError:
            continue  # LOG10 and the like are no cells
        rows, columns = sorted((top, bottom)), sorted((left, right))
        for place in others:
            inside = rows[0] <= place.row <= rows[1] and columns[0] <= place.column <= columns[1]
            if inside and place.sheet == sheet:
                yield place
