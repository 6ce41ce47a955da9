"""Notes on marked cells: the comments part and its VML shapes.

ECMA-376 part 1, 18.7 (comments) and part 4, 19 (VML). Shape ids come in blocks of 1,024 that a drawing
claims in its ``idmap``; no two drawings of a workbook may claim the same block.
"""

from __future__ import annotations

import re

from xlplugin.excel import refusals
from xlplugin.excel.marks import SHEET_ORDER, tail
from xlplugin.excel.package import relationships
from xlplugin.excel.splice import Spelling, attributes, escape, prefixed, related_id, splice
from xlplugin.excel.wording import line_count
from xlplugin.place import MAX_COLUMN, MAX_ROW, a1, parse_a1

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xlplugin.excel.draft import Draft
    from xlplugin.excel.marks import Mark
    from xlplugin.excel.splice import Edit

    Note = tuple[int, int, str]

__all__ = ["BLOCK", "add_notes"]

BLOCK = 1_024
"""Shape ids per idmap block; the first of each block is not used."""

_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_SPACES = (
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_BLANK_VML = f"<xml{_SPACES}></xml>"
_LAYOUT = '<o:shapelayout{spaces} v:ext="edit"><o:idmap v:ext="edit" data="{blocks}"/></o:shapelayout>'
_SHAPE_TYPE = (
    '<v:shapetype{spaces} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape{spaces} id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;visibility:hidden" '
    'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_FONT = '<rPr><sz val="9"/><color indexed="81"/><rFont val="宋体"/><family val="3"/><charset val="134"/></rPr>'
_IDMAP = re.compile(rb"""(<\w+:idmap\b[^>]*?\bdata\s*=\s*["'])([\d,\s]*)""")
_SHAPE_ID = re.compile(rb"_x0000_s(\d+)")
_TYPE_ID = re.compile(rb"""\bid\s*=\s*["']?_x0000_t202\b""")
_LINE = 40
"""Digits per line of a note four columns wide."""


def _run(text: str) -> str:
    return f'<r>{_FONT}<t xml:space="preserve">{escape(text)}</t></r>'


def _extend(comments: Spelling, comment: tuple[int, int], text: str) -> list[Edit]:
    """Edits that put a run behind the text of an existing comment; a bare text becomes a run first."""
    start, end = comments.content(b"comment", comment)
    body = comments.tag(b"text", start, end)
    if body is None:
        return [(start, start, prefixed(f"<text>{_run(text)}</text>", comments.prefix))]
    start, end = comments.content(b"text", body)
    run = prefixed(_run("\n\n" + text), comments.prefix)
    later = [tag[0] for name in (b"rPh", b"phoneticPr") if (tag := comments.tag(name, start, end))]
    bare = comments.tag(b"t", start, end) if comments.tag(b"r", start, end) is None else None
    if bare is None:
        return [(min(later), min(later), run)] if later else comments.into(b"text", body, run)
    whole = comments.element(b"t", bare)
    wrapped = b"<%br>%b</%br>%b" % (comments.prefix, whole, comments.prefix, run)
    return [(bare[0], bare[0] + len(whole), wrapped)]


def _write(comments: Spelling, marks: Iterable[Mark], author: str) -> tuple[bytes, list[Note], list[Note]]:
    """The comments part with all notes, the new notes, and those that were there."""
    authors, listed = comments.tag(b"authors"), comments.tag(b"commentList")
    if authors is None or listed is None:
        raise refusals.broken_part(comments.part)
    number = sum(1 for _ in comments.tags(b"author", *comments.content(b"authors", authors)))
    edits = comments.into(b"authors", authors, prefixed(f"<author>{escape(author)}</author>", comments.prefix))
    tags = comments.tags(b"comment", *comments.content(b"commentList", listed))
    present = {parse_a1(attributes(comments[tag]).get("ref", "")): tag for tag in tags}
    fresh, new = [], ""
    for mark in marks:
        tag = present.get((mark.row, mark.column))
        if tag:
            edits += _extend(comments, tag, mark.note)
        else:
            ref = a1(mark.row, mark.column)
            new += f'<comment ref="{ref}" authorId="{number}"><text>{_run(mark.note)}</text></comment>'
            fresh.append((mark.row, mark.column, mark.note))
    if new:
        edits += comments.into(b"commentList", listed, prefixed(new, comments.prefix))
    return splice(comments.text, edits), fresh, [(*cell, "") for cell in present]


def _shape(spaces: str, number: int, note: Note) -> str:
    """A hidden note beside its cell, four columns wide and as high as its text needs."""
    row, column, text = note
    lines = line_count(text, _LINE) + 1
    left = min(column, MAX_COLUMN - 5)
    top = max(0, min(row - 2, MAX_ROW - lines - 1))
    anchor = f"{left}, 15, {top}, 10, {left + 4}, 15, {top + max(4, lines)}, 4"
    return _SHAPE.format(spaces=spaces, id=number, anchor=anchor, row=row - 1, column=column - 1)


def _blocks(vml: bytes) -> list[int]:
    return [int(block) for found in _IDMAP.findall(vml) for block in found[1].split(b",") if block.strip()]


def _free_ids(vml: bytes, claimed: set[int], wanted: int) -> tuple[list[int], list[int]]:
    """As many shape ids as wanted, and the blocks of this drawing with those newly claimed for them."""
    blocks = _blocks(vml)
    used = {int(number) for number in _SHAPE_ID.findall(vml)}
    ids: list[int] = []
    following = iter(range(1, wanted + len(claimed) + 2))
    position = 0
    while len(ids) < wanted:
        if position == len(blocks):
            blocks.append(next(block for block in following if block not in claimed))
        first = blocks[position] * BLOCK
        top = max((number for number in used if first <= number < first + BLOCK), default=first)
        ids += range(top + 1, min(first + BLOCK, top + 1 + wanted - len(ids)))
        position += 1
    return ids, blocks


def _draw(vml: bytes, part: str, claimed: set[int], notes: Sequence[Note]) -> bytes:
    """The VML part with a shape for every note; newly claimed blocks are added to ``claimed``."""
    ids, blocks = _free_ids(vml, claimed, len(notes))
    claimed.update(blocks)
    drawing = Spelling(vml, part)
    root = attributes(drawing[drawing.root])
    spaces = "" if {"xmlns:v", "xmlns:o", "xmlns:x"} <= root.keys() else _SPACES
    shapes = "" if _TYPE_ID.search(vml) else _SHAPE_TYPE.format(spaces=spaces)
    shapes += "".join(_shape(spaces, number, note) for number, note in zip(ids, notes, strict=True))
    listed = ",".join(map(str, blocks))
    end = vml.rindex(b"</")
    edits: list[Edit] = [(end, end, shapes.encode())]
    found = _IDMAP.search(vml)
    if found:
        edits.append((*found.span(2), listed.encode()))
    else:
        at = drawing.root[1]
        edits.append((at, at, _LAYOUT.format(spaces=spaces, blocks=listed).encode()))
    return splice(vml, sorted(edits, key=lambda edit: edit[0]))


def _claimed(draft: Draft) -> set[int]:
    """The blocks that the drawings of the whole package claim."""
    parts = [name for name in draft.package.members if name.lower().endswith(".vml")]
    return {block for part in parts for block in _blocks(draft.text(part))}


def add_notes(draft: Draft, sheet: Spelling, marks: Sequence[Mark], author: str, claimed: set[int]) -> list[Edit]:
    """Put a note on every marked cell and give the edits that the sheet itself still needs.

    A note of the user is kept and extended; a cell with threaded comments is left alone, because its note
    is only their shadow. ``claimed`` are the idmap blocks in use, filled here on the first call.
    """
    ties = relationships(draft.package, sheet.part)
    parts = {kind: target for kind, target, _ in ties.values()}
    threads = Spelling(draft.text(parts["threadedComment"]), sheet.part) if "threadedComment" in parts else None
    spoken = (
        {attributes(threads[tag]).get("ref") for tag in threads.tags(b"threadedComment")} if threads else set[str]()
    )
    wanted = [mark for mark in marks if a1(mark.row, mark.column) not in spoken]
    if not wanted:
        return []
    part = parts.get("comments") or _new_comments(draft, sheet)
    text, fresh, present = _write(draft.spelling(part), wanted, author)
    draft.put(part, text)
    if not fresh:
        return []
    if not claimed:
        claimed |= _claimed(draft)
    drawing = sheet.tag(b"legacyDrawing", tail(sheet))
    if drawing:
        tie = ties.get(related_id(attributes(sheet[drawing])))
        if tie is None:
            raise refusals.missing_part(f"{sheet.part} legacyDrawing")
        draft.put(tie[1], _draw(draft.text(tie[1]), tie[1], claimed, fresh))
        return []
    return _new_drawing(draft, sheet, claimed, present + fresh)


def _new_comments(draft: Draft, sheet: Spelling) -> str:
    space = attributes(sheet[sheet.root])[f"xmlns:{sheet.prefix[:-1].decode()}" if sheet.prefix else "xmlns"]
    text = f'<comments xmlns="{space}"><authors></authors><commentList></commentList></comments>'
    part = draft.add("xl/comments{}.xml", text, _COMMENTS)
    draft.relate(sheet.part, "comments", part)
    return part


def _new_drawing(draft: Draft, sheet: Spelling, claimed: set[int], notes: list[Note]) -> list[Edit]:
    part = draft.add("xl/drawings/vmlDrawing{}.vml", _BLANK_VML, _VML)
    draft.put(part, _draw(draft.text(part), part, claimed, notes))
    tie = draft.relate(sheet.part, "vmlDrawing", part)
    at = sheet.slot(b"legacyDrawing", SHEET_ORDER, tail(sheet))
    return [(at, at, prefixed(f'<legacyDrawing xmlns:r="{draft.types}" r:id="{tie}"/>', sheet.prefix))]
