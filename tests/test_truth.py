"""What a perfect checker finds in the published forms of seed 000, and what it must stay silent on.

``seed_findings.tsv`` is the truth table of the seed documents; ``seed_000.tsv`` says in which cell of which workbook
a finding shows, ``later.tsv`` which findings no single workbook can show.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from decimal import Decimal

import pytest

from specimens import ROOT, WORKBOOKS
from xlplugin import pipeline
from xlplugin.excel import read

TRUTH = ROOT / "tests" / "truth"
KINDS = {
    *("SUM", "XFORM", "UNIT", "NAME", "EXPL", "BLANK", "CALC", "GRADE"),
    *("RULE", "RULEDEF", "RULEAMB", "BASE", "DIV0", "OVER"),
}


def table(name: str) -> list[dict[str, str]]:
    with (TRUTH / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


FINDINGS = {row["id"]: row for row in table("seed_findings.tsv")}
SHOWN = table("seed_000.tsv")
LATER = {row["id"] for row in table("later.tsv")}
FILLED = sorted(path.relative_to(WORKBOOKS).as_posix() for path in WORKBOOKS.glob("sichuan/yanjiang/*/*-seed-*.xlsx"))


def expected() -> dict[str, set[tuple[str, str, str]]]:
    by_workbook = defaultdict(set)
    for row in SHOWN:
        by_workbook[row["workbook"]].add((row["code"], row["sheet"], row["cell"]))
    return by_workbook


def run(workbook: str):
    data = read.load(str(WORKBOOKS / workbook))
    return pipeline.check_workbook(read.read_workbook(data, workbook), workbook, "")


def test_every_finding_of_these_kinds_is_placed_in_a_cell_or_left_for_a_reason():
    wanted = {key for key, row in FINDINGS.items() if key.startswith("S000-") and row["kind"] in KINDS}
    placed = {row["id"] for row in SHOWN}
    assert wanted <= placed | LATER
    assert not placed & LATER
    assert placed <= FINDINGS.keys()


def test_the_nine_filled_workbooks_are_there():
    assert len(FILLED) == 9
    assert set(FILLED) == set(expected())


@pytest.mark.parametrize("workbook", FILLED)
def test_exactly_the_findings_of_the_truth_table_are_found_by_code_and_cell(workbook):
    result = run(workbook)
    found = {(finding.code, finding.place.sheet, finding.place.cell) for finding in result.findings}
    assert found == expected()[workbook]
    assert not result.not_checked
    assert all(sheet.form for sheet in result.sheets)


SEVERITY = {"E": "error", "X": "explain", "A": "advice"}


@pytest.mark.parametrize("row", SHOWN, ids=lambda row: f"{row['id']}-{row['code']}-{row['cell']}")
def test_a_finding_weighs_what_the_truth_table_says(row):
    found = {
        (finding.code, finding.place.sheet, finding.place.cell): finding.severity
        for finding in run(row["workbook"]).findings
    }
    weight = found[row["code"], row["sheet"], row["cell"]]
    assert weight == (row["severity"] or SEVERITY[FINDINGS[row["id"]]["severity"]])


SUMS = [
    ("sichuan/yanjiang/department/2022-seed-office.xlsx", "整体自评计分表", "F33", "96.83"),
    ("sichuan/yanjiang/project/2022-seed-yunxing.xlsx", "自评计分表", "F26", "99.35"),
    ("sichuan/yanjiang/project/2022-seed-dahui.xlsx", "自评计分表", "F26", "99"),
    ("sichuan/yanjiang/project/2022-seed-yunxing2021.xlsx", "自评计分表", "F26", "99.8"),
    ("sichuan/yanjiang/project/2022-seed-waishi.xlsx", "自评计分表", "F26", "90"),
]


@pytest.mark.parametrize(("workbook", "sheet", "cell", "total"), SUMS)
def test_arithmetic_that_checks_out_is_read_and_left_alone(workbook, sheet, cell, total):
    result = run(workbook)
    form = next(form for form in result.forms if form.sheet == sheet)
    assert form.total.points.cell == cell
    assert form.total.points.value == sum(item.points.value for item in form.indicators)
    assert form.total.points.value == Decimal(total)
    assert sum(item.weight.value for item in form.indicators) == 100
    assert not [finding for finding in result.findings if finding.place.sheet == sheet and finding.code[0] in "PW"]
