"""The published workbooks, cell for cell as published (``seed_cells*.tsv`` hold the published cells)."""

import csv
import re
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from building import ROOT, WORKBOOKS, YANJIANG

from xlplugin.grid.text import parse_sheets

TRUTH = {"seed_cells.tsv": YANJIANG, "seed_cells_002_004.tsv": WORKBOOKS}
FORMAT = re.compile(r'(?:"([^"]*)")?(?:General|0(?:\.(0+))?(%?))')


def published():
    books = defaultdict(lambda: defaultdict(list))
    for name, folder in TRUTH.items():
        with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                place = tuple(int(row[key]) for key in ("row", "column", "rows", "columns"))
                text = row["text"].replace("\\n", "\n").replace("\\t", "\t")
                books[folder / f"{row['workbook']}.xlsx"][row["sheet"]].append((*place, text))
    return books


PUBLISHED = published()


def shown(cell):
    if cell.value is None or isinstance(cell.value, str):
        return cell.value or ""
    lead, decimals, percent = FORMAT.fullmatch(cell.number_format).groups()
    figure = Decimal(repr(cell.value)) * (100 if percent else 1)
    return (lead or "") + format(figure, f".{len(decimals or '')}f") + (percent or "")


@pytest.fixture(scope="module", params=sorted(PUBLISHED), ids=lambda path: f"{path.parent.name}/{path.stem}")
def book(request):
    return PUBLISHED[request.param], openpyxl.load_workbook(request.param)


def test_every_published_cell_is_shown_as_published(book):
    cells, workbook = book
    for sheet, expected in cells.items():
        for row, column, *_, text in expected:
            assert shown(workbook[sheet].cell(row, column)) == text, (sheet, row, column)


def test_nothing_was_added_to_the_published_cells(book):
    cells, workbook = book
    assert workbook.sheetnames == list(cells)
    for sheet, expected in cells.items():
        places = {(row, column) for row, column, *_, text in expected if text}
        filled = {
            (cell.row, cell.column) for row in workbook[sheet].iter_rows() for cell in row if cell.value is not None
        }
        assert filled == places


def test_merged_areas_are_those_of_the_published_tables(book):
    cells, workbook = book
    for sheet, expected in cells.items():
        spans = {
            (row, column, row + rows - 1, column + columns - 1)
            for row, column, rows, columns, _ in expected
            if rows * columns > 1
        }
        merged = workbook[sheet].merged_cells.ranges
        assert {(area.min_row, area.min_col, area.max_row, area.max_col) for area in merged} == spans


def test_figures_are_numbers_and_unit_codes_are_text(book):
    _, workbook = book
    for sheet in workbook:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and re.fullmatch(r"\s*\d+(\.\d+)?", cell.value):
                    assert cell.value.strip() == "105001"
                    assert cell.number_format == "@"


def test_each_published_workbook_is_examined():
    published = {text.with_suffix(".xlsx") for text in WORKBOOKS.rglob("*-seed-*.md")}
    filled_from_a_report = {path for path in published if "leshan-shizhong" in path.parts}
    assert published - filled_from_a_report == set(PUBLISHED)


def test_each_sheet_names_its_source_and_its_form():
    for text in WORKBOOKS.rglob("*-seed-*.md"):
        for sheet in parse_sheets(text.read_text(encoding="utf-8")):
            source = r".+人民政府办公室20\d\d年.*(决算公开|评价报告|所附自评表)，第\d+–\d+行"
            assert re.fullmatch(source, sheet.properties["来源"]), text
            assert (ROOT / "xlplugin" / "forms" / (sheet.properties["表式"] + ".toml")).is_file()
