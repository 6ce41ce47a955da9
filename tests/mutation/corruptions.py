"""One cell of a clean form changed: what contradicts something, and what changes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from clean_forms import Entry, clean, entries

from xlplugin.grid import ErrorValue, Workbook
from xlplugin.place import a1
from xlplugin.record import replace

FIGURE = re.compile(r"\d+(?:\.\d+)?")
LIMIT = re.compile("≤|不超过|以内|控制在")
WIDE = str.maketrans("0123456789.%", "０１２３４５６７８９．％")


@dataclass(frozen=True)
class Corruption:
    """A change of one cell: what was done, where, and what stands there now (None: nothing)."""

    name: str
    workbook: str
    entry: Entry
    value: Decimal | str | ErrorValue | None

    @property
    def said(self) -> str:
        sheet = clean(self.workbook).sheets[self.entry.sheet].name
        return f"{self.name}: {self.workbook} {sheet}!{a1(*self.entry.cell)} {self.entry.text!r} → {self.value!r}"

    def applied(self) -> Workbook:
        """The workbook with the change; a formula in the cell is overwritten, as by typing."""
        book = clean(self.workbook)
        grid = book.sheets[self.entry.sheet]
        values = {cell: value for cell, value in grid.values.items() if cell != self.entry.cell}
        if self.value is not None:
            values[self.entry.cell] = self.value
        formulas = {cell: text for cell, text in (grid.formulas or {}).items() if cell != self.entry.cell}
        sheets = [*book.sheets]
        sheets[self.entry.sheet] = replace(grid, values=values, formulas=formulas)
        return replace(book, sheets=tuple(sheets))


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _swapped(figure: Decimal) -> Decimal | None:
    """The first two different neighbouring digits exchanged, as a typist does; None where that changes nothing."""
    text = str(figure)
    for at, (one, two) in enumerate(pairwise(text)):
        if one.isdigit() and two.isdigit() and one != two:
            return Decimal(text[:at] + two + one + text[at + 2 :])
    return None


def _scaled(text: str, factor: Decimal) -> Decimal | str:
    """The entry with its last figure multiplied."""
    number = _number(text)
    if number is not None:
        return number * factor
    found = [*FIGURE.finditer(text)][-1]
    figure = (Decimal(found.group()) * factor).normalize()
    return f"{text[: found.start()]}{figure:f}{text[found.end() :]}"


def _row(workbook: str, entry: Entry) -> dict[str, Entry]:
    """The entries of the same row, by role."""
    return {
        other.role: other
        for other in entries(workbook)
        if other.sheet == entry.sheet and other.cell[0] == entry.cell[0] and other.role
    }


def _limit(row: dict[str, Entry]) -> bool:
    return bool(LIMIT.search("".join(row[role].text for role in ("sign", "target") if role in row)))


def _figures(entry: Entry) -> Iterator[tuple[str, Decimal | str | ErrorValue | None]]:
    """Changes of a figure that other figures of the form contradict."""
    number = _number(entry.text)
    if number is None or number == 0:
        return
    if entry.role in {"money", "rate", "weight", "points"}:
        yield "one more", number + 1
        if entry.role != "rate" and _swapped(number) not in {None, number}:
            yield "digits swapped", _swapped(number)
        yield "point shifted", number * 10
        yield "negative", -number
        yield "error value", ErrorValue("#DIV/0!")
        yield "letter for a digit", f"1O{entry.text}"
    if entry.role in {"weight", "points"}:
        yield "left out", None
        yield "words", "满分"


def _results(workbook: str, entry: Entry) -> Iterator[tuple[str, Decimal | str | ErrorValue | None]]:
    """Changes of a result or a target after which the row no longer fits its points, or needs a reason."""
    row = _row(workbook, entry)
    if not {"target", "result"} <= row.keys() or not FIGURE.search(entry.text):
        return
    if entry.role == "result":
        yield "missed", _scaled(entry.text, Decimal("1.7") if _limit(row) else Decimal("0.6"))
        yield "nothing said", None
        yield "done", "全面完成"
    if entry.role == "target":
        yield "raised", _scaled(entry.text, Decimal("0.5") if _limit(row) else Decimal("1.9"))
        yield "no target", None


def harmful(workbook: str) -> Iterator[Corruption]:
    """Every change of one cell that makes the form wrong or leaves it open."""
    for entry in entries(workbook):
        changes = [*_figures(entry)]
        if entry.role in {"result", "target"}:
            changes += _results(workbook, entry)
        yield from (Corruption(name, workbook, entry, value) for name, value in changes)


def harmless(workbook: str) -> Iterator[Corruption]:
    """Every change of one cell that says the same in another way."""
    for entry in entries(workbook):
        number = _number(entry.text)
        changes: list[tuple[str, str]] = []
        if entry.computed:
            continue
        if number is None:
            changes += [("blank behind", f"{entry.text} "), ("blanks before", f"\u3000 {entry.text}")]
            if FIGURE.search(entry.text) and entry.role in {"target", "result"}:
                changes.append(("wide figures", entry.text.translate(WIDE)))
        if entry.role == "reason":
            changes.append(("more words", f"{entry.text}，资料存档备查"))
        if entry.role == "target" and entry.text.startswith("≥"):
            changes.append(("in words", f"不低于{entry.text[1:]}"))
        if entry.role == "target" and entry.text.startswith("≤"):
            changes.append(("in words", f"不超过{entry.text[1:]}"))
        if entry.role in {"result", "target"} and number is None and entry.text.endswith("%"):
            changes.append(("wide per cent", entry.text.replace("%", "％")))
        yield from (Corruption(name, workbook, entry, value) for name, value in changes)
