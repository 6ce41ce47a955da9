"""The formulas of the blanks are moved and computed as a spreadsheet would."""

from __future__ import annotations

from decimal import Decimal

import pytest
from changed_forms import EDITIONS, blank

from xlplugin.engine.computing import cells_of, compute, moved, spelled
from xlplugin.grid import ErrorValue

CELLS = {(1, 1): Decimal(3), (2, 1): Decimal("4.5"), (3, 1): "无", (1, 2): Decimal(0), (2, 2): ErrorValue("#N/A")}


@pytest.mark.parametrize(
    ("formula", "outcome"),
    [
        ("SUM(A1:A3)", Decimal("7.5")),
        ('IF(COUNT(A1:A4)=0,"",SUM(A1:A4))', Decimal("7.5")),
        ('IF(COUNT(C1:C4)=0,"",SUM(C1:C4))', ""),
        ("ROUND(A2*-1/2,1)", Decimal("-2.3")),
        ("(A1+A2)*2-1", Decimal(14)),
        ("MIN(1,A1/A2)", Decimal(3) / Decimal("4.5")),
        ("MAX(0,A1,A1:A2)", Decimal("4.5")),
        ('AND(A3="无",A1<>A2,A1<=3,A3>A2)', True),
        ("OR(A1>3,A1<2)", False),
        ('IF(B1=0,"",ROUND(A1/B1,2))', ""),
        ('IF(A1>1,IF(A1>2,"多","中"),A1/B1)', "多"),
        ('IF(A1>=3,"足","缺")&""', None),
        ('IF(A1>=3,"足","缺")', "足"),
        ('IF(A1>=3.1,"足","缺")', "缺"),
        ("MIN(A3:A3)", Decimal(0)),
        ("MAX(A3:A3)", Decimal(0)),
        ("C9", None),
    ],
)
def test_what_a_formula_gives(formula, outcome):
    assert compute(formula, CELLS) == outcome


@pytest.mark.parametrize(
    "formula", ["A1/B1", "A1+A3", "A1+B2", "VLOOKUP(A1,A1:B2,2)", "SUM(A1", "A1 A2", "#REF!+1", ""]
)
def test_what_cannot_be_computed_is_not_guessed(formula):
    assert compute(formula, CELLS) is None


def test_a_formula_that_names_other_sheets_or_far_too_much_is_beyond_it():
    assert cells_of("SUM(Sheet2!A1)", CELLS) is None
    assert cells_of("SUM(A1:XFD1048576)", CELLS) is None
    assert cells_of("SUM(ZZZ1)", CELLS) is None
    assert cells_of("SUM(A1:B10000)", CELLS) == {(1, 1), (2, 1), (1, 2)}
    assert cells_of("SUM(A1:B10001)", CELLS) is None
    assert cells_of("sum($A$1:A3)", CELLS) == {(1, 1), (2, 1)}


def test_references_move_and_texts_stay():
    formula = 'IF(A1="A1",$A$2,SUM(A1:B2))'
    assert spelled(' if(a1="a 1", $B$2)') == 'IF(A1="a 1",B2)'
    assert moved(formula, lambda one, two: ((one[0] + 1, one[1]), (two[0] + 1, two[1]))) == (
        'IF(A2="A1",A3,SUM(A2:B3))'
    )
    assert moved(formula, lambda _one, _two: None) is None


@pytest.mark.parametrize("form_id", EDITIONS)
def test_every_formula_of_every_blank_is_understood(form_id):
    grid = blank(form_id)
    for formula in grid.formulas.values():
        assert compute(formula, grid.values) in {"", "□ 优 □ 良 □ 中 □ 差"}
