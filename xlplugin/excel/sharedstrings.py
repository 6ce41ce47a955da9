"""The shared strings of a workbook (ECMA-376 part 1, 18.4): rich text joined, phonetic guides left out."""

from __future__ import annotations

from xlplugin.excel import refusals
from xlplugin.excel.markup import parse

__all__ = ["MAX_STRINGS", "read_strings", "unescape"]

MAX_STRINGS = 500_000
"""Shared strings of one workbook; a form has a few hundred, and each costs the reader about a microsecond."""


def unescape(text: str) -> str:
    """Decode ``_x000D_`` and the like (ST_Xstring, ECMA-376 part 1, 22.9.2.19); surrogates stay as written."""
    if "_x" not in text:
        return text
    import re  # noqa: PLC0415 - only files with such escapes pay for it

    def decoded(match: re.Match[str]) -> str:
        letter = chr(int(match.group(1), 16))
        return match.group() if "\ud800" <= letter <= "\udfff" else letter

    return re.sub(r"_x([0-9A-Fa-f]{4})_", decoded, text)


def read_strings(data: bytes, part: str) -> dict[str, str]:
    """Read the part into index to text; the index is kept as text, as cells state it.

    Only end tags are listened to: building the attributes of rich text would double the time.
    """
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
