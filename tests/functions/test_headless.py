"""Workbooks that use PF_ functions compute without Excel, in whatever spelling Excel saved them."""

from __future__ import annotations

import sys
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.packaging.relationship import Relationship
from openpyxl.workbook.external_link.external import ExternalBook, ExternalLink

from specimens import WORKBOOKS
from xlplugin.excel.functions import calculated, normalised, register
from xlplugin.functions import FUNCTIONS
from xlplugin.grid.text import parse_sheets, to_grid

TEXTS = sorted((WORKBOOKS / "functions").glob("*.md"))
SPELLINGS = {
    "bare": "",
    "link": "[1]!",
    "path": "'C:\\Users\\甲乙\\AddIns\\xlplugin.xlam'!",
    "file": "xlplugin.xlam!",
    "xll": "_xll.",
    "officejs": "_xldudf_",
}


def stored(text):
    """The formulas of a specimen with the results that it holds, by sheet and address."""
    formats = ["General"]
    cells = {}
    for sheet in parse_sheets(text.read_text("utf-8")):
        grid = to_grid(sheet.name, [row[1:] for row in sheet.rows], formats)
        for (row, column), formula in grid.formulas.items():
            cells[sheet.name, f"{chr(64 + column)}{row}"] = (formula, grid.values.get((row, column), ""))
    return cells


def respelled(text, spelling, folder):
    """A specimen saved as Excel would with an add-in: every PF_ name in one spelling, the add-in as a link."""
    book = openpyxl.load_workbook(text.with_suffix(".xlsx"))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    cell.value = cell.value.replace("PF_", f"{SPELLINGS[spelling]}PF_")
    if spelling == "link":
        link = ExternalLink(externalBook=ExternalBook(id="rId1"))
        target = "file:///C:/Users/x/AppData/Roaming/Microsoft/AddIns/xlplugin.xlam"
        link.file_link = Relationship(type="externalLinkPath", Target=target, TargetMode="External")
        book._external_links.append(link)
    path = folder / f"{spelling}.xlsx"
    book.save(path)
    return str(path)


def agrees(computed, expected):
    if isinstance(expected, Decimal):
        return isinstance(computed, (int, float)) and computed == pytest.approx(float(expected), rel=1e-12)
    return computed == str(expected)


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.stem)
def test_a_specimen_computes_to_what_it_says(text, spelling, tmp_path):
    found = calculated(respelled(text, spelling, tmp_path))
    assert not found.unparsable
    cells = stored(text)
    wrong = {
        place: (formula, found.values.get(place), expected)
        for place, (formula, expected) in cells.items()
        if not agrees(found.values.get(place), expected)
    }
    assert not wrong


def test_the_specimens_use_every_function():
    formulas = " ".join(formula for text in TEXTS for formula, _ in stored(text).values())
    assert all(f"{name}(" in formulas for name in FUNCTIONS)


def saved(tmp_path, *formulas):
    book = openpyxl.Workbook()
    for row, formula in enumerate(formulas, 1):
        book.active.cell(row, 1).value = formula
    path = tmp_path / "book.xlsx"
    book.save(path)
    return str(path)


def test_one_formula_that_cannot_be_read_leaves_the_others_alone(tmp_path):
    found = calculated(saved(tmp_path, "=PF_EXEC_RATE(100,90)", "=坏函数(1)", "=A1*10"))
    assert found.unparsable == {("Sheet", "A2"): "=坏函数(1)"}
    assert found.values["Sheet", "A1"] == 0.9
    assert found.values["Sheet", "A3"] == pytest.approx(9)
    assert ("Sheet", "A2") not in found.values


def test_no_other_workbook_is_opened(tmp_path):
    other = openpyxl.Workbook()
    other.active["A1"] = 4242
    other.save(tmp_path / "secret.xlsx")
    found = calculated(saved(tmp_path, "='[secret.xlsx]Sheet'!A1", "=PF_EXEC_RATE(2,1)"))
    assert found.values["Sheet", "A2"] == 0.5
    assert found.values.get(("Sheet", "A1")) != 4242


def test_a_workbook_is_not_written_when_it_is_computed(tmp_path):
    path = saved(tmp_path, "=[1]!PF_EXEC_RATE(2,1)")
    with open(path, "rb") as file:
        before = file.read()
    calculated(path)
    with open(path, "rb") as file:
        assert file.read() == before


@pytest.mark.parametrize("spelling", SPELLINGS.values())
def test_a_spelling_is_brought_to_the_bare_name(spelling):
    assert normalised(f"={spelling}PF_GRADE(A1)&1") == "=PF_GRADE(A1)&1"


@pytest.mark.parametrize(
    "formula",
    [
        '="[1]!PF_GRADE("',
        "=[1]!OTHER(A1)",
        "=[1]Sheet1!A1",
        "=SUM(A1:A3)",
        '=IF(A1="x ""[1]!PF_GRADE(""",1,0)',
        "=_xlfn.LET(x,1,x)",
    ],
)
def test_what_is_no_call_of_ours_stays_as_it_is(formula):
    assert normalised(formula) == formula


def test_a_call_beside_a_text_is_found_and_the_text_kept():
    assert normalised('=[1]!PF_GRADE(A1)&"[1]!PF_GRADE("') == '=PF_GRADE(A1)&"[1]!PF_GRADE("'


def test_registering_twice_changes_nothing():
    register()
    functions = sys.modules["formulas.functions"].get_functions()
    names = set(functions)
    register()
    assert set(functions) == names >= set(FUNCTIONS)
