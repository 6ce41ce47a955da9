"""What was changed in a form is found in its cell, and nothing else; what may change is left alone."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from changed_forms import (
    EDITIONS,
    blank,
    calculated,
    checked,
    filled,
    told,
    with_row,
    with_values,
    without_row,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from specimens import WORKBOOKS
from xlplugin import forms, pipeline
from xlplugin.excel import read
from xlplugin.model.template import HEADER, NUMBER, WORDS
from xlplugin.place import Area, a1
from xlplugin.record import replace

FILLED = {form_id: filled(form_id) for form_id in EDITIONS}
TEMPLATES = {form_id: forms.template(form_id) for form_id in EDITIONS}
FREE = {form_id for form_id, template in TEMPLATES.items() if template.free}
SINGLE = {form_id for form_id, grid in FILLED.items() if len(grid.formulas) == 1}
"""Forms with one formula: typed over, nothing tells such a form from one typed from print."""
UNTOLD = {"national/project-selfeval/2020", "national/project-selfeval-cost/2021"}
"""National layouts are known by all their headers; with one of them changed the form is no longer one of them."""
PROJECT = "sichuan/yanjiang/project-scorecard/2022"
ASSESSMENT = "sichuan/yanjiang/work-assessment/2022"
DEPARTMENT = "yunnan/lincang/department-selfeval/2022"
BAZHOU = "sichuan/bazhou/project-selfeval/2023"
TARGETS = "sichuan/yanjiang/project-targets/2022"


def printed(kinds):
    """All printed cells of all forms: form, row of the blank, cell."""
    return [
        (form_id, row, cell)
        for form_id, template in TEMPLATES.items()
        for row in template.rows
        for cell in row.cells
        if cell.kind in kinds
    ]


MARKS = [one for one in printed({WORDS, NUMBER, "class"}) if one[2].points]
TEXTS = [
    one
    for one in printed({WORDS})
    if one[0] not in FREE
    and not (one[0] in UNTOLD and one[1].kind == HEADER)
    and one[2].text not in {"考核内容", "其他需要说明的事项"}
]
ITEMS = [(form_id, row) for form_id, template in TEMPLATES.items() for row in template.rows if row.item]
OWN = [(form_id, row.number) for form_id, template in TEMPLATES.items() for row in template.rows if row.own]
FORMULAS = [
    (form_id, cell)
    for form_id, grid in FILLED.items()
    if form_id not in SINGLE
    for cell in grid.formulas
    if isinstance(grid.values[cell], Decimal)
]
MERGED = [
    (form_id, area)
    for form_id, grid in FILLED.items()
    if form_id not in FREE
    for area in grid.merges
    if any(row.kind == HEADER and row.number == area.top and
           any(cell.column == area.left for cell in row.cells) for row in TEMPLATES[form_id].rows)
]  # fmt: skip


def some(cases, examples=40):
    """A property of every one of these cases, tried on some."""

    def declare(test):
        return settings(max_examples=examples, deadline=None)(given(st.sampled_from(cases))(test))

    return declare


@pytest.mark.parametrize("form_id", EDITIONS)
def test_a_blank_and_a_filled_form_differ_in_nothing(form_id):
    assert told(blank(form_id)) == []
    assert told(FILLED[form_id]) == []


@pytest.mark.parametrize("path", sorted(WORKBOOKS.rglob("*-seed-*.xlsx")), ids=lambda path: path.stem)
def test_published_forms_are_those_of_their_blank(path):
    run = pipeline.check_workbook(read.read_workbook(read.load(str(path)), path.name), path.name, "")
    assert [form.differences for form in run.forms] == [()] * len(run.forms)
    assert all(form.edition for form in run.forms)


@some(MARKS)
def test_a_changed_mark_is_blamed_in_its_cell(case):
    form_id, row, cell = case
    grid, at = FILLED[form_id], (row.number, cell.column)
    value, higher = grid.values[at], Decimal(cell.points) + 1
    if isinstance(value, str):
        other = re.sub(r"([（(]\s*)" + re.escape(cell.points), rf"\g<1>{higher}", value, count=1)
        gone = re.sub(r"[（(]\s*" + re.escape(cell.points) + r"\s*[分%]\s*[）)]", "", value, count=1)
    else:
        other, gone = higher, None
    assert told(with_values(grid, {at: other})) == [("T901", a1(*at), "error")]
    assert told(with_values(grid, {at: gone})) == [("T901", a1(*at), "error")]


@some([one for one in MARKS if isinstance(FILLED[one[0]].values[one[1].number, one[2].column], Decimal)])
def test_a_mark_written_as_a_text_is_the_same_mark(case):
    form_id, row, cell = case
    changed = with_values(FILLED[form_id], {(row.number, cell.column): f"{cell.points}分"})
    assert "T901" not in {code for code, *_ in told(changed)}


@some(TEXTS)
def test_a_changed_text_is_blamed_in_its_cell(case):
    form_id, row, cell = case
    grid, at = FILLED[form_id], (row.number, cell.column)
    text = grid.values[at]
    for other in (f"{text[:-1]}改{text[-1]}", "完全不同的字", None):
        assert told(with_values(grid, {at: other})) == [("T904", a1(*at), "explain")], other


@some(TEXTS)
def test_blanks_and_line_breaks_and_width_are_no_change(case):
    form_id, row, cell = case
    grid, at = FILLED[form_id], (row.number, cell.column)
    spaced = " \n".join(grid.values[at]).replace("（", "(").replace("；", ";")
    assert told(with_values(grid, {at: spaced})) == []


@some(ITEMS, 20)
def test_a_deleted_row_is_missed_at_the_row_before_it(case):
    form_id, row = case
    (finding,) = checked(without_row(FILLED[form_id], row.number))
    assert (finding.code, finding.severity, finding.expected) == ("T902", "error", row.item)
    assert finding.place.row < row.number


def scored(form_id, number):
    """A scored row of its own, inserted before a row."""
    entries = {
        PROJECT: {3: "宣传报道（1分）", 5: "按次数计分。", 6: Decimal(1)},
        ASSESSMENT: {1: "宣传", 2: Decimal(1), 3: "每次1分。", 4: Decimal(1)},
        DEPARTMENT: {3: "宣传报道", 4: Decimal(1), 7: "按次数计分。", 10: Decimal(1)},
    }
    return with_row(FILLED[form_id], number, entries[form_id])


@some([(form_id, row) for form_id, row in ITEMS if form_id in {PROJECT, ASSESSMENT, DEPARTMENT}], 20)
def test_an_inserted_row_is_blamed_and_the_formulas_that_moved_are_not(case):
    form_id, row = case
    (finding,) = checked(scored(form_id, row.number))
    assert (finding.code, finding.severity, finding.place.row) == ("T903", "explain", row.number)


def test_a_row_added_behind_the_last_one_is_missing_in_the_total():
    found = told(scored(ASSESSMENT, 55))
    assert found == [("T906", "D52", "explain"), ("T903", "A55", "explain")]


@some(OWN)
def test_own_indicators_may_be_added_and_left_out(case):
    form_id, number = case
    grid = FILLED[form_id]
    assert told(with_row(grid, number + 1, {5: Decimal(3), 8: Decimal(4)})) == []
    assert told(without_row(grid, number)) == []


@some(FORMULAS)
def test_a_number_typed_over_a_formula_is_advice_and_another_number_needs_a_reason(case):
    form_id, cell = case
    grid = FILLED[form_id]
    right = grid.values[cell]
    assert told(with_values(grid, {cell: right})) == [("T905", a1(*cell), "advice")]
    assert told(with_values(grid, {cell: right + 1})) == [("T905", a1(*cell), "explain")]
    assert told(with_values(grid, {cell: None})) == [("T905", a1(*cell), "advice")]


@some(FORMULAS)
def test_a_formula_that_gives_something_else_needs_a_reason(case):
    form_id, cell = case
    grid = FILLED[form_id]
    altered = calculated(replace(grid, formulas={**grid.formulas, cell: f"{grid.formulas[cell]}+1"}))
    assert told(altered) == [("T906", a1(*cell), "explain")]


@some(FORMULAS)
def test_dollar_signs_and_blanks_change_no_formula(case):
    form_id, cell = case
    grid = FILLED[form_id]
    fixed = re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", grid.formulas[cell]).replace(",", ", ")
    assert told(replace(grid, formulas={**grid.formulas, cell: fixed})) == []


def test_another_spelling_of_the_same_sum_is_no_change():
    grid = FILLED[TARGETS]
    assert told(replace(grid, formulas={**grid.formulas, (8, 3): "C9+C10"})) == []
    assert told(replace(grid, formulas={**grid.formulas, (8, 3): "C9"})) == [("T906", "C8", "explain")]


def test_a_formula_of_the_next_row_is_blamed():
    grid = FILLED[BAZHOU]
    swapped = replace(grid, formulas={**grid.formulas, (15, 10): grid.formulas[16, 10]})
    assert told(swapped) == [("T906", "J15", "explain")]


@pytest.mark.parametrize("form_id", sorted(set(EDITIONS) - {"yunnan/lincang/department-targets/2022"}))
def test_a_form_typed_from_print_has_no_formula_and_none_is_asked_for(form_id):
    assert told(replace(FILLED[form_id], formulas={})) == []
    assert told(replace(FILLED[form_id], formulas=None)) == []


@pytest.mark.parametrize("form_id", EDITIONS)
def test_the_form_may_stand_anywhere_on_its_sheet(form_id):
    grid = FILLED[form_id]
    assert told(with_row(with_row(grid, 1, {}), 1, {})) == []


def test_columns_may_stand_in_another_order():
    order = {1: 1, 2: 2, 3: 3, 4: 5, 5: 4, 6: 7, 7: 6}
    grid = replace(FILLED[PROJECT], formulas={})
    moved = replace(
        grid,
        values={(row, order[column]): value for (row, column), value in grid.values.items()},
        merges=tuple(
            Area(a.top, order[a.left], a.bottom, order[a.left]) if a.left == a.right else a for a in grid.merges
        ),
    )
    assert told(moved) == []
    assert told(with_values(moved, {(7, 5): "另外的解释"})) == [("T904", "E7", "explain")]


def test_a_form_that_goes_on_on_the_next_sheet_misses_no_row():
    grid = FILLED[PROJECT]
    head = {cell: value for cell, value in grid.values.items() if cell[0] == 5}
    first = replace(
        grid,
        values={cell: value for cell, value in grid.values.items() if cell[0] < 21},
        formulas={},
        merges=tuple(area for area in grid.merges if area.bottom < 21),
    )
    later = replace(
        grid,
        name="续",
        values=head | {cell: value for cell, value in grid.values.items() if cell[0] > 20},
        formulas={},
        merges=tuple(area for area in grid.merges if area.top > 20),
    )
    assert told(first, later) == []


@pytest.mark.parametrize("form_id", EDITIONS)
def test_what_is_hidden_is_pointed_out(form_id):
    grid = FILLED[form_id]
    for visibility in ("hidden", "veryHidden"):
        assert [code for code, _, _ in told(replace(grid, visibility=visibility))] == ["T907"]
    last = max(column for _, column in grid.values)
    assert [code for code, _, _ in told(replace(grid, hidden_columns=frozenset((last, last - 1))))] == ["T907"]
    rows = frozenset(row.number for row in TEMPLATES[form_id].rows if row.kind == HEADER)
    hidden = told(replace(grid, hidden_rows=rows))
    assert {code for code, _, _ in hidden} == {"T907"}
    assert {int(cell.strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for _, cell, _ in hidden} <= rows


def test_hidden_points_need_a_reason_and_hidden_unused_rows_none():
    assert told(replace(FILLED[PROJECT], hidden_rows=frozenset((8, 9)))) == [("T907", "C8", "explain")]
    assert told(replace(FILLED[PROJECT], hidden_columns=frozenset((6,)))) == [("T907", "F5", "explain")]
    assert told(replace(FILLED[TARGETS], hidden_rows=frozenset((25, 26)))) == []


@some(MERGED)
def test_a_header_torn_apart_is_pointed_out(case):
    form_id, area = case
    grid = FILLED[form_id]
    torn = replace(grid, merges=tuple(other for other in grid.merges if other != area))
    assert told(torn) == [("T908", a1(area.top, area.left), "advice")]


def test_a_label_may_be_continued_in_its_own_cell():
    assert told(with_values(FILLED[TARGETS], {(3, 1): "项目名称：道路照明维护"})) == []


def test_a_text_under_a_slipped_merged_area_is_not_called_another_one():
    grid = FILLED[PROJECT]
    slipped = replace(grid, merges=(*grid.merges, Area(5, 4, 7, 4)))
    assert "T904" not in {code for code, _, _ in told(slipped)}


def test_a_sheet_that_shows_little_of_the_blank_is_not_held_against_it():
    grid = FILLED[PROJECT]
    kept = {cell: value for cell, value in grid.values.items() if cell[0] < 10}
    assert told(replace(grid, values=kept, formulas={}, merges=())) == []


def test_other_marks_are_told_even_where_the_other_findings_are_many():
    grid = with_values(FILLED[PROJECT], {(8, 3): "绩效指标明确性（9分）", (9, 5): "另外的标准"})
    found = told(without_row(grid, 20))
    assert found == [("T901", "C8", "error"), ("T904", "E9", "explain"), ("T902", "C19", "error")]
