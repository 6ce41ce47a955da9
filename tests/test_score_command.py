"""``xlplugin score`` and ``--profile`` as they are typed: what is printed, written and returned."""

from __future__ import annotations

import json
import os
import shutil

import openpyxl
import pytest

from specimens import WORKBOOKS
from xlplugin.cli import main

YANJIANG = WORKBOOKS / "sichuan" / "yanjiang"
SEED = YANJIANG / "project" / "2022-seed-yunxing.xlsx"
BAZHOU = WORKBOOKS / "sichuan" / "bazhou" / "project-selfeval" / "2023-seed-dianlu.xlsx"


@pytest.fixture
def book(tmp_path):
    return shutil.copy(SEED, tmp_path / "表.xlsx")


def test_score_prints_the_receipt_and_does_not_judge(book, capsys):
    assert main(["check", str(book)]) == 1
    capsys.readouterr()
    assert main(["score", str(book)]) == 0
    out, err = capsys.readouterr()
    assert "按规定计算      99.80" in out
    assert "-0.45" in out
    assert err == ""


def test_score_speaks_english(book, capsys):
    assert main(["score", str(book), "--lang", "en"]) == 0
    assert "Total by the rules" in capsys.readouterr().out


def test_score_as_json_has_a_schema_of_its_own(book, capsys):
    assert main(["score", str(book), "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["schema"] == "xlplugin/score/1"
    assert document["inputs"][0]["forms"][0]["computed"] == "99.80"


def test_score_writes_a_workbook_only_where_it_is_told_and_nothing_stands(book, tmp_path, capsys):
    target = tmp_path / "底稿.xlsx"
    assert main(["score", str(book), "--format", "xlsx", "-o", str(target)]) == 0
    assert capsys.readouterr().out == ""
    assert openpyxl.load_workbook(target).sheetnames == ["计分底稿"]
    before = target.read_bytes()
    assert main(["score", str(book), "--format", "xlsx", "-o", str(target)]) == 2
    assert "文件已存在" in capsys.readouterr().err
    assert target.read_bytes() == before


@pytest.mark.parametrize(
    ("options", "sentence"),
    [((), "--format xlsx 要用 -o 指明存到哪里"), (("-o", "底稿.txt"), "工作簿要存为 .xlsx")],
)
def test_a_workbook_without_a_proper_name_is_bad_usage(book, capsys, options, sentence):
    assert main(["score", str(book), "--format", "xlsx", *options]) == 2
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["text", "json", "xlsx"])
def test_score_never_replaces_an_input(book, capsys, kind):
    before = os.stat(book).st_size, book.read_bytes()
    assert main(["score", str(book), "--format", kind, "-o", str(book)]) == 2
    assert "报告不能写到工作簿上" in capsys.readouterr().err
    assert before == (os.stat(book).st_size, book.read_bytes())


@pytest.mark.parametrize("kind", ["text", "json"])
def test_what_could_not_be_read_is_never_a_success(book, tmp_path, capsys, kind):
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04broken")
    assert main(["score", str(book), str(broken), "--format", kind]) == 2
    out, err = capsys.readouterr()
    assert "99.80" in out
    assert err.startswith(f"未审核: {broken} ")


def test_a_workbook_with_nothing_to_score_is_never_a_success(tmp_path, capsys):
    blank = str(YANJIANG / "project-targets" / "2022-blank.xlsx")
    assert main(["score", blank]) == 2
    assert capsys.readouterr().err == f"未审核: {blank} 计分: 没有可计分的行\n"
    target = tmp_path / "底稿.xlsx"
    assert main(["score", blank, "--format", "xlsx", "-o", str(target)]) == 2
    assert not target.exists()


@pytest.mark.parametrize("command", ["check", "score"])
def test_an_unknown_profile_is_bad_usage_and_names_the_known_ones(book, capsys, command):
    assert main([command, str(book), "--profile", "某处/1900"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "没有名为 某处/1900 的计分规则" in err
    assert "national/2020" in err


def test_a_profile_replaces_that_of_the_edition(capsys):
    methods = []
    for options in ((), ("--profile", "national/2020")):
        main(["score", str(BAZHOU), "--format", "json", *options])
        rows = json.loads(capsys.readouterr().out)["inputs"][0]["forms"][0]["rows"]
        methods.append([(row["basis"], row["method"]) for row in rows])
    assert methods[0] != methods[1]


def test_a_profile_is_taken_by_check_too(capsys):
    main(["check", str(BAZHOU), "--format", "json", "--profile", "national/2020"])
    form = json.loads(capsys.readouterr().out)["inputs"][0]["forms"][0]
    assert any(row["computed"] for row in form["indicators"])


def test_the_marked_copy_carries_the_receipt_in_the_note_of_a_blamed_points_cell(book, tmp_path):
    main(["check", str(book), "--annotate", "--out-dir", str(tmp_path / "副本")])
    sheet = openpyxl.load_workbook(tmp_path / "副本" / "表.checked.xlsx")["自评计分表"]
    note = sheet["F9"].comment.text
    assert note.startswith("【必须改正】")
    assert "计分底稿：分值 5，填报 4.55，按规定 5.00，差 -0.45" in note
    assert "算式：资金到位率 100%" in note
    assert sheet["G9"].comment is None or "计分底稿" not in sheet["G9"].comment.text
