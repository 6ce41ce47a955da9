"""Byte-exact edits of an XML part: tags are found by offset, and only the spliced bytes change.

``markup`` reads parts for their meaning; this module reads them for their spelling.
Offsets come from a shadow of the same length in which comments, CDATA and processing
instructions are blanked, so that a plain search for ``<row`` cannot be misled.
"""

from __future__ import annotations

import re
from operator import itemgetter

from xlplugin.excel import refusals
from xlplugin.excel.markup import holds

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = [
    "Edit",
    "Spelling",
    "Tag",
    "attribute",
    "attributes",
    "escape",
    "mirrored",
    "prefixed",
    "quoted",
    "related_id",
    "splice",
    "utf8",
    "with_attributes",
]

Tag = tuple[int, int]
"""Start and end offset of a start tag."""
Edit = tuple[int, int, bytes]
"""Start, end and replacement of a piece; start equals end where something is inserted."""

_OPAQUE = re.compile(rb"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)", re.DOTALL)
_TAG = re.compile(rb"""<(/?)([^\s/<>!?"'=]++)[^<>"']*+(?:"[^"]*+"[^<>"']*+|'[^']*+'[^<>"']*+)*+>""")
_ATTRIBUTE = re.compile(rb"""(?<!\s)(\s++)([^\s=/<>"']++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)')""")
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.-]+)["']""")
_REFERENCE = re.compile(r"&(?:#x([0-9A-Fa-f]+)|#(\d+)|(lt|gt|amp|quot|apos));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PLACE = itemgetter(0, 1)
_ENDS_NAME = b" \t\r\n/>"
_SLASH = ord("/")
_USUAL = b'<?xml version="1.0" encoding="UTF-8"'
_DECLARED = b"<?xml", b"\xef\xbb\xbf<?xml"
_LONGEST_HEAD = 256
"""Bytes before the address in a tag; bounds the search in a text full of what looks like addresses."""


def utf8(data: bytes, part: str) -> bytes:
    """Give a part as UTF-8, re-encoding it where it is written otherwise; UTF-8 comes back unchanged.

    UnreadableError where the bytes are not in the declared encoding.
    """
    if data.startswith(_USUAL):
        return data
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    else:
        declared = _ENCODING.search(data.removeprefix(b"\xef\xbb\xbf"))
        encoding = declared.group(1).decode().lower() if declared else "utf-8"
    if encoding in {"utf-8", "utf8", "us-ascii", "ascii"}:
        return data
    try:
        text = data.decode(encoding)
    except (LookupError, UnicodeDecodeError) as fault:
        raise refusals.broken_part(part) from fault
    return re.sub(r"""^(\s*<\?xml[^>]*?\sencoding\s*=\s*["'])[\w.-]+""", r"\1UTF-8", text, count=1).encode()


def escape(text: str) -> str:
    """Spell a text as XML content; characters that XML cannot hold become ``?``."""
    printable = text.isprintable() or text.replace("\n", "").isprintable()
    plain = text if printable else _ILLEGAL.sub("?", text)  # nothing illegal is printable
    if "&" in plain:
        plain = plain.replace("&", "&amp;")
    return plain.replace("<", "&lt;").replace(">", "&gt;") if "<" in plain or ">" in plain else plain


def quoted(text: str) -> str:
    """Spell a text as an XML attribute value with its quotation marks."""
    spelt = escape(text).replace('"', "&quot;")
    return '"' + spelt.replace("\n", "&#10;") + '"'


def _character(found: re.Match[str]) -> str:
    wide, plain, name = found.groups()
    return _NAMED[name] if name else chr(int(wide, 16) if wide else int(plain))


def _unescape(value: bytes) -> str:
    text = value.decode()
    return _REFERENCE.sub(_character, text) if "&" in text else text


def attributes(tag: bytes) -> dict[str, str]:
    """Read the attributes of a start tag, names as written."""
    return {found[1].decode(): _unescape(found[2] or found[3]) for found in _ATTRIBUTE.findall(tag)}


def _spelt(tag: bytes, name: bytes) -> Tag | None:
    """Where the value of an attribute stands that is spelt in the usual way (`` r="E12"``); None proves nothing."""
    if b"'" in tag:
        return None
    at = tag.find(b' %b="' % name)
    if at < 0 or tag.count(b'"', 0, at) % 2:
        return None
    start = at + len(name) + 3
    return start, tag.find(b'"', start)


def attribute(tag: bytes, name: bytes) -> str | None:
    """One attribute of a start tag, None where it has none of this name."""
    if name not in tag:
        return None
    span = _spelt(tag, name)
    return _unescape(tag[span[0] : span[1]]) if span else attributes(tag).get(name.decode())


def related_id(given: Mapping[str, str]) -> str:
    """The relationship id among attributes (``r:id``, whatever the prefix), empty where there is none."""
    return next((value for name, value in given.items() if name.endswith(":id")), "")


def with_attributes(tag: bytes, wanted: Mapping[bytes, bytes | None]) -> bytes:
    """Set attributes of a start tag, or remove those given as None; all other bytes stay."""
    for name, value in wanted.items():
        span = _spelt(tag, name) if name in tag and value is not None else None
        if span and value is not None:
            tag = tag[: span[0]] + value + tag[span[1] :]
        elif name in tag or value is not None:
            tag = _with_attribute(tag, name, value)
    return tag


def _with_attribute(tag: bytes, name: bytes, value: bytes | None) -> bytes:
    """Set an attribute of a start tag however it is spelt, or remove it."""
    written = next((found for found in _ATTRIBUTE.finditer(tag) if found[2] == name), None) if name in tag else None
    if written:
        new = b"" if value is None else b'%b%b="%b"' % (written[1], name, value)
        return tag[: written.start()] + new + tag[written.end() :]
    if value is None:
        return tag
    end = len(tag) - (2 if tag.endswith(b"/>") else 1)
    return tag[:end].rstrip() + b' %b="%b"' % (name, value) + tag[end:]


def prefixed(xml: str, prefix: bytes) -> bytes:
    """Encode a piece of XML written without prefix, giving its elements that of the part it goes into."""
    return re.sub(rb"<(/?)(?=[A-Za-z])", rb"<\1" + prefix, xml.encode()) if prefix else xml.encode()


def splice(text: bytes, edits: Iterable[Edit]) -> bytes:
    """Carry out edits that do not overlap; insertions at one place keep their order."""
    pieces: list[bytes] = []
    at = 0
    for start, end, replacement in _ordered(edits):
        pieces += (text[at:start], replacement)
        at = end
    return b"".join((*pieces, text[at:]))


def mirrored(text: bytes, edits: Iterable[Edit]) -> list[Edit]:
    """The edits that lead back to a text from what these have made of it."""
    way: list[Edit] = []
    moved = 0
    for start, end, replacement in _ordered(edits):
        now = start + moved
        way.append((now, now + len(replacement), text[start:end]))
        moved += len(replacement) - (end - start)
    return way


def _ordered(edits: Iterable[Edit]) -> list[Edit]:
    return sorted(edits, key=_PLACE)


class Spelling:
    """One part as bytes, with the offsets of its tags; element names are given without prefix.

    RefusedError where the part declares a DOCTYPE, UnreadableError where its tags cannot be made out.
    """

    __slots__ = ("_behind", "_children", "_shadow", "name", "part", "prefix", "root", "text")

    def __init__(self, text: bytes, part: str) -> None:
        """Find the root element; ``text`` must be UTF-8 (see ``utf8``)."""
        self.text, self.part, self._shadow = text, part, text
        self._behind: dict[bytes, int] = {}
        self._children: dict[int, list[tuple[bytes, int]]] = {}
        declared = text.find(b"?>") if text.startswith(_DECLARED) else 0
        if holds(text, b"<!") or holds(text, b"<?", declared + 2):
            self._shadow = _OPAQUE.sub(lambda found: b" " * len(found.group()), text)
            if b"<!DOCTYPE" in self._shadow:
                raise refusals.doctype(part)
        found = _TAG.search(self._shadow)
        if not found:
            raise refusals.broken_part(part)
        cut = found.group(2).find(b":") + 1
        self.prefix, self.name = found.group(2)[:cut], found.group(2)[cut:]
        self.root: Tag = found.span()

    @property
    def space(self) -> str:
        """The namespace of the root element; UnreadableError where it has none."""
        given = attribute(self[self.root], b"xmlns:" + self.prefix[:-1] if self.prefix else b"xmlns")
        if given is None:
            raise refusals.broken_part(self.part)
        return given

    def __getitem__(self, tag: Tag) -> bytes:
        """The bytes between two offsets."""
        return self.text[tag[0] : tag[1]]

    def tags(self, name: bytes, start: int = 0, end: int | None = None) -> Iterator[Tag]:
        """Every start tag of this name between two offsets."""
        found = self.tag(name, start, end)
        while found:
            yield found
            found = self.tag(name, found[1], end)

    def tag(self, name: bytes, start: int = 0, end: int | None = None) -> Tag | None:
        """The first start tag of this name, None where there is none."""
        shadow, needle = self._shadow, b"<" + self.prefix + name
        size, stop = len(needle), len(shadow) if end is None else end
        at = shadow.find(needle, start, stop)
        while at >= 0:
            if shadow[at + size : at + size + 1] in _ENDS_NAME:
                found = _TAG.match(shadow, at)
                if not found:
                    raise refusals.broken_part(self.part)
                return found.span()
            at = shadow.find(needle, at + size, stop)
        return None

    def values(self, name: bytes, wanted: bytes, start: int = 0, end: int | None = None) -> list[str | None]:
        """What an attribute says in every start tag of this name between two offsets; None where a tag lacks it."""
        needle, piece = b"<" + self.prefix + name, self._shadow[start:end]
        said = [rest[: rest.find(b'"')] for rest in piece.split(b'%b %b="' % (needle, wanted))[1:]]
        if len(said) == piece.count(needle) and b"&" not in b"".join(said):
            return [value.decode() for value in said]
        return [attribute(self[tag], wanted) for tag in self.tags(name, start, end)]

    def count(self, name: bytes, start: int, end: int) -> int:
        """How many start tags of this name there are between two offsets."""
        needle = b"<" + self.prefix + name
        return sum([self._shadow.count(b"%b%c" % (needle, ends), start, end) for ends in _ENDS_NAME])

    def find(self, spelled: bytes, start: int, end: int) -> int:
        """Where these bytes stand between two offsets, outside of comments; -1 where they do not."""
        return self._shadow.find(spelled, start, end)

    def holder(self, name: bytes, attribute: bytes, start: int, end: int | None = None) -> Tag | None:
        """The start tag of this name that spells an attribute just so (`` r="E12"``); None proves nothing."""
        shadow, needle = self._shadow, b"<" + self.prefix + name
        stop = len(shadow) if end is None else end
        at = shadow.find(attribute, start, stop)
        while at >= 0:
            opening = shadow.rfind(b"<", max(start, at - _LONGEST_HEAD), at)
            if opening >= 0 and shadow.startswith((needle + b" ", needle + b"\n"), opening):
                found = _TAG.match(shadow, opening)
                return found.span() if found else None
            at = shadow.find(attribute, at + 1, stop)
        return None

    def is_empty(self, tag: Tag) -> bool:
        """Whether a start tag closes itself."""
        return self._shadow[tag[1] - 2] == _SLASH

    def content(self, name: bytes, tag: Tag) -> Tag:
        """Where the content of an element starts and ends; the element must not nest in itself."""
        if self.is_empty(tag):
            return tag[1], tag[1]
        needle = b"</" + self.prefix + name
        end = self._shadow.find(needle, tag[1])
        while end >= 0 and self._shadow[end + len(needle) : end + len(needle) + 1] not in _ENDS_NAME:
            end = self._shadow.find(needle, end + 1)
        if end < 0:
            raise refusals.broken_part(self.part)
        return tag[1], end

    def end(self, name: bytes, tag: Tag) -> int:
        """The offset behind an element."""
        _, end = self.content(name, tag)
        return end if self.is_empty(tag) else self._shadow.index(b">", end) + 1

    def behind(self, name: bytes) -> int:
        """The offset behind the first element of this name, looked for once; UnreadableError where there is none."""
        if name not in self._behind:
            tag = self.tag(name)
            if tag is None:
                raise refusals.broken_part(self.part)
            self._behind[name] = self.end(name, tag)
        return self._behind[name]

    def element(self, name: bytes, tag: Tag) -> bytes:
        """A whole element, from its start tag to its end tag."""
        return self.text[tag[0] : self.end(name, tag)]

    def slot(self, name: bytes, order: Sequence[bytes], start: int) -> int:
        """Where a new child belongs, by the order of the schema; ``start`` lies between children of that parent."""
        if start not in self._children:
            self._children[start] = list(self._from(start))
        later = order[order.index(name) + 1 :]
        for child, at in self._children[start]:
            if not child or child in later:
                return at
        raise refusals.broken_part(self.part)

    def _from(self, start: int) -> Iterator[tuple[bytes, int]]:
        """The children of an element behind an offset, by name and place; the end of that element has no name."""
        depth, at = 0, start
        while found := _TAG.search(self._shadow, at):
            closing, child = found.groups()
            at = found.end()
            if depth == 0:
                yield b"" if closing else child.rpartition(b":")[2], found.start()
                if closing:
                    return
            if closing:
                depth -= 1
            elif not self.is_empty(found.span()):
                past = self._past(child, at)
                depth, at = (depth, past) if past else (depth + 1, at)

    def _past(self, child: bytes, at: int) -> int:
        """The offset behind an element whose content starts at ``at``; 0 where it may hold others of its name."""
        end = self._shadow.find(b"</%b>" % child, at)
        return end + len(child) + 3 if end >= 0 and self._shadow.find(b"<" + child, at, end) < 0 else 0

    def into(
        self, name: bytes, tag: Tag, children: bytes, *, first: bool = False, count: int | None = None
    ) -> list[Edit]:
        """Edits that put children into an element, last or first, opening it where it closes itself.

        ``count`` becomes its attribute of that name, where it has one.
        """
        head = self[tag]
        counted = head
        if count is not None and attribute(head, b"count") is not None:
            counted = with_attributes(head, {b"count": b"%d" % count})
        if self.is_empty(tag):
            return [(*tag, counted[:-2].rstrip() + b">" + children + b"</" + self.prefix + name + b">")]
        at = self.content(name, tag)[not first]
        edits: list[Edit] = [(at, at, children)]
        return edits if counted == head else [(*tag, counted), *edits]
