"""Every filled specimen in the blank form of its edition: the form's own formulas and the engine come to the same.

The entries of a specimen go into the blank workbook by meaning; the ``formulas`` package, and LibreOffice where it is
installed, compute the blank's formulas; the engine is asked for each of these cells what it should hold. What the unit
published may differ from both only where the engine says so.
"""

from __future__ import annotations

from functools import cache

import pytest
from entries import SUMS, arithmetic_says, cell_of, engine_says, entries, grade_says, saved
from transfer import checked, formulas, transferred

from calculator import SOFFICE, agrees, calculated, figure, recalculated
from specimens import WORKBOOKS, specimen
from xlplugin import pipeline
from xlplugin.excel.render import render
from xlplugin.grid.text import parse_sheets
from xlplugin.place import a1

SPECIMENS = sorted(path.relative_to(WORKBOOKS).as_posix() for path in WORKBOOKS.rglob("*-seed-*.md"))


class Filled:
    """One form of a specimen, and the blank form with its entries."""

    def __init__(self, sheet, form, findings):
        self.form = form
        self.findings = [one for one in findings if one.place.sheet == form.sheet and one.code in SUMS and one.expected]
        transfer = transferred(sheet, form)
        self.sheet, self.given = transfer.sheet, transfer.given
        self.formulas = formulas(transfer.sheet)
        self.workbook = render([transfer.sheet])

    def computed(self, results):
        """The form with these results, and its formula cells by meaning: formula, entry, figure."""
        sheet = saved(self.sheet, results)
        form, findings = checked(sheet)
        known = {
            key: (self.formulas[cell_of(entry)], entry, figure(results[entry.cell]))
            for key, entry in entries(form).items()
            if cell_of(entry) in self.formulas
        }
        return sheet, form, findings, known


@cache
def filled(path):
    """The forms of a specimen, by edition, whose blank form computes anything."""
    sheets = {sheet.name: sheet for sheet in parse_sheets((WORKBOOKS / path).read_text("utf-8"))}
    run = pipeline.check_workbook(specimen(WORKBOOKS / path), path, "")
    found = {form.edition.id: Filled(sheets[form.sheet], form, run.findings) for form in run.forms}
    assert len(found) == len(sheets)
    return {form_id: one for form_id, one in found.items() if one.formulas}


@pytest.fixture(scope="module")
def by_package(tmp_path_factory):
    """What the ``formulas`` package makes of the forms of a specimen, once for all tests."""
    path = tmp_path_factory.mktemp("package") / "filled.xlsx"

    @cache
    def results(specimen_path):
        found = {}
        for form_id, one in filled(specimen_path).items():
            path.write_bytes(one.workbook)
            found[form_id] = calculated(path)
        return found

    return results


@pytest.fixture(scope="module")
def by_libreoffice(tmp_path_factory):
    """The same by LibreOffice, all specimens in one run."""
    books = {f"{path} {form_id}": one.workbook for path in SPECIMENS for form_id, one in filled(path).items()}
    return recalculated(books, tmp_path_factory.mktemp("libreoffice"))


@pytest.mark.parametrize("path", SPECIMENS)
def test_every_entry_arrives_in_the_blank_form(path):
    for one in filled(path).values():
        form, _ = checked(one.sheet)
        arrived = entries(form)
        for key, entry in entries(one.form).items():
            if entry.value is not None and not (key in arrived and cell_of(arrived[key]) in one.formulas):
                assert arrived[key].value == entry.value, key
        assert sorted(map(told, one.form.indicators)) == sorted(map(told, form.indicators))


def told(row):
    """What a unit says in a row; points that the blank form computes are none of it."""
    target, actual = (part.raw if part else "" for part in (row.target, row.actual))
    return row.name, target, actual, str(row.weight.value if row.weight else None)


@pytest.mark.parametrize("path", SPECIMENS)
def test_formulas_come_to_what_the_engine_expects(path, by_package):
    for form_id, one in filled(path).items():
        sheet, form, _, known = one.computed(by_package(path)[form_id])
        for key, (formula, entry, result) in known.items():
            expected, plain = engine_says(sheet, entry), arithmetic_says(sheet, form, key)
            assert (result is None) == (expected is None and plain is None), key
            assert expected is None or agrees(formula, result, expected), key
            assert plain is None or agrees(formula, result, plain), key


@pytest.mark.parametrize("path", SPECIMENS)
def test_formulas_without_entries_stay_blank(path, by_package):
    """The bureau's column of the assessment, rows that are not in use, funds that the form does not have."""
    for form_id, one in filled(path).items():
        results = by_package(path)[form_id]
        _, form, _, known = one.computed(results)
        meant = {cell_of(entry) for _, entry, _ in known.values()} | {cell_of(entry) for entry in graded(form)}
        assert {results[a1(*cell)] for cell in one.formulas if cell not in meant} <= {""}


def graded(form):
    """The grade of a form, if a formula ticks it."""
    entry = form.identity.get("grade")
    return [entry] if entry is not None and entry.formula else []


@pytest.mark.parametrize("path", SPECIMENS)
def test_the_grade_is_the_one_of_the_printed_scale(path, by_package):
    for form_id, one in filled(path).items():
        _, form, _, _ = one.computed(by_package(path)[form_id])
        for entry in graded(form):
            assert entry.raw == grade_says(form)
            assert entry.raw == one.form.identity["grade"].raw  # no published grade is off its scale


def readings(key, result):
    """How a result may be stated: a rate of 95 per cent also as 0.95."""
    return (result, result / 100) if key[-1] in {"rate", "carried_rate"} else (result,)


@pytest.mark.parametrize("path", SPECIMENS)
def test_published_sums_differ_exactly_where_the_engine_finds_it(path, by_package):
    for form_id, one in filled(path).items():
        *_, known = one.computed(by_package(path)[form_id])
        stated = {key: entry for key, entry in entries(one.form).items() if entry.value is not None}
        differing = {
            (stated[key].place, str(result))
            for key, (_, _, result) in known.items()
            if key in stated and key[0] != "score" and key != ("total", "weight")
            if result is not None and stated[key].value not in readings(key, result)
        }
        found = {(one.place, one.expected.removesuffix("%")) for one in one.findings}
        assert differing == found, form_id


@pytest.mark.parametrize("path", SPECIMENS)
def test_the_computed_form_has_no_wrong_sum(path, by_package):
    for form_id, one in filled(path).items():
        _, _, findings, _ = one.computed(by_package(path)[form_id])
        assert [str(finding.place) for finding in findings if finding.code in SUMS and finding.expected] == []


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("path", SPECIMENS)
def test_libreoffice_comes_to_the_same(path, by_package, by_libreoffice):
    for form_id, one in filled(path).items():
        package, libreoffice = by_package(path)[form_id], by_libreoffice[f"{path} {form_id}"]
        for cell in (a1(*place) for place in one.formulas):
            assert figure(package[cell]) == figure(libreoffice[cell]), (form_id, cell)
