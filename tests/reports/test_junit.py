"""Test tables show a rule on a sheet as a test: named alike from run to run, ending as the exit code says."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hand_made import SHEET, finding
from hypothesis import given, settings
from hypothesis import strategies as st

from xlplugin import pipeline
from xlplugin.model import Explanation, FileRun, Run
from xlplugin.place import Place
from xlplugin.record import replace
from xlplugin.reports.junit import render


def suites(run, lang="zh", fail_on="error"):
    return ET.fromstring(render(run, lang, fail_on))  # noqa: S314  our own report


def case(run, code, fail_on="error"):
    found = [one for one in suites(run, fail_on=fail_on).iter("testcase") if one.get("name").startswith(code)]
    return next(one for one in found if len(one) or one is found[-1])


def ending(one):
    return [child.tag for child in one]


def test_every_rule_is_a_test_on_every_sheet_with_a_form(run):
    first, second = suites(run)
    assert first.get("name") == "表/一.xlsx"
    cases = [one for one in first if not one.get("name").startswith("未审核")]
    filed = {one.get("classname") for one in cases}
    assert filed == {f"表/一_xlsx.{SHEET}", "表/一_xlsx.目标表"}
    spoken = {one.get("name") for one in cases}
    assert spoken == {f"{rule.code} {rule.title}" for rule in pipeline.rules() if not rule.needs and not rule.preview}
    assert len(cases) == len({(one.get("classname"), one.get("name")) for one in cases})
    assert [ending(one) for one in second] == [["error"]]


def test_counts_are_those_of_the_cases(run):
    root = suites(run)
    assert (root.get("failures"), root.get("errors"), root.get("skipped")) == ("2", "1", "2")
    assert int(root.get("tests")) == sum(int(suite.get("tests")) for suite in root) == len(list(root.iter("testcase")))


def test_a_failure_says_cell_message_and_basis(run):
    failure = case(run, "P201")[0]
    assert failure.attrib == {"message": "E30 得分合计80与各行之和90不一致", "type": "error"}
    assert failure.text == "自评计分表!E30 必须改正：得分合计80与各行之和90不一致 依据：表内算术关系"


def test_questions_fail_when_the_exit_code_says_so(run):
    assert ending(case(run, "G401")) == ["skipped"]
    assert ending(case(run, "G401", "explain")) == ["failure"]
    assert ending(case(run, "C803", "explain")) == ["system-out"]
    assert ending(case(run, "C803", "advice")) == ["failure"]


def test_several_findings_of_a_rule_stand_in_one_case(run):
    file = run.files[0]
    more = replace(file, findings=(*file.findings, finding("P201", "advice", 31, 5)))
    one = case(Run((more,)), "P201")
    assert ending(one) == ["failure", "system-out"]
    both = replace(file, findings=(*file.findings, finding("P201", "error", 31, 5)))
    assert case(Run((both,)), "P201")[0].get("message").endswith("（共 2 条）")


def test_an_answered_question_passes_and_shows_the_answer(run):
    file = run.files[0]
    written = Explanation("x", "设备已退回", "经办人", "2024-03-01", Place("审核说明", 2, 7))
    answered = replace(finding("G401", "explain", 2, 5), explanation=written)
    one = case(Run((replace(file, findings=(answered,)),)), "G401", "advice")
    assert ending(one) == ["system-out"]
    assert one[0].text.endswith("已说明：设备已退回（经办人，2024-03-01）")


def test_a_rule_that_the_house_leaves_out_is_skipped_with_the_reason(run):
    file = replace(run.files[0], findings=(), disabled={"W101": "市里另有规定"})
    assert case(Run((file,)), "W101")[0].attrib == {"message": "本单位设置不查：市里另有规定"}


def test_what_was_not_checked_but_does_not_block_is_no_error(run):
    assert ending(case(run, "未审核 公式")) == ["skipped"]


def test_a_finding_on_a_sheet_without_a_form_is_not_lost(run):
    file = replace(run.files[0], findings=(finding("N501", "error", 1, 1, sheet="封面"),))
    assert ending(case(Run((file,)), "N501")) == ["failure"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_real_consumer_reads_it(run, lang, tmp_path):
    junitparser = pytest.importorskip("junitparser")
    path = tmp_path / "report.xml"
    path.write_text(render(run, lang), "utf-8")
    read = junitparser.JUnitXml.fromfile(str(path))
    assert (read.failures, read.errors, read.skipped) == (2, 1, 2)


@settings(max_examples=100)
@given(st.text(st.characters(blacklist_categories=("Cs",))))
def test_any_text_of_a_cell_makes_a_readable_document(text):
    found = replace(finding("P201", "error", 1, 1, sheet=text or "表"), message=text)
    root = suites(Run((FileRun(text, "", findings=(found,)),)))
    assert len(list(root.iter("failure"))) == 1
