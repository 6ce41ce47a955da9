"""The formulas of a workbook as questions to an engine: each on the figures that the file holds, one by one.

Engines get a replica. Its sheets ``Data_1``, ``Data_2``… hold what the cells of the workbook hold, results of formulas
included; the formulas stand apart from them on ``Calc_1``, ``Calc_2``…, in the same cells, and refer to the data.
So one formula that an engine cannot compute does not touch the others, circular references are none, and every
difference is one that can be followed with a calculator. Only formulas without a stored result stand among the data.
"""

from __future__ import annotations

import re

from xlplugin.excel.functions import normalised
from xlplugin.excel.recalculation.index import Index
from xlplugin.excel.recalculation.syntax import UndecidableError, notations, tokens
from xlplugin.place import MAX_COLUMN, MAX_ROW, Area, Place, a1, parse_area
from xlplugin.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlplugin.excel.recalculation.source import Source
    from xlplugin.excel.recalculation.syntax import Token
    from xlplugin.grid import Grid, Value, Workbook

__all__ = ["Question", "asked"]

_CONSTANTS = frozenset(("TRUE", "FALSE"))
_LOCAL = "_xlpm."
"""What files put before the names that LET gives."""
_CHANGING = frozenset(
    ("TODAY", "NOW", "RAND", "RANDBETWEEN", "RANDARRAY", "INDIRECT", "CELL", "INFO", "SHEET", "SHEETS", "FORMULATEXT")
)
"""Functions whose result depends on the day, on chance, or on the workbook as Excel has it open."""
_FILTERING = frozenset(("SUBTOTAL", "AGGREGATE"))
"""Functions that may leave out hidden rows."""
_LOOKING_UP = frozenset(("VLOOKUP", "HLOOKUP", "LOOKUP", "XLOOKUP", "MATCH", "XMATCH", "RANK", "RANK.EQ", "RANK.AVG"))
"""Functions that look for a value."""
_REFERENCES = {"cell": 2, "area": 4, "lines": 2}
"""Kinds of references, with the ``$`` that fix one."""
_FOLLOWED = 100_000
"""Formulas without a result that the formulas of a workbook may read, all counted."""
_SHEET = Area(1, 1, MAX_ROW, MAX_COLUMN)
_DIGITS = re.compile(r"[\s.,%+\-/:年月日eE()￥¥$]*[0-9][\s0-9.,%+\-/:年月日eE()￥¥$]*")


@record
class Question:
    """A formula of the workbook: where it stands and reads what, ``stored`` its result in the file, None without one.

    ``replica`` is the formula over the sheets of the replica. ``uses`` are its functions and notations, and what of
    the cells it reads some engines stumble over; ``array`` says that it is an array formula of one cell.
    """

    place: Place
    formula: str
    stored: Value | None
    replica: str
    uses: frozenset[str]
    array: bool = False
    needs: frozenset[Place] = frozenset()


def asked(workbook: Workbook, source: Source) -> Iterator[tuple[Place, Question | UndecidableError]]:
    """Every formula of a workbook, as a question or with the reason why no engine is asked."""
    book = _Book(workbook, source)
    for grid in workbook.sheets:
        for row, column in sorted(grid.formulas or ()):
            place = Place(grid.name, row, column)
            try:
                yield place, book.question(grid, place)
            except UndecidableError as reason:
                yield place, reason


class _Book:
    """The names and sheets that formulas may refer to, and the cells that engines stumble over."""

    __slots__ = ("bare", "digits", "filled", "followed", "names", "sheets", "source", "truths")

    def __init__(self, workbook: Workbook, source: Source) -> None:
        numbered = dict(enumerate(workbook.sheets, 1))
        self.source = source
        self.names = {number: grid.name for number, grid in numbered.items()}
        self.sheets = {name.upper(): number for number, name in self.names.items()}
        self.filled = {number: frozenset({*grid.values, *(grid.formulas or ())}) for number, grid in numbered.items()}
        self.bare = {number: Index(self.filled[number] - grid.values.keys()) for number, grid in numbered.items()}
        self.truths, self.digits = (
            {
                number: Index(cell for cell, value in grid.values.items() if trips(value))
                for number, grid in numbered.items()
            }
            for trips in (_is_truth, _is_digits)
        )
        self.followed = 0

    def question(self, grid: Grid, place: Place) -> Question:
        at = grid.name, a1(place.row, place.column)
        spread = self.source.arrays.get(at, at[1])
        if at in self.source.tables or spread not in {at[1], f"{at[1]}:{at[1]}"}:
            raise UndecidableError("spread", spread)
        formula = (grid.formulas or {})[place.row, place.column]
        array = at in self.source.arrays
        pieces = self.named(tokens(normalised(formula)), grid.name)
        uses = notations(pieces, array=array)
        for functions, reason in ((uses & _CHANGING, "changing"), (uses & _FILTERING, "hidden")):
            if functions and (reason == "changing" or grid.hidden_rows):
                raise UndecidableError(reason, min(functions))
        text, read = self.moved(pieces, grid.name)
        if any(self.names[number] == grid.name and _holds(area, place) for number, area in read):
            raise UndecidableError("circular")
        if "OFFSET" in uses:  # which cells it reads is only known when it is computed
            read = [(number, _SHEET) for number, _ in read]
        uses |= self.traps(read, looking_up=not uses.isdisjoint(_LOOKING_UP))
        stored = grid.values.get((place.row, place.column))
        return Question(place, formula, stored, text, uses, array, self.needs(read))

    def named(self, pieces: Sequence[Token], sheet: str) -> tuple[Token, ...]:
        """The formula with defined names replaced by the cells that they stand for."""
        found: list[Token] = []
        for piece in pieces:
            plain = piece.text.upper()
            if piece.kind != "name" or plain in _CONSTANTS or piece.text.startswith(_LOCAL):
                found.append(piece)
                continue
            if found and found[-1].kind == "sheet":
                raise UndecidableError("name", found[-1].text + piece.text)
            names = self.source.names
            found += _cells(names.get((sheet, plain)) or names.get((None, plain), ""), piece.text)
        return tuple(found)

    def moved(self, pieces: Sequence[Token], sheet: str) -> tuple[str, list[tuple[int, Area]]]:
        """The formula over the sheets of the replica, and the cells that it reads, by the number of their sheet."""
        own = (self.sheets[sheet.upper()],)
        at: tuple[int, ...] = ()
        written: list[str] = []
        read: list[tuple[int, Area]] = []
        for piece in pieces:
            if piece.kind == "sheet":
                at = self.numbers(piece.text)
                written.append(_called(at))
            elif piece.kind in _REFERENCES:
                written.append(("" if at else _called(own)) + piece.text)
                at, area = at or own, _area(piece)
                read += [(number, area) for number in range(at[0], at[-1] + 1)]
                at = ()
            else:
                written.append(piece.text)
        return "".join(written), read

    def numbers(self, written: str) -> tuple[int, ...]:
        """The numbers of a sheet, or of the first and last of several, as a formula names them."""
        name = written[:-1]
        if name.startswith("'"):
            name = name[1:-1].replace("''", "'")
        name = name.upper()
        found = [self.sheets.get(part) for part in ([name] if name in self.sheets else name.split(":"))]
        known = tuple(number for number in found if number)
        if len(known) != len(found):
            raise UndecidableError("sheet", written)
        return known

    def traps(self, read: Sequence[tuple[int, Area]], *, looking_up: bool) -> set[str]:
        """What engines stumble over in the cells that a formula reads."""
        kinds = (("truth cell", self.truths), ("digits cell", self.digits))
        found = {trap for trap, cells in kinds if any(cells[number].meets(area) for number, area in read)}
        if looking_up and any(_is_blank(self.filled[number], area) for number, area in read):
            found.add("blank looked up")
        return found

    def needs(self, read: Sequence[tuple[int, Area]]) -> frozenset[Place]:
        """The formulas without a result among the cells that a formula reads."""
        found = {Place(self.names[number], *cell) for number, area in read for cell in self.bare[number].within(area)}
        self.followed += len(found)
        if self.followed > _FOLLOWED:
            raise UndecidableError("size", str(_FOLLOWED))
        return frozenset(found)


def _holds(area: Area, place: Place) -> bool:
    return area.top <= place.row <= area.bottom and area.left <= place.column <= area.right


def _is_blank(filled: frozenset[tuple[int, int]], area: Area) -> bool:
    """Whether a reference is one blank cell: as what is looked for, it is 0 to some engines and nothing to others."""
    return (area.top, area.left) == (area.bottom, area.right) and (area.top, area.left) not in filled


def _called(sheets: Sequence[int]) -> str:
    return ":".join(f"Data_{number}" for number in sheets) + "!"


def _is_truth(value: Value) -> bool:
    return isinstance(value, bool)


def _is_digits(value: Value) -> bool:
    return isinstance(value, str) and _DIGITS.fullmatch(value) is not None


def _area(piece: Token) -> Area:
    """The cells of a reference."""
    text = piece.text.upper()
    try:
        if piece.kind != "lines":
            return parse_area(text)
        first, _, last = text.replace("$", "").partition(":")
        if not first.isdigit():
            return parse_area(f"{first}1:{last}{MAX_ROW}")
        rows = parse_area(f"A{first}:A{last}")
        return Area(rows.top, 1, rows.bottom, MAX_COLUMN)
    except ValueError as fault:
        raise UndecidableError("syntax", piece.text) from fault


def _cells(content: str, name: str) -> tuple[Token, ...]:
    """What a name stands for: cells of a sheet, all fixed; UndecidableError for anything else."""
    pieces = tokens(content)
    kinds = [piece.kind for piece in pieces]
    fixed = len(kinds) == 2 and kinds[0] == "sheet" and _REFERENCES.get(kinds[1])  # noqa: PLR2004  sheet and cells
    if not fixed or pieces[1].text.count("$") != fixed:
        raise UndecidableError("name", name)
    return pieces
