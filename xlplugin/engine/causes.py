"""Root cause first: which finding follows from which."""

from __future__ import annotations

from xlplugin.record import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlplugin.model import Fault, Finding, Rule

    Told = tuple[Finding, Fault, Rule]

__all__ = ["linked"]


def linked(told: Sequence[Told]) -> list[Finding]:
    """The findings, each with the one that it follows from.

    A finding follows from another where its rule says that it may (``follows``) and the other one's cell is among
    those that its arithmetic takes.
    """
    return [_linked(one, told) for one in told]


def _linked(one: Told, told: Sequence[Told]) -> Finding:
    finding, fault, rule = one
    if not rule.follows:
        return finding
    taken = {fault.place, *fault.uses, *(other.place for other in fault.related if other.file is None)}
    causes = [
        other
        for other, _, _ in told
        if other.code in rule.follows and other.place in taken and other.file == finding.file and other.id != finding.id
    ]
    if not causes:
        return finding
    first = min(causes, key=lambda other: (rule.follows.index(other.code), other.place.row, other.place.column))
    return replace(finding, caused_by=first.id)
