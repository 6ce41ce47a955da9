"""Every text of texts.tsv is read as a person reads it; each line was checked by hand."""

from __future__ import annotations

import csv
import os
from decimal import Decimal

import pytest

from xlplugin.quantity import read, read_all

with open(os.path.join(os.path.dirname(__file__), "texts.tsv"), encoding="utf-8", newline="") as _lines:
    ROWS = list(csv.DictReader(_lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def number(text):
    return Decimal(text) if text else None


def test_the_texts_are_many_and_each_stands_once():
    texts = [row["text"] for row in ROWS]
    assert len(texts) == len(set(texts)) >= 400
    assert sum(row["source"] == "seed" for row in ROWS) >= 150


@pytest.mark.parametrize("row", ROWS, ids=[row["text"] for row in ROWS])
def test_a_text_is_read_as_a_person_reads_it(row):
    quantity = read(row["text"].replace("\\n", "\n"))
    seen = (quantity.kind, quantity.operator, quantity.value, quantity.unit, quantity.low, quantity.high)
    figures = [number(row[name]) for name in ("value", "low", "high")]
    assert seen == (row["kind"], row["operator"] or None, figures[0], row["unit"], figures[1], figures[2])
    assert (quantity.approximate, quantity.date, quantity.why) == (row["approximate"] == "约", row["date"], row["why"])


@pytest.mark.parametrize("row", [row for row in ROWS if row["value"]], ids=lambda row: row["text"])
def test_the_one_figure_of_a_text_is_among_all_its_figures(row):
    assert read(row["text"]) in read_all(row["text"])
