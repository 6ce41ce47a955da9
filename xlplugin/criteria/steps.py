"""Clauses that go by steps: so many points for every so much, or for every one counted."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.criteria.conditions import phrase, within
from xlplugin.criteria.expression import Measure, Within
from xlplugin.criteria.lexicon import SIDES, TIME_UNITS
from xlplugin.criteria.tokens import tokenize

TYPE_CHECKING = False
if TYPE_CHECKING:
    from xlplugin.criteria.expression import Condition
    from xlplugin.criteria.split import Piece
    from xlplugin.criteria.tokens import Token

__all__ = ["Stepwise", "one_counted", "read_step"]

_ANCHORS = ("目标", "计划", "指标值", "年初", "预期")
_UNCOUNTED = frozenset(("", "%", "分", "年"))
_NO_NOUN = ("的", ",", "以上", "者", "内容")


class Stepwise:
    """What a step clause says before it is bound to its full mark."""

    __slots__ = ("add", "anchor", "bonus", "bound", "each", "lean", "measure", "per", "side")

    def __init__(self, each: Decimal, per: Decimal, measure: Measure, side: str) -> None:
        """Take the points of one step, its size, what is measured or counted, and which way."""
        self.each = each
        self.per = per
        self.measure = measure
        self.side = side
        self.add = False
        self.bonus = False
        self.bound: Within | None = None
        self.anchor = ""
        self.lean = ""


def read_step(piece: Piece) -> list[Stepwise]:
    """Read a step clause, or several of a list (每篇分别0.1分、0.2分); empty where it is none."""
    points = piece.given()
    if not points:
        return []
    each = next(
        (token for token in reversed(piece.tokens) if token.kind == "each" and token.end <= points[0].start), None
    )
    number = _number(piece, each, points[0])
    if number is None:
        return _single(piece, points[-1]) if each is None else []
    if each is None and points[0].word != "deduct":
        return []
    noun = piece.text[number.end : points[0].start]
    names = _names(piece, each, points)
    if len(names) != len(points):
        return []
    return [_stepwise(piece, each, number, token, (name, noun)) for token, name in zip(points, names, strict=True)]


def _number(piece: Piece, each: Token | None, points: Token) -> Token | None:
    """The size of the step: the last figure between 每 and the points; nothing where it is compared."""
    start = each.end if each else 0
    inside = [token for token in piece.tokens if start <= token.start and token.end <= points.start]
    number = next((token for token in reversed(inside) if token.kind == "num" and token.unit), None)
    if number is None or number.value <= 0:
        return None
    at = inside.index(number)
    after = inside[at + 1 :]
    bound = bool(after) and after[0].start == number.end and after[0].kind in {"up", "down", "dash", "incl", "excl"}
    if bound or any(token.kind in {"score", "share"} for token in after):
        return None
    compared = at > 0 and inside[at - 1].kind == "cmp" and inside[at - 1].end == number.start
    if each is None:
        plain = number.unit not in {"%", "分"} and (not compared or number.unit in TIME_UNITS)
        return number if plain else None
    counted = (
        at > 1 and any(token.kind == "num" for token in inside[: at - 1]) and inside[at - 1].word not in {"<", ">"}
    )
    return None if compared and counted else number


def _names(piece: Piece, each: Token | None, points: list[Token]) -> list[str]:
    """What the points of a list belong to: 区、市、省级 …每篇分别; one empty name where there is no list."""
    if len(points) == 1 or each is None:
        return [""] * len(points)
    return phrase(piece.text[: each.start]).rpartition(",")[2].split("、")


def _stepwise(piece: Piece, each: Token | None, number: Token, points: Token, named: tuple[str, str]) -> Stepwise:
    """Put one step together from the words around it: ``named`` is its name in a list, and the noun it counts."""
    name, noun = named
    start = each.start if each else number.start
    head = piece.text[:start]
    verb = piece.text[each.end : number.start] if each else _last_verb(head)
    head = head if each else head.removesuffix(verb)
    bound = within(head, [token for token in piece.tokens if token.end <= len(head)])
    lean = _side(verb, number.unit, head)
    side = lean if number.unit == "%" or number.unit in TIME_UNITS or bound else ""
    for word in _NO_NOUN:
        noun = noun.removeprefix(word).removesuffix(word)
    if side:
        subject = "" if bound or side == "past" else _subject(head)
        subject = "" if side == "apart" and subject.endswith(_ANCHORS) else subject
    else:
        lead = name or phrase(head) + ("" if verb and verb in head else verb.replace(",", ""))
        subject = lead if lead.endswith(noun) else lead + noun
    step = Stepwise(points.value, number.value, Measure(subject.lstrip(","), number.unit), side)
    step.bound = bound
    step.lean = lean
    step.add = points.word != "deduct"
    step.bonus = points.word == "add"
    step.anchor = _anchor(head + verb, number.unit) if side else ""
    return step


def _last_verb(head: str) -> str:
    """Without 每, the words right before the number: 逾期报送 in …的,逾期报送一天."""
    return head.rpartition(",")[2]


def _side(verb: str, unit: str, head: str) -> str:
    """Which way the step counts; a delay counts from its deadline."""
    if unit in TIME_UNITS:
        return "past"
    for text in (verb, head):
        for side, words in SIDES:
            if side != "past" and any(word in text for word in words):
                return side
    return ""


def _subject(head: str) -> str:
    """What the step measures, by the words before 每: 支出进度每低于…"""
    return phrase(head.rpartition(",")[2])


def _anchor(text: str, unit: str) -> str:
    """What the figure is held against where no number says it: 100% of the plan, or a figure with a name."""
    if unit != "%":
        return ""
    if any(word in text for word in _ANCHORS):
        return "100"
    for side_word in ("低于", "超过", "高于", "落后", "滞后"):
        found = text.rpartition(side_word)[2] if side_word in text else ""
        if found:
            return found
    return ""


def one_counted(when: Condition) -> Measure | None:
    """What a condition counts one of: 符合一项, 一项 under 最高4分 go by items; None where it counts nothing."""
    if isinstance(when, Within):
        return when.measure if when.low == when.high == 1 and when.measure.unit not in _UNCOUNTED else None
    for token in tokenize(when.text):
        if token.kind == "num" and token.value == 1 and token.unit not in _UNCOUNTED:
            return Measure(when.text[: token.start] + when.text[token.end :], token.unit)
    return None


def _single(piece: Piece, points: Token) -> list[Stepwise]:
    """A deduction without a step: 未公开的扣2分 is taken once, as often as it happens."""
    if points.word != "deduct" or piece.has("most") or points.value == 0:
        return []
    text = piece.text[: points.start]
    subject = "否则" if piece.has("else") else phrase(text)
    if not subject or within(text, [token for token in piece.tokens if token.end <= points.start]):
        return []
    return [Stepwise(points.value, Decimal(1), Measure(subject, "次"), "")]
