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
    from collections.abc import Iterable

    from xlplugin.excel.package import Package
    from xlplugin.excel.splice import Edit

__all__ = ["NAMESPACE", "memories", "remember", "undone"]

NAMESPACE = "urn:xlplugin:marks:1"
"""The namespace of the part that remembers."""

_KIND = "application/xml"


def remember(draft: Draft, part: str) -> None:
    """Add the memory of everything that a draft changes, related to its workbook ``part``; the last thing to do."""
    memory = draft.add("customXml/item{}.xml", f'<marks xmlns="{NAMESPACE}"/>', _KIND)
    draft.relate(part, "customXml", memory)
    draft.settle()
    source = draft.package
    lines = [f"<gone name={quoted(name)}>{_spelt(source.read(name))}</gone>" for name in draft.dropped]
    for name in draft.changed:
        if name == memory:
            continue
        if name in source.members:
            edits = "".join(
                [f'<edit at="{at}" end="{end}">{_spelt(old)}</edit>' for at, end, old in draft.way_back(name)]
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
