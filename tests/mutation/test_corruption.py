"""One cell of a correctly filled form changed: what is wrong is noticed, what says the same is not."""

from __future__ import annotations

from random import Random

import pytest
from clean_forms import PASSING, clean
from corruptions import Corruption, harmful, harmless
from measure import before, every, loud, missed, told
from violations import Violation, violations

from xlplugin import pipeline

SEED, SAMPLE = 20261120, 700
"""What CI draws; ``measure.py`` goes through all of them."""
BROKEN = [*violations()]
FORMS = sorted({one.form for one in BROKEN})


def said(changes: list[Corruption]) -> str:
    return "\n".join(change.said for change in changes)


@pytest.mark.parametrize("name", PASSING)
def test_a_correctly_filled_form_gives_no_finding(name):
    run = pipeline.check_workbook(clean(name), name, "")
    assert [(finding.code, str(finding.place)) for finding in run.findings] == []
    assert run.not_checked == ()


def test_at_least_98_of_100_harmful_changes_are_noticed():
    drawn = Random(SEED).sample([*every(harmful)], SAMPLE)  # noqa: S311  no secret is drawn
    unseen = missed(drawn)
    assert len(unseen) <= SAMPLE * 2 // 100, said(unseen)


def test_no_harmless_change_is_noticed():
    noisy = loud(every(harmless))
    assert noisy == [], said(noisy)


def test_every_edition_has_constraints_and_a_correctly_filled_specimen():
    assert sorted(edition.id for edition in pipeline.editions()) == FORMS


@pytest.mark.parametrize("form", FORMS)
def test_every_broken_constraint_is_noticed(form):
    unseen: list[Violation] = [
        one for one in BROKEN if one.form == form and not told(one.applied()) - before(one.workbook)
    ]
    assert unseen == [], "\n".join(one.said for one in unseen)
