"""Printed formulas: the definition of a rate, and 得分= something times points.

在职人员控制率=(在职人员数/编制数)×100%      a measure with numerator and denominator
实际得分=达标率*8分                          a rate times points
该项得分=(三级个数*2.5+二级个数*1.5)/总个数   the mean points of counted kinds
"""

from __future__ import annotations

from decimal import Decimal

from xlplugin.criteria.expression import Average, Measure, Ratio

__all__ = ["definition", "named_share", "points_of", "scored"]

Tree = tuple["str | Tree", ...] | str
_SUMS, _PRODUCTS = "+-", "*/"
_OPERATORS = f"{_SUMS}{_PRODUCTS}〔["
_WRITTEN = str.maketrans("×÷－＋", "*/-+", "§¶")
_STANDARD = ("标准分值", "标准分", "指标分值", "该项分值", "指标权重", "权重分", "分值", "权重", "满分", "基本分")
_HUNDRED = ("100%", "1")

_MOST = 60
"""Operators and brackets of a formula; printed ones have under 10, and each may be a level of the tree."""


class _Formula:
    """A reader of sums of products over names, numbers and brackets."""

    __slots__ = ("at", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def level(self, operators: str) -> Tree:
        """A chain of operands joined by the operators of one level, left to right."""
        left = self.level(_PRODUCTS) if operators is _SUMS else self.leaf()
        while self.text[self.at : self.at + 1] in operators and self.at < len(self.text):
            operator = self.text[self.at]
            self.at += 1
            right = self.level(_PRODUCTS) if operators is _SUMS else self.leaf()
            left = (operator, left, right)
        return left

    def leaf(self) -> Tree:
        """A bracket, or everything up to the next operator."""
        if self.text[self.at : self.at + 1] in {"〔", "["}:
            self.at += 1
            inner = self.level(_SUMS)
            self.at += self.text[self.at : self.at + 1] in {"〕", "]"}
            return inner
        start = self.at
        while self.at < len(self.text) and self.text[self.at] not in "+-*/〕]":
            self.at += self._word()
        return self.text[start : self.at].replace("〔", "(").replace("〕", ")")

    def _word(self) -> int:
        """One letter of a name, or a whole bracketed remark inside it."""
        if self.text[self.at] != "〔":
            return 1
        return max(self.text.find("〕", self.at) + 1 - self.at, 1)


def _tree(text: str) -> Tree | None:
    """The whole text as a formula, None where something is left over or missing, or where there is too much of it."""
    plain = text.translate(_WRITTEN)
    if sum(map(plain.count, _OPERATORS)) > _MOST:
        return None
    reader = _Formula(plain)
    tree = reader.level(_SUMS)
    return tree if reader.at == len(reader.text) and _complete(tree) else None


def _complete(tree: Tree) -> bool:
    """Whether no operand is missing (signs lost in a scan)."""
    return tree != "" and (isinstance(tree, str) or all(_complete(part) for part in tree[1:]))


def points_of(tree: Tree) -> tuple[Decimal | None] | None:
    """The points that a factor names: 5, 5分, 标准分3分, or 分值 for the weight; None where it is no points."""
    if not isinstance(tree, str):
        return None
    word = next((word for word in _STANDARD if tree.startswith(word)), "")
    plain = tree.removeprefix(word).strip("()").removesuffix("分")
    if word and not plain:
        return (None,)
    return (Decimal(plain),) if plain.isascii() and plain.replace(".", "", 1).isdigit() else None


def definition(text: str) -> Measure | None:
    """Read ``名称=(分子/分母)×100%``; None where it defines no quotient."""
    name, _, right = text.partition("=")
    tree = _tree(right)
    if isinstance(tree, tuple) and tree[0] == "*" and tree[2] in _HUNDRED:
        tree = tree[1]
    return _quotient(tree, name.rpartition(",")[2]) if name else None


def _quotient(tree: Tree | None, name: str) -> Measure | None:
    """A measure from ``a/b`` or ``(a-c)/b``."""
    match tree:
        case ("/", str(top), str(bottom)):
            return Measure(name, "%", top, "", bottom)
        case ("/", ("-", str(top), str(minus)), str(bottom)):
            return Measure(name, "%", top, minus, bottom)
        case ("-", ("/", str(top), str(bottom)), "1" | "100%") if "年" in top:
            return Measure(name, "%", top, bottom, bottom)
    return None


def named_share(name: str) -> Measure:
    """A rate in words, taken apart where it says of what: ``甲占乙的比例``, ``甲在乙中所占比例``."""
    for between, behind in (
        ("占", ("的比例", "的比重", "比例", "比重")),
        ("在", ("中所占比例", "中的占比", "所占比例")),
    ):
        top, found, rest = name.partition(between)
        ending = next((ending for ending in behind if rest.endswith(ending)), "")
        bottom = rest.removesuffix(ending)
        if top and found and ending and bottom:
            return Measure(f"{top}占{bottom}的比例", "%", top, "", bottom)
    return Measure(name.removesuffix("比例") if name.endswith("率比例") else name)


def _measure(tree: Tree) -> Measure | None:
    """The rate in a product: a name, or a quotient written out."""
    if isinstance(tree, str):
        return named_share(tree) if points_of(tree) is None and not tree.isascii() else None
    match tree:
        case ("/", str(top), str(bottom)):
            return Measure(f"{top}/{bottom}", "%", top, "", bottom)
    return None


def _product(tree: Tree) -> Ratio | None:
    """Rate times points, whichever comes first; ``(1-rate)`` and ``(1/rate)`` are the known other modes."""
    match tree:
        case ("/", ("*", left, right), str(bottom)) if points_of(left) is not None:
            return _product(("*", left, ("/", right, bottom)))
        case ("*", left, right):
            points = points_of(right)
            factor = left
            if points is None:
                points, factor = points_of(left), right
        case _:
            return None
    if points is None:
        return None
    mode = "rate"
    match factor:
        case ("-", "1" | "100%", inner):
            mode, factor = "decrease", inner
        case ("/", "1" | "100%", inner):
            mode, factor = "over", inner
    measure = _measure(factor)
    return Ratio(points[0], measure, mode) if measure else None


def _average(tree: Tree) -> Average | None:
    """``(a*2.5+b*1.5)/n``."""
    match tree:
        case ("/", tuple(upper), str(total)):
            parts = _terms(upper)
            return Average(tuple(parts), total) if parts else None
    return None


def _terms(tree: Tree) -> list[tuple[str, Decimal]]:
    """The products of a sum as name and points, empty where one is not of that form."""
    match tree:
        case ("+", left, right):
            one, two = _terms(left), _terms(right)
            return one + two if one and two else []
        case ("*", str(name), right):
            points = points_of(right)
            return [(name, points[0])] if points and points[0] is not None else []
    return []


def scored(text: str) -> list[Ratio | Average]:
    """Read a formula that gives points, several of them where they are listed; empty where it is none."""
    listed = text.split("、") if text.count("*") + text.count("×") > 1 and "、" in text and "+" not in text else [text]
    found: list[Ratio | Average] = []
    for part in listed:
        tree = _tree(part)
        rule = None if tree is None else _product(tree) or _average(tree)
        if rule is None:
            return []
        found.append(rule)
    return found
