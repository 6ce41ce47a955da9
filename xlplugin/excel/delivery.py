"""How a copy reaches the disk: under a name beside its source, whole or not at all."""

from __future__ import annotations

import errno
import os
import stat

from xlplugin.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["copy_name", "is_stream", "numbered", "write_new", "write_stream", "write_whole"]

_MACROS = ".xlsm"
_ANYBODY, _OWNER = 0o666, 0o200
_NAMES = 1_000


def copy_name(source: str, out_dir: str | None = None) -> str:
    """Name the marked copy: ``<name>.checked.xlsx`` (``.xlsm`` for one) beside its source or in ``out_dir``."""
    folder, name = os.path.split(source)
    stem, suffix = os.path.splitext(name)
    kept = suffix if suffix.lower() == _MACROS else ".xlsx"
    return os.path.join(folder if out_dir is None else out_dir, f"{stem}.checked{kept}")


def numbered(path: str, joint: str = "") -> Iterator[str]:
    """Names for a file that must not replace another: ``path``, then with 2, 3 and so on before its ending."""
    stem, suffix = os.path.splitext(path)
    yield path
    yield from (f"{stem}{joint}{number}{suffix}" for number in range(2, _NAMES))


def write_whole(path: str, data: bytes, source: str | None = None) -> None:
    """Write a file by way of a temporary one in its folder: a reader sees the old content or the new, never a part.

    What is made from ``source`` gets its permissions where they are stricter than usual.
    UsageError naming the path where the folder is missing, read-only or full, or the file is open in Excel.
    """
    _written(path, data, source, os.replace)


def write_new(path: str, data: bytes, source: str | None = None) -> bool:
    """Write a file as ``write_whole`` does, unless there is one of that name; whether it was written.

    Of several programs that write one name at the same moment, one does.
    """
    try:
        _written(path, data, source, _given_name)
    except UsageError as fault:
        if isinstance(fault.__cause__, FileExistsError):
            return False
        raise
    return True


def _written(path: str, data: bytes, source: str | None, name: Callable[[str, str], None]) -> None:
    """Write a draft and ``name`` it."""
    draft = _draft_of(path)
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), _mode(source))
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            name(draft, path)
        except BaseException:
            os.unlink(draft)
            raise
    except OSError as fault:
        raise _unwritten(path, fault) from fault


def _given_name(draft: str, path: str) -> None:
    """Give a draft its name; FileExistsError where that is taken."""
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:  # a disk that knows no second names: an empty file takes the name first
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
        try:
            os.replace(draft, path)
        except BaseException:
            os.unlink(path)
            raise
    else:
        os.unlink(draft)


def _mode(source: str | None) -> int:
    """The permissions of what is made from a file: no more than that has, but its owner may write."""
    try:
        return _ANYBODY & os.stat(source).st_mode | _OWNER if source else _ANYBODY
    except OSError:
        return _ANYBODY


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
    """The temporary file of a file: no workbook by its name, short, another one every time.

    A process number alone would not do: in containers all have the same.
    """
    return os.path.join(os.path.dirname(path), f"~xlplugin-{os.getpid()}-{os.urandom(6).hex()}.tmp")


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
        return ("文件已存在，请换一个文件名", "the file exists, choose another name")
    if fault.errno == errno.ENAMETOOLONG:
        return ("文件名太长，请改短后重试", "its name is too long, shorten it and try again")
    if isinstance(fault, PermissionError) or fault.errno == errno.EROFS:
        return (
            "没有写入权限，或文件正在 Excel、WPS 中打开；请关闭文件，或换一个文件夹（-o 或 --out-dir）",
            "no permission, or the file is open in Excel or WPS; close it or choose another folder (-o or --out-dir)",
        )
    return f"{fault.strerror}；请检查磁盘空间", f"{fault.strerror}; check the space on the disk"
