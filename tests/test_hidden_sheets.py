"""Sheets without a form: a person is told of them, but not of those that only a program can have hidden."""

from __future__ import annotations

import pytest

from specimens import WORKBOOKS
from xlplugin import pipeline
from xlplugin.excel.read import load, read_workbook
from xlplugin.grid import Grid
from xlplugin.record import replace

PATH = WORKBOOKS / "sichuan" / "yanjiang" / "project" / "2022-seed-yunxing.xlsx"


@pytest.mark.parametrize(("visibility", "told"), [("visible", True), ("hidden", True), ("veryHidden", False)])
def test_a_sheet_without_a_form_is_named_unless_a_program_hid_it(visibility, told):
    workbook = read_workbook(load(str(PATH)), PATH.name)
    settings = Grid("xlplugin.conf", values={(1, 1): "Interpreter_Win"}, visibility=visibility)
    run = pipeline.check_workbook(replace(workbook, sheets=(*workbook.sheets, settings)), PATH.name, "")
    assert ("xlplugin.conf" in {sheet.sheet for sheet in run.sheets}) == told
    assert len(run.forms) == 2
