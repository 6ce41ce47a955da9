"""``xlplugin addin``: build and verify the files (developers), install, remove and look at the button (users)."""

from __future__ import annotations

import os
import sys

from xlplugin.errors import UnreadableError, UsageError, XlpluginError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Mapping

    from xlplugin.addin.install import Report

    Command = Callable[..., argparse.ArgumentParser]

__all__ = ["commands"]

ADDIN = "xlplugin.xlam"
"""The file name of the add-in, here and where Excel finds it."""

_FOR_BUILDING = "pyOpenVBA==6.5.0 oletools==0.60.2"


def commands(parser: argparse.ArgumentParser, command: Command) -> None:
    """Put the commands of the group under ``parser``; ``command`` makes one (name, function, about, group)."""
    group = parser.add_subparsers(title="命令", metavar="命令", required=True, prog="xlplugin addin")
    build = command("build", _build, "生成加载项和带按钮的空白表 (builds the add-in and forms with buttons)", group)
    build.add_argument(
        "-o", "--output", metavar="文件夹", required=True, help="存到哪里；加载项会更新，已有的表不会被覆盖"
    )
    build.add_argument(
        "--form", action="append", metavar="表编号", help="只生成这张表（可多次给出），见 xlplugin forms"
    )
    build.add_argument("--addin-only", action="store_true", help="只生成加载项，不生成带按钮的表")
    build.add_argument("--interpreter", metavar="路径", help="写入文件的 Python 解释器的完整路径")
    verify = command("verify", _verify, "核对生成的文件：宏、按钮、功能区 (reads built files back)", group)
    verify.add_argument("files", nargs="+", metavar="文件", help="生成的 .xlam 或 .xlsm")
    install = command("install", _install, "安装到 Excel，只为当前用户，不需要管理员 (installs the button)", group)
    install.add_argument("--interpreter", metavar="路径", help="按钮使用的 Python（默认是现在运行的这一个）")
    command("remove", _remove, "从 Excel 卸载 (removes the button)", group)
    command("status", _status, "装了什么、版本是否一致、该怎么办；一切正常时退出码为 0 (what is installed)", group)


def _build(options: argparse.Namespace) -> int:
    from xlplugin.excel.delivery import write_whole  # noqa: PLC0415 - one command per run is loaded

    if not os.path.isdir(options.output):
        raise UsageError(
            f"没有这个文件夹：{options.output}；请先建立。", f"No such folder: {options.output}; make it first."
        )
    if options.addin_only and options.form:
        raise UsageError("--addin-only 和 --form 只能用一个。", "Use either --addin-only or --form.")
    _require_builders()
    files = {os.path.join(options.output, name): data for name, data in _built(options)}
    for path, data in files.items():
        _sound(path, data)
        if not path.endswith(ADDIN):
            _spare(path, data)
    for path, data in files.items():
        write_whole(path, data)
        _say(f"{_digest(data)}  {path}")
    return 0


def _built(options: argparse.Namespace) -> Iterator[tuple[str, bytes]]:
    """What a build makes, one file after the other: name and content."""
    from xlplugin.addin.build import build_addin, build_form  # noqa: PLC0415 - one command per run is loaded
    from xlplugin.addin.conf import interpreter  # noqa: PLC0415 - the same
    from xlplugin.pipeline import editions  # noqa: PLC0415 - the same

    extra: Mapping[str, str | bool] = interpreter(options.interpreter) if options.interpreter else {}
    if not options.form:
        yield ADDIN, build_addin(extra)
    for form in () if options.addin_only else options.form or (edition.id for edition in editions()):
        yield f"{form.replace('/', '-')}.xlsm", build_form(form, extra)


def _spare(path: str, data: bytes) -> None:
    """UsageError where another file has the name: somebody may have filled in that form."""
    from xlplugin.usage import existing_file  # noqa: PLC0415 - one command per run is loaded

    if os.path.lexists(path) and _content(path) != data:
        raise existing_file(path)


def _verify(options: argparse.Namespace) -> int:
    _require_builders()
    for path in options.files:
        data = _content(path)
        _sound(path, data)
        _say(f"{_digest(data)}  {path}  {'sound' if options.lang == 'en' else '核对一致'}")
    return 0


def _content(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise UnreadableError(
            f"打不开 {path}（{reason}）；请检查路径和权限。",
            f"Cannot open {path} ({reason}); check path and permissions.",
        ) from fault


def _sound(path: str, data: bytes) -> None:
    """XlpluginError with all faults of a built file; UnreadableError where it is no such file."""
    from xlplugin.addin.verify import faults  # noqa: PLC0415 - one command per run is loaded

    found = faults(data)
    if found:
        zh, en = zip(*found, strict=True)
        raise XlpluginError(f"{path}：{''.join(zh)}请重新生成。", f"{path}: {' '.join(en)} Build it anew.")


def _require_builders() -> None:
    """UsageError where the libraries are missing that only building and verifying need."""
    from importlib.util import find_spec  # noqa: PLC0415 - one command per run is loaded

    if not all(map(find_spec, ("pyopenvba", "oletools"))):
        raise UsageError(
            f"生成和核对加载项还需要：pip install {_FOR_BUILDING}",
            f"Building and verifying also need: pip install {_FOR_BUILDING}",
        )


def _install(options: argparse.Namespace) -> int:
    from xlplugin.addin.install import install  # noqa: PLC0415 - one command per run is loaded

    return _told(install(interpreter=options.interpreter), options.lang)


def _remove(options: argparse.Namespace) -> int:
    from xlplugin.addin.install import remove  # noqa: PLC0415 - one command per run is loaded

    return _told(remove(), options.lang)


def _status(options: argparse.Namespace) -> int:
    from xlplugin.addin.install import status  # noqa: PLC0415 - one command per run is loaded

    return _told(status(), options.lang)


def _told(report: Report, lang: str) -> int:
    """Say a report; 0 where the button is as it should be, else 1."""
    for line in report.lines(lang):
        _say(line)
    return 0 if report.ok else 1


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _digest(data: bytes) -> str:
    from hashlib import sha256  # noqa: PLC0415 - one command per run is loaded

    return sha256(data).hexdigest()
