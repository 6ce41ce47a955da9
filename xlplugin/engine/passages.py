"""What a form says in words outside its tables: goals and what became of them, problems, measures, regulations.

A passage stands to the right of its label (one row, or one per row of a label merged down), below it (a label over
the whole width, or several side by side: 预期目标 | 实际完成情况), or behind it in the same cell (存在问题：……).
"""

from __future__ import annotations

import re
from functools import cache

from xlplugin.engine.vocabulary import label, meaning
from xlplugin.model import Passage
from xlplugin.quantity import fold, is_placeholder, squeeze
from xlplugin.record import record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from xlplugin.engine.layout import Cell, Layout
    from xlplugin.engine.vocabulary import Vocabulary
    from xlplugin.model import Traced
    from xlplugin.place import Place

__all__ = ["read_passages"]

_PROMPTING = ("目标", "任务")
"""What a prompt begins with."""

_SENTENCE = 12
"""Least length of a text that stands below a label without being framed by it."""

_HEAD = 20
"""Longest label in front of a colon."""

_SUMS = ("合计", "小计", "总计")
"""What a row of sums below a list ends in."""

_AMOUNT, _TASK = "amount", "task"


def read_passages(
    layout: Layout,
    vocabulary: Vocabulary,
    rows: Sequence[int],
    taken: Collection[int],
    choices: Collection[Place] = (),
) -> tuple[Passage, ...]:
    """The passages of a form in reading order; a label without an entry gives one blank passage.

    ``rows`` are the rows of the form, ``taken`` those of its tables, ``choices`` the labels answered by ticking.
    """
    free = tuple(row for row in rows if row not in taken)
    reader = _Reader(layout, vocabulary, free, frozenset(choices), rows[-1] + 1 if rows else 0)
    found = [passage for row in reader.rows for passage in reader.at(row)]
    return tuple(sorted(found, key=lambda passage: (passage.entry.place.row, passage.entry.place.column)))


@cache
def _prompt() -> re.Pattern[str]:
    """What is printed where an entry begins: 目标1:, 任务二、."""
    return re.compile(r"(?:目标|任务)(?:[0-9一二三四五六七八九十]*[:.、]|[0-9一二三四五六七八九十]+)")


def _says(entry: Traced) -> bool:
    """Whether an entry says more than the prompt printed in it."""
    if entry.is_blank or entry.value is not None:
        return not entry.is_blank
    plain = squeeze(entry.raw)
    prompt = _prompt().match(plain) if plain.startswith(_PROMPTING) else None
    return not is_placeholder(plain[prompt.end() :] if prompt else plain)


@record
class _Reader:
    """Walks the free rows of one form; ``end`` is the row below it, whatever a label is merged over."""

    layout: Layout
    vocabulary: Vocabulary
    rows: tuple[int, ...]
    choices: frozenset[Place]
    end: int

    def concept(self, cell: Cell) -> str | None:
        """What passage a cell is the label of."""
        found = self.layout.meaning(cell, self.vocabulary.passage)
        return None if found and self.choices and self.layout.place(cell) in self.choices else found

    def at(self, row: int) -> Iterator[Passage]:
        """The passages whose labels stand in a row."""
        own = self.layout.own(row)
        labels = {cell: concept for cell in own if (concept := self.concept(cell))}
        if _TASK not in labels.values():
            labels = {cell: concept for cell, concept in labels.items() if concept != _AMOUNT}
        if labels:
            heads = {}
            for cell, concept in labels.items():
                beside = self.beside(cell)
                if self.holds(cell, beside, labels):
                    continue
                if self.is_head(cell, beside, labels):
                    heads[cell] = concept
                else:
                    yield from self.right(cell, concept)
            yield from self.below(row, heads)
        else:
            for cell in own:
                head = self.layout.text(cell)[:_HEAD]
                if ":" in head or "：" in head:
                    yield from self.behind(cell)

    def beside(self, cell: Cell) -> Cell | None:
        """The cell to the right of a label, None at the edge of the sheet."""
        column = self.layout.right_of(cell)
        return None if column > self.layout.columns[-1] else self.layout.anchor(cell[0], column)

    def holds(self, cell: Cell, beside: Cell | None, labels: Mapping[Cell, str]) -> bool:
        """Whether a label only holds those to its right (年度总体目标 | 预期目标 | 实际完成情况).

        It has the role of the one next to it, or goes on below all of them and below what stands next to it.
        """
        others = [other for other in labels if other != cell]
        if beside is None or not any(other[1] > cell[1] for other in others):
            return False
        bottom = self.layout.span(cell).bottom
        deepest = max(self.layout.span(other).bottom for other in (beside, *others))
        return labels[cell] == labels.get(beside) or bottom > deepest

    def is_head(self, cell: Cell, beside: Cell | None, labels: Mapping[Cell, str]) -> bool:
        """Whether the entries of a label stand below it: it is one of several side by side, or alone in its row."""
        if beside in labels or any(self.beside(other) == cell for other in labels):
            return True
        return self.alone(cell) if beside is None or not self.layout.text(beside) else False

    def alone(self, cell: Cell) -> bool:
        """Whether a label is the only text of its row, over what is entered below: framed like it, or a sentence."""
        layout, row = self.layout, cell[0]
        if any(other != cell and other[0] == row for _, other in layout.cells(row)):
            return False
        across = layout.span(cell).right == layout.columns[-1] and cell[1] < layout.columns[-1]
        if across and self.holders(row, cell[1], row):
            return True
        under = layout.anchor(row + 1, cell[1])
        if under not in layout.grid.values or under[0] != row + 1 or self.is_label(under):
            return False
        return across or len(layout.text(under)) > _SENTENCE

    def holders(self, row: int, column: int, bottom: int) -> list[int]:
        """Where the labels end that stand left of a column and go on below a row."""
        spans = [self.layout.span(cell) for _, cell in self.layout.cells(row)]
        return [area.bottom for area in spans if area.right < column and area.bottom > bottom]

    def is_label(self, cell: Cell) -> bool:
        """Whether a cell is a label of anything, alone or in front of a colon."""
        if self.concept(cell):
            return True
        head = fold(self.layout.text(cell)).partition(":")[0]
        return bool(meaning(self.vocabulary.identity, head) or meaning(self.vocabulary.row, head))

    def right(self, cell: Cell, concept: str) -> Iterator[Passage]:
        """The entries to the right of a label, one per row that it is merged over; a prompt is passed over."""
        layout, area = self.layout, self.layout.span(cell)
        column = layout.right_of(cell)
        if column > layout.columns[-1] and area.right > area.left:
            return
        entries = []
        for row in range(area.top, min(area.bottom, self.end) + 1):
            first = layout.anchor(row, column)
            others = [other for _, other in layout.cells(row) if other[0] == row and other[1] > first[1]]
            prompted = others and _prompt().fullmatch(squeeze(layout.text(first)))
            if first[0] == row:
                entries.append(layout.traced(others[0] if prompted else first))
        yield from self.told(concept, cell, entries)

    def below(self, row: int, heads: Mapping[Cell, str]) -> Iterator[Passage]:
        """The entries below labels that stand side by side, row by row while the block lasts."""
        if not heads:
            return
        layout = self.layout
        bottom = max(layout.span(cell).bottom for cell in heads)
        left = min(cell[1] for cell in heads)
        printed = [cell[1] for _, cell in layout.cells(row) if layout.span(cell).bottom == bottom]
        lines = list(self.block(bottom, min(self.holders(row, left, bottom), default=0), min((left, *printed))))
        for cell, concept in heads.items():
            area = layout.span(cell)
            under = [one for line in lines if (one := layout.anchor(line, area.left)) >= (line, area.left)]
            entries = [layout.traced(one) for one in under if layout.span(one).right <= area.right]
            yield from self.told(concept, cell, entries)

    def block(self, bottom: int, last: int, left: int) -> Iterator[int]:
        """The rows of a block below its header: to the end of what holds it, else while nothing else begins."""
        line = bottom + 1
        while line <= min(last, self.end) if last else line in self.rows:
            own = self.layout.own(line)
            if any(map(self.concept, own)):
                return
            if not last and (not own or own[0][1] < left or any(map(self.is_label, own))):
                return
            if not own or not squeeze(self.layout.text(own[0])).endswith(_SUMS):
                yield line
            line += 1

    def told(self, concept: str, cell: Cell, entries: Iterable[Traced]) -> Iterator[Passage]:
        """The entries that say something, or the first of those that do not."""
        every = list(entries)
        printed = label(self.layout.text(cell))
        stated = [entry for entry in every if _says(entry)]
        blank = [replace(entry, value=None, state="blank") for entry in every[:1]]
        yield from (Passage(concept, printed, entry) for entry in stated or blank)

    def behind(self, cell: Cell) -> Iterator[Passage]:
        """The entries behind labels in one cell: 存在问题：…… and, on a new line, 改进措施：……."""
        text = self.layout.text(cell)
        parts: list[tuple[str, str, list[str]]] = []
        for line in text.splitlines():
            head, colon, rest = fold(line).partition(":")
            concept = meaning(self.vocabulary.passage, head) if colon and len(head) <= _HEAD else None
            if concept and concept != _AMOUNT:
                parts.append((concept, label(head), [line[len(head) + 1 :]] if rest else []))
            elif parts:
                parts[-1][2].append(line)
            else:
                return
        for concept, printed, lines in parts:
            said = "\n".join(lines).strip()
            state = "blank" if is_placeholder(said) else "text"
            yield Passage(concept, printed, replace(self.layout.traced(cell), raw=said, value=None, state=state))
