"""Sheets of very many rows: what a finding is about is worked out once per form, not once per finding."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlplugin import pipeline
from xlplugin.grid.text import workbook
from xlplugin.record import replace
from xlplugin.rules import subjects
from xlplugin.rules.subjects import apart, numbered

HEAD = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分")


def book(rows, name, target="≥100个", points=Decimal(2)):
    """A form whose rows are all in arrears; ``{}`` in name or target is the number of the row."""
    values = {(1, 1): "项目支出绩效自评表"} | {(2, column): text for column, text in enumerate(HEAD, 1)}
    for row in range(3, rows + 3):
        line = ("产出指标", "数量指标", name.format(row), target.format(row), "80个", Decimal(1), points)
        values |= {(row, column): value for column, value in enumerate(line, 1) if value != ""}
    blank = workbook("| 表 |\n")
    return replace(blank, sheets=(replace(blank.sheets[0], values=values, merges=()),))


@pytest.mark.parametrize(
    ("name", "target", "points"),
    [
        ("完成第{}类事项数", "≥100个", Decimal(2)),
        ("完成事项数", "≥100个", Decimal(2)),
        ("完成事项数", "≥{}个", Decimal(2)),
        ("", "≥100个", Decimal(2)),
        ("完成事项数", "≥100个", "二"),
    ],
    ids=["named apart", "named alike", "told apart by their targets", "nameless", "points that are no figures"],
)
def test_twice_the_rows_ask_for_twice_the_names(monkeypatch, name, target, points):
    asked = {}
    for rows in (100, 200):
        calls, plain = [], subjects._row_key
        monkeypatch.setattr(subjects, "_row_key", lambda row, calls=calls, plain=plain: calls.append(row) or plain(row))
        findings = pipeline.check_workbook(book(rows, name, target, points), "", "").findings
        monkeypatch.setattr(subjects, "_row_key", plain)
        assert len(findings) >= rows
        assert len({finding.id for finding in findings}) == len(findings)
        asked[rows] = len(calls)
    assert asked[200] <= 2 * asked[100] + 100


class Thing:
    """Something with a name, known only by itself."""

    def __init__(self, name):
        self.name = name


@given(st.lists(st.sampled_from(["甲", "乙", "丙", ""]), max_size=12))
def test_many_things_are_told_apart_as_each_is_alone(names):
    things = [Thing(name) for name in names]
    told = numbered(things, lambda thing: thing.name)
    assert [told[id(thing)] for thing in things] == [apart(thing, things, lambda one: one.name) for thing in things]
