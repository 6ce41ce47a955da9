"""The VML shapes in which notes are shown.

ECMA-376 part 4, 19 (VML). Shape ids come in blocks of 1,024 that a drawing claims in its ``idmap``;
no two drawings of a workbook may claim the same block.
"""

from __future__ import annotations

import re
from itertools import count

from xlplugin.excel.splice import Spelling, attributes
from xlplugin.excel.wording import line_count
from xlplugin.place import MAX_COLUMN, MAX_ROW

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xlplugin.excel.splice import Edit

__all__ = ["BLOCK", "Note", "claimed_blocks", "draw", "drawing"]

Note = tuple[int, int, str]
"""Row, column and text of a note."""

BLOCK = 1_024
"""Shape ids per idmap block; the first of each block is not used."""

_SPACES = (
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"'
)

_LAYOUT = '<o:shapelayout{spaces} v:ext="edit"><o:idmap v:ext="edit" data="{blocks}"/></o:shapelayout>'
_SHAPE_TYPE = (
    '<v:shapetype{spaces} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape%s id="_x0000_s%d" type="#_x0000_t202" style="position:absolute;visibility:hidden" '
    'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>%d, 15, %d, 10, %d, 15, %d, 4</x:Anchor>"
    "<x:AutoFill>False</x:AutoFill><x:Row>%d</x:Row><x:Column>%d</x:Column></x:ClientData></v:shape>"
)
_IDMAP = re.compile(rb"""(<\w+:idmap\b[^<>]*?\bdata\s*=\s*["'])([\d,\s]*)""")
_SHAPE_ID = re.compile(rb"_x0000_s(\d{1,15})(?!\d)")
_TYPE_ID = re.compile(rb"""\bid\s*=\s*["']?_x0000_t202\b""")
_DATA = re.compile(rb"<(\w+:)ClientData[\s>]")
_ANCHOR = re.compile(rb"Anchor>([\d\s,]*)<")
_AT = re.compile(rb"Row>\s*(\d+)\s*<[^<>]*>\s*<[^<>]*Column>\s*(\d+)\s*<")
_LINE, _MOST_LINES = 40, 40
"""Digits per line of a note four columns wide; beyond so many lines a note would leave the screen."""
_BOTTOM = 6
"""The index of the lowest row among the eight numbers of an anchor."""


def _lines(text: str) -> int:
    return min(line_count(text, _LINE) + 1, _MOST_LINES)


def _shape(spaces: str, number: int, note: Note) -> str:
    """A hidden note beside its cell, four columns wide and as high as its text needs."""
    row, column, text = note
    high = max(4, _lines(text))
    left = min(column, MAX_COLUMN - 5)
    top = max(0, min(row - 2, MAX_ROW - high - 1))
    return _SHAPE % (spaces, number, left, top, left + 4, top + high, row - 1, column - 1)


def _blocks(vml: bytes) -> list[int]:
    return [int(block) for found in _IDMAP.findall(vml) for block in found[1].split(b",") if block.strip()]


def claimed_blocks(drawings: Iterable[bytes]) -> set[int]:
    """The blocks that drawings claim together."""
    return {block for vml in drawings for block in _blocks(vml)}


def _free_ids(vml: bytes, claimed: set[int], wanted: int) -> tuple[list[int], list[int]]:
    """As many shape ids as wanted, and the blocks of this drawing with those newly claimed for them."""
    blocks = _blocks(vml)
    highest: dict[int, int] = {}
    for number in map(int, _SHAPE_ID.findall(vml)):
        highest[number // BLOCK] = max(number, highest.get(number // BLOCK, 0))
    ids: list[int] = []
    following = count(1)
    position = 0
    while len(ids) < wanted:
        if position == len(blocks):
            blocks.append(next(block for block in following if block not in claimed))
        first = blocks[position] * BLOCK
        top = highest.get(blocks[position], first)
        ids += range(top + 1, min(first + BLOCK, top + 1 + wanted - len(ids)))
        position += 1
    return ids, blocks


def _grown(vml: bytes, extended: Sequence[Note]) -> list[Edit]:
    """Edits that make the shapes of notes higher by what was added to their text."""
    more = {(row - 1, column - 1): _lines(text) for row, column, text in extended}
    edits: list[Edit] = []
    end = 0
    while more and (found := _DATA.search(vml, end)):
        start, end = found.end(), vml.find(b"</%bClientData>" % found[1], found.end())
        if end < 0:
            break
        anchor, at = _ANCHOR.search(vml, start, end), _AT.search(vml, start, end)
        lines = more.get((int(at[1]), int(at[2]))) if at else None
        sides = anchor[1].split(b",") if anchor else []
        if anchor and lines and len(sides) > _BOTTOM:
            sides[_BOTTOM] = b" %d" % min(int(sides[_BOTTOM]) + lines, MAX_ROW - 1)
            edits.append((*anchor.span(1), b",".join(sides)))
    return edits


def drawing(claimed: set[int], notes: Sequence[Note]) -> str:
    """A new drawing with a shape for every note; its blocks are added to ``claimed``."""
    ids, blocks = _free_ids(b"", claimed, len(notes))
    claimed.update(blocks)
    shapes = [_shape("", number, note) for number, note in zip(ids, notes, strict=True)]
    return f"<xml{_SPACES}>{_layout('', blocks)}{_SHAPE_TYPE.format(spaces='')}{''.join(shapes)}</xml>"


def _layout(spaces: str, blocks: Iterable[int]) -> str:
    return _LAYOUT.format(spaces=spaces, blocks=_listed(blocks))


def _listed(blocks: Iterable[int]) -> str:
    return ",".join(map(str, blocks))


def draw(vml: bytes, part: str, claimed: set[int], fresh: Sequence[Note], extended: Sequence[Note] = ()) -> list[Edit]:
    """Edits that give a drawing a shape for every fresh note and more room for every extended one.

    Newly claimed blocks are added to ``claimed``.
    """
    edits = _grown(vml, extended)
    if not fresh:
        return edits
    ids, blocks = _free_ids(vml, claimed, len(fresh))
    claimed.update(blocks)
    drawn = Spelling(vml, part)
    root = attributes(drawn[drawn.root])
    spaces = "" if {"xmlns:v", "xmlns:o", "xmlns:x"} <= root.keys() else _SPACES
    shapes = "" if _TYPE_ID.search(vml) else _SHAPE_TYPE.format(spaces=spaces)
    shapes += "".join(_shape(spaces, number, note) for number, note in zip(ids, fresh, strict=True))
    found = _IDMAP.search(vml)
    if found:
        edits.append((*found.span(2), _listed(blocks).encode()))
    else:
        at = drawn.root[1]
        edits.append((at, at, _layout(spaces, blocks).encode()))
    end = vml.rindex(b"</")
    return [*edits, (end, end, shapes.encode())]
