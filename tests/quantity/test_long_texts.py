"""Texts without end: each is searched once, and so many figures are read and no more."""

from __future__ import annotations

import pytest

from xlplugin.quantity import level, read, read_all, scan
from xlplugin.quantity.numerals import number
from xlplugin.quantity.reading import MAX_FIGURES
from xlplugin.quantity.scan import Marks


class Counted:
    """A pattern that counts how often it is searched for."""

    def __init__(self, pattern):
        self.pattern, self.searches = pattern, 0

    def search(self, text, at):
        self.searches += 1
        return self.pattern.search(text, at)

    def match(self, text, at):
        return self.pattern.match(text, at)


def test_what_is_not_in_a_text_is_looked_for_once(monkeypatch):
    counted = {name: Counted(getattr(scan, name)()) for name in ("_names", "_dates", "_figures")}
    for name, pattern in counted.items():
        monkeypatch.setattr(scan, name, lambda pattern=pattern: pattern)
    marks, at, found = Marks("第年" + "1-" * 500), 0, 0
    while mark := marks.after(at):
        assert marks.beginning(mark[1]) == mark
        found, at = found + 1, mark[2]
    assert found == 500
    assert counted["_names"].searches == counted["_dates"].searches == 1
    assert counted["_figures"].searches == 501


def test_a_mark_is_found_again_from_before_it():
    marks = Marks("见第3条，完成5件，2024年")
    assert [marks.after(at) for at in (5, 0, 10, 4)] == [
        ("figure", 7, 8),
        ("name", 1, 3),
        ("date", 10, 15),
        ("figure", 7, 8),
    ]
    assert marks.beginning(8) is None


def test_so_many_figures_are_read_and_no_more():
    assert len(read_all("、".join(f"{number}件" for number in range(MAX_FIGURES)))) == MAX_FIGURES
    more = "、".join(f"{number}件" for number in range(MAX_FIGURES + 1))
    (only,) = read_all(more)
    assert read(more) == only
    assert (only.kind, only.why) == ("unreadable", "一格内的数值超过 100 个")


@pytest.mark.parametrize("letter", "万亿十一零点")
def test_a_numeral_without_end_is_none(letter):
    assert number(letter * 5_000) is None
    assert read(f"不超过{letter * 5_000}元").kind != "quantitative"


def test_the_longest_regular_numeral_is_one():
    assert number("九千九百九十九万九千九百九十九亿九千九百九十九万九千九百九十九点九九九九") is not None


def test_a_broken_number_is_shown_by_its_beginning():
    assert read("1..2" * 1_000).why == f"数字写法不规范：{('1..2' * 10)}…"


def test_words_about_a_figure_are_looked_for_near_it():
    assert read("达到" + "一" * 300 + "，培训人数5人").subject == "培训人数"
    assert read("5次" + "甲" * 300).subject == "甲" * 200


def test_a_level_is_looked_for_in_the_first_clauses():
    assert level("甲，" * 150 + "优秀").word == "优秀"
    assert level("甲，" * 250 + "优秀") is None
