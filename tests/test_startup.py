"""Start-up is a budget: a check loads no spreadsheet library and none of the slow modules of Python itself."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LIBRARIES = frozenset(("formulas", "lxml", "numpy", "openpyxl", "pandas", "python_calamine", "xlsxwriter", "xlwings"))
SLOW = frozenset(
    ("asyncio", "email", "logging", "pathlib", "shutil", "tempfile", "tomllib", "typing", "unittest", "zipfile")
)


def loaded(code, *argv):
    """The modules that a piece of code adds to those of a bare Python."""
    show = "import sys; before = set(sys.modules)\n{}\nprint(*sorted(set(sys.modules) - before), file=sys.stderr)"
    command = [sys.executable, "-c", show.format(code), *argv]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, encoding="utf-8")
    return set(done.stderr.splitlines()[-1].split())


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    xlsxwriter = pytest.importorskip("xlsxwriter")
    path = str(tmp_path_factory.mktemp("startup") / "表.xlsx")
    workbook = xlsxwriter.Workbook(path)
    sheet = workbook.add_worksheet("自评表")
    sheet.write_row(0, 0, ["项目支出绩效自评表"])
    sheet.write_row(1, 0, ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"])
    sheet.write_row(2, 0, ["产出指标", "数量指标", "培训次数", "≥5次", "6次", 50, 50])
    sheet.write_row(3, 0, ["效益指标", "社会效益指标", "满意度", "≥90%", "95%", 50, 50])
    sheet.write_row(4, 0, ["总分", "", "", "", "", 100, 90])
    workbook.close()
    return path


def test_importing_the_package_loads_nothing_else():
    assert loaded("import xlplugin") == {"xlplugin"}


def test_importing_the_command_line_loads_no_engine_and_no_reader():
    names = loaded("import xlplugin.cli")
    assert not {name for name in names if name.startswith(("xlplugin.pipeline", "xlplugin.excel", "xlplugin.rules"))}
    assert not names & (LIBRARIES | SLOW)


@pytest.mark.parametrize("options", [(), ("--format", "json"), ("--annotate",)])
def test_a_check_loads_no_spreadsheet_library_and_nothing_slow(book, tmp_path, options):
    if "--annotate" in options:
        options = (*options, "--out-dir", str(tmp_path))
    names = loaded("from xlplugin.cli import main; main(sys.argv[1:])", "check", book, *options)
    assert "xlplugin.excel.ooxml" in names
    assert not {name.partition(".")[0] for name in names} & (LIBRARIES | SLOW)


@pytest.mark.parametrize("command", [("rules",), ("forms",), ("--version",), ("check", "--help")])
def test_the_other_commands_read_no_workbook(command):
    names = loaded("from xlplugin.cli import main; main(sys.argv[1:])", *command)
    assert "xlplugin.cli" in names
    assert not names & (LIBRARIES | SLOW | {"xlplugin.addin.command", "xlplugin.excel.ooxml", "hashlib"})
