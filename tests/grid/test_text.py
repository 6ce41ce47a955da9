"""Sheets written as text mean what they look like."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlplugin.grid import ErrorValue, number_from_xml, shown
from xlplugin.grid.text import parse_cell, parse_sheets, workbook
from xlplugin.place import Area

SHEET = """
表：甲
列宽：9 9 9

| 标题 | <    | <     |
|------|------|-------|
| 类   | a\\|b | 5.80  |
| ^    | 上<br>下 | 　95% |
| ^    | '105 | =SUM(C2:C3) → #DIV/0! |
"""


def test_a_sheet_is_read_with_its_merges_values_formulas_and_formats():
    book = workbook(SHEET)
    (grid,) = book.sheets
    assert grid.name == "甲"
    assert grid.merges == (Area(1, 1, 1, 3), Area(2, 1, 4, 1))
    assert grid.values == {
        (1, 1): "标题",
        (2, 1): "类",
        (2, 2): "a|b",
        (2, 3): Decimal("5.80"),
        (3, 2): "上\n下",
        (3, 3): Decimal("0.95"),
        (4, 2): "105",
        (4, 3): ErrorValue("#DIV/0!"),
    }
    assert grid.formulas == {(4, 3): "SUM(C2:C3)"}
    assert book.number_format(grid.styles[2, 3]) == "0.00"
    assert book.number_format(grid.styles[3, 3]) == '"\u3000"0%'
    assert book.number_format(99) == "General"


def test_properties_and_several_sheets_are_kept_apart():
    first, second = parse_sheets(SHEET + "\n表：乙\n\n| x |\n|---|\n")
    assert (first.properties, second.name, second.rows) == ({"列宽": "9 9 9"}, "乙", (("x",),))


def test_a_table_without_a_name_is_sheet1():
    assert parse_sheets("| 1 |")[0].name == "Sheet1"


@pytest.mark.parametrize(
    ("token", "value"), [("", None), ("'5", "5"), ("-3", Decimal(-3)), ("␣x", " x"), ("#N/A", ErrorValue("#N/A"))]
)
def test_a_cell_is_what_it_is_written_as(token, value):
    assert parse_cell(token).value == value


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=2))
def test_a_number_keeps_its_value_and_its_decimals(number):
    cell = parse_cell(str(number))
    assert (cell.value, cell.number_format) == (number, "0.00")


@pytest.mark.parametrize(
    ("stored", "number"),
    [
        ("80.900000000000006", "80.9"),
        ("0.1", "0.1"),
        ("1346.85", "1346.85"),
        ("99.349999999999994", "99.35"),
        ("1E-3", "0.001"),
    ],
)
def test_a_stored_float_is_the_number_the_clerk_typed(stored, number):
    assert number_from_xml(stored) == Decimal(number)


@pytest.mark.parametrize("text", ["1_000", "１２", "٣", "1２", "1_000.123456789012345", "０.1234567890123456"])
def test_what_the_schema_does_not_allow_is_no_number(text):
    with pytest.raises(ValueError, match="not spelt as in XML"):
        number_from_xml(text)


@pytest.mark.parametrize(("text", "number"), [(" 5\n", "5"), ("+5", "5"), ("5.", "5"), ("1e5", "100000")])
def test_what_the_schema_allows_is_a_number(text, number):
    assert number_from_xml(text) == Decimal(number)


@pytest.mark.parametrize("text", ["NaN", "Infinity", "1E+999999999999"])
def test_what_is_no_finite_number_is_refused(text):
    with pytest.raises((ValueError, ArithmeticError)):
        number_from_xml(text)


def test_values_are_shown_as_plain_text():
    assert [shown(value) for value in (None, True, Decimal("1E+3"), "x", ErrorValue("#REF!"))] == [
        "",
        "TRUE",
        "1000",
        "x",
        "#REF!",
    ]
