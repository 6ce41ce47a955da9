"""What is well-formed by its shape, so that no parser need read it.

A reader that takes a text apart by a regular expression knows how its tags are nested. What is left to prove is said
here; expat, which takes as long for a sheet as the reader itself, then only sees what stands around it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from xlplugin.errors import UnreadableError
from xlplugin.excel import refusals
from xlplugin.excel.markup import check_size, is_plain, parse

__all__ = ["decoded", "holds_text", "is_proper", "judge"]

_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32)])
"""What XML 1.0 allows nowhere (2.2), beside the two noncharacters below."""

_ENTITIES = ("&amp;", "&lt;", "&gt;", "&quot;", "&apos;")

_ELEMENTS = b"<x/><x/>"
"""Right where any elements are, and wrong elsewhere: in a tag, and beside the root."""

_USUAL = 256
"""Characters of the attributes of a tag; longer ones are left to expat."""

_ATTRIBUTE = re.compile(r' ([A-Za-z][A-Za-z0-9:]*+)="[^"<>&]*+"')


def decoded(data: bytes, part: str) -> str | None:
    """The text of a part in the usual spelling, its syntax unproven; None where it is spelt in another way.

    UnreadableError where it is damaged, RefusedError where it is too large.
    """
    if not is_plain(data):
        return None
    check_size(data, part)
    try:
        return data.decode()
    except UnicodeDecodeError as fault:
        raise refusals.broken_part(part) from fault


def holds_text(data: bytes, text: str) -> bool:
    """Whether a part holds only characters and entities that XML allows between tags."""
    return (
        len(data.translate(None, _CONTROLS)) == len(data)
        and "\ufffe" not in text
        and "\uffff" not in text
        and ("]" not in text or "]]>" not in text)
        and ("&" not in text or text.count("&") == sum(map(text.count, _ENTITIES)))
    )


def is_proper(attributes: str) -> bool:
    """Whether what stands in a tag behind its name, or behind ``r``, are attributes, none of them twice."""
    return len(attributes) <= _USUAL and _are_attributes(attributes)


@lru_cache(maxsize=1024)
def _are_attributes(attributes: str) -> bool:
    names = _ATTRIBUTE.findall(attributes)
    return _ATTRIBUTE.sub("", attributes) in {"", " "} and len({"r", *names}) == len(names) + 1


def judge(data: bytes, part: str, proven: tuple[int, int] | None) -> None:
    """Let expat judge a part, with a stand-in for the bytes (first, end) of it that are proven to be elements.

    Raises as ``markup.parse`` does.
    """
    if proven:
        try:
            parse(data[: proven[0]] + _ELEMENTS + data[proven[1] :], part)
        except UnreadableError:
            pass  # where the cut was wrong the whole may be right
        else:
            return
    parse(data, part)
