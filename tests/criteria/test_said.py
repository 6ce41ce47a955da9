"""A rule as people read it, word for word: it is shown beside a score, so the words are part of the answer."""

from __future__ import annotations

import pytest
from worked import rows

from xlplugin.criteria import notation, parse_notation, say

ROWS = rows("said.tsv")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["notation"])
def test_a_rule_is_said_in_these_words(row):
    rule = parse_notation(row["notation"])
    assert notation(rule) == row["notation"]
    assert say(rule) == row["zh"]
    assert row["en"] in {say(rule, "en"), ""}
