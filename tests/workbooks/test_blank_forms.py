"""The five blank forms: blank while nothing is filled in, right when it is, by two independent calculators."""

import shutil
import subprocess
import warnings
from decimal import ROUND_HALF_UP, Decimal

import openpyxl
import pytest
from building import YANJIANG

from xlplugin.forms import blank_text, edition, editions
from xlplugin.grid.text import parse_cell, parse_sheets, workbook
from xlplugin.quantity.text import squeeze

FAMILY = "sichuan/yanjiang"
FORMS = ("department-scorecard", "department-targets", "project-scorecard", "project-targets", "work-assessment")


def scores(column, rows):
    return {f"{column}{row}": Decimal("0.35") * (row % 7) for row in rows}


def budget(top, sources, struct):
    """Filled figures of a budget block and its fund block, and what the formulas must make of them."""
    filled, expected = {}, {}

    def line(plan, spent, left, rate, figures):
        if None in figures:
            return
        expected[left] = figures[0] - figures[1]
        if figures[0]:
            share = expected[left] / figures[0] * 100
            expected[rate] = share.quantize(Decimal("0.01"), ROUND_HALF_UP)
        expected[plan], expected[spent] = figures

    amounts = {sources[0]: (Decimal("181.87"), Decimal("180.1")), sources[1]: (Decimal("0.03"), Decimal("0.02"))}
    for row, figures in {top: tuple(map(sum, zip(*amounts.values(), strict=True))), **amounts}.items():
        line(f"C{row}", f"D{row}", f"E{row}", f"F{row}", figures)
    filled |= {
        f"{column}{row}": figure for row, pair in amounts.items() for column, figure in zip("CD", pair, strict=True)
    }
    funds = {"D": (Decimal("181.87"), Decimal("180.1")), "E": (Decimal(0), Decimal(0)), "F": (Decimal(8), Decimal(7))}
    for column, figures in {"C": tuple(map(sum, zip(*funds.values(), strict=True))), **funds}.items():
        line(f"{column}{struct}", f"{column}{struct + 1}", f"{column}{struct + 2}", f"{column}{struct + 3}", figures)
    filled |= {f"{column}{struct + step}": pair[step] for column, pair in funds.items() for step in (0, 1)}
    blank = {f"E{struct + 3}", f"G{struct + 2}", f"G{struct + 3}"}
    return filled, expected, blank


def assessment():
    sections = {
        6: (7, 12),
        14: (15, 15),
        16: (17, 23),
        24: (25, 27),
        28: (29, 39),
        40: (41, 45),
        46: (47, 51),
        52: (53, 54),
    }
    filled = scores("D", [row for first, last in sections.values() for row in range(first, last + 1)])
    expected = {
        f"D{top}": sum(filled[f"D{row}"] for row in range(first, last + 1)) for top, (first, last) in sections.items()
    }
    expected["D13"] = sum(expected[f"D{row}"] for row in (14, 16, 24, 28, 40))
    expected["D5"] = sum(expected[f"D{row}"] for row in (6, 13, 46, 52))
    return filled, expected, {"G5", "G13", "G46"}


def case(form):
    if form.endswith("scorecard"):
        rows = range(6, 26) if form.startswith("project") else range(5, 33)
        filled = scores("F", rows)
        return filled, {f"F{rows.stop}": sum(filled.values())}, set()
    if form.endswith("targets"):
        return budget(8, (9, 10), 12) if form.startswith("project") else budget(5, (6, 7), 9)
    return assessment()


def fill(form, target):
    book = openpyxl.load_workbook(YANJIANG / form / "2022-blank.xlsx")
    for cell, figure in case(form)[0].items():
        assert book.active[cell].value is None, cell
        book.active[cell] = figure
    book.save(target)


def assert_right(form, values):
    _, expected, blank = case(form)
    for cell, figure in expected.items():
        assert Decimal(format(float(values[cell]), ".12g")) == figure, cell
    assert {cell for cell in blank if values[cell] not in ("", None)} == set()


def calculated(path):
    """All cells of a workbook as the ``formulas`` package computes them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the package's own dependencies
        import formulas  # noqa: PLC0415  slow to load, needed here only

        solution = formulas.ExcelModel().loads(str(path)).finish().calculate()
    found = {}
    for key, value in solution.items():
        if "!" in str(key) and hasattr(value, "value") and value.value.shape == (1, 1):
            found[str(key).rpartition("!")[2]] = value.value[0, 0]
    return found


@pytest.mark.parametrize("form", FORMS)
def test_formulas_package_computes_a_filled_form(form, tmp_path):
    fill(form, tmp_path / "filled.xlsx")
    assert_right(form, calculated(tmp_path / "filled.xlsx"))


@pytest.mark.parametrize("form", FORMS)
def test_formulas_package_leaves_a_blank_form_blank(form):
    path = YANJIANG / form / "2022-blank.xlsx"
    values = calculated(path)
    cells = [
        cell.coordinate
        for row in openpyxl.load_workbook(path).active.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert cells
    assert {cell for cell in cells if values[cell] != ""} == set()


@pytest.fixture(scope="module")
def by_libreoffice(tmp_path_factory):
    """Every form filled and blank, recalculated by LibreOffice in one run."""
    folder, out = tmp_path_factory.mktemp("forms"), tmp_path_factory.mktemp("recalculated")
    for form in FORMS:
        fill(form, folder / f"{form}.xlsx")
        openpyxl.load_workbook(YANJIANG / form / "2022-blank.xlsx").save(folder / f"{form}-blank.xlsx")  # drops results
    profile = (tmp_path_factory.mktemp("profile")).as_uri()
    sources = sorted(map(str, folder.iterdir()))
    command = [shutil.which("soffice"), f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", str(out), *sources], check=True, capture_output=True, timeout=120)
    return {path.stem: openpyxl.load_workbook(path, data_only=True).active for path in out.iterdir()}


needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


@needs_libreoffice
@pytest.mark.parametrize("form", FORMS)
def test_libreoffice_computes_a_filled_form(form, by_libreoffice):
    sheet = by_libreoffice[form]
    assert_right(form, {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row})


@needs_libreoffice
@pytest.mark.parametrize("form", FORMS)
def test_libreoffice_leaves_a_blank_form_blank(form, by_libreoffice):
    formulas = openpyxl.load_workbook(YANJIANG / form / "2022-blank.xlsx").active
    sheet = by_libreoffice[f"{form}-blank"]
    cells = [cell.coordinate for row in formulas.iter_rows() for cell in row if cell.data_type == "f"]
    assert {cell for cell in cells if sheet[cell].value not in (None, "")} == set()


@pytest.mark.parametrize("form", FORMS)
def test_blank_form_has_the_title_headers_and_rows_of_its_definition(form):
    known = edition(f"{FAMILY}/{form}/2022")
    (sheet,) = parse_sheets(blank_text(known.id))
    printed = {squeeze(str(parse_cell(token).value or "")) for row in sheet.rows for token in row[1:]}
    title = next(row[1] for row in sheet.rows if row[0] == "题")
    assert any(title.startswith(wording.format(year=known.year, place="雁江区")) for wording in known.titles)
    assert {squeeze(header) for header in known.signature} <= printed
    for item in known.items:
        assert squeeze(item.criteria) in printed, item.name
        assert squeeze(item.name) in printed or squeeze(f"{item.name}（{item.weight}分）") in printed, item.name


@pytest.mark.parametrize("form", FORMS)
def test_blank_form_holds_no_value_but_formulas(form):
    """Only printed texts, printed full marks and formulas: nothing of the unit whose form was published."""
    text = blank_text(f"{FAMILY}/{form}/2022")
    (grid,) = (sheet for sheet in workbook(text).sheets)
    assert grid.formulas
    body = text[text.index("\n| ") :]
    assert "人民政府" not in body
    assert "105001" not in body
    book = openpyxl.load_workbook(YANJIANG / form / "2022-blank.xlsx").active
    numbers = {cell.column_letter for row in book.iter_rows() for cell in row if cell.data_type == "n" and cell.value}
    assert numbers <= ({"B"} if form == "work-assessment" else set())


def test_full_marks_add_up():
    for known in editions():
        if known.items and known.id.startswith(FAMILY):
            assert sum(item.weight for item in known.items if not item.bonus) == known.full
