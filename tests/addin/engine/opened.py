"""A workbook open in the headless Excel, and what it holds, for comparison."""

from __future__ import annotations

from contextlib import contextmanager

import xlwings
from engine import openpyxl_excel

from specimens import WORKBOOKS

SPECIMENS = tuple(sorted(path for path in WORKBOOKS.rglob("*-seed-*.xlsx")))
"""Filled forms of more than five kinds: targets, self-evaluations and scorecards, of projects and departments."""


@contextmanager
def opened(path):
    """The book at ``path``, open and calling."""
    previous = xlwings.engines.active
    openpyxl_excel.install()
    app = xlwings.App(add_book=False, visible=False)
    try:
        yield app.books.open(str(path))
    finally:
        app.quit()
        xlwings.engines.active = previous


def contents(book):
    """Everything of a book that a user could miss: sheets, cells, formats, notes, merged areas, rules, sheet shown."""
    file = book.impl.file
    return {sheet.title: _sheet(sheet) for sheet in file.worksheets}, file.active.title


def _sheet(sheet):
    cells = {
        cell.coordinate: (str(cell.value), cell.data_type, tuple(cell._style or ()), _note(cell), str(cell.hyperlink))
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None or cell.has_style or getattr(cell, "comment", None)
    }
    rules = [(str(area.sqref), rule.type, rule.formula) for area in sheet.conditional_formatting for rule in area.rules]
    return cells, rules, sorted(map(str, sheet.merged_cells.ranges)), sheet.sheet_state


def _note(cell):
    note = getattr(cell, "comment", None)
    return (note.text, note.author) if note else None


def alerts(book):
    """What Excel has shown so far."""
    return book.app.impl.alerts
