"""Weights written as shares of the whole are brought to points, everywhere in the form or nowhere."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlplugin.engine.shares import in_points
from xlplugin.model import BudgetLine, Form, Group, Indicator, Traced
from xlplugin.place import Place

PLACE = Place("表", 1, 1)


def weight(text):
    """A weight as a form states it: ``0.4``, ``40%`` (read in per cent), ``_`` blank, ``-`` no column."""
    if text == "-":
        return None
    if text == "_":
        return Traced(PLACE, "", None, "blank")
    return Traced(PLACE, text, Decimal(text.removesuffix("%")), "number", percent=text.endswith("%"))


def figures(entries):
    return [
        entry and (entry.value if entry.value is None else format(entry.value.normalize(), "f")) for entry in entries
    ]


@pytest.mark.parametrize(
    ("rows", "rest", "wanted", "wanted_rest"),
    [
        ("0.4 0.6", "0.4 1 0.1", "40 60", "40 100 10"),
        ("0.4 0.5", "- - -", "40 50", "- - -"),
        ("0 0.4 0.6", "0.4 1.5 0.1", "0 40 60", "40 1.5 10"),
        ("0.4 0.6 _ -", "_ _ _", "40 60 _ -", "_ _ _"),
        ("40% 60%", "0.4 100% 10%", "40 60", "40 100 10"),
        ("40%", "0.4 1 10", "40", "40 100 10"),
        ("0.4 60%", "40 100 0.1", "40 60", "40 100 10"),
        ("0.5", "0.5 0.5 0.5", "0.5", "0.5 0.5 0.5"),
        ("0.4 0.7", "0.4 1 0.1", "0.4 0.7", "0.4 1 0.1"),
        ("40 60", "0.4 100 0.1", "40 60", "0.4 100 0.1"),
        ("0 0", "0 1 0.1", "0 0", "0 1 0.1"),
        ("_ 0.5", "0.5 1 0.1", "_ 0.5", "0.5 1 0.1"),
        ("_ -", "0.5 1 0.1", "_ -", "0.5 1 0.1"),
    ],
    ids=[
        "shares make the whole",
        "shares make less than the whole, and nothing else is weighted",
        "a zero is a share, what is more than the whole is none",
        "blank weights and rows without one stay",
        "per cent are points already, shares beside them are not",
        "one weight in per cent is enough",
        "one of several in per cent is enough",
        "one small weight alone is no share",
        "more than the whole are points",
        "points",
        "nothing but zeros",
        "one share and a blank",
        "no weight at all",
    ],
)
def test_shares_become_points_in_rows_classes_total_and_money(rows, rest, wanted, wanted_rest):
    group, total, line = (weight(text) for text in rest.split())
    spent = Traced(PLACE, "0.5", Decimal("0.5"), "number")
    form = in_points(
        Form(
            "表",
            "自评表",
            PLACE,
            indicators=tuple(Indicator(PLACE, "甲", weight=weight(text)) for text in rows.split()),
            groups=(Group(PLACE, "产出", 1, (0,), group),),
            total=Group(PLACE, "合计", 0, (0,), total),
            budget=(
                BudgetLine(
                    PLACE, "合计", "total", "", "万元", {"executed": spent} | ({"weight": line} if line else {})
                ),
            ),
        )
    )
    told = [row.weight for row in form.indicators]
    assert figures(told) == figures(map(weight, wanted.split()))
    told = [form.groups[0].weight, form.total.weight, form.budget[0].figures.get("weight")]
    assert figures(told) == figures(map(weight, wanted_rest.split()))
    assert [*form.budget[0].figures] == (["executed", "weight"] if line else ["executed"])
    assert form.budget[0].figures["executed"] is spent
    assert (form.groups[0].name, form.total.name, form.budget[0].line) == ("产出", "合计", "合计")


def test_a_form_without_a_total_has_none_afterwards():
    rows = tuple(Indicator(PLACE, name, weight=weight("0.5")) for name in "甲乙")
    form = in_points(Form("表", "自评表", PLACE, indicators=rows))
    assert form.total is None
    assert figures(row.weight for row in form.indicators) == ["50", "50"]
