"""What install.md says about the button is what the program does; commands that Linux can run are run."""

from __future__ import annotations

import os
import re
import shlex
import shutil
from xml.etree import ElementTree as ET

import pytest

from specimens import ROOT
from xlplugin.addin.conf import XLWINGS
from xlplugin.addin.install_platform import Platform
from xlplugin.cli import main

HEAD = "\n# Excel 按钮\n"
SECTION = HEAD + (ROOT / "install.md").read_text("utf-8").partition(HEAD)[2]
SPECIMEN = ROOT / "workbooks/sichuan/yanjiang/project/2022-seed-waishi.xlsx"
CHECKS = re.findall(r"^ *(?:- )?(?:run: )?xlplugin (check [^|\n]+)", SECTION, re.MULTILINE)
ADDIN = sorted(set(re.findall(r"`xlplugin (addin [^`]+)`", SECTION)))


def test_the_section_has_commands():
    assert len(CHECKS) == 4
    assert {"addin install", "addin remove", "addin status"} < set(ADDIN)


@pytest.mark.parametrize("command", CHECKS)
def test_the_checks_of_the_ci_files_run_and_fail_the_job_on_a_wrong_form(command, tmp_path, monkeypatch, capsys):
    (tmp_path / "自评表").mkdir()
    shutil.copy(SPECIMEN, tmp_path / "自评表")
    monkeypatch.chdir(tmp_path)
    assert main(shlex.split(command)) == 1
    assert os.path.exists("report.json") == ("-o report.json" in command)
    assert bool(capsys.readouterr().out) == ("-o report.json" not in command)


@pytest.mark.parametrize("command", ADDIN)
def test_the_commands_of_the_button_are_known_and_say_on_linux_that_excel_is_not_there(command, monkeypatch, capsys):
    monkeypatch.setattr("sys.platform", "linux")
    assert main(command.split()) == 2
    told = capsys.readouterr().err
    assert ("There is no Excel" if "en" in command.split() else "没有 Excel") in told


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_the_administrator_is_told_every_file_and_its_true_place(system):
    home, environ = ("", {"APPDATA": "%APPDATA%"}) if system == "win32" else ("~", {})
    for path in Platform(system, home, environ).places(XLWINGS).files:
        folder, name = os.path.split(path)
        told = folder.replace("/", "\\") if system == "win32" else folder
        assert re.search(rf"\| `{re.escape(name)}`[^|]* \| `{re.escape(told)}` \|", SECTION), path


def test_every_button_of_the_ribbon_is_explained_in_both_languages():
    labels = [button.get("label") for button in ET.parse(ROOT / "macros/customUI.xml").iter() if button.get("onAction")]  # noqa: S314  our own file
    chinese, english = SECTION.split("# The button in Excel")
    assert len(labels) == 9
    for label in labels:
        assert label in chinese
        assert label in english


def test_the_version_of_xlwings_is_the_pinned_one():
    assert set(re.findall(r"0\.\d+\.\d+", SECTION)) == {XLWINGS}
