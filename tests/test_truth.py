"""What a perfect checker finds in the published forms of the seed documents, and what it must stay silent on.

``seed_findings.tsv`` is the truth table of the documents; ``seed_NNN.tsv`` says in which cell of which workbook of a
document a finding shows when its workbooks are checked together, ``later.tsv`` which findings stand in the written
reports alone. A row ``-`` is a true finding that the truth table does not list, with the reason why it is true.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from decimal import Decimal
from functools import cache

import pytest

from specimens import ROOT, WORKBOOKS
from xlplugin import pipeline
from xlplugin.excel import read
from xlplugin.model import STANDARD

TRUTH = ROOT / "tests" / "truth"
PLACES = {
    "000": "sichuan/yanjiang",
    "001": "sichuan/leshan-shizhong",
    "002": "sichuan/quxian",
    "003": "sichuan/bazhou",
    "004": "yunnan/lincang",
}
SEVERITY = {"E": "error", "X": "explain", "A": "advice"}


def table(name: str) -> list[dict[str, str]]:
    with (TRUTH / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


FINDINGS = {row["id"]: row for row in table("seed_findings.tsv")}
SHOWN = [row for seed in PLACES for row in table(f"seed_{seed}.tsv")]
LATER = {row["id"] for row in table("later.tsv")}
FILLED = {
    path.relative_to(WORKBOOKS).as_posix(): seed
    for seed, place in PLACES.items()
    for path in sorted((WORKBOOKS / place).rglob("*-seed-*.xlsx"))
}


@cache
def submission(seed: str):
    """The workbooks of one document checked together, as if they lay in one folder."""
    alone = {}
    for name in (name for name, owner in FILLED.items() if owner == seed):
        book = read.read_workbook(read.load(str(WORKBOOKS / name)), name)
        alone[name] = pipeline.check_workbook(book, f"{seed}/{name.replace('/', '_')}", "")
    told = pipeline.check_submissions(tuple(alone.values()), lambda _: STANDARD)
    return dict(zip(alone, told, strict=True))


def run(workbook: str):
    return submission(FILLED[workbook])[workbook]


def expected() -> dict[str, set[tuple[str, str, str]]]:
    by_workbook = defaultdict(set)
    for row in SHOWN:
        by_workbook[row["workbook"]].add((row["code"], row["sheet"], row["cell"]))
    return by_workbook


def test_every_finding_of_the_truth_table_is_placed_in_a_cell_or_stands_in_a_report():
    placed = {row["id"] for row in SHOWN} - {"-"}
    assert FINDINGS.keys() - placed == LATER
    assert placed <= FINDINGS.keys()


def test_what_a_workbook_can_show_is_not_left_to_the_reports():
    left = [
        row for row in map(FINDINGS.get, LATER) if row["id"].startswith(("S000", "S002")) and row["kind"] != "XNARR"
    ]
    reasons = {row["id"]: row["why no workbook can show it"] for row in table("later.tsv")}
    assert all(len(reasons[row["id"]]) > 20 for row in left)
    assert len(left) <= 22


def test_what_the_truth_table_does_not_list_has_its_reason():
    assert [row for row in SHOWN if row["id"] == "-" and not row["note"]] == []


def test_all_filled_workbooks_are_in_the_tables():
    assert len(FILLED) == 25
    assert set(expected()) <= set(FILLED)


@pytest.mark.parametrize("workbook", FILLED)
def test_exactly_the_findings_of_the_tables_are_found_by_code_and_cell(workbook):
    result = run(workbook)
    found = {(finding.code, finding.place.sheet, finding.place.cell) for finding in result.findings}
    assert found == expected()[workbook]
    assert not [note for note in result.not_checked if note.blocking]


@pytest.mark.parametrize(
    "row", SHOWN, ids=lambda row: f"{row['id']}-{row['code']}-{row['cell']}-{row['workbook'][-12:-5]}"
)
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
