"""Rows of a scorecard that state no criterion are headings where the weights below add up to theirs, else items."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlplugin.engine.headings import Row, section_rows


def rows(text):
    """``name weight`` lines: ``!`` states nothing, ``=`` ends every section."""
    found = []
    for number, line in enumerate(text.split(",")):
        mark, _, weight = line.strip().rpartition(" ")
        kind = mark[:1]
        found.append(Row(number, mark.lstrip("!="), Decimal(weight), says=kind not in {"!", "="}, ends=kind == "="))
    return found


@pytest.mark.parametrize(
    ("text", "total", "headings"),
    [
        ("!1. 40, (1) 25, (2) 15, !2. 60, (1) 30, (2) 30", 100, {0, 3}),
        ("!甲 40, 1 25, 2 15, !乙 60, 3 60", 100, {0, 3}),
        ("!甲 40, 子 25, 丑 15, !乙 60, 寅 60", 100, {0}),
        ("!1 40, 1.1 25, 1.2 15, !2 60, 2.1 30, 2.2 20", 100, {0, 3}),
        ("!甲 40, !子 15, 1 5, 2 10, !丑 25, 3 15, 4 10", None, {0, 1, 4}),
        ("!甲 20, 子 5, !丑 5, 寅 10, !乙 30, 卯 10, 辰 20", None, {0, 4}),
        ("1 25, !2 15, 3 15, 4 45", 100, set()),
        ("1 40, !2 30, 3 15, 4 15", 100, set()),
        ("=一、 0, !1. 40, (1) 25, (2) 15, =二、 0, !1. 60, (1) 30, (2) 30", 100, {1, 5}),
        ("!1. 40, (1) 25, =小计 0, (2) 15", None, set()),
        ("1 40, !2 30", None, set()),
        ("!1. 40, (1) 25, (2) 15, !丙 60, (1) 30, (2) 20", 100, {0}),
    ],
    ids=[
        "numbered",
        "one row alone below an unnumbered heading above numbered items",
        "one row alone proves nothing where nothing is numbered",
        "a wrong sum below a heading numbered like the others",
        "headings below headings",
        "an item without a criterion inside a section",
        "an item without a criterion",
        "the printed total needs all rows",
        "below numbered headings",
        "a sum row ends a section",
        "a last row",
        "a wrong sum below a row numbered unlike the others",
    ],
)
def test_headings_are_told_by_what_they_add_up_to(text, total, headings):
    assert section_rows(rows(text), None if total is None else Decimal(total)) == headings
