"""The notes of a marked copy that was saved since: ours go, what stood there before them stays."""

from __future__ import annotations

import re
from bisect import bisect

from xlplugin.excel.canonical import unquote
from xlplugin.excel.marks import tail
from xlplugin.excel.package import relationships
from xlplugin.excel.splice import attributes, escape, related_id, splice
from xlplugin.model import SEVERITIES
from xlplugin.place import parse_a1

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlplugin.excel.draft import Draft
    from xlplugin.excel.splice import Edit, Spelling, Tag

    Cell = tuple[int, int]

__all__ = ["NUMBERED", "Notes"]

_SHAPE = re.compile(rb"<(\w+:)shape[\s>]")
NUMBERED = r"(?:\(\d+\))?"
"""What stands behind the name of a results sheet where that name was taken, as a pattern."""
_ROW, _COLUMN = re.compile(rb"Row>\s*(\d+)\s*<"), re.compile(rb"Column>\s*(\d+)\s*<")


class Notes:
    """The notes of one sheet, and which of them are ours."""

    __slots__ = ("_comments", "_cuts", "_draft", "_said", "_sheet", "_ties")

    def __init__(self, draft: Draft, sheet: Spelling) -> None:
        """Read the notes of ``sheet``."""
        self._draft, self._sheet = draft, sheet
        self._ties = relationships(draft.package, sheet.part)
        part = next((target for kind, target, _ in self._ties.values() if kind == "comments"), None)
        self._comments = draft.spelling(part) if part else None
        self._said: list[tuple[Tag, str]] = []
        self._cuts: dict[Cell, tuple[Tag, int]] = {}
        if self._comments:
            for tag in self._comments.tags(b"comment"):
                self._said.append((tag, "".join(text for _, text in _texts(self._comments, tag))))

    def told(self, words: dict[str, str]) -> set[str]:
        """The names by which notes of ours, made in these words, call a results sheet."""
        code, head = _code(f"{re.escape(words['sheet'])}{NUMBERED}"), _head(words)
        return {found[1] for _, said in self._said if head.search(said) for found in code.finditer(said)}

    def find(self, called: Iterable[str], words: dict[str, str]) -> dict[Cell, int]:
        """The cells whose notes call a results sheet so, with the number of the finding there; kept to be cleared."""
        code, head = _code("|".join(map(re.escape, called))), _head(words)
        cells: dict[Cell, int] = {}
        self._cuts.clear()
        for tag, said in self._said:
            heads = [found.start() for found in head.finditer(said)]
            for start, end in zip(heads, [*heads, len(said)][1:], strict=True):
                found = code.search(said, start, end)
                if found and self._comments:
                    cell = parse_a1(attributes(self._comments[tag])["ref"])
                    self._cuts[cell], cells[cell] = (tag, start), int(found[2])
                    break
        return cells

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


def _head(words: dict[str, str]) -> re.Pattern[str]:
    """What the words of a finding begin with, at the beginning of a paragraph."""
    heads = "|".join(re.escape(words["note_head"].format(words[severity], "")) for severity in SEVERITIES)
    return re.compile(rf"(?:\A|\n\n)(?={heads})")


def _code(name: str) -> re.Pattern[str]:
    """What they end in: the name of the results sheet, given as a pattern, and the number there."""
    return re.compile(rf"[“\"]({name})[”\"]\D{{1,6}}(\d+)")


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
            before = bisect(runs, span) - 1
            inside = before >= 0 and span[0] < runs[before][1]
            edits.append((*(runs[before] if inside else span), b""))
        elif at + len(text) > cut:
            edits.append((*span, escape(text[: cut - at]).encode()))
        at += len(text)
    return edits


def _shapes(vml: bytes, gone: set[Cell]) -> list[Edit]:
    """Edits that remove the boxes of notes from a drawing; boxes do not nest."""
    edits: list[Edit] = []
    end = 0
    while found := _SHAPE.search(vml, end):
        end = vml.find(b"</" + found[1] + b"shape>", found.end())
        if end < 0:
            break
        row, column = _ROW.search(vml, found.end(), end), _COLUMN.search(vml, found.end(), end)
        if row and column and (int(row[1]) + 1, int(column[1]) + 1) in gone:
            edits.append((found.start(), vml.index(b">", end) + 1, b""))
    return edits
