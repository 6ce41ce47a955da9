"""The program as it is installed: real workbooks, real streams, the exit code of the process."""

from __future__ import annotations

import json
import os
import pathlib
import subprocess
import sys
import tomllib

import pytest
import xlsxwriter

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SEED = os.path.join(ROOT, "workbooks", "sichuan", "yanjiang", "project", "2022-seed-waishi.xlsx")


def xlplugin(*argv, stdout=subprocess.PIPE, **environment):
    environment = os.environ | {"PYTHONPATH": ROOT} | environment
    command = [sys.executable, "-m", "xlplugin", *argv]
    return subprocess.run(command, stdout=stdout, stderr=subprocess.PIPE, env=environment, check=False)


@pytest.fixture
def sheet_of(tmp_path):
    """Write rows as a workbook and give its path."""

    def write(*rows, name="表.xlsx"):
        path = str(tmp_path / name)
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("自评表")
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
        return path

    return write


HEAD = (
    ["项目支出绩效自评表"],
    ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
    ["产出指标", "数量指标", "培训次数", "≥5次", "6次", 50, 50],
    ["效益指标", "满意度指标", "满意度", "≥90%", "95%", 50, 50],
)


def test_a_form_that_agrees_with_itself_exits_with_0(sheet_of):
    done = xlplugin("check", sheet_of(*HEAD, ["总分", "", "", "", "", 100, 100]))
    assert (done.returncode, done.stderr) == (0, b"")
    assert "未定义版本，按通用规则审核" in done.stdout.decode()


def test_the_same_form_with_a_wrong_total_exits_with_1_and_names_the_cell(sheet_of):
    done = xlplugin("check", sheet_of(*HEAD, ["总分", "", "", "", "", 100, 90]))
    assert (done.returncode, done.stderr) == (1, b"")
    assert "必须改正  G5" in done.stdout.decode()
    assert "表中：90  应为：100" in done.stdout.decode()


def test_under_strict_the_form_of_no_defined_edition_exits_with_2(sheet_of):
    done = xlplugin("check", sheet_of(*HEAD, ["总分", "", "", "", "", 100, 100]), "--strict")
    assert done.returncode == 2
    assert "--strict" in done.stderr.decode()


def test_a_workbook_without_a_form_is_never_clean(sheet_of):
    done = xlplugin("check", sheet_of(["食堂菜单"], ["星期一", "白菜"]))
    assert done.returncode == 2
    assert done.stderr.decode().startswith("未审核: ")


@pytest.mark.parametrize(
    "content", [b"", b"<html><table></table></html>", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0 old"]
)
@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".et"])
def test_a_file_that_is_no_workbook_is_never_clean(tmp_path, content, suffix):
    path = tmp_path / f"坏{suffix}"
    path.write_bytes(content)
    done = xlplugin("check", str(path), "--format", "json")
    assert done.returncode == 2
    note = json.loads(done.stdout)["inputs"][0]["not_checked"][0]
    assert note["why"] in done.stderr.decode()
    assert "内部错误" not in note["why"]


def test_the_source_is_only_read_and_the_copy_is_a_workbook(tmp_path):
    seed = pathlib.Path(SEED)
    before = seed.read_bytes(), seed.stat().st_mtime_ns
    done = xlplugin("check", SEED, "--annotate", "--out-dir", str(tmp_path), "--format", "json")
    assert done.returncode == 1
    assert (seed.read_bytes(), seed.stat().st_mtime_ns) == before
    assert os.listdir(tmp_path) == ["2022-seed-waishi.checked.xlsx"]
    again = xlplugin("check", str(tmp_path / "2022-seed-waishi.checked.xlsx"), "--format", "json")
    first, second = (json.loads(run.stdout)["inputs"][0]["findings"] for run in (done, again))
    assert [(one["id"], one["cell"]) for one in second] == [(one["id"], one["cell"]) for one in first]


def test_two_runs_print_the_same_bytes():
    first, second = (xlplugin("check", SEED, "--format", "json", PYTHONHASHSEED=seed) for seed in ("1", "2"))
    assert first.stdout == second.stdout


def test_the_seed_with_money_but_no_execution_is_blamed_where_the_notice_says():
    run = json.loads(xlplugin("check", SEED, "--format", "json").stdout)
    blamed = {(one["code"], one["sheet"], one["cell"]) for one in run["inputs"][0]["findings"]}
    assert {("B304", "目标完成情况表", "C14"), ("B305", "目标完成情况表", "C15")} <= blamed
    assert run["summary"]["forms"] == 2


def test_a_closed_pipe_leaves_no_traceback_and_keeps_the_verdict():
    reader, writer = os.pipe()
    os.close(reader)
    with open(writer, "wb") as pipe:
        done = xlplugin("check", SEED, stdout=pipe)
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "utf-16"])
def test_the_report_is_utf8_whatever_the_console_says(encoding):
    done = xlplugin("check", SEED, PYTHONIOENCODING=encoding)
    assert "自评计分表" in done.stdout.decode("utf-8")


@pytest.mark.parametrize(
    "form", ["project-scorecard", "project-targets", "department-scorecard", "department-targets", "work-assessment"]
)
def test_a_blank_form_is_recognised_as_the_form_it_was_made_from(tmp_path, form):
    path = str(tmp_path / "空白.xlsx")
    assert xlplugin("new", f"sichuan/yanjiang/{form}/2022", "-o", path).returncode == 0
    checked = json.loads(xlplugin("check", path, "--format", "json").stdout)
    assert [sheet["form"] for sheet in checked["inputs"][0]["sheets"]] == [f"sichuan/yanjiang/{form}/2022"]


def test_every_rule_of_the_catalogue_has_a_page():
    rules = json.loads(xlplugin("rules", "--format", "json").stdout)["rules"]
    assert rules
    for rule in rules[:3]:
        page = xlplugin("explain", rule["code"])
        assert (page.returncode, page.stderr) == (0, b"")
        assert rule["code"] in page.stdout.decode().splitlines()[0]


@pytest.mark.parametrize("command", [("explain", "W999"), ("new", "某/表", "-o", "x.xlsx")])
def test_what_is_not_known_is_said_in_one_line(command, tmp_path):
    done = xlplugin(*command[:-1], str(tmp_path / command[-1]) if "-o" in command else command[-1])
    assert done.returncode == 2
    assert len(done.stderr.decode().splitlines()) == 1
    assert "内部错误" not in done.stderr.decode()


def definitions():
    """The ids of all definitions as they lie on disk."""
    folder = pathlib.Path(ROOT) / "xlplugin" / "forms"
    return {path.relative_to(folder).with_suffix("").as_posix() for path in folder.glob("*/**/*.toml")}


def test_forms_lists_every_definition_on_disk_as_text_and_as_json():
    lines = xlplugin("forms").stdout.decode().splitlines()
    assert sorted(line.split()[0] for line in lines[1:]) == sorted(definitions())
    listed = json.loads(xlplugin("forms", "--format", "json").stdout)
    assert listed["schema"] == "xlplugin/forms/1"
    assert {form["id"] for form in listed["forms"]} == definitions()
    assert all(form["title"] and form["jurisdiction"] for form in listed["forms"])
    assert all(form["id"].endswith(f"/{form['edition']}") for form in listed["forms"])


def test_a_form_of_no_defined_edition_gives_a_draft_that_parses(sheet_of):
    done = xlplugin("forms", "draft", sheet_of(*HEAD, ["总分", "", "", "", "", 100, 100]))
    assert (done.returncode, done.stderr) == (0, b"")
    draft = tomllib.loads(done.stdout.decode())
    assert (draft["title"], draft["full"], draft["jurisdiction"]) == ("项目支出绩效自评表", "100", "")


def test_a_draft_is_never_written_over_the_workbook_it_is_made_from(sheet_of):
    path = sheet_of(*HEAD)
    before = pathlib.Path(path).read_bytes()
    done = xlplugin("forms", "draft", path, "-o", path)
    assert done.returncode == 2
    assert pathlib.Path(path).read_bytes() == before
