"""Where the add-in belongs on a machine, and what the Python beside it can do: all that differs between systems."""

from __future__ import annotations

import os

from xlplugin.errors import UsageError
from xlplugin.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

__all__ = ["NAME", "Interpreter", "Places", "Platform", "ask", "folders", "here"]

NAME = "xlplugin.xlam"
"""The file name of the add-in, in the package and where Excel looks for it."""

_MACOS_STARTUP = "Library/Group Containers/UBF8T346G9.Office/User Content.localized/Startup.localized/Excel"
_MACOS_SCRIPTS = "Library/Application Scripts/com.microsoft.Excel"
_ASKED = """
import importlib.metadata, importlib.util, os, sys
try:
    from xlplugin import __version__ as own
except ImportError:
    own = ''
found = importlib.util.find_spec('xlwings')
version = importlib.metadata.version('xlwings') if found else ''
print('|'.join((own, version, os.path.dirname(found.origin) if found else '', sys.base_prefix)))
"""
_PATIENCE = 60
"""Seconds; the first start after an installation is slow where a virus scanner looks on."""


@record
class Interpreter:
    """What a Python says about itself: versions (empty where not installed), the folder of xlwings, its own home."""

    xlplugin: str
    xlwings: str
    folder: str
    base: str


def ask(interpreter: str) -> Interpreter | None:
    """Start a Python and ask; None where it cannot be started, is too old for xlplugin, or says something else."""
    import subprocess  # noqa: PLC0415 - only to ask

    command = [interpreter, "-B", "-P", "-X", "utf8", "-c", _ASKED]
    try:
        done = subprocess.run(command, capture_output=True, check=True, timeout=_PATIENCE)  # noqa: S603 - no shell
        xlplugin, xlwings, folder, base = done.stdout.decode().strip().split("|")
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    return Interpreter(xlplugin, xlwings, folder, base)


@record
class Places:
    """Where the files of an installation belong; ``script`` and ``launcher`` are empty where Excel needs none."""

    addin: str
    script: str = ""
    launcher: str = ""

    @property
    def files(self) -> tuple[str, ...]:
        """All of them."""
        return tuple(filter(None, (self.addin, self.script, self.launcher)))


def folders(files: Iterable[str]) -> list[str]:
    """The folders that hold these files, outer ones first."""
    found: set[str] = set()
    for file in files:
        folder = os.path.dirname(file)
        while folder not in found:
            found.add(folder)
            folder = os.path.dirname(folder)
    return sorted(found, key=lambda folder: (len(folder), folder))


@record
class Platform:
    """A machine as far as the installation sees it; tests describe other ones.

    ``system`` is spelled as ``sys.platform``, ``home`` is the user's folder, ``asked`` asks a Python about itself.
    """

    system: str
    home: str
    environ: Mapping[str, str]
    asked: Callable[[str], Interpreter | None] = ask

    @property
    def windows(self) -> bool:
        """Whether this is Windows; otherwise ``places`` has made sure that it is macOS."""
        return self.system == "win32"

    def places(self, xlwings: str) -> Places:
        """The folder that Excel loads at its start, which needs no administrator rights, and what goes with it.

        ``xlwings`` is the version of xlwings in the add-in. UsageError where there is no Excel.
        Source: ``Application.StartupPath``; on macOS also the folder that a sandboxed app may run scripts from.
        """
        if self.windows:
            # a profile on a server or in OneDrive is moved by setting this variable
            profile = self.environ.get("APPDATA") or os.path.join(self.home, "AppData", "Roaming")
            return Places(os.path.join(profile, "Microsoft", "Excel", "XLSTART", NAME))
        if self.system == "darwin":
            return Places(
                os.path.join(self.home, _MACOS_STARTUP, NAME),
                os.path.join(self.home, _MACOS_SCRIPTS, f"xlwings-{xlwings}.applescript"),
                os.path.join(self.home, ".xlplugin", "python"),
            )
        raise UsageError(
            "这个系统上没有 Excel，按钮只能装在 Windows 和 macOS 上；这里请用命令行：xlplugin check 文件。",
            "There is no Excel on this system; the button is for Windows and macOS. Use the command line here: "
            "xlplugin check FILE.",
        )


def here() -> Platform:
    """This machine and its present user."""
    import sys  # noqa: PLC0415 - tests never come here

    return Platform(sys.platform, os.path.expanduser("~"), os.environ)
