"""What was recomputed is told by the form it stands in: the last one begun above it, and none where there is none."""

from __future__ import annotations

import pytest

from xlplugin.engine import with_recomputed
from xlplugin.model import Form, Indicator, Recomputed
from xlplugin.place import Place, parse_a1


def form(sheet, cell, *rows):
    """A form whose title stands in a cell, with indicators in cells given with their sheets."""
    named = [Indicator(Place(name, *parse_a1(at)), "指标") for name, at in (row.split("!") for row in rows)]
    return Form(sheet, "自评表", Place(sheet, *parse_a1(cell)), indicators=tuple(named))


def stale(sheet, cell):
    return Recomputed(Place(sheet, *parse_a1(cell)), "SUM(A1:A3)", "90", "80", ("IronCalc",), certain=True)


FORMS = (form("表", "A3", "表!B5"), form("表", "A9", "表!B11", "续表!B2"), form("另表", "A1", "另表!B4"))


@pytest.mark.parametrize(
    ("sheet", "cell", "owner"),
    [
        ("表", "C3", 0),
        ("表", "C8", 0),
        ("表", "C9", 1),
        ("表", "C40", 1),
        ("表", "C1", 0),
        ("续表", "C1", 1),
        ("另表", "C4", 2),
        ("附件", "C4", None),
    ],
    ids=["title row", "end", "next title", "below all", "above all", "continued", "other sheet", "no form"],
)
def test_a_stale_formula_belongs_to_the_form_begun_last_above_it(sheet, cell, owner):
    told = [one.recomputed for one in with_recomputed(FORMS, [stale(sheet, cell)])]
    assert told == [((stale(sheet, cell),) if at == owner else ()) for at in range(len(FORMS))]


def test_all_that_one_form_holds_is_kept_in_the_order_given_and_the_forms_stay_themselves():
    given = [stale("表", "C12"), stale("附件", "C1"), stale("续表", "C2"), stale("表", "C10")]
    told = with_recomputed(FORMS, given)
    assert [one.recomputed for one in told] == [(), (given[0], given[2], given[3]), ()]
    assert [(one.sheet, one.place, one.indicators) for one in told] == [
        (one.sheet, one.place, one.indicators) for one in FORMS
    ]
    assert with_recomputed(FORMS, ()) is FORMS
