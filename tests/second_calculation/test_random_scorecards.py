"""Scorecards filled at random: the engine's receipts by the printed sentences, and Excel formulas of the same.

The figures come from outside, as from a report, or stand in the form of the targets of the same workbook.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import pytest
from random_scores import EDITIONS, FORMS, scored
from score_formulas import computed, rounded, total
from scorecards import CARDS, FORGETFUL, SENTENCES, TARGETS, beside, card, items
from transfer import row_of

COUNTED = {"实际产出数", "计划产出数", "实际完成工作数", "计划工作数"}
"""What the targets form beside a scorecard does not state, but how many of its targets were met bounds."""

DRAWS = [(card, form_id) for form_id in SENTENCES] + [(beside, form_id) for form_id in TARGETS]


def points(sentence, figures):
    """What the formula of a sentence shows for the figures of many forms; nothing where one is not stated."""
    text, *names = sentence
    columns = dict(zip(("ONE", "TWO") if len(names) > 1 else ("RATE",), zip(*figures, strict=True), strict=False))
    stated = "*".join(f'({name}<>"")' for name in columns)
    return computed({"POINTS": f'=IF({stated},{text[1:]},"")'}, columns)["POINTS"]


def decided(fill, form_id, line, one, value):
    """The points that a formula shows; nothing where outputs are only counted by targets and fewer are stated."""
    names = set(items(form_id)[line][0][1:])
    bounded = fill is beside and names <= COUNTED and value not in {None, ""}
    stated = one.stated[line]
    return None if bounded and stated != "" and Decimal(stated) < rounded(value) else value


@cache
def drawn(fill, form_id):
    """The scorecards with what the engine makes of each, and the points of the items that figures decide."""
    cards = [fill(form_id, turn) for turn in range(CARDS)]
    known = {
        line: points(sentence, [one.figures[line] for one in cards])
        for line, (sentence, _) in items(form_id).items()
        if sentence
    }
    rows = [
        {
            line: decided(fill, form_id, line, one, known[line][turn]) if line in known else None
            for line in items(form_id)
        }
        for turn, one in enumerate(cards)
    ]
    return list(zip(cards, [scored(one.sheets, one.told) for one in cards], rows, strict=True))


def receipts(form):
    return {row_of(row): receipt for row, receipt in zip(form.indicators, form.score.rows, strict=True)}


@pytest.mark.parametrize(("fill", "form_id"), DRAWS)
def test_every_item_earns_what_its_formula_shows(fill, form_id):
    decided = 0
    for turn, (one, form, rows) in enumerate(drawn(fill, form_id)):
        for line, receipt in receipts(form).items():
            expected = rounded(rows[line])
            assert rounded(receipt.outcome.value) == expected, (turn, receipt.name, one.figures.get(line))
            decided += expected is not None
    assert decided > 2 * CARDS


@pytest.mark.parametrize(("fill", "form_id"), DRAWS)
def test_the_total_takes_items_left_to_a_person_as_stated(fill, form_id):
    for turn, (one, form, rows) in enumerate(drawn(fill, form_id)):
        counted = [one.stated[line] if row is None else row for line, row in rows.items()]
        assert form.score.execution is None
        assert form.score.computed == total(counted), turn


@pytest.mark.parametrize(("fill", "form_id"), DRAWS)
def test_a_forgotten_case_is_named_exactly_where_it_arises(fill, form_id):
    for one, form, _ in drawn(fill, form_id):
        for line, receipt in receipts(form).items():
            figures = one.figures.get(line, ())
            level = len(figures) == 2 and "" not in figures and figures[0] == figures[1] != 0
            if receipt.name in FORGETFUL:
                assert bool(receipt.gap) == level


def test_a_thousand_forms_are_scored():
    assert FORMS * len(EDITIONS) + CARDS * len(DRAWS) >= 1000
