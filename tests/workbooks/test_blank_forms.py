"""The blank forms: blank while nothing is filled in, right when it is, by two independent calculators."""

import re
from decimal import Decimal

import openpyxl
import pytest
from blank_cases import CASES, PRINTED_NUMBERS, WITHOUT_FORMULAS
from building import WORKBOOKS

from calculator import SOFFICE, calculated, recalculated
from xlplugin.forms import blank_text, edition, editions
from xlplugin.grid.text import parse_cell, parse_sheets, workbook
from xlplugin.quantity.text import squeeze

FORMS = tuple(CASES)
ALL_FORMS = tuple(known.id for known in editions())


def blank_book(form):
    return WORKBOOKS / f"{form}-blank.xlsx"


def fill(form, target):
    book = openpyxl.load_workbook(blank_book(form))
    for cell, entry in CASES[form].filled.items():
        assert book.active[cell].value is None, cell
        book.active[cell] = Decimal(entry) if re.fullmatch(r"-?[\d.]+", str(entry)) else entry
    book.save(target)


def assert_right(form, values):
    case = CASES[form]
    for cell, figure in case.expected.items():
        assert Decimal(format(float(values[cell]), ".12g")) == figure, cell
    assert {cell for cell in case.blank if values[cell] not in ("", None)} == set()


@pytest.mark.parametrize("form", FORMS)
def test_formulas_keep_to_what_every_calculator_computes_alike(form):
    """What the ``formulas`` package or another program gets wrong stays out; tests/calculator.py says what that is."""
    cells = [cell.value for row in openpyxl.load_workbook(blank_book(form)).active.iter_rows() for cell in row]
    written = " ".join(value for value in cells if isinstance(value, str) and value.startswith("="))
    plain = re.sub(r'"[^"]*"', "", written)
    assert set(re.findall(r"([A-Z]+)\(", plain)) <= {"IF", "COUNT", "SUM", "ROUND", "MIN", "MAX", "AND", "OR"}
    assert not re.search(r"[!\[\]{}$#@]", plain)


def test_every_form_is_examined():
    assert {*FORMS, *WITHOUT_FORMULAS} == set(ALL_FORMS)


@pytest.mark.parametrize("form", FORMS)
def test_formulas_package_computes_a_filled_form(form, tmp_path):
    fill(form, tmp_path / "filled.xlsx")
    assert_right(form, calculated(tmp_path / "filled.xlsx"))


def unfilled(form):
    """What the formulas of a blank form show while nothing is filled in, by cell: blank, or boxes without a tick."""
    formulas, stored = (openpyxl.load_workbook(blank_book(form), data_only=only).active for only in (False, True))
    cells = [cell.coordinate for row in formulas.iter_rows() for cell in row if cell.data_type == "f"]
    return {cell: stored[cell].value or "" for cell in cells}


def assert_blank(form, values):
    shown = unfilled(form)
    assert shown
    assert {cell: values[cell] or "" for cell in shown} == shown
    assert not re.search(r"[\d☑]", "".join(shown.values()))


@pytest.mark.parametrize("form", FORMS)
def test_formulas_package_leaves_a_blank_form_blank(form):
    assert_blank(form, calculated(blank_book(form)))


@pytest.fixture(scope="module")
def by_libreoffice(tmp_path_factory):
    """Every form filled and blank, recalculated by LibreOffice in one run."""
    path, books = tmp_path_factory.mktemp("forms") / "filled.xlsx", {}
    for form in FORMS:
        fill(form, path)
        books[form, "filled"], books[form, "blank"] = path.read_bytes(), blank_book(form).read_bytes()
    return recalculated(books, tmp_path_factory.mktemp("libreoffice"))


needs_libreoffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")


@needs_libreoffice
@pytest.mark.parametrize("form", FORMS)
def test_libreoffice_computes_a_filled_form(form, by_libreoffice):
    assert_right(form, by_libreoffice[form, "filled"])


@needs_libreoffice
@pytest.mark.parametrize("form", FORMS)
def test_libreoffice_leaves_a_blank_form_blank(form, by_libreoffice):
    assert_blank(form, by_libreoffice[form, "blank"])


def spelled(wording, year):
    """A title wording as a pattern: its year and any place."""
    plain = re.escape(squeeze(wording))
    return plain.replace(r"\{year\}", year).replace(r"\{place\}", ".{0,20}")


@pytest.mark.parametrize("form", ALL_FORMS)
def test_blank_form_has_the_title_headers_and_rows_of_its_definition(form):
    known = edition(form)
    (sheet,) = parse_sheets(blank_text(known.id))
    printed = {squeeze(str(parse_cell(token).value or "")) for row in sheet.rows for token in row[1:]}
    title = squeeze(next(row[1] for row in sheet.rows if row[0] == "题"))
    assert any(re.search(spelled(wording, known.year), title) for wording in known.titles)
    assert {squeeze(header) for header in known.signature} <= printed
    for item in known.items:
        assert squeeze(item.criteria) in printed, item.name
        assert squeeze(item.name) in printed or squeeze(f"{item.name}（{item.weight}分）") in printed, item.name


@pytest.mark.parametrize("form", ALL_FORMS)
def test_blank_form_holds_no_value_but_formulas(form):
    """Only printed texts, printed full marks and formulas: nothing of the unit whose form was published."""
    text = blank_text(form)
    (grid,) = (sheet for sheet in workbook(text).sheets)
    assert bool(grid.formulas) == (form not in WITHOUT_FORMULAS)
    body = text[text.index("\n| ") :]
    assert "人民政府" not in body
    assert "105001" not in body
    book = openpyxl.load_workbook(blank_book(form)).active
    numbers = {cell.column_letter for row in book.iter_rows() for cell in row if cell.data_type == "n" and cell.value}
    assert numbers <= set(PRINTED_NUMBERS.get(form, ""))


@pytest.mark.parametrize("form", ALL_FORMS)
def test_every_setting_states_how_well_it_is_known(form):
    """A setting of a form outside 雁江 carries its standing: F printed, C seen, M reported, S system, K custom."""
    settings = edition(form).rules
    assert {values.get("status") for values in settings.values()} <= set("CFMSK")


def test_full_marks_add_up():
    for known in editions():
        if known.items:
            assert sum(item.weight for item in known.items if not item.bonus) == known.full
