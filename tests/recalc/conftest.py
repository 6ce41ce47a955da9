"""Workbooks of the recalculation tests, built by hand: formulas with the results that a file claims."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from xlplugin.excel.read import read_workbook


def saved(**sheets):
    """The bytes of an .xlsx; a cell is a constant, or a formula with its stored result as a pair."""
    names = sheets.pop("names", {})
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        for name, cells in sheets.items():
            sheet = book.add_worksheet(name)
            for at, content in cells.items():
                if not isinstance(content, tuple):
                    sheet.write(at, content)
                elif content[0].startswith("{"):
                    sheet.write_array_formula(f"{at}:{at}", content[0], None, content[1])
                else:
                    sheet.write_formula(at, content[0], None, content[1])
        for name, meaning in names.items():
            book.define_name(name, meaning)
    return target.getvalue()


@pytest.fixture
def book():
    """Bytes and workbook of what ``saved`` builds."""

    def build(**sheets):
        data = saved(**sheets)
        return data, read_workbook(data, "甲.xlsx")

    return build
