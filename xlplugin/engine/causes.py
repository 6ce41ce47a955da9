"""Root cause first: which finding follows from which.

A finding follows from another where its rule says that it may (``follows``), the other one's cell is among those that
its arithmetic takes, and the figures agree: with the other one corrected, it would be gone. A finding whose figures
contradict that is told on its own.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from xlplugin.quantity import parse_number, squeeze
from xlplugin.record import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlplugin.model import Fault, Finding, Rule
    from xlplugin.place import Place

    Told = tuple[Finding, Fault, Rule]
    ByCode = Mapping[str, Mapping[int, Sequence[Finding]]]

__all__ = ["linked"]

_NEAR, _RATED = Decimal("0.0051"), Decimal("0.011")
"""Figures are shown with two decimals; what a rate is multiplied with was itself rounded."""
_BETWEEN = "或、"
"""What stands between figures of which any is right: 90或100, 0、3."""
_AFTER = "%分"


def linked(told: Sequence[Told]) -> list[Finding]:
    """The findings, each with the one that it follows from, never in a ring."""
    by_code: dict[str, dict[int, list[Finding]]] = {}
    for finding, _, _ in told:
        by_code.setdefault(finding.code, {}).setdefault(finding.place.row, []).append(finding)
    causes: dict[str, str] = {}
    for one in told:
        if by_code.keys().isdisjoint(one[2].follows):
            continue
        cause = next((other for other in _causes(one, by_code) if not _leads(causes, other.id, one[0].id)), None)
        if cause is not None:
            causes[one[0].id] = cause.id
    return [
        replace(finding, caused_by=causes[finding.id]) if finding.id in causes else finding for finding, _, _ in told
    ]


def _leads(causes: Mapping[str, str], start: str, end: str) -> bool:
    """Whether a chain of causes leads from one finding back to another."""
    at: str | None = start
    while at is not None and at != end:
        at = causes.get(at)
    return at == end


def _causes(one: Told, by_code: ByCode) -> list[Finding]:
    """What a finding may follow from, the likeliest first: what its figures prove before what they leave open."""
    finding, fault, rule = one
    taken = (fault.place, *fault.uses, *(other.place for other in fault.related if other.file is None))
    rows = {place.row for place in taken}
    others = [
        other
        for code in rule.follows
        if code in by_code
        for row in by_code[code].keys() & rows
        for other in by_code[code][row]
        if other.file == finding.file and other.id != finding.id
    ]
    shared = {other.place.row for other in others}  # few: to hash the cells of all the rows of a sum costs more
    cells = {place for place in taken if place.row in shared} if others else ()
    found = [other for other in others if other.place in cells]
    if not found:
        return []
    found.sort(key=lambda other: (rule.follows.index(other.code), other.place.row, other.place.column, other.id))
    inside = frozenset(place for place in fault.uses if place.row in shared)
    proven = [other for other in found if _explains(finding, other, inside)]
    return proven or _together(finding, found, inside) or [other for other in found if _silent(finding, other)]


@lru_cache(maxsize=1024)
def _figure(text: str | None) -> Decimal | None:
    """A figure as findings state it: 98%, 1,200.00, 10分."""
    number = parse_number(squeeze(text).rstrip(_AFTER)) if text else None
    return number if number is not None and number.is_finite() else None


def _figures(text: str | None) -> list[Decimal]:
    """The figures of which any would be right; none where one of them is no figure."""
    if not text:
        return []
    for mark in _BETWEEN[1:]:
        text = text.replace(mark, _BETWEEN[0])
    found = [_figure(part) for part in text.split(_BETWEEN[0])]
    known = [number for number in found if number is not None]
    return known if len(known) == len(found) else []


def _near(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= _NEAR


def _shifts(other: Finding) -> list[Decimal]:
    """By how much the correction of a finding moves its figure; a figure that sums leave out is added as a whole."""
    stated = _figure(other.stated)
    if stated is None:
        return []
    return [stated] if other.expected is None else [right - stated for right in _figures(other.expected)]


def _operands(finding: Finding) -> list[Decimal]:
    return [figure for text in finding.operands.values() if (figure := _figure(text)) is not None]


def _explains(finding: Finding, other: Finding, inside: frozenset[Place]) -> bool:
    """Whether the figures prove that a finding is gone with another one corrected."""
    stated, wrong = _figure(finding.stated), _figure(other.stated)
    if wrong is None:
        return False
    if stated is None:
        operands = _operands(finding)
        known = [*operands, *_figures(finding.expected)]
        return wrong in operands and any(right in known for right in _figures(other.expected))
    side = _side(finding, other, inside)
    return any(
        _moves(stated, expected, shift, side)
        if other.expected is None
        else _settles(finding, other, (stated, expected, wrong, wrong + shift), side)
        for expected in _figures(finding.expected)
        for shift in _shifts(other)
    )


def _side(finding: Finding, other: Finding, inside: frozenset[Place]) -> int:
    """-1 where the other figure is an addend of what is expected (``uses``), 1 where what is stated took it over."""
    return -1 if other.place in inside and other.code != finding.code and other.expected is not None else 1


def _moves(stated: Decimal, expected: Decimal, shift: Decimal, side: int) -> bool:
    """Whether a sum is off by just as much as an addend."""
    return bool(shift) and _near(stated + side * shift, expected)


def _settles(finding: Finding, other: Finding, figures: tuple[Decimal, Decimal, Decimal, Decimal], side: int) -> bool:
    """Whether a sum, a comparison or a rate turns right with another figure."""
    stated, expected, wrong, right = figures
    if other.place == finding.place:
        return (stated - expected) * (right - expected) <= 0
    if wrong == expected and (stated - expected) * (stated - right) <= 0:
        return True
    in_rate = "%" in (finding.stated or "")
    if in_rate or "%" in (other.stated or "") or wrong in _operands(finding):
        products = (expected * right, wrong), (expected * wrong, right)
        if any(divisor and abs(product / divisor - stated) <= _RATED for product, divisor in products):
            return True
    return not in_rate and _moves(stated, expected, right - wrong, side)


def _together(finding: Finding, found: Sequence[Finding], inside: frozenset[Place]) -> list[Finding]:
    """Several faults of one rule that are a sum's gap only when taken together."""
    stated, wanted = _figure(finding.stated), _figures(finding.expected)
    if stated is None:
        return []
    for code in dict.fromkeys(other.code for other in found):
        alike = [other for other in found if other.code == code]
        shifts = [_shifts(other) for other in alike]
        if len(alike) < 2 or any(len(one) != 1 for one in shifts):  # noqa: PLR2004  a pair
            continue
        whole = sum((one[0] for one in shifts), Decimal(0))
        if any(_moves(stated, right, whole, _side(finding, alike[0], inside)) for right in wanted):
            return alike
    return []


def _silent(finding: Finding, other: Finding) -> bool:
    """Whether figures do not tell: the other cell states none, or none that this finding speaks of."""
    wrong = _figure(other.stated)
    if wrong is None or not _shifts(other):
        return True
    return other.expected is not None and _figure(finding.stated) is None and wrong not in _operands(finding)
