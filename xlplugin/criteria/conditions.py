"""What stands before the points: a figure between bounds (90%(含)-95%), or a condition in words."""

from __future__ import annotations

from xlplugin.criteria.expression import OTHERWISE, Holds, Measure, Within
from xlplugin.criteria.split import as_printed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from xlplugin.criteria.expression import Condition
    from xlplugin.criteria.tokens import Token

__all__ = ["condition", "phrase", "within"]

_BOUNDS = frozenset(("cmp", "num", "incl", "excl", "up", "down", "dash"))
_JOINED = frozenset(("", "且", "并且", "但", "、", ",", "且小", "到", "在", "之间且"))
_TAILS = ("的部门", "的单位", "的项目", "之间", "范围内", "时", "的", "者", ",", "则", "区间", "及", "、")
_SUBJECTS = ("其中,", "如果", "若", "如")
_PRONOUNS = ("此项", "该项", "本项", "此指标", "该指标", "本指标", "则", "一律", "均", "直接", "的", ",", "且", "即")
_BETWEEN = {"<": "<", "≤": "<=", "<=": "<=", ">": ">", "≥": ">=", ">=": ">="}


def condition(text: str, tokens: Sequence[Token]) -> Condition:
    """Read the part of a clause before its points; ``tokens`` are those that lie in it."""
    if tokens and tokens[0].kind == "else" and tokens[0].start == 0:
        return OTHERWISE
    return within(text, tokens) or Holds(phrase(text))


def phrase(text: str) -> str:
    """A condition in words without its trailing particles; brackets as they were."""
    plain = text
    while trimmed := next((tail for tail in _PRONOUNS if plain.endswith(tail)), ""):
        plain = plain.removesuffix(trimmed)
    plain = plain.removeprefix("其中,").lstrip(",、:")
    return as_printed(plain)


def within(text: str, tokens: Sequence[Token]) -> Within | None:
    """Read bounds on a figure at the end of a text; None where the text ends otherwise."""
    plain = text
    while tail := next((tail for tail in _TAILS if plain.endswith(tail)), ""):
        plain = plain.removesuffix(tail)
    group = _group(plain, tokens)
    if not group:
        return _around(plain, tokens)
    first = group[0].start
    subject = _subject(plain[:first])
    bounds = _bounds(group, alone=first == 0)
    if bounds is None:
        return None
    around = _around(plain, tokens)
    if around is not None:
        return around
    unit = next((token.unit for token in reversed(group) if token.unit), "")
    low, low_in, high, high_in = bounds
    return Within(Measure(subject, unit), low, low_in, high, high_in)


def _subject(text: str) -> str:
    """What is measured: the words right before the bounds."""
    subject = text.rpartition(",")[2]
    for word in _SUBJECTS:
        subject = subject.removeprefix(word)
    for word in ("在", "的", "为", "比例为", ":"):
        subject = subject.removesuffix(word)
    return subject.replace("〔", "(").replace("〕", ")")


def _group(text: str, tokens: Sequence[Token]) -> list[Token]:
    """The run of bound tokens that ends with the text."""
    end = len(text)
    found: list[Token] = []
    for token in reversed(tokens):
        if token.end > len(text):
            continue
        gap = text[token.end : end]
        if token.kind not in _BOUNDS or (gap not in _JOINED if found else gap):
            break
        found.append(token)
        end = token.start
    found.reverse()
    while found and found[0].kind not in {"cmp", "num"}:
        del found[0]
    return found


def _around(text: str, tokens: Sequence[Token]) -> Within | None:
    """``60%≤完成率<80%``: the figure stands between its bounds."""
    inside = [token for token in tokens if token.end <= len(text)]
    numbers = [token for token in inside if token.kind == "num"]
    if len(numbers) != 2 or numbers[1].end != len(text):  # noqa: PLR2004  a lower and an upper bound
        return None
    left, right = numbers
    middle = text[left.end : right.start]
    opening = next((sign for sign in ("<=", ">=", "≤", "≥", "<", ">") if middle.startswith(sign)), "")
    closing = next((sign for sign in ("<=", ">=", "≤", "≥", "<", ">") if middle.endswith(sign)), "")
    subject = middle[len(opening) : len(middle) - len(closing)]
    if not opening or not closing or not subject:
        return None
    one, two = _BETWEEN[opening], _BETWEEN[closing]
    measure = Measure(_subject(subject), right.unit or left.unit)
    if one[0] == ">":
        return Within(measure, right.value, two == ">=", left.value, one == ">=")
    return Within(measure, left.value, one == "<=", right.value, two == "<=")


Bounds = tuple["Decimal | None", bool, "Decimal | None", bool]


def _bounds(group: list[Token], *, alone: bool) -> Bounds | None:
    """Put the bounds of a run together: one comparison, one range, or two comparisons."""
    found: list[Bounds] = []
    at = 0
    while at < len(group):
        at += _leads_up(group[at:])
        size, bounds = _one(group[at:], alone=alone)
        if bounds is None:
            return None
        found.append(bounds)
        at += size
    low: tuple[Decimal | None, bool] = (None, False)
    high: tuple[Decimal | None, bool] = (None, False)
    for one in found:
        if one[0] is not None:
            low = one[:2]
        if one[2] is not None:
            high = one[2:]
    return (*low, *high) if found and not _is_empty(low, high) else None


def _is_empty(low: tuple[Decimal | None, bool], high: tuple[Decimal | None, bool]) -> bool:
    """Whether no figure lies between two bounds."""
    if low[0] is None or high[0] is None:
        return False
    return low[0] > high[0] or (low[0] == high[0] and not (low[1] and high[1]))


def _leads_up(group: list[Token]) -> bool:
    """Whether 为 only leads up to bounds of their own: 为90%以上, 为80%-90%."""
    return group[0].word == "=" and not {"up", "down", "dash"}.isdisjoint(token.kind for token in group[2:4])


def _one(group: list[Token], *, alone: bool) -> tuple[int, Bounds | None]:
    """One bound or range at the head of a run: how many tokens it took, and what it says."""
    kinds = [token.kind for token in group]
    if kinds[0] == "cmp" and kinds[1:2] == ["num"]:
        flagged = kinds[2:3] == ["incl"]
        trailing = kinds[2 + flagged : 3 + flagged] in (["up"], ["down"])
        return 2 + flagged + trailing, _compared(group[0].word, group[1].value, included=flagged)
    if kinds[0] != "num":
        return 1, None
    first = 1 + (kinds[1:2] in (["incl"], ["excl"]))
    if kinds[first : first + 2] == ["dash", "num"]:
        return _range(group, first)
    if kinds[first : first + 1] in (["up"], ["down"]):
        return _behind(group, first)
    if alone or group[0].unit in {"%", "分"}:
        return 1, (group[0].value, True, group[0].value, True)
    return 1, None


def _compared(sign: str, value: Decimal, *, included: bool) -> Bounds:
    """A word of comparison and its number."""
    if sign == "=":
        return value, True, value, True
    inside = sign.endswith("=") or included
    return (value, inside, None, False) if sign[0] == ">" else (None, False, value, inside)


def _behind(group: list[Token], at: int) -> tuple[int, Bounds]:
    """``90%(含)以上``, ``60%以下``, ``5天以内``: 以上 and 以内 include their bound, 以下 does not (R-TIER)."""
    word = group[at]
    flags = {token.kind for token in (*group[1:at], *group[at + 1 : at + 2]) if token.kind in {"incl", "excl"}}
    size = at + 1 + (len(group) > at + 1 and group[at + 1].kind in {"incl", "excl"})
    value = group[0].value
    if word.kind == "up":
        return size, (value, "excl" not in flags, None, False)
    inside = "incl" in flags or (not word.word.endswith("下") and "excl" not in flags) or word.word[0] in "及或"
    return size, (None, False, value, inside)


def _range(group: list[Token], at: int) -> tuple[int, Bounds]:
    """``80%-90%``: the lower bound is included and the upper is not, unless 含 says otherwise."""
    one, two = group[0], group[at + 1]
    flags = [group[1].kind if at > 1 else "", ""]
    size = at + 2
    if len(group) > size and group[size].kind in {"incl", "excl"}:
        flags[1] = group[size].kind
        size += 1
    if one.value > two.value:
        one, two = two, one
        flags.reverse()
    low_in = flags[0] == "incl" or (flags[0] == "" and flags[1] != "incl")
    return size, (one.value, low_in, two.value, flags[1] == "incl")
