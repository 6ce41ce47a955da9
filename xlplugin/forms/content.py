"""Find, read and cache the TOML files of this folder."""

from __future__ import annotations

import os
import zlib

from xlplugin.errors import UsageError
from xlplugin.forms.definition import edition_from
from xlplugin.forms.template import template_from
from xlplugin.model import Heading
from xlplugin.quantity import squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from xlplugin.model import Edition, Template

__all__ = ["CACHE", "blank_text", "cache_lines", "edition", "editions", "headings", "template", "vocabulary"]

ROOT = os.path.dirname(os.path.abspath(__file__))
CACHE = os.path.join(ROOT, "cache.jsonl")
VOCABULARY = "vocabulary.toml"


def _sources() -> Iterator[str]:
    """All TOML files below this folder, as paths relative to it with forward slashes."""
    for folder, folders, files in os.walk(ROOT):
        folders[:] = sorted(name for name in folders if not name.startswith(("_", ".")))
        for name in sorted(files):
            if name.endswith(".toml"):
                yield os.path.relpath(os.path.join(folder, name), ROOT).replace(os.sep, "/")


def _bytes(source: str) -> bytes:
    with open(os.path.join(ROOT, source), "rb") as file:
        return file.read()


def _stamp(data: bytes) -> str:
    return f"{len(data)}-{zlib.crc32(data):08x}"


def _parsed(source: str, data: bytes) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415  only for a file that the cache does not know

    parsed = tomllib.loads(data.decode("utf-8"))
    return _lookups(parsed) if source == VOCABULARY else parsed


def _lookups(data: dict[str, Any]) -> dict[str, dict[str, str]]:
    """The vocabulary turned round: per section, from the key of a wording to its concept."""
    return {
        section: {squeeze(wording): concept for concept, wordings in concepts.items() for wording in wordings}
        for section, concepts in data.items()
    }


def _summary(data: dict[str, Any]) -> dict[str, Any]:
    return {key: data[key] for key in ("titles", "year", "signature", "jurisdiction") if key in data}


def _compiled(text: str, data: dict[str, Any]) -> dict[str, Any]:
    from xlplugin.forms.printed import compiled  # noqa: PLC0415  only for a blank that the cache does not know

    return compiled(text, data)


def _blank(source: str) -> str:
    return source.removesuffix(".toml") + ".md"


def _has_blank(source: str) -> bool:
    return os.path.exists(os.path.join(ROOT, _blank(source)))


def _rules(data: dict[str, Any]) -> list[str]:
    """The scoring sentences of a definition's items in notation, empty where one is missing or not understood."""
    from xlplugin.forms.sentences import compiled_rule  # noqa: PLC0415  only the cache's writer needs the compiler

    return [compiled_rule(item) for item in data.get("items", ())]


def cache_lines() -> list[str]:
    """The lines of an up-to-date cache: an index, then per line a parsed source, its sentences or a compiled blank."""
    from json import dumps  # noqa: PLC0415  only the cache's writer needs it

    index: dict[str, dict[str, Any]] = {}
    lines: list[str] = []
    for source in _sources():
        data = _bytes(source)
        parsed = _parsed(source, data)
        index[source] = {"stamp": _stamp(data), "line": len(lines) + 1, **_summary(parsed)}
        lines.append(dumps(parsed, ensure_ascii=False, separators=(",", ":")))
        if any(rules := _rules(parsed)):
            index[source]["rules"] = len(lines) + 1
            lines.append(dumps(rules, ensure_ascii=False, separators=(",", ":")))
        if _has_blank(source):
            blank = _bytes(_blank(source))
            index[_blank(source)] = {"stamp": _stamp(blank), "line": len(lines) + 1}
            lines.append(dumps(_compiled(blank.decode("utf-8"), parsed), ensure_ascii=False, separators=(",", ":")))
    return [dumps(index, ensure_ascii=False, separators=(",", ":")), *lines]


class _Shelf:
    """The sources on disk beside the cache of them; each is opened at most once."""

    __slots__ = ("_data", "_index", "_lines", "_loads")

    def __init__(self) -> None:
        from json import loads  # noqa: PLC0415  costs nothing on a path that reads no content

        self._loads = loads
        self._data: dict[str, dict[str, Any]] = {}
        try:
            with open(CACHE, "rb") as file:
                self._lines = file.read().split(b"\n")
            self._index: dict[str, dict[str, Any]] = loads(self._lines[0])
        except (OSError, ValueError):
            self._lines, self._index = [], {}

    def _current(self, source: str) -> dict[str, Any] | None:
        entry = self._index.get(source)
        return entry if entry and entry["stamp"] == _stamp(_bytes(source)) else None

    def knows(self, source: str) -> bool:
        """Whether the cache holds such a source; a walk through the folder is dearer."""
        return source in self._index

    def summary(self, source: str) -> dict[str, Any]:
        return self._current(source) or _summary(self.read(source))

    def read(self, source: str) -> dict[str, Any]:
        if source not in self._data:
            entry = self._current(source)
            fresh = self._loads(self._lines[entry["line"]]) if entry else _parsed(source, _bytes(source))
            self._data[source] = fresh
        return self._data[source]

    def rules(self, source: str) -> list[str]:
        """The compiled sentences of a definition, none where the cache is not current."""
        entry = self._current(source) or {}
        known: list[str] = self._loads(self._lines[entry["rules"]]) if "rules" in entry else []
        return known

    def template(self, source: str) -> dict[str, Any]:
        """The compiled blank of a definition; made from both files, it is current only where both are."""
        entry = self._current(_blank(source)) if self._current(source) else None
        if entry:
            current: dict[str, Any] = self._loads(self._lines[entry["line"]])
            return current
        return _compiled(_bytes(_blank(source)).decode("utf-8"), self.read(source))


_shelf: list[_Shelf] = []


def _open() -> _Shelf:
    if not _shelf:
        _shelf.append(_Shelf())
    return _shelf[0]


def vocabulary() -> dict[str, dict[str, str]]:
    """The vocabulary: per section, from the key of a wording (see ``quantity.squeeze``) to its concept."""
    return _open().read(VOCABULARY)


def _place(jurisdiction: str) -> str:
    """The shortest name of a jurisdiction: 四川省资阳市雁江区 is 雁江; 全国 names no place."""
    for suffix in "省市区县州":
        jurisdiction = jurisdiction.replace(suffix, " ")
    return jurisdiction.split()[-1] if jurisdiction.split() and jurisdiction != "全国" else ""


def headings() -> tuple[Heading, ...]:
    """The headings of all editions, without loading one."""
    shelf = _open()
    found = []
    for source in _sources():
        if source != VOCABULARY:
            data = shelf.summary(source)
            titles, signature = tuple(data.get("titles", ())), tuple(data.get("signature", ()))
            place = _place(str(data.get("jurisdiction", "")))
            found.append(Heading(source.removesuffix(".toml"), titles, str(data.get("year", "")), signature, place))
    return tuple(found)


def _known(form_id: str) -> str:
    source = f"{form_id}.toml"
    cached = _open().knows(source) and os.path.exists(os.path.join(ROOT, source))  # a walk through the folder is dearer
    if source == VOCABULARY or not (cached or source in set(_sources())):
        raise UsageError(
            f"没有编号为 {form_id} 的表样；用 xlplugin forms 查看全部表样",
            f"no form has the id {form_id}; xlplugin forms lists them all",
        )
    return source


def edition(form_id: str) -> Edition:
    """Load one edition; UsageError for an unknown id, DefinitionError for a faulty file."""
    source = _known(form_id)
    return edition_from(form_id, _open().read(source), _open().rules(source))


def editions() -> tuple[Edition, ...]:
    """Load all editions."""
    return tuple(edition(heading.id) for heading in headings())


def template(form_id: str) -> Template | None:
    """The blank of an edition as what it prints, None where there is no blank; UsageError for an unknown id."""
    source = f"{form_id}.toml"
    if not _open().knows(source):
        _known(form_id)
    return template_from(_open().template(source)) if _has_blank(source) else None


def blank_text(form_id: str) -> str:
    """The blank form as sheet text; UsageError for an unknown id."""
    source = _known(form_id)
    with open(os.path.join(ROOT, _blank(source)), encoding="utf-8") as file:
        return file.read()
