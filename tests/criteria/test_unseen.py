"""Sentences that are in no table: other wordings of the same kinds, every meaning checked by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from worked import examples, inputs, rows

from xlplugin.criteria import NotUnderstood, evaluate, notation, say, understand

ROWS = rows("unseen.tsv")
COMPILED = [row for row in ROWS if row["notation"]]


def meaning(row):
    return understand(row["sentence"], Decimal(row["weight"]))


@pytest.mark.parametrize("row", COMPILED, ids=lambda row: row["sentence"])
def test_an_unseen_sentence_compiles_to_its_meaning_and_prints_back(row):
    expression = meaning(row)
    assert notation(expression) == row["notation"]
    assert understand(say(expression), Decimal(row["weight"])) == expression


@pytest.mark.parametrize("row", [row for row in ROWS if row["examples"]], ids=lambda row: row["sentence"])
def test_an_unseen_sentence_gives_its_worked_example(row):
    expression = meaning(row)
    for given, points, readings in examples(row["examples"]):
        found = evaluate(expression, inputs(expression, given), Decimal(row["weight"]))
        assert found.value == points
        assert dict(found.other_readings) == readings


@pytest.mark.parametrize("row", [row for row in ROWS if not row["notation"]], ids=lambda row: row["sentence"])
def test_what_leaves_the_reading_open_is_refused(row):
    refused = meaning(row)
    assert isinstance(refused, NotUnderstood)
    assert refused.where
