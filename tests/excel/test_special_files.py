"""What is no ordinary file is refused at once, whatever becomes of it meanwhile; what is one is read."""

import os
import stat

import pytest

from xlplugin.baseline import load as load_baseline
from xlplugin.errors import UnreadableError, UsageError
from xlplugin.excel.read import load

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pipes with a name")


def test_a_pipe_is_refused_even_with_a_writer(tmp_path):
    path = tmp_path / "a.xlsx"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    writer = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
    try:
        os.write(writer, b"PK")
        with pytest.raises(UnreadableError, match="请先存成文件"):
            load(str(path))
    finally:
        os.close(reader)
        os.close(writer)


def test_a_file_that_becomes_a_pipe_before_it_is_opened_is_not_waited_for(tmp_path, monkeypatch):
    path, ordinary = tmp_path / "a.xlsx", os.stat(__file__)
    os.mkfifo(path)
    assert stat.S_ISREG(ordinary.st_mode)
    monkeypatch.setattr(os, "stat", lambda _path: ordinary)
    with pytest.raises(UnreadableError, match="管道或设备"):
        load(str(path))


def test_a_file_that_another_computer_holds_is_waited_for(tmp_path, monkeypatch):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK")
    opened = os.open

    def held(name, flags, *mode):
        if flags & os.O_NONBLOCK:
            raise BlockingIOError
        return opened(name, flags, *mode)

    monkeypatch.setattr(os, "open", held)
    assert load(str(path)) == b"PK"


def test_a_baseline_is_a_file(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UsageError, match="管道或设备"):
        load_baseline(str(tmp_path / "pipe"))
    with pytest.raises(UsageError, match="打不开"):
        load_baseline(str(tmp_path))
