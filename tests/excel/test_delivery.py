import os
import stat
from itertools import islice

import pytest

from xlplugin.errors import UsageError
from xlplugin.excel.delivery import copy_name, numbered, write_new, write_whole


@pytest.mark.parametrize(
    ("source", "folder", "expected"),
    [
        ("a.xlsx", None, "a.checked.xlsx"),
        (os.path.join("x", "自评.v2.XLSM"), None, os.path.join("x", "自评.v2.checked.XLSM")),
        (os.path.join("x", "a.xls"), "out", os.path.join("out", "a.checked.xlsx")),
        ("无扩展名", "", "无扩展名.checked.xlsx"),
    ],
)
def test_the_copy_is_named_after_its_source(source, folder, expected):
    assert copy_name(source, folder) == expected


def test_a_file_is_replaced_whole_and_nothing_else_stays(tmp_path):
    path = tmp_path / "副本.xlsx"
    path.write_bytes(b"old")
    write_whole(str(path), b"new")
    assert path.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["副本.xlsx"]


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (PermissionError(13, "Permission denied"), "没有写入权限"),
        (OSError(28, "No space left on device"), "磁盘空间"),
        (KeyboardInterrupt(), None),
    ],
)
def test_a_failed_write_leaves_the_old_file_and_no_other(tmp_path, monkeypatch, fault, said):
    path = tmp_path / "副本.xlsx"
    path.write_bytes(b"old")

    def fail(_handle):
        raise fault

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(UsageError if said else KeyboardInterrupt, match=said):
        write_whole(str(path), b"new")
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["副本.xlsx"]


def test_a_missing_folder_is_named_with_the_remedy(tmp_path):
    with pytest.raises(UsageError, match="文件夹不存在") as caught:
        write_whole(str(tmp_path / "没有" / "a.xlsx"), b"")
    assert "--out-dir" in caught.value.said("en")


def refused(*_given):
    raise PermissionError(1, "Operation not permitted")


def test_a_leftover_of_a_process_of_the_same_number_stops_nobody(tmp_path, monkeypatch):
    """In a container every process has the number 1."""
    with monkeypatch.context() as killed:
        killed.setattr(os, "replace", refused)
        killed.setattr(os, "unlink", lambda _path: None)
        with pytest.raises(UsageError):
            write_whole(str(tmp_path / "a.xlsx"), b"half")
    (leftover,) = tmp_path.iterdir()
    write_whole(str(tmp_path / "a.xlsx"), b"whole")
    assert (tmp_path / "a.xlsx").read_bytes() == b"whole"
    assert leftover.exists()


@pytest.fixture(params=["links", "no links"])
def disk(request, monkeypatch):
    """A disk on which a file can have two names, and one on which it cannot."""
    if request.param == "no links":
        monkeypatch.setattr(os, "link", refused)


@pytest.mark.usefixtures("disk")
def test_a_new_file_never_takes_the_place_of_another(tmp_path):
    path = tmp_path / "a.xlsx"
    assert write_new(str(path), b"first")
    assert not write_new(str(path), b"second")
    assert path.read_bytes() == b"first"
    assert os.listdir(tmp_path) == ["a.xlsx"]


@pytest.mark.usefixtures("disk")
def test_a_new_file_that_cannot_be_written_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "replace", refused)
    monkeypatch.setattr(os, "fsync", refused)
    with pytest.raises(UsageError, match="没有写入权限"):
        write_new(str(tmp_path / "a.xlsx"), b"first")
    assert os.listdir(tmp_path) == []


def test_a_name_that_was_reserved_and_not_used_is_given_back(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "link", refused)
    monkeypatch.setattr(os, "replace", refused)
    with pytest.raises(UsageError, match="没有写入权限"):
        write_new(str(tmp_path / "a.xlsx"), b"first")
    assert os.listdir(tmp_path) == []


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
@pytest.mark.parametrize(("given", "made"), [(0o600, 0o600), (0o640, 0o640), (0o444, 0o644), (0o777, 0o644)])
@pytest.mark.parametrize("write", [write_new, write_whole])
def test_what_is_made_from_a_file_is_as_private_as_it(tmp_path, write, given, made):
    source, path = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    source.write_bytes(b"")
    source.chmod(given)
    before = os.umask(0o022)
    try:
        write(str(path), b"x", str(source))
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == made


def test_names_are_numbered_before_their_ending():
    assert [*islice(numbered(os.path.join("a.b", "c.checked.xlsx"), "."), 3)] == [
        os.path.join("a.b", f"c.checked{number}.xlsx") for number in ("", ".2", ".3")
    ]


@pytest.mark.parametrize(("number", "said"), [(36, "文件名太长"), (30, "没有写入权限")], ids=["long", "read-only"])
def test_the_remedy_fits_the_fault(tmp_path, monkeypatch, number, said):
    def fail(*_given):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "open", fail)
    with pytest.raises(UsageError, match=said):
        write_whole(str(tmp_path / "a.xlsx"), b"")


def test_a_name_as_long_as_the_system_takes_can_be_written(tmp_path):
    path = tmp_path / ("表" * 81 + "-a.checked.xlsx"[-11:])
    write_whole(str(path), b"x")
    assert os.listdir(tmp_path) == [path.name]


def test_a_folder_in_the_way_is_named(tmp_path):
    (tmp_path / "a.xlsx").mkdir()
    with pytest.raises(UsageError, match="同名的文件夹"):
        write_whole(str(tmp_path / "a.xlsx"), b"")
    assert os.listdir(tmp_path) == ["a.xlsx"]
