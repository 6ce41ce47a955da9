"""One worksheet part, read into a Grid (ECMA-376 part 1, 18.3)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from xlplugin.errors import UnreadableError
from xlplugin.excel import refusals
from xlplugin.excel.canonical import canonical, unquote
from xlplugin.excel.markup import parse
from xlplugin.excel.memory import MAX_TEXT, IrregularError
from xlplugin.excel.sharedstrings import rich_text, unescape
from xlplugin.excel.wellformed import decoded, holds_text, is_proper, judge
from xlplugin.grid import ErrorValue, Grid
from xlplugin.place import MAX_COLUMN, MAX_ROW, Area, a1, parse_area

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlplugin.excel.formula import SharedFormula
    from xlplugin.excel.memory import Memory
    from xlplugin.grid import Value

__all__ = ["MAX_CELLS", "MAX_ELEMENTS", "MAX_EXPANDED", "MAX_MERGED_CELLS", "MAX_MERGES", "read_worksheet"]

MAX_CELLS = 250_000
"""Cells of a workbook; a form has under 10,000, blank ones with a format included; so many take a second and 120 MB."""

MAX_ELEMENTS = 250_000
"""Tags of a sheet in an unusual spelling, which is taken apart ten times as slowly."""

MAX_MERGES = 20_000
"""Merged areas of a sheet; a form has under 1,000."""

MAX_MERGED_CELLS = 4_000_000
"""Cells that the merged areas of a sheet cover together: merged whole rows pass, a merged whole sheet does not."""

MAX_EXPANDED = 8 << 20
"""Characters of the shared formulas of a workbook, spelt out in every cell; a form has under 100,000."""

_PROVABLE = 50_000
"""Rows up to which a sheet is proven by its shape; the attributes of more might all differ."""

_PLAIN = 64
"""Characters up to which a formula cannot break the limits of length and nesting."""

_TRUE = frozenset(("1", "true"))
_TOKENS = re.compile(
    r"""
    <c\ r="([A-Z]++)([0-9]++)"([^<>/]*+)                                # column, row, style and type
        (?:/>|>(?:<f>([^<]++)</f>|)<v>([^<]++)</v></c>                  # formula, value, or whatever stands there
        |>((?:[^<]++|<is>(?:[^<]++|<(?!/is>))*+</is>|<(?!/c>|is>))*+)</c>)
    | ((?:</row>)?+<row\ r="[0-9]++)"([^<>]*+)> | </row> | (.+)
    """,
    re.VERBOSE | re.DOTALL,
)
_BLOCK = 1 << 16
"""Characters taken apart at a time, so that a large sheet is never held in pieces as a whole."""

_EDGE = re.compile("</?row")
_ATTRIBUTES = re.compile(r' ([\w:]+)="([^"]*)"')
_MERGES = re.compile(r'<mergeCell ref="([^"]*)"')
_COLUMNS = re.compile(r"<col( [^<>]*)>")


@cache
def _inner() -> re.Pattern[str]:
    """What stands in a cell with a formula or without a plain value; compiled when the first one is met."""
    return re.compile(
        r"""
        (?:<f([^<>/]*+)(?:/>|>([^<]*+)</f>))?+                                          # formula
        (?:(<v)(?:>([^<]*+)</v>|\ ?/>)|<is>((?:[^<]++|<(?!/is>))*+)</is>)?+             # value, inline text
        """,
        re.VERBOSE,
    )


def _row(digits: str) -> int:
    """The number of a row; ValueError where a sheet has no such row."""
    row = int(digits)
    if not 1 <= row <= MAX_ROW:
        raise ValueError(digits)
    return row


class _Reader:
    """A sheet as far as it has been read.

    ``depth`` is how many rows are open, ``is_sure`` false once something was read whose syntax is unproven; ``usual``
    are the well-formed attributes of rows that are shown and hold something.
    """

    __slots__ = ("depth", "formulas", "hidden_rows", "is_sure", "memory", "name", "shared", "styles", "usual", "values")

    def __init__(self, name: str, memory: Memory, *, is_sure: bool) -> None:
        self.name, self.memory = name, memory
        self.depth, self.is_sure = 0, is_sure
        self.usual: set[str] = set()
        self.values: dict[tuple[int, int], Value] = {}
        self.formulas: dict[tuple[int, int], str] = {}
        self.styles: dict[tuple[int, int], int] = {}
        self.hidden_rows: set[int] = set()
        self.shared: dict[str, SharedFormula] = {}

    def read(self, tokens: Iterable[tuple[str, ...]]) -> None:
        """Take the tokens of one row or more."""
        memory, values, styles = self.memory, self.values, self.styles
        strings, numbers, columns, looks = memory.strings, memory.numbers, memory.columns, memory.looks
        row, row_text = 0, ""
        for letters, digits, look, formula, text, inner, opening, attributes, junk in tokens:
            try:
                if not letters:
                    self.between(opening, attributes, junk)
                    continue
                style, kind = looks[look]
                if digits != row_text:
                    row, row_text = _row(digits), digits
                place = row, columns[letters]
                if style is not None:
                    styles[place] = style
                stored = inline = ""
                if formula or inner:
                    text, stored, inline = self.take_apart(place, formula, text, inner)  # noqa: PLW2901  it may be inside
                if text and kind == "s" and strings[text]:
                    values[place] = strings[text]
                elif text and (not kind or kind == "n"):
                    values[place] = numbers[text]
                elif kind:
                    self.keep_other(place, kind, unquote(text), stored, inline)
            except (ValueError, LookupError, ArithmeticError) as fault:
                raise refusals.broken_cell(self.name, letters + digits) from fault

    def between(self, opening: str, attributes: str, junk: str) -> None:
        """Take what stands between cells: the end of a row, the begin of the next one, or both."""
        if attributes in self.usual and opening[1:2] == "/" and self.depth:
            return
        if junk:
            raise IrregularError
        if self.is_sure:
            self.follow(opening, attributes)
        if "hidden" in attributes and (' hidden="1"' in attributes or ' hidden="true"' in attributes):
            self.hidden_rows.add(int(opening.rpartition('"')[2]))
        elif self.is_sure and attributes[-1:] != "/":
            self.usual.add(attributes)

    def follow(self, opening: str, attributes: str) -> None:
        """Follow how rows begin and end, and look at their attributes."""
        if opening[1:2] == "r":
            self.depth += 1
        elif self.depth < 1:
            raise IrregularError
        elif not opening:
            self.depth -= 1
            return
        if attributes[-1:] == "/":
            self.depth -= 1
            attributes = attributes[:-1]
        self.is_sure = is_proper(attributes)

    def take_apart(self, place: tuple[int, int], formula: str, text: str, inner: str) -> tuple[str, str, str]:
        """Keep the formula of a cell that holds more than a value; the value, a mark of its tag, and inline text."""
        if formula:
            self.keep_formula(place, "", unquote(formula))
            return text, "", ""
        found = _inner().fullmatch(inner)
        if not found:
            raise IrregularError
        shape, formula, stored, text, inline = found.groups("")
        self.is_sure = self.is_sure and not inline
        if shape or formula:
            self.keep_formula(place, shape, unquote(formula))
        return text, stored, inline

    def keep_formula(self, place: tuple[int, int], shape: str, text: str) -> None:
        """Keep the formula of a cell, a shared one as it reads in this cell."""
        if len(text) > _PLAIN:
            self.check(text, place)
        if shape and not is_proper(shape):
            self.is_sure = False
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

    def check_text(self, text: str, inline: str, place: tuple[int, int]) -> None:
        """RefusedError where a text is longer than that of a cell may be; rich text may take more as markup."""
        text = rich_text(inline) if inline else unescape(text)
        if len(text) > MAX_TEXT:
            raise refusals.long_text(text, MAX_TEXT, self.name, a1(*place))

    def keep_other(self, place: tuple[int, int], kind: str, text: str, stored: str, inline: str) -> None:
        """Keep a value that is neither a shared string nor a number of the usual kind."""
        if len(text) > MAX_TEXT or len(inline) > MAX_TEXT:
            self.check_text(text, inline, place)
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


_area = lru_cache(maxsize=2048)(parse_area)
"""The same areas are merged in all copies of a form."""


def _merges(tail: str, name: str) -> tuple[Area, ...]:
    refs = _MERGES.findall(tail)
    if len(refs) > MAX_MERGES:
        raise refusals.too_many(refusals.MERGES, MAX_MERGES)
    if len(refs) < tail.count("<mergeCell") - tail.count("<mergeCells"):
        raise IrregularError
    areas = []
    for ref in refs:
        try:
            areas.append(_area(ref))
        except ValueError as fault:
            raise refusals.broken_sheet(name, ref) from fault
    if sum((area.bottom - area.top + 1) * (area.right - area.left + 1) for area in areas) > MAX_MERGED_CELLS:
        raise refusals.too_many(refusals.MERGED_CELLS, MAX_MERGED_CELLS)
    return tuple(areas)


def _hidden_columns(head: str, name: str) -> frozenset[int]:
    """Collect hidden columns; ranges follow one another, so that all of them cost one sheet width at most."""
    found = _COLUMNS.findall(head)
    if len(found) < head.count("<col "):
        raise IrregularError
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


def _cut(text: str) -> tuple[str, str, str]:
    """What stands before the cells, the cells, and what stands behind them."""
    head, _, rest = text.partition("<sheetData")
    opening, _, rest = rest.partition(">")
    body, closed, tail = ("", "", rest) if opening.endswith("/") else rest.partition("</sheetData>")
    if "<sheetData" in tail or (body and not closed):
        raise IrregularError
    return head, body, tail


def _read_text(text: str, name: str, visibility: str, memory: Memory) -> tuple[Grid, bool]:
    """The grid of a sheet, and whether its cells are well-formed by their shape, given that their texts are."""
    head, body, tail = _cut(text)
    rows = body.count("<row")
    if rows > MAX_ROW:
        raise refusals.too_many(refusals.ROWS, MAX_ROW)
    if body.count("</row>") > rows:
        raise IrregularError
    cells = body.count("<c ")
    if memory.cells + cells > MAX_CELLS:
        raise refusals.too_many(refusals.CELLS, MAX_CELLS)
    reader = _Reader(name, memory, is_sure=0 < rows <= _PROVABLE)
    start = 0
    while start < len(body):
        edge = _EDGE.search(body, start + _BLOCK)
        end = edge.start() if edge else len(body)
        reader.read(_TOKENS.findall(body, start, end))
        start = end
    memory.cells += cells
    memory.weigh(reader.values.values())
    grid = Grid(
        name,
        reader.values,
        reader.formulas,
        _merges(tail, name),
        reader.styles,
        visibility,
        frozenset(reader.hidden_rows),
        _hidden_columns(head, name),
    )
    return grid, reader.is_sure and not reader.depth


def _read_plain(data: bytes, text: str, part: str, name: str, visibility: str, memory: Memory) -> Grid:
    """Read a part of the usual spelling; one that is damaged is called so, whatever else was found in it before."""
    try:
        grid, is_sure = _read_text(text, name, visibility, memory)
    except (UnreadableError, IrregularError):
        parse(data, part)
        raise
    if is_sure and holds_text(data, text):
        begin = data.find(b">", data.find(b"<sheetData")) + 1
        judge(data, part, (begin, data.find(b"</sheetData>", begin)))
    else:
        parse(data, part)
    return grid


def read_worksheet(data: bytes, part: str, name: str, visibility: str, memory: Memory) -> Grid:
    """Read one worksheet part.

    UnreadableError naming sheet and cell where a cell cannot be understood; RefusedError beyond the limits above.
    """
    text = decoded(data, part)
    if text is not None:
        try:
            return _read_plain(data, text, part, name, visibility, memory)
        except IrregularError:
            pass
    if data.count(b"<") > MAX_ELEMENTS:
        raise refusals.too_many(refusals.ELEMENTS, MAX_ELEMENTS)
    try:
        return _read_text(canonical(data, part), name, visibility, memory)[0]
    except IrregularError as fault:
        raise refusals.broken_part(part) from fault
