"""The cases of the package put to one engine, and what its answers are worth."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from xlplugin.excel.recalculation.questions import Question, asked
from xlplugin.excel.recalculation.replica import replica
from xlplugin.excel.recalculation.source import Source
from xlplugin.excel.recalculation.trust import case_lines
from xlplugin.excel.recalculation.values import same, tells
from xlplugin.grid import ErrorValue, Grid, Workbook
from xlplugin.grid.text import parse_cell, workbook
from xlplugin.place import a1
from xlplugin.record import replace

CASES = case_lines()
SHEET, COLUMN = "测试", 2


def _workbook():
    data = workbook(Path(__file__).with_name("book.md").read_text("utf-8")).sheets
    table = replace(data[0], values={**data[0].values, (5, 4): True})
    formulas = {(row, COLUMN): case["formula"].strip("{}")[1:] for row, case in enumerate(CASES, 1)}
    for row, case in enumerate(CASES, 1):
        if not case["formula"].startswith("{"):
            formulas[row, COLUMN] = case["formula"][1:]
    stored = {(row, COLUMN): Decimal(99) for row in range(1, len(CASES) + 1)}
    return Workbook((table, *data[1:], Grid(SHEET, stored, formulas)))


def _source():
    arrays = {
        (SHEET, a1(row, COLUMN)): a1(row, COLUMN) for row, case in enumerate(CASES, 1) if case["formula"][0] == "{"
    }
    return Source({(None, "预算数"): "数据!$B$1:$B$3"}, arrays)


BOOK = _workbook()
QUESTIONS = {place.row: question for place, question in asked(BOOK, _source()) if isinstance(question, Question)}
"""By the number of the case; one that no engine is asked is missing."""


def verdict(case, value):
    """What an answer is worth: right, wrong, or undecided."""
    if value is None:
        return "undecided"
    expected = {"TRUE": True, "FALSE": False}.get(case["Excel"], parse_cell(case["Excel"]).value)
    if same(expected, value):
        return "right"
    said = not isinstance(value, ErrorValue) or tells(value, error_inside="#REF!" in case["formula"])
    return "wrong" if said else "undecided"


def verdicts(engine, numbers):
    """What an engine makes of some cases, asked all at once."""
    questions = [QUESTIONS[number] for number in numbers]
    answers = engine.answers(replica(BOOK, questions, {}))
    return {number: verdict(CASES[number - 1], value) for number, value in zip(numbers, answers, strict=True)}
