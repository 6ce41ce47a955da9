"""A package in the making: what is changed is written anew, everything else keeps its compressed bytes.

Layout: PKWARE APPNOTE.TXT 6.3.10; relationships and content types: ECMA-376 part 2 (OPC).
"""

from __future__ import annotations

import zlib
from struct import pack

from xlplugin.excel.splice import Spelling, attribute, attributes, mirrored, prefixed, quoted, splice, utf8

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlplugin.excel.package import Package
    from xlplugin.excel.splice import Edit

__all__ = ["STRICT", "TRANSITIONAL", "Draft", "relations_of"]

TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
"""The namespace of relationship ids and types in nearly every file."""
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
"""The same in ISO/IEC 29500 strict files."""

_CONTENT_TYPES = "[Content_Types].xml"
_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NO_RELATIONS = (
    _HEAD + b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)
_LEVEL = 1
"""Level 6 takes three times as long for a copy one tenth smaller."""
_KEPT = 1 << 20
"""Bytes up to which the content of a part is kept rather than inflated again."""
_FIRST_DAY = 0x21
"""1 January 1980, so that the same input gives the same bytes."""
_UTF8 = 0x800


def relations_of(part: str) -> str:
    """Name the part that holds the relationships of a part; ``""`` is the package."""
    folder, slash, name = part.rpartition("/")
    return f"{folder}{slash}_rels/{name}.rels"


def _relative(part: str, target: str) -> str:
    """Spell a part as seen from the folder of another."""
    here, there = part.split("/")[:-1], target.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    return "/".join([".."] * (len(here) - shared) + there[shared:])


class Draft:
    """Changes to a package, held until ``packed``; part names are those of the package, whatever their case.

    The edits of a part are carried out together when it is read again or packed.
    """

    __slots__ = (
        "_children",
        "_dropped",
        "_edits",
        "_names",
        "_sources",
        "_sums",
        "_texts",
        "_tied",
        "_ways",
        "latest",
        "package",
        "types",
    )

    def __init__(self, package: Package) -> None:
        """Start from an unchanged package; ``types`` is its relationship namespace, ``latest`` the part last read."""
        self.latest = ""
        self.package = package
        self._names = {name.replace("\\", "/").lower(): name for name in package.members}
        self._texts: dict[str, bytes] = {}
        self._sources: dict[str, bytes] = {}
        self._edits: dict[str, list[Edit]] = {}
        self._children: dict[str, list[str]] = {}
        self._tied: dict[str, set[str]] = {}
        self._ways: dict[str, list[Edit]] = {}
        self._sums: dict[str, int] = {}
        self._dropped: set[str] = set()
        self.types = STRICT if STRICT.encode() in self.text(relations_of("")) else TRANSITIONAL

    def _stored(self, name: str) -> str:
        return self._names.get(name.lower(), name)

    def __contains__(self, name: str) -> bool:
        """Whether there is such a part, old or new."""
        return name.lower() in self._names

    def _source(self, name: str) -> bytes:
        """The content of a part before all changes; UnreadableError where it is missing or damaged."""
        stored = self._stored(name)
        text = self._sources.get(stored)
        if text is None:
            text = self.package.markup(name)
            if len(text) <= _KEPT:
                self._sources[stored] = text
        return text

    def text(self, name: str) -> bytes:
        """The present content of a part as UTF-8; UnreadableError where it is missing or damaged."""
        self.latest = name
        stored = self._stored(name)
        if stored in self._edits or stored in self._children:
            self._settle(stored)
        changed = self._texts.get(stored)
        return utf8(self._source(name), name) if changed is None else changed

    def spelling(self, name: str) -> Spelling:
        """The present content of a part, ready to be spliced."""
        return Spelling(self.text(name), name)

    def put(self, name: str, text: bytes) -> None:
        """Change or add a part."""
        stored = self._stored(name)
        for facts in (self._edits, self._children, self._tied, self._ways, self._sums):
            facts.pop(stored, None)
        self._write(stored, text)

    def _write(self, stored: str, text: bytes) -> None:
        self._names[stored.replace("\\", "/").lower()] = stored
        self._texts[stored] = text

    def edit(self, name: str, edits: list[Edit]) -> None:
        """Change a part by edits of its content as it was last read."""
        if edits:
            self._edits.setdefault(self._stored(name), []).extend(edits)

    def _append(self, name: str, child: str) -> None:
        """Put a child last into the root of a part."""
        self._children.setdefault(self._stored(name), []).append(child)

    def _settle(self, stored: str) -> None:
        """Carry out the edits of a part."""
        edits, children = self._edits.pop(stored, []), self._children.pop(stored, [])
        source = b"" if stored in self._texts else self._source(stored)
        text = self._texts[stored] if stored in self._texts else utf8(source, stored)
        if children:
            spelt = Spelling(text, stored)
            edits += spelt.into(spelt.name, spelt.root, prefixed("".join(children), spelt.prefix))
        self.put(stored, splice(text, edits))
        if text is source:
            self._ways[stored] = mirrored(source, edits)

    def settle(self) -> None:
        """Carry out all edits."""
        for stored in list(dict.fromkeys((*self._edits, *self._children))):
            self._settle(stored)

    def way_back(self, name: str) -> list[Edit]:
        """The edits that lead from the present content of a part back to its source."""
        if name in self._ways:
            return self._ways[name]
        return [(0, len(self._texts[name]), self._source(name))]

    def checksum(self, name: str) -> int:
        """The CRC-32 of a part that was changed or added, worked out once."""
        if name not in self._sums:
            self._sums[name] = zlib.crc32(self._texts[name])
        return self._sums[name]

    def add(self, pattern: str, text: str, content_type: str) -> str:
        """Add a part under the first free number (``xl/comments{}.xml``) and give its name."""
        name = next(name for number in range(1, len(self._names) + 2) if (name := pattern.format(number)) not in self)
        self._write(name, _HEAD + text.encode())
        self._append(_CONTENT_TYPES, f'<Override PartName={quoted("/" + name)} ContentType="{content_type}"/>')
        return name

    def relate(self, part: str, kind: str, target: str) -> str:
        """Add a relationship from one part to another and give its id; ``kind`` is the last segment of its type."""
        name = self._stored(relations_of(part))
        if name not in self:
            self._write(name, _NO_RELATIONS)
            self._tied[name] = set()
        elif name not in self._tied:
            given = self.spelling(name).values(b"Relationship", b"Id")
            self._tied[name] = {(tie or "").lower() for tie in given}
        taken = self._tied[name]
        number = 1
        while f"rid{number}" in taken:
            number += 1
        taken.add(f"rid{number}")
        target = quoted(_relative(part, target))
        self._append(name, f'<Relationship Id="rId{number}" Type="{self.types}/{kind}" Target={target}/>')
        return f"rId{number}"

    def untie(self, part: str, ids: Iterable[str]) -> None:
        """Remove relationships of a part; ``""`` is the package."""
        relations, gone = self.spelling(relations_of(part)), set(ids)
        ties = [tag for tag in relations.tags(b"Relationship") if attribute(relations[tag], b"Id") in gone]
        self.edit(relations.part, [(*tag, b"") for tag in ties])

    def discard(self, names: Iterable[str]) -> None:
        """Leave out parts and their content types."""
        gone = {self._stored(name) for name in names}
        self._dropped |= gone
        types = self.spelling(_CONTENT_TYPES)
        kinds = [
            tag
            for tag in types.tags(b"Override")
            if self._stored(attributes(types[tag]).get("PartName", "").lstrip("/")) in gone
        ]
        self.edit(_CONTENT_TYPES, [(*tag, b"") for tag in kinds])

    def drop(self, names: Iterable[str], relation: str) -> None:
        """Leave out parts, their content types and the package relationships whose type ends in ``relation``."""
        root = self.spelling(relations_of(""))
        ties = (attributes(root[tag]) for tag in root.tags(b"Relationship"))
        self.untie("", [tie.get("Id", "") for tie in ties if tie.get("Type", "").endswith(relation)])
        self.discard(names)

    def omit(self, names: Iterable[str]) -> None:
        """Leave out parts, their content types being left out already."""
        self._dropped |= {self._stored(name) for name in names}

    @property
    def changed(self) -> dict[str, bytes]:
        """The parts that are written anew, by name."""
        return {name: text for name, text in self._texts.items() if name not in self._dropped}

    @property
    def dropped(self) -> list[str]:
        """The parts of the source that are left out, in its order."""
        return [name for name in self.package.members if name in self._dropped]

    def packed(self) -> bytes:
        """The bytes of the new package: old members in their order, new ones after them."""
        self.settle()
        bodies: list[bytes] = []
        directory: list[bytes] = []
        at = 0
        for name in dict.fromkeys((*self.package.members, *self._texts)):
            if name in self._dropped:
                continue
            method, crc, size, content = self._packed_member(name)
            spelled = name.encode()
            flags = 0 if name.isascii() else _UTF8
            facts = pack("<HHHHHIIIHH", 20, flags, method, 0, _FIRST_DAY, crc, len(content), size, len(spelled), 0)
            directory.append(b"PK\1\2\x14\0%b%b%b" % (facts, pack("<HHHII", 0, 0, 0, 0, at), spelled))
            bodies += (b"PK\3\4%b%b" % (facts, spelled), content)
            at += len(bodies[-2]) + len(content)
        listed = b"".join(directory)
        end = pack("<IHHHHIIH", 0x06054B50, 0, 0, len(directory), len(directory), len(listed), at, 0)
        return b"".join((*bodies, listed, end))

    def _packed_member(self, name: str) -> tuple[int, int, int, bytes]:
        """Method, checksum, size and compressed bytes of a member."""
        text = self._texts.get(name)
        if text is None:
            member = self.package.members[name]
            return member.method, member.crc, member.size, self.package.raw(name)
        return zlib.DEFLATED, self.checksum(name), len(text), zlib.compress(text, _LEVEL, -zlib.MAX_WBITS)
