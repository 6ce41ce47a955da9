"""Shared formulas: what moves with the cell and what stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator
from package_parts import worksheet

from xlplugin.excel import ooxml
from xlplugin.excel.formula import MAX_DEPTH, MAX_LENGTH, SharedFormula, is_sane
from xlplugin.place import a1


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("A1+$A1+A$1+$A$1", "C4+$A4+C$1+$A$1"),
        ("SUM(A1:B2,$A:B,1:$2)", "SUM(C4:D5,$A:D,4:$2)"),
        ("'甲 A1'!A1&\"A1\"&表!B2", "'甲 A1'!C4&\"A1\"&表!D5"),
        ("LOG10(A1)+ATAN2(A1,B1)", "LOG10(C4)+ATAN2(C4,D4)"),
        ('\'it\'\'s A1\'!A1&"say ""A1"""', '\'it\'\'s A1\'!C4&"say ""A1"""'),
        ("表1[[#This Row],[A1]]+[1]Sheet1!A1", "表1[[#This Row],[A1]]+[1]Sheet1!C4"),
        ("TAXRATE2024+Q1_total+ZZZ1+税A1+A1.B", "TAXRATE2024+Q1_total+ZZZ1+税A1+A1.B"),
        ("1E5+1.5E3*A1%", "1E5+1.5E3*C4%"),
        ("XFD1048576", "#REF!"),
        ("#REF!+A1#", "#REF!+C4#"),
    ],
)
def test_only_relative_references_move(formula, moved):
    assert SharedFormula(formula, 1, 1).at(4, 3) == moved


def test_references_pushed_off_the_sheet_become_ref_errors():
    assert SharedFormula("A1+B2", 2, 2).at(1, 1) == "#REF!+A1"


REFERENCES = st.builds(
    lambda row, column, fixed_row, fixed_column: (
        a1(row, column)
        if not (fixed_row or fixed_column)
        else f"{'$' * fixed_column}{a1(1, column)[:-1]}{'$' * fixed_row}{row}"
    ),
    st.integers(1, 500),
    st.integers(1, 800),
    st.booleans(),
    st.booleans(),
)
ATOMS = st.one_of(
    REFERENCES,
    st.builds("{}:{}".format, REFERENCES, REFERENCES),
    st.builds("表!{}".format, REFERENCES),
    st.builds("'甲 乙'!{}".format, REFERENCES),
    st.builds("SUM({},{})".format, REFERENCES, REFERENCES),
    st.builds("LOG10({})".format, REFERENCES),
    st.sampled_from(["A:C", "$B:D", "2:3", "$2:4", '"A1"', '"全角，“A1”"', "TRUE", "1.5", "单价"]),
)


@given(
    st.lists(ATOMS, min_size=1, max_size=5).map("+".join), st.integers(1, 300), st.integers(1, 300), st.integers(1, 50)
)
def test_moving_agrees_with_openpyxl(formula, row, column, start):
    expected = Translator(f"={formula}", origin=a1(start, start)).translate_formula(a1(start + row, start + column))
    assert "=" + SharedFormula(formula, start, start).at(start + row, start + column) == expected


def test_shared_and_array_formulas_are_read_in_every_cell(build):
    rows = (
        '<row r="1"><c r="B1"><f t="shared" ref="B1:B3" si="0">A1*$D$1</f><v>1</v></c>'
        '<c r="C1"><f t="array" ref="C1:C2">SUM(A1:A2*B1:B2)</f><v>5</v></c></row>'
        '<row r="2"><c r="B2"><f t="shared" si="0"/><v>2</v></c><c r="C2"><v>5</v></c></row>'
        '<row r="3"><c r="B3"><f t="shared" si="0"></f></c></row>'
    )
    grid = ooxml.read(build(sheet=worksheet(rows))).sheets[0]
    assert grid.formulas == {(1, 2): "A1*$D$1", (1, 3): "SUM(A1:A2*B1:B2)", (2, 2): "A2*$D$1", (3, 2): "A3*$D$1"}
    assert (3, 2) not in grid.values


def test_the_limits_of_a_formula_are_excels():
    assert is_sane("(" * MAX_DEPTH + "1" + ")" * MAX_DEPTH)
    assert not is_sane("(" * (MAX_DEPTH + 1) + "1" + ")" * (MAX_DEPTH + 1))
    assert is_sane("+".join(["(1)"] * 200))
    assert is_sane('"' + "(" * 200 + '"')
    assert not is_sane("1" * (MAX_LENGTH + 1))
