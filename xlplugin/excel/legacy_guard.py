"""What a workbook of Excel 97-2003 would take, found out before the native reader sees it.

calamine lays out the used rectangle of every sheet when a file is opened, and asks for as much memory as counts in
the file call for. A process that is refused it ends without a word: counts that cannot be true are damage.
Container: [MS-CFB]; records: [MS-XLS] 2.1.4.
"""

from __future__ import annotations

from struct import error as struct_error
from struct import unpack_from

from xlplugin.excel import refusals
from xlplugin.excel.memory import MAX_TEXTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MAX_AREA", "guard"]

MAX_AREA = 2_000_000
"""Cells of the used rectangles of all sheets together, blank ones included; a form has under 10,000."""

_MAX_SHEETS = 1_000
_MAX_RECORDS = 3_000_000
"""Records walked through in all: sheets may be made to share theirs."""
_LAST_ROW, _LAST_COLUMN = 65_536, 256
_HEADER, _SECTOR_LISTS = 512, 109
_ENTRY = 128
_ROOT, _STREAM = 5, 2
_LAST = 0xFFFFFFFA
"""From here on a sector number is a mark, not a number."""
_STREAMS = {"Workbook".encode("utf-16-le"), "Book".encode("utf-16-le")}
_SHEET, _STRINGS, _DIMENSIONS, _END, _SEVERAL = 0x85, 0xFC, 0x200, 0x0A, 0xBD
_GOES_ON, _SHARED = 0x3C, 0xFD
"""The record that goes on with the one before, and the cell that holds a shared string."""
_WIDE_LETTERS, _PHONETIC, _RICH = 0x01, 0x04, 0x08
"""The flags of a string."""
_WIDE = 14
"""Bytes of the record of dimensions since Excel 97; before, its rows took two bytes each."""
_CELLS = frozenset((0x06, 0x203, 0x204, 0x205, 0x27E, 0xBD, 0xD6, 0xFD))
"""Records of cells that hold something; each begins with row and column."""


def guard(data: bytes) -> None:
    """RefusedError where the sheets of a compound file are too large, UnreadableError where it is damaged."""
    try:
        _measure(_workbook(data))
    except (struct_error, LookupError, ValueError) as fault:
        raise refusals.broken_legacy() from fault


def _measure(stream: bytes) -> None:
    starts, lengths = _sheets(stream)
    if len(starts) > _MAX_SHEETS:
        raise refusals.too_many(refusals.SHEETS, _MAX_SHEETS)
    area = walked = letters = 0
    for start in starts:
        cells, records, found = _rectangle(stream, start, lengths)
        area, walked, letters = area + cells, walked + records, letters + found
        if letters > MAX_TEXTS:
            raise refusals.too_many(refusals.TEXTS, MAX_TEXTS)
        if area > MAX_AREA or walked > _MAX_RECORDS:
            raise refusals.too_many(refusals.CELLS, MAX_AREA)


def _sheets(stream: bytes) -> tuple[list[int], list[int]]:
    """Where the records of each sheet start, and how long the shared strings are; ValueError where that is a lie."""
    starts: list[int] = []
    pieces: list[bytes] = []
    before = 0
    for kind, at, length in _records(stream, 0):
        if kind == _SHEET:
            starts.append(unpack_from("<I", stream, at)[0])
        elif kind == _STRINGS or (kind == _GOES_ON and before == _STRINGS and pieces):
            pieces.append(stream[at : at + length])
            kind = _STRINGS  # noqa: PLW2901  what goes on with it belongs to it
        before = kind
    return starts, list(_lengths(pieces)) if pieces and pieces[0] else []


def _lengths(pieces: list[bytes]) -> Iterator[int]:
    """The characters of each shared string; a LookupError or struct.error where they end too early."""
    number, at = 0, 8
    count = unpack_from("<I", pieces[0], 4)[0]
    if count > sum(map(len, pieces)):
        raise ValueError(count)
    for _ in range(count):
        if at == len(pieces[number]):
            number, at = number + 1, 0
        letters, flags = unpack_from("<HB", pieces[number], at)
        at += 3
        more = 0
        for flag, shape, size in ((_RICH, "<H", 4), (_PHONETIC, "<I", 1)):
            if flags & flag:
                more += size * unpack_from(shape, pieces[number], at)[0]
                at += 2 if flag == _RICH else 4
        yield letters
        while letters > (room := (len(pieces[number]) - at) // (1 + (flags & _WIDE_LETTERS))):
            letters -= room
            number, at = number + 1, 1
            flags = pieces[number][0]
        at += letters * (1 + (flags & _WIDE_LETTERS)) + more
        while at > len(pieces[number]):
            number, at = number + 1, at - len(pieces[number])


def _rectangle(stream: bytes, start: int, lengths: list[int]) -> tuple[int, int, int]:
    """How many cells the used rectangle of a sheet has, how many records, and how many characters its shared strings.

    Each string counts wherever it stands, for the reader copies it. ValueError where the size of the sheet is a lie.
    """
    top = left = _LAST_ROW
    bottom = right = -1
    walked = letters = 0
    for kind, at, length in _records(stream, start):
        walked += 1
        if kind in _CELLS:
            row, column = unpack_from("<HH", stream, at)
            last = unpack_from("<H", stream, at + length - 2)[0] if kind == _SEVERAL else column
            top, bottom = min(top, row), max(bottom, row)
            left, right = min(left, column), max(right, column, last)
            if kind == _SHARED:
                index = unpack_from("<I", stream, at + 6)[0]
                letters += lengths[index] if index < len(lengths) else 0
        elif kind == _DIMENSIONS:
            first, end, fore, aft = unpack_from("<IIHH" if length >= _WIDE else "<HHHH", stream, at)
            if not (first <= end <= _LAST_ROW and fore <= aft <= _LAST_COLUMN):
                raise ValueError(kind)
    return max(0, bottom - top + 1) * max(0, right - left + 1), walked, letters


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """The records of a part of the stream up to its end: kind, offset and length of the content."""
    while at + 4 <= len(stream):
        kind, length = unpack_from("<HH", stream, at)
        yield kind, at + 4, length
        if kind == _END:
            return
        at += 4 + length


def _workbook(data: bytes) -> bytes:
    """The stream that holds the workbook; ValueError where the container does not hang together."""
    shift, mini_shift = unpack_from("<HH", data, 30)
    count, first_entry = unpack_from("<I", data, 44)[0], unpack_from("<I", data, 48)[0]
    cutoff, first_mini = unpack_from("<II", data, 56)
    size = 1 << min(shift, 16)
    table = _numbers(b"".join(_sector(data, number, size) for number in _table_sectors(data, size)[:count]))
    entries = _chain(data, table, first_entry, size)
    mini = _numbers(_chain(data, table, first_mini, size))
    root = found = b""
    for at in range(0, len(entries), _ENTRY):
        length, kind = unpack_from("<HB", entries, at + 64)
        start, whole = unpack_from("<II" if size == _HEADER else "<IQ", entries, at + 116)
        if kind in (_ROOT, _STREAM) and whole > len(data):
            raise ValueError(whole)
        if kind == _ROOT:
            root = _chain(data, table, start, size)
        elif kind == _STREAM and entries[at : at + max(0, length - 2)] in _STREAMS and not found:
            small = whole < cutoff
            chain = (
                _chain(root, mini, start, 1 << min(mini_shift, 16), 0) if small else _chain(data, table, start, size)
            )
            found = chain[:whole]
    if not found:
        raise ValueError(first_entry)
    return found


def _numbers(data: bytes) -> tuple[int, ...]:
    return unpack_from(f"<{len(data) // 4}I", data)


def _table_sectors(data: bytes, size: int) -> list[int]:
    """The sectors of the allocation table: listed in the header, then in sectors of their own."""
    listed = list(unpack_from(f"<{_SECTOR_LISTS}I", data, 76))
    following = unpack_from("<I", data, 68)[0]
    seen = set()
    while following < _LAST:
        if following in seen:
            raise ValueError(following)
        seen.add(following)
        more = _numbers(_sector(data, following, size))
        listed += more[:-1]
        following = more[-1]
    return [number for number in listed if number < _LAST]


def _sector(data: bytes, number: int, size: int, head: int | None = None) -> bytes:
    at = (max(_HEADER, size) if head is None else head) + number * size
    return data[at : at + size]


def _chain(data: bytes, table: tuple[int, ...], number: int, size: int, head: int | None = None) -> bytes:
    """The sectors that follow one another in a table; ValueError where they run in a circle."""
    found = []
    while number < _LAST:
        found.append(_sector(data, number, size, head))
        number = table[number]
        if len(found) > len(table):
            raise ValueError(number)
    return b"".join(found)
