"""Byte-exact edits of an XML part: tags are found by offset, and only the spliced bytes change.

``markup`` reads parts for their meaning; this module reads them for their spelling.
Offsets come from a shadow of the same length in which comments, CDATA and processing
instructions are blanked, so that a plain search for ``<row`` cannot be misled.
"""

from __future__ import annotations

import re

from xlplugin.excel import refusals

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = [
    "Edit",
    "Spelling",
    "Tag",
    "attributes",
    "escape",
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
_ENDS_NAME = b" \t\r\n/>"
_SLASH = ord("/")
_BEHIND_BOM = 4
_LONGEST_HEAD = 256
"""Bytes before the address in a tag; bounds the search in a text full of what looks like addresses."""


def utf8(data: bytes, part: str) -> bytes:
    """Give a part as UTF-8, re-encoding it where it is written otherwise; UTF-8 comes back unchanged.

    UnreadableError where the bytes are not in the declared encoding.
    """
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
    plain = text if text.isprintable() else _ILLEGAL.sub("?", text)  # nothing illegal is printable
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quoted(text: str) -> str:
    """Spell a text as an XML attribute value with its quotation marks."""
    return '"' + escape(text).replace('"', "&quot;").replace("\n", "&#10;") + '"'


def _character(found: re.Match[str]) -> str:
    wide, plain, name = found.groups()
    return _NAMED[name] if name else chr(int(wide, 16) if wide else int(plain))


def _unescape(value: bytes) -> str:
    text = value.decode()
    return _REFERENCE.sub(_character, text) if "&" in text else text


def attributes(tag: bytes) -> dict[str, str]:
    """Read the attributes of a start tag, names as written."""
    return {found[1].decode(): _unescape(found[2] or found[3]) for found in _ATTRIBUTE.findall(tag)}


def related_id(given: Mapping[str, str]) -> str:
    """The relationship id among attributes (``r:id``, whatever the prefix), empty where there is none."""
    return next((value for name, value in given.items() if name.endswith(":id")), "")


def with_attributes(tag: bytes, wanted: Mapping[bytes, bytes | None]) -> bytes:
    """Set attributes of a start tag, or remove those given as None; all other bytes stay."""
    left = dict(wanted)

    def change(found: re.Match[bytes]) -> bytes:
        space, name = found.group(1), found.group(2)
        if name not in wanted:
            return found.group()
        value = left.pop(name, None)
        return b"" if value is None else b'%b%b="%b"' % (space, name, value)

    changed = _ATTRIBUTE.sub(change, tag)
    added = b"".join(b' %b="%b"' % (name, value) for name, value in left.items() if value is not None)
    end = len(changed) - (2 if changed.endswith(b"/>") else 1)
    return changed[:end].rstrip() + added + changed[end:] if added else changed


def prefixed(xml: str, prefix: bytes) -> bytes:
    """Encode a piece of XML written without prefix, giving its elements that of the part it goes into."""
    return re.sub(rb"<(/?)(?=[A-Za-z])", rb"<\1" + prefix, xml.encode()) if prefix else xml.encode()


def splice(text: bytes, edits: Iterable[Edit]) -> bytes:
    """Carry out edits that do not overlap; insertions at one place keep their order."""
    pieces: list[bytes] = []
    at = 0
    for start, end, replacement in sorted(edits, key=lambda edit: edit[:2]):
        pieces += (text[at:start], replacement)
        at = end
    return b"".join((*pieces, text[at:]))


class Spelling:
    """One part as bytes, with the offsets of its tags; element names are given without prefix.

    RefusedError where the part declares a DOCTYPE, UnreadableError where its tags cannot be made out.
    """

    __slots__ = ("_shadow", "part", "prefix", "root", "text")

    def __init__(self, text: bytes, part: str) -> None:
        """Find the root element; ``text`` must be UTF-8 (see ``utf8``)."""
        self.text, self.part, self._shadow = text, part, text
        if b"<!" in text or text.find(b"<?", _BEHIND_BOM) >= 0:
            self._shadow = _OPAQUE.sub(lambda found: b" " * len(found.group()), text)
            if b"<!DOCTYPE" in self._shadow:
                raise refusals.doctype(part)
        found = _TAG.search(self._shadow)
        if not found:
            raise refusals.broken_part(part)
        name = found.group(2)
        self.prefix = name[: name.find(b":") + 1]
        self.root: Tag = found.span()

    @property
    def space(self) -> str:
        """The namespace of the root element; UnreadableError where it has none."""
        given = attributes(self[self.root])
        name = f"xmlns:{self.prefix[:-1].decode()}" if self.prefix else "xmlns"
        if name not in given:
            raise refusals.broken_part(self.part)
        return given[name]

    def __getitem__(self, tag: Tag) -> bytes:
        """The bytes between two offsets."""
        return self.text[tag[0] : tag[1]]

    def tags(self, name: bytes, start: int = 0, end: int | None = None) -> Iterator[Tag]:
        """Every start tag of this name between two offsets."""
        shadow, needle = self._shadow, b"<" + self.prefix + name
        size, stop = len(needle), len(shadow) if end is None else end
        at = shadow.find(needle, start, stop)
        while at >= 0:
            if shadow[at + size : at + size + 1] in _ENDS_NAME:
                found = _TAG.match(shadow, at)
                if not found:
                    raise refusals.broken_part(self.part)
                yield found.span()
            at = shadow.find(needle, at + size, stop)

    def tag(self, name: bytes, start: int = 0, end: int | None = None) -> Tag | None:
        """The first start tag of this name, None where there is none."""
        return next(self.tags(name, start, end), None)

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

    def element(self, name: bytes, tag: Tag) -> bytes:
        """A whole element, from its start tag to its end tag."""
        return self.text[tag[0] : self.end(name, tag)]

    def slot(self, name: bytes, order: Sequence[bytes], start: int) -> int:
        """Where a new child belongs, by the order of the schema; ``start`` lies between children of that parent."""
        later = order[order.index(name) + 1 :]
        depth = 0
        for found in _TAG.finditer(self._shadow, start):
            closing, child = found.groups()
            if depth == 0 and (closing or child.rpartition(b":")[2] in later):
                return found.start()
            if closing:
                depth -= 1
            elif not self.is_empty(found.span()):
                depth += 1
        raise refusals.broken_part(self.part)

    def into(
        self, name: bytes, tag: Tag, children: bytes, *, first: bool = False, count: int | None = None
    ) -> list[Edit]:
        """Edits that put children into an element, last or first, opening it where it closes itself.

        ``count`` becomes its attribute of that name, where it has one.
        """
        head = self[tag]
        counted = head
        if count is not None and "count" in attributes(head):
            counted = with_attributes(head, {b"count": b"%d" % count})
        if self.is_empty(tag):
            return [(*tag, counted[:-2].rstrip() + b">" + children + b"</" + self.prefix + name + b">")]
        at = self.content(name, tag)[not first]
        edits: list[Edit] = [(at, at, children)]
        return edits if counted == head else [(*tag, counted), *edits]
