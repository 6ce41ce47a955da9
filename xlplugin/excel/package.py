"""The zip container of an .xlsx file, guarded by its directory before anything is inflated.

Only struct and zlib: ``zipfile`` costs 12 ms to import and inflates whatever a member turns out to hold.
Layout: PKWARE APPNOTE.TXT 6.3.10; parts and relationships: ECMA-376 part 2 (OPC).
"""

from __future__ import annotations

import zlib
from struct import error as struct_error
from struct import unpack_from

from xlplugin.excel import markup, refusals
from xlplugin.excel.markup import parse
from xlplugin.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = [
    "MAX_ENTRIES",
    "MAX_INFLATED",
    "MAX_PARSED",
    "MAX_RATIO",
    "RATIO_FREE",
    "Member",
    "Package",
    "relationships",
    "resolve",
]

MAX_ENTRIES = 5_000
"""Members of one package; a workbook of 500 sheets with notes and pictures has about 3,000."""

MAX_INFLATED = 256 << 20
"""Bytes of all members together, pictures included; a form has under 1 MiB."""

MAX_PARSED = 32 << 20
"""Bytes of the parts that are taken apart, each counted once; all forms of a county have about 5 MiB."""

MAX_RATIO = 200
"""Times that a member may grow; sheet XML grows 5 to 40 times, deflate itself ends near 1,000."""

RATIO_FREE = 10 << 20
"""Bytes below which the ratio does not matter: an empty formatted sheet may well be repetitive."""

_END, _END64, _LOCATOR64 = b"PK\5\6", b"PK\6\6", b"PK\6\7"
_ENTRY, _LOCAL = b"PK\1\2", b"PK\3\4"
_END_SIZE, _ENTRY_SIZE, _LOCAL_SIZE = 22, 46, 30
_STORED, _DEFLATED = 0, 8
_ENCRYPTED, _UTF8 = 0x1, 0x800
_FULL16, _FULL32 = 0xFFFF, 0xFFFFFFFF
_ZIP64_EXTRA = 1


@record
class Member:
    """One member as its directory entry states it; sizes in bytes, ``offset`` is that of its compressed bytes."""

    name: str
    method: int
    flags: int
    crc: int
    compressed_size: int
    size: int
    offset: int


def _key(name: str) -> str:
    """Part names are equal whatever their case (OPC 6.2.2.3); some writers use backslashes."""
    return name.replace("\\", "/").lower()


class Package:
    """A zip file in memory whose directory has been checked: ``members`` by name, in directory order.

    UnreadableError where it is no intact zip file, RefusedError where it breaks a limit above,
    holds a name twice, encrypted or overlapping members.
    """

    __slots__ = ("_names", "_parsed", "_taken", "data", "members")

    def __init__(self, data: bytes) -> None:
        """Read and check the directory; nothing is inflated."""
        self.data = data
        try:
            members = list(_members(data))
        except struct_error as fault:
            raise refusals.broken_directory() from fault
        self.members = {member.name: member for member in members}
        self._names: dict[str, str] = {}
        self._parsed: set[str] = set()
        self._taken = 0
        for member in members:
            key = _key(member.name)
            if key in self._names:
                raise refusals.repeated_member(member.name)
            self._names[key] = member.name
        _guard(members)

    def __contains__(self, name: str) -> bool:
        """Whether a part of this name exists, whatever its case."""
        return _key(name) in self._names

    def _member(self, name: str) -> Member:
        stored = self._names.get(_key(name))
        if stored is None:
            raise refusals.missing_part(name)
        return self.members[stored]

    def raw(self, name: str) -> bytes:
        """The compressed bytes as stored; UnreadableError where there is no such part."""
        member = self._member(name)
        return self.data[member.offset : member.offset + member.compressed_size]

    def read(self, name: str) -> bytes:
        """The content of a part, its length and checksum verified; never inflates more than declared.

        UnreadableError where the part is missing or damaged.
        """
        member, content = self._member(name), self.raw(name)
        if member.method == _DEFLATED:
            try:
                content = zlib.decompressobj(-zlib.MAX_WBITS).decompress(content, member.size + 1)
            except zlib.error as fault:
                raise refusals.broken_member(name) from fault
        if len(content) != member.size or zlib.crc32(content) != member.crc:
            raise refusals.broken_member(name)
        return content

    def markup(self, name: str) -> bytes:
        """The content of a part that is to be taken apart, as ``read`` gives it.

        RefusedError before it is inflated where it is too large, or all such parts together are.
        """
        member = self._member(name)
        if member.size > markup.MAX_MARKUP:
            raise refusals.large_part(name, markup.MAX_MARKUP)
        if member.name not in self._parsed:
            self._parsed.add(member.name)
            self._taken += member.size
            if self._taken > MAX_PARSED:
                raise refusals.too_many(refusals.MARKUP, MAX_PARSED)
        return self.read(name)


def _directory(data: bytes) -> tuple[int, int]:
    """Find the directory: count of entries and offset, from the zip64 record where there is one."""
    end = data.rfind(_END, max(0, len(data) - _END_SIZE - _FULL16))
    if end < 0:
        raise refusals.broken_directory()
    count: int
    start: int
    count, _, start = unpack_from("<HII", data, end + 10)
    if end >= 20 and data[end - 20 : end - 16] == _LOCATOR64:  # noqa: PLR2004 - the fixed size of the locator
        (record,) = unpack_from("<Q", data, end - 12)
        if data[record : record + 4] != _END64:
            raise refusals.broken_directory()
        count, _, start = unpack_from("<QQQ", data, record + 32)
    return count, start


def _zip64(extra: bytes, given: tuple[int, int, int]) -> tuple[int, int, int]:
    """Replace the full fields among size, compressed size and offset by those of the zip64 extra field."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = unpack_from("<HH", extra, at)
        if kind == _ZIP64_EXTRA:
            wide: Iterator[int] = iter(unpack_from(f"<{length // 8}Q", extra, at + 4))
            size, compressed, offset = (next(wide, -1) if value == _FULL32 else value for value in given)
            return size, compressed, offset
        at += 4 + length
    return given


def _members(data: bytes) -> Iterator[Member]:
    count, at = _directory(data)
    if count > MAX_ENTRIES:
        raise refusals.too_many(refusals.MEMBERS, MAX_ENTRIES)
    for _ in range(count):
        if data[at : at + 4] != _ENTRY:
            raise refusals.broken_directory()
        flags, method, _, crc, compressed, size = unpack_from("<HHIIII", data, at + 8)
        name_length, extra_length, comment_length = unpack_from("<HHH", data, at + 28)
        (offset,) = unpack_from("<I", data, at + 42)
        extra_at = at + _ENTRY_SIZE + name_length
        called = data[at + _ENTRY_SIZE : extra_at]
        name = called.decode("utf-8" if flags & _UTF8 or called.isascii() else "cp437", "replace")
        if _FULL32 in (compressed, size, offset):
            extra = data[extra_at : extra_at + extra_length]
            size, compressed, offset = _zip64(extra, (size, compressed, offset))
        if min(size, compressed, offset) < 0 or data[offset : offset + 4] != _LOCAL:
            raise refusals.misplaced_member(name)
        local_name, local_extra = unpack_from("<HH", data, offset + 26)
        offset += _LOCAL_SIZE + local_name + local_extra
        if offset + compressed > len(data):
            raise refusals.misplaced_member(name)
        yield Member(name, method, flags, crc, compressed, size, offset)
        at = extra_at + extra_length + comment_length


def _guard(members: Iterable[Member]) -> None:
    """Refuse what is encrypted, packed in an unknown way, overlapping, or would grow beyond the limits."""
    total = end = 0
    for member in sorted(members, key=lambda member: member.offset):
        name = member.name
        total += member.size
        if member.flags & _ENCRYPTED:
            raise refusals.encrypted_member(name)
        if member.method not in (_STORED, _DEFLATED):
            raise refusals.unknown_method(name)
        if member.offset < end + _LOCAL_SIZE:
            raise refusals.overlapping_member(name)
        end = member.offset + member.compressed_size
        if total > MAX_INFLATED or (member.size > RATIO_FREE and member.size > MAX_RATIO * member.compressed_size):
            raise refusals.swollen_member(name)


def resolve(part: str, target: str) -> str:
    """Name the part a relationship of ``part`` points at, without leading ``/``.

    Targets may be relative or absolute; ``..`` never leads out of the package.
    """
    steps = [] if target.startswith("/") else part.split("/")[:-1]
    for step in target.replace("\\", "/").split("/"):
        if step == "..":
            del steps[-1:]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)


def relationships(package: Package, part: str) -> dict[str, tuple[str, str, bool]]:
    """Read the relationships of a part (``""`` is the package): id to (kind, target, whether external).

    The kind is the last segment of the relationship type, so transitional and strict files read alike;
    an internal target is a part name, an external one is given as written. Empty where there are none.
    """
    folder, slash, name = part.rpartition("/")
    stored = f"{folder}{slash}_rels/{name}.rels"
    found: dict[str, tuple[str, str, bool]] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship":
            target, external = attributes["Target"], attributes.get("TargetMode") == "External"
            kind = attributes["Type"].rpartition("/")[2]
            found[attributes["Id"]] = (kind, target if external else resolve(part, target), external)

    if stored in package:
        parse(package.markup(stored), stored, start)
    return found
