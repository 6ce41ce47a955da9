"""What a rule would newly reject: compared on the same workbooks with and without it."""

from __future__ import annotations

import json

import pytest
from settings_books import write

from xlplugin import impact
from xlplugin.cli import main
from xlplugin.errors import UsageError
from xlplugin.model import LAPSED, VALID, Basis, Explanation, FileRun, Finding, NotChecked, Rule
from xlplugin.place import Place
from xlplugin.record import replace
from xlplugin.settings import FILE

PLACE = Place("表", 1, 1)
RULE = Rule("W101", "weights.total", "权重合计", "error", "form", lambda *_: (), {})


def finding(code, severity="error", **more):
    return Finding(f"{code}-1", code, "x", severity, PLACE, "不一致", None, None, Basis("表内算术关系"), **more)


@pytest.fixture
def folder(tmp_path):
    """Workbooks that pass, that only W101 rejects, that are wrong anyway, and one that cannot be read."""
    for name in ("甲", "乙", "丙"):
        write(tmp_path / f"通过{name}.xlsx")
    write(tmp_path / "权重70.xlsx", weights=(40, 20, 10))
    write(tmp_path / "权重75.xlsx", weights=(45, 20, 10))
    write(tmp_path / "都错.xlsx", weights=(45, 20, 10), total=60)
    write(tmp_path / "合计错.xlsx", total=60)
    (tmp_path / "坏.xlsx").write_bytes(b"not a workbook")
    return tmp_path


def books(folder):
    return sorted(map(str, folder.glob("*.xlsx")))


def effects(told, folder):
    return {file.file.removeprefix(f"{folder}/"): file.effect for file in told.files}


def test_exactly_the_workbooks_that_only_this_rule_rejects_are_new(folder):
    told = impact.run(books(folder), "W101")
    assert effects(told, folder) == {
        "通过甲.xlsx": "silent",
        "通过乙.xlsx": "silent",
        "通过丙.xlsx": "silent",
        "权重70.xlsx": "rejected",
        "权重75.xlsx": "rejected",
        "都错.xlsx": "already",
        "合计错.xlsx": "silent",
        "坏.xlsx": "not_checked",
    }
    assert all({one.code for one in file.findings} <= {"W101"} for file in told.files)


def test_the_text_counts_and_lists_them_with_their_cells(folder):
    text, run = impact.report(books(folder), "W101")
    assert run.blocked
    assert text.startswith(
        "规则 W101 权重合计（必须改正）\n8 个工作簿：没有这条规则时 5 个通过，加上它 3 个通过，多退回 2 个。\n"
    )
    assert "会被退回的：2 个" in text
    assert "权重75.xlsx\n    自评表!F6  必须改正  各项指标分值（权重）之和为75" in text
    assert "本来就不通过、又多出问题的：1 个" in text
    (file,) = (file for file in run.files if file.file.endswith("坏.xlsx"))
    assert f"坏.xlsx\n    整个文件：{file.not_checked[0].why}\n" in text
    english, _ = impact.report(books(folder), "W101", lang="en")
    assert "8 workbook(s): 5 pass without this rule, 3 with it; it newly rejects 2." in english


def test_the_json_gives_the_same(folder):
    document = json.loads(impact.report(books(folder), "W101", "json")[0])
    assert document["schema"] == "xlplugin/impact/1"
    assert document["rule"] == {
        "code": "W101", "name": "weights.total", "title": "权重合计", "severity": "error", "preview": False,
    }  # fmt: skip
    assert document["summary"] == {
        "files": 8, "rejected": 2, "noted": 0, "already": 1, "silent": 4, "not_checked": 1,
    }  # fmt: skip
    passing = {(one["effect"], one["passes_without"], one["passes_with"]) for one in document["inputs"]}
    assert passing == {
        ("silent", True, True),
        ("silent", False, False),
        ("rejected", True, False),
        ("already", False, False),
        ("not_checked", None, None),
    }
    (rejected, *_) = (one for one in document["inputs"] if one["effect"] == "rejected")
    (unread,) = (one for one in document["inputs"] if one["effect"] == "not_checked")
    assert [(one["sheet"], one["what"]) for one in unread["not_checked"]] == [(None, "整个文件")]
    assert set(rejected["findings"][0]) == {"id", "severity", "sheet", "cell", "message"}


def test_the_reason_for_exit_code_2_is_on_standard_error(folder, capsys):
    assert main(["impact", "--rule", "W101", str(folder)]) == 2
    out, err = capsys.readouterr()
    assert err.startswith(f"未审核: {folder}/坏.xlsx 整个文件: ")
    assert err.removeprefix(f"未审核: {folder}/坏.xlsx 整个文件: ").strip() in out


def test_a_preview_rule_is_taken_at_its_own_severity(folder, monkeypatch):
    write(folder / "平分.xlsx", weights=(30, 30, 30))
    told = impact.run([str(folder / "平分.xlsx")], "W110")
    assert [(file.effect, file.findings[0].severity) for file in told.files] == [("noted", "advice")]
    assert "（提示，试行）" in impact.text(told)
    assert "(advice, preview)" in impact.text(told, "en")

    graver = tuple(replace(one, severity="error") for one in impact.catalogue() if one.code == "W110")
    monkeypatch.setattr(impact, "catalogue", lambda: graver)
    assert impact.run([str(folder / "平分.xlsx")], "W110").having("rejected")


def test_a_rule_that_the_house_leaves_out_speaks_and_its_other_settings_hold(folder):
    settings = '[disabled]\nW101 = "未定"\n[severity.P201]\nto = "advice"\ndocument = "某办法"\n'
    (folder / FILE).write_text(settings, "utf-8")
    told = effects(impact.run(books(folder), "w101"), folder)
    assert told["权重75.xlsx"] == "rejected"
    assert told["都错.xlsx"] == "rejected"


def test_an_unknown_rule_is_told_before_anything_is_read():
    with pytest.raises(UsageError, match="没有编号为 W999 的规则"):
        impact.report(["没有.xlsx"], "W999")


@pytest.mark.parametrize(
    ("findings", "fail_on", "passes", "effect"),
    [
        ((), "error", True, "silent"),
        ((finding("P201"),), "error", False, "silent"),
        ((finding("W101"),), "error", True, "rejected"),
        ((finding("W101"), finding("P201", "explain")), "error", True, "rejected"),
        ((finding("W101"), finding("P201", "explain")), "explain", False, "already"),
        ((finding("W101", "explain"),), "error", True, "noted"),
        ((finding("W101", "explain"),), "explain", True, "rejected"),
        ((finding("W101"), finding("P201")), "error", False, "already"),
        ((finding("W101", "advice"), finding("P201")), "error", False, "already"),
    ],
)
def test_what_rejects_depends_on_severity_and_on_the_other_rules(findings, fail_on, passes, effect):
    (file,) = impact.compare([FileRun("a", "", findings=findings)], RULE, fail_on).files
    assert (file.passes, file.effect) == (passes, effect)


@pytest.mark.parametrize(("state", "effect"), [(VALID, "noted"), (LAPSED, "rejected")])
def test_an_answered_question_rejects_nothing(state, effect):
    answer = Explanation("W101-1", "另有规定", "某某", "2025-03-01", PLACE, state)
    file = FileRun("a", "", findings=(finding("W101", "explain", explanation=answer),))
    assert impact.compare([file], RULE, "explain").files[0].effect == effect


def test_a_workbook_that_was_not_wholly_checked_is_not_compared():
    note = NotChecked("表", "E5", "没有结果")
    files = [FileRun("a", "", findings=(finding("W101"),), not_checked=(note,)), FileRun("b", "", not_checked=())]
    told = impact.compare(files, RULE)
    assert [file.effect for file in told.files] == ["not_checked", "silent"]
    assert "有内容未能审核、不在比较之内的：1 个" in impact.text(told)
