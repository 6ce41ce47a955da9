"""How time grows with rows, sheets and findings: as long as a step costs the same, the last column stays even."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.books import form
from benchmarks.measure import best
from xlplugin import pipeline
from xlplugin.excel import annotate, read

__all__ = ["tables"]

_ROWS = (50, 100, 200, 400, 800)
_SHEETS = (1, 2, 4, 8, 16)
_FINDINGS = (25, 50, 100, 200, 400)


def _checked(data: bytes) -> float:
    return best(lambda: pipeline.check_workbook(read.read_workbook(data, ""), "", ""), 5)


def _marking(data: bytes) -> tuple[int, float, float]:
    """Findings of a workbook, and the milliseconds of its check and of its marked copy."""
    run = pipeline.check_workbook(read.read_workbook(data, ""), "", "")
    return len(run.findings), _checked(data), best(lambda: annotate.annotate(data, run), 5)


def _table(what: str, lines: Iterator[tuple[int, float]]) -> Iterator[str]:
    yield f"\n| {what} | ms | ms per step of the first |\n|---|---|---|"
    first = 0
    for size, time in lines:
        first = first or size
        yield f"| {size} | {time:.1f} | {time * first / size:.2f} |"


def tables(most: int) -> Iterator[str]:
    """The tables in Markdown; ``most`` is how many sizes of each are measured."""
    yield from _table("rows", ((rows, _checked(form(rows))) for rows in _ROWS[:most]))
    yield from _table("sheets of 30 rows", ((sheets, _checked(form(30, sheets))) for sheets in _SHEETS[:most]))
    marked = [_marking(form(420, 1, wrong)) for wrong in _FINDINGS[:most]]
    yield "\n| findings (420 rows) | check ms | marked copy ms |\n|---|---|---|"
    for found, check, mark in marked:
        yield f"| {found} | {check:.1f} | {mark:.1f} |"
