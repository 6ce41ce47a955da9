"""The formulas of a blank: moved to where their cells stand in a form, and computed there.

Only what the blanks use is understood: ``IF COUNT SUM ROUND MIN MAX AND OR``, the four operations and comparisons.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from xlplugin.place import a1, parse_a1

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from xlplugin.grid import Value

    Cell = tuple[int, int]
    Outcome = Decimal | str | bool | None

__all__ = ["cells_of", "compute", "moved", "spelled"]

_TOKEN = re.compile(
    r'"[^"]*"|\$?[A-Z]{1,3}\$?\d{1,7}(?![\w(])(?::\$?[A-Z]{1,3}\$?\d{1,7})?|[A-Z]+(?=\()|\d+\.?\d*|<>|<=|>=|.'
)
_REFERENCE = re.compile(r"\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?")
_LARGEST = 20_000
"""Cells that a range is followed to; forms are small."""


def spelled(formula: str) -> str:
    """A formula without what does not change it: blanks, dollar signs, small letters outside texts."""
    return "".join(
        part if part.startswith('"') else part.upper().replace("$", "").replace(" ", "")
        for part in re.split(r'("[^"]*")', formula)
    )


@lru_cache(maxsize=1024)
def _tokens(formula: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(spelled(formula)))


@lru_cache(maxsize=1024)
def _corners(reference: str) -> tuple[Cell, Cell]:
    first, _, last = reference.partition(":")
    return parse_a1(first), parse_a1(last or first)


def moved(formula: str, move: Callable[[Cell, Cell], tuple[Cell, Cell] | None]) -> str | None:
    """The formula with every reference moved; None where a cell that it needs is gone."""
    parts = []
    for words, corners, ranged in _pieces(formula):
        parts.append(words)
        if corners is None:
            continue
        there = move(*corners)
        if there is None:
            return None
        first, last = there
        parts.append(f"{a1(*first)}:{a1(*last)}" if ranged else a1(*first))
    return "".join(parts)


@lru_cache(maxsize=1024)
def _pieces(formula: str) -> tuple[tuple[str, tuple[Cell, Cell] | None, bool], ...]:
    """A formula cut behind each of its references: what stands before it, its corners, and whether it is a range."""
    pieces: list[tuple[str, tuple[Cell, Cell] | None, bool]] = []
    words: list[str] = []
    for token in _tokens(formula):
        if _REFERENCE.fullmatch(token):
            pieces.append(("".join(words), _corners(token), ":" in token))
            words.clear()
        else:
            words.append(token)
    return (*pieces, ("".join(words), None, False))


def cells_of(formula: str, values: Mapping[Cell, Value]) -> frozenset[Cell] | None:
    """The filled cells that a formula uses; None where it is beyond this program."""
    found: set[Cell] = set()
    for token in _tokens(formula):
        if token == "!":  # noqa: S105  the mark behind a sheet name, no password
            return None
        if _REFERENCE.fullmatch(token):
            try:
                (top, left), (bottom, right) = _corners(token)
            except ValueError:
                return None
            if (bottom - top + 1) * (right - left + 1) > _LARGEST:
                return None
            found.update(
                (row, column)
                for row in range(top, bottom + 1)
                for column in range(left, right + 1)
                if isinstance(values.get((row, column)), Decimal)
            )
    return frozenset(found)


def compute(formula: str, values: Mapping[Cell, Value]) -> Outcome:
    """What a formula of a blank gives with these cells; None where that cannot be said (an error, other functions)."""
    try:
        reader = _Reader(_tokens(formula), values)
        outcome = reader.comparison()
    except (ArithmeticError, ValueError, TypeError, KeyError, IndexError, RecursionError):
        return None
    return outcome if reader.done else None


class _Reader:
    """A reader of one formula, from loose to tight: comparison, sum, product, sign, single."""

    __slots__ = ("at", "tokens", "values")

    def __init__(self, tokens: Sequence[str], values: Mapping[Cell, Value]) -> None:
        self.tokens = [*tokens, ""]
        self.values = values
        self.at = 0

    @property
    def done(self) -> bool:
        return not self.tokens[self.at]

    def take(self) -> str:
        token = self.tokens[self.at]
        self.at += 1
        return token

    def comparison(self) -> Outcome:
        left = self.sum()
        while self.tokens[self.at] in _COMPARE:
            left = _COMPARE[self.take()](_order(left), _order(self.sum()))
        return left

    def sum(self) -> Outcome:
        left = self.product()
        while self.tokens[self.at] in {"+", "-"}:
            sign = self.take()
            right = _number(self.product())
            left = _number(left) + right if sign == "+" else _number(left) - right
        return left

    def product(self) -> Outcome:
        left = self.sign()
        while self.tokens[self.at] in {"*", "/"}:
            sign = self.take()
            right = _number(self.sign())
            left = _number(left) * right if sign == "*" else _number(left) / right
        return left

    def sign(self) -> Outcome:
        if self.tokens[self.at] == "-":
            self.take()
            return -_number(self.sign())
        return self.single()

    def single(self) -> Outcome:
        token = self.take()
        if token == "(":  # noqa: S105  a parenthesis, no password
            inner = self.comparison()
            self.close()
            return inner
        if token.startswith('"'):
            return token[1:-1]
        if _REFERENCE.fullmatch(token):
            return _plain(self.values.get(parse_a1(token)))
        if token.isalpha():
            return self.call(token)
        return Decimal(token)

    def close(self) -> None:
        if self.take() != ")":
            raise ValueError("unbalanced")

    def choice(self) -> Outcome:
        """``IF``: only the branch that counts is computed, as the other one may be an error."""
        self.take()
        met = self.comparison()
        self.take()
        if met:
            outcome = self.comparison()
            self.skip(")")
        else:
            self.skip(",)")
            self.take()
            outcome = self.comparison()
        self.close()
        return outcome

    def skip(self, ends: str) -> None:
        """Pass over arguments up to one of these marks that belongs to the same call."""
        depth = 0
        while depth or (not self.done and self.tokens[self.at] not in ends):
            token = self.take()
            depth += (token == "(") - (token == ")")  # noqa: S105  parentheses, no passwords

    def call(self, name: str) -> Outcome:
        if name == "IF":
            return self.choice()
        self.take()
        arguments: list[list[Outcome]] = []
        ranges: list[bool] = []
        while True:
            token = self.tokens[self.at]
            whole = bool(_REFERENCE.fullmatch(token)) and self.tokens[self.at + 1] in {",", ")"}
            ranges.append(whole)
            arguments.append(list(self.range()) if whole else [self.comparison()])
            if self.take() == ")":
                break
        return _FUNCTIONS[name](arguments)

    def range(self) -> Iterator[Outcome]:
        (top, left), (bottom, right) = _corners(self.take())
        for row in range(top, min(bottom, top + _LARGEST) + 1):
            for column in range(left, right + 1):
                yield _plain(self.values.get((row, column)))


def _plain(value: Value | None) -> Outcome:
    if value is None or isinstance(value, (Decimal, str, bool)):
        return value
    raise ValueError("an error value")


def _number(value: Outcome) -> Decimal:
    if value is None:
        return Decimal(0)
    if isinstance(value, Decimal):
        return value
    raise TypeError("not a number")


def _order(value: Outcome) -> tuple[int, Decimal | str | bool]:
    """Numbers come before texts, texts before truth values; a blank counts as 0."""
    if isinstance(value, bool):
        return 2, value
    return (1, value) if isinstance(value, str) else (0, _number(value))


def _numbers(arguments: Sequence[Sequence[Outcome]]) -> list[Decimal]:
    return [value for group in arguments for value in group if isinstance(value, Decimal)]


def _round(arguments: Sequence[Sequence[Outcome]]) -> Decimal:
    (number,), (places,) = arguments
    return _number(number).quantize(Decimal(1).scaleb(-int(_number(places))), ROUND_HALF_UP)


_COMPARE: dict[str, Callable[[tuple[int, object], tuple[int, object]], bool]] = {
    "=": lambda one, other: one == other,
    "<>": lambda one, other: one != other,
    "<": lambda one, other: one < other,
    ">": lambda one, other: one > other,
    "<=": lambda one, other: one <= other,
    ">=": lambda one, other: one >= other,
}

_FUNCTIONS: dict[str, Callable[[list[list[Outcome]]], Outcome]] = {
    "COUNT": lambda arguments: Decimal(len(_numbers(arguments))),
    "SUM": lambda arguments: sum(_numbers(arguments), Decimal(0)),
    "MIN": lambda arguments: min(_numbers(arguments), default=Decimal(0)),
    "MAX": lambda arguments: max(_numbers(arguments), default=Decimal(0)),
    "ROUND": _round,
    "AND": lambda arguments: all(value for group in arguments for value in group),
    "OR": lambda arguments: any(value for group in arguments for value in group),
}
