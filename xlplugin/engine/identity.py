"""Who fills in the form for what: names, codes, grade, and boxes to tick."""

from __future__ import annotations

import re

from xlplugin.engine.vocabulary import label, meaning
from xlplugin.model import Choice, Option, Traced
from xlplugin.quantity import fold, squeeze
from xlplugin.record import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from xlplugin.engine.layout import Cell, Layout
    from xlplugin.engine.recognise import Region
    from xlplugin.engine.vocabulary import Vocabulary

__all__ = ["read_choices", "read_identity"]

_EMPTY = "□☐○◯〇£"
"""Boxes left empty; £ is what an empty box of the Wingdings font becomes in plain text (渠县 2024)."""
_TICKED = "☑☒√✓✔■●▣"
_BOX = re.compile(f"([{_EMPTY}{_TICKED}])")
_SUBTITLE = re.compile(r"\((.+)\)")
_PERIOD = re.compile(r"20\d\d年度?|单位:.*")


def _clean(entry: Traced, text: str) -> Traced:
    """The same place with part of its text, as stated there."""
    return replace(entry, raw=text, value=None, state="text" if squeeze(text) else "blank")


def _ticked(entry: Traced) -> Traced:
    """What is ticked where the answer is a row of boxes (☑优 □良 □中 □差); blank unless exactly one is."""
    parts = _BOX.split(entry.raw)
    ticked = [name.strip() for box, name in zip(parts[1::2], parts[2::2], strict=True) if box in _TICKED]
    return _clean(entry, ticked[0] if len(ticked) == 1 else "") if len(parts) > 1 else entry


def _beside(layout: Layout, cell: Cell) -> Traced:
    """What is entered to the right of a label; a label merged up to the edge leaves room only in its own cell."""
    column, area = layout.right_of(cell), layout.span(cell)
    if column > layout.columns[-1] and area.right > area.left:
        return Traced(layout.place(cell), "", None, "blank")
    return layout.entry(cell[0], column)


def _cells(layout: Layout, rows: Iterable[int]) -> Iterator[Cell]:
    for row in rows:
        for _, cell in layout.cells(row):
            if cell[0] == row:
                yield cell


def read_identity(layout: Layout, vocabulary: Vocabulary, region: Region, rows: Iterable[int]) -> dict[str, Traced]:
    """The entries that say whose form this is, by concept; the first statement of each counts.

    ``rows`` are the rows outside the tables. A name may stand beside its label, in one line after a colon,
    in parentheses under the title (the project), or as a line above the title (the unit).
    """
    found: dict[str, Traced] = {}
    outside = list(rows)
    for cell in _cells(layout, outside):
        text = layout.text(cell)
        concept = meaning(vocabulary.identity, text)
        if concept is not None:
            beside = _beside(layout, cell)
            if meaning(vocabulary.identity, beside.raw) is None:
                found.setdefault(concept, _ticked(replace(beside, raw=beside.raw.strip())))
        elif ":" in text or "：" in text:
            for inline, value in vocabulary.inline_pairs(text):
                found.setdefault(inline, _clean(layout.traced(cell), value))
    for cell in _cells(layout, outside):
        _from_head(layout, vocabulary, region, cell, found)
    return found


def _from_head(layout: Layout, vocabulary: Vocabulary, region: Region, cell: Cell, found: dict[str, Traced]) -> None:
    """Names that stand around the title without a label."""
    row, text = cell[0], layout.text(cell)
    if cell == region.title_cell or not region.title:
        return
    below = [other for other in region.rows if other > region.title_cell[0]]
    alone = bool(below) and row == below[0] and len(layout.cells(row)) == 1
    subtitle = _SUBTITLE.fullmatch(fold(text).strip()) if alone else None
    if "project" not in found and subtitle and not _PERIOD.fullmatch(squeeze(subtitle.group(1))):
        found["project"] = _clean(layout.traced(cell), text.strip()[1:-1])
    elif "unit" not in found and row < region.title_cell[0] and squeeze(text).endswith(vocabulary.unit_endings):
        found["unit"] = layout.traced(cell)


def read_choices(layout: Layout, vocabulary: Vocabulary, rows: Iterable[int]) -> tuple[Choice, ...]:
    """Questions answered by ticking: boxes under the options, or boxes in front of them."""
    found = []
    for cell in _cells(layout, rows):
        if meaning(vocabulary.choice, layout.text(cell)) is None:
            continue
        options = tuple(_boxes_in_line(layout, cell)) or tuple(_boxes_below(layout, cell))
        if options:
            found.append(Choice(layout.place(cell), label(layout.text(cell)), options))
    return tuple(found)


def _boxes_in_line(layout: Layout, cell: Cell) -> Iterator[Option]:
    for column, other in layout.cells(cell[0]):
        if column <= cell[1] or other[0] != cell[0]:
            continue
        parts = _BOX.split(layout.text(other))
        for box, name in zip(parts[1::2], parts[2::2], strict=True):
            if name.strip():
                yield Option(label(name), layout.place(other), box in _TICKED)


def _boxes_below(layout: Layout, cell: Cell) -> Iterator[Option]:
    area = layout.span(cell)
    heads = [(column, other) for column, other in layout.cells(area.top) if column > area.right]
    for row in range(area.top + 1, area.bottom + 1):
        boxes = [(other, layout.entry(row, column)) for column, other in heads]
        if any(_BOX.search(entry.raw) for _, entry in boxes):
            for other, entry in boxes:
                yield Option(label(layout.text(other)), entry.place, any(mark in entry.raw for mark in _TICKED))
