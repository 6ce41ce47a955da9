"""What must be corrected in the forms of other places: every such finding was looked at by a person and is true.

``must_fix.tsv`` holds them by layout, code and cell; a rule that begins to blame what may be right shows up here.
"""

from __future__ import annotations

import csv

import pytest

from specimens import ROOT
from xlplugin import pipeline
from xlplugin.grid.text import workbook
from xlplugin.model import ERROR

LAYOUTS = sorted((ROOT / "tests" / "layouts").glob("*.md"))
with (ROOT / "tests" / "layouts" / "must_fix.tsv").open(encoding="utf-8") as file:
    TRUE = {(row["layout"], row["code"], row["cell"]) for row in csv.DictReader(file, delimiter="\t")}


def must_fix(path):
    book = workbook(path.read_text("utf-8").partition("## 期望")[0])
    found = pipeline.check_workbook(book, path.name, "").findings
    return {(path.stem, one.code, one.place.cell) for one in found if one.severity == ERROR}


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_only_what_is_certainly_wrong_must_be_corrected(path):
    assert must_fix(path) == {row for row in TRUE if row[0] == path.stem}


def test_every_listed_finding_belongs_to_a_layout():
    assert {layout for layout, _, _ in TRUE} <= {path.stem for path in LAYOUTS}
