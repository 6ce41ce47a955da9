"""How a marked copy remembers its source: a custom XML part says of every other part what marking did to it.

A part that was changed is kept as the edits that lead back, with the checksums before and behind them,
so that only a copy that nobody has saved since is taken back this way, and then to the last byte.
"""

from __future__ import annotations

import zlib
from binascii import a2b_base64, b2a_base64

from xlplugin.excel.draft import Draft
from xlplugin.excel.markup import parse
from xlplugin.excel.package import relationships
from xlplugin.excel.splice import quoted, splice
from xlplugin.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from xlplugin.excel.package import Package
    from xlplugin.excel.splice import Edit

__all__ = ["NAMESPACE", "memories", "remember", "undone", "way_back"]

NAMESPACE = "urn:xlplugin:marks:1"
"""The namespace of the part that remembers."""

_KIND = "application/xml"
_PROBE = 24
"""Bytes that must agree for two texts to have met again."""
_BLOCK, _FEW = 256, 64
"""Bytes compared at first, four times as many each time that they agree; and so few that each one is looked at."""
_REACHES = (256, 256 - 2 * _PROBE), (4_096, 4_095)
"""How far ahead both texts are looked for first, and at what distance that settles it; a mark differs in a few bytes.

What is found within 208 bytes would be preferred to anything that a look beyond 256 could find.
"""
_TRIES = 16
"""From how many tags on two texts are looked for."""


def _shared(one: bytes, at: int, other: bytes, behind: int) -> int:
    """How many bytes two texts have in common from two offsets on."""
    limit = min(len(one) - at, len(other) - behind)
    sure, size = 0, _BLOCK
    while sure < limit and one[at + sure : at + sure + size] == other[behind + sure : behind + sure + size]:
        sure, size = sure + size, 4 * size
    if sure >= limit:
        return limit
    while size > _FEW:  # the first difference lies in a block of this size
        size //= 2
        if one[at + sure : at + sure + size] == other[behind + sure : behind + sure + size]:
            sure += size
    size = min(size, limit - sure)
    block, like = one[at + sure : at + sure + size], other[behind + sure : behind + sure + size]
    differing = int.from_bytes(block, "little") ^ int.from_bytes(like, "little")
    return sure + ((differing & -differing).bit_length() - 1) // 8 if differing else limit


def _shared_end(one: bytes, other: bytes, most: int) -> int:
    """How many bytes, ``most`` at most, two texts have in common at their ends."""
    sure, size = 0, _FEW
    while sure < most:
        size = min(size, most - sure)
        if one.endswith(other[len(other) - sure - size : len(other) - sure], 0, len(one) - sure):
            sure, size = sure + size, 2 * size
        else:
            most, size = sure + size - 1, max(1, size // 2)
    return sure


def _meeting(text: bytes, at: int, wanted: bytes, behind: int) -> tuple[int, int]:
    """Where two texts agree again with the least in between, looked for nearby first; their ends where nowhere."""
    met = len(text), len(wanted)
    last = len(wanted) - _PROBE
    for reach, settled in (*_REACHES, (len(text), len(text))):
        step, best = behind, reach
        for _ in range(_TRIES):
            if not 0 <= step <= last:
                break
            found = text.find(wanted[step : step + _PROBE], at, at + best - (step - behind))
            if found >= 0:
                met, best = (found, step), found - at + step - behind
            step = wanted.find(b"<", step + 1, behind + best)
        if best <= settled and best < reach:
            break
    return met


def way_back(text: bytes, wanted: bytes) -> Iterator[Edit]:
    """Edits that turn one text into another, short where the two differ in few places."""
    common = _shared(text, 0, wanted, 0)
    tail = _shared_end(text, wanted, min(len(text), len(wanted)) - common)
    text, wanted = text[: len(text) - tail], wanted[: len(wanted) - tail]
    at = behind = common
    while at < len(text) or behind < len(wanted):
        met = _meeting(text, at, wanted, behind)
        yield at, met[0], wanted[behind : met[1]]
        common = _shared(text, met[0], wanted, met[1])
        at, behind = met[0] + common, met[1] + common


def remember(draft: Draft, part: str) -> None:
    """Add the memory of everything that a draft changes, related to its workbook ``part``; the last thing to do."""
    memory = draft.add("customXml/item{}.xml", f'<marks xmlns="{NAMESPACE}"/>', _KIND)
    draft.relate(part, "customXml", memory)
    draft.declare()
    source = draft.package
    lines = [f"<gone name={quoted(name)}>{_spelt(source.read(name))}</gone>" for name in draft.dropped]
    for name, text in draft.changed.items():
        if name == memory:
            continue
        if name in source.members:
            before = draft.source(name)
            edits = "".join(
                [f'<edit at="{at}" end="{end}">{_spelt(old)}</edit>' for at, end, old in way_back(text, before)]
            )
            now, was = draft.checksum(name), source.members[name].crc
            lines.append(f'<part name={quoted(name)} now="{now}" was="{was}">{edits}</part>')
        else:
            lines.append(f'<new name={quoted(name)} now="{draft.checksum(name)}"/>')
    draft.put(memory, f'<marks xmlns="{NAMESPACE}">{"".join(lines)}</marks>'.encode())


def _spelt(data: bytes) -> str:
    return b2a_base64(data, newline=False).decode()


def _sum_of(text: bytes) -> str:
    return str(zlib.crc32(text))


@record
class _Memory:
    """What one part remembers: the edits and both checksums by part, new parts with theirs, and parts left out."""

    parts: dict[str, tuple[str, str, list[Edit]]]
    new: dict[str, str]
    gone: dict[str, bytes]


def memories(package: Package, part: str) -> dict[str, str]:
    """The parts that remember, as relationships of the workbook ``part``: id to name."""
    ties = relationships(package, part).items()
    return {
        tie: target
        for tie, (kind, target, external) in ties
        if kind == "customXml" and not external and target in package and NAMESPACE.encode() in package.read(target)
    }


def _read(package: Package, name: str) -> _Memory:
    memory = _Memory({}, {}, {})
    texts: list[str] = []
    edits: list[Edit] = []
    opened: list[dict[str, str]] = []

    def start(_tag: str, given: dict[str, str]) -> None:
        opened.append(given)

    def end(tag: str) -> None:
        given = opened.pop()
        data = a2b_base64("".join(texts))
        texts.clear()
        if tag == "edit":
            edits.append((int(given["at"]), int(given["end"]), data))
        elif tag == "part":
            memory.parts[given["name"]] = given["now"], given["was"], list(edits)
            edits.clear()
        elif tag == "new":
            memory.new[given["name"]] = given["now"]
        elif tag == "gone":
            memory.gone[given["name"]] = data

    parse(package.read(name), name, start, end, texts.append)
    return memory


def undone(package: Package, part: str) -> bytes | None:
    """The source of a copy part by part, as one of its memories has it; None where the copy was saved since."""
    for name in memories(package, part).values():
        memory = _read(package, name)
        stands = {part: now for part, (now, _, _) in memory.parts.items()} | memory.new
        if any(not _stands(package, member, now) for member, now in stands.items()):
            continue
        draft = Draft(package)
        for member, (_, was, edits) in memory.parts.items():
            text = package.read(member)
            if not _in_order(edits, len(text)) or _sum_of(text := splice(text, edits)) != was:
                break
            draft.put(member, text)
        else:
            for member, content in memory.gone.items():
                draft.put(member, content)
            draft.omit([name, *memory.new])
            return draft.packed()
    return None


def _stands(package: Package, member: str, now: str) -> bool:
    """Whether a part is still what marking left."""
    return member in package.members and _sum_of(package.read(member)) == now


def _in_order(edits: Iterable[Edit], size: int) -> bool:
    """Whether edits follow one another within a text: others could make it grow without end."""
    at = 0
    for start, end, _ in edits:
        if not at <= start <= end <= size:
            return False
        at = end
    return True
