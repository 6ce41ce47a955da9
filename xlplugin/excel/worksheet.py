"""One worksheet part, read into a Grid (ECMA-376 part 1, 18.3)."""

from __future__ import annotations

import re
from decimal import Decimal

from xlplugin.excel import refusals
from xlplugin.excel.canonical import canonical, checked, unquote
from xlplugin.excel.sharedstrings import rich_text, unescape
from xlplugin.grid import ErrorValue, Grid, number_from_xml
from xlplugin.place import MAX_COLUMN, MAX_ROW, Area, a1, parse_a1, parse_area

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlplugin.excel.formula import SharedFormula
    from xlplugin.grid import Value

__all__ = ["MAX_CELLS", "MAX_ELEMENTS", "MAX_EXPANDED", "MAX_MERGED_CELLS", "MAX_MERGES", "Memory", "read_worksheet"]

MAX_CELLS = 250_000
"""Cells of a workbook; a form has under 10,000, all forms of a county 100,000; so many take a second and 120 MB."""

MAX_ELEMENTS = 250_000
"""Tags of a sheet in an unusual spelling, which is taken apart ten times as slowly."""

MAX_MERGES = 20_000
"""Merged areas of a sheet; a form has under 1,000."""

MAX_MERGED_CELLS = 4_000_000
"""Cells that the merged areas of a sheet cover together: merged whole rows pass, a merged whole sheet does not."""

MAX_EXPANDED = 32 << 20
"""Characters of the shared formulas of a workbook, spelt out in every cell; a form has under 100,000."""

_PLAIN = 64
"""Characters up to which a formula cannot break the limits of length and nesting."""

_TRUE = frozenset(("1", "true"))
_EXPONENT = range(-400, 309)
"""Powers of ten of an Excel number; 1E999999999 would be spelt out with a billion zeros."""

_TOKENS = re.compile(
    r"""
    <c\ r="([A-Z]++)([0-9]++)"(?:\ s="([0-9]++)")?+(?:\ t="([a-zA-Z]++)")?+   # column, row, style, type
    (?:\ (?:cm|vm|ph)="[^"<]*+")*+(?:\ ?/>|>
        (?:<f([^<>/]*+)(?:/>|>([^<]*+)</f>))?+                                          # formula
        (?:(<v)(?:>([^<]*+)</v>|\ ?/>)|<is>((?:[^<]++|<(?!/is>))*+)</is>)?+             # value, inline text
    </c>)
    | </row> | <row\ r="([0-9]++)"([^<>]*+)> | (.+)
    """,
    re.VERBOSE | re.DOTALL,
)
_BLOCK = 1 << 16
"""Characters taken apart at a time, so that a large sheet is never held in pieces as a whole."""

_ATTRIBUTES = re.compile(r' ([\w:]+)="([^"]*)"')
_MERGES = re.compile(r'<mergeCell ref="([^"]*)"')
_COLUMNS = re.compile(r"<col( [^<>]*)>")


def _row(digits: str) -> int:
    """The number of a row; ValueError where a sheet has no such row."""
    row = int(digits)
    if not 1 <= row <= MAX_ROW:
        raise ValueError(digits)
    return row


class _IrregularError(Exception):
    """The text has not the canonical shape."""


class _Numbers(dict[str, Decimal]):
    """Numbers by their spelling: the same few stand all over a form."""

    def __missing__(self, text: str) -> Decimal:
        number = number_from_xml(text)
        if number.adjusted() not in _EXPONENT:
            raise ValueError(text)
        self[text] = number
        return number


class _Columns(dict[str, int]):
    """Column numbers by their letters; ValueError where these are no column."""

    def __missing__(self, letters: str) -> int:
        self[letters] = column = parse_a1(letters + "1")[1]
        return column


class _Styles(dict[str, int]):
    """Style ids by their spelling."""

    def __missing__(self, text: str) -> int:
        self[text] = style = int(text)
        return style


class Memory:
    """What the sheets of a workbook share: strings, and numbers, columns, style ids already understood.

    ``cells`` counts what has been read of all sheets, ``expanded`` the characters of shared formulas spelt out.
    """

    __slots__ = ("cells", "columns", "expanded", "numbers", "strings", "styles")

    def __init__(self, strings: dict[str, str]) -> None:
        """Start a workbook with its shared strings, by index as text."""
        self.strings = strings
        self.numbers, self.columns, self.styles = _Numbers(), _Columns(), _Styles()
        self.cells = self.expanded = 0


class _Reader:
    """A sheet as far as it has been read."""

    __slots__ = ("formulas", "hidden_rows", "memory", "name", "shared", "styles", "values")

    def __init__(self, name: str, memory: Memory) -> None:
        self.name, self.memory = name, memory
        self.values: dict[tuple[int, int], Value] = {}
        self.formulas: dict[tuple[int, int], str] = {}
        self.styles: dict[tuple[int, int], int] = {}
        self.hidden_rows: set[int] = set()
        self.shared: dict[str, SharedFormula] = {}

    def read(self, tokens: Iterable[tuple[str, ...]]) -> None:
        """Take the tokens of one row or more."""
        memory, values, styles = self.memory, self.values, self.styles
        strings, numbers, columns, style_ids = memory.strings, memory.numbers, memory.columns, memory.styles
        row, row_text = 0, ""
        for letters, digits, style, kind, shape, formula, stored, text, inline, new_row, attributes, junk in tokens:
            try:
                if not letters:
                    self.between(new_row, attributes, junk)
                    continue
                if digits != row_text:
                    row, row_text = _row(digits), digits
                place = row, columns[letters]
                if style:
                    styles[place] = style_ids[style]
                if shape or formula:
                    self.keep_formula(place, shape, unquote(formula))
                if text and kind == "s" and strings[text]:
                    values[place] = strings[text]
                elif text and (not kind or kind == "n"):
                    values[place] = numbers[text]
                elif kind:
                    self.keep_other(place, kind, unquote(text), stored, inline)
            except (ValueError, LookupError, ArithmeticError) as fault:
                raise refusals.broken_cell(self.name, letters + digits) from fault

    def between(self, row: str, attributes: str, junk: str) -> None:
        """Take what stands between cells: the begin or end of a row."""
        if junk:
            raise _IrregularError
        if row and (' hidden="1"' in attributes or ' hidden="true"' in attributes):
            self.hidden_rows.add(int(row))

    def keep_formula(self, place: tuple[int, int], shape: str, text: str) -> None:
        """Keep the formula of a cell, a shared one as it reads in this cell."""
        if len(text) > _PLAIN:
            self.check(text, place)
        if "shared" in shape:
            stated = dict(_ATTRIBUTES.findall(shape))
            if stated.get("t") == "shared" and "si" in stated:
                text = self.expand(stated["si"], text, place)
        if text:
            self.formulas[place] = text

    def expand(self, index: str, text: str, place: tuple[int, int]) -> str:
        if not text:
            text = self.shared[index].at(*place)
            self.memory.expanded += len(text)
            if self.memory.expanded > MAX_EXPANDED:
                raise refusals.too_many(refusals.EXPANDED, MAX_EXPANDED)
            return text
        from xlplugin.excel.formula import SharedFormula  # noqa: PLC0415 - few files share formulas

        self.shared[index] = SharedFormula(text, *place)
        return text

    def check(self, text: str, place: tuple[int, int]) -> None:
        from xlplugin.excel.formula import is_sane  # noqa: PLC0415 - only long formulas can be beyond the limits

        if not is_sane(text):
            raise refusals.wild_formula(self.name, a1(*place))

    def keep_other(self, place: tuple[int, int], kind: str, text: str, stored: str, inline: str) -> None:
        """Keep a value that is neither a shared string nor a number of the usual kind."""
        if kind == "inlineStr":
            text = rich_text(inline) if inline else unescape(text)
            if text:
                self.values[place] = text
        elif kind == "str":
            if text or (stored and place in self.formulas):
                self.values[place] = unescape(text)
        elif not text or kind == "s":
            return
        elif kind == "b":
            self.values[place] = text in _TRUE
        elif kind == "e":
            self.values[place] = ErrorValue(text)
        elif kind == "d":
            from xlplugin.excel.serial import from_iso  # noqa: PLC0415 - only strict files write dates as text

            self.values[place] = from_iso(text)
        else:
            raise ValueError(kind)


def _merges(tail: str, name: str) -> tuple[Area, ...]:
    refs = _MERGES.findall(tail)
    if len(refs) > MAX_MERGES:
        raise refusals.too_many(refusals.MERGES, MAX_MERGES)
    if len(refs) < tail.count("<mergeCell") - tail.count("<mergeCells"):
        raise _IrregularError
    areas = []
    for ref in refs:
        try:
            areas.append(parse_area(ref))
        except ValueError as fault:
            raise refusals.broken_sheet(name, ref) from fault
    if sum((area.bottom - area.top + 1) * (area.right - area.left + 1) for area in areas) > MAX_MERGED_CELLS:
        raise refusals.too_many(refusals.MERGED_CELLS, MAX_MERGED_CELLS)
    return tuple(areas)


def _hidden_columns(head: str, name: str) -> frozenset[int]:
    """Collect hidden columns; ranges follow one another, so that all of them cost one sheet width at most."""
    found = _COLUMNS.findall(head)
    if len(found) < head.count("<col "):
        raise _IrregularError
    hidden: set[int] = set()
    done = 0
    for stated in found:
        column = dict(_ATTRIBUTES.findall(stated))
        try:
            first, last = int(column["min"]), min(int(column["max"]), MAX_COLUMN)
        except (ValueError, KeyError) as fault:
            raise refusals.broken_sheet(name, f"<col{stated}>") from fault
        if column.get("hidden") in _TRUE:
            hidden.update(range(max(first, done + 1), last + 1))
        done = max(done, last)
    return frozenset(hidden)


def _read_text(text: str, name: str, visibility: str, memory: Memory) -> Grid:
    head, _, rest = text.partition("<sheetData")
    opening, _, rest = rest.partition(">")
    body, closed, tail = ("", "", rest) if opening.endswith("/") else rest.partition("</sheetData>")
    if "<sheetData" in tail or (body and not closed):
        raise _IrregularError
    if body.count("<row") > MAX_ROW:
        raise refusals.too_many(refusals.ROWS, MAX_ROW)
    cells = body.count("<c ")
    if memory.cells + cells > MAX_CELLS:
        raise refusals.too_many(refusals.CELLS, MAX_CELLS)
    reader = _Reader(name, memory)
    start = 0
    while start < len(body):
        end = body.find("<row", start + _BLOCK)
        end = len(body) if end < 0 else end
        reader.read(_TOKENS.findall(body, start, end))
        start = end
    memory.cells += cells
    return Grid(
        name,
        reader.values,
        reader.formulas,
        _merges(tail, name),
        reader.styles,
        visibility,
        frozenset(reader.hidden_rows),
        _hidden_columns(head, name),
    )


def read_worksheet(data: bytes, part: str, name: str, visibility: str, memory: Memory) -> Grid:
    """Read one worksheet part.

    UnreadableError naming sheet and cell where a cell cannot be understood; RefusedError beyond the limits above.
    """
    text = checked(data, part)
    if text is not None:
        try:
            return _read_text(text, name, visibility, memory)
        except _IrregularError:
            pass
    if data.count(b"<") > MAX_ELEMENTS:
        raise refusals.too_many(refusals.ELEMENTS, MAX_ELEMENTS)
    try:
        return _read_text(canonical(data, part), name, visibility, memory)
    except _IrregularError as fault:
        raise refusals.broken_part(part) from fault
