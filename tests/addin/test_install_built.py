"""The add-in from build to removal, on Linux, with the machines described: what a clean clone can show."""

from __future__ import annotations

import sys

import pytest

from xlplugin.addin.install import install, remove, shipped, status
from xlplugin.addin.install_platform import Interpreter, Platform, ask

pytest.importorskip("pyopenvba", reason="building the add-in needs pyOpenVBA")
pytest.importorskip("oletools", reason="verifying the add-in needs oletools")
pytest.importorskip("xlwings", reason="the template and the script of the add-in come with xlwings")

from xlplugin.addin.build import build_addin
from xlplugin.addin.conf import XLWINGS
from xlplugin.addin.verify import faults
from xlplugin.cli import main

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:oletools")


@pytest.fixture(scope="module", params=[build_addin, shipped], ids=["built", "shipped"])
def addin(request):
    return request.param()


def windows(home):
    """A machine with the library of xlwings where its wheel for Windows puts it: in the root of the environment."""
    python = home / "venv" / "Scripts" / "python.exe"
    python.parent.mkdir(parents=True)
    (home / "venv" / f"xlwings64-{XLWINGS}.dll").write_bytes(b"MZ")
    found = ask(sys.executable)
    answer = Interpreter(found.xlplugin, found.xlwings, found.folder, str(home / "Python311"))
    return Platform("win32", str(home), {"APPDATA": str(home / "AppData" / "Roaming")}, lambda _: answer), str(python)


def macos(home):
    """A machine whose Python is the running one, asked in earnest."""
    return Platform("darwin", str(home), {}), sys.executable


@pytest.mark.parametrize(("machine", "user"), [(windows, "张三"), (macos, "zhangsan")])
def test_built_verified_installed_looked_at_removed(machine, user, addin, tmp_path):
    home = tmp_path / user
    home.mkdir()
    platform, python = machine(home)
    before = sorted(home.rglob("*"))
    assert install(platform, addin, python).ok
    report = status(platform, addin)
    assert report.ok
    assert XLWINGS in "\n".join(report.lines("zh"))
    with open(platform.places(XLWINGS).addin, "rb") as file:
        assert not faults(file.read())
    assert remove(platform).ok
    assert sorted(home.rglob("*")) == before


def test_the_command_line_installs_tells_and_removes(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr("sys.platform", "darwin")
    codes = [main(["addin", command]) for command in ("status", "install", "install", "status", "remove", "status")]
    assert codes == [1, 0, 0, 0, 0, 1]
    assert "一切正常" in capsys.readouterr().out
    assert not list(tmp_path.iterdir())
