"""Receipts as a sheet that a clerk prints, one per form: 计分底稿, A4 across, the header on every page."""

from __future__ import annotations

import re

from xlplugin.grid.text import SheetText
from xlplugin.reports.receipt import Heading, statement
from xlplugin.reports.receipt_row import Row
from xlplugin.reports.receipt_words import WORDS
from xlplugin.reports.terminal import one_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from xlplugin.model import Run
    from xlplugin.reports.receipt import Statement, Subtotal

__all__ = ["sheets"]

_WIDTHS = "7 17 7 8 9 8 24 44 30"
_COLUMNS = 9
_LABEL = 2
"""Columns of the label of a total."""
_HEADER = 4
"""The row of the column titles, repeated on every page."""
_LONGEST = 300
"""Characters of a piece of a long text: its row stays well below the highest that Excel allows."""
_FIGURE = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,10})?")


def sheets(run: Run, lang: str = "zh") -> tuple[SheetText, ...]:
    """The receipts of all scored forms of a run as written sheets, numbered where there are several."""
    found = [(file.file, told) for file in run.files for form in file.forms if (told := statement(form, lang))]
    title = WORDS[lang]["title"]
    return tuple(
        _sheet(file, told, title if len(found) == 1 else f"{title}{number}", lang)
        for number, (file, told) in enumerate(found, 1)
    )


def _text(text: str) -> str:
    """A token that is a text whatever it holds: ``=1+1`` is no formula, ``<`` no merge mark."""
    return "'" + text.replace("\n", "<br>") if text else ""


def _number(text: str) -> str:
    """A token that is a number where the text is one."""
    return text if _FIGURE.fullmatch(text) else _text(one_line(text))


def _pieces(lines: Sequence[str]) -> list[str]:
    """Texts in pieces that each fit into a row; one is torn only where it alone is too long."""
    found = [""]
    for line in map(one_line, lines):
        for at in range(0, len(line), _LONGEST):
            part = line[at : at + _LONGEST]
            if found[-1] and len(found[-1]) + len(part) >= _LONGEST:
                found.append(part)
            else:
                found[-1] = f"{found[-1]}\n{part}" if found[-1] else part
    return found


def _sheet(file: str, told: Statement, name: str, lang: str) -> SheetText:
    words = WORDS[lang]
    rows = [
        _across("题", words["title"]),
        _across("注", words["file"].format(one_line(file.replace("\\", "/").rpartition("/")[2]))),
        _across("注", words["sheet_form"].format(one_line(told.sheet), one_line(told.title))),
        ("头", *map(_text, words["sheet_columns"].replace("-", "\u00a0").split(" "))),
    ]
    for part in told.body:
        rows += _heading(part) if isinstance(part, Heading) else _row(part) if isinstance(part, Row) else _sum(part)
    rows += _closing(told, words)
    left = f"B{_HEADER + 1}:B{len(rows)} G{_HEADER + 1}:I{len(rows)} {_wide(rows)}".strip()
    properties = {"列宽": _WIDTHS, "纸张": "A4 横向", "标题行": str(_HEADER), "左齐": left}
    return SheetText(name, properties, tuple(rows))


def _across(kind: str, text: str) -> tuple[str, ...]:
    """A row that is one merged cell."""
    return (kind, _text(text), *["<"] * (_COLUMNS - 1))


def _heading(part: Heading) -> list[tuple[str, ...]]:
    return [_across("行", "　" * (part.depth - 1) + one_line(part.name))]


def _row(part: Row) -> list[tuple[str, ...]]:
    """A row of the form; where its texts are too long for one row they go on below, beside its figures."""
    figures: tuple[str, ...] = (_text(part.cell), _text(one_line(part.name)))
    figures += tuple(map(_number, (part.weight, part.stated, part.points, part.difference)))
    columns = [_pieces(part.data), _pieces(part.rule), _pieces((*part.notes, *([part.loss] if part.loss else [])))]
    height = max(map(len, columns))
    rows: list[tuple[str, ...]] = []
    for at in range(height):
        texts = tuple(_text(pieces[at]) if at < len(pieces) else "" for pieces in columns)
        rows.append(("行", *(figures if at == 0 else ("^",) * len(figures)), *texts))
    return rows


def _sum(part: Subtotal) -> list[tuple[str, ...]]:
    figures = map(_number, (part.weight, part.stated, part.points, part.difference))
    return [("行", _text(one_line(part.name)), "<", *figures, "", "", "")]


def _closing(told: Statement, words: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Totals, rows without points, what lost points, and the line to sign."""
    lines = list(told.totals)
    lines += [(words["unmarked"].partition("{")[0].rstrip("：: "), told.unscored)] if told.unscored else []
    lines.append((words["losses"], "\n".join(told.losses) or words["no_losses"]))
    for label, text in lines:
        for at, piece in enumerate(_pieces(text.split("\n"))):
            head = (_text(label), "<") if at == 0 else ("^", "^")
            yield ("行", *head, _text(piece), *["<"] * (_COLUMNS - _LABEL - 1))
    yield _across("尾", words["signature"])


def _wide(rows: Sequence[Sequence[str]]) -> str:
    """The areas of merged texts, which stand left: headings, and the figures of the totals."""
    at = [number for number, row in enumerate(rows, 1) if number > _HEADER and row[-1] == "<"]
    return " ".join(f"A{number}:I{number}" for number in at)
