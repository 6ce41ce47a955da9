"""From a blank form, written as sheet text, to what it prints and computes, as plain values for the cache."""

from __future__ import annotations

import re
from decimal import Decimal

from xlplugin.grid.text import parse_sheets, to_grid
from xlplugin.model.template import CLASS, HEADER, LINE, NUMBER, WORDS, print_key
from xlplugin.quantity import is_placeholder, squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from xlplugin.grid import Grid
    from xlplugin.place import Area

__all__ = ["compiled"]

BODY = "行"
"""The kind of a row that prints labels and takes entries; titles, notes and remarks are of other kinds."""

_PROMPT = re.compile(r"(?:三级)?(?:指标|目标)(?:\d+[:.、…·]*|[:.、…·]+)")
"""指标1:, 目标2:………. stand where a unit writes its own."""

_GAP = re.compile(r"\S{2,}[ \u3000]{4,}\S{2,}")
"""Room to write in the middle of a label; two letters on both sides, or it is a label spaced out."""

_BOX = "□"
_CONFIRMED = (None, "F")
"""The status of what the official form itself prints (see the comments of the definitions)."""


def compiled(text: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """Compile the first sheet of a blank with its parsed definition into plain values, as the cache keeps them."""
    sheets = parse_sheets(text)
    kinds = [row[0] for row in sheets[0].rows] if sheets else []
    grid = to_grid("", [row[1:] for row in sheets[0].rows], ["General"]) if sheets else None
    firm = data.get("basis", {}).get("status") in _CONFIRMED
    rows = _rows(grid, kinds, _Marks(data, firm=firm)) if grid else []
    return {"firm": firm, "free": data.get("kind") == "funds", "rows": rows}


class _Marks:
    """What the definition says about printed texts: names of classes, fixed rows, and which marks are fixed."""

    __slots__ = ("classes", "firm", "groups", "items")

    def __init__(self, data: Mapping[str, Any], *, firm: bool) -> None:
        groups = data.get("groups", [])
        self.groups = {print_key(group["name"])[0]: group.get("status") for group in groups}
        names = [
            entry[level] for entry in data.get("classes", []) for level in ("level1", "level2") if entry.get(level)
        ]
        self.classes = {print_key(name)[0] for name in names}
        self.items = [
            (item["name"], print_key(item["name"])[0], print_key(item.get("criteria", ""))[0])
            for item in data.get("items", [])
            if item.get("name")
        ]
        self.firm = firm

    def points(self, key: str, points: str) -> str:
        """The points printed in a label, where they are the same for everybody."""
        fixed = self.groups[key] in _CONFIRMED if key in self.groups else self.firm
        return points if fixed else ""


def _rows(grid: Grid, kinds: Sequence[str], marks: _Marks) -> list[list[Any]]:
    heads = [number for number, kind in enumerate(kinds, 1) if kind == HEADER]
    table = heads[-1] if heads else len(kinds)
    waiting = list(marks.items)
    spans = {(area.top, area.left): area for area in grid.merges}
    found: list[list[Any]] = []
    for number, kind in enumerate(kinds, 1):
        if kind not in {HEADER, BODY}:
            continue
        own = number > table and not marks.items and _is_own(grid, number, marks)
        cells = list(_cells(grid, spans, number, marks))
        name = _item(waiting, cells) if number > table and waiting else ""
        repeated = own and any(row[3] and row[5] for row in found)
        formulas = {} if repeated else _formulas(grid, number)
        if cells or formulas:
            found.append([number, kind, name, own, cells, formulas])
    return found


def _formulas(grid: Grid, number: int) -> dict[str, str]:
    return {str(column): text for (row, column), text in (grid.formulas or {}).items() if row == number}


def _item(waiting: list[tuple[str, str, str]], cells: Sequence[Sequence[Any]]) -> str:
    """The fixed row that a row is: the next one, by its name or by its scoring sentence."""
    name, key, sentence = waiting[0]
    told = {cell[5] for cell in cells}
    if key in told or (sentence and sentence in told):
        waiting.pop(0)
        return name
    return ""


def _is_own(grid: Grid, number: int, marks: _Marks) -> bool:
    """Whether a row below the last header prints nothing but classes and prompts."""
    texts = (
        value for (row, _), value in grid.values.items() if row == number and (row, _) not in (grid.formulas or {})
    )
    return all(isinstance(text, str) and (_says_nothing(text) or print_key(text)[0] in marks.classes) for text in texts)


def _says_nothing(text: str) -> bool:
    return is_placeholder(text) or bool(_PROMPT.fullmatch(squeeze(text)))


def _cells(grid: Grid, spans: Mapping[tuple[int, int], Area], number: int, marks: _Marks) -> Iterator[list[Any]]:
    """What a row prints; in a row begun by a line to be continued (填表说明：) nothing is fixed.

    A label beside a formula (年度资金总额：) is not continued by hand.
    """
    begun = False
    computed = any(row == number for row, _ in grid.formulas or ())
    for (row, column), value in sorted(grid.values.items()):
        if row != number or (row, column) in (grid.formulas or {}):
            continue
        area = spans.get((row, column))
        right, bottom = (area.right, area.bottom) if area else (column, row)
        if isinstance(value, Decimal):
            if marks.firm:
                yield [column, right, bottom, NUMBER, str(value), "", str(value)]
        elif isinstance(value, str) and _BOX not in value and not _says_nothing(value):
            key, points = print_key(value)
            kind = LINE if begun else _kind(value, key, marks)
            kind = WORDS if computed and kind == LINE else kind
            begun = begun or (kind == LINE and column == 1)
            yield [column, right, bottom, kind, value.strip(), key, marks.points(key, points)]


def _kind(text: str, key: str, marks: _Marks) -> str:
    if key in marks.classes:
        return CLASS
    return LINE if squeeze(text).endswith(":") or _GAP.search(text) else WORDS
