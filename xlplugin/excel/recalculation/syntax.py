"""A formula taken apart: what its pieces are, and which functions and notations it uses.

What a file stores is the English spelling with ``,`` between arguments, whatever Excel shows (ECMA-376 part 1, 18.17).
"""

from __future__ import annotations

import re

from xlplugin.excel.recalculation.positions import takes_array, takes_range
from xlplugin.place import parse_area
from xlplugin.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["MAX_ARRAY", "Token", "UndecidableError", "notations", "tokens"]

MAX_ARRAY = 100_000
"""Cells that a formula may combine one by one; whole columns take an engine seconds and gigabytes."""

_TOKEN = re.compile(
    r"""
      (?P<text>"(?:[^"]|"")*+")
    | (?P<error>\#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!|GETTING_DATA))
    | (?P<outside>(?:'[^'\[]*\[[^'\]]+\](?:[^']|'')*+'|\[[^\[\]]+\][^\s'"!,;(){}]*)!)
    | (?P<sheet>(?:'(?:[^']|'')++'|[^\s'"!:,;(){}\[\]=<>+\-*/^&%\#@]+(?::[^\s'"!:,;(){}\[\]=<>+\-*/^&%\#@]+)?)!)
    | (?P<call>[^\W\d][\w.]*\()
    | (?P<table>[^\W\d]?[\w.]*\[[^\n]*\])
    | (?P<area>\$?[A-Za-z]{1,3}\$?\d{1,7}:\$?[A-Za-z]{1,3}\$?\d{1,7}(?![\w.(]))
    | (?P<cell>\$?[A-Za-z]{1,3}\$?\d{1,7}(?![\w.(]))
    | (?P<lines>(?:\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}|\$?\d{1,7}:\$?\d{1,7})(?![\w.(]))
    | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[Ee][+-]?\d+)?)
    | (?P<name>[^\W\d][\w.?\\]*)
    | (?P<open>\()
    | (?P<close>\))
    | (?P<comma>,)
    | (?P<array>\{[^{}"]*+(?:"(?:[^"]|"")*+"[^{}"]*+)*+\})
    | (?P<blank>\s+)
    | (?P<operator><>|<=|>=|[-+*/^&%=<>:@\#])
    """,
    re.VERBOSE,
)
_OPERATORS = dict.fromkeys("+-*/", "arithmetic") | {"<>": "=", ">": "<", "<=": "<", ">=": "<"}
_COMPARED = {"+": "compared sum", "*": "compared product"}
_REFERENCES = frozenset(("area", "cell", "lines"))
_ENDS = _REFERENCES | {"close", "name"}
_BEGINS = _REFERENCES | {"open", "name", "sheet", "call"}
_AHEAD = frozenset(("_xlfn.", "_xlws.", "_xludf."))
"""What files put before the names of functions that are younger than the format."""
_SPECIAL = ("[DBNum", "[$-", "[dbnum")
"""What begins the number formats that write numbers in words."""
_CHOOSING = frozenset(("IF", "IFS", "IFERROR", "IFNA", "SWITCH", "CHOOSE", "NOT", "INDEX", "LET"))
"""Functions that go cell by cell in an array formula only, whatever is around them."""
_ROUNDING = frozenset(("ROUND", "ROUNDUP", "ROUNDDOWN", "INT", "TRUNC", "TEXT", "COUNT", "COUNTA", "ISNUMBER"))
"""Functions behind which the last binary digit of a result no longer matters to a comparison."""


class UndecidableError(Exception):
    """A formula that no engine is asked: ``reason`` is a key of ``wording.REASONS``, ``what`` the piece at fault."""

    def __init__(self, reason: str, what: str = "") -> None:
        """Take the reason and the piece."""
        super().__init__(reason, what)
        self.reason, self.what = reason, what


@record
class Token:
    """A piece of a formula; ``kind`` is the name of its group in the grammar."""

    kind: str
    text: str

    @property
    def function(self) -> str:
        """The name of the function that is called, in capitals, without what files put before it."""
        name = self.text[:-1].upper()
        for ahead in _AHEAD:
            name = name.removeprefix(ahead.upper())
        return name


class _Frame:
    """An open bracket: the function it belongs to, empty for one that only groups, and the argument reached.

    ``compares`` says that a comparison has been seen in this argument, ``computed`` what else: ``+`` or ``*``.
    """

    __slots__ = ("argument", "compares", "computed", "function")

    def __init__(self, function: str) -> None:
        self.function, self.argument = function, 1
        self.compares = False
        self.computed: set[str] = set()


def tokens(formula: str) -> tuple[Token, ...]:
    """Take a formula apart; UndecidableError where a piece is none of the grammar."""
    found: list[Token] = []
    at = 0
    while at < len(formula):
        match = _TOKEN.match(formula, at)
        if match is None or not match.lastgroup:
            raise UndecidableError("syntax", formula[at : at + 8])
        found.append(Token(match.lastgroup, match.group()))
        at = match.end()
    return tuple(found)


def notations(pieces: Sequence[Token], *, array: bool = False) -> frozenset[str]:
    """The functions and notations that a formula uses, as the table of cases names them.

    UndecidableError where a range stands where one value is expected: Excel then takes the cell in the same row or
    column, engines take the whole range. ``array`` says that the cell holds an array formula.
    """
    around = zip(pieces, pieces[1:], pieces[2:], strict=False)
    for one, blank, other in around:
        if blank.kind == "blank" and one.kind in _ENDS and other.kind in _BEGINS:  # what two ranges have in common
            raise UndecidableError("notation", one.text + blank.text + other.text)
    return frozenset(_Reader([piece for piece in pieces if piece.kind != "blank"], array).read())


class _Reader:
    """Walks through the pieces of a formula with the brackets that are open; the outermost is the formula itself."""

    __slots__ = ("array", "combined", "frames", "pieces", "used")

    def __init__(self, pieces: Sequence[Token], array: bool) -> None:
        self.pieces = [Token("open", "("), *pieces, Token("close", ")")]
        self.array, self.combined = array, 0
        self.frames: list[_Frame] = []
        self.used: set[str] = {"array formula"} if array else set()

    def read(self) -> set[str]:
        for at in range(len(self.pieces)):
            self.take(at)
        if self.frames:
            raise UndecidableError("syntax", "(")
        return self.used

    def take(self, at: int) -> None:
        piece = self.pieces[at]
        if piece.kind == "call":
            self.used.add(piece.function)
            self.frames.append(_Frame(piece.function))
        elif piece.kind == "open":
            self.frames.append(_Frame(""))
        elif piece.kind == "close":
            self.end_argument()
            self.frames.pop()
            if not self.frames and at + 1 < len(self.pieces):
                raise UndecidableError("syntax", ")")
        elif piece.kind == "comma":
            if not self.frames[-1].function:
                raise UndecidableError("notation", ",")
            self.end_argument()
        elif piece.kind in _REFERENCES:
            self.reference(at, piece)
        elif piece.kind == "operator":
            self.operator(at, piece.text)
        else:
            self.other(at, piece)

    def end_argument(self) -> None:
        frame = self.frames[-1]
        if frame.compares:
            self.used.update(_COMPARED[sign] for sign in frame.computed)
        frame.argument += 1
        frame.compares = False
        frame.computed.clear()

    def operator(self, at: int, sign: str) -> None:
        if sign in {"@", "#", ":"}:
            raise UndecidableError("notation", sign)
        before = self.pieces[at - 1]
        leading = before.kind in {"open", "call", "comma"} or (before.kind == "operator" and before.text != "%")
        if leading and sign in {"+", "-"}:
            self.used.add("sign")
            return
        kind = _OPERATORS.get(sign, sign)
        self.used.add(kind)
        if kind == "arithmetic":
            for frame in reversed(self.frames):
                if frame.function in _ROUNDING:
                    break
                frame.computed.add("+" if sign in {"+", "-"} else "*")
        elif kind in {"=", "<"}:
            self.frames[-1].compares = True

    def other(self, at: int, piece: Token) -> None:
        """Take what is neither a bracket nor a reference."""
        if piece.kind == "outside":
            raise UndecidableError("outside", piece.text)
        if piece.kind == "table":
            raise UndecidableError("notation", piece.text)
        if piece.kind == "array":
            self.used.add("array constant")
        elif piece.kind == "error":
            self.used.add("error constant")
        elif piece.kind == "text" and any(mark in piece.text for mark in _SPECIAL):
            self.used.add("number words")
        elif piece.kind == "name" and "operator" in {self.pieces[at - 1].kind, self.pieces[at + 1].kind}:
            self.used.add("truth")
        elif piece.kind == "sheet":
            self.used.add("three-dimensional" if ":" in piece.text else "sheet")

    def reference(self, at: int, piece: Token) -> None:
        """Take a reference; a range must stand where a range is expected, or be combined cell by cell."""
        if piece.kind == "cell" or (piece.kind == "area" and _size(piece) == 1):
            return
        if piece.kind == "lines" or _size(piece) > MAX_ARRAY:
            self.used.add("whole columns")
        before = self.pieces[at - 2 if self.pieces[at - 1].kind == "sheet" else at - 1].kind
        after = self.pieces[at + 1].kind
        frame = self.frames[-1]
        whole = before in {"call", "comma"} and after in {"comma", "close"} and frame.function
        if not (whole and takes_range(frame.function, frame.argument)):
            self.used |= self.expansion(piece)
            self.combine(piece)
        elif takes_array(frame.function, frame.argument):
            self.combine(piece)

    def expansion(self, piece: Token) -> set[str]:
        """How a range is gone through cell by cell: as the formula or a function around it says.

        UndecidableError where neither does.
        """
        found = {"array formula" if self.array else "cell by cell"}
        for frame in reversed(self.frames):
            if not frame.function:
                continue
            if takes_array(frame.function, frame.argument):
                return found
            if not takes_range(frame.function, frame.argument):
                found.add("function cell by cell")
            if not self.array and (frame.function in _CHOOSING or takes_range(frame.function, frame.argument)):
                break
        if self.array:
            return found
        raise UndecidableError("intersection", piece.text)

    def combine(self, piece: Token) -> None:
        """Count the cells that are combined one by one."""
        self.combined += MAX_ARRAY + 1 if piece.kind == "lines" else _size(piece)
        if self.combined > MAX_ARRAY:
            raise UndecidableError("size", piece.text)


def _size(piece: Token) -> int:
    """The cells of an area."""
    try:
        area = parse_area(piece.text.upper())
    except ValueError as fault:
        raise UndecidableError("syntax", piece.text) from fault
    return (area.bottom - area.top + 1) * (area.right - area.left + 1)
