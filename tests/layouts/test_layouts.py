"""The binder reads every layout as a person would: each name, target, result, weight and score from its own cell."""

from __future__ import annotations

from decimal import Decimal

import pytest
from layout_files import NAMES, expected_of, run_of, sheets_of

from xlplugin.place import parse_a1
from xlplugin.quantity import squeeze

every_layout = pytest.mark.parametrize("name", NAMES)
ROLES = (
    ("目标格", "目标值", "target"),
    ("完成格", "完成值", "actual"),
    ("分值格", "分值", "weight"),
    ("得分格", "得分", "points"),
)
TOTAL = ("分值格", "分值", "得分格", "得分")
MEASURES = ("initial", "adjusted", "received", "executed", "rate", "carried", "weight", "points")


def decimal(number):
    return format(number.normalize() + 0, "f") if isinstance(number, Decimal) else number


def address(place, form):
    return place.cell if place.sheet == form.sheet else f"{place.sheet}!{place.cell}"


def value(entry):
    """The figure of an entry as a decimal text, else its words; empty where nothing is stated."""
    if entry is None or entry.is_blank:
        return ""
    number = entry.quantity.value if entry.quantity and entry.quantity.kind == "quantitative" else entry.value
    return squeeze(entry.raw) if number is None else decimal(number)


def read(entry, form):
    return ("", "") if entry is None else (address(entry.place, form), value(entry))


def plain(text):
    return squeeze(text.replace("<br>", "\n"))


def agreed(seen, wanted):
    """What was seen, with ``*`` where any reading will do; columns that nobody asked for are left out."""
    return {key: "*" if text == "*" else seen[key] for key, text in wanted.items()}


def wanted(row, *optional):
    """What a reader expects of a row; columns named as optional count only where they are filled."""
    return {
        key: text if key.endswith("格") else plain(text) for key, text in row.items() if text or key not in optional
    }


def indicator(one, form):
    row = {
        "名称格": address(one.place, form),
        "名称": squeeze(one.name),
        "一级": squeeze(one.level1),
        "二级": squeeze(one.level2),
    }
    for cell, figure, role in ROLES:
        row[cell], row[figure] = read(getattr(one, role), form)
    quantity = one.target.quantity if one.target else None
    row["目标符号"], row["目标单位"] = (quantity.operator, quantity.unit) if quantity else ("", "")
    return row


def pairs(name):
    """Each expected form with the bound one; the number of forms is another test's matter."""
    return list(zip(expected_of(name), run_of(name).forms, strict=False))


def test_the_exam_is_broad():
    assert len(NAMES) >= 48


@every_layout
def test_the_exam_names_cells_that_hold_what_it_says(name):
    """Guards the expectations themselves: each name and title stands in the cell given for it."""
    grids = {grid.name: grid for grid in sheets_of(name).sheets}
    first = sheets_of(name).sheets[0].name
    for form in expected_of(name):
        names = [(row["名称格"], plain(row["名称"])) for row in form.tables["指标"]]
        titles = [(form.title_cell, squeeze(form.title))] if form.title else []
        for cell, text in names + titles:
            sheet, _, there = cell.rpartition("!")
            assert text in squeeze(grids[sheet or form.sheet or first].values[parse_a1(there)])


@every_layout
def test_every_form_is_found_with_its_title(name):
    first = sheets_of(name).sheets[0].name
    seen = [(form.sheet, squeeze(form.title), form.place.cell if form.title else "") for form in run_of(name).forms]
    assert seen == [(form.sheet or first, squeeze(form.title), form.title_cell) for form in expected_of(name)]


@every_layout
def test_a_form_of_an_unknown_place_is_taken_for_no_known_place_s_edition(name):
    """The national form names no place and may be recognised; another edition would bring its own settings."""
    editions = [form.edition.id for form in run_of(name).forms if form.edition]
    assert [edition for edition in editions if not edition.startswith("national/")] == []


@every_layout
def test_no_rule_crashes_on_an_unknown_layout(name):
    assert [finding.message for finding in run_of(name).findings if finding.code == "X000"] == []


@every_layout
def test_the_indicators_are_those_a_reader_sees_and_nothing_else(name):
    seen = [
        [f"{address(one.place, form)} {squeeze(one.name)}" for one in form.indicators] for form in run_of(name).forms
    ]
    assert seen == [
        [f"{row['名称格']} {plain(row['名称'])}" for row in form.tables["指标"]] for form in expected_of(name)
    ]


def entry_faults(row, one, form):
    """What is read otherwise than a reader reads it, one sentence per entry."""
    expected = wanted(row, "目标符号", "目标单位")
    seen = agreed(indicator(one, form), expected)
    return [
        f"{row['名称格']} {row['名称']}：{key}应为 {text or '（无）'}，读作 {seen[key] or '（无）'}"
        for key, text in expected.items()
        if seen[key] != text
    ]


@every_layout
def test_every_entry_of_an_indicator_is_read_from_its_own_cell(name):
    found = {
        (n, address(one.place, form)): (one, form) for n, (_, form) in enumerate(pairs(name)) for one in form.indicators
    }
    faults = []
    for n, form in enumerate(expected_of(name)):
        for row in form.tables["指标"]:
            one = found.get((n, row["名称格"]))
            faults += entry_faults(row, *one) if one else [f"{row['名称格']} {row['名称']}：没有读到"]
    assert not faults, "\n".join(faults)


@every_layout
def test_the_points_printed_in_a_class_are_read(name):
    for expected, form in pairs(name):
        seen = {(address(group.place, form), squeeze(group.name), *read(group.weight, form)) for group in form.groups}
        classes = {
            (row["格"], plain(row["名称"]), row["分值格"], row["分值"]) for row in expected.tables.get("类别", ())
        }
        assert classes <= seen, sorted(seen)


def total_row(form):
    if form.total is None:
        return {}
    weight, points = read(form.total.weight, form), read(form.total.points, form)
    return dict(zip(("格", *TOTAL), (address(form.total.place, form), *weight, *points), strict=True))


@every_layout
def test_the_total_row_is_read(name):
    for expected, form in pairs(name):
        (row,) = expected.tables.get("合计") or [{}]
        assert agreed(total_row(form), row) == row if form.total and row else total_row(form) == row


def budget_row(line, form, source):
    """A line as the exam writes it; a source may be known by its concept or by its printed label."""
    figures = {key: " ".join(read(line.figures.get(key), form)).strip() for key in MEASURES}
    name = line.source if source.isascii() else line.line
    return {"行格": address(line.place, form), "来源": name, "单位": line.unit} | figures


@every_layout
def test_every_budget_line_is_read_with_its_figures(name):
    for expected, form in pairs(name):
        rows = [dict.fromkeys(MEASURES, "") | row for row in expected.tables.get("预算", ())]
        sources = {row["行格"]: row["来源"] for row in rows}
        assert [budget_row(line, form, sources.get(address(line.place, form), "")) for line in form.budget] == rows
