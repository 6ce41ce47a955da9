"""Whatever stops the program: the source stays as it was, the copy is whole or not there, no half workbook stays."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time

import attacks
import pytest
from guarded import environment, guarded

from xlplugin.cli import main

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="signals and limits are those of Linux")

KILLS = 200 if "XLPLUGIN_HEAVY" in os.environ else 15


@pytest.fixture
def form(tmp_path):
    path = tmp_path / "自评表.xlsx"
    shutil.copy(attacks.FAULTY, path)
    return path


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The bytes of the copy when nothing goes wrong."""
    path = tmp_path_factory.mktemp("whole") / "自评表.xlsx"
    shutil.copy(attacks.FAULTY, path)
    assert guarded("check", "--annotate", path).code == 1
    return (path.parent / "自评表.checked.xlsx").read_bytes()


def started(*arguments):
    command = [sys.executable, "-m", "xlplugin", *map(str, arguments)]
    return subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def left(folder, *known):
    """Files beside those that are known: nothing that anybody would take for a workbook."""
    others = [name for name in os.listdir(folder) if name not in known]
    assert [name for name in others if not (name.startswith("~xlplugin-") and name.endswith(".tmp"))] == []
    return others


def test_a_kill_at_any_moment_leaves_the_old_or_the_new(form, whole):
    source, copy = form.read_bytes(), form.parent / "自评表.checked.xlsx"
    began = time.perf_counter()
    assert started("check", "--annotate", form).wait() == 1
    usual = time.perf_counter() - began
    chance = random.Random(7)  # noqa: S311 - moments that can be repeated
    for _ in range(KILLS):
        copy.unlink(missing_ok=True)
        child = started("check", "--annotate", form)
        try:
            child.wait(chance.uniform(0, 1.2 * usual))
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGKILL)
            child.wait()
        assert form.read_bytes() == source
        if copy.exists():
            assert copy.read_bytes() == whole
        for name in left(form.parent, form.name, copy.name):
            os.unlink(form.parent / name)
    assert started("check", "--annotate", form).wait() == 1
    assert copy.read_bytes() == whole


@pytest.mark.parametrize("size", [0, 1, 1_000, 10_000])
def test_a_full_disk_is_said_and_leaves_nothing(form, size):
    source = form.read_bytes()
    done = guarded("check", "--annotate", form, file_size=size)
    assert done.code == 2
    assert "标注副本" in done.said
    assert "检查磁盘空间" in done.said
    assert form.read_bytes() == source
    assert os.listdir(form.parent) == [form.name]


def test_a_full_disk_spares_the_former_copy(form):
    copy = form.parent / "自评表.checked.xlsx"
    copy.write_bytes(b"the former copy")
    assert guarded("check", "--annotate", form, file_size=1_000).code == 2
    assert copy.read_bytes() == b"the former copy"
    assert guarded("check", form, "-o", form.parent / "report.txt", file_size=10).code == 2
    assert sorted(os.listdir(form.parent)) == [copy.name, form.name]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_report_that_cannot_be_printed_is_no_success():
    with open("/dev/full", "w") as full:
        command = [sys.executable, "-m", "xlplugin", "check", str(attacks.FORM)]
        done = subprocess.run(command, env=environment(), stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert "没能全部输出" in done.stderr.decode()


@pytest.mark.parametrize("report", [">/dev/null", ">/dev/full", ">&-"])
@pytest.mark.parametrize("said", ["2>/dev/null", "2>/dev/full", "2>&-"])
@pytest.mark.parametrize(("name", "code"), [("自评表.xlsx", 1), ("半截.xlsx", 2), ("没有.xlsx", 2)])
def test_no_verdict_depends_on_who_listens(form, report, said, name, code):
    (form.parent / "半截.xlsx").write_bytes(form.read_bytes()[:3_000])
    command = ["sh", "-c", f'exec "$@" {report} {said}', "sh", sys.executable, "-m", "xlplugin", "check", name]
    done = subprocess.run(command, cwd=form.parent, env=environment(), check=False)
    assert done.returncode == (code if report == ">/dev/null" else 2)


COMMANDS = [
    ("check", "{pipe}"),
    ("check", "--annotate", "{folder}"),
    ("check", "--jobs", "2", "{pipe}", "{form}"),
    ("check", "{form}", "--baseline", "{pipe}"),
    ("score", "{pipe}"),
    ("clear", "{pipe}"),
    ("impact", "--rule", "W101", "{pipe}"),
    ("explain-template", "{form}", "--previous", "{pipe}"),
    ("forms", "draft", "{pipe}"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=map(" ".join, COMMANDS))
def test_a_pipe_to_which_nobody_writes_is_refused_at_once(form, command):
    pipe = form.parent / "管道" / "管道.xlsx"
    pipe.parent.mkdir()
    os.mkfifo(pipe)
    done = guarded(*(part.format(pipe=pipe, folder=pipe.parent, form=form) for part in command))
    assert done.code == 2
    assert "管道或设备" in done.said


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/full", "/dev/tty"])
def test_a_device_is_not_read(device):
    done = guarded("check", device)
    assert done.code == 2
    assert "管道或设备" in done.said


def test_a_copy_is_not_looked_for_in_a_pipe(form):
    os.mkfifo(form.parent / "自评表.checked.xlsx")
    assert guarded("check", "--annotate", form).code == 1
    assert (form.parent / "自评表.checked.xlsx").is_fifo()
    assert (form.parent / "自评表.checked.2.xlsx").is_file()


@pytest.mark.parametrize(
    ("command", "made"),
    [(("clear", "自评表.checked.xlsx"), "自评表.cleared"), (("explain-template", "自评表.xlsx"), "自评表.说明")],
)
def test_runs_at_once_that_must_not_replace_each_others_files_do_not(form, command, made):
    assert main(["check", "--annotate", str(form)]) == 1
    name, path = command[0], form.parent / command[1]
    children = [started(name, path) for _ in range(4)]
    assert [child.wait() for child in children] == [0] * 4
    files = [form.parent / f"{made}{number}.xlsx" for number in ("", 2, 3, 4)]
    assert len({file.read_bytes() for file in files}) == 1
    assert left(form.parent, form.name, "自评表.checked.xlsx", *(file.name for file in files)) == []


def test_runs_at_once_on_one_file_do_not_mix(form, whole):
    children = [started("check", "--annotate", form) for _ in range(4)]
    assert [child.wait() for child in children] == [1] * 4
    assert (form.parent / "自评表.checked.xlsx").read_bytes() == whole
    assert left(form.parent, form.name, "自评表.checked.xlsx") == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_may_not_be_written_is_said(form):
    form.parent.chmod(0o500)
    try:
        done = guarded("check", "--annotate", form)
    finally:
        form.parent.chmod(0o700)
    assert done.code == 2
    assert "--out-dir" in done.said


@pytest.mark.parametrize(
    "name",
    [
        " 前后 有空格 .xlsx",
        "引号'\"“”.xlsx",
        "😀表情🇨🇳.xlsx",
        "a&b<c>|d;$(rm).xlsx",
        "-o.xlsx",
        "换\n行.xlsx",
        "百分%s{0}.xlsx",
        "长" * 80 + ".xlsx",
    ],
    ids=["blanks", "quotes", "emoji", "shell", "option", "line break", "format", "80 characters"],
)
def test_any_name_is_taken_as_it_is(tmp_path, monkeypatch, capsys, name):
    monkeypatch.chdir(tmp_path)
    shutil.copy(attacks.FAULTY, tmp_path / name)
    assert main(["check", "--annotate", "--", name]) == 1
    assert sorted(os.listdir(tmp_path)) == sorted([name, name.removesuffix(".xlsx") + ".checked.xlsx"])
    assert "\n行.xlsx" not in capsys.readouterr().err


def test_a_copy_whose_name_would_be_too_long_is_said(tmp_path):
    path = tmp_path / ("长" * 83 + ".xlsx")
    shutil.copy(attacks.FAULTY, path)
    done = guarded("check", "--annotate", path)
    assert done.code == 2
    assert "文件名太长" in done.said
    assert os.listdir(tmp_path) == [path.name]
