"""What the buttons remember between two presses: the language, and the scoring profile for all forms.

They stand in one small text file of the user that can be edited by hand.
"""

from __future__ import annotations

import os

from xlplugin.errors import UsageError
from xlplugin.excel.delivery import write_whole
from xlplugin.record import record, replace

__all__ = ["Preferences", "load", "save", "where"]

_ABOUT = (
    "# xlplugin：Excel 按钮的设置 (settings of the buttons in Excel)\n"
    "# language：zh 或 en (zh or en)\n"
    "# profile：所有表都用的计分规则，留空则按各表的版本 (scoring profile, empty: that of each edition)\n"
)


@record
class Preferences:
    """``language`` is zh or en; ``profile`` names the scoring profile, None for that of each edition."""

    language: str = "zh"
    profile: str | None = None


def where(home: str | None = None) -> str:
    """The path of the file in a home folder, that of the user by default."""
    return os.path.join(home or os.path.expanduser("~"), ".xlplugin", "buttons.txt")


def load(path: str) -> Preferences:
    """Read the file; the defaults where it is missing. UsageError naming the line that is not understood."""
    found = Preferences()
    try:
        with open(path, encoding="utf-8-sig") as file:
            lines = file.read().splitlines()
    except FileNotFoundError:
        return found
    except (OSError, ValueError) as fault:
        raise _wrong(path, str(fault)) from fault
    for line in (line.strip() for line in lines):
        key, equals, value = (part.strip() for part in line.partition("="))
        if not line or line.startswith("#"):
            continue
        if not equals or (key, value) not in {("language", "zh"), ("language", "en"), ("profile", value)}:
            raise _wrong(path, line)
        found = replace(found, **{key: value or None})
    return found


def save(path: str, preferences: Preferences) -> None:
    """Write the file, and its folder where that is missing; UsageError where that fails."""
    text = f"{_ABOUT}language = {preferences.language}\nprofile = {preferences.profile or ''}\n"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
    except OSError as fault:
        raise _wrong(path, str(fault)) from fault
    write_whole(path, text.encode())


def _wrong(path: str, what: str) -> UsageError:
    return UsageError(
        f"设置文件 {path} 有误：{what}。请改正这一行，或删除该文件恢复默认设置。",
        f"The settings file {path} is wrong: {what}. Correct this line, or delete the file to restore the defaults.",
    )
