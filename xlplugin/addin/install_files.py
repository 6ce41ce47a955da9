"""Files that appear together or not at all, and disappear without a trace."""

from __future__ import annotations

import os

from xlplugin.addin.install_words import locked
from xlplugin.errors import UsageError
from xlplugin.excel.delivery import write_whole

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["delete", "read", "write"]

_EXECUTABLE = 0o755


def read(path: str) -> bytes | None:
    """The content of a file, None where there is none; UsageError where it cannot be read."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as fault:
        raise locked(path, fault) from fault


def write(files: Mapping[str, bytes], folders: Iterable[str], program: str) -> None:
    """Make folders, outer ones first, and write files; ``program`` among them becomes executable.

    UsageError where one cannot be written; then all is as it was before.
    """
    before: dict[str, bytes | None] = {}
    made: list[str] = []
    path = ""
    try:
        for path in folders:
            os.mkdir(path)
            made.append(path)
        for path, data in files.items():
            old = read(path)
            if old != data:
                write_whole(path, data)
                before[path] = old
            if path == program:
                os.chmod(path, _EXECUTABLE)
    except (OSError, UsageError) as fault:
        for done, old in before.items():
            if old is not None:
                write_whole(done, old)
        delete([*made, *(done for done, old in before.items() if old is None)])
        raise locked(path, fault.__cause__ or fault) from fault


def delete(paths: Iterable[str]) -> list[str]:
    """Remove files, then folders that are empty, inner ones first; the files that were there.

    UsageError where a file cannot be removed.
    """
    gone: list[str] = []
    there = [path for path in paths if os.path.lexists(path)]
    for path in sorted(there, key=lambda path: (os.path.isdir(path), -len(path), path)):
        try:
            if not os.path.isdir(path):
                os.remove(path)
                gone.append(path)
            elif not os.listdir(path):
                os.rmdir(path)
        except OSError as fault:
            raise locked(path, fault) from fault
    return gone
