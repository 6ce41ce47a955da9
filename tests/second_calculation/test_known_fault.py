"""The one fault of the ``formulas`` package that the blank forms cannot avoid: ROUND takes some exact halves down."""

from __future__ import annotations

from decimal import Decimal

import pytest
from entries import arithmetic_says, engine_says, entries, saved
from transfer import blank, checked, formulas, written

from calculator import SOFFICE, agrees, calculated, figure, recalculated
from xlplugin.excel.render import render

FORM = "national/project-selfeval/2020"
RATE = ("line", 0, "total", 1, "rate")


@pytest.fixture
def filled():
    """23 of 160 executed: 14.375 per cent."""
    return written(blank(FORM), {(7, 5): "160", (7, 6): "23"})


def test_the_package_rounds_this_half_down_and_the_engine_up(filled, tmp_path):
    path = tmp_path / "filled.xlsx"
    path.write_bytes(render([filled]))
    sheet = saved(filled, calculated(path))
    form, _ = checked(sheet)
    entry = entries(form)[RATE]
    assert entry.value == Decimal("14.37")
    assert engine_says(sheet, entry) == Decimal("14.38")
    exact = arithmetic_says(sheet, form, RATE)
    assert agrees(formulas(sheet)[entry.place.row, entry.place.column], entry.value, exact)
    assert not agrees(formulas(sheet)[entry.place.row, entry.place.column], entry.value, exact + Decimal("0.01"))


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_rounds_it_up(filled, tmp_path):
    results = recalculated({"filled": render([filled])}, tmp_path)["filled"]
    assert figure(results["H6"]) == Decimal("14.38")
