"""Excel itself: xlwings loaded without what it does not need here, and the book that a button was pressed in."""

from __future__ import annotations

import sys

from xlplugin.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType

    from xlwings import App, Book

__all__ = ["active_app", "load_xlwings", "open_book"]

_SPARED = ("numpy", "pandas", "polars", "matplotlib", "PIL", "plotly")
"""What xlwings imports where it is installed: 0.3 s of every press, for arrays and pictures that no button uses."""


def load_xlwings() -> ModuleType:
    """The module xlwings; what it would only load for arrays and pictures looks as if it were not installed.

    UsageError where xlwings itself is missing.
    """
    spared = [name for name in _SPARED if name not in sys.modules]
    sys.modules.update(dict.fromkeys(spared))  # type: ignore[arg-type]  # None stands for "cannot be imported"
    try:
        import xlwings  # noqa: PLC0415 - only in Excel
    except ImportError as fault:
        raise UsageError(
            "没有安装 xlwings，按钮不能使用。请运行：pip install xlplugin[excel]",
            "xlwings is not installed, so the buttons do not work. Run: pip install xlplugin[excel]",
        ) from fault
    finally:
        for name in spared:
            del sys.modules[name]
    return xlwings


def active_app() -> App | None:
    """The Excel that runs in front; None where there is none."""
    try:
        app: App | None = load_xlwings().apps.active
    except Exception:  # noqa: BLE001 - each platform fails in its own way
        return None
    return app


def open_book() -> Book:
    """The calling book, else the active one: macOS garbles names that are not ASCII. UsageError where none is open."""
    try:
        book: Book = load_xlwings().Book.caller()
    except UsageError:
        raise
    except Exception:  # noqa: BLE001 - as above
        app = active_app()
    else:
        return book
    if app is None or not len(app.books):
        raise UsageError(
            "没有打开的工作簿。请先打开要审核的绩效自评表（在“受保护的视图”中请先“启用编辑”），再按按钮。",
            "No workbook is open. Open the form first (in Protected View press “Enable Editing”), then press again.",
        )
    return app.books.active
