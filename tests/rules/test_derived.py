"""Facts of a form: worked out once while it is checked, never kept beyond, never mixed up between forms."""

from __future__ import annotations

import pytest

from specimens import WORKBOOKS
from xlplugin import engine, pipeline
from xlplugin.excel import read
from xlplugin.model import ERROR, Checked, Fault, Form, Indicator, Rule, derived
from xlplugin.place import Place
from xlplugin.record import replace

ASKED: list[str] = []


@derived
def names(form: Form) -> tuple[str, ...]:
    """The names of the rows; each time it is worked out the title is noted."""
    ASKED.append(form.title)
    return tuple(row.name for row in form.indicators)


def form(title: str, *rows: str) -> Form:
    place = Place(title, 1, 1)
    return Form(title, title, place, indicators=tuple(Indicator(Place(title, 2, 1), name) for name in rows))


def asks_twice(one: Form, _settings: object) -> list[Fault]:
    assert names(one) is names(one)
    return [Fault(one.place, values={"行": "、".join(names(one))})]


RULES = [Rule(f"Z10{n}", f"z.{n}", "名", ERROR, "form", asks_twice, {"zh": "{行}", "en": "{行}"}) for n in (1, 2)]


@pytest.fixture(autouse=True)
def _nothing_asked():
    ASKED.clear()


def test_a_fact_is_worked_out_once_for_each_form_of_a_check():
    forms = [form("甲", "一", "二"), form("乙", "三")]
    findings, crashed = engine.check(forms, RULES)
    assert [one.message for one in findings] == ["一、二", "三", "一、二", "三"]
    assert not crashed
    assert ASKED == ["甲", "乙"]


def test_the_next_check_works_it_out_anew():
    one = form("甲", "一")
    for _ in range(2):
        engine.check([one], RULES)
    assert ASKED == ["甲", "甲"]


def test_outside_a_check_nothing_is_remembered():
    one = form("甲", "一")
    assert names(one) == names(one) == ("一",)
    assert ASKED == ["甲", "甲"]


def test_a_form_under_check_holds_what_the_form_holds():
    one = form("甲", "一")
    checked = Checked(one)
    assert [getattr(checked, name) for name in Form.__match_args__] == [
        getattr(one, name) for name in Form.__match_args__
    ]
    assert checked.is_whole == one.is_whole


def test_a_changed_copy_of_a_form_under_check_knows_nothing_of_the_other():
    checked = Checked(form("甲", "一"))
    names(checked)
    changed = replace(checked, title="乙")
    names(changed)
    assert type(changed) is Form
    assert ASKED == ["甲", "乙"]


@pytest.mark.parametrize("path", sorted(WORKBOOKS.rglob("*-seed-*.xlsx"))[:4], ids=lambda path: path.stem)
def test_no_rule_changes_what_rules_share(path):
    """Each rule alone, on a form of which nothing is known, finds what it finds among all the others."""
    run = pipeline.check_workbook(read.read_workbook(read.load(str(path)), path.name), path.name, "")
    alone = [engine.check(run.forms, [rule])[0] for rule in pipeline.rules()]
    together = [replace(one, caused_by=None) for one in engine.check(run.forms, pipeline.rules())[0]]
    assert [replace(one, caused_by=None) for found in alone for one in found] == together
