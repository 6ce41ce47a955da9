"""The button 说明: the sheet 审核说明 in the open book, and what the other buttons make of it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from engine.opened import SPECIMENS, alerts, contents, opened

from xlplugin.addin import buttons, tasks
from xlplugin.batch import check_file
from xlplugin.engine import explanations
from xlplugin.excel import explanation_live
from xlplugin.reports.order import ordered

sys.path.append(str(Path(__file__).parent.parent / "explanations"))

import explained_books as forms

SHEET = "审核说明"
LOST = ("自评表", 10, 8)
"""The cell of the reason that is missing."""


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))


@pytest.fixture
def form(tmp_path):
    path = tmp_path / "河堤绿道.xlsx"
    path.write_bytes(forms.form())
    return path


def select(book, sheet, row, column):
    book.app.impl.selected = (sheet, row, column)


def selected(book):
    sheet, row, column = book.app.impl.selected
    return sheet, book.impl.file[sheet].cell(row, column).coordinate


def write(book, row=5, text="变压器更换推迟到次年1月", by="填表人", date="2024-01-18"):
    sheet = book.impl.file[SHEET]
    sheet[f"G{row}"], sheet[f"H{row}"], sheet[f"I{row}"] = text, by, date


def test_pressed_on_a_blamed_cell_it_makes_the_sheet_and_goes_to_its_row(form):
    with opened(form) as book:
        select(book, *LOST)
        buttons.explain()
        sheet = book.impl.file[SHEET]
        assert book.impl.file.sheetnames == ["自评表", SHEET]
        assert sheet["A4"].value == "编号"
        assert sheet["D5"].hyperlink.location == "'自评表'!H10"
        assert sheet["G5"].fill.fgColor.rgb == "FFFFF2CC"
        assert selected(book) == (SHEET, "G5")
        assert book.impl.file.active is sheet
        assert alerts(book) == []


def test_pressed_elsewhere_it_goes_to_the_first_finding_still_open_and_says_how(form):
    with opened(form) as book:
        select(book, "自评表", 1, 1)
        buttons.explain()
        assert selected(book) == (SHEET, "G5")
        assert "1 条需要说明的问题，1 条还没有说明" in alerts(book)[-1]
        book.app.impl.selected = None
        buttons.explain()
        assert selected(book) == (SHEET, "G5")


def test_a_written_reason_settles_the_finding_for_the_check_and_its_mark_goes(form):
    with opened(form) as book:
        buttons.check()
        assert "需要说明 1 条" in alerts(book)[-1]
        select(book, *LOST)
        buttons.explain()
        write(book)
        buttons.check()
        said = alerts(book)[-1]
        assert "没有发现问题" in said
        assert "1 条已写明原因" in said
        sheet = book.impl.file["自评表"]
        assert not list(sheet.conditional_formatting)
        assert sheet["H10"].comment is None
        buttons.clear()
        assert book.impl.file.sheetnames == ["自评表", SHEET]
        assert book.impl.file[SHEET]["G5"].value == "变压器更换推迟到次年1月"


def test_what_has_been_typed_stays_and_rows_are_added_below_for_new_findings(form):
    with opened(form) as book:
        buttons.explain()
        write(book, text="=变压器")
        sheet = book.impl.file["自评表"]
        sheet["E10"], sheet["G10"], sheet["G15"] = "80盏", 8, 98
        select(book, *LOST)
        buttons.explain()
        told = book.impl.file[SHEET]
        assert [told[f"G{row}"].value for row in (5, 6)] == ["=变压器", None]
        assert told["A5"].value.rpartition("-")[0] == told["A6"].value.rpartition("-")[0]
        assert selected(book) == (SHEET, "G6")
        before = contents(book)[0][SHEET]
        buttons.explain()
        assert contents(book)[0][SHEET] == before


def test_a_sheet_moved_about_by_the_clerk_is_found_and_used(form):
    with opened(form) as book:
        buttons.explain()
        sheet = book.impl.file[SHEET]
        sheet.title = "我们的说明"
        sheet.insert_rows(2, 3)
        sheet.insert_cols(1, 2)
        sheet.sheet_state = "hidden"
        select(book, *LOST)
        buttons.explain()
        assert selected(book) == ("我们的说明", "I8")
        assert sheet.sheet_state == "visible"
        assert book.impl.file.sheetnames == ["自评表", "我们的说明"]


def test_a_sheet_of_the_user_with_our_name_is_left_alone(form):
    with opened(form) as book:
        book.impl.file.create_sheet(SHEET)["A1"] = "我的"
        buttons.explain()
        assert book.impl.file.sheetnames == ["自评表", SHEET, "审核说明(2)"]
        assert book.impl.file[SHEET]["A1"].value == "我的"


def test_in_a_marked_book_the_sheet_stands_before_the_hidden_state(form):
    with opened(form) as book:
        buttons.check()
        buttons.explain()
        assert book.impl.file.sheetnames.index(SHEET) < book.impl.file.sheetnames.index("_xlplugin")
        buttons.clear()
        assert book.impl.file.sheetnames == ["自评表", SHEET]


@pytest.mark.parametrize("locked", ["structure", "sheet"])
def test_a_protected_book_or_sheet_is_refused_with_nothing_half_done(form, locked):
    with opened(form) as book:
        if locked == "structure":
            book.impl.lock()
        else:
            buttons.explain()
            book.impl.file["自评表"]["G10"] = 8
            book.impl.file[SHEET].protection.sheet = True
        before = contents(book)
        select(book, *LOST)
        buttons.explain()
        assert "没有做任何改动" in alerts(book)[-1]
        assert contents(book) == before


def test_a_new_sheet_that_cannot_be_filled_is_taken_away_again(form, monkeypatch):
    with opened(form) as book:
        before = contents(book)
        monkeypatch.setattr(explanation_live, "_write", lambda *_: 1 / 0)
        buttons.explain()
        assert "没有做任何改动" in alerts(book)[-1]
        assert contents(book) == before


def test_nothing_to_explain_is_said(form):
    forms.change(form, H10="变压器更换推迟到次年1月")
    with opened(form) as book:
        buttons.explain()
        assert alerts(book) == ["没有需要说明的问题。"]
        file = book.impl.file
        for row in file["自评表"].iter_rows():
            for cell in row:
                if type(cell).__name__ == "Cell":
                    cell.value = None
        buttons.explain()
        assert "未能审核" in alerts(book)[-1]


@pytest.mark.parametrize("path", SPECIMENS[::4], ids=lambda path: path.stem)
def test_the_same_rows_as_in_the_template_for_real_forms(path, tmp_path):
    copy = tmp_path / path.name
    copy.write_bytes(path.read_bytes())
    wanted = [finding.id for finding in ordered(check_file(str(path))) if finding.severity == "explain"]
    with opened(copy) as book:
        buttons.explain()
        grids = tasks.live.read(book).workbook.sheets
        found = [table for grid in grids if (table := explanations.table(grid))]
        assert [list(table.rows) for table in found] == ([wanted] if wanted else [])
