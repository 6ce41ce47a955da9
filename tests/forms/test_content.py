"""Content is found by walking its folder, read once, and never from a stale cache."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from xlplugin import forms, pipeline
from xlplugin.criteria import NotUnderstood, parse_notation, understand
from xlplugin.errors import DefinitionError, UsageError
from xlplugin.forms import content
from xlplugin.forms.definition import edition_from
from xlplugin.quantity import squeeze


def test_the_committed_cache_is_current():
    with open(content.CACHE, encoding="utf-8") as file:
        assert file.read().split("\n") == content.cache_lines()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A content folder of its own, with a vocabulary and one form."""
    (tmp_path / "vocabulary.toml").write_text('[indicator.name]\n"三级 指标" = "某地"\n', "utf-8")
    place = tmp_path / "hebei" / "selfeval"
    place.mkdir(parents=True)
    (place / "2025.toml").write_text(TOML, "utf-8")
    (place / "2025.md").write_text("| a |\n", "utf-8")
    monkeypatch.setattr(content, "ROOT", str(tmp_path))
    monkeypatch.setattr(content, "CACHE", str(tmp_path / "cache.jsonl"))
    monkeypatch.setattr(content, "_shelf", [])
    return tmp_path


TOML = """
title = "2025年度项目支出绩效自评表"
titles = ["{year}年度项目支出绩效自评表"]
jurisdiction = "河北省"
year = "2025"
kind = "selfeval"
full = "90"
signature = ["三级指标"]
[basis]
document = "某地自评表"
[[items]]
name = "立项规范性"
weight = "5"
[scale]
bounds = { "优" = 90, "良" = 80, "中" = 60, "差" = 0 }
basis = { document = "某地自评表" }
[rules.W101]
expected = "90"
"""


@pytest.mark.usefixtures("folder")
def test_a_new_toml_is_found_without_any_list_being_edited():
    assert [heading.id for heading in forms.headings()] == ["hebei/selfeval/2025"]
    edition = forms.edition("hebei/selfeval/2025")
    assert (edition.full, edition.items[0].weight, edition.rules["W101"]["expected"]) == (Decimal(90), Decimal(5), "90")
    assert edition.scale.grade(Decimal("89.99")) == "良"
    assert edition.scale.grade(Decimal(-1)) == "差"
    assert forms.blank_text("hebei/selfeval/2025") == "| a |\n"
    assert forms.vocabulary() == {"indicator": {"三级指标": "name"}}


def write_cache(folder):
    (folder / "cache.jsonl").write_text("\n".join(content.cache_lines()), "utf-8")


def test_a_changed_toml_is_read_anew_and_a_current_one_from_the_cache(folder, monkeypatch):
    write_cache(folder)
    monkeypatch.setattr(content, "_parsed", lambda source, _: pytest.fail(f"{source} was parsed"))
    assert forms.edition("hebei/selfeval/2025").year == "2025"
    monkeypatch.undo()
    monkeypatch.setattr(content, "ROOT", str(folder))
    monkeypatch.setattr(content, "CACHE", str(folder / "cache.jsonl"))
    monkeypatch.setattr(content, "_shelf", [])
    path = folder / "hebei" / "selfeval" / "2025.toml"
    path.write_text(TOML.replace("河北省", "河南省"), "utf-8")
    assert forms.edition("hebei/selfeval/2025").jurisdiction == "河南省"
    assert forms.headings()[0].signature == ("三级指标",)


@pytest.mark.parametrize("text", ["", "not json", '{"half'])
def test_a_broken_cache_is_as_good_as_none(folder, text):
    (folder / "cache.jsonl").write_text(text, "utf-8")
    assert forms.edition("hebei/selfeval/2025").kind == "selfeval"


@pytest.mark.parametrize("form_id", ["nowhere/form/2025", "vocabulary", "../content", ""])
@pytest.mark.usefixtures("folder")
def test_an_unknown_id_is_said_with_the_way_to_find_a_known_one(form_id):
    for ask in (forms.edition, forms.blank_text):
        with pytest.raises(UsageError, match="xlplugin forms"):
            ask(form_id)


def test_a_faulty_definition_names_every_fault_at_once():
    faulty = {
        "title": "x",
        "jurisdiction": 3,
        "kind": "poem",
        "full": "viel",
        "titles": "x",
        "basis": {},
        "colour": "red",
        "items": [{"weight": "a"}],
        "scale": {"bounds": {"差": 0, "优": 90}},
    }
    with pytest.raises(DefinitionError) as caught:
        edition_from("a/b/2025", faulty)
    told = "；".join(caught.value.faults)
    items = ("items[0].name", "items[0].weight")
    for key in ("jurisdiction", "year", "kind", "full", "titles", "basis", "colour", *items, "scale"):
        assert key in told, key


def test_every_edition_loads_and_says_where_it_is_from():
    editions = forms.editions()
    assert editions
    for edition in editions:
        assert edition.basis.document
        assert edition.signature
        assert edition.titles
        assert edition.id.endswith(edition.year)
        assert forms.blank_text(edition.id)


def test_no_wording_means_two_things_in_one_place():
    import tomllib  # noqa: PLC0415

    with open(f"{content.ROOT}/vocabulary.toml", "rb") as file:
        data = tomllib.load(file)
    for section, concepts in data.items():
        told = [squeeze(wording) for wordings in concepts.values() for wording in wordings]
        assert len(told) == len(set(told)), section
        for wordings in concepts.values():
            assert all(seen for seen in wordings.values())


def test_the_cache_is_json_lines():
    with open(content.CACHE, encoding="utf-8") as file:
        index, *rest = map(json.loads, file.read().split("\n"))
    assert len(index) + sum("rules" in entry for entry in index.values()) == len(rest)


@pytest.mark.parametrize("heading", forms.headings(), ids=lambda heading: heading.id)
def test_the_sentences_of_the_cache_are_the_compiled_sentences_of_the_items(heading):
    for item in forms.edition(heading.id).items:
        meaning = understand(item.criteria, item.weight, item.name)
        if isinstance(meaning, NotUnderstood):
            assert item.rule == ""
        else:
            assert parse_notation(item.rule) == meaning, item.criteria


def test_a_definition_that_the_cache_does_not_know_has_no_compiled_sentences(tmp_path, monkeypatch):
    monkeypatch.setattr(content, "CACHE", str(tmp_path / "none.jsonl"))
    monkeypatch.setattr(content, "_shelf", [])
    found = forms.edition("sichuan/yanjiang/work-assessment/2022")
    assert found.items
    assert {item.rule for item in found.items} == {""}


def test_every_setting_of_a_definition_is_for_a_rule_that_exists():
    codes = {rule.code for rule in pipeline.rules()}
    for edition in forms.editions():
        assert set(edition.rules) <= codes, edition.id
