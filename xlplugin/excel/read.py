"""From a path to a Workbook: what a file is, is decided by its content, never by its name."""

from __future__ import annotations

import errno
import os
import stat
from io import UnsupportedOperation

from xlplugin.excel import refusals

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import BinaryIO

    from xlplugin.excel.package import Package
    from xlplugin.grid import Workbook

__all__ = ["MAX_FILE", "load", "read_workbook", "regular"]

MAX_FILE = 48 << 20
"""Bytes of a file; a form has under 1 MiB, most of it pictures where it is larger."""

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SNIFFED = 4_096

_SIGNATURES = (
    (b"%PDF", "PDF 文件", "a PDF file"),
    (b"{\\rtf", "RTF 文档", "an RTF document"),
    (b"Rar!", "RAR 压缩包", "a RAR archive"),
    (b"7z\xbc\xaf", "7z 压缩包", "a 7z archive"),
    (b"\x89PNG", "图片", "a picture"),
    (b"\xff\xd8\xff", "图片", "a picture"),
    (b"GIF8", "图片", "a picture"),
    (b"\x09\x08", "Excel 95 或更早的工作簿", "a workbook of Excel 95 or older"),
    (b"\x09\x04", "Excel 95 或更早的工作簿", "a workbook of Excel 95 or older"),
    (b"\x09\x00", "Excel 95 或更早的工作簿", "a workbook of Excel 95 or older"),
)
_MAIN_PARTS = (
    ("word/", "Word 文档（.docx）", "a Word document (.docx)"),
    ("ppt/", "PowerPoint 演示文稿（.pptx）", "a PowerPoint presentation (.pptx)"),
    ("visio/", "Visio 图形", "a Visio drawing"),
    ("xl/workbook.bin", "Excel 二进制工作簿（.xlsb）", "a binary Excel workbook (.xlsb)"),
)

_FOLDER = ("这是文件夹；请给出其中的工作簿", "it is a folder; name a workbook in it")
_STREAM = (
    "这是管道或设备，不是文件；请先存成文件再审核",
    "it is a pipe or a device, no file; save its content as a file first",
)
_MISSING = ("文件不存在；请检查路径和文件名", "there is no such file; check the path and the name")
_FORBIDDEN = (
    "没有读取权限，或文件被占用；请检查权限，关闭正在使用它的程序后再试",
    "access is denied, or it is in use; check the permissions, close the program that uses it and try again",
)
_FAILED = (
    "系统报告读取失败；请把文件拷贝到本机后再试",
    "the system reports a failure; copy it to this computer and try again",
)
_EMPTY = ("文件是空的，没有任何内容；请重新下载或拷贝", "it is empty; download or copy it again")
_HUGE = (
    f"文件超过 {MAX_FILE >> 20} MiB；请删除其中的图片等无关内容后另存再试",
    f"it is larger than {MAX_FILE >> 20} MiB; remove pictures and the like, save it and try again",
)


def regular(path: str) -> BinaryIO:
    """Open a file for reading, without waiting for anybody: a pipe to which nobody writes would never end.

    OSError where that fails; UnsupportedOperation, which is one, for a pipe or a device.
    """
    _certified(os.stat(path))  # to open some devices is to use them

    def opener(name: str, flags: int) -> int:
        try:
            return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))
        except BlockingIOError:  # a file on a server that another computer has to give back first
            return os.open(name, flags)

    file = open(path, "rb", opener=opener)  # noqa: SIM115 - closed by who asked for it
    try:
        _certified(os.fstat(file.fileno()))
    except OSError:
        file.close()
        raise
    return file


def _certified(status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(status.st_mode):
        raise UnsupportedOperation


def load(path: str) -> bytes:
    """Read a file into memory, opened for reading only.

    UnreadableError where it is missing, no file, empty, larger than ``MAX_FILE`` or must not be read.
    """
    try:
        with regular(path) as file:
            data = file.read(MAX_FILE + 1)
    except IsADirectoryError as fault:
        raise refusals.unreadable_path(path, *_FOLDER) from fault
    except FileNotFoundError as fault:
        raise refusals.unreadable_path(path, *_MISSING) from fault
    except PermissionError as fault:
        raise refusals.unreadable_path(path, *_FORBIDDEN) from fault
    except UnsupportedOperation as fault:
        raise refusals.unreadable_path(path, *_STREAM) from fault
    except (OSError, ValueError) as fault:
        zh, en = _FAILED
        raise refusals.unreadable_path(path, f"{zh}（{fault}）", f"{en} ({fault})") from fault
    if not data:
        raise refusals.unreadable_path(path, *_EMPTY)
    if len(data) > MAX_FILE:
        raise refusals.unreadable_path(path, *_HUGE)
    return data


def read_workbook(data: bytes, name: str) -> Workbook:
    """Read the bytes of a workbook; ``name`` is only used to say which file could not be read.

    UnreadableError with one sentence that says what it seems to be and what to do.
    """
    if data.startswith(b"PK"):
        from xlplugin.excel.ooxml import read_package, workbook_part  # noqa: PLC0415 - of two readers one is needed
        from xlplugin.excel.package import Package  # noqa: PLC0415 - the same

        package = Package(data)
        kind = _foreign_package(package, workbook_part(package))
        if kind:
            raise refusals.foreign(name, *kind)
        book = read_package(package)
    elif data.startswith(_OLE2):
        from xlplugin.excel import legacy  # noqa: PLC0415 - the same

        book = legacy.read(data, name)
    else:
        raise refusals.foreign(name, *_foreign(data))
    if not book.sheets:
        raise refusals.no_worksheet()
    return book


def _foreign_package(package: Package, main: str | None) -> tuple[str, str] | None:
    """Say what a zip file is that is no .xlsx; None where it is one."""
    for prefix, zh, en in _MAIN_PARTS:
        if main and main.lower().startswith(prefix):
            return zh, en
    if main:
        return None
    if "mimetype" in package:
        return "OpenDocument 文件（.ods 等）", "an OpenDocument file (such as .ods)"
    if "Index/Document.iwa" in package:
        return "Numbers 表格", "a Numbers spreadsheet"
    return "普通的 ZIP 压缩包", "a plain zip archive"


def _foreign(data: bytes) -> tuple[str, str]:
    """Say what a file seems to be that is neither a zip nor a compound file."""
    for signature, zh, en in _SIGNATURES:
        if data.startswith(signature):
            return zh, en
    head = data[:_SNIFFED].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        return "XML 电子表格 2003", "an XML Spreadsheet 2003"
    if b"<html" in head or b"<table" in head or head.startswith(b"<!doctype html"):
        return "网页（HTML）", "a web page (HTML)"
    if head.startswith(b"<?xml"):
        return "XML 文件", "an XML file"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or (head and min(head) >= ord("\t")):
        return "文本文件（如 CSV）", "a text file (such as CSV)"
    return "未知格式的文件", "a file of an unknown format"
