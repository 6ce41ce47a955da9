"""A finding points at the right cell whatever was inserted above, beside or between, however the sheets are ordered."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moved_sheets import insert_columns, insert_rows
from specimens import WORKBOOKS, specimen
from xlplugin import pipeline
from xlplugin.record import replace

PATHS = sorted(WORKBOOKS.glob("sichuan/yanjiang/*/*-seed-*.md"))
SPECIMENS = {path.stem: specimen(path) for path in PATHS}
NAMES = st.sampled_from(["2022-seed-office", "2022-seed-waishi", "2022-seed-yiqing", "2022-seed-fupin"])
SEVERAL = st.integers(1, 5)


def findings(workbook):
    return {
        (finding.code, finding.place.sheet, finding.place.row, finding.place.column)
        for finding in pipeline.check_workbook(workbook, "", "").findings
    }


BEFORE = {name: findings(workbook) for name, workbook in SPECIMENS.items()}


@settings(max_examples=40, deadline=None)
@given(NAMES, SEVERAL, SEVERAL)
def test_findings_move_with_rows_inserted_above_and_columns_to_the_left(name, rows, columns):
    workbook = SPECIMENS[name]
    moved = [insert_columns(insert_rows(grid, 1, rows), 1, columns) for grid in workbook.sheets]
    expected = {(code, sheet, row + rows, column + columns) for code, sheet, row, column in BEFORE[name]}
    assert findings(replace(workbook, sheets=tuple(moved))) == expected


@settings(max_examples=60, deadline=None)
@given(NAMES, st.integers(1, 60), SEVERAL)
def test_findings_move_with_blank_rows_inserted_anywhere(name, at, count):
    workbook = SPECIMENS[name]
    moved = tuple(insert_rows(grid, at, count) for grid in workbook.sheets)
    expected = {(code, sheet, row + count * (row >= at), column) for code, sheet, row, column in BEFORE[name]}
    assert findings(replace(workbook, sheets=moved)) == expected


@settings(max_examples=40, deadline=None)
@given(NAMES, st.integers(1, 8), st.integers(1, 2))
def test_findings_move_with_blank_columns_inserted_anywhere(name, at, count):
    workbook = SPECIMENS[name]
    moved = tuple(insert_columns(grid, at, count) for grid in workbook.sheets)
    expected = {(code, sheet, row, column + count * (column >= at)) for code, sheet, row, column in BEFORE[name]}
    assert findings(replace(workbook, sheets=moved)) == expected


AMONG_SHEETS = {"N501", "N502", "N503"}
"""Findings that name one of two sheets: which one is blamed depends on their order."""


@settings(max_examples=20, deadline=None)
@given(NAMES, st.randoms(use_true_random=False))
def test_findings_stay_on_their_sheets_when_sheets_change_places(name, random):
    workbook = SPECIMENS[name]
    sheets = list(workbook.sheets)
    random.shuffle(sheets)
    found = findings(replace(workbook, sheets=tuple(sheets)))

    def own(all_findings):
        return {finding for finding in all_findings if finding[0] not in AMONG_SHEETS}

    assert own(found) == own(BEFORE[name])
    assert {code for code, *_ in found} == {code for code, *_ in BEFORE[name]}


@pytest.mark.parametrize("name", sorted(SPECIMENS))
def test_an_id_is_the_same_on_every_run_and_after_the_rows_have_moved(name):
    workbook = SPECIMENS[name]
    moved = tuple(insert_rows(grid, 3, 2) for grid in workbook.sheets)
    first, again, later = (
        [finding.id for finding in pipeline.check_workbook(book, "", "").findings]
        for book in (workbook, workbook, replace(workbook, sheets=moved))
    )
    assert first == again == later
    assert len(set(first)) == len(first)
