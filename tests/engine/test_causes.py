"""Root cause first: a finding names the one that it follows from, and only where the figures bear it out."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specimens import WORKBOOKS, specimen
from xlplugin import pipeline
from xlplugin.engine.causes import linked
from xlplugin.grid import ErrorValue
from xlplugin.model import ERROR, Basis, Fault, Finding, Related, Rule
from xlplugin.place import Place, parse_a1
from xlplugin.record import replace

SHEET = "自评表"


def place(cell):
    return Place(SHEET, *parse_a1(cell))


def told(code, cell, stated=None, expected=None, *, follows=(), uses="", related="", operands=None, file=""):
    """A finding as ``linked`` is given it, with its fault and its rule."""
    others = tuple(Related(place(one), "") for one in related.split())
    finding = Finding(
        f"{code}-{cell}", code, code, ERROR, place(cell), "", stated, expected, Basis("表"), operands or {}, others,
        file=file,
    )  # fmt: skip
    fault = Fault(place(cell), stated, expected, related=others, uses=tuple(map(place, uses.split())))
    return finding, fault, Rule(code, code, code, ERROR, "form", lambda *_: (), {}, follows=follows)


def causes(*ones):
    return {finding.id: finding.caused_by for finding in linked(ones) if finding.caused_by}


def test_without_a_rule_that_follows_nothing_is_linked():
    assert causes(told("A", "C3", "1", "2"), told("B", "C3", "1", "2")) == {}


def test_a_total_that_is_off_by_as_much_as_its_subtotal_follows_from_it():
    total = told("P", "D9", "90", "89", follows=("S",), related="D3 D6")
    assert causes(total, told("S", "D3", "72", "71")) == {"P-D9": "S-D3"}
    assert causes(total, told("S", "D3", "73", "71")) == {}
    assert causes(total, told("S", "D5", "72", "71")) == {}


def test_an_addend_explains_a_sum_in_its_own_direction_only():
    total = told("P", "D9", "90", "89", follows=("R",), uses="D3")
    assert causes(total, told("R", "D3", "4", "5")) == {"P-D9": "R-D3"}
    assert causes(total, told("R", "D3", "5", "4")) == {}


def test_several_faults_that_only_together_make_the_gap_are_told_by_the_first():
    total = told("P", "D9", "90", "88", follows=("S",), related="D3 D6")
    assert causes(total, told("S", "D6", "20", "19"), told("S", "D3", "72", "71")) == {"P-D9": "S-D3"}


def test_what_makes_the_gap_alone_goes_before_what_stands_first_in_the_list():
    total = told("P", "D9", "90", "89", follows=("S", "R"), related="D3", uses="D4")
    assert causes(total, told("S", "D3", "70", "60"), told("R", "D4", "4", "5")) == {"P-D9": "R-D4"}


def test_a_figure_stored_as_text_explains_a_sum_that_left_it_out():
    total = told("P", "D9", "85", "90", follows=("T",), uses="D3")
    assert causes(total, told("T", "D3", "5分")) == {"P-D9": "T-D3"}
    assert causes(total, told("T", "D3", "７")) == {}


def test_a_rate_follows_from_an_amount_that_gives_it():
    rate = told("B", "E5", "100%", "98%", follows=("A",), related="C5 D5")
    assert causes(rate, told("A", "D5", "98", "100")) == {"B-E5": "A-D5"}
    assert causes(rate, told("A", "D5", "98", "99")) == {}
    assert causes(rate, told("A", "D5", "0", "0")) == {}


def test_points_above_a_weight_follow_from_a_weight_that_was_lowered():
    points = told("P", "D5", "8", "5", follows=("T",), related="C5")
    assert causes(points, told("T", "C5", "5", "10")) == {"P-D5": "T-C5"}
    assert causes(points, told("T", "C5", "5", "6")) == {}


def test_a_missing_reason_follows_from_wrong_points_where_the_right_ones_are_full():
    reason = told("R", "F5", follows=("S",), related="D5", operands={"得分": "8", "分值": "10"})
    assert causes(reason, told("S", "D5", "8", "10")) == {"R-F5": "S-D5"}
    assert causes(reason, told("S", "D5", "8", "9")) == {}


def test_a_cell_without_a_figure_is_the_cause_of_what_takes_it():
    assert causes(told("B", "E5", "1", "2", follows=("C",), uses="D5"), told("C", "D5", "#DIV/0!")) == {"B-E5": "C-D5"}
    assert causes(told("B", "E5", "1", "2", follows=("C",)), told("C", "D5", "#DIV/0!")) == {}


def test_one_of_several_right_figures_is_enough():
    total = told("P", "D9", "93", "90", follows=("S",), uses="D3")
    assert causes(total, told("S", "D3", "0", "0、3")) == {"P-D9": "S-D3"}


def test_a_finding_in_another_workbook_is_no_cause():
    later = told("B", "E5", follows=("C",), uses="D5", file="甲.xlsx")
    assert causes(later, told("C", "D5", file="乙.xlsx")) == {}
    assert causes(later, told("C", "D5", file="甲.xlsx")) == {"B-E5": "C-D5"}


def test_two_findings_are_not_each_other_s_cause():
    one, other = told("A", "C3", follows=("B",), uses="D3"), told("B", "D3", follows=("A",), uses="C3")
    assert causes(one, other) == {"A-C3": "B-D3"}


CELLS = ("B2", "B3", "C2", "C3")
FIGURES = st.one_of(st.none(), st.sampled_from(["0", "1", "2", "90", "90或100", "50%", "优", "#REF!", "-3.5", "1E+40"]))
findings = st.builds(
    lambda code, cell, stated, expected, follows, uses: told(code, cell, stated, expected, follows=follows, uses=uses),
    st.sampled_from("ABCD"),
    st.sampled_from(CELLS),
    FIGURES,
    FIGURES,
    st.lists(st.sampled_from("ABCD"), unique=True, max_size=4).map(tuple),
    st.lists(st.sampled_from(CELLS), unique=True, max_size=4).map(" ".join),
)


@given(st.lists(findings, max_size=8, unique_by=lambda one: one[0].id))
def test_causes_are_findings_told_never_form_a_ring_and_are_the_same_every_time(ones):
    found = {finding.id: finding for finding in linked(ones)}
    assert list(found) == [finding.id for finding, _, _ in ones]
    assert linked(ones) == list(found.values())
    rules = {finding.id: rule for finding, _, rule in ones}
    for start, finding in found.items():
        if finding.caused_by:
            assert found[finding.caused_by].code in rules[start].follows
        passed, at = {start}, finding.caused_by
        while at is not None:
            assert at not in passed
            passed.add(at)
            at = found[at].caused_by


def chains(name, sheet="", **values):
    """The causes in a specimen, with some of its cells changed: ``code cell`` to ``code cell``."""
    changed = {parse_a1(cell): Decimal(value) if value[0].isdigit() else value for cell, value in values.items()}
    workbook = specimen(WORKBOOKS / f"{name}.md")
    sheets = tuple(
        replace(grid, values={**grid.values, **changed}) if grid.name == sheet else grid for grid in workbook.sheets
    )
    result = pipeline.check_workbook(replace(workbook, sheets=sheets), "", "")
    called = {finding.id: f"{finding.code} {finding.place.cell}" for finding in result.findings}
    return {called[one.id]: called[one.caused_by] for one in result.findings if one.caused_by}


OFFICE = "sichuan/yanjiang/department/2022-seed-office"
RUNNING = "sichuan/yanjiang/project/2022-seed-yunxing"
MEETING = "sichuan/yanjiang/project/2022-seed-dahui"
NETWORK = "sichuan/bazhou/project-selfeval/2023-seed-dianlu"
NETWORK_SHEET = "部门预算项目支出绩效自评表"
CHAINS = [
    (OFFICE, "", {}, "P202 D13 < P202 D28, P201 D5 < P202 D13"),
    ("sichuan/yanjiang/project/2022-seed-waishi", "", {}, "B304 C14 < B304 D14, B305 D15 < B304 D14"),
    ("sichuan/yanjiang/project/2022-seed-linpin", "", {}, "U601 B13 < U601 B12, U601 B14 < U601 B12"),
    (RUNNING, "自评计分表", {"F26": "99.8"}, "P201 F26 < S501 F9, R701 G9 < S501 F9"),
    (RUNNING, "自评计分表", {"F26": "89.35"}, "G401 A4 < P201 F26"),
    (RUNNING, "自评计分表", {"F7": "9"}, "P201 F26 < P203 F7"),
    (
        RUNNING,
        "自评计分表",
        {"C6": "项目立项规范性（6分）"},
        "W101 A2 < T901 C6, W102 A6 < T901 C6, W102 B6 < T901 C6, R701 G6 < T901 C6",
    ),
    (RUNNING, "自评计分表", {"C6": "项目立项规范性（2分）"}, "P203 F6 < T901 C6, S502 F6 < T901 C6"),
    (
        MEETING,
        "目标完成情况表",
        {"C13": "78"},
        "B303 C13 < B302 C13, B304 C14 < B302 C13, B305 C15 < B304 C14",
    ),
    (
        MEETING,
        "目标完成情况表",
        {"C12": "90", "C14": "10"},
        "B303 C12 < B302 C12, B302 C14 < B302 C12, B305 C15 < B302 C14",
    ),
    (NETWORK, NETWORK_SHEET, {"G8": "98", "J8": "10"}, "B301 H8 < B302 G8, S501 J8 < B301 H8"),
    (NETWORK, NETWORK_SHEET, {"G8": "98", "H8": "0.98", "J8": "10"}, "S501 J8 < B302 G8"),
]


@pytest.mark.parametrize(("name", "sheet", "values", "wanted"), CHAINS)
def test_real_forms_tell_the_cause_first(name, sheet, values, wanted):
    found = chains(name, sheet, **values)
    expected = dict(pair.split(" < ") for pair in wanted.split(", "))
    assert {one: found.get(one) for one in expected} == expected


def test_a_total_that_its_subtotals_do_not_explain_stands_on_its_own():
    found = chains(OFFICE, "考核评分表", D5="92")
    assert "P201 D5" not in found
    assert found["P202 D13"] == "P202 D28"


def test_an_error_that_a_formula_passes_on_follows_from_where_it_began():
    workbook = specimen(WORKBOOKS / f"{RUNNING}.md")
    error, sums = ErrorValue("#DIV/0!"), {(26, 6): "SUM(F6:F25)", (6, 6): "E9/0"}
    sheets = tuple(
        replace(grid, values=grid.values | dict.fromkeys(sums, error), formulas={**(grid.formulas or {}), **sums})
        if grid.name == "自评计分表"
        else grid
        for grid in workbook.sheets
    )
    result = pipeline.check_workbook(replace(workbook, sheets=sheets), "", "")
    found = {finding.place.cell: finding for finding in result.findings if finding.code == "C801"}
    assert found.keys() == {"F6", "F26"}
    assert found["F26"].caused_by == found["F6"].id
    assert found["F6"].caused_by is None
