"""How a copy reaches the disk: under a name beside its source, whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import zlib

from xlplugin.errors import UsageError

__all__ = ["copy_name", "is_stream", "write_stream", "write_whole"]

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
        raise _unwritten(path, fault) from fault


def is_stream(path: str) -> bool:
    """Whether a path is a device or a pipe, such as /dev/stdout: written to, never replaced by a file."""
    try:
        kind = os.stat(path).st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(kind) or stat.S_ISDIR(kind)) or os.path.dirname(os.path.abspath(path)) == "/dev"


def write_stream(path: str, data: bytes) -> None:
    """Write to a device or a pipe; UsageError where it does not take all."""
    try:
        with open(path, "wb") as stream:
            stream.write(data)
    except OSError as fault:
        raise _unwritten(path, fault) from fault


def _draft_of(path: str) -> str:
    """The temporary file of a file: no workbook by its name, short, and another one in every process."""
    folder, name = os.path.split(path)
    return os.path.join(folder, f"~xlplugin-{os.getpid()}-{zlib.crc32(os.fsencode(name)):08x}.tmp")


def _unwritten(path: str, fault: OSError) -> UsageError:
    zh, en = _reason(fault)
    return UsageError(f"无法写入 {path}：{zh}。", f"{path} cannot be written: {en}.")


def _reason(fault: OSError) -> tuple[str, str]:
    """Reason and remedy in both languages."""
    if isinstance(fault, FileNotFoundError | NotADirectoryError):
        return (
            "文件夹不存在，请先建立，或换一个文件夹（-o 或 --out-dir）",
            "the folder does not exist, create it or choose another with -o or --out-dir",
        )
    if isinstance(fault, IsADirectoryError):
        return (
            "同名的文件夹已存在，请改名，或换一个文件夹（-o 或 --out-dir）",
            "a folder has this name, rename it or choose another with -o or --out-dir",
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
            "没有写入权限，或文件正在 Excel、WPS 中打开；请关闭文件，或换一个文件夹（-o 或 --out-dir）",
            "no permission, or the file is open in Excel or WPS; close it or choose another folder (-o or --out-dir)",
        )
    return f"{fault.strerror}；请检查磁盘空间", f"{fault.strerror}; check the space on the disk"
