"""A former report as baseline: what it holds is left out, nothing else, wherever the workbooks now lie."""

from __future__ import annotations

import json as plain_json
import shutil
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as some
from settings_books import write

from xlplugin import baseline
from xlplugin.batch import check_file, workbooks
from xlplugin.errors import UsageError
from xlplugin.model import LAPSED, VALID, Basis, Explanation, FileRun, Finding, NotChecked, Run
from xlplugin.place import Place
from xlplugin.record import replace
from xlplugin.reports import json

PLACE = Place("表", 1, 1)


def finding(identity, code="P201", **more):
    return Finding(identity, code, "points.total", "error", PLACE, "不一致", "1", "2", Basis("表内算术关系"), **more)


def file_of(path, *ids, digest=""):
    return FileRun(path, digest, findings=tuple(map(finding, ids)))


def checked(folder):
    return Run(tuple(check_file(path) for path in workbooks([str(folder)])))


@pytest.fixture
def saved(tmp_path):
    """Save a run as its JSON report and read that as baseline."""

    def save(*files):
        path = tmp_path / "baseline.json"
        path.write_text(json.render(Run(files)), "utf-8")
        return baseline.load(str(path))

    return save


def left(run, known):
    """The ids that are new, by file."""
    return {file.file: [finding.id for finding in file.findings] for file in baseline.new(run, known).files}


@pytest.fixture
def folder(tmp_path):
    """The workbooks of three units in a folder each, all of one name, two of them with the very same faults."""
    forms = tmp_path / "甲机" / "自评"
    write(forms / "一局" / "自评表.xlsx", total=80)
    write(forms / "二局" / "自评表.xlsx", total=80)
    write(forms / "三局" / "自评表.xlsx", weights=(40, 20, 10), total=60)
    return forms


def test_a_second_check_of_the_same_workbooks_finds_nothing_new(folder, saved):
    run = checked(folder)
    known = saved(*run.files)
    again = baseline.new(run, known)
    assert not any(file.findings for file in again.files)
    assert [file.known for file in again.files] == [len(file.findings) for file in run.files]
    assert min(file.known for file in again.files) > 0
    assert baseline.vanished(run, known) == 0


def test_on_another_machine_only_what_changed_is_new(folder, saved, tmp_path):
    known = saved(*checked(folder).files)
    moved = tmp_path / "runner" / "build" / "forms"
    shutil.copytree(folder, moved)
    write(moved / "二局" / "自评表.xlsx", total=70)
    run = checked(moved)
    new = {file.file: file for file in baseline.new(run, known).files}
    changed = new.pop(str(moved / "二局" / "自评表.xlsx"))
    assert not any(file.findings for file in new.values())
    assert [(one.code, one.stated) for one in changed.findings] == [("P201", "70")]
    assert baseline.vanished(run, known) == 1


def test_a_corrected_workbook_lets_findings_vanish_and_an_unread_one_does_not(folder, saved):
    known = saved(*checked(folder).files)
    write(folder / "一局" / "自评表.xlsx")
    assert baseline.vanished(checked(folder), known) == 1
    (folder / "一局" / "自评表.xlsx").write_bytes(b"")
    assert baseline.vanished(checked(folder), known) == 0


def test_a_workbook_of_another_unit_is_new_though_its_faults_are_the_same(folder, saved):
    known = saved(*checked(folder).files)
    write(folder / "四局" / "自评表.xlsx", total=80, name="考察人次")
    run = checked(folder)
    assert [path for path, ids in left(run, known).items() if ids] == [str(folder / "四局" / "自评表.xlsx")]


def test_a_copy_of_a_known_workbook_is_new(folder, saved):
    known = saved(*checked(folder).files)
    shutil.copy(folder / "一局" / "自评表.xlsx", folder / "抄来的.xlsx")
    assert [path for path, ids in left(checked(folder), known).items() if ids] == [str(folder / "抄来的.xlsx")]


def test_a_renamed_workbook_is_known_by_its_content(folder, saved):
    known = saved(*checked(folder).files)
    (folder / "三局" / "自评表.xlsx").rename(folder / "三局" / "2025年自评表（终稿）.xlsx")
    assert not any(left(checked(folder), known).values())


def test_a_single_workbook_is_known_wherever_it_lies(saved):
    known = saved(file_of("D:\\业务\\自评\\表.XLSX", "P201-1", "W101-1"))
    for path in ("表.xlsx", "/ci/build/表.xlsx", "../forms/表.xlsx", "C:\\x\\表.xlsx"):
        assert left(Run((file_of(path, "W101-1", "W101-2"),)), known) == {path: ["W101-2"]}


def test_the_spelling_of_a_path_does_not_matter(saved):
    composed = normalize("NFC", "Prüfung/é/a.xlsx")
    known = saved(file_of(composed, "P201-1"), file_of("Prüfung/o/a.xlsx", "P201-2"))
    for path in (normalize("NFD", composed), f"./{composed}", composed.replace("/", "\\"), "/x/y/../Prüfung/é/A.xlsx"):
        assert left(Run((file_of(path, "P201-1", "P201-2"),)), known) == {path: ["P201-2"]}


def test_what_could_be_either_of_two_is_neither(saved):
    known = saved(file_of("自评/表.xlsx", "P201-1"))
    run = Run((file_of("/a/一/表.xlsx", "P201-1"), file_of("/a/二/表.xlsx", "P201-1")))
    assert left(run, known) == {"/a/一/表.xlsx": ["P201-1"], "/a/二/表.xlsx": ["P201-1"]}


def test_the_nearest_path_is_taken_where_one_ends_like_another(saved):
    known = saved(file_of("f/表.xlsx", "P201-1"), file_of("f/二/表.xlsx", "P201-2"))
    run = Run((file_of("/ci/二/表.xlsx", "P201-1", "P201-2"), file_of("/ci/表.xlsx", "P201-1", "P201-2")))
    assert left(run, known) == {"/ci/二/表.xlsx": ["P201-1"], "/ci/表.xlsx": ["P201-2"]}


paths = some.lists(some.tuples(*[some.sampled_from("甲乙丙")] * 3), min_size=1, max_size=8, unique=True)


@given(paths)
def test_every_workbook_finds_itself_under_another_root(parts):
    formers = [file_of("D:\\旧\\" + "\\".join(one) + ".xlsx", f"P201-{one}") for one in parts]
    run = Run(tuple(file_of(f"/ci/新/{'/'.join(one)}.xlsx", f"P201-{one}") for one in reversed(parts)))
    known = baseline._baseline(
        [baseline._former(one) for one in plain_json.loads(json.render(Run(tuple(formers))))["inputs"]]
    )
    assert not any(left(run, known).values())


def test_the_reading_of_a_report_keeps_only_what_it_needs(saved):
    known = saved(file_of("a/表.xlsx", "P201-1", digest="0f"), file_of("b/表.xlsx"))
    assert list(known.files) == [("a", "表.xlsx"), ("b", "表.xlsx")]
    assert [one.parts for one in known.contents["0f"]] == [("a", "表.xlsx")]


def test_an_empty_report_knows_nothing(saved):
    assert left(Run((file_of("表.xlsx", "P201-1"),)), saved()) == {"表.xlsx": ["P201-1"]}


def test_what_follows_from_a_known_finding_stands_by_itself(saved):
    known = saved(file_of("表.xlsx", "P202-1"))
    follows = finding("P201-1", caused_by="P202-1")
    stays = finding("G401-1", caused_by="P201-1")
    run = Run((FileRun("表.xlsx", "", findings=(finding("P202-1"), follows, stays)),))
    (file,) = baseline.new(run, known).files
    assert file.findings == (replace(follows, caused_by=None), stays)
    assert file.known == 1


def explained(state):
    return finding("R701-1", explanation=Explanation("R701-1", "工期顺延", "某某", "2025-03-01", PLACE, state))


def test_an_answered_question_is_asked_again_when_the_answer_is_gone(tmp_path):
    report = plain_json.loads(json.render(Run((FileRun("表.xlsx", "", findings=(explained(VALID),)),))))
    report["inputs"][0]["findings"][0]["explanation"] = {"text": "工期顺延", "state": VALID}
    path = tmp_path / "baseline.json"
    path.write_text(plain_json.dumps(report), "utf-8")
    known = baseline.load(str(path))
    for one, asked in ((explained(VALID), []), (explained(LAPSED), ["R701-1"]), (finding("R701-1"), ["R701-1"])):
        assert left(Run((FileRun("表.xlsx", "", findings=(one,)),)), known) == {"表.xlsx": asked}


def test_a_crash_of_ours_is_never_known(saved):
    crash = FileRun("表.xlsx", "", findings=(finding("X000", "X000"),))
    assert left(Run((crash,)), saved(crash)) == {"表.xlsx": ["X000"]}


def test_what_could_not_be_checked_stays_unchecked(saved):
    blocked = FileRun("表.xlsx", "", not_checked=(NotChecked(None, "整个文件", "文件有打开密码"),))
    assert baseline.new(Run((blocked,)), saved(blocked)).blocked


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe",
        b"PK\x03\x04",
        b"[]",
        b"3",
        b"{}",
        b"null",
        b'{"schema": "xlplugin/run/1"}',
        b'{"schema": "xlplugin/run/1", "inputs": 3}',
        b'{"schema": "xlplugin/run/1", "inputs": ["a"]}',
        b'{"schema": "xlplugin/run/1", "inputs": [{"file": 3, "sha256": null, "findings": []}]}',
        b'{"schema": "xlplugin/run/1", "inputs": [{"file": "a", "sha256": null, "findings": [1]}]}',
        b"[" * 100_000,
    ],
)
def test_a_file_that_is_no_report_is_refused(tmp_path, content):
    path = tmp_path / "基线.json"
    path.write_bytes(content)
    with pytest.raises(UsageError, match="不能作基线：不是本程序的 JSON 报告") as refused:
        baseline.load(str(path))
    assert str(path) in refused.value.en


def test_a_report_of_another_schema_is_refused(tmp_path):
    path = tmp_path / "基线.json"
    path.write_text('{"schema": "xlplugin/rules/1", "rules": [], "inputs": []}')
    with pytest.raises(UsageError, match="格式是 xlplugin/rules/1，不是 xlplugin/run/1"):
        baseline.load(str(path))


def test_a_report_that_leaves_out_older_findings_is_refused(tmp_path):
    path = tmp_path / "基线.json"
    inputs = [{"file": "a", "sha256": None, "findings": [], "known": 3}]
    path.write_text(plain_json.dumps({"schema": "xlplugin/run/1", "inputs": inputs}))
    with pytest.raises(UsageError, match="其中略去了更早的问题"):
        baseline.load(str(path))


def test_a_missing_baseline_is_told_and_an_overwritten_one_refused(tmp_path):
    with pytest.raises(UsageError, match="基线打不开"):
        baseline.load(str(tmp_path / "没有.json"))
    path = tmp_path / "基线.json"
    path.write_text(json.render(Run(())), "utf-8")
    with pytest.raises(UsageError, match="报告会覆盖基线"):
        baseline.load(str(path), str(tmp_path / "." / "基线.json"))
    assert baseline.load(str(path), str(tmp_path / "新.json")).files == {}


def test_a_report_saved_by_a_windows_shell_is_read(tmp_path):
    path = tmp_path / "基线.json"
    path.write_text(json.render(Run((file_of("表.xlsx", "P201-1"),))), "utf-16")
    assert len(baseline.load(str(path)).files) == 1
