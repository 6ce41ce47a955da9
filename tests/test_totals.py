"""The totals that a person recomputed from the published forms and reports come out of the engine.

``tests/truth/totals.tsv``: ``given`` are figures that only the report states; ``computed`` takes rows that a person
judges as stated, ``highest`` takes them at the top of what their level allows (forms without a column for points).
"""

from __future__ import annotations

import csv
from decimal import Decimal

import pytest

from specimens import ROOT, WORKBOOKS
from xlplugin import pipeline
from xlplugin.excel.read import load, read_workbook

with (ROOT / "tests" / "truth" / "totals.tsv").open(encoding="utf-8") as file:
    ROWS = list(csv.DictReader(file, delimiter="\t"))


def scored(row):
    """The form of a row, scored with what only the report states."""
    path = WORKBOOKS / row["workbook"]
    found = pipeline.check_workbook(read_workbook(load(str(path)), path.name), path.name, "").forms
    given = {name: Decimal(figure) for name, _, figure in (part.partition("=") for part in row["given"].split())}
    (form,) = (one for one in pipeline.score_forms(found, given=given) if one.sheet == row["sheet"])
    return form


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['workbook']} {row['sheet']} {row['given']}")
def test_the_total_is_what_a_person_recomputed(row):
    score = scored(row).score
    assert (score.stated.raw if score.stated else "") == row["stated"]
    if row["computed"]:
        assert score.computed == Decimal(row["computed"])
    else:
        assert score.highest == Decimal(row["highest"])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['workbook']} {row['sheet']} {row['given']}")
def test_every_row_of_a_scored_form_has_a_receipt_that_can_be_followed(row):
    for receipt in scored(row).score.receipts:
        outcome = receipt.outcome
        assert outcome.value is not None or outcome.why or outcome.rule
        assert outcome.low <= (outcome.high if outcome.value is None else outcome.value) <= outcome.high
        assert outcome.high <= receipt.weight
