"""Forms filled at random: the engine scores their rows as the Excel formulas of ``score_formulas`` do.

Points are compared as shown, half-up with two decimals; where a person decides or an entry is missing, both say so,
and the bounds within which stated points count are the same. 150 more forms are in ``test_random_scorecards``.
"""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO

import openpyxl
import pytest
from random_scores import EDITIONS, FORMS, LEVELS, WORDS, filled, scored, shape
from score_formulas import EXECUTION, ROWS, computed, plain, rounded, shown, total
from transfer import row_of

from calculator import SOFFICE, recalculated

COLUMNS = {
    "SIGN": "sign",
    "TARGET": "target",
    "TARGETUNIT": "target_unit",
    "RESULT": "result",
    "RESULTUNIT": "result_unit",
    "CLASS": "kind",
    "WEIGHT": "weight",
    "LEVEL": "level",
    "STATED": "stated",
}


def row_columns(form_id, forms):
    """The rows of many forms as columns of entries."""
    rows = [row for one in forms for row in one.rows.values()]
    columns = {name: [getattr(row, attribute) for row in rows] for name, attribute in COLUMNS.items()}
    return columns | {"UNITCOLUMN": [int("unit" in shape(form_id).columns)] * len(rows)}


def executes(entries):
    """Whether the execution is a row: printed, or known from outside where the rows leave room for its 10 points."""
    form_id = entries.form_id
    told = entries.money and entries.told and sum(row.weight for row in entries.rows.values()) <= 90
    return "points" in shape(form_id).money or bool(told)


def execution_columns(forms, base):
    """The total lines of many forms."""
    return {
        "WEIGHT": [10 if executes(one) else "" for one in forms],
        "BUDGET": [one.money.get(base, "") for one in forms],
        "EXECUTED": [one.money.get("executed", one.told.get("执行数", "")) for one in forms],
    }


@cache
def drawn(form_id):
    """The forms of one edition with what the engine makes of each, and what the formulas make of rows and execution."""
    text, base = EDITIONS[form_id]
    forms = [filled(form_id, turn) for turn in range(FORMS)]
    known = computed(ROWS[text], row_columns(form_id, forms))
    lines = iter(zip(*(known[name] for name in ("POINTS", "LOW", "HIGH", "COUNTED")), strict=True))
    rows = [{line: next(lines) for line in one.rows} for one in forms]
    execution = computed(EXECUTION[text], execution_columns(forms, base))["POINTS"]
    return list(zip(forms, [scored([one.sheet], one.told) for one in forms], rows, execution, strict=True))


def receipts(form):
    return {row_of(row): receipt for row, receipt in zip(form.indicators, form.score.rows, strict=True)}


@pytest.mark.parametrize("form_id", EDITIONS)
def test_every_row_earns_what_its_formula_shows(form_id):
    for turn, (entries, form, rows, _) in enumerate(drawn(form_id)):
        known = receipts(form)
        for line, (points, low, high, counted) in rows.items():
            outcome = known[line].outcome
            told = [outcome.value, outcome.low, outcome.high, known[line].counted]
            expected = [rounded(one) for one in (points, low, high, counted)]
            assert [rounded(one) for one in told] == expected, (turn, entries.rows[line])


@pytest.mark.parametrize("form_id", EDITIONS)
def test_the_execution_earns_what_its_formula_shows(form_id):
    for turn, (entries, form, _, points) in enumerate(drawn(form_id)):
        receipt = form.score.execution
        assert (receipt is not None) == executes(entries), turn
        assert rounded(receipt.outcome.value if receipt else None) == rounded(points), (turn, entries.money)


@pytest.mark.parametrize("form_id", EDITIONS)
def test_the_total_is_the_sum_of_what_the_formulas_count(form_id):
    decided = 0
    for turn, (entries, form, rows, points) in enumerate(drawn(form_id)):
        executed = [points] if executes(entries) else []
        expected = total([counted for *_, counted in rows.values()] + executed)
        assert form.score.computed == expected, turn
        decided += expected is not None
    assert FORMS // 10 < decided < FORMS


@pytest.mark.parametrize("form_id", EDITIONS)
def test_the_draw_has_every_kind_of_row(form_id):
    """Signs, levels, ceilings, rates; zero, missed, met and passed targets; converted, bare and foreign units."""
    pairs = [
        (one, rounded(points))
        for entries, _, rows, _ in drawn(form_id)
        for one, (points, *_) in zip(entries.rows.values(), rows.values(), strict=True)
    ]
    assert {one.sign for one, _ in pairs} == {"", *WORDS}
    assert {one.level for one, _ in pairs} == {"", *LEVELS}
    assert {one.kind for one, _ in pairs} >= {"", "满意", "成本"}
    assert {points is None for one, points in pairs if one.target == 0} == {True, False}
    assert {points == 0 for one, points in pairs if one.target != ""} == {True, False}
    measured = [(one, points) for one, points in pairs if points is not None and one.target]
    assert any(one.result >= 3 * one.target and points == one.weight for one, points in measured if one.sign == "≥")
    assert any(0 < points < one.weight for one, points in measured if one.sign == "≤")
    assert any({one.target_unit, one.result_unit} == {"元", "万元"} for one, _ in measured)
    assert any(points is None for one, points in pairs if one.target_unit == "%" and one.result_unit == "")
    assert {rounded(points) for *_, points in drawn(form_id)} > {None}


def addressed(text, letters, row):
    """A formula with the cells of a row for its names."""
    names = re.compile(rf'"[^"]*"|\b(?:{"|".join(letters)})\b')
    return names.sub(lambda found: f"{letters[found[0]]}{row}" if found[0] in letters else found[0], text)


def book(formulas, columns):
    """A workbook with entries and formulas side by side, one row beneath the other."""
    workbook, data = openpyxl.Workbook(), BytesIO()
    letters = {name: openpyxl.utils.get_column_letter(at) for at, name in enumerate([*columns, *formulas], 1)}
    for row, entries in enumerate(zip(*columns.values(), strict=True), 1):
        for letter, entry in zip(letters.values(), entries, strict=False):
            workbook.active[f"{letter}{row}"] = plain(entry) if plain(entry) != "" else None
        for name, text in formulas.items():
            workbook.active[f"{letters[name]}{row}"] = addressed(text, letters, row)
    workbook.save(data)
    return data.getvalue(), letters


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_computes_the_formulas_alike(tmp_path):
    """Four forms of each edition: points and bounds of the rows, and the execution."""
    books = {}
    for form_id, (text, base) in EDITIONS.items():
        forms = [entries for entries, *_ in drawn(form_id)[:4]]
        books[f"{form_id} rows"] = ROWS[text], row_columns(form_id, forms)
        books[f"{form_id} execution"] = EXECUTION[text], execution_columns(forms, base)
    made = {key: book(*both) for key, both in books.items()}
    results = recalculated({key: data for key, (data, _) in made.items()}, tmp_path)
    for key, (formulas, columns) in books.items():
        package, letters = computed(formulas, columns), made[key][1]
        for name in formulas.keys() & {"POINTS", "LOW", "HIGH", "COUNTED"}:
            cells = [results[key][f"{letters[name]}{row}"] for row in range(1, len(package[name]) + 1)]
            assert [rounded(shown(cell)) for cell in cells] == [rounded(one) for one in package[name]], (key, name)
