"""Schema 1: other programs rely on every key, its place, its type and on null for what is missing."""

from __future__ import annotations

import json
import re
from decimal import Decimal

import pytest
from hand_made import entry

from xlplugin import __version__
from xlplugin.model import LAPSED, Explanation, FileRun, Indicator, Run
from xlplugin.place import Place
from xlplugin.record import replace
from xlplugin.reports.json import _indicator, render
from xlplugin.reports.receipt_json import figure


class Some:
    """A text that satisfies a pattern."""

    def __init__(self, pattern):
        self.pattern = re.compile(pattern)

    def __eq__(self, other):
        return isinstance(other, str) and self.pattern.fullmatch(other) is not None

    __hash__ = None


TEXT, WORDS, CELL = Some(r"(?s).*"), Some(r"(?s).+"), Some(r"[A-Z]{1,3}[1-9]\d*")
FIGURE = Some(r"-?(0|[1-9]\d*)(\.\d*[1-9])?")
POINTS = Some(r"(0|[1-9]\d*)\.\d\d")
NULL_WORDS, NULL_FIGURE = (None, WORDS), (None, FIGURE)
KIND = Some("quantitative|qualitative|unreadable")
ENTRY = (None, {"cell": CELL, "raw": TEXT, "value": NULL_FIGURE})
NOTE = (None, {"cell": CELL, "raw": TEXT})
TARGET = {
    "cell": CELL,
    "raw": TEXT,
    "operator": (None, Some("[<>]=?|=|qualitative")),
    "value": NULL_FIGURE,
    "unit": NULL_WORDS,
    "kind": KIND,
}
INDICATOR = {
    "cell": CELL,
    "level1": NULL_WORDS,
    "level2": NULL_WORDS,
    "name": WORDS,
    "target": (None, TARGET),
    "actual": (None, {"cell": CELL, "raw": TEXT, "value": NULL_FIGURE, "unit": NULL_WORDS, "kind": KIND}),
    "weight": ENTRY,
    "points": ENTRY,
    "reason": NOTE,
    "criteria": NOTE,
    "computed": (None, POINTS),
    "method": NULL_WORDS,
}
MEASURES = [
    "initial",
    "adjusted",
    "received",
    "executed",
    "rate",
    "carried",
    "carried_rate",
    "carried_change",
    "weight",
    "points",
]
SCORE = {
    "stated": NULL_FIGURE,
    "computed": (None, POINTS),
    "full": NULL_FIGURE,
    "grade_stated": NULL_WORDS,
    "grade_computed": NULL_WORDS,
    "steps": [
        {"cell": CELL, "what": WORDS, "inputs": dict, "rule": WORDS, "basis": NULL_WORDS, "points": (None, POINTS)}
    ],
}
FORM = {
    "form": NULL_WORDS,
    "sheet": WORDS,
    "title": NULL_WORDS,
    "jurisdiction": NULL_WORDS,
    "edition": NULL_WORDS,
    "identity": dict,
    "indicators": [INDICATOR],
    "budget": [{"cell": CELL, "line": WORDS, "unit": NULL_WORDS} | dict.fromkeys(MEASURES, ENTRY)],
    "score": SCORE,
}
FINDING = {
    "id": WORDS,
    "code": Some(r"[A-Z]\d{3}"),
    "name": WORDS,
    "severity": Some("error|explain|advice"),
    "sheet": WORDS,
    "cell": CELL,
    "related": [{"file": NULL_WORDS, "sheet": WORDS, "cell": CELL, "what": TEXT}],
    "caused_by": NULL_WORDS,
    "message": WORDS,
    "stated": (None, TEXT),
    "expected": (None, TEXT),
    "operands": dict,
    "basis": {"document": WORDS, "clause": NULL_WORDS, "url": NULL_WORDS},
    "explanation": (None, {"text": TEXT, "by": TEXT, "date": TEXT, "state": Some("valid|lapsed")}),
}
RUN = {
    "schema": "xlplugin/run/1",
    "tool": {"name": "xlplugin", "version": __version__},
    "inputs": [
        {
            "file": WORDS,
            "sha256": (None, Some("[0-9a-f]{64}")),
            "sheets": [{"sheet": WORDS, "form": NULL_WORDS, "near_misses": [WORDS]}],
            "forms": [FORM],
            "findings": [FINDING],
            "not_checked": [{"sheet": NULL_WORDS, "what": WORDS, "why": WORDS}],
        }
    ],
    "summary": dict.fromkeys(("files", "forms", "error", "explain", "advice", "not_checked"), int),
}


def misfits(value, shape, path="run"):
    """Every place where a document departs from the shape; keys count in their order."""
    if isinstance(shape, tuple):
        return [] if any(not misfits(value, choice) for choice in shape) else [f"{path}: {value!r}"]
    if isinstance(shape, dict):
        if not isinstance(value, dict) or list(value) != list(shape):
            return [f"{path}: keys {list(value) if isinstance(value, dict) else value!r}"]
        return [fault for key in shape for fault in misfits(value[key], shape[key], f"{path}.{key}")]
    if isinstance(shape, list):
        if not isinstance(value, list) or (value and not shape):
            return [f"{path}: {value!r}"]
        return [fault for number, item in enumerate(value) for fault in misfits(item, shape[0], f"{path}[{number}]")]
    fits = type(value) is shape if isinstance(shape, type) else value == shape
    return [] if fits else [f"{path}: {value!r}"]


@pytest.fixture
def document(run):
    return json.loads(render(run))


def test_every_key_stands_where_the_contract_prints_it(document):
    assert misfits(document, RUN) == []


def test_the_checker_itself_sees_a_missing_key_and_a_float(document):
    del document["inputs"][0]["findings"][0]["basis"]["url"]
    document["inputs"][0]["forms"][0]["score"]["full"] = 100.0
    assert len(misfits(document, RUN)) == 2


def test_a_form_of_unknown_edition_has_no_id_no_jurisdiction_and_no_edition(document):
    form = document["inputs"][0]["forms"][0]
    assert [form[key] for key in ("form", "jurisdiction", "edition")] == [None, None, None]
    assert form["title"] == "项目支出绩效自评表"


def test_a_known_form_says_which_and_what_it_states(document):
    form = document["inputs"][0]["forms"][1]
    assert form["form"] == "sichuan/yanjiang/project-scorecard/2022"
    assert form["identity"] == {"unit": "资阳市雁江区人民政府办公室", "project": None, "year": "2022", "grade": None}
    assert form["score"] == {
        "stated": "80",
        "computed": None,
        "full": "100",
        "grade_stated": None,
        "grade_computed": None,
        "steps": [],
    }


def test_targets_show_operator_figure_unit_and_kind(document):
    targets = [indicator["target"] for indicator in document["inputs"][0]["forms"][0]["indicators"]]
    shown = [[target[key] for key in ("operator", "value", "unit", "kind")] for target in targets]
    assert shown == [
        [">=", "50", "次", "quantitative"],
        ["qualitative", None, None, "qualitative"],
        [None, None, None, "unreadable"],
        [None, None, None, "qualitative"],
    ]


def test_a_blank_figure_is_null_and_a_zero_is_zero(document):
    line = document["inputs"][0]["forms"][0]["budget"][0]
    assert line["initial"]["value"] == "0"
    assert line["executed"]["value"] == "100"
    assert line["rate"] == {"cell": "D5", "raw": "", "value": None}
    assert line["adjusted"] is None


@pytest.mark.parametrize(
    ("number", "spelt"),
    [
        ("50.00", "50"),
        ("1E+3", "1000"),
        ("1E-7", "0.0000001"),
        ("-0", "0"),
        ("-0.00", "0"),
        ("0.10", "0.1"),
        ("-3.50", "-3.5"),
        ("123456789012345678901234567890.5", "123456789012345678901234567890.5"),
    ],
)
def test_figures_lose_neither_digits_nor_gain_an_exponent(number, spelt):
    assert figure(Decimal(number)) == spelt


@pytest.mark.parametrize(
    ("cell", "value", "unit", "kind"),
    [
        (entry(1, 1, "95", 95, "number"), "95", None, "quantitative"),
        (entry(1, 1, "#DIV/0!", state="error"), None, None, "unreadable"),
        (entry(1, 1, "全面完成"), None, None, "qualitative"),
    ],
)
def test_a_result_without_a_quantity_is_judged_by_its_cell(cell, value, unit, kind):
    shown = _indicator(Indicator(Place("表", 1, 1), "甲", target=cell, actual=cell))
    assert [shown["actual"][key] for key in ("value", "unit", "kind")] == [value, unit, kind]
    assert misfits(shown, INDICATOR) == []


def test_findings_stand_sheet_by_sheet_gravest_first(document):
    assert [finding["code"] for finding in document["inputs"][0]["findings"]] == ["B301", "P201", "G401", "C803"]


def test_a_finding_carries_its_cause_and_what_was_written_about_it(run):
    file = run.files[0]
    written = Explanation("G401-1-2", "按旧标准评级", "张某", "2023-03-15", Place("审核说明", 5, 7), LAPSED)
    told = tuple(replace(one, explanation=written if one.code == "G401" else None) for one in file.findings)
    document = json.loads(render(Run((replace(file, findings=told),))))
    findings = {one["code"]: one for one in document["inputs"][0]["findings"]}
    assert misfits(document, RUN) == []
    assert findings["G401"]["caused_by"] == findings["P201"]["id"]
    assert findings["G401"]["explanation"] == {
        "text": "按旧标准评级",
        "by": "张某",
        "date": "2023-03-15",
        "state": "lapsed",
    }
    assert findings["P201"]["explanation"] is None


def test_an_unread_file_is_listed_with_its_reason_and_counted(document):
    unread = document["inputs"][1]
    assert (unread["sha256"], unread["sheets"], unread["forms"]) == (None, [], [])
    assert unread["not_checked"] == [{"sheet": None, "what": "整个文件", "why": "文件有打开密码"}]
    assert document["summary"] == {"files": 2, "forms": 2, "error": 2, "explain": 1, "advice": 1, "not_checked": 2}


def test_the_same_run_gives_the_same_text_in_plain_letters(run):
    assert render(run) == render(run)
    assert "自评计分表" in render(run)


def test_a_file_name_that_is_no_unicode_stays_valid_json_on_a_utf8_stream():
    text = render(Run((FileRun("坏\udcff.xlsx", ""),)))
    assert json.loads(text.encode("utf-8", "backslashreplace"))["inputs"][0]["file"] == "坏\udcff.xlsx"
