"""Addresses are spelled and read as Excel does."""

from __future__ import annotations

import openpyxl.utils as oracle
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlplugin.place import MAX_COLUMN, MAX_ROW, Area, Place, a1, column_letters, parse_a1, parse_area


@given(st.integers(1, MAX_ROW), st.integers(1, MAX_COLUMN))
def test_an_address_comes_back(row, column):
    assert parse_a1(a1(row, column)) == (row, column)
    assert column_letters(column) == oracle.get_column_letter(column)


@pytest.mark.parametrize("text", ["", "A", "1", "A0", "XFE1", "A1048577", "甲1", "A1B"])
def test_what_is_no_cell_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        parse_a1(text)


def test_areas_are_read_with_ordered_corners():
    assert parse_area("$B$2:C3") == Area(2, 2, 3, 3)
    assert str(parse_area("D4")) == "D4:D4"
    with pytest.raises(ValueError, match="corners"):
        parse_area("C3:B2")


def test_a_place_names_its_sheet():
    assert str(Place("计分表", 12, 5)) == "计分表!E12"
