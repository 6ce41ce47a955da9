"""Running rules: which of them run, with what settings, and what becomes of a fault they find."""

from __future__ import annotations

import zlib
from decimal import Decimal

import pytest

from xlplugin.engine import check
from xlplugin.model import (
    ADVICE,
    ARITHMETIC,
    ERROR,
    EXPLAIN,
    PRINTED,
    Basis,
    Fault,
    Form,
    Policy,
    Related,
    Rule,
    Traced,
)
from xlplugin.model.edition import Edition
from xlplugin.model.policy import Weighed
from xlplugin.place import Place

PLACE, OTHER = Place("表", 3, 2), Place("表", 9, 2)
FORM = Basis("某表样", "第三栏")
NOTICE, DECREE = Basis("某通知", "第三条", "https://example.org/3"), Basis("某办法")
MESSAGES = {
    "zh": "应为{expected}，填{stated}。{甲}",
    "en": "{stated} is not {expected} {甲}",
    "zh.bare": "少{甲}{expected}",
}


def edition(**rules):
    return Edition("版/2023", "自评表", "版", "2023", "project", (), FORM, rules=rules)


def form(row=1, file="", project="", **rules):
    identity = {"project": Traced(PLACE, project)} if project else {}
    return Form(
        "表", "自评表", Place("表", row, 1), edition=edition(**rules) if rules else None, identity=identity, file=file
    )


def said(*faults):
    """A check that finds the same everywhere."""
    return lambda _subject, _settings: faults


def a_rule(run, code="P901", **changes):
    given = {"basis": ARITHMETIC, "scope": "form", **changes}
    return Rule(
        code, "own.rule", "自己的规则", given.pop("severity", ERROR), given.pop("scope"), run, MESSAGES, **given
    )


def told(rules, forms=None, lang="zh", **policy):
    found, skipped = check(forms or [form()], rules, lang, Policy(**policy))
    assert skipped == []
    return found


FAULT = Fault(PLACE, "3", "5", {"甲": "7", "_乙": "9"})


def test_a_fault_becomes_a_finding_of_its_rule():
    related = (Related(OTHER, "8"),)
    (one,) = told([a_rule(said(Fault(PLACE, "3", "5", {"甲": "7", "_乙": "9"}, related)))])
    assert (one.code, one.name, one.severity, one.place) == ("P901", "own.rule", ERROR, PLACE)
    assert (one.message, one.stated, one.expected) == ("应为5，填3。7", "3", "5")
    assert (one.basis, one.operands, one.related, one.file) == (ARITHMETIC, {"甲": "7"}, related, "")
    assert (one.caused_by, one.explanation) == (None, None)


def test_a_fault_is_worded_by_language_and_variant_with_nothing_where_nothing_is_stated():
    assert told([a_rule(said(FAULT))], lang="en")[0].message == "3 is not 5 7"
    (bare,) = told([a_rule(said(Fault(PLACE, values={"甲": "7"}, variant="bare")))])
    assert (bare.message, bare.stated, bare.expected) == ("少7", None, None)
    (plain,) = told([a_rule(said(Fault(PLACE, values={"甲": "7"})))])
    assert plain.message == "应为，填。7"


def settings_of(rule_changes=None, overlay=None, **policy):
    """The settings that a rule runs with; None where it does not run."""
    seen = []
    own = a_rule(lambda _, settings: seen.append(settings.values) or (), **(rule_changes or {}))
    told([own], [form(**({"P901": overlay} if overlay is not None else {}))], **policy)
    return dict(*seen) if seen else None


@pytest.mark.parametrize(
    ("rule", "overlay", "policy", "wanted"),
    [
        ({}, None, {}, {}),
        ({"settings": {"least": "1"}}, None, {}, {"least": "1"}),
        (
            {"settings": {"least": "1", "most": "2"}},
            {"most": "3", "own": "4"},
            {},
            {"least": "1", "most": "3", "own": "4"},
        ),
        ({"settings": {"tolerance": "0.01"}}, None, {"tolerance": Decimal("0.5")}, {"tolerance": "0.5"}),
        ({"settings": {"tolerance": "0.01"}}, {"tolerance": "1"}, {"tolerance": Decimal("0.5")}, {"tolerance": "0.5"}),
        ({"settings": {"tolerance": "0.01"}}, {"tolerance": "1"}, {}, {"tolerance": "1"}),
        ({"settings": {"least": "1"}}, None, {"tolerance": Decimal("0.5")}, {"least": "1"}),
        ({"needs": ("least",)}, None, {}, None),
        ({"needs": ("least",)}, {"most": "1"}, {}, None),
        ({"needs": ("least",)}, {"least": "1"}, {}, {"least": "1"}),
        ({"needs": ("least", "most")}, {"most": "1"}, {}, None),
        (
            {"needs": ("least", "most")},
            {"most": "1", "least": "2", "own": "3"},
            {},
            {"most": "1", "least": "2", "own": "3"},
        ),
        ({}, None, {"disabled": {"P901": "不用"}}, None),
        ({}, None, {"disabled": {"P902": "不用"}}, {}),
        ({"preview": True}, None, {}, None),
        ({"preview": True}, None, {"preview": True}, {}),
    ],
)
def test_a_rule_runs_with_its_settings_those_of_the_edition_and_the_tolerance_of_the_policy(
    rule, overlay, policy, wanted
):
    assert settings_of(rule, overlay, **policy) == wanted


@pytest.mark.parametrize(
    ("rule", "fault", "overlay", "policy", "severity", "basis"),
    [
        ({}, {}, None, {}, ERROR, ARITHMETIC),
        ({"severity": EXPLAIN}, {}, None, {}, EXPLAIN, ARITHMETIC),
        ({}, {"severity": EXPLAIN}, None, {}, EXPLAIN, ARITHMETIC),
        ({}, {}, {"severity": "advice"}, {}, ADVICE, ARITHMETIC),
        ({}, {"severity": EXPLAIN}, {"severity": "advice"}, {}, EXPLAIN, ARITHMETIC),
        ({}, {"severity": EXPLAIN, "basis": NOTICE}, None,
         {"severities": {"P901": Weighed(ADVICE, DECREE)}}, ADVICE, DECREE),
        ({}, {}, None, {"severities": {"P902": Weighed(ADVICE, DECREE)}}, ERROR, ARITHMETIC),
        ({"preview": True}, {"severity": ERROR}, None,
         {"preview": True, "severities": {"P901": Weighed(ERROR, DECREE)}}, ADVICE,
         DECREE),
        ({}, {"basis": NOTICE}, {"basis": {"document": "某办法"}}, {}, ERROR, NOTICE),
        ({}, {}, {"basis": {"document": "某办法"}}, {}, ERROR, DECREE),
        ({}, {}, {"basis": {"document": "某通知", "clause": "第三条", "url": "https://example.org/3"}, "status": "C"},
         {}, ERROR,
         NOTICE),
        ({}, {}, {"basis": {"document": "某办法"}, "status": "M"}, {}, ERROR, ARITHMETIC),
        ({}, {}, {"basis": "某办法"}, {}, ERROR, ARITHMETIC),
        ({"basis": PRINTED}, {}, {"severity": "error"}, {}, ERROR, FORM),
        ({"basis": PRINTED}, {}, None, {}, ERROR, PRINTED),
        ({}, {}, {"severity": "error"}, {}, ERROR, ARITHMETIC),
    ],
)  # fmt: skip
def test_the_weight_and_the_basis_are_those_of_policy_fault_edition_and_rule_in_turn(
    rule, fault, overlay, policy, severity, basis
):
    forms = [form(**({"P901": overlay} if overlay is not None else {}))]
    (one,) = told([a_rule(said(Fault(PLACE, values={"甲": ""}, **fault)), **rule)], forms, **policy)
    assert (one.severity, one.basis) == (severity, basis)


def identity(subject, figures, code="P901"):
    return f"{code}-{zlib.crc32(subject.encode()):08x}-{zlib.crc32(figures.encode()):08x}"


@pytest.mark.parametrize(
    ("fault", "project", "subject", "figures"),
    [
        ({"stated": "3", "expected": "5"}, "", "自评表||", "3|5|甲|7"),
        ({}, "沟渠", "自评表|沟渠|", "||甲|7"),
        ({"subject": "数量"}, "沟渠", "自评表|沟渠|数量", "||甲|7"),
        ({"stated": "=SUM($C$2:C10)+D4*2", "expected": "=AB12"}, "", "自评表||", "=SUM(:)+*2|=|甲|7"),
        ({"stated": "C2"}, "", "自评表||", "C2||甲|7"),
    ],
)
def test_an_id_is_made_of_code_subject_and_figures_without_any_address(fault, project, subject, figures):
    (one,) = told([a_rule(said(Fault(PLACE, values={"甲": "7", "_乙": "9"}, **fault)))], [form(project=project)])
    assert one.id == identity(subject, figures)


def test_findings_that_would_be_called_alike_are_numbered_and_those_that_say_the_same_told_once():
    def both(_subject, _settings):
        for place in (PLACE, OTHER, PLACE, Place("表", 11, 2)):
            yield Fault(place, "3", "5", {"甲": "7"})

    found = told([a_rule(both), a_rule(both, "P902")])
    base, other = identity("自评表||", "3|5|甲|7"), identity("自评表||", "3|5|甲|7", "P902")
    assert [one.id for one in found] == [base, f"{base}-2", f"{base}-3", other, f"{other}-2", f"{other}-3"]
    assert [one.place.row for one in found] == [3, 9, 11] * 2
    assert len(told([a_rule(said(FAULT, Fault(PLACE, "3", "6", {"甲": "7"})))])) == 2


def test_a_rule_of_a_book_sees_all_forms_once_and_the_first_edition_that_sets_it():
    seen = []
    own = a_rule(
        lambda forms, settings: seen.append((len(forms), settings.values)) or (), scope="book", settings={"a": "1"}
    )
    told([own], [form(), form(5, P902={"a": "2"}), form(9, P901={"a": "3"}), form(12, P901={"a": "4"})])
    assert seen == [(3 + 1, {"a": "3"})]
    told([own], [form(), form(5)])
    assert seen[1:] == [(2, {"a": "1"})]
    assert check([], [own, a_rule(said(FAULT))]) == ([], [])


def test_what_a_rule_of_a_book_blames_is_called_by_the_form_it_lies_in():
    forms = [form(1, project="一"), form(5, project="二"), form(5, "乙.xlsx", "三"), form(9, project="四")]
    for place, file, project in (
        (Place("表", 3, 2), "", "一"),
        (Place("表", 5, 1), "", "二"),
        (Place("表", 8, 2), "", "二"),
        (Place("表", 99, 2), "", "四"),
        (Place("表", 8, 2), "乙.xlsx", "三"),
        (Place("别", 8, 2), "", "一"),
    ):
        fault = Fault(place, values={"甲": "7"}, file=file)
        (one,) = told([a_rule(said(fault), scope="book")], forms)
        assert (one.id, one.file) == (identity(f"自评表|{project}|", "||甲|7"), file)


def test_each_form_is_checked_by_itself_and_told_with_its_file():
    forms = [form(1, "甲.xlsx", "一"), form(1, "乙.xlsx", "二")]
    found = told([a_rule(said(FAULT))], forms)
    assert [one.file for one in found] == ["甲.xlsx", "乙.xlsx"]
    assert len({one.id for one in found}) == 2


def test_a_rule_that_fails_on_one_form_is_reported_there_and_checks_the_others():
    def crashing(subject, _settings):
        if subject.place.row == 1:
            raise KeyError(subject.title)
        return [FAULT]

    found, skipped = check([form(1, "甲.xlsx"), form(5)], [a_rule(crashing)], "zh")
    assert [(one.code, one.place.row, one.file) for one in found] == [("P901", 3, ""), ("X000", 1, "甲.xlsx")]
    crash = found[1]
    words = "规则 P901 在本程序内出错（KeyError），此项未审核，请反馈"
    assert (crash.id, crash.name, crash.severity, crash.message) == ("X000", "xlplugin.crash", ADVICE, words)
    assert (crash.basis, crash.stated, crash.expected) == (Basis("xlplugin"), None, None)
    assert [(one.sheet, one.what, one.why) for one in skipped] == [("表", "P901", words)]
