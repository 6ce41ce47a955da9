"""Blanks are compiled once; what is cached is used only for the bytes that it was made from."""

from __future__ import annotations

import pytest

from xlplugin import forms
from xlplugin.errors import UsageError
from xlplugin.forms import content
from xlplugin.model.template import CLASS, print_key

TOML = """
title = "评分表"
titles = ["{year}年度项目支出绩效评分表"]
jurisdiction = "河北省"
year = "2025"
kind = "scorecard"
signature = ["三级指标"]
[basis]
document = "某地评分表"
[[items]]
name = "立项规范性"
weight = "5"
"""
BLANK = """
表：评分表

| 题 | 2025年度项目支出绩效评分表 | < |
| 头 | 三级指标 | 得分 |
| 行 | 立项规范性（5分） | |
| 行 | 合计 | =SUM(B3:B3) → ' |
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    place = tmp_path / "hebei" / "scorecard"
    place.mkdir(parents=True)
    (tmp_path / "vocabulary.toml").write_text("", "utf-8")
    (place / "2025.toml").write_text(TOML, "utf-8")
    (place / "2025.md").write_text(BLANK, "utf-8")
    monkeypatch.setattr(content, "ROOT", str(tmp_path))
    monkeypatch.setattr(content, "CACHE", str(tmp_path / "cache.jsonl"))
    monkeypatch.setattr(content, "_shelf", [])
    return place


def cached(folder, monkeypatch):
    (folder.parent.parent / "cache.jsonl").write_text("\n".join(content.cache_lines()), "utf-8")
    monkeypatch.setattr(content, "_shelf", [])


def test_a_blank_is_what_it_prints_and_computes(folder):
    assert folder.is_dir()
    head, item, total = forms.template("hebei/scorecard/2025").rows
    assert [cell.key for cell in head.cells] == ["三级指标", "得分"]
    assert (item.item, item.cells[0].key, item.cells[0].points) == ("立项规范性", "立项规范性", "5")
    assert total.formulas == {2: "SUM(B3:B3)"}


def test_a_current_cache_is_used_and_a_change_of_either_file_is_seen(folder, monkeypatch):
    cached(folder, monkeypatch)
    with monkeypatch.context() as patched:
        patched.setattr(content, "_compiled", lambda *_: pytest.fail("compiled again"))
        assert len(forms.template("hebei/scorecard/2025").rows) == 3
    (folder / "2025.md").write_text(BLANK.replace("合计", "总计"), "utf-8")
    monkeypatch.setattr(content, "_shelf", [])
    assert forms.template("hebei/scorecard/2025").rows[2].cells[0].key == "总计"
    (folder / "2025.md").write_text(BLANK, "utf-8")
    (folder / "2025.toml").write_text(TOML.replace("立项规范性", "立项"), "utf-8")
    monkeypatch.setattr(content, "_shelf", [])
    assert forms.template("hebei/scorecard/2025").rows[1].item == ""


def test_an_edition_without_a_blank_has_no_template(folder, monkeypatch):
    (folder / "2025.md").unlink()
    cached(folder, monkeypatch)
    assert forms.template("hebei/scorecard/2025") is None
    with pytest.raises(UsageError):
        forms.template("hebei/scorecard/2024")


def test_every_fixed_row_of_every_edition_is_found_in_its_blank():
    for edition in forms.editions():
        rows = forms.template(edition.id).rows
        assert [row.item for row in rows if row.item] == [item.name for item in edition.items], edition.id


def test_own_classes_are_told_from_what_everybody_prints():
    rows = forms.template("sichuan/quxian/department-targets/2024").rows
    assert {cell.kind for row in rows if row.own for cell in row.cells} == {CLASS}


def test_what_identifies_a_printed_text():
    assert print_key("投　入（25分）") == ("投入", "25")
    assert print_key("预算额\n（万元）") == ("预算额", "")
    assert print_key("执行率（10%）：") == ("执行率", "10")
    sentence = "①是否符合国家法律法规、国民经济和社会发展总体规划；（1分）②是否符合部门“三定”方案确定的职责。"
    assert print_key(sentence)[1] == ""
