"""What every rule says of its failing cases: weight, both figures, the cells beside, and the sentence.

The cases fix only which cells are blamed. case_findings.tsv holds the rest as it was reviewed; after a change of
wording read the difference and write it anew: ``PYTHONPATH=.:tests python tests/rules/test_case_findings.py``.
"""

from __future__ import annotations

import csv
import os
from collections import defaultdict

import pytest

import rule_cases
from xlplugin import pipeline

TABLE = os.path.join(os.path.dirname(__file__), "case_findings.tsv")
COLUMNS = ("code", "case", "cell", "severity", "stated", "expected", "related", "id", "message")
RULES = pipeline.rules()


def told(rule):
    """The findings of a rule's failing cases, as rows of the table."""
    for case in rule_cases.cases(pipeline.rule_page(rule.code)):
        for one in () if case.passing else rule_cases.findings(case, rule):
            related = " ".join(f"{other.place.cell}={other.what}" for other in one.related)
            figures = (one.stated or "", one.expected or "", related, one.id)
            row = (rule.code, case.title, rule_cases.cell(one.file, one.place), one.severity, *figures, one.message)
            yield tuple(part.replace("\n", "\\n").replace("\t", " ") for part in row)


def reviewed():
    """The table by code."""
    rows = defaultdict(list)
    with open(TABLE, encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            rows[row["code"]].append(tuple(row[column] for column in COLUMNS))
    return rows


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_says_of_its_cases_what_was_reviewed(rule):
    assert list(told(rule)) == reviewed()[rule.code]


if __name__ == "__main__":
    with open(TABLE, "w", encoding="utf-8", newline="\n") as out:
        out.writelines("\t".join(row) + "\n" for row in (COLUMNS, *(row for rule in RULES for row in told(rule))))
