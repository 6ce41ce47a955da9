"""Find, read and cache the profiles of this folder."""

from __future__ import annotations

import os
import zlib

from xlplugin.errors import DefinitionError, UsageError
from xlplugin.scoring.definition import method_faults, profile_from

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from xlplugin.scoring.profile import Profile

__all__ = ["CACHE", "DEFAULT", "cache_lines", "profile_for", "profiles"]

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "profiles")
CACHE = os.path.join(ROOT, "cache.jsonl")

DEFAULT = "national/2020"
"""The profile where neither the edition nor the user names one (facts section 4: the 2020 rule)."""


def _names() -> Iterator[str]:
    """The names of all profiles: their path below this folder without suffix, with forward slashes."""
    for folder, folders, files in os.walk(ROOT):
        folders.sort()
        for file in sorted(files):
            if file.endswith(".toml"):
                yield os.path.relpath(os.path.join(folder, file[:-5]), ROOT).replace(os.sep, "/")


def _bytes(name: str) -> bytes:
    with open(os.path.join(ROOT, f"{name}.toml"), "rb") as file:
        return file.read()


def _stamp(data: bytes) -> str:
    return f"{len(data)}-{zlib.crc32(data):08x}"


def _parsed(name: str, data: bytes) -> dict[str, Any]:
    """One file with everything in it checked; DefinitionError with all its faults."""
    import tomllib  # noqa: PLC0415  only for a file that the cache does not know

    parsed = tomllib.loads(data.decode("utf-8"))
    if faults := method_faults(profile_from(name, parsed)):
        raise DefinitionError(name, faults)
    return parsed


def cache_lines() -> list[str]:
    """The lines of an up-to-date cache: first an index by name, then one parsed profile per line.

    DefinitionError where an edition is named by two profiles.
    """
    from json import dumps  # noqa: PLC0415  only the cache's writer needs it

    index: dict[str, dict[str, Any]] = {}
    lines: list[str] = []
    taken: dict[str, str] = {}
    faults: list[str] = []
    for name in _names():
        data = _bytes(name)
        parsed = _parsed(name, data)
        editions = parsed.get("editions", [])
        faults += [f"{edition} 同时属于 {taken[edition]} 和 {name}" for edition in editions if edition in taken]
        taken.update(dict.fromkeys(editions, name))
        index[name] = {"stamp": _stamp(data), "line": len(lines) + 1, "editions": editions}
        lines.append(dumps(parsed, ensure_ascii=False, separators=(",", ":")))
    if faults:
        raise DefinitionError("xlplugin/scoring/profiles", faults)
    return [dumps(index, ensure_ascii=False, separators=(",", ":")), *lines]


class _Shelf:
    """The profiles on disk beside the cache of them; each file is read at most once."""

    __slots__ = ("_chosen", "_data", "_index", "_lines", "_loads", "_made")

    def __init__(self) -> None:
        from json import loads  # noqa: PLC0415  costs nothing on a path that scores nothing

        self._loads = loads
        self._data: dict[str, bytes] = {name: _bytes(name) for name in _names()}
        self._made: dict[str, Profile] = {}
        self._chosen: dict[str, str] = {}
        try:
            with open(CACHE, encoding="utf-8") as file:
                self._lines = file.read().split("\n")
            self._index: dict[str, dict[str, Any]] = loads(self._lines[0])
        except (OSError, ValueError):
            self._lines, self._index = [], {}

    def names(self) -> tuple[str, ...]:
        return tuple(self._data)

    def _current(self, name: str) -> dict[str, Any] | None:
        entry = self._index.get(name)
        return entry if entry and entry["stamp"] == _stamp(self._data[name]) else None

    def profile(self, name: str) -> Profile:
        if name not in self._made:
            entry = self._current(name)
            fresh = self._loads(self._lines[entry["line"]]) if entry else _parsed(name, self._data[name])
            self._made[name] = profile_from(name, fresh)
        return self._made[name]

    def chosen(self, edition: str) -> str:
        """The name of the profile that names this edition, else of the national rule."""
        if edition not in self._chosen:
            found = (name for name in self._data if self._has_edition(name, edition))
            self._chosen[edition] = next(found, DEFAULT)
        return self._chosen[edition]

    def _has_edition(self, name: str, edition: str) -> bool:
        entry = self._current(name)
        return edition in (entry["editions"] if entry else self.profile(name).editions)


_shelf: list[_Shelf] = []


def _open() -> _Shelf:
    if not _shelf:
        _shelf.append(_Shelf())
    return _shelf[0]


def profile_for(edition: str | None = None, name: str | None = None) -> Profile:
    """The profile of this name, else the one that names this edition, else the national rule of 2020.

    UsageError for an unknown name, DefinitionError for a faulty file.
    """
    shelf = _open()
    if name is not None:
        if name not in shelf.names():
            known = "、".join(shelf.names())
            raise UsageError(
                f"没有名为 {name} 的计分规则；可用：{known}", f"There is no scoring profile {name}; known: {known}"
            )
        return shelf.profile(name)
    return shelf.profile(shelf.chosen(edition) if edition else DEFAULT)


def profiles() -> tuple[Profile, ...]:
    """All profiles by name."""
    shelf = _open()
    return tuple(shelf.profile(name) for name in shelf.names())
