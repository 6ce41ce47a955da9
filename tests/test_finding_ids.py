"""What a finding is called outlasts the way a workbook is laid out, and changes with its figures."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

import pytest

from moved_sheets import insert_columns, insert_rows
from specimens import WORKBOOKS, specimen
from xlplugin import pipeline
from xlplugin.place import parse_a1
from xlplugin.record import replace

PATHS = {path.relative_to(WORKBOOKS).as_posix()[:-3]: path for path in sorted(WORKBOOKS.glob("*/**/*.md"))}
BOOKS = {name: path for name, path in PATHS.items() if "-seed-" in name or "-fail-" in name}
PLAIN = re.compile(r"[A-Z]\d{3}-[0-9a-f]{8}-[0-9a-f]{8}")


@cache
def book(name):
    return specimen(PATHS[name])


def findings(workbook, lang="zh"):
    return pipeline.check_workbook(workbook, "", "", lang).findings


@cache
def found(name):
    return {finding.id: finding for finding in findings(book(name))}


def moved(workbook, change):
    return replace(workbook, sheets=tuple(change(grid) for grid in workbook.sheets))


def lost(name, workbook, lang="zh"):
    """The findings whose ids are other ones in a changed workbook, with what is called so there."""
    now = {finding.id: f"{finding.code} {finding.place}" for finding in findings(workbook, lang)}
    before = {key: f"{finding.code} {finding.place}" for key, finding in found(name).items()}
    return sorted(f"{key} {now.get(key) or before[key]}" for key in before.keys() ^ now.keys())


every_book = pytest.mark.parametrize("name", BOOKS)


@every_book
def test_no_two_findings_of_a_workbook_are_called_alike(name):
    told = findings(book(name))
    assert len({finding.id for finding in told}) == len(told)
    assert [f"{finding.id} {finding.place}" for finding in told if not PLAIN.fullmatch(finding.id)] == []


@every_book
def test_ids_stay_when_rows_and_columns_are_inserted_and_their_cells_move_along(name):
    shifted = moved(book(name), lambda grid: insert_columns(insert_rows(grid, 1, 3), 1, 2))
    assert lost(name, shifted) == []
    expected = {
        (key, finding.place.sheet, replace(finding.place, row=finding.place.row + 3, column=finding.place.column + 2))
        for key, finding in found(name).items()
    }
    assert {(finding.id, finding.place.sheet, finding.place) for finding in findings(shifted)} == expected


@every_book
@pytest.mark.parametrize("at", [9, 22])
def test_ids_stay_when_blank_rows_are_inserted_among_the_rows(name, at):
    assert lost(name, moved(book(name), lambda grid: insert_rows(grid, at, 2))) == []


@every_book
def test_ids_stay_when_sheets_are_renamed(name):
    assert lost(name, moved(book(name), lambda grid: replace(grid, name=f"新{grid.name}2"))) == []


@every_book
def test_ids_stay_when_sheets_are_reordered(name):
    assert lost(name, replace(book(name), sheets=book(name).sheets[::-1])) == []


@every_book
def test_ids_are_the_same_in_both_languages(name):
    assert lost(name, book(name), "en") == []


def with_value(workbook, sheet, cell, value):
    at = parse_a1(cell)
    return moved(
        workbook,
        lambda grid: replace(grid, values={**grid.values, at: value}) if grid.name == sheet else grid,
    )


OFFICE = "sichuan/yanjiang/department/2022-seed-office"
WAISHI = "sichuan/yanjiang/project/2022-seed-waishi"
QUHE = "sichuan/quxian/project-targets/2024-seed-quhe"
CHANGES = [
    # the subtotal above it equals the sum of the stated subtotals, of which this is one
    (OFFICE, "考核评分表", "D28", "21", "P202 D28 P202 D13"),
    (OFFICE, "考核评分表", "D5", "92", "P201 D5"),
    (OFFICE, "整体自评计分表", "F32", "4", "S501 F32"),
    (WAISHI, "目标完成情况表", "C14", "1", "B304 C14"),
    (WAISHI, "目标完成情况表", "D15", "50", "B305 D15"),
    (QUHE, "专项预算项目绩效目标完成情况自评表", "I19", "75", "S506 I19"),
]


@pytest.mark.parametrize(("name", "sheet", "cell", "value", "changed"), CHANGES)
def test_only_the_findings_whose_figures_changed_are_called_otherwise(name, sheet, cell, value, changed):
    now = findings(with_value(book(name), sheet, cell, Decimal(value)))
    gone = [found(name)[key] for key in found(name).keys() - {finding.id for finding in now}]
    assert {(one.code, one.place.cell) for one in gone} == set(zip(*[iter(changed.split())] * 2, strict=True))
    assert {one.topic for one in gone} <= {finding.topic for finding in now}
