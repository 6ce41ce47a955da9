"""Every sentence of the corpus: compiles to its meaning, gives its worked example, and prints back."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from worked import examples, inputs, rows

from xlplugin.criteria import NotUnderstood, evaluate, notation, parse_notation, say, understand

ROWS = rows("sentences.tsv")
COMPILED = [row for row in ROWS if row["notation"]]
REFUSED = [row for row in ROWS if not row["notation"]]
REASONS = {row["id"]: row["reason"] for row in rows("spelling.tsv")}
LEAST_COVERED = Decimal("0.97")


def meaning(row):
    return understand(row["sentence"], Decimal(row["weight"]))


def plain(text, weight):
    """One spelling for both notations: no form's words, no blanks, the weight as a figure."""
    text = re.sub(r"; 「[^」]*」(?:=「[^」]*」(?:-「[^」]*」)?/「[^」]*」)?(?=\))", "", text)
    text = re.sub(r"\(「[^」]*」=「([^」]*)」/「([^」]*)」", r"(\1/\2", text)
    text = re.sub(r"(ratio)\(「([^」]*)」", r"\1(\2", text)
    text = re.sub(r"「[^」]*」(?=[<>=\[(])", "", text)
    text = re.sub(r"(per_item\((?:add|deduct)=[\d.]+), per=[^,)]*", r"\1", text)
    text = re.sub(r"(binary\([\d.]+); [^()]*\)", r"\1)", text)
    text = re.sub(r"cases\(x", "cases(", text).replace("from=限期, ", "").replace("个工作日", "工作日")
    text = text.replace("full=w", f"full={weight}")
    return re.sub(r"(tiers\(.*\))", lambda found: found[1].replace("%", ""), text).replace("0%", "0").replace(" ", "")


def test_at_least_97_percent_of_the_sentences_with_a_plain_meaning_compile():
    plain_rows = [row for row in ROWS if row["kind"] == "rule"]
    compiled = [row for row in plain_rows if not isinstance(meaning(row), NotUnderstood)]
    assert Decimal(len(compiled)) / len(plain_rows) >= LEAST_COVERED


@pytest.mark.parametrize("row", COMPILED, ids=lambda row: row["id"])
def test_a_sentence_compiles_to_its_meaning(row):
    assert notation(meaning(row)) == row["notation"]


@pytest.mark.parametrize("row", COMPILED, ids=lambda row: row["id"])
def test_the_meaning_is_the_one_of_the_facts_or_the_difference_has_a_reason(row):
    same = plain(row["notation"], row["weight"]) == plain(row["normalized"], row["weight"])
    assert same != (row["id"] in REASONS)


@pytest.mark.parametrize("row", [row for row in COMPILED if row["examples"]], ids=lambda row: row["id"])
def test_the_worked_example_gives_its_points(row):
    expression = meaning(row)
    for given, points, readings in examples(row["examples"]):
        found = evaluate(expression, inputs(expression, given), Decimal(row["weight"]))
        assert found.value is not None
        assert abs(found.value - points) < Decimal("0.0000001")
        assert dict(found.other_readings) == readings


@pytest.mark.parametrize("row", COMPILED, ids=lambda row: row["id"])
def test_a_meaning_said_in_chinese_compiles_to_itself(row):
    expression = meaning(row)
    assert understand(say(expression), Decimal(row["weight"])) == expression


@pytest.mark.parametrize("row", COMPILED, ids=lambda row: row["id"])
def test_notation_reads_back(row):
    assert parse_notation(row["notation"]) == meaning(row)


@pytest.mark.parametrize("row", REFUSED, ids=lambda row: row["id"])
def test_what_is_no_rule_or_is_garbled_is_refused_with_a_reason(row):
    refused = meaning(row)
    assert isinstance(refused, NotUnderstood)
    assert refused.text == row["sentence"]
    assert refused.where
    assert refused.why
