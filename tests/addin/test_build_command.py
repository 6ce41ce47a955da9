"""``xlplugin addin build | verify`` from the command line: what it writes, what it refuses, what it says."""

from __future__ import annotations

import hashlib
import importlib.util

import pytest

from specimens import ROOT
from xlplugin.addin import install
from xlplugin.cli import main

pytest.importorskip("pyopenvba", reason="pyOpenVBA is needed to build the add-in")
pytest.importorskip("oletools", reason="oletools is needed to verify the add-in")

FORM = "yunnan/lincang/project-funds/2022"
NAME = "yunnan-lincang-project-funds-2022.xlsm"
SHIPPED = ROOT / "xlplugin" / "addin" / "xlplugin.xlam"


def run(*words):
    return main(["addin", *map(str, words)])


def test_a_build_writes_the_addin_and_prints_its_hash(tmp_path, capsys):
    assert run("build", "-o", tmp_path, "--addin-only") == 0
    written = (tmp_path / "xlplugin.xlam").read_bytes()
    assert written == SHIPPED.read_bytes()
    assert capsys.readouterr().out.split()[0] == hashlib.sha256(written).hexdigest()
    assert [path.name for path in tmp_path.iterdir()] == ["xlplugin.xlam"]


def test_one_form_is_built_with_the_interpreter_given_and_verified(tmp_path, capsys):
    assert run("build", "-o", tmp_path, "--form", FORM, "--interpreter", r"C:\用户\张三\pythonw.exe") == 0
    assert r"C:\用户\张三\pythonw.exe".encode() in (tmp_path / NAME).read_bytes()
    assert run("verify", tmp_path / NAME, SHIPPED) == 0
    assert capsys.readouterr().out.count("核对一致") == 2


def test_a_form_that_somebody_may_have_filled_in_is_not_replaced(tmp_path, capsys):
    assert run("build", "-o", tmp_path, "--form", FORM) == 0
    assert run("build", "-o", tmp_path, "--form", FORM) == 0
    (tmp_path / NAME).write_bytes(b"filled")
    assert run("build", "-o", tmp_path, "--form", FORM) == 2
    assert (tmp_path / NAME).read_bytes() == b"filled"
    assert "文件已存在，没有覆盖" in capsys.readouterr().err


def test_verify_names_every_fault_in_the_language_asked_for_and_exits_with_2(capsys):
    blank = ROOT / "workbooks" / "national" / "project-selfeval" / "2020-blank.xlsx"
    assert run("verify", blank) == 2
    assert "VBA 模块 xlwings 与源码不一致。" in capsys.readouterr().err
    assert run("verify", blank, "--lang", "en") == 2
    assert "The VBA module xlwings differs from its source." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "缺少 命令"),
        (("build",), "缺少 -o/--output"),
        (("build", "-o", "{folder}/none"), "没有这个文件夹"),
        (("build", "-o", "{folder}", "--form", "x/y"), "x/y"),
        (("build", "-o", "{folder}", "--form", FORM, "--addin-only"), "只能用一个"),
        (("verify", "{folder}/none.xlam"), "打不开"),
        (("verify", "{folder}"), "打不开"),
        (("verify", str(ROOT / "README.md")), "文件不完整或已损坏"),
        (("polish",), "没有这个选择"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_2(words, said, tmp_path, capsys):
    assert run(*(word.format(folder=tmp_path) for word in words)) == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_without_the_libraries_for_building_it_says_what_to_install(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    assert run("build", "-o", tmp_path, "--addin-only") == 2
    assert "pip install pyOpenVBA==6.5.0 oletools==0.60.2" in capsys.readouterr().err


def test_help_lists_the_commands(capsys):
    assert main(["addin", "--help"]) == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name in ("build", "verify", "install", "remove", "status"))


@pytest.mark.parametrize(("ok", "code"), [(True, 0), (False, 1)])
@pytest.mark.parametrize("name", ["install", "remove", "status"])
def test_what_users_call_says_the_report_in_the_language_asked_for(monkeypatch, capsys, name, ok, code):
    def done(interpreter=None):
        said = interpreter or "无"
        return install.Report(((f"好：{said}", f"fine: {said}"),), ok)

    monkeypatch.setattr(install, name, done)
    assert run(name) == code
    assert capsys.readouterr().out == "好：无\n"
    assert run("--lang", "en", name, *(["--interpreter", "py"] if name == "install" else [])) == code
    assert capsys.readouterr().out == ("fine: py\n" if name == "install" else "fine: 无\n")
