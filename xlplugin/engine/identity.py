"""Who fills in the form for what: names, codes, grade, and boxes to tick."""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile

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
_SUBTITLE = re.compile(r"\((.+)\)")
_PERIOD = re.compile(r"20\d\d年度?|单位:.*")


@cache
def _box() -> re.Pattern[str]:
    """A box; like the ticked one compiled when the first form asks for ticks."""
    return re.compile(f"([{_EMPTY}{_TICKED}])")


@cache
def _wingdings() -> re.Pattern[str]:
    """A ticked box of the Wingdings font in plain text, as £ is an empty one: R因素法."""
    return re.compile(r"^\s*[RSPT](?=[\u4e00-\u9fff])")


def _clean(entry: Traced, text: str) -> Traced:
    """The same place with part of its text, as stated there."""
    state = "text" if squeeze(text) else "blank"
    return Traced(entry.place, text, None, state, entry.formula, entry.percent, entry.quantity)


def _ticked(entry: Traced) -> Traced:
    """What is ticked where the answer is a row of boxes (☑优 □良 □中 □差); blank unless exactly one is."""
    boxes = _boxes(entry.raw)
    ticked = [name for box, name in boxes if box in _TICKED]
    return _clean(entry, ticked[0] if len(ticked) == 1 else "") if boxes else entry


def _boxes(text: str) -> list[tuple[str, str]]:
    """The boxes of a line with their names, in front of which they stand, or behind (常年性 □ 一次性 ☑)."""
    parts = [part.strip() for part in _box().split(text)]
    behind = bool(parts[0]) and not parts[-1]
    return list(zip(parts[1::2], parts[:-1:2] if behind else parts[2::2], strict=True))


def _beside(layout: Layout, cell: Cell) -> Traced:
    """What is entered to the right of a label; a label merged up to the edge leaves room only in its own cell."""
    column, area = layout.right_of(cell), layout.span(cell)
    if column > layout.columns[-1] and area.right > area.left:
        return Traced(layout.place(cell), "", None, "blank")
    return layout.entry(cell[0], column)


def _is_label(vocabulary: Vocabulary, text: str) -> bool:
    """Whether a text is a label, or begins with one: 主管部门：县水利局."""
    head, colon, _ = fold(text).partition(":")
    return meaning(vocabulary.identity, text) is not None or bool(colon and squeeze(head) in vocabulary.inline)


def _cells(layout: Layout, rows: Iterable[int]) -> Iterator[Cell]:
    for row in rows:
        yield from layout.own(row)


def read_identity(layout: Layout, vocabulary: Vocabulary, region: Region, rows: Iterable[int]) -> dict[str, Traced]:
    """The entries that say whose form this is, by concept; the first statement of each counts.

    ``rows`` are the rows outside the tables. A name may stand beside its label, in one line after a colon,
    in parentheses under the title (the project), or as a line above the title (the unit).
    """
    found: dict[str, Traced] = {}
    outside = list(rows)
    for cell in _cells(layout, outside):
        concept = layout.meaning(cell, vocabulary.identity)
        if concept is not None:
            beside = _beside(layout, cell)
            if not _is_label(vocabulary, beside.raw):
                stripped = beside.raw.strip()
                found.setdefault(concept, _ticked(replace(beside, raw=stripped) if stripped != beside.raw else beside))
        elif ":" in (text := layout.text(cell)) or "：" in text:
            for inline, value in vocabulary.inline_pairs(text):
                found.setdefault(inline, _clean(layout.traced(cell), value))
    if region.title:
        title = region.title_cell[0]
        below = next((row for row in region.rows if row > title), 0)
        for cell in _cells(layout, [row for row in outside if row <= title or row == below]):
            if cell != region.title_cell:
                _from_head(layout, vocabulary, region, cell, found)
    return found


def _from_head(layout: Layout, vocabulary: Vocabulary, region: Region, cell: Cell, found: dict[str, Traced]) -> None:
    """Names that stand around the title without a label: in the row below it, or above it."""
    row, text = cell[0], layout.text(cell)
    alone = row > region.title_cell[0] and len(layout.cells(row)) == 1
    subtitle = _SUBTITLE.fullmatch(fold(text).strip()) if alone else None
    if "project" not in found and subtitle and not _PERIOD.fullmatch(squeeze(subtitle.group(1))):
        found["project"] = _clean(layout.traced(cell), text.strip()[1:-1])
    elif "unit" not in found and row < region.title_cell[0] and squeeze(text).endswith(vocabulary.unit_endings):
        found["unit"] = layout.traced(cell)


def read_choices(layout: Layout, vocabulary: Vocabulary, rows: Iterable[int]) -> tuple[Choice, ...]:
    """Questions answered by ticking: boxes under the options, or boxes in front of them."""
    found = []
    for cell in _cells(layout, rows):
        if layout.meaning(cell, vocabulary.choice) is None:
            continue
        options = tuple(_boxes_in_line(layout, vocabulary, cell)) or tuple(_boxes_below(layout, cell))
        if options:
            found.append(Choice(layout.place(cell), label(layout.text(cell)), options))
    return tuple(found)


def _boxes_in_line(layout: Layout, vocabulary: Vocabulary, cell: Cell) -> Iterator[Option]:
    """Options behind their boxes, up to the next question in the row.

    None where one among them has lost its box, so that no tick can be told.
    """
    after = (other for column, other in layout.cells(cell[0]) if column > cell[1] and other[0] == cell[0])
    beside = list(takewhile(lambda other: layout.meaning(other, vocabulary.choice) is None, after))
    texts = [layout.text(other) for other in beside]
    if any("£" in text for text in texts):
        texts = [_wingdings().sub("☑", text) for text in texts]
    boxed = [position for position, text in enumerate(texts) if _box().search(text)]
    if not boxed or boxed[-1] - boxed[0] >= len(boxed):
        return
    for position in boxed:
        for box, name in _boxes(texts[position]):
            if name:
                yield Option(label(name), layout.place(beside[position]), box in _TICKED)


def _boxes_below(layout: Layout, cell: Cell) -> Iterator[Option]:
    area = layout.span(cell)
    heads = [(column, other) for column, other in layout.cells(area.top) if column > area.right]
    for row in range(area.top + 1, area.bottom + 1):
        boxes = [(other, layout.entry(row, column)) for column, other in heads]
        if any(_box().search(entry.raw) for _, entry in boxes):
            for other, entry in boxes:
                yield Option(label(layout.text(other)), entry.place, any(mark in entry.raw for mark in _TICKED))
