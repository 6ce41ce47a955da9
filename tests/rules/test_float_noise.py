"""Points that a formula computed are held to 15 digits; their sum must not be blamed for the digits beyond."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from xlplugin import engine, rules
from xlplugin.grid import number_from_xml
from xlplugin.model import BudgetLine, Form, Group, Indicator, Traced
from xlplugin.place import Place

RULES = rules.discover()
THIRDS = st.lists(st.integers(1, 300), min_size=1, max_size=12)


def place(row, column):
    return Place("表", row, column)


def number(row, column, value):
    return Traced(place(row, column), str(value), number_from_xml(repr(value)), "number")


@given(THIRDS)
def test_a_sum_that_excel_computed_is_right(thirds):
    points = [third / 3 for third in thirds]
    rows = tuple(
        Indicator(place(row, 1), f"指标{row}", weight=number(row, 2, point), points=number(row, 3, point))
        for row, point in enumerate(points, 2)
    )
    members = tuple(range(len(rows)))
    end = len(rows) + 2
    total = Group(place(end, 1), "合计", 0, members, points=number(end, 3, sum(points)))
    part = Group(place(1, 1), "产出", 1, members, number(1, 2, sum(points)), number(1, 3, sum(points)))
    form = Form("表", "自评表", place(1, 1), indicators=rows, groups=(part,), total=total)
    findings, crashed = engine.check([form], [rule for rule in RULES if rule.code != "W101"])
    assert not crashed
    assert findings == []


@given(THIRDS, st.integers(1, 300))
def test_a_budget_that_excel_computed_is_right(thirds, left):
    parts = [third / 3 for third in thirds]
    entries = [(name, value) for name, value in enumerate(parts, 3)]
    lines = [
        BudgetLine(
            place(row, 1), f"来源{row}", f"来源{row}", "预算执行情况", "万元", {"adjusted": number(row, 2, value)}
        )
        for row, value in entries
    ]
    whole = sum(parts)
    figures = {
        "adjusted": number(2, 2, whole),
        "executed": number(2, 3, whole - left / 300),
        "carried": number(2, 4, left / 300),
    }
    total = BudgetLine(place(2, 1), "合计", "total", "预算执行情况", "万元", figures)
    form = Form("表", "自评表", place(1, 1), budget=(total, *lines))
    findings, crashed = engine.check([form], RULES)
    assert not crashed
    assert [one for one in findings if one.code != "R710"] == []  # a low execution is asked about, noise is not
