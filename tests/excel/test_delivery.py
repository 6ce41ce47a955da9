import os

import pytest

from xlplugin.errors import UsageError
from xlplugin.excel import delivery
from xlplugin.excel.annotate import copy_name, write_whole


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


def test_a_leftover_is_never_overwritten_but_named(tmp_path):
    leftover = tmp_path / os.path.basename(delivery._draft_of("a.xlsx"))
    leftover.write_bytes(b"x")
    with pytest.raises(UsageError, match="请删除后重试"):
        write_whole(str(tmp_path / "a.xlsx"), b"")
    assert leftover.read_bytes() == b"x"


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
