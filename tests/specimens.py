"""The repository's own workbooks, and their sheets as text."""

from __future__ import annotations

from pathlib import Path

from xlplugin.grid import Workbook
from xlplugin.grid.text import parse_sheets, to_grid

ROOT = Path(__file__).resolve().parent.parent
WORKBOOKS = ROOT / "workbooks"


def specimen(path: Path) -> Workbook:
    """The sheets of a specimen as its text has them; the first cell of a row is its kind, no part of the sheet."""
    formats = ["General"]
    sheets = parse_sheets(path.read_text("utf-8"))
    grids = tuple(to_grid(sheet.name, [row[1:] for row in sheet.rows], formats) for sheet in sheets)
    return Workbook(grids, tuple(formats))
