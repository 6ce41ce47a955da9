"""Receipts for the terminal: a line of figures per row, what they rest on below it, and the totals."""

from __future__ import annotations

import re

from xlplugin.reports.receipt import Heading, Subtotal, statement
from xlplugin.reports.receipt_row import Row
from xlplugin.reports.receipt_words import WORDS
from xlplugin.reports.terminal import disarmed, one_line, pad, width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from xlplugin.model import FileRun, Run
    from xlplugin.reports.receipt import Statement

__all__ = ["render", "wrapped"]

_ACROSS = 100
"""Columns of a terminal that a line may take."""
_TOKENS = re.compile(r"[!-~]+ *|.")
_CLOSING = frozenset("，。；：、）》”！？～")


def wrapped(text: str, indent: int, hang: int | None = None, across: int = _ACROSS) -> Iterator[str]:
    """Break a text into lines of ``across`` columns, later ones at ``hang``; no word or figure is torn where it fits.

    Nothing is left out, and no line begins with a closing mark or a command.
    """
    at = indent if hang is None else hang
    line, used = " " * indent, indent
    for found in _TOKENS.finditer(one_line(text)):
        token = found.group()
        size = width(token.rstrip())
        if used + size > across and line.strip() and token not in _CLOSING:
            yield disarmed(line.rstrip())
            line, used = " " * at, at
        line, used = line + token, used + width(token)
    yield disarmed(line.rstrip())


def render(run: Run, lang: str = "zh") -> str:
    """Show the receipts of a run as text, ``zh`` or ``en``. Nothing is shortened."""
    return "\n".join(line for file in run.files for line in (*_file(file, lang), ""))


def _file(file: FileRun, lang: str) -> Iterator[str]:
    words = WORDS[lang]
    yield words["file"].format(one_line(file.file))
    for form in file.forms:
        found = statement(form, lang)
        yield "  " + words["form"].format(one_line(form.sheet), one_line(form.title))
        if found is None:
            yield "    " + words["nothing"]
        else:
            yield from _statement(found, words)
    if file.not_checked:
        yield "  " + words["not_checked"]
    for note in file.not_checked:
        place = words["colon"].join(one_line(part) for part in (note.sheet, note.what, note.why) if part)
        yield from wrapped(place, 4, 6)


def _statement(found: Statement, words: Mapping[str, str]) -> Iterator[str]:
    lines = [_cells(part) for part in found.body if not isinstance(part, Heading)]
    titles = words["columns"].split()
    sizes = [max(map(width, column)) for column in zip(titles, *lines, strict=True)][:5]
    yield _figures(titles, sizes)
    for part in found.body:
        if isinstance(part, Heading):
            yield " " * (2 + 2 * part.depth) + one_line(part.name)
            continue
        yield from _entry(_cells(part), sizes)
        if isinstance(part, Row):
            for line in part.details:
                yield from wrapped(line, 10, 12)
    yield from _closing(found, words)


def _cells(part: Row | Subtotal) -> list[str]:
    """Cell, weight, stated, by the rule, difference, name."""
    cell = part.cell if isinstance(part, Row) else ""
    return [cell, *map(one_line, (part.weight, part.stated, part.points, part.difference, part.name))]


def _figures(cells: Sequence[str], sizes: Sequence[int]) -> str:
    cell, *figures = cells[:5]
    aligned = (" " * (size - width(figure)) + figure for figure, size in zip(figures, sizes[1:], strict=True))
    return "    " + "  ".join((pad(cell, sizes[0]), *aligned, one_line(cells[5])))


def _entry(cells: Sequence[str], sizes: Sequence[int]) -> Iterator[str]:
    """The line of figures; a long name goes on below its beginning."""
    start = 4 + sum(sizes) + 2 * len(sizes)
    first, *rest = wrapped(cells[5], 0, 0, max(_ACROSS - start, 20))
    yield _figures([*cells[:5], first], sizes)
    yield from (" " * start + line for line in rest)


def _closing(found: Statement, words: Mapping[str, str]) -> Iterator[str]:
    """Totals, rows without points, and what lost points."""
    yield "    " + words["total"]
    across = max(width(label) for label, _ in found.totals)
    for label, figure in found.totals:
        yield from wrapped(f"{pad(label, across)}  {figure}", 6, 8 + across)
    if found.unscored:
        yield from wrapped(words["unmarked"].format(found.unscored), 6, 8)
    yield "    " + (words["losses"] if found.losses else words["no_losses"])
    for line in found.losses:
        yield from wrapped(line, 6, 8)
