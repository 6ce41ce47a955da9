"""How a copy reaches the disk: under a name beside its source, whole or not at all."""

from __future__ import annotations

import errno
import os
import zlib

from xlplugin.errors import UsageError

__all__ = ["copy_name", "write_whole"]

_MACROS = ".xlsm"


def copy_name(source: str, out_dir: str | None = None) -> str:
    """Name the marked copy: ``<name>.checked.xlsx`` (``.xlsm`` for one) beside its source or in ``out_dir``."""
    folder, name = os.path.split(source)
    stem, suffix = os.path.splitext(name)
    kept = suffix if suffix.lower() == _MACROS else ".xlsx"
    return os.path.join(folder if out_dir is None else out_dir, f"{stem}.checked{kept}")


def write_whole(path: str, data: bytes) -> None:
    """Write a file by way of a temporary one in its folder: a reader sees the old content or the new, never a part.

    UsageError naming the path where the folder is missing, read-only or full, or the file is open in Excel.
    """
    draft = _draft_of(path)
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(draft, path)
        except BaseException:
            os.unlink(draft)
            raise
    except OSError as fault:
        raise UsageError(
            f"无法写入 {path}：{_reason(fault)[0]}。", f"{path} cannot be written: {_reason(fault)[1]}."
        ) from fault


def _draft_of(path: str) -> str:
    """The temporary file of a file: no workbook by its name, short, and another one in every process."""
    folder, name = os.path.split(path)
    return os.path.join(folder, f"~xlplugin-{os.getpid()}-{zlib.crc32(os.fsencode(name)):08x}.tmp")


def _reason(fault: OSError) -> tuple[str, str]:
    """Reason and remedy in both languages."""
    if isinstance(fault, FileNotFoundError | NotADirectoryError):
        return (
            "文件夹不存在，请先建立或用 --out-dir 另指文件夹",
            "the folder does not exist, create it or choose another with --out-dir",
        )
    if isinstance(fault, IsADirectoryError):
        return (
            "同名的文件夹已存在，请改名或用 --out-dir 另指文件夹",
            "a folder has this name, rename it or choose another with --out-dir",
        )
    if isinstance(fault, FileExistsError):
        return (
            f"上次中断留下了 {fault.filename}，请删除后重试",
            f"{fault.filename} was left behind, delete it and try again",
        )
    if fault.errno == errno.ENAMETOOLONG:
        return ("文件名太长，请改短后重试", "its name is too long, shorten it and try again")
    if isinstance(fault, PermissionError) or fault.errno == errno.EROFS:
        return (
            "没有写入权限，或文件正在 Excel、WPS 中打开；请关闭文件或用 --out-dir 另指文件夹",
            "no permission, or the file is open in Excel or WPS; close it or choose another folder with --out-dir",
        )
    return f"{fault.strerror}；请检查磁盘空间", f"{fault.strerror}; check the space on the disk"
