"""Reading the layouts: forms as real places fill them in, and what a reader sees in them.

A file holds the sheets as text, then per form one section ``## 期望`` (``## 期望：SHEET`` in a book of several sheets)
with its title, its indicators, and where it has them its classes, its total row and its budget lines.
Cells on another sheet than the form's are written ``SHEET!A1``; ``*`` stands for any reading.
A figure is written as a plain decimal in the unit of its cell (an amount of a budget line in that of its line),
a percentage in per cent, anything else as its text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from xlplugin import pipeline
from xlplugin.grid.text import workbook

FOLDER = Path(__file__).resolve().parent
NAMES = sorted(path.stem for path in FOLDER.glob("*.md"))

_SECTION = re.compile(r"^## 期望(?:：(.+))?$", re.MULTILINE)
_PART = re.compile(r"^### (.+)$", re.MULTILINE)
_BAR = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True)
class Expected:
    """One form as a reader sees it: its sheet, title and title cell, and its tables by name, each row a dict."""

    sheet: str | None
    title: str
    title_cell: str
    tables: dict[str, list[dict[str, str]]]


def _rows(text: str) -> list[dict[str, str]]:
    lines = [line for line in text.splitlines() if line.startswith("|")]
    cells = [[part.strip().replace("\\|", "|") for part in _BAR.split(line)[1:-1]] for line in lines]
    return [dict(zip(cells[0], row, strict=True)) for row in cells[2:]] if cells else []


def _expected(sheet: str | None, body: str) -> Expected:
    title = re.search(r"^标题：(?:([A-Z]+\d+) (.+))?$", body, re.MULTILINE)
    first, *parts = _PART.split(body)
    tables = {"指标": _rows(first)} | {name: _rows(text) for name, text in zip(parts[::2], parts[1::2], strict=True)}
    return Expected(sheet, title.group(2) or "", title.group(1) or "", tables)


@cache
def text_of(name: str) -> str:
    return (FOLDER / f"{name}.md").read_text("utf-8")


@cache
def sheets_of(name: str):
    return workbook(_SECTION.split(text_of(name), maxsplit=1)[0])


@cache
def expected_of(name: str) -> tuple[Expected, ...]:
    _, *parts = _SECTION.split(text_of(name))
    return tuple(_expected(sheet, body) for sheet, body in zip(parts[::2], parts[1::2], strict=True))


@cache
def run_of(name: str):
    return pipeline.check_workbook(sheets_of(name), "", "")
