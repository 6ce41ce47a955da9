"""The profiles: each loads, names its basis, and keeps what is not confirmed apart from what is."""

from __future__ import annotations

import subprocess
import sys

import pytest

from specimens import ROOT
from xlplugin.errors import DefinitionError, UsageError
from xlplugin.forms import editions
from xlplugin.scoring import content, discover, named, profile_for, profiles
from xlplugin.scoring.definition import method_faults, profile_from
from xlplugin.scoring.profile import CONFIRMED, KINDS, STATUSES

NAMES = [one.name for one in profiles()]
GOOD = {
    "title": "甲",
    "jurisdiction": "乙",
    "year": "2024",
    "status": "F",
    "basis": {"document": "甲〔2024〕1号"},
    "policies": {"at_least": {"method": "quantitative.proportional", "status": "F"}},
}


def test_every_place_of_the_plan_has_its_profile():
    assert {
        "national/2020",
        "national/2021",
        "sichuan/project",
        "sichuan/yanjiang/project-2022",
        "sichuan/yanjiang/department-2022",
        "sichuan/quxian/2024",
        "yunnan/lincang/project-2022",
        "yunnan/lincang/department-2022",
        "hubei/2020",
        "hunan/2015",
    } <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_says_where_it_is_written_and_how_well_that_is_known(name):
    found = profile_for(name=name)
    assert found.title
    assert found.status in STATUSES
    for part in (*found.policies.values(), *found.terms.values(), *found.scales):
        assert part.status in STATUSES
        assert part.confirmed is (part.status in CONFIRMED)
        basis = part.scale.basis if hasattr(part, "scale") else part.basis
        assert basis.document
    assert set(found.policies) <= set(KINDS)
    assert not method_faults(found)


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("national/")])
def test_a_notice_that_was_not_opened_is_never_taken_for_confirmed(name):
    found = profile_for(name=name)
    for policy in found.policies.values():
        assert not (policy.confirmed and policy.basis.document.startswith("财预"))


def test_every_edition_has_at_most_one_profile_and_every_profile_knows_its_editions():
    known = {edition.id for edition in editions()}
    claimed = [edition for one in profiles() for edition in one.editions]
    assert len(claimed) == len(set(claimed))
    assert set(claimed) <= known


@pytest.mark.parametrize("one", [one for one in profiles() if one.editions], ids=lambda one: one.name)
def test_an_edition_finds_its_profile(one):
    for edition in one.editions:
        assert profile_for(edition) is one


def test_an_edition_that_nobody_names_is_scored_by_the_national_rule():
    assert profile_for("nowhere/form/1999").name == "national/2020"
    assert profile_for().name == "national/2020"


def test_a_name_given_by_the_user_wins_over_the_edition():
    assert profile_for("national/project-selfeval/2020", "hubei/2020").name == "hubei/2020"


def test_an_unknown_name_is_refused_with_the_known_ones():
    with pytest.raises(UsageError) as refused:
        profile_for(name="nowhere")
    assert "national/2020" in refused.value.said("zh")
    assert "nowhere" in refused.value.said("en")


def test_the_cache_is_current():
    with open(content.CACHE, encoding="utf-8") as file:
        assert file.read().split("\n") == content.cache_lines(), "请重新运行 python -m xlplugin.scoring"


def test_without_a_cache_the_profiles_are_the_same(monkeypatch, tmp_path):
    expected = [(one.name, one.editions, one.policies["at_least"].method) for one in profiles()]
    monkeypatch.setattr(content, "CACHE", str(tmp_path / "none"))
    monkeypatch.setattr(content, "_shelf", [])
    assert [(one.name, one.editions, one.policies["at_least"].method) for one in profiles()] == expected
    assert profile_for("sichuan/quxian/project-targets/2024").name == "sichuan/quxian/2024"


def test_all_faults_of_a_profile_are_told_at_once():
    bad = {
        "title": 3,
        "status": "X",
        "colour": "红",
        "basis": {},
        "editions": "甲",
        "policies": {
            "at_least": {"status": "F", "numbers": {"pass_line": "六十"}, "base": "elsewhere", "shape": 1},
            "sideways": {"method": "a.b", "status": "F", "tiers": [["60", "50"], ["80", "70"]], "weight": "NaN"},
            "qualitative": {
                "method": "qualitative.banded",
                "status": "F",
                "bands": [{"name": "甲", "low": "90", "high": "80"}],
            },
        },
        "scales": [{"bounds": {"优": "60", "良": "90"}, "status": "F"}],
        "terms": {"over": {"value": "1.3", "status": "?"}},
    }
    with pytest.raises(DefinitionError) as refused:
        profile_from("甲", bad)
    said = str(refused.value)
    for key in (
        "title", "jurisdiction", "year", "status", "colour", "basis", "editions", "policies.at_least.method",
        "pass_line", "base", "shape", "policies.sideways", "tiers", "weight", "low", "scales[0].bounds",
        "terms.over.status",
    ):  # fmt: skip
        assert key in said, key


def test_an_unknown_method_and_a_missing_setting_are_told():
    policies = {
        "at_least": {"method": "quantitative.nothing", "status": "F"},
        "equal": {"method": "nowhere.nothing", "status": "F"},
        "execution": {"method": "execution.tiers", "others": ["execution.steps"], "status": "F"},
    }
    faults = "；".join(method_faults(profile_from("甲", {**GOOD, "policies": policies})))
    for part in ("quantitative.nothing", "nowhere.nothing", "execution.tiers 缺少 tiers", "execution.steps 缺少 per"):
        assert part in faults


def test_a_faulty_file_is_refused_when_it_is_read(monkeypatch, tmp_path):
    (tmp_path / "bad.toml").write_text(
        'title="甲"\njurisdiction="乙"\nyear="2024"\nstatus="F"\n[basis]\ndocument="丙"\n'
        '[policies.equal]\nmethod="a.b"\nstatus="F"\n',
        "utf-8",
    )
    monkeypatch.setattr(content, "ROOT", str(tmp_path))
    monkeypatch.setattr(content, "_shelf", [])
    with pytest.raises(DefinitionError):
        profile_for(name="bad")


def test_an_edition_named_twice_is_refused(monkeypatch, tmp_path):
    text = 'title="甲"\njurisdiction="乙"\nyear="2024"\nstatus="F"\neditions=["x/y"]\n[basis]\ndocument="丙"\n'
    for name in ("one", "two"):
        (tmp_path / f"{name}.toml").write_text(text, "utf-8")
    monkeypatch.setattr(content, "ROOT", str(tmp_path))
    with pytest.raises(DefinitionError, match="x/y"):
        content.cache_lines()


def test_what_is_far_above_its_target_is_the_places_own_figure():
    good = {**GOOD, "terms": {"over": {"value": "1.5", "status": "F"}}}
    assert str(profile_from("甲", good).policies["at_least"].settings.numbers["over"]) == "1.5"


def test_a_kind_without_a_policy_gives_no_points():
    assert profile_for(name="sichuan/yanjiang/project-2022").policy("execution") is None
    assert profile_for(name="sichuan/yanjiang/project-2022").points("execution", None) is None


def test_an_unknown_method_is_refused():
    for name in ("quantitative.nothing", "nowhere.x", "os.path", ""):
        with pytest.raises(UsageError):
            named(name)


def test_methods_of_one_name_or_in_the_wrong_module_are_refused(monkeypatch):
    module = sys.modules[named.__module__]
    monkeypatch.setattr(module, "_families", lambda: ["quantitative", "quantitative"])
    with pytest.raises(DefinitionError, match=r"quantitative\.inverse"):
        discover()


def test_one_profile_and_one_method_load_only_what_they_need():
    code = (
        "import sys; from xlplugin.scoring import profile_for; profile_for('national/project-selfeval/2020');"
        "print(*[name for name in sys.modules if 'methods.' in name or name in ('tomllib', 'typing', 'pathlib')])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, encoding="utf-8")
    assert done.stdout.split() == []
