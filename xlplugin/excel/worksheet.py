"""One worksheet part, read in one pass into a Grid (ECMA-376 part 1, 18.3).

Only start tags are listened to: a cell is complete when the next one begins. That halves the calls from
expat, which are most of the reading time.
"""

from __future__ import annotations

from decimal import Decimal

from xlplugin.excel import refusals
from xlplugin.excel.markup import parse
from xlplugin.excel.sharedstrings import unescape
from xlplugin.grid import ErrorValue, Grid, number_from_xml
from xlplugin.place import MAX_COLUMN, MAX_ROW, Area, a1, parse_a1, parse_area

TYPE_CHECKING = False
if TYPE_CHECKING:
    from xlplugin.excel.formula import SharedFormula
    from xlplugin.grid import Value

__all__ = ["MAX_CELLS", "MAX_MERGED_CELLS", "MAX_MERGES", "Memory", "read_worksheet"]

MAX_CELLS = 1_000_000
"""Cells of a workbook that hold a value or a style; a form has under 10,000, a million take about 300 MB."""

MAX_MERGES = 20_000
"""Merged areas of a sheet; a form has under 1,000."""

MAX_MERGED_CELLS = 4_000_000
"""Cells that the merged areas of a sheet cover together: merged whole rows pass, a merged whole sheet does not."""

_PLAIN = 64
"""Characters up to which a formula cannot break the limits of length and nesting."""

_TRUE = frozenset(("1", "true"))
_FONT = ("rFont", "charset", "family", "b", "i", "strike", "outline", "shadow", "condense", "extend", "color", "sz")
_INLINE = frozenset(("is", "t", "r", "rPr", "rPh", "phoneticPr", "u", "vertAlign", "scheme", *_FONT))
"""The elements of an inline text (CT_Rst); any other one means that the cell is over."""

_EXPONENT = range(-400, 309)
"""Powers of ten of an Excel number; 1E999999999 would be spelt out with a billion zeros."""


class _Numbers(dict[str, Decimal]):
    """Numbers by their spelling: the same few stand all over a form."""

    def __missing__(self, text: str) -> Decimal:
        number = number_from_xml(text)
        if number.adjusted() not in _EXPONENT:
            raise ValueError(text)
        self[text] = number
        return number


class _Columns(dict[str, int]):
    """Column numbers by their letters; 0 where these are no letters of a column."""

    def __missing__(self, letters: str) -> int:
        try:
            column = parse_a1(letters + "1")[1] if letters.isalpha() else 0
        except ValueError:
            column = 0
        self[letters] = column
        return column


class _Styles(dict[str, int]):
    """Style ids by their spelling."""

    def __missing__(self, text: str) -> int:
        self[text] = style = int(text)
        return style


class Memory:
    """What the sheets of a workbook share: strings, and numbers, columns, style ids already understood.

    ``cells`` counts what has been read of all sheets.
    """

    __slots__ = ("cells", "columns", "numbers", "strings", "styles")

    def __init__(self, strings: dict[str, str]) -> None:
        """Start a workbook with its shared strings, by index as text."""
        self.strings = strings
        self.numbers, self.columns, self.styles = _Numbers(), _Columns(), _Styles()
        self.cells = 0


class _Reader:
    """The state of one pass."""

    __slots__ = (
        "cell",
        "column",
        "columns",
        "formula",
        "formula_text",
        "formulas",
        "has_result",
        "hidden_columns",
        "hidden_rows",
        "memory",
        "merged",
        "merges",
        "name",
        "numbers",
        "phonetic_from",
        "row",
        "row_text",
        "shared",
        "strings",
        "style_ids",
        "styles",
        "texts",
        "values",
    )

    def __init__(self, name: str, memory: Memory) -> None:
        self.name, self.memory = name, memory
        self.strings, self.numbers = memory.strings, memory.numbers
        self.columns, self.style_ids = memory.columns, memory.styles
        self.values: dict[tuple[int, int], Value] = {}
        self.formulas: dict[tuple[int, int], str] = {}
        self.styles: dict[tuple[int, int], int] = {}
        self.merges: list[Area] = []
        self.merged = 0
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.shared: dict[str, SharedFormula] = {}
        self.row, self.row_text, self.column = 0, "", 0
        self.texts: list[str] = []
        self.cell: dict[str, str] | None = None
        self.formula: dict[str, str] | None = None
        self.formula_text = ""
        self.has_result = False
        self.phonetic_from: int | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take one start tag; texts stand in ``texts`` since the last one that kept them."""
        if tag == "c":
            if self.cell is not None:
                self.finish(self.cell)
            self.cell = attributes
        elif tag == "v":
            if self.formula is not None:
                self.begin_result()
        elif tag == "f":
            self.formula = attributes
        elif tag in _INLINE:
            self.inline(tag)
        else:
            if self.cell is not None:
                self.finish(self.cell)
                self.cell = None
            self.other(tag, attributes)

    def other(self, tag: str, attributes: dict[str, str]) -> None:
        """Take a start tag outside the cells."""
        if tag == "row":
            self.begin_row(attributes)
        elif tag == "mergeCell":
            self.merge(attributes["ref"])
        elif tag == "col":
            self.hide_columns(attributes)

    def begin_result(self) -> None:
        """What has been said so far was the formula; what follows is its result."""
        self.formula_text = "".join(self.texts)
        self.texts.clear()
        self.has_result = True

    def inline(self, tag: str) -> None:
        """Note where an inline text begins and where its phonetic guide does."""
        if tag == "is":
            self.phonetic_from = None
            if self.formula is not None:
                self.begin_result()
        elif tag == "rPh" and self.phonetic_from is None:
            self.phonetic_from = len(self.texts)

    def begin_row(self, attributes: dict[str, str]) -> None:
        self.row_text = attributes.get("r", "")
        self.row = row = int(self.row_text) if self.row_text else self.row + 1
        self.column = 0
        if not 1 <= row <= MAX_ROW:
            raise refusals.broken_sheet(self.name, f'r="{self.row_text}"')
        if attributes.get("hidden") in _TRUE:
            self.hidden_rows.add(row)
        if self.memory.cells + len(self.values) + len(self.styles) > MAX_CELLS:
            raise refusals.too_many(refusals.CELLS, MAX_CELLS)

    def address(self, cell: dict[str, str]) -> tuple[int, int]:
        """Where a cell is whose address is missing or not of the form letters, number of its row."""
        ref = cell.get("r")
        if ref is None:
            return max(self.row, 1), self.column + 1
        return parse_a1(ref)

    def finish(self, cell: dict[str, str]) -> None:
        """Keep a cell whose tags have all been seen."""
        get = cell.get
        row, column = self.row, self.columns[get("r", "").removesuffix(self.row_text)]
        try:
            if not column:
                row, column = self.address(cell)
            self.column = column
            place = row, column
            style = get("s")
            if style is not None:
                self.styles[place] = self.style_ids[style]
            if self.formula is not None:
                self.keep_formula(cell, place)
            if self.texts:
                text = "".join(self.texts)
                kind = get("t")
                if kind == "s":
                    value = self.strings[text]
                    if value:
                        self.values[place] = value
                elif kind is None or kind == "n":
                    self.values[place] = self.numbers[text]
                else:
                    self.keep_other(place, kind, text)
                self.texts.clear()
        except (ValueError, LookupError, ArithmeticError) as fault:
            raise refusals.broken_cell(self.name, get("r") or a1(row, column)) from fault

    def keep_formula(self, cell: dict[str, str], place: tuple[int, int]) -> None:
        """Keep the formula of a cell, a shared one as it reads in this cell; only its result stays in ``texts``."""
        declared = self.formula or {}
        if not self.has_result:
            self.begin_result()
        elif not self.texts and cell.get("t") == "str":
            self.values[place] = ""
        text, self.formula, self.has_result = self.formula_text, None, False
        if declared.get("t") == "shared" and "si" in declared:
            text = self.expand(declared["si"], text, place)
        if len(text) > _PLAIN:
            self.check(text, place)
        if text:
            self.formulas[place] = text

    def expand(self, index: str, text: str, place: tuple[int, int]) -> str:
        if not text:
            return self.shared[index].at(*place)
        from xlplugin.excel.formula import SharedFormula  # noqa: PLC0415 - few files share formulas

        self.shared[index] = SharedFormula(text, *place)
        return text

    def check(self, text: str, place: tuple[int, int]) -> None:
        from xlplugin.excel.formula import is_sane  # noqa: PLC0415 - only long formulas can be beyond the limits

        if not is_sane(text):
            raise refusals.wild_formula(self.name, a1(*place))

    def keep_other(self, place: tuple[int, int], kind: str, text: str) -> None:
        """Keep a value that is neither a number nor a shared string."""
        if kind == "str":
            self.values[place] = unescape(text)
        elif kind == "inlineStr":
            text = "".join(self.texts[: self.phonetic_from])
            self.phonetic_from = None
            if text:
                self.values[place] = unescape(text)
        elif kind == "b":
            self.values[place] = text in _TRUE
        elif kind == "e":
            self.values[place] = ErrorValue(text)
        elif kind == "d":
            from xlplugin.excel.serial import from_iso  # noqa: PLC0415 - only strict files write dates as text

            self.values[place] = from_iso(text)
        else:
            raise ValueError(kind)

    def merge(self, ref: str) -> None:
        try:
            area = parse_area(ref)
        except ValueError as fault:
            raise refusals.broken_sheet(self.name, ref) from fault
        self.merges.append(area)
        if len(self.merges) > MAX_MERGES:
            raise refusals.too_many(refusals.MERGES, MAX_MERGES)
        self.merged += (area.bottom - area.top + 1) * (area.right - area.left + 1)
        if self.merged > MAX_MERGED_CELLS:
            raise refusals.too_many(refusals.MERGED_CELLS, MAX_MERGED_CELLS)

    def hide_columns(self, attributes: dict[str, str]) -> None:
        """Note hidden columns; ranges follow one another, so that all of them cost one sheet width at most."""
        first, last = int(attributes["min"]), int(attributes["max"])
        if attributes.get("hidden") in _TRUE:
            self.hidden_columns.update(range(max(first, self.column + 1), min(last, MAX_COLUMN) + 1))
        self.column = max(self.column, min(last, MAX_COLUMN))


def read_worksheet(data: bytes, part: str, name: str, visibility: str, memory: Memory) -> Grid:
    """Read one worksheet part.

    UnreadableError naming sheet and cell where a cell cannot be understood; RefusedError beyond the limits above.
    """
    reader = _Reader(name, memory)
    parse(data, part, reader.start, text=reader.texts.append)
    if reader.cell is not None:
        reader.finish(reader.cell)
    memory.cells += len(reader.values) + len(reader.styles)
    return Grid(
        name,
        reader.values,
        reader.formulas,
        tuple(reader.merges),
        reader.styles,
        visibility,
        frozenset(reader.hidden_rows),
        frozenset(reader.hidden_columns),
    )
