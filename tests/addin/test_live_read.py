"""The open book is read as its file is, with a number of calls that does not follow the number of cells."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest
from engine.opened import SPECIMENS, opened
from openpyxl import Workbook

from specimens import WORKBOOKS
from xlplugin.batch import check_file
from xlplugin.excel import live, live_layout
from xlplugin.excel.read import load, read_workbook
from xlplugin.grid import ErrorValue
from xlplugin.pipeline import check_workbook
from xlplugin.place import Area

BLANKS = sorted(path for path in WORKBOOKS.rglob("*-blank.xlsx"))


def calls(book):
    return book.app.impl.meter.calls


@pytest.fixture
def make(tmp_path):
    def saved(*rows, **formats):
        file = Workbook()
        file.active.title = "表"
        for row in rows:
            file.active.append(row)
        for cell, code in formats.items():
            file.active[cell].number_format = code
        path = tmp_path / "表.xlsx"
        file.save(path)
        return path

    return saved


@pytest.mark.parametrize("path", SPECIMENS[::3], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_open_book_yields_the_very_findings_of_its_file(path):
    expected = check_file(str(path))
    with opened(path) as book:
        reading = live.read(book)
    found = check_workbook(reading.workbook, str(path), "")
    assert {one.id for one in found.findings} == {one.id for one in expected.findings}
    assert found.not_checked == expected.not_checked
    assert reading.left_out == ()


@pytest.mark.parametrize("path", [*BLANKS[::4], *SPECIMENS[::6]], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_values_formulas_merged_areas_and_hidden_lines_are_those_of_the_file(path):
    stored = read_workbook(load(str(path)), str(path))
    with opened(path) as book:
        seen = live.read(book).workbook
    for ours, theirs in zip(seen.sheets, stored.sheets, strict=True):
        assert ours.name == theirs.name
        blank = {cell for cell, text in ours.values.items() if text == "" and cell in ours.formulas}
        assert {cell: value for cell, value in ours.values.items() if cell not in blank} == {
            cell: value for cell, value in theirs.values.items() if value != ""
        }
        assert ours.formulas == theirs.formulas
        assert set(ours.merges) == set(theirs.merges)
        assert ours.visibility == theirs.visibility
        used = {row for row, _ in theirs.values}
        assert ours.hidden_rows == theirs.hidden_rows & used
        percent = {cell for cell in ours.values if "%" in seen.number_format(ours.styles.get(cell, 0))}
        assert percent == {
            cell
            for cell, value in theirs.values.items()
            if isinstance(value, Decimal) and "%" in stored.number_format(theirs.styles.get(cell, 0))
        }


def test_what_excel_hands_over_becomes_what_a_file_holds(make):
    path = make(["文字", 80.900000000000006, 2024, True, "#N/A", datetime(2024, 1, 2, 12), "'=x"], B1="0.00%")  # noqa: DTZ001
    with opened(path) as book:
        (grid,) = live.read(book).workbook.sheets
    assert [grid.values[1, column] for column in range(1, 7)] == [
        "文字", Decimal("80.9"), Decimal(2024), True, ErrorValue("#N/A"), Decimal("45293.5")
    ]  # fmt: skip
    assert str(grid.values[1, 3]) == "2024"


def test_money_comes_with_four_decimals_and_is_read_without(make, monkeypatch):
    with opened(make([1])) as book:
        cells = type(book.sheets[0].range("A1").impl)
        monkeypatch.setattr(cells, "raw_value", ((Decimal("100.5000"),),))
        (grid,) = live.read(book).workbook.sheets
    assert str(grid.values[1, 1]) == "100.5"


def test_a_formula_that_shows_nothing_is_an_empty_text_not_an_unknown_result(make):
    with opened(make(["=A9", 1])) as book:
        (grid,) = live.read(book).workbook.sheets
    assert grid.formulas == {(1, 1): "A9"}
    assert grid.values[1, 1] == ""


def test_a_block_of_one_row_or_column_may_come_flat(make, monkeypatch):
    for rows, flat in (([["=B1", 2]], ["=B1", "2"]), ([["=A2"], [2]], ["=A2", "2"])):
        with opened(make(*rows)) as book:
            cells = type(book.sheets[0].range("A1").impl)
            with monkeypatch.context() as patch:
                patch.setattr(cells, "formula", property(lambda _, flat=flat: flat))
                (grid,) = live.read(book).workbook.sheets
        assert list(grid.formulas) == [(1, 1)]


def test_a_single_cell_an_empty_sheet_and_our_own_sheets_are_no_obstacle(make):
    path = make(["甲"])
    with opened(path) as book:
        book.impl.file.create_sheet("空")
        book.impl.file.create_sheet("审核结果")["A1"] = "旧"
        sheets = live.read(book, ("审核结果",)).workbook.sheets
    assert [(sheet.name, dict(sheet.values)) for sheet in sheets] == [("表", {(1, 1): "甲"}), ("空", {})]


def test_the_calls_to_excel_do_not_follow_the_number_of_cells(make):
    counts = []
    for rows in (20, 2_000):
        with opened(make(*([row, row / 7, "说明"] for row in range(1, rows)))) as book:
            live.read(book)
            counts.append(calls(book))
    assert counts[0] == counts[1]
    assert counts[0] < 40


@pytest.mark.parametrize("path", SPECIMENS[::5], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_an_official_form_costs_some_hundred_calls_a_sheet(path):
    with opened(path) as book:
        sheets = live.read(book).workbook.sheets
        assert calls(book) < 1_000 * len(sheets)


def test_a_sheet_beyond_the_limit_is_left_out_and_said_so(make, monkeypatch):
    monkeypatch.setattr(live, "MAX_LIVE_CELLS", 5)
    with opened(make([1, 2, 3], [4, 5, 6])) as book:
        reading = live.read(book)
    assert reading.workbook.sheets == ()
    (note,) = reading.left_out
    assert note.blocking
    assert "2 行 3 列" in note.why
    assert "请删除" in note.why


def test_formats_that_change_from_cell_to_cell_end_in_a_sentence_not_in_waiting(make, monkeypatch):
    monkeypatch.setattr(live_layout, "MAX_QUESTIONS", 10)
    path = make([1, 2, 3, 4, 5, 6, 7, 8, 9], A1="0%", C1="0%", E1="0%", G1="0%", I1="0%")
    with opened(path) as book:
        (note,) = live.read(book).left_out
    assert "xlplugin check" in note.why


def test_heights_that_vary_too_much_only_leave_out_what_is_hidden(make, monkeypatch):
    monkeypatch.setattr(live_layout, "MAX_QUESTIONS", 10)
    path = make(*([row] for row in range(20)))
    with opened(path) as book:
        for row in range(1, 21):
            book.impl.file["表"].row_dimensions[row].height = row + 10
        reading = live.read(book)
    assert len(reading.workbook.sheets) == 1
    assert [note.blocking for note in reading.left_out] == [False]


def test_hidden_rows_columns_and_sheets_are_seen(make):
    with opened(make(*([row, 1, 2] for row in range(9)))) as book:
        sheet = book.impl.file["表"]
        sheet.row_dimensions[3].hidden = sheet.row_dimensions[4].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet.sheet_state = "hidden"
        (grid,) = live.read(book).workbook.sheets
    assert (grid.hidden_rows, grid.hidden_columns, grid.visibility) == ({3, 4}, {2}, "hidden")


def test_merged_areas_side_by_side_are_told_apart(make):
    path = make(["甲", None, "乙", None], [None, None, None, None], ["丙", None, None, 1])
    with opened(path) as book:
        for area in ("A1:B2", "C1:D2", "A3:C3"):
            book.impl.file["表"].merge_cells(area)
        (grid,) = live.read(book).workbook.sheets
    assert grid.merges == (Area(1, 1, 2, 2), Area(1, 3, 2, 4), Area(3, 1, 3, 3))
