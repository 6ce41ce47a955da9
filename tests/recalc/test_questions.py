"""A formula becomes a question: what it uses, which cells it reads, and when no engine is asked."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlplugin.excel.recalculation.questions import Question, asked
from xlplugin.excel.recalculation.source import Source
from xlplugin.excel.recalculation.syntax import MAX_ARRAY, UndecidableError, notations, tokens
from xlplugin.grid import Grid, Workbook
from xlplugin.place import Place
from xlplugin.record import replace

OTHER = Grid("附表 二", {(1, 1): Decimal(5), (2, 1): "12", (3, 1): True})


def question(formula, source=Source(), array=False, **grid):  # noqa: B008  a frozen record
    """What becomes of a formula in H9 of a sheet with figures in A1:B3."""
    values = {(row, column): Decimal(row * column) for row in (1, 2, 3) for column in (1, 2)}
    sheet = replace(Grid("自评表", {**values, (9, 8): Decimal(1)}, {(9, 8): formula}), **grid)
    if array:
        source = replace(source, arrays={("自评表", "H9"): "H9"})
    return dict(asked(Workbook((sheet, OTHER)), source))[Place("自评表", 9, 8)]


@pytest.mark.parametrize(
    ("formula", "uses"),
    [
        ("SUM(A1:B3)", {"SUM"}),
        ("A1+B2*2", {"arithmetic"}),
        ("-A1", {"sign"}),
        ("A1-B1", {"arithmetic"}),
        ("10%-5%", {"%", "arithmetic"}),
        ('IF(A1>=B1,"优","良")', {"IF", "<"}),
        ('IF(A1<>"",1,"")', {"IF", "="}),
        ('"SUM(A1:A3) "&A1', {"&"}),
        ("_xlfn.IFNA(NA(),1)", {"IFNA", "NA"}),
        ("SUMPRODUCT(A1:A3,B1:B3)", {"SUMPRODUCT"}),
        ("SUMPRODUCT((A1:A3>1)*B1:B3)", {"SUMPRODUCT", "<", "arithmetic", "cell by cell"}),
        ("SUMPRODUCT(ROUND(A1:A3,0))", {"SUMPRODUCT", "ROUND", "cell by cell", "function cell by cell"}),
        ("SUM(A:B)", {"SUM", "whole columns"}),
        ("SUM(A1:A200000)", {"SUM", "whole columns"}),
        ("LOOKUP(A1,{0,60},{1,2})", {"LOOKUP", "array constant"}),
        ("IFERROR(#REF!,0)", {"IFERROR", "error constant"}),
        ("A1*TRUE", {"arithmetic", "truth"}),
        ("VLOOKUP(1,A1:B3,2,FALSE)", {"VLOOKUP"}),
        ('TEXT(A1,"[DBNum2]")', {"TEXT", "number words"}),
        ("LOG10(A1)", {"LOG10"}),
        ("IF(A1-B1=0,1,0)", {"IF", "=", "arithmetic", "compared sum"}),
        ("IF((A1+B1)*2>=3,1,0)", {"IF", "<", "arithmetic", "compared sum", "compared product"}),
        ("IF(A1=0,0,B1/A1)", {"IF", "=", "arithmetic"}),
        ("IF(ROUND(A1-B1,2)=0,1,0)", {"IF", "ROUND", "=", "arithmetic"}),
        ("SUM(A1*B1)>3", {"SUM", "<", "arithmetic", "compared product"}),
        (
            "SUMPRODUCT(ROUND((A1:A3)*2,0))",
            {"SUMPRODUCT", "ROUND", "arithmetic", "cell by cell", "function cell by cell"},
        ),
        ("'附表 二'!A1", {"sheet"}),
        ("[1]!PF_EXEC_RATE(A1,B1)", {"PF_EXEC_RATE"}),
    ],
)
def test_the_functions_and_notations_of_a_formula_are_named(formula, uses):
    assert question(formula).uses == uses


def test_an_array_formula_combines_ranges():
    assert question("SUM(A1:A3*B1:B3)", array=True).uses == {"SUM", "arithmetic", "array formula"}


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        ("A1:A3", "intersection"),
        ("ABS(A1:A3)", "intersection"),
        ("SUM(A1:A3*B1:B3)", "intersection"),
        ("VLOOKUP(A:A,A1:B3,2,0)", "intersection"),
        ("COUNTIF(A1:A3,B1:B3)", "intersection"),
        ("SUMPRODUCT(IF(A1:A3>1,1,0))", "intersection"),
        ("SUM(A1:B2 B1:B3)", "notation"),
        ("SUM((A1,B1))", "notation"),
        ("SUM(表1[金额])", "notation"),
        ("SUM(A1:INDEX(B1:B3,2))", "notation"),
        ("SUM(A1#)", "notation"),
        ("'[预算.xlsx]表'!A1", "outside"),
        ("[2]表!A1", "outside"),
        ("没有!A1", "sheet"),
        ("预算数", "name"),
        ("YEAR(TODAY())", "changing"),
        ('INDIRECT("A1")', "changing"),
        ("SUM(A1:H9)", "circular"),
        ("H9+1", "circular"),
        ("SUMPRODUCT(A1:A100001)", "size"),
        ("SUMPRODUCT(A:A)", "size"),
        ("SUM(A1", "syntax"),
        ("A1)", "syntax"),
        ("A1;B1", "syntax"),
        ("SUM(A3:A1)", "syntax"),
        ("SUM(9:1)", "syntax"),
        ("ZZZ1", "syntax"),
        ("自评表!预算数", "name"),
        ("'C:\\表\\[预算.xlsx]它''s'!A1", "outside"),
        ("1!A1", "sheet"),
    ],
)
def test_no_engine_is_asked_what_excel_reads_in_its_own_way(formula, reason):
    found = question(formula)
    assert isinstance(found, UndecidableError)
    assert found.reason == reason


def test_hidden_rows_matter_to_subtotals_only():
    assert question("SUBTOTAL(109,A1:A3)", hidden_rows=frozenset((2,))).reason == "hidden"
    assert isinstance(question("SUBTOTAL(109,A1:A3)"), Question)
    assert isinstance(question("SUM(A1:A3)", hidden_rows=frozenset((2,))), Question)


@pytest.mark.parametrize(
    ("formula", "replica"),
    [
        ("SUM(A1:$B$3)", "SUM(Data_1!A1:$B$3)"),
        ("'附表 二'!A1+A1", "Data_2!A1+Data_1!A1"),
        ('IF(A1="附表!A1",A2,"A3")', 'IF(Data_1!A1="附表!A1",Data_1!A2,"A3")'),
        ("SUM(A:A)", "SUM(Data_1!A:A)"),
        ("SUM('自评表:附表 二'!A1)", "SUM(Data_1:Data_2!A1)"),
        ("SUM(预算数)", "SUM(Data_2!$A$1:$A$3)"),
    ],
)
def test_references_go_to_the_replica(formula, replica):
    assert question(formula, Source({(None, "预算数"): "'附表 二'!$A$1:$A$3"})).replica == replica


@pytest.mark.parametrize("meaning", ["自评表!A1", "自评表!$A1:$A3", "0.9", "SUM(自评表!$A$1)", "#REF!"])
def test_a_name_for_anything_but_fixed_cells_is_not_resolved(meaning):
    assert question("预算数", Source({(None, "预算数"): meaning})).reason == "name"


def test_a_name_of_the_sheet_goes_before_one_of_the_workbook():
    names = {(None, "数"): "自评表!$A$1", ("自评表", "数"): "自评表!$B$1"}
    assert question("数", Source(names)).replica == "Data_1!$B$1"


@pytest.mark.parametrize(
    ("formula", "trap"),
    [
        ("SUM('附表 二'!A1:A2)", "digits cell"),
        ("'附表 二'!A3*1", "truth cell"),
        ("MATCH(C1,A1:A3,0)", "blank looked up"),
        ("SUM(OFFSET('附表 二'!A1,0,0,2,1))", "digits cell"),
    ],
)
def test_cells_that_engines_stumble_over_are_told(formula, trap):
    assert trap in question(formula).uses


def test_a_blank_cell_is_no_trap_where_nothing_is_looked_up():
    assert question("C1+A1").uses == {"arithmetic"}


def test_an_array_formula_over_several_cells_is_not_asked():
    assert question("A1:A3*2", Source(arrays={("自评表", "H9"): "H9:H11"})).reason == "spread"
    assert question("A1", Source(tables=frozenset((("自评表", "H9"),)))).reason == "spread"


def test_what_a_formula_needs_are_the_formulas_without_result_that_it_reads():
    sheet = Grid("表", {(1, 1): Decimal(1)}, {(2, 1): "A1+1", (3, 1): "SUM(A1:A2)"})
    found = dict(asked(Workbook((sheet,)), Source()))
    assert found[Place("表", 3, 1)].needs == {Place("表", 2, 1)}
    assert found[Place("表", 2, 1)].needs == frozenset()


def test_the_limit_of_combined_cells_is_that_of_the_whole_formula():
    half = MAX_ARRAY // 2
    formula = f"SUMPRODUCT(A1:A{half},B1:B{half})"
    assert isinstance(question(formula), Question | UndecidableError)
    with pytest.raises(UndecidableError):
        notations(tokens(formula.replace(f"B{half}", f"B{half + 1}")))


@given(st.text(alphabet="SUM(A1:B2,)+-*/\"'!{}[]#@ 甲.$%&<>=", max_size=40))
def test_any_text_is_a_question_or_has_a_reason(text):
    found = question(text) if text else None
    assert found is None or isinstance(found, Question | UndecidableError)


def test_formulas_without_result_are_followed_up_to_a_limit(monkeypatch):
    monkeypatch.setattr("xlplugin.excel.recalculation.questions._FOLLOWED", 3)
    bare = {(row, 1): "1+1" for row in range(1, 6)}
    sheet = Grid("表", {(1, 3): Decimal(1), (2, 3): Decimal(1)}, {**bare, (1, 3): "SUM(A1:A3)", (2, 3): "SUM(A1:A3)"})
    found = dict(asked(Workbook((sheet,)), Source()))
    assert isinstance(found[Place("表", 1, 3)], Question)
    assert found[Place("表", 2, 3)].reason == "size"
