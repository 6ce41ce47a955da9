"""Code scanning gets SARIF 2.1.0 that its consumers take: every result in its cell, with its rule and its identity."""

from __future__ import annotations

import json
import os
from pathlib import Path
from urllib.parse import unquote

import pytest
from hand_made import SHEET, finding
from hypothesis import given, settings
from hypothesis import strategies as st

from xlplugin import pipeline
from xlplugin.model import LAPSED, Explanation, FileRun, Run
from xlplugin.place import Place
from xlplugin.record import replace
from xlplugin.reports.sarif import render

SCHEMA = Path(__file__).with_name("schema") / "sarif-2.1.0.json"
NAMES = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"), min_size=1)


def told(run, lang="zh"):
    return json.loads(render(run, lang))["runs"][0]


def lone(**changes):
    return Run((FileRun("自评表.xlsx", "0f" * 32, findings=(replace(finding("P201", "explain", 26, 6), **changes),)),))


def reason(**changes):
    given_ = {"id": "x", "text": "设备已退回", "by": "经办人", "date": "2024-03-01", "place": Place("审核说明", 2, 7)}
    return Explanation(**given_ | changes)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_log_is_valid_against_the_published_schema(run, lang):
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(SCHEMA.read_text("utf-8"))
    checker = jsonschema.validators.validator_for(schema)(schema, format_checker=jsonschema.FormatChecker())
    for one in (run, lone(explanation=reason()), Run(())):
        assert [fault.message for fault in checker.iter_errors(json.loads(render(one, lang)))] == []


def test_every_rule_is_described_by_its_page_and_weighs_what_it_weighs(run):
    levels = {"error": "error", "explain": "warning", "advice": "note"}
    rules = told(run)["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.code for rule in pipeline.rules()]
    for rule, described in zip(pipeline.rules(), rules, strict=True):
        assert described["shortDescription"]["text"] == rule.title
        assert described["help"]["markdown"] == pipeline.rule_page(rule.code)
        assert described["defaultConfiguration"]["level"] == levels[rule.severity]


def test_an_english_log_says_in_english_what_a_rule_finds(run):
    for described in told(run, "en")["tool"]["driver"]["rules"]:
        assert described["shortDescription"]["text"].isascii()
        assert not described["fullDescription"]["text"].strip("…").isspace()
        assert "{" not in described["fullDescription"]["text"]


def test_a_result_stands_in_its_cell_and_names_the_others(run):
    results = told(run)["results"]
    assert [result["ruleId"] for result in results] == ["B301", "P201", "G401", "C803"]
    total = results[1]
    assert total["level"] == "error"
    assert total["message"]["text"] == "自评计分表!E30：得分合计80与各行之和90不一致 依据：表内算术关系。"
    place = total["locations"][0]
    assert place["physicalLocation"]["region"] == {"startLine": 30, "startColumn": 5}
    assert place["logicalLocations"][0]["fullyQualifiedName"] == f"{SHEET}!E30"
    address = place["physicalLocation"]["artifactLocation"]
    assert address == {"uri": "%E8%A1%A8/%E4%B8%80.xlsx", "index": 0}
    near, far = total["relatedLocations"]
    assert near["physicalLocation"]["artifactLocation"] == address
    assert unquote(far["physicalLocation"]["artifactLocation"]["uri"]) == "另一本.xlsx"
    assert far["message"]["text"] == "目标表!A9 90"


def test_a_result_is_known_again_and_knows_its_cause(run):
    _, total, grade, _ = told(run)["results"]
    assert total["partialFingerprints"]["xlpluginFindingId/v1"] == f"P201-{SHEET}-30-5"
    assert total["partialFingerprints"]["primaryLocationLineHash"] == f"P201-{SHEET}-30-5:1"
    assert grade["properties"]["causedBy"] == f"P201-{SHEET}-30-5"
    assert grade["properties"]["basis"] == {"document": "某办法", "clause": "第三条", "url": "https://example.org"}


def test_what_was_not_checked_is_a_notification_and_a_blocking_one_a_failed_execution(run):
    invocation = told(run)["invocations"][0]
    assert invocation["executionSuccessful"] is False
    notes = invocation["toolExecutionNotifications"]
    assert [(note["level"], note["message"]["text"]) for note in notes] == [
        ("warning", "公式：看不到公式"),
        ("error", "整个文件：文件有打开密码"),
    ]
    assert told(Run((run.files[0],)))["invocations"][0]["executionSuccessful"] is True


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"explanation": reason()}, "accepted"),
        ({"explanation": reason(state=LAPSED)}, "rejected"),
        ({"explanation": reason(), "severity": "error"}, "rejected"),
    ],
)
def test_a_reason_answers_a_question_as_long_as_its_figures_stand_and_never_an_error(changes, status):
    (suppression,) = told(lone(**changes))["results"][0]["suppressions"]
    assert (suppression["kind"], suppression["status"]) == ("inSource", status)
    assert "设备已退回（经办人，2024-03-01）" in suppression["justification"]


def test_an_unanswered_finding_is_not_suppressed(run):
    assert all(result["suppressions"] == [] for result in told(run)["results"])


def test_a_crash_of_ours_is_described_too():
    log = told(lone(code="X000", name="xlplugin.crash"))
    assert log["tool"]["driver"]["rules"][log["results"][0]["ruleIndex"]]["id"] == "X000"


def test_what_sarif_would_take_for_a_placeholder_or_a_link_says_itself():
    said = told(lone(message="见{0}和[附件](1)"))["results"][0]["message"]["text"]
    assert "{{0}}" in said
    assert "\\[附件\\](1)" in said


def test_what_the_house_left_out_is_said_with_its_reason():
    run = Run((replace(lone().files[0], disabled={"W101": "市里另有规定"}, known=3),))
    assert told(run)["artifacts"][0]["properties"] == {"disabled": {"W101": "市里另有规定"}, "knownFindings": 3}


@settings(max_examples=50)
@given(NAMES)
def test_any_file_name_survives_as_an_address(name):
    path = f"表/{name}.xlsx"
    uri = told(Run((FileRun(path, ""),)))["artifacts"][0]["location"]["uri"]
    assert uri.isascii()
    assert not set(uri) & set(' "<>\\^`{|}')
    assert unquote(uri) == path.replace(os.sep, "/")


def test_a_path_from_the_root_is_a_file_address_and_one_from_here_loses_its_dot(tmp_path):
    def uri(path):
        return told(Run((FileRun(path, ""),)))["artifacts"][0]["location"]["uri"]

    assert uri(str(tmp_path / "a b.xlsx")).startswith("file:///")
    assert uri(f".{os.sep}表.xlsx") == "%E8%A1%A8.xlsx"
