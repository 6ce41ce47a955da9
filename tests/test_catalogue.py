"""The catalogue keeps its own promises: one rule, one file, one page of cases, one name."""

from __future__ import annotations

import re

import pytest

import rule_cases
from xlplugin import pipeline
from xlplugin.model import SEVERITIES

RULES = pipeline.rules()


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
def test_every_rule_has_a_page_with_passing_and_failing_cases(rule):
    page = pipeline.rule_page(rule.code)
    assert page.startswith(f"# {rule.code} ")
    assert rule.name in page.splitlines()[0]
    for section in ("## 为什么", "## 依据"):
        assert section in page
    kinds = [case.passing for case in rule_cases.cases(page)]
    assert True in kinds
    assert False in kinds


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_message_exists_in_both_languages(rule):
    chinese = {key.removeprefix("zh") for key in rule.messages if key.startswith("zh")}
    english = {key.removeprefix("en") for key in rule.messages if key.startswith("en")}
    assert "" in chinese
    assert chinese == english


UNCONFIRMED = ("〔2021〕101号", "川财绩", "云财")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_no_unconfirmed_text_is_shown_as_law(rule):
    assert not any(text in str(rule.basis) for text in UNCONFIRMED)
    assert rule.basis.clause is None or rule.basis.url
