"""Results on their way between processes: they arrive equal, and their forms stay shut till somebody asks."""

from __future__ import annotations

import copy
import os
import pickle
import re

import pytest

from xlplugin.batch import check_file
from xlplugin.model import Form
from xlplugin.parcel import opened, packed
from xlplugin.record import replace

ROOT = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "workbooks")
BOOKS = sorted(
    os.path.join(folder, name) for folder, _, names in os.walk(ROOT) for name in names if name.endswith(".xlsx")
)
SPECIMEN = next(path for path in BOOKS if path.endswith("2022-seed-office.xlsx"))


@pytest.fixture(scope="module")
def checked():
    return check_file(SPECIMEN)


def is_shut(form):
    try:
        Form.indicators.__get__(form)
    except AttributeError:
        return True
    return False


def test_every_result_arrives_equal():
    files = [check_file(path) for path in (*BOOKS, os.path.join(ROOT, "没有.xlsx"))]
    arrived = opened(packed(files))
    assert arrived == files
    assert files == arrived


def test_records_that_come_in_numbers_travel_as_tuples(checked):
    """A new class or annotation that the parcel does not know is right all the same, but slow."""
    assert set(re.findall(rb"xlplugin\.[a-z.]+", packed([checked]))) == {b"xlplugin.model.basis"}


def test_titles_and_owners_are_read_without_opening_a_form(checked):
    (file,) = opened(packed([checked]))
    for form, sent in zip(file.forms, checked.forms, strict=True):
        assert (form.title, form.edition, form.identity) == (sent.title, sent.edition, sent.identity)
        assert form.is_whole == sent.is_whole
        assert is_shut(form)
        assert form.indicators == sent.indicators
        assert not is_shut(form)
        assert form.score == sent.score


def test_a_form_that_arrived_is_a_form_like_any_other(checked):
    form, sent = opened(packed([checked]))[0].forms[0], checked.forms[0]
    assert form != replace(sent, title="别的表")
    assert form != sent.title
    assert replace(form, file="a.xlsx") == replace(sent, file="a.xlsx")
    assert copy.deepcopy(form) == pickle.loads(pickle.dumps(form)) == sent  # noqa: S301  its own
    with pytest.raises(AttributeError, match="nothing"):
        form.nothing  # noqa: B018  the access is the test
    with pytest.raises(AttributeError, match="frozen"):
        form.title = "别的表"
