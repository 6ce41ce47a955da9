"""A grade that a blank form ticks by itself changes exactly at the bounds that the form prints."""

from __future__ import annotations

from decimal import Decimal

import pytest
from entries import cell_of, saved
from transfer import blank, checked, formulas, named, references, written

from calculator import calculated
from xlplugin.excel.render import render
from xlplugin.forms import edition, editions

CENT = Decimal("0.01")


def ticks(form_id):
    """Whether the grade of a blank form is a formula."""
    entry = checked(blank(form_id))[0].identity.get("grade")
    return entry is not None and entry.formula is not None


GRADED = [known.id for known in editions() if known.scale and ticks(known.id)]
BOUNDS = [(form_id, *bound) for form_id in GRADED for bound in edition(form_id).scale.bounds]


def ticked(form_id, score, path):
    """What the form ticks when its rows earn this score; without a score nothing is filled in."""
    sheet = named(blank(form_id))
    total = checked(sheet)[0].total.points
    row = next(cell for cell in references(formulas(sheet)[cell_of(total)]) if cell not in formulas(sheet))
    sheet = written(sheet, {row: str(score)} if score is not None else {})
    path.write_bytes(render([sheet]))
    return checked(saved(sheet, calculated(path)))[0].identity["grade"].raw


def test_some_form_ticks_its_grade():
    assert "yunnan/lincang/project-selfeval/2022" in GRADED


@pytest.mark.parametrize(("form_id", "grade", "bound"), BOUNDS)
def test_a_grade_begins_at_its_bound(form_id, grade, bound, tmp_path):
    assert ticked(form_id, bound, tmp_path / "at.xlsx") == grade
    below = edition(form_id).scale.grade(bound - CENT)
    assert not bound or ticked(form_id, bound - CENT, tmp_path / "below.xlsx") == below != grade


@pytest.mark.parametrize("form_id", GRADED)
def test_nothing_is_ticked_before_there_is_a_score(form_id, tmp_path):
    assert ticked(form_id, None, tmp_path / "blank.xlsx") == ""
