"""Installing the add-in, on machines that are described to it: all that can be known without Excel."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import zipfile
from hashlib import sha256
from io import BytesIO

import pytest

from xlplugin import __version__
from xlplugin.addin import install as installer
from xlplugin.addin import preferences
from xlplugin.addin.conf import SHEET, XLWINGS, settings, sheet_xml
from xlplugin.addin.install import install, remove, status
from xlplugin.addin.install_conf import baked
from xlplugin.addin.install_platform import NAME, Interpreter, Platform, ask
from xlplugin.addin.parts import packed
from xlplugin.errors import UsageError

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
SCRIPT = b'on VbaHandler(given)\n\treturn given & "' + "脚本".encode() + b'"\nend VbaHandler\n'
MACOS_SCRIPTS = "Library/Application Scripts/com.microsoft.Excel"
VBA = bytes(range(256)) * 40


def made_addin(sheet=SHEET, values=None, vba=VBA):
    """A small add-in: the parts that installing reads, and VBA that it must not touch."""
    return packed(
        {
            "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" '
            f'Type="{TYPES}/officeDocument" Target="xl/workbook.xml"/></Relationships>'.encode(),
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{TYPES}"><sheets>'
            f'<sheet name="{sheet}" sheetId="2" r:id="rId3"/></sheets></workbook>'.encode(),
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId3" '
            f'Type="{TYPES}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'.encode(),
            "xl/worksheets/sheet1.xml": sheet_xml(settings() if values is None else values),
            "xl/vbaProject.bin": vba,
        }
    )


ADDIN = made_addin()


class Machine:
    """A described machine whose files lie in a folder of the test; ``versions`` is what its Python answers."""

    def __init__(self, system, home, environ=(), python=("venv", "python")):
        self.home = str(home)
        folder = os.path.join(self.home, python[0], "Scripts" if system == "win32" else "bin")
        self.python = os.path.join(folder, python[1])
        self.xlwings = os.path.join(self.home, python[0], "xlwings")
        self.versions = Interpreter(__version__, XLWINGS, self.xlwings, "/usr")
        self.platform = Platform(system, self.home, dict(environ), lambda _: self.versions)
        for path in (folder, self.xlwings):
            os.makedirs(path)
        self.put(os.path.join(self.home, python[0], f"xlwings64-{XLWINGS}.dll"), b"MZ")
        self.put(os.path.join(self.xlwings, f"xlwings-{XLWINGS}.applescript"), SCRIPT)

    @staticmethod
    def put(path, data):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data)

    def install(self, addin=ADDIN):
        return install(self.platform, addin, self.python)

    def status(self, addin=ADDIN):
        return status(self.platform, addin)

    @property
    def target(self):
        return self.platform.places(XLWINGS).addin

    @property
    def conf(self):
        with open(self.target, "rb") as file:
            return baked(file.read())

    def tree(self):
        """Everything in the home folder: files with their content, folders with None."""
        found = {}
        for folder, folders, files in os.walk(self.home):
            found |= {os.path.join(folder, name): None for name in folders}
            for name in files:
                with open(os.path.join(folder, name), "rb") as file:
                    found[os.path.join(folder, name)] = file.read()
        return found


@pytest.fixture(params=["win32", "darwin"])
def machine(request, tmp_path):
    home = tmp_path / ("张三" if request.param == "win32" else "zhangsan")
    home.mkdir()
    return Machine(request.param, home)


@pytest.fixture
def windows(tmp_path):
    home = tmp_path / "张三 & 李四"
    home.mkdir()
    return Machine("win32", home)


@pytest.fixture
def mac(tmp_path):
    home = tmp_path / "zhangsan"
    home.mkdir()
    return Machine("darwin", home)


def test_install_status_remove_is_a_round_trip_that_leaves_nothing(machine):
    before = machine.tree()
    assert machine.install().ok
    assert machine.status().ok
    assert remove(machine.platform).ok
    assert machine.tree() == before
    assert not machine.status().ok


def test_windows_gets_the_add_in_where_excel_starts_it(windows):
    windows.install()
    assert windows.target == os.path.join(windows.home, "AppData", "Roaming", "Microsoft", "Excel", "XLSTART", NAME)
    assert windows.conf["INTERPRETER_WIN"] == windows.python
    assert "INTERPRETER_MAC" not in windows.conf


def test_a_profile_moved_to_a_server_or_to_onedrive_is_followed(tmp_path):
    moved = tmp_path / "OneDrive - 财政局" / "Roaming"
    (tmp_path / "home").mkdir()
    machine = Machine("win32", tmp_path / "home", {"APPDATA": str(moved)})
    assert machine.install().ok
    assert machine.target.startswith(str(moved))
    assert remove(machine.platform).ok
    assert not os.path.exists(moved / "Microsoft")


def test_macos_gets_the_add_in_and_the_script_of_xlwings(mac):
    mac.install()
    assert mac.target.endswith("User Content.localized/Startup.localized/Excel/" + NAME)
    assert mac.tree()[os.path.join(mac.home, MACOS_SCRIPTS, f"xlwings-{XLWINGS}.applescript")] == SCRIPT


def test_a_plain_python_on_macos_is_started_directly(monkeypatch):
    home = "/Users/zhangsan"
    monkeypatch.setattr(installer, "read", lambda _: SCRIPT)
    places = Platform("darwin", home, {}).places(XLWINGS)
    files = installer._companions(places, home + "/venv/bin/python", Interpreter("", "", "", ""))
    assert list(files) == [places.script]


def test_a_python_with_spaces_or_chinese_on_macos_is_started_by_a_launcher_at_a_plain_path(tmp_path):
    (tmp_path / "zhangsan").mkdir()
    machine = Machine("darwin", tmp_path / "zhangsan", python=("我的 环境's", "python"))
    os.symlink(sys.executable, machine.python)
    assert machine.install().ok
    launcher = machine.conf["INTERPRETER_MAC"]
    assert launcher == os.path.join(machine.home, ".xlplugin", "python")
    done = subprocess.run([launcher, "-c", "print(6 * 7)"], capture_output=True, check=True)
    assert done.stdout.split() == [b"42"]
    with open(launcher, encoding="utf-8") as file:
        assert shlex.split(file.read(), comments=True) == ["exec", machine.python, "$@"]
    remove(machine.platform)
    assert not os.path.exists(os.path.dirname(launcher))


def test_a_home_that_no_launcher_can_serve_is_refused(tmp_path):
    home = tmp_path / "zhang san"
    home.mkdir()
    with pytest.raises(UsageError, match="空格或特殊字符"):
        Machine("darwin", home).install()


def test_the_vba_is_not_touched(windows):
    windows.install()
    with zipfile.ZipFile(windows.target) as archive:
        assert archive.read("xl/vbaProject.bin") == VBA
        assert archive.testzip() is None


def test_installing_twice_changes_nothing_and_still_leaves_nothing(machine):
    before = machine.tree()
    machine.install()
    once = machine.tree()
    assert machine.install().ok
    assert machine.tree() == once
    remove(machine.platform)
    assert machine.tree() == before


def test_folders_and_scripts_that_were_there_before_stay(mac):
    script = os.path.join(mac.home, MACOS_SCRIPTS, f"xlwings-{XLWINGS}.applescript")
    mac.put(script, SCRIPT)
    mac.put(os.path.join(os.path.dirname(mac.target), "个人宏.xlsb"), b"PK")
    before = mac.tree()
    mac.install()
    remove(mac.platform)
    assert mac.tree() == before


def test_removing_takes_the_settings_of_the_buttons_along(machine):
    before = machine.tree()
    machine.install()
    preferences.save(preferences.where(machine.home), preferences.Preferences("en"))
    remove(machine.platform)
    assert machine.tree() == before


def test_an_add_in_of_an_older_version_is_replaced_with_its_script(mac):
    old = "0.37.5"
    script = os.path.join(mac.home, MACOS_SCRIPTS, f"xlwings-{old}.applescript")
    before = mac.tree()
    mac.put(script, b"old")
    conf = {"xlplugin": "0.0.1", "xlwings": old, "XLPLUGIN_OWNED": script}
    mac.put(mac.target, made_addin(values=conf))
    assert not mac.status().ok
    assert mac.install().ok
    assert not os.path.exists(script)
    remove(mac.platform)
    assert {path for path, data in mac.tree().items() if data} == {path for path, data in before.items() if data}


@pytest.mark.parametrize("data", [b"", b"PK", made_addin(sheet="myaddin.conf")])
def test_a_foreign_file_in_the_place_of_the_add_in_is_never_touched(machine, data):
    machine.put(machine.target, data)
    before = machine.tree()
    for act in (machine.install, machine.status, lambda: remove(machine.platform)):
        with pytest.raises(UsageError, match="不是 xlplugin 的文件"):
            act()
    assert machine.tree() == before


def test_a_foreign_script_is_never_touched(mac):
    mac.put(os.path.join(mac.home, MACOS_SCRIPTS, f"xlwings-{XLWINGS}.applescript"), b"mine")
    before = mac.tree()
    with pytest.raises(UsageError, match="不是 xlplugin 的文件"):
        mac.install()
    assert mac.tree() == before


def test_a_forged_record_deletes_nothing_but_our_own(windows):
    treasure = os.path.join(windows.home, "决算.xlsx")
    windows.put(treasure, b"PK")
    windows.put(windows.target, made_addin(values=settings() | {"XLPLUGIN_OWNED": f"{treasure}|{windows.home}"}))
    remove(windows.platform)
    assert os.path.exists(treasure)
    assert not os.path.exists(windows.target)


def test_an_installation_cut_short_leaves_all_as_it_was(machine, monkeypatch):
    before = machine.tree()
    replace = os.replace

    def fail(source, target):
        if target == machine.target:
            raise PermissionError(13, "Permission denied", target)
        replace(source, target)

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(UsageError, match="退出所有 Excel") as refused:
        machine.install()
    assert machine.target in refused.value.en
    assert machine.tree() == before


def test_an_update_cut_short_brings_the_older_files_back(mac, monkeypatch):
    mac.install()
    script = mac.platform.places(XLWINGS).script
    mac.put(script, b"older")
    before = mac.tree()
    replace = os.replace

    def fail(source, target):
        if target == mac.target:
            raise PermissionError(13, "Permission denied", target)
        replace(source, target)

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(UsageError, match="退出所有 Excel"):
        mac.install(made_addin(vba=b"newer"))
    assert mac.tree() == before


def test_a_folder_in_the_place_of_the_add_in_is_never_touched(machine):
    os.makedirs(machine.target)
    before = machine.tree()
    with pytest.raises(UsageError, match="动不了"):
        machine.install()
    assert machine.tree() == before


def test_a_broken_xlwings_without_its_script_is_refused(mac):
    os.remove(os.path.join(mac.xlwings, f"xlwings-{XLWINGS}.applescript"))
    before = mac.tree()
    with pytest.raises(UsageError, match="applescript"):
        mac.install()
    assert mac.tree() == before


def test_a_python_that_excel_would_not_find_is_refused(windows):
    with pytest.raises(UsageError, match="完整路径"):
        install(windows.platform, ADDIN, "python")


def test_a_running_excel_keeps_its_add_in_and_is_asked_to_quit(windows, monkeypatch):
    windows.install()
    before = windows.tree()

    def fail(path):
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "remove", fail)
    with pytest.raises(UsageError, match="退出所有 Excel"):
        remove(windows.platform)
    assert windows.tree() == before


@pytest.mark.parametrize(
    ("versions", "said"),
    [
        (None, "启动不了"),
        (Interpreter("", XLWINGS, "/x", "/usr"), "没有安装 xlplugin"),
        (Interpreter(__version__, "", "", "/usr"), f"pip install xlwings=={XLWINGS}"),
        (Interpreter(__version__, "0.30.0", "/x", "/usr"), "现在是 0.30.0"),
        (Interpreter(__version__, XLWINGS, "/x", r"C:\Program Files\WindowsApps\Python"), "微软商店"),
    ],
)
def test_a_python_that_would_not_do_is_refused_before_anything_changes(windows, versions, said):
    before = windows.tree()
    windows.versions = versions
    with pytest.raises(UsageError, match=said):
        windows.install()
    assert windows.tree() == before
    assert not windows.status().ok


def test_a_percent_sign_that_windows_would_expand_is_refused(tmp_path):
    (tmp_path / "100%").mkdir()
    with pytest.raises(UsageError, match="百分号"):
        Machine("win32", tmp_path / "100%").install()


def test_a_library_out_of_reach_of_excel_is_refused(windows):
    os.remove(os.path.join(windows.home, "venv", f"xlwings64-{XLWINGS}.dll"))
    with pytest.raises(UsageError, match="py -m venv"):
        windows.install()


def test_status_names_the_python_and_the_versions(machine):
    machine.install()
    for lang, ready in (("zh", "一切正常"), ("en", "All is well")):
        told = "\n".join(machine.status().lines(lang))
        assert machine.target in told
        assert machine.python in told
        assert told.count(f"xlplugin {__version__}") == told.count(f"xlwings {XLWINGS}") == 2
        assert ready in told
        assert sha256(ADDIN).hexdigest() in told


def test_status_says_what_to_do_after_an_update_of_xlplugin(machine):
    machine.install()
    machine.versions = Interpreter("99.0", XLWINGS, machine.xlwings, "/usr")
    report = machine.status(made_addin(values=settings() | {"xlplugin": "99.0"}))
    assert not report.ok
    assert "xlplugin addin install" in report.lines("zh")[-1]
    assert "99.0" in report.lines("en")[-1]


def test_status_sees_an_environment_that_is_gone(machine):
    machine.install()
    machine.versions = None
    assert "启动不了" in machine.status().lines("zh")[-1]


def test_status_sees_a_changed_add_in(machine):
    machine.install()
    report = machine.status(made_addin(vba=b"other"))
    assert not report.ok
    assert "不同" in report.lines("zh")[-1]


def test_status_sees_a_missing_script(mac):
    mac.install()
    os.remove(os.path.join(mac.home, MACOS_SCRIPTS, f"xlwings-{XLWINGS}.applescript"))
    assert "applescript" in mac.status().lines("zh")[-1]


def test_an_add_in_copied_by_hand_is_taken_over(windows):
    windows.put(windows.target, ADDIN)
    windows.versions = None
    assert "python" in windows.status().lines("zh")[1]
    windows.versions = Interpreter(__version__, XLWINGS, windows.xlwings, "/usr")
    assert windows.install().ok
    remove(windows.platform)
    assert not os.path.exists(windows.target)


def test_removing_nothing_says_so(machine):
    assert "没有安装" in remove(machine.platform).lines("zh")[0]


@pytest.mark.parametrize("act", [install, remove, status])
def test_linux_has_no_excel_and_is_told_about_the_command_line(act, tmp_path):
    with pytest.raises(UsageError, match="xlplugin check"):
        act(Platform("linux", str(tmp_path), {}))
    assert not os.listdir(tmp_path)


def test_a_package_without_its_add_in_says_how_to_get_it(windows, monkeypatch):
    monkeypatch.setattr(installer, "NAME", "nothing.xlam")
    with pytest.raises(UsageError, match="xlplugin addin build"):
        install(windows.platform, interpreter=windows.python)


def test_a_real_python_answers_for_itself():
    found = ask(sys.executable)
    assert found
    assert found.base == sys.base_prefix


def test_what_is_no_python_gives_no_answer(tmp_path):
    assert ask(str(tmp_path / "none")) is None
    assert ask(os.fsdecode(b"/bin/echo")) is None


def test_the_test_add_in_is_a_package():
    assert zipfile.ZipFile(BytesIO(ADDIN)).testzip() is None
