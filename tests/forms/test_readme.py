"""The guide for adding a form keeps what it promises: its example is a form, and its tables are complete."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from specimens import ROOT
from xlplugin import forms, pipeline
from xlplugin.excel.read import read_workbook
from xlplugin.excel.render import render
from xlplugin.forms import content, definition
from xlplugin.grid.text import parse_sheets
from xlplugin.model import FileRun

README = (ROOT / "xlplugin" / "forms" / "README.md").read_text("utf-8")
CHINESE, ENGLISH = README.split("\n---\n\n", 1)
EXAMPLE = "jiangbei/hexian/project-selfeval/2025"
FILLED = {
    "项目名称 | |": "项目名称 | 塘堰清淤 |",
    "实施单位 | |": "实施单位 | 禾县水务站 |",
    "数量指标 | | | | | | |": "数量指标 | 清淤塘堰 | ≥30口 | 32口 | 40 | 40 | 工程科 |",
    "| 行 | ^ | ^ | | | | | | |": "| 行 | ^ | ^ | 清淤土方 | ≥5000方 | 5200方 | 20 | 20 | 工程科 |",
    "社会效益指标 | | | | | | |": "社会效益指标 | 受益农户 | ≥400户 | 420户 | 30 | 30 | 农业科 |",
    "SUM(F4:F6)) → '": "SUM(F4:F6)) → 90",
    "SUM(G4:G6)) → '": "SUM(G4:G6)) → 90",
}


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```$", CHINESE, flags=re.MULTILINE | re.DOTALL)


@pytest.fixture
def blank(tmp_path, monkeypatch):
    """The example in a content folder of its own; gives its blank form as text."""
    (definition_text,) = blocks("toml")
    (blank_text,) = blocks("text")
    place = tmp_path / "jiangbei" / "hexian" / "project-selfeval"
    place.mkdir(parents=True)
    (place / "2025.toml").write_text(definition_text, "utf-8")
    (place / "2025.md").write_text(blank_text, "utf-8")
    (tmp_path / "vocabulary.toml").write_bytes((ROOT / "xlplugin" / "forms" / "vocabulary.toml").read_bytes())
    monkeypatch.setattr(content, "ROOT", str(tmp_path))
    monkeypatch.setattr(content, "CACHE", str(tmp_path / "cache.jsonl"))
    monkeypatch.setattr(content, "_shelf", [])
    forget()
    yield blank_text
    forget()


def forget():
    for cached in vars(pipeline).values():
        if hasattr(cached, "cache_clear"):
            cached.cache_clear()


def checked(text) -> FileRun:
    return pipeline.check_workbook(read_workbook(render(parse_sheets(text)), "例.xlsx"), "例.xlsx", "")


def filled(text):
    for empty, entry in FILLED.items():
        assert empty in text, empty
        text = text.replace(empty, entry, 1)
    return text


def test_the_example_loads_and_its_blank_form_is_recognised(blank):
    edition = forms.edition(EXAMPLE)
    assert (edition.full, edition.columns) == (Decimal(90), {"年终核定情况": "actual"})
    assert forms.blank_text(EXAMPLE) == blank
    assert [sheet.form for sheet in checked(blank).sheets] == [EXAMPLE]


def test_the_example_filled_in_rightly_has_nothing_to_be_found_and_wrongly_has(blank):
    text = filled(blank)
    assert [(finding.code, finding.message) for finding in checked(text).findings] == []
    wrong = checked(text.replace("| 40 | 40 |", "| 30 | 30 |"))
    assert "W101" in {finding.code for finding in wrong.findings}


def test_a_header_that_only_the_definition_explains_is_read(blank):
    (form,) = checked(filled(blank)).forms
    assert [indicator.actual.raw for indicator in form.indicators] == ["32口", "5200方", "420户"]


@pytest.mark.parametrize("text", [CHINESE, ENGLISH], ids=["zh", "en"])
def test_every_key_and_every_kind_of_a_definition_is_explained(text):
    assert set(re.findall(r"^\| `(\w+)` \|", text, flags=re.MULTILINE)) == definition._KEYS
    for kind in definition._KINDS:
        assert f"`{kind}`" in text


@pytest.mark.parametrize("text", [CHINESE, ENGLISH], ids=["zh", "en"])
def test_no_inheritance_is_promised(text):
    assert "extends" not in text
    assert "extends" not in definition._KEYS


def test_every_section_of_the_vocabulary_is_named():
    for section in forms.vocabulary():
        plain = section.removesuffix("_ending")
        assert f"`{plain}" in CHINESE, section
        assert f"`{plain}" in ENGLISH, section
