"""The buttons of the ribbon tab 绩效自评, called without arguments from VBA (``RunPython``).

A button never raises: what went wrong is a sentence in Excel. Each press works on the calling book, or on the active
one where Excel does not say which that is (macOS garbles names that are not ASCII).
"""

from __future__ import annotations

import sys

from xlplugin.addin import preferences, tasks
from xlplugin.addin.wording import SENTENCES
from xlplugin.batch import internal_fault
from xlplugin.errors import UsageError, XlpluginError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from xlwings import App, Book

    from xlplugin.addin.preferences import Preferences

    Task = Callable[[Book, Preferences], str]

__all__ = ["about", "check", "clear", "export", "next_", "previous", "score", "settings"]


def check() -> None:
    """审核: check the open book and mark its findings."""
    _press(tasks.check)


def score() -> None:
    """计算得分: fill in blank points, show differences, and ask before replacing what is stated."""
    _press(tasks.score)


def previous() -> None:
    """上一条: go to the finding before."""
    _press(lambda book, chosen: tasks.step(book, chosen, forward=False))


def next_() -> None:
    """下一条: go to the next finding."""
    _press(lambda book, chosen: tasks.step(book, chosen, forward=True))


def clear() -> None:
    """清除标记: take all marks away."""
    _press(tasks.clear)


def export() -> None:
    """导出报告: write the report beside the workbook."""
    _press(tasks.export)


def settings() -> None:
    """设置: show and change the settings."""
    _press(lambda book, chosen: tasks.settings(book, chosen, preferences.where()))


def about() -> None:
    """关于: versions and paths."""
    _press(lambda _, chosen: tasks.about(chosen))


def _press(task: Task) -> None:
    """Carry out a task with the screen still, and say what came of it."""
    import xlwings  # noqa: PLC0415 - only in Excel, and it loads pandas where that is installed

    lang, app = "zh", None
    try:
        app = xlwings.apps.active
        chosen = preferences.load(preferences.where())
        lang = chosen.language
        book = _open_book()
        app = book.app
        app.screen_updating = False
        try:
            said = task(book, chosen)
        finally:
            app.screen_updating = True
    except XlpluginError as error:
        said = error.said(lang)
    except Exception as error:  # noqa: BLE001 - see the docstring of the module
        said = internal_fault(error).said(lang)
    if said:
        _say(app, said, lang)


def _say(app: App | None, said: str, lang: str) -> None:
    if app is None:
        sys.stderr.write(said + "\n")
    else:
        app.alert(said, SENTENCES[lang]["title"])


def _open_book() -> Book:
    """The calling book, else the active one; UsageError where none is open."""
    import xlwings  # noqa: PLC0415 - see above

    try:
        return xlwings.Book.caller()
    except Exception:  # noqa: BLE001 - each platform fails in its own way
        app = xlwings.apps.active
    if app is None or not len(app.books):
        raise UsageError(
            "没有打开的工作簿。请先打开要审核的绩效自评表（在“受保护的视图”中请先“启用编辑”），再按按钮。",
            "No workbook is open. Open the form first (in Protected View press “Enable Editing”), then press again.",
        )
    return app.books.active
