"""Notes on marked cells: the comments part of a sheet (ECMA-376 part 1, 18.7)."""

from __future__ import annotations

from xlplugin.excel import refusals
from xlplugin.excel.marks import SHEET_ORDER, tail
from xlplugin.excel.package import relationships
from xlplugin.excel.shapes import claimed_blocks, draw, drawing
from xlplugin.excel.splice import attribute, attributes, escape, prefixed, related_id
from xlplugin.place import parse_a1

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xlplugin.excel.draft import Draft
    from xlplugin.excel.marks import Mark
    from xlplugin.excel.shapes import Note
    from xlplugin.excel.splice import Edit, Spelling, Tag

__all__ = ["add_notes"]

_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_FONT = '<rPr><sz val="9"/><color indexed="81"/><rFont val="宋体"/><family val="3"/><charset val="134"/></rPr>'


def _run(text: str) -> str:
    return f'<r>{_FONT}<t xml:space="preserve">{escape(text)}</t></r>'


def _comment(mark: Mark, author: int) -> str:
    return f'<comment ref="{mark.cell}" authorId="{author}"><text>{_run(mark.note)}</text></comment>'


def _extend(comments: Spelling, comment: Tag, text: str) -> list[Edit]:
    """Edits that put a run behind the text of an existing comment; a bare text becomes a run first."""
    start, end = comments.content(b"comment", comment)
    body = comments.tag(b"text", start, end)
    if body is None:
        whole = prefixed(f"<text>{_run(text)}</text>", comments.prefix)
        return comments.into(b"comment", comment, whole, first=True)
    start, end = comments.content(b"text", body)
    run = prefixed(_run("\n\n" + text), comments.prefix)
    later = [tag[0] for name in (b"rPh", b"phoneticPr") if (tag := comments.tag(name, start, end))]
    bare = comments.tag(b"t", start, end) if comments.tag(b"r", start, end) is None else None
    if bare is None:
        return [(min(later), min(later), run)] if later else comments.into(b"text", body, run)
    whole = comments.element(b"t", bare)
    wrapped = b"<%br>%b</%br>%b" % (comments.prefix, whole, comments.prefix, run)
    return [(bare[0], bare[0] + len(whole), wrapped)]


def _present(comments: Spelling, listed: Tag) -> dict[tuple[int, int], Tag]:
    tags = comments.tags(b"comment", *comments.content(b"commentList", listed))
    return {parse_a1(attribute(comments[tag], b"ref") or ""): tag for tag in tags}


def _write(comments: Spelling, marks: Iterable[Mark], author: str) -> tuple[list[Edit], list[Note], list[Note]]:
    """Edits of the comments part, the new notes, and those that were there with what was added to them."""
    authors, listed = comments.tag(b"authors"), comments.tag(b"commentList")
    if authors is None or listed is None:
        raise refusals.broken_part(comments.part)
    number = sum(1 for _ in comments.tags(b"author", *comments.content(b"authors", authors)))
    edits = comments.into(b"authors", authors, prefixed(f"<author>{escape(author)}</author>", comments.prefix))
    present = _present(comments, listed)
    added = dict.fromkeys(present, "")
    fresh, new = [], []
    for mark in marks:
        cell = mark.row, mark.column
        if cell in present:
            edits += _extend(comments, present[cell], mark.note)
            added[cell] = mark.note
        else:
            new.append(_comment(mark, number))
            fresh.append((mark.row, mark.column, mark.note))
    if new:
        edits += comments.into(b"commentList", listed, prefixed("".join(new), comments.prefix))
    return edits, fresh, [(*cell, text) for cell, text in added.items()]


def _threaded(draft: Draft, parts: dict[str, str]) -> set[str]:
    """The cells with threaded comments: their note is only a shadow that Excel rewrites."""
    if "threadedComment" not in parts:
        return set()
    threads = draft.spelling(parts["threadedComment"])
    return {attribute(threads[tag], b"ref") or "" for tag in threads.tags(b"threadedComment")}


def add_notes(draft: Draft, sheet: Spelling, marks: Sequence[Mark], author: str, claimed: set[int]) -> list[Edit]:
    """Put a note on every marked cell and give the edits that the sheet itself still needs.

    A note of the user is kept and extended; a cell with threaded comments is left alone.
    ``claimed`` are the idmap blocks in use, filled here on the first call.
    UnreadableError where the notes of the sheet do not hang together.
    """
    ties = relationships(draft.package, sheet.part)
    parts = {kind: target for kind, target, _ in ties.values()}
    spoken = _threaded(draft, parts)
    wanted = [mark for mark in marks if mark.cell not in spoken]
    if not wanted:
        return []
    part = parts.get("comments")
    if part:
        edits, fresh, present = _write(draft.spelling(part), wanted, author)
        draft.edit(part, edits)
    else:
        fresh, present = _write_first(draft, sheet, wanted, author), []
    if not claimed:
        drawings = [name for name in draft.package.members if name.lower().endswith(".vml")]
        claimed |= claimed_blocks(map(draft.text, drawings))
    drawing = sheet.tag(b"legacyDrawing", tail(sheet))
    if drawing is None:
        return _new_drawing(draft, sheet, claimed, present + fresh)
    tie = ties.get(related_id(attributes(sheet[drawing])))
    if tie is None:
        raise refusals.missing_part(f"{sheet.part} legacyDrawing")
    extended = [note for note in present if note[2]]
    draft.edit(tie[1], draw(draft.text(tie[1]), tie[1], claimed, fresh, extended))
    return []


def _write_first(draft: Draft, sheet: Spelling, marks: Iterable[Mark], author: str) -> list[Note]:
    """Give a sheet its first comments part, and the new notes."""
    authors = f"<authors><author>{escape(author)}</author></authors>"
    comments = "".join([_comment(mark, 0) for mark in marks])
    text = f'<comments xmlns="{sheet.space}">{authors}<commentList>{comments}</commentList></comments>'
    draft.relate(sheet.part, "comments", draft.add("xl/comments{}.xml", text, _COMMENTS))
    return [(mark.row, mark.column, mark.note) for mark in marks]


def _new_drawing(draft: Draft, sheet: Spelling, claimed: set[int], notes: list[Note]) -> list[Edit]:
    part = draft.add("xl/drawings/vmlDrawing{}.vml", drawing(claimed, notes), _VML)
    tie = draft.relate(sheet.part, "vmlDrawing", part)
    at = sheet.slot(b"legacyDrawing", SHEET_ORDER, tail(sheet))
    return [(at, at, prefixed(f'<legacyDrawing xmlns:r="{draft.types}" r:id="{tie}"/>', sheet.prefix))]
