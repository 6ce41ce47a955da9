"""The catalogue keeps its own promises: one rule, one file, one page of cases, one name."""

from __future__ import annotations

import re

import pytest

import rule_cases
from xlplugin import pipeline
from xlplugin.model import SEVERITIES
from xlplugin.record import replace

RULES = pipeline.rules()
PASSING, FAILING = 2, 3
"""How many cases of either kind a page has at least."""


class Messages(dict):
    """The messages of a rule, remembering which of them were told."""

    def __init__(self, messages):
        super().__init__(messages)
        self.told = set()

    def __getitem__(self, key):
        self.told.add(key)
        return super().__getitem__(key)


def test_the_catalogue_is_found_by_walking_its_folders(root):
    modules = sorted((root / "xlplugin" / "rules").glob("*/[a-z]*[0-9]*_*.py"))
    assert len(RULES) == len(modules) > 0


def test_codes_and_names_are_unique_and_well_formed():
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert re.fullmatch(r"[A-Z]\d{3}", rule.code)
        assert re.fullmatch(r"[a-z]+\.[a-z-]+", rule.name)
        assert rule.severity in SEVERITIES
        assert rule.scope in {"form", "book", "submission"}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_a_page_with_two_passing_and_three_failing_cases(rule):
    page = pipeline.rule_page(rule.code)
    assert page.startswith(f"# {rule.code} ")
    assert rule.name in page.splitlines()[0]
    for section in ("## 为什么", "## 依据"):
        assert section in page
    cases = rule_cases.cases(page)
    passing = sum(case.passing for case in cases)
    assert passing >= PASSING
    assert len(cases) - passing >= FAILING
    assert len({case.title for case in cases}) == len(cases), "two cases have one title"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_message_exists_in_both_languages(rule):
    chinese = {key.removeprefix("zh") for key in rule.messages if key.startswith("zh")}
    english = {key.removeprefix("en") for key in rule.messages if key.startswith("en")}
    assert "" in chinese
    assert chinese == english


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_variant_of_a_message_is_told_in_some_case(rule):
    messages = Messages(rule.messages)
    for case in rule_cases.cases(pipeline.rule_page(rule.code)):
        rule_cases.findings(case, replace(rule, messages=messages))
    assert {key for key in messages if key.startswith("zh")} == messages.told


UNCONFIRMED = ("〔2021〕101号", "川财绩", "云财")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_no_unconfirmed_text_is_shown_as_law(rule):
    assert not any(text in str(rule.basis) for text in UNCONFIRMED)
    assert rule.basis.clause is None or rule.basis.url
