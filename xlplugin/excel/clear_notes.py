"""The notes of a marked copy that was saved since: ours go, what stood there before them stays."""

from __future__ import annotations

import re

from xlplugin.excel.canonical import unquote
from xlplugin.excel.marks import tail
from xlplugin.excel.package import relationships
from xlplugin.excel.splice import attributes, escape, related_id, splice
from xlplugin.model import SEVERITIES
from xlplugin.place import parse_a1

TYPE_CHECKING = False
if TYPE_CHECKING:
    from xlplugin.excel.draft import Draft
    from xlplugin.excel.splice import Edit, Spelling, Tag

    Cell = tuple[int, int]

__all__ = ["Notes"]

_SHAPE = re.compile(rb"<(\w+:)shape[\s>]")
_ROW, _COLUMN = re.compile(rb"Row>\s*(\d+)\s*<"), re.compile(rb"Column>\s*(\d+)\s*<")


class Notes:
    """The notes of one sheet that name a results sheet: ``cells`` says of which finding, by its number there."""

    __slots__ = ("_code", "_comments", "_cuts", "_draft", "_head", "_sheet", "_ties", "cells")

    def __init__(self, draft: Draft, sheet: Spelling, results: str, words: dict[str, str]) -> None:
        """Look through the notes of ``sheet``; ``words`` are those of the copy."""
        self._draft, self._sheet = draft, sheet
        self._ties = relationships(draft.package, sheet.part)
        heads = "|".join(re.escape(words["note_head"].format(words[severity], "")) for severity in SEVERITIES)
        self._head = re.compile(rf"(?:\A|\n\n)(?={heads})")
        self._code = re.compile(rf"[“\"]{re.escape(results)}[”\"]\D{{1,6}}(\d+)")
        part = next((target for kind, target, _ in self._ties.values() if kind == "comments"), None)
        self._comments = draft.spelling(part) if part else None
        self._cuts: dict[Cell, tuple[Tag, int]] = {}
        self.cells: dict[Cell, int] = {}
        if self._comments:
            for tag in self._comments.tags(b"comment"):
                self._look(self._comments, tag)

    def _look(self, comments: Spelling, tag: Tag) -> None:
        """Keep a comment that ends in words of ours, and where these begin."""
        said = "".join(text for _, text in _texts(comments, tag))
        heads = [found.start() for found in self._head.finditer(said)]
        for start, end in zip(heads, [*heads, len(said)][1:], strict=True):
            found = self._code.search(said, start, end)
            if found:
                cell = parse_a1(attributes(comments[tag])["ref"])
                self._cuts[cell], self.cells[cell] = (tag, start), int(found[1])
                return

    def clear(self) -> list[Edit]:
        """Take our words away, with the box of a note that holds nothing else; gives the edits of the sheet itself."""
        comments = self._comments
        if comments is None or not self._cuts:
            return []
        edits: list[Edit] = []
        gone = set()
        for cell, (tag, start) in self._cuts.items():
            if start:
                edits += _shortened(comments, tag, start)
            else:
                gone.add(cell)
                edits.append((tag[0], comments.end(b"comment", tag), b""))
        text = splice(comments.text, edits)
        self._draft.put(comments.part, text)
        return self._clear_shapes(gone, last=len(gone) == sum(1 for _ in comments.tags(b"comment")))

    def _clear_shapes(self, gone: set[Cell], *, last: bool) -> list[Edit]:
        """Remove the boxes of notes; with the last note go the parts that held them."""
        sheet, draft = self._sheet, self._draft
        drawing = sheet.tag(b"legacyDrawing", tail(sheet))
        tie = related_id(attributes(sheet[drawing])) if drawing else ""
        boxes = self._ties[tie][1] if tie in self._ties else ""
        left = b""
        if boxes:
            vml = draft.text(boxes)
            left = splice(vml, _shapes(vml, gone))
            draft.put(boxes, left)
        if not last or self._comments is None:
            return []
        empty = bool(boxes) and not _SHAPE.search(left)
        draft.untie(sheet.part, [id_ for id_, (kind, _, _) in self._ties.items() if kind == "comments"])
        draft.discard([self._comments.part])
        if not drawing or not empty:
            return []
        draft.untie(sheet.part, [tie])
        draft.discard([boxes])
        return [(drawing[0], sheet.end(b"legacyDrawing", drawing), b"")]


def _texts(comments: Spelling, tag: Tag) -> list[tuple[Tag, str]]:
    """The texts of a comment with the offsets between which each stands."""
    spans = [comments.content(b"t", found) for found in comments.tags(b"t", *comments.content(b"comment", tag))]
    return [(span, unquote(comments[span].decode()).replace("\r\n", "\n")) for span in spans]


def _shortened(comments: Spelling, tag: Tag, cut: int) -> list[Edit]:
    """Edits that end a comment after so many characters: runs behind go, the text in which the cut falls is cut."""
    runs = [(run[0], comments.end(b"r", run)) for run in comments.tags(b"r", *comments.content(b"comment", tag))]
    edits: list[Edit] = []
    at = 0
    for span, text in _texts(comments, tag):
        if at >= cut:
            edits.append((*next((run for run in runs if run[0] < span[0] < run[1]), span), b""))
        elif at + len(text) > cut:
            edits.append((*span, escape(text[: cut - at]).encode()))
        at += len(text)
    return edits


def _shapes(vml: bytes, gone: set[Cell]) -> list[Edit]:
    """Edits that remove the boxes of notes from a drawing."""
    edits: list[Edit] = []
    for found in _SHAPE.finditer(vml):
        end = vml.find(b"</" + found[1] + b"shape>", found.end())
        if end < 0:
            break
        row, column = _ROW.search(vml, found.end(), end), _COLUMN.search(vml, found.end(), end)
        if row and column and (int(row[1]) + 1, int(column[1]) + 1) in gone:
            edits.append((found.start(), vml.index(b">", end) + 1, b""))
    return edits
