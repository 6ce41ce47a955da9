"""The grade scale that a form prints: 优≥90分，80分≤良＜90分 …"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from xlplugin.place import a1
from xlplugin.quantity import squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlplugin.engine.layout import Layout

__all__ = ["printed_scale"]

_GRADES = re.compile(r"优(?![化先惠抚])|良|(?<![其集])中(?![央心小期])|(?<![偏误])差(?![额异距])")
_SCALE = re.compile(rf"{_GRADES.pattern}|\d+(?:\.\d+)?")
_LEAD = re.compile(r"(?:^|(?<=:))\d+(?:[、)]|\.(?!\d))")
_CHAINED = re.compile(r"优秀?(?:[≥>:]|\([≥>]?\d)")


def printed_scale(layout: Layout, rows: Iterable[int]) -> tuple[tuple[tuple[str, Decimal], ...], str]:
    """The grade scale printed in some rows, from the best grade down with lower bounds in points, and its cell.

    Empty where none is printed in one sentence: 优≥90分，良≥80分 …, or 90（含）-100分为优、80（含）-90分为良 ….
    """
    texts = ((cell, layout.grid.values[cell]) for cell in layout.within(rows))
    for cell, text in sorted((cell, text) for cell, text in texts if isinstance(text, str) and "优" in text):
        for sentence in re.split(r"[。\n]", text):
            bounds = _bounds(_LEAD.sub("", squeeze(sentence)))
            if bounds:
                return bounds, a1(*cell)
    return (), ""


def _bounds(sentence: str) -> tuple[tuple[str, Decimal], ...]:
    """Lower bounds in a sentence that names each of the four grades once; empty where it gives no scale.

    The figures stand before their grade (90（含）-100分为优) or behind it (优≥90); the lowest grade begins at 0.
    """
    marks: list[str] = _SCALE.findall(sentence)
    grades = [mark for mark in marks if _GRADES.fullmatch(mark)]
    if grades != ["优", "良", "中", "差"]:
        return ()
    behind = bool(_CHAINED.search(sentence)) or marks[0] == "优"
    figures: dict[str, list[Decimal]] = {grade: [] for grade in grades}
    waiting: list[Decimal] = []
    grade = ""
    for mark in marks:
        if mark in figures:
            grade = mark
            figures[grade] += [] if behind else waiting
            waiting = []
        else:
            (figures.get(grade, waiting) if behind else waiting).append(Decimal(mark))
    if not all(figures[grade] for grade in grades[:-1]):
        return ()
    bounds = [(grade, min(figures[grade])) for grade in grades[:-1]] + [(grades[-1], Decimal(0))]
    descending = all(high > low for (_, high), (_, low) in pairwise(bounds))
    return tuple(bounds) if descending else ()
