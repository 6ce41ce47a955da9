"""Every case on a rule's page is what the rule does: it blames exactly the marked cells, and says why."""

from __future__ import annotations

import pytest

import rule_cases
from xlplugin import pipeline
from xlplugin.model import SEVERITIES

CASES = [
    pytest.param(rule, case, id=f"{rule.code}-{'pass' if case.passing else 'fail'}-{case.title}")
    for rule in pipeline.rules()
    for case in rule_cases.cases(pipeline.rule_page(rule.code))
]


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_a_rule_blames_exactly_the_marked_cells(rule, case):
    assert rule_cases.bound(case), "the case binds to no form"
    expected = rule_cases.blamed(case, rule.code)
    assert bool(expected) != case.passing, "a passing case carries no mark, a failing one does"
    assert {rule_cases.cell(finding.file, finding.place) for finding in rule_cases.findings(case, rule)} == expected


@pytest.mark.parametrize(("rule", "case"), [case for case in CASES if not case.values[1].passing])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_finding_speaks_both_languages_and_leaves_no_gap(rule, case, lang):
    for finding in rule_cases.findings(case, rule, lang):
        assert finding.message
        assert "{" not in finding.message
        assert "None" not in finding.message
        assert finding.severity in SEVERITIES
        assert finding.basis.document
