"""The figures of a form by what they mean, and what the engine and plain arithmetic say of each."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from transfer import checked, formulas, lines, row_of, written

from calculator import figure
from xlplugin.grid.text import parse_cell
from xlplugin.place import a1
from xlplugin.quantity import half_up
from xlplugin.rules.figures import value_of
from xlplugin.rules.scores import execution

SUMS = frozenset(("P201", "P202", "B301", "B302", "B304", "B305"))
"""The rules that say what a stated sum or rate must be."""

WRONG = Decimal("54321.98")
"""No sum of a form, and no rounding of one."""


def entries(form):
    """Every figure of a form that may be a sum, a rate or a score, by meaning."""
    found = {("score",): form.identity.get("score")}
    if form.total:
        found |= {("total", "points"): form.total.points, ("total", "weight"): form.total.weight}
    seen = Counter()
    for group in form.groups:
        seen[group.depth, group.name] += 1
        found["group", group.depth, group.name, seen[group.depth, group.name]] = group.points
    for indicator in form.indicators:
        seen[indicator.name] += 1
        found["row", indicator.name, seen[indicator.name]] = indicator.points
    for key, line in lines(form).items():
        found |= {("line", *key, measure): entry for measure, entry in line.figures.items()}
    return {key: entry for key, entry in found.items() if entry is not None}


def saved(sheet, results):
    """The sheet as Excel would save it: every formula with its result."""
    tokens = {
        cell: f"{formula.partition(' → ')[0]} → {stored(results[a1(*cell)])}"
        for cell, formula in formulas(sheet).items()
    }
    return written(sheet, tokens)


def stored(result):
    known = figure(result)
    return format(known, "f") if isinstance(known, Decimal) else known or "'"


def cell_of(entry):
    return entry.place.row, entry.place.column


def grade_says(form):
    """The grade that the total earns on the scale of the edition; nothing where there is no total."""
    points = form.total.points.value
    return "" if points is None else form.edition.scale.grade(half_up(points))


def engine_says(sheet, entry):
    """What the engine expects in a cell, asked by writing a wrong figure into it; None where no rule judges it."""
    _, findings = checked(written(sheet, {cell_of(entry): format(WRONG, "f")}))
    told = {one.expected for one in findings if one.code in SUMS and one.place == entry.place}
    assert len(told) <= 1
    return Decimal(told.pop().removesuffix("%")) if told - {None} else None


def arithmetic_says(sheet, form, key):
    """What plain arithmetic makes of a cell, blanks left out; None where nothing can be computed."""
    if key in {("score",), ("total", "points")}:
        return total([row.points for row in form.indicators] + list(execution(form, "points")))
    if key == ("total", "weight"):
        weights = [row.weight for row in form.indicators]
        return total(weights + list(execution(form, "weight"))) if total(weights) is not None else None
    if key[0] == "row" and "nature" in form.columns:
        name, count = key[1:]
        same = [row for row in form.indicators if row.name == name]
        return row_says(sheet, form, same[count - 1])
    return line_says(lines(form)[key[1:4]], key[4]) if key[0] == "line" else None


def total(parts):
    known = [part.value for part in parts if part is not None and part.value is not None]
    return sum(known, Decimal(0)) if known else None


def line_says(line, measure):
    """What a line of money makes of budget and executed: rates in per cent, execution points of the full mark."""
    whole = value_of(line.figures.get("received" if "received" in line.figures else "adjusted"))
    spent = value_of(line.figures.get("executed"))
    if whole is None or spent is None or (not whole and measure != "carried"):
        return None
    if measure == "points":
        return min(Decimal(1), spent / whole) * (value_of(line.figures.get("weight")) or Decimal(10))
    known = {"carried": whole - spent}
    if whole:
        known |= {"rate": spent / whole * 100, "carried_rate": (whole - spent) / whole * 100}
    return known.get(measure)


def row_says(sheet, form, row):
    """Points of a quantitative row: its share of the target, of the weight; see the text of the 巴州 form."""
    sign, target, unit, actual, weight = (
        parse_cell(sheet.rows[row_of(row) - 1][form.columns[concept].column]).value
        for concept in ("nature", "target", "unit", "actual", "weight")
    )
    if not all(isinstance(part, Decimal) for part in (target, actual, weight)):
        return None
    if unit == "%" and target > 1 >= actual and actual:  # 98% typed where 98 is meant
        return None
    if sign in {"≤", "≦"}:
        return weight if actual <= target else max(Decimal(0), target / actual) * weight
    if sign in {"≥", "≧", "=", "＝"} and target > 0:
        return max(Decimal(0), min(Decimal(1), actual / target)) * weight
    return None
