"""A thousand forms filled at random: the blank form's formulas and the engine come to the same figures.

Each blank form is read by the ``formulas`` package once and then computed with ever new entries. Of a computed form the
engine must find no sum wrong; then one layer of its formulas is replaced by wrong figures, and what the engine expects
there must be what the formulas came to. Formulas that no rule judges (scores of rows and of execution) are compared
with plain arithmetic.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from random import Random

import pytest
from entries import SUMS, WRONG, arithmetic_says, cell_of, entries, grade_says, saved
from transfer import blank, checked, formulas, named, pencilled, references, written

from calculator import SOFFICE, agrees, compiled, figure, recalculated
from xlplugin.excel.render import render
from xlplugin.forms import editions
from xlplugin.place import a1

COUNT = 1000
WORDS = {"nature": ("≥", "≧", "＝", "=", "≤", "≦", "定性"), "unit": ("%", "万元", "次")}
COMPUTING = tuple(known.id for known in editions() if formulas(blank(known.id)))
EACH = -(-COUNT // len(COMPUTING))


@dataclass(frozen=True)
class Template:
    """A blank form with its rows named, the empty cells that its formulas read, and its formulas in layers.

    ``words`` are the columns of signs and units with what may stand there, ``points`` the cells that the total score
    adds up, ``lines`` the cells of each line of money that carries something over.
    """

    sheet: object
    inputs: tuple
    words: dict
    points: frozenset
    lines: tuple
    formulas: dict
    layers: tuple


@cache
def template(form_id):
    sheet = named(blank(form_id))
    known = formulas(sheet)
    read = {cell for formula in known.values() for cell in references(formula)} - known.keys()
    inputs = tuple(sorted(cell for cell in read if not sheet.rows[cell[0] - 1][cell[1]]))
    form = pencilled(sheet)
    total = known.get(cell_of(form.total.points), "") if form.total else ""
    money = tuple(frozenset(map(cell_of, line.figures.values())) for line in form.budget if "carried" in line.figures)
    words = {form.columns[concept].column: WORDS[concept] for concept in WORDS.keys() & form.columns.keys()}
    words = {cell: words[cell[1]] for cell in inputs if cell[1] in words and cell[0] > form.columns["name"].row}
    return Template(sheet, inputs, words, frozenset(references(total)), money, known, tuple(map(tuple, layers(known))))


def layers(known):
    """Formulas that read no other formula, then those that read these, and so on."""
    rest = dict(known)
    while rest:
        layer = [cell for cell, formula in rest.items() if not rest.keys() & set(references(formula))]
        yield layer
        rest = {cell: formula for cell, formula in rest.items() if cell not in layer}


def entry(random, cell, form, highest):
    if cell in form.words:
        return random.choice(form.words[cell])
    if random.random() < 0.05:
        return Decimal(0)
    if cell in form.points:
        return Decimal(random.randrange(highest)).scaleb(-2)
    return Decimal(random.randrange(10 ** random.randint(1, 7))).scaleb(-random.randint(0, 2))


def entries_at_random(seed, form):
    """Every other form is filled in throughout; in the others some rows are not in use and some cells are blank."""
    random = Random(seed)  # noqa: S311  a draw that can be repeated, no secret
    whole, highest = random.random() < 0.5, random.randint(8000, 24000) // max(1, len(form.points))
    rows = {cell[0]: whole or random.random() < 0.8 for cell in form.inputs}
    kept = [cell for cell in form.inputs if rows[cell[0]] and (whole or random.random() < 0.97)]
    given = {cell: entry(random, cell, form, highest) for cell in kept}
    # Where the executed amount of a source is blank, so is its carry-over, and the sum of these is not the total's.
    halved = {
        cell for line in form.lines if 0 < len(line & given.keys()) < len(line & set(form.inputs)) for cell in line
    }
    return {cell: value for cell, value in given.items() if cell not in halved}


def token(value):
    return f"'{value}" if isinstance(value, str) else format(value, "f")


def filled(form, given):
    return written(form.sheet, {cell: token(value) for cell, value in given.items()})


@pytest.fixture(scope="module")
def calculator(tmp_path_factory):
    """The compiled formulas of each blank form."""
    path = tmp_path_factory.mktemp("package") / "blank.xlsx"

    @cache
    def compute(form_id):
        form = template(form_id)
        path.write_bytes(render([written(form.sheet, dict.fromkeys(form.inputs, "1"))]))
        return compiled(path, [a1(*cell) for cell in form.inputs], [a1(*cell) for cell in form.formulas])

    return compute


def computed(compute, given):
    return compute({a1(*cell): value if isinstance(value, str) else float(value) for cell, value in given.items()})


def sums(findings):
    """What the engine expects where a sum, a rate or a score is wrong."""
    told = [one for one in findings if one.code in SUMS and one.expected]
    return {(one.place.row, one.place.column): Decimal(one.expected.removesuffix("%")) for one in told}


def agreed(form, sheet, results):
    """Assert that the computed form is free of wrong sums and right by plain arithmetic."""
    bound, findings = checked(sheet)
    assert sums(findings) == {}
    for key, stated in entries(bound).items():
        formula = form.formulas.get(cell_of(stated))
        plain = arithmetic_says(sheet, bound, key) if formula else None
        assert plain is None or agrees(formula, figure(results[stated.cell]), plain), (key, stated.cell)
    grade = bound.identity.get("grade")
    assert grade is None or not grade.formula or grade.raw == grade_says(bound)


def asked(form, sheet, results, layer):
    """Ask the engine for the formulas of one layer, and assert that it expects what they came to."""
    spoiled = {cell for cell in layer if isinstance(figure(results[a1(*cell)]), Decimal)}
    _, findings = checked(written(sheet, dict.fromkeys(spoiled, format(WRONG, "f"))))
    expected = sums(findings)
    for cell in expected.keys() & spoiled:
        assert agrees(form.formulas[cell], figure(results[a1(*cell)]), expected[cell]), a1(*cell)
    return len(expected.keys() & spoiled)


@pytest.mark.parametrize("form_id", COMPUTING)
def test_formulas_and_engine_agree(form_id, calculator):
    form, count = template(form_id), 0
    for turn in range(EACH):
        given = entries_at_random(f"{form_id} {turn}", form)
        results = computed(calculator(form_id), given)
        sheet = saved(filled(form, given), results)
        agreed(form, sheet, results)
        count += asked(form, sheet, results, form.layers[turn % len(form.layers)])
    assert count > EACH // 3  # a score that lacks one row's points is not judged


def test_a_thousand_forms_are_filled():
    assert EACH * len(COMPUTING) >= COUNT


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_agrees(calculator, tmp_path):
    """A few of each blank form; what the package rounds wrongly is put right here."""
    given = {
        (form_id, turn): entries_at_random(f"{form_id} {turn}", template(form_id))
        for form_id in COMPUTING
        for turn in range(3)
    }
    books = {key: render([filled(template(key[0]), entries)]) for key, entries in given.items()}
    for key, results in recalculated(books, tmp_path).items():
        form, package = template(key[0]), computed(calculator(key[0]), given[key])
        agreed(form, saved(filled(form, given[key]), results), results)
        for cell, formula in form.formulas.items():
            one, other = figure(package[a1(*cell)]), figure(results[a1(*cell)])
            assert one == other or agrees(formula, one, other), (key, a1(*cell))
