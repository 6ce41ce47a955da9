"""A label with another unit of money is believed or taken for a slip: each relation of the figures decides alone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlplugin.engine.amounts import in_one_unit
from xlplugin.model import BudgetLine, Traced
from xlplugin.place import Place

PLACE = Place("表", 1, 1)
HEADER = (1, 3)


def line(text):
    """``total adjusted=100 executed=95元``: a source with its figures; a figure with 元 stands below a label in 元."""
    source, *entries = text.split()
    source, _, block = source.partition("@")
    figures, marks = {}, {}
    for entry in entries:
        measure, _, figure = entry.partition("=")
        number = figure.removesuffix("元").removesuffix("千")
        value = None if number == "_" else Decimal(number)
        figures[measure] = Traced(PLACE, number, value, "blank" if value is None else "number")
        if figure.endswith("元"):
            marks[measure] = (HEADER, figure.removeprefix(number))
    return BudgetLine(PLACE, source, source, block, "万元", figures), marks


def told(lines, header=None):
    """The amounts below the label in 元, as they are compared in 万元."""
    read = [line(text) for text in lines]
    marks = {
        at: {what: (header or cell, unit) for what, (cell, unit) in own.items()} for at, (_, own) in enumerate(read)
    }
    found = in_one_unit([one for one, _ in read], {at: own for at, own in marks.items() if own})
    entries = [found[at].figures[measure] for at, own in marks.items() for measure in own]
    assert [one.line for one in found] == [one.line for one, _ in read]
    assert all(
        entry.raw == line(lines[at])[0].figures[what].raw
        for at, one in enumerate(found)
        for what, entry in one.figures.items()
    )
    return " ".join("_" if entry.value is None else format(entry.value.normalize(), "f") for entry in entries)


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (["total adjusted=100 executed=950000元"], "95"),
        (["total adjusted=100 executed=95元"], "95"),
        (["total adjusted=100 executed=40元 rate=0.004"], "0.004"),
        (["total adjusted=100 executed=40元 rate=0.00004"], "0.004"),
        (["total adjusted=100 executed=40元 rate=0.00392"], "0.004"),
        (["total adjusted=100 executed=40元 rate=0.00391"], "40"),
        (["total adjusted=100 executed=40元 rate=40"], "40"),
        (["total adjusted=100 executed=40元 rate=0.4"], "40"),
        (["total adjusted=100 executed=40元 carried=99.996"], "0.004"),
        (["total adjusted=100 executed=40元 carried=60"], "40"),
        (["total initial=100 executed=40元 carried=99.996"], "0.004"),
        (["total received=100 executed=40元 carried=99.996"], "0.004"),
        (["total adjusted=100 initial=50 executed=40元 rate=40 carried=60"], "40"),
        (["total adjusted=_ initial=100 executed=40元 carried=99.996"], "0.004"),
        (["total adjusted=100 executed=0.004", "fiscal executed=30元", "other executed=10元"], "0.003 0.001"),
        (["total adjusted=100 executed=40", "fiscal executed=30元", "other executed=10元"], "30 10"),
        (["total adjusted=100 executed=0.01", "fiscal executed=100元"], "0.01"),
        (["total@甲 adjusted=100", "fiscal@甲 executed=95元"], "95"),
        (["total@甲 adjusted=100", "fiscal@乙 executed=95元"], "0.0095"),
        (["total@甲 adjusted=100 executed=0.004", "fiscal@乙 executed=30元", "other@乙 executed=10元"], "0.003 0.001"),
        (["fiscal executed=95元"], "0.0095"),
        (["total adjusted=100 executed=1000元"], "0.1"),
        (["total adjusted=100 executed=999元"], "0.0999"),
        (["total adjusted=100 executed=2000000元"], "200"),
        (["total adjusted=100 executed=2000001元"], "200.0001"),
        (["total adjusted=100 executed=200元 rate=200"], "200"),
        (["total adjusted=100 executed=201元 rate=201"], "0.0201"),
        (["total adjusted=0 executed=95元"], "0.0095"),
        (["total adjusted=100 executed=40千元"], "4"),
        (["total adjusted=100 executed=40千元 carried=60"], "40"),
        (["total adjusted=100 executed=40千元 carried=96"], "4"),
        (["total adjusted=100 executed=40千元 rate=40"], "40"),
        (["total adjusted=100 executed=40千元 rate=4"], "4"),
        (["total adjusted=100 executed=1千元"], "0.1"),
        (["total adjusted=100 executed=0.9千元"], "0.9"),
        (["total adjusted=100 executed=0元"], "0"),
        (["total adjusted=100 executed=_元"], "_"),
        (["total adjusted=100 executed=950000元 surplus=50000元 rate=95"], "95 5"),
    ],
)
def test_a_label_in_yuan_is_believed_where_the_figures_below_it_go_together(lines, wanted):
    assert told(lines) == wanted


@pytest.mark.parametrize("measure", ["initial", "received", "executed", "carried", "surplus", "forward"])
def test_the_sum_of_every_measure_decides(measure):
    lines = [f"total adjusted=100 {measure}=0.004", f"fiscal {measure}=30元", f"other {measure}=10元"]
    assert told(lines) == "0.003 0.001"


@pytest.mark.parametrize("measure", ["executed", "carried", "surplus", "forward"])
def test_the_size_of_every_measure_decides(measure):
    assert told([f"total adjusted=100 {measure}=95元"]) == "95"
    assert told([f"total adjusted=100 {measure}=950000元"]) == "95"


def test_two_labels_are_judged_each_by_itself():
    lines = [line("total adjusted=100 executed=95元 surplus=50000元 rate=95")[0]]
    marks = {0: {"executed": ((1, 3), "元"), "surplus": ((1, 4), "元")}}
    (found,) = in_one_unit(lines, marks)
    assert (found.figures["executed"].value, found.figures["surplus"].value) == (95, 5)
    assert in_one_unit(lines, {0: {"carried": ((1, 3), "元")}}) == lines
    assert in_one_unit(lines, {0: {"executed": ((1, 3), "人")}}) == lines
