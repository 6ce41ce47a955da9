"""The texts that the add-in is made of: our macros, the ribbon, and what xlwings ships as templates."""

from __future__ import annotations

import os

from xlplugin.addin.conf import XLWINGS
from xlplugin.errors import UsageError

__all__ = ["ADDIN_TEMPLATE", "BUTTONS", "FORM_TEMPLATE", "FUNCTIONS", "buttons", "ribbon", "template"]

BUTTONS = "XlpluginButtons"
"""The module of the macros behind the buttons."""

FUNCTIONS = "XlpluginFunctions"
"""The module of the wrappers around the worksheet functions."""

ADDIN_TEMPLATE = "quickstart_addin_ribbon.xlam"
FORM_TEMPLATE = "quickstart_standalone.xlsm"


def _read(name: str) -> bytes:
    """A file of ``macros/``: inside the package when installed, beside it in the repository."""
    here = os.path.dirname(os.path.abspath(__file__))
    installed = os.path.join(here, "macros", name)
    path = installed if os.path.exists(installed) else os.path.join(here, "..", "..", "macros", name)
    with open(path, "rb") as file:
        return file.read()


def buttons() -> str:
    """The macros; UnicodeDecodeError where a letter is not ASCII."""
    return _read(f"{BUTTONS}.bas").decode("ascii").replace("\r\n", "\n")


def ribbon() -> bytes:
    """The ribbon tab as XML."""
    return _read("customUI.xml").replace(b"\r\n", b"\n")


def template(name: str) -> str:
    """The path of a template of the pinned xlwings; UsageError where that version is not installed."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415  only a build needs it

    try:
        found = version("xlwings")
    except PackageNotFoundError:
        found = ""
    if found != XLWINGS:
        raise UsageError(
            f"生成加载项要用 xlwings {XLWINGS}，现在是 {found or '未安装'}；请运行 pip install xlwings=={XLWINGS}。",
            f"The add-in is built from xlwings {XLWINGS}, found {found or 'none'}; run pip install xlwings=={XLWINGS}.",
        )
    import xlwings  # noqa: PLC0415  costs 50 ms

    return os.path.join(os.path.dirname(xlwings.__file__), name)
