"""A score is worded in one language, and says the same in both."""

from __future__ import annotations

import re

import pytest

from specimens import WORKBOOKS
from xlplugin import pipeline
from xlplugin.excel import read
from xlplugin.record import replace

SEEDS = sorted(path.relative_to(WORKBOOKS).as_posix() for path in WORKBOOKS.glob("*/*/*/*-seed-*.xlsx"))
SENTENCES = re.compile("缺少|由人评定|没有|未达到|达到指标值|不得分|得满分|超出界限|分值×|单位不同|按.*计分")
"""Words of the program; the forms' own words stay as they are."""


def run(workbook: str, lang: str):
    data = read.load(str(WORKBOOKS / workbook))
    return pipeline.check_workbook(read.read_workbook(data, workbook), workbook, "", lang)


def outcomes(result):
    return [receipt.outcome for form in result.forms if form.score for receipt in form.score.receipts]


@pytest.mark.parametrize("workbook", SEEDS)
def test_the_figures_and_the_ids_of_findings_do_not_depend_on_the_language(workbook):
    chinese, english = run(workbook, "zh"), run(workbook, "en")
    wordless = [
        [
            replace(one, rule="", steps=(), why="", readings=tuple(replace(other, words="") for other in one.readings))
            for one in outcomes(result)
        ]
        for result in (chinese, english)
    ]
    assert wordless[0] == wordless[1]
    assert [bool(receipt.gap) for receipt in receipts(chinese)] == [bool(receipt.gap) for receipt in receipts(english)]
    assert [finding.id for finding in chinese.findings] == [finding.id for finding in english.findings]


def receipts(result):
    return [receipt for form in result.forms if form.score for receipt in form.score.receipts]


@pytest.mark.parametrize("workbook", SEEDS)
def test_an_english_score_says_nothing_in_the_program_s_chinese(workbook):
    for receipt in receipts(run(workbook, "en")):
        outcome = receipt.outcome
        said = [outcome.rule, receipt.gap, *outcome.steps, *(reading.words for reading in outcome.readings)]
        said.append("" if outcome.why.startswith(("missing", "this part")) else outcome.why)
        assert not [text for text in said if SENTENCES.search(text)]
