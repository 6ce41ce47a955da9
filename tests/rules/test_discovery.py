"""The catalogue is what lies in its folders: found without a list, sorted, without duplicates."""

from __future__ import annotations

import os

import pytest

from xlplugin import rules
from xlplugin.errors import DefinitionError, UsageError


def test_rules_come_in_the_order_of_their_codes():
    codes = [rule.code for rule in rules.discover()]
    assert codes == sorted(codes)


def test_a_module_is_named_after_the_code_of_its_rule():
    for rule in rules.discover():
        assert os.path.basename(rules.case_file(rule.code)).startswith(f"{rule.code.lower()}_")


def test_every_page_lies_beside_its_module():
    for rule in rules.discover():
        page = rules.case_file(rule.code)
        assert os.path.isfile(page)
        assert os.path.isfile(page.removesuffix(".md") + ".py")


def test_a_code_or_name_given_twice_is_refused_with_every_fault(monkeypatch):
    doubled = rules._modules() * 2
    monkeypatch.setattr(rules, "_modules", lambda: doubled)
    with pytest.raises(DefinitionError) as refused:
        rules.discover()
    assert any("W101" in fault for fault in refused.value.faults)
    assert any("weights.total" in fault for fault in refused.value.faults)


def test_an_unknown_code_has_no_page():
    with pytest.raises(UsageError) as refused:
        rules.case_file("Z999")
    assert "Z999" in refused.value.said("zh")
    assert "Z999" in refused.value.said("en")


def test_a_code_is_found_in_small_letters_too():
    assert rules.case_file("w101") == rules.case_file("W101")
