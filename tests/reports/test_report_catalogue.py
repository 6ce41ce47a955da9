"""The tables of rules and forms, and the page of a rule."""

from __future__ import annotations

import json

import pytest

from xlplugin.model import Basis, Rule
from xlplugin.record import replace
from xlplugin.reports.catalogue import forms_json, forms_text, page, rules_json, rules_text
from xlplugin.reports.terminal import columns, pad, width


@pytest.fixture
def rules():
    return (
        Rule("W101", "weights.total", "权重合计", "error", "form", lambda *_: (), {}),
        Rule(
            "R701", "reasons.loss", "扣分要有原因说明", "explain", "form", lambda *_: (), {}, Basis("某办法", "第三条")
        ),
    )


def test_the_catalogue_is_aligned_though_chinese_is_twice_as_wide(rules):
    assert rules_text(rules) == (
        "编号  性质      规则              名称           依据\n"
        "W101  必须改正  权重合计          weights.total  表内算术关系\n"
        "R701  需要说明  扣分要有原因说明  reasons.loss   某办法 第三条\n"
    )


def test_the_catalogue_as_json_names_code_name_severity_and_basis(rules):
    document = json.loads(rules_json(rules))
    assert document["schema"] == "xlplugin/rules/1"
    assert document["rules"][1] == {
        "code": "R701",
        "name": "reasons.loss",
        "title": "扣分要有原因说明",
        "severity": "explain",
        "preview": False,
        "basis": {"document": "某办法", "clause": "第三条", "url": None},
    }


def test_rules_on_trial_are_marked(rules):
    trial = replace(rules[0], preview=True)
    assert "W101  必须改正（试行）  权重合计" in rules_text((trial, rules[1]))
    assert "W101  must correct (preview)" in rules_text((trial, rules[1]), "en")
    assert [one["preview"] for one in json.loads(rules_json((trial, rules[1])))["rules"]] == [True, False]


def test_the_forms_are_listed_with_what_new_and_the_reports_call_them(edition):
    assert (
        forms_text([edition], "en").splitlines()[1].startswith(f"{edition.id}  2022     四川省资阳市雁江区  2022年度")
    )
    assert json.loads(forms_json([edition]))["forms"] == [
        {"id": edition.id, "title": edition.title, "jurisdiction": edition.jurisdiction, "edition": "2022"}
    ]


def test_a_page_keeps_its_words_and_aligns_its_tables():
    markdown = (
        "# W101 权重合计\n\n| 指标 | 分值 |\n|---|---|\n| 数量 | «W101»10 |\n| 甲\\|乙 | 5 | 多 |\n|  |  |\n\n结尾\n"
    )
    assert page(markdown) == (
        "# W101 权重合计\n\n  指标    分值\n  数量    «W101»10\n  甲\\|乙  5         多\n\n\n结尾\n"
    )


def test_a_page_that_ends_in_a_table_shows_it():
    assert page("| 甲 |\n|---|\n| 1 |") == "  甲\n  1\n"


def test_a_chinese_letter_takes_two_columns():
    assert [width(text) for text in ("", "abc", "分值", "（分）≥5")] == [0, 3, 4, 8]
    assert pad("分值", 6) == "分值  "
    assert pad("分值", 2) == "分值"


def test_no_rows_make_no_lines():
    assert columns([]) == ""
