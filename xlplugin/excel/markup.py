"""XML parts, read with expat and guarded: no DOCTYPE, hence no entities and no foreign files."""

from __future__ import annotations

import re
from pyexpat import ExpatError, ParserCreate

from xlplugin.excel import refusals

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from pyexpat import XMLParserType

    Start = Callable[[str, dict[str, str]], object]
    Said = Callable[[str], object]

__all__ = ["MAX_MARKUP", "check_size", "holds", "is_plain", "local", "parse"]

MAX_MARKUP = 16 << 20
"""Bytes of one XML part; 250,000 cells take about 10 MiB, the largest forms of a county 5.

Half as many where a character beyond the first 65,536 (an emoji) is among them: Python then takes four bytes for every
character of the text.
"""

_FIRST = bytes(range(0xF0))
"""The bytes of UTF-8 that such a character does not begin with."""

_ROOT = re.compile(rb"(?:<\?xml[^>]*>\s*)?<[A-Za-z]+[\s>/]")
_ENCODING = re.compile(rb"<\?xml[^>]*encoding=[\"'](?!utf-8[\"'])", re.IGNORECASE)


def local(name: str) -> str:
    """Drop the namespace prefix of an element or attribute: ``r:id`` is ``id``."""
    return name.rpartition(":")[2]


def holds(data: bytes, pair: bytes, first: int = 0) -> bool:
    """Whether two bytes follow one another; the rarer second one is looked for first, which is 80 times faster."""
    return data.find(pair[1:], first) >= 0 and data.find(pair, first) >= 0


def is_plain(data: bytes) -> bool:
    """Whether a part is UTF-8 without prefix on its elements, comments, CDATA and carriage returns."""
    first = data.find(b"<", 1)
    return (
        _ROOT.match(data) is not None
        and _ENCODING.match(data) is None
        and not holds(data, b"<!", first)
        and not holds(data, b"<?", first)
        and b"\r" not in data
    )


def check_size(data: bytes, part: str) -> None:
    """RefusedError where a part is too large to be taken apart in the memory that a check may take."""
    size = len(data)
    if size > MAX_MARKUP or (2 * size > MAX_MARKUP and data.translate(None, _FIRST)):
        raise refusals.large_part(part, MAX_MARKUP)


def _leaf_text(start: Start | None, end: Said | None, text: Said) -> tuple[Start, Said, Said]:
    """Wrap handlers so that ``text`` gets nothing but the text of leaf elements, whatever the indentation."""
    held: list[str] = []
    leaf = False

    def opened(tag: str, attributes: dict[str, str]) -> None:
        nonlocal leaf
        leaf = True
        held.clear()
        if start:
            start(tag, attributes)

    def closed(tag: str) -> None:
        nonlocal leaf
        if leaf and held:
            text("".join(held))
        leaf = False
        held.clear()
        if end:
            end(tag)

    return opened, closed, held.append


def _install(parser: XMLParserType, prefix: str, start: Start | None, end: Said | None, text: Said | None) -> None:
    cut = len(prefix)
    if start and cut:
        plain_start = start
        parser.StartElementHandler = lambda tag, given: plain_start(tag[cut:] if tag.startswith(prefix) else tag, given)
    else:
        parser.StartElementHandler = start
    if end and cut:
        plain_end = end
        parser.EndElementHandler = lambda tag: plain_end(tag[cut:] if tag.startswith(prefix) else tag)
    else:
        parser.EndElementHandler = end
    parser.CharacterDataHandler = text


def parse(
    data: bytes, part: str, start: Start | None = None, end: Said | None = None, text: Said | None = None
) -> None:
    """Feed one part to handlers, of which those that are not needed cost nothing.

    Element names come without the prefix of the root element (``x:row`` is ``row``); ``text`` gets the text
    of leaf elements, each in one piece. Raises UnreadableError naming the part where it is not well-formed,
    RefusedError where it declares a DOCTYPE. A ValueError, LookupError or ArithmeticError of a handler counts
    as damage of the part.
    """
    check_size(data, part)
    if text:
        start, end, text = _leaf_text(start, end, text)
    parser = ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = 2 * len(data) + 1  # never full, hence one piece; memory is only taken as it is written

    def refuse_doctype(*_declared: object) -> None:
        raise refusals.doctype(part)

    def root(tag: str, attributes: dict[str, str]) -> None:
        prefix = tag[: -len(local(tag))]
        if start or end or text:
            _install(parser, prefix, start, end, text)
        else:
            parser.StartElementHandler = None
        if start:
            start(tag[len(prefix) :], attributes)

    parser.StartDoctypeDeclHandler = refuse_doctype
    parser.StartElementHandler = root
    try:
        parser.Parse(data, True)
    except (ExpatError, ValueError, LookupError, ArithmeticError) as fault:
        raise refusals.broken_part(part) from fault
