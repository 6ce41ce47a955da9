"""The shared strings of a workbook (ECMA-376 part 1, 18.4): rich text joined, phonetic guides left out."""

from __future__ import annotations

import re
from functools import cache

from xlplugin.excel import refusals
from xlplugin.excel.canonical import unquote
from xlplugin.excel.markup import parse
from xlplugin.excel.wellformed import decoded, holds_text, judge

__all__ = ["MAX_STRINGS", "read_strings", "rich_text", "unescape"]

MAX_STRINGS = 250_000
"""Shared strings of one workbook, as many as cells; a form has a few hundred, and each costs about a microsecond."""

_USUAL = re.compile(
    r'<si><t(?: xml:space="preserve")?+>([^<]*+)</t>(?:<phoneticPr fontId="[0-9]++"(?: type="[A-Za-z]++")?+/>)?+</si>'
)
_RUNS = re.compile(r"<t(?: [^<>]*+)?+>([^<]++)")
_ESCAPES = re.compile(r"_x([0-9A-Fa-f]{4})_")


@cache
def _items() -> re.Pattern[str]:
    """An item of any kind; compiled for the first workbook with rich text."""
    return re.compile(r"<si>(?:<t(?: xml:space=\"preserve\")?>([^<]*+)</t></si>|((?:[^<]++|<(?!/si>))*+)</si>)")


def _decoded(match: re.Match[str]) -> str:
    letter = chr(int(match.group(1), 16))
    return match.group() if "\ud800" <= letter <= "\udfff" else letter


def unescape(text: str) -> str:
    """Decode ``_x000D_`` and the like (ST_Xstring, ECMA-376 part 1, 22.9.2.19); surrogates stay as written."""
    return _ESCAPES.sub(_decoded, text) if "_x" in text else text


def rich_text(markup: str) -> str:
    """Join the runs of a text given as markup (CT_Rst), without its phonetic guide."""
    if "<rPh" in markup:
        markup, *guides = markup.split("<rPh")
        markup += "".join(guide.partition("</rPh>")[2] for guide in guides)
    return unescape(unquote("".join(_RUNS.findall(markup))))


def read_strings(data: bytes, part: str) -> dict[str, str]:
    """Read the part into index to text; the index is kept as text, as cells state it.

    UnreadableError where the part is damaged, RefusedError where it holds more than ``MAX_STRINGS``.
    """
    text = decoded(data, part)
    if text is None:
        return _listened(data, part)
    expected = text.count("<si")
    texts = _USUAL.findall(text) if expected <= MAX_STRINGS else []
    if len(texts) < expected:
        parse(data, part)
        return _rich(data, text, expected, part)
    proven = text.count("</si><si>") == text.count("</si>") - 1 and holds_text(data, text)
    judge(data, part, (data.find(b"<si>"), data.rfind(b"</si>") + len(b"</si>")) if proven else None)
    if "&" in text or "_x" in text:
        texts = [unescape(unquote(plain)) for plain in texts]
    return dict(zip(map(str, range(expected)), texts, strict=True))


def _rich(data: bytes, text: str, expected: int, part: str) -> dict[str, str]:
    """Read a well-formed part of which not every item is one plain text."""
    if expected > MAX_STRINGS:
        raise refusals.too_many(refusals.STRINGS, MAX_STRINGS)
    if not expected == text.count("<si>") == text.count("</si>"):  # else the expression would look for ends in vain
        return _listened(data, part)
    items = _items().findall(text)
    if len(items) != expected:
        return _listened(data, part)
    texts = [rich_text(rich) if rich else unescape(unquote(plain)) for plain, rich in items]
    return dict(zip(map(str, range(expected)), texts, strict=True))


def _listened(data: bytes, part: str) -> dict[str, str]:
    """Read a part of any shape by the events of its end tags, attributes unbuilt."""
    strings: dict[str, str] = {}
    pieces: list[str] = []
    runs: list[str] = []

    def end(tag: str) -> None:
        if tag == "t":
            runs.append("".join(pieces))
            pieces.clear()
        elif tag == "si":
            strings[str(len(strings))] = unescape("".join(runs))
            runs.clear()
            if len(strings) > MAX_STRINGS:
                raise refusals.too_many(refusals.STRINGS, MAX_STRINGS)
        elif tag == "rPh":
            del runs[-1:]

    parse(data, part, end=end, text=pieces.append)
    return strings
