"""LibreOffice as an engine: it converts the replica with everything recalculated, and the results are read."""

from __future__ import annotations

import os
from tempfile import TemporaryDirectory

from xlplugin.errors import UnreadableError
from xlplugin.excel.ooxml import read
from xlplugin.excel.recalculation.process import EngineError, run
from xlplugin.excel.recalculation.replica import write

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlplugin.excel.recalculation.replica import Replica
    from xlplugin.grid import Value

__all__ = ["convert", "program"]

_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:\\Program Files\\LibreOffice\\program\\soffice.com",
    "C:\\Program Files (x86)\\LibreOffice\\program\\soffice.com",
)

_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
</oor:items>
"""
"""A profile that recalculates every workbook, updates no link and runs no macro."""

_MEGABYTES, _SECONDS = 8192, 60
"""LibreOffice maps far more memory than it fills; a first start on a slow disk takes twenty seconds."""


def program() -> str | None:
    """Where LibreOffice is, None where it is not installed."""
    from shutil import which  # noqa: PLC0415 - only where the faster engines have left something

    return which("soffice") or which("libreoffice") or next(filter(os.path.isfile, _PLACES), None)


def convert(made: Replica) -> Sequence[Value | None]:
    """What LibreOffice answers to the questions of a replica; EngineError where it fails."""
    with TemporaryDirectory() as folder:
        profile, path, out = (os.path.join(folder, name) for name in ("profile", "replica.xlsx", "out"))
        os.makedirs(os.path.join(profile, "user"))
        with open(os.path.join(profile, "user", "registrymodifications.xcu"), "w", encoding="utf-8") as file:
            file.write(_PROFILE)
        write(made, path)
        options = ["--headless", "--norestore", "--convert-to", "xlsx", "--outdir", out, path]
        run([program() or "soffice", f"-env:UserInstallation={_address(profile)}", *options], _MEGABYTES, _SECONDS)
        try:
            with open(os.path.join(out, "replica.xlsx"), "rb") as file:
                book = read(file.read())
        except (OSError, UnreadableError) as fault:
            raise EngineError("answer") from fault
    sheets = {grid.name: grid.values for grid in book.sheets}
    return [sheets.get(name, {}).get((row, column)) for name, row, column in made.answers]


def _address(folder: str) -> str:
    """A folder as LibreOffice wants it: a file URL."""
    from urllib.request import pathname2url  # noqa: PLC0415 - as above

    return f"file://{pathname2url(folder)}" if os.name != "nt" else f"file:{pathname2url(folder)}"
