"""Which form is which: every committed workbook against every definition, one hit per form and never a neighbour's."""

from __future__ import annotations

from functools import cache

import pytest

from specimens import ROOT, WORKBOOKS
from xlplugin import engine, forms, pipeline
from xlplugin.engine import recognise
from xlplugin.excel.read import load, read_workbook
from xlplugin.grid.text import workbook

LAYOUTS = sorted((ROOT / "tests" / "layouts").glob("*.md"))
PATHS = sorted(path for path in WORKBOOKS.rglob("*.xlsx") if path.parent.name != "functions")
HEADINGS = forms.headings()
IDS = [heading.id for heading in HEADINGS]
VOCABULARY = engine.Vocabulary.from_lookups(forms.vocabulary())


def regions_of(book):
    """All forms of a workbook with the wordings that each of them prints."""
    for grid in book.sheets:
        layout = engine.Layout.of(grid, book)
        for region in engine.regions(layout, VOCABULARY, HEADINGS):
            yield region, recognise._printed(layout, region.rows)


def hits(region, printed):
    """The definitions that know a form when each of them is the only one there is."""
    return [one.id for one in HEADINGS if recognise._identify(region.title, region.year, printed, [one])[0] == one.id]


@cache
def matrix():
    """Per workbook and form: the file, the title, what it is taken for, and every definition that knows it alone."""
    found = []
    for path in PATHS:
        name = str(path.relative_to(WORKBOOKS))
        for region, printed in regions_of(read_workbook(load(str(path)), name)):
            found.append((name, region.title, region.form, hits(region, printed)))
    return found


def shown(rows):
    """The matrix for people: definitions numbered across, ● what a form is taken for, ○ what would know it too."""
    lines = ["", *(f"{number:>2} = {form}" for number, form in enumerate(IDS, 1))]
    lines.append("".join(f"{number:>3}" for number in range(1, len(IDS) + 1)))
    for name, title, form, known in rows:
        marks = ("●" if one == form else "○" if one in known else "·" for one in IDS)
        lines.append("".join(f"  {mark}" for mark in marks) + f"  {name}  {title}")
    return "\n".join(lines)


def extended(form):
    """A form and those that it extends: of its place, with no printed header of their own (成本指标单列的通行版式)."""
    signatures = {one.id: set(one.signature) for one in HEADINGS if one.id.split("/")[0] == form.split("/")[0]}
    return {one for one, signature in signatures.items() if signature <= signatures[form]}


def test_every_form_of_every_workbook_is_known_by_exactly_one_definition():
    wrong = [row for row in matrix() if not row[2] or row[2] not in row[3] or not extended(row[2]).issuperset(row[3])]
    assert not wrong, shown(wrong)


def of_its_folder(name, form):
    """Whether a definition is of the place and year of a workbook; a national layout may be used anywhere."""
    place, _, year = form.rsplit("/", 2)
    return place == "national" or (name.startswith(f"{place}/") and f"/{year}-" in name)


def test_every_form_is_of_the_place_and_year_of_its_folder():
    wrong = [row for row in matrix() if not (row[2] and of_its_folder(row[0], row[2]))]
    assert not wrong, shown(wrong)


def test_a_blank_form_is_the_definition_it_was_built_from():
    blanks = [row for row in matrix() if row[0].endswith("-blank.xlsx")]
    assert sorted(row[0] for row in blanks) == sorted(f"{form}-blank.xlsx" for form in IDS)
    wrong = [row for row in blanks if row[0] != f"{row[2]}-blank.xlsx"]
    assert not wrong, shown(wrong)


def test_every_definition_is_met_by_a_workbook():
    assert {row[2] for row in matrix()} == set(IDS)


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_a_layout_of_another_place_is_unknown_or_national(path):
    book = workbook(path.read_text("utf-8").partition("## 期望")[0])
    rows = [(path.name, region.title, region.form, hits(region, printed)) for region, printed in regions_of(book)]
    assert rows
    wrong = [row for row in rows if any(not form.startswith("national/") for form in row[3])]
    assert not wrong, shown(wrong)


def test_the_pipeline_takes_every_form_for_the_same():
    for path in PATHS:
        name = str(path.relative_to(WORKBOOKS))
        seen = [sheet.form for sheet in pipeline.check_workbook(read_workbook(load(str(path)), name), name, "").sheets]
        assert seen == [row[2] for row in matrix() if row[0] == name], name
