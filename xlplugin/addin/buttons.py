"""The buttons of the ribbon tab 绩效自评, called without arguments from VBA (``RunPython``).

A button never raises: what went wrong is a sentence in Excel, or on standard error where there is no Excel.
"""

from __future__ import annotations

import sys

from xlplugin.addin import preferences, tasks
from xlplugin.addin.wording import SENTENCES
from xlplugin.batch import internal_fault
from xlplugin.errors import XlpluginError
from xlplugin.excel import live_app

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from xlwings import App, Book

    from xlplugin.addin.preferences import Preferences

    Task = Callable[[Book, Preferences], str]

__all__ = ["about", "check", "clear", "explain", "export", "next_", "previous", "score", "settings"]

_EXCEL_REFUSES = ("com_error", "CommandError")
"""What pywin32 and appscript raise where Excel does not answer; neither can be imported on the other's platform."""


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


def explain() -> None:
    """说明: go to the row of the selected finding on the sheet of explanations."""
    _press(tasks.explain)


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
    lang, app = "zh", None
    try:
        chosen = preferences.load(preferences.where())
        lang = chosen.language
        book = live_app.open_book()
        app = book.app
        app.screen_updating = False
        try:
            said = task(book, chosen)
        finally:
            app.screen_updating = True
    except XlpluginError as error:
        said = error.said(lang)
    except Exception as error:  # noqa: BLE001 - see the docstring of the module
        busy = type(error).__name__ in _EXCEL_REFUSES
        said = SENTENCES[lang]["busy"].format(error) if busy else internal_fault(error).said(lang)
    if said:
        _say(app or live_app.active_app(), said, lang)


def _say(app: App | None, said: str, lang: str) -> None:
    if app is None:
        sys.stderr.write(said + "\n")
    else:
        app.alert(said, SENTENCES[lang]["title"])
