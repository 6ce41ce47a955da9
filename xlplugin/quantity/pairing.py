"""Which figure of a result answers which figure of its target."""

from __future__ import annotations

from xlplugin.quantity.conversion import convert
from xlplugin.quantity.reading import read_all

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal

    from xlplugin.quantity.amount import Quantity

__all__ = ["pair"]

_ALIKE = 0.5
"""From this share of common pairs of letters on, two subjects are taken for the same."""


def _likeness(one: str, other: str) -> float:
    """How much of the shorter of two subjects stands in the other, 0 to 1, by pairs of letters."""
    if not one or not other:
        return 0
    if one in other or other in one:
        return 1
    bigrams, others = ({words[at : at + 2] for at in range(len(words) - 1)} for words in (one, other))
    shorter = min(len(bigrams), len(others))
    return len(bigrams & others) / shorter if shorter else 0


def _same_measure(one: Quantity, other: Quantity) -> bool:
    """Whether two units measure the same thing; a missing unit contradicts none."""
    value: Decimal | None = one.value if one.value is not None else one.low
    return not one.unit or not other.unit or value is None or convert(value, one.unit, other.unit) is not None


def _answers(targets: tuple[Quantity, ...], actuals: tuple[Quantity, ...]) -> dict[int, int]:
    """The index of the result per index of the target: by subject, else by unit, else by order."""
    scored = sorted(
        (-_likeness(target.subject, actual.subject), abs(a - b), a, b)
        for a, target in enumerate(targets)
        for b, actual in enumerate(actuals)
        if _same_measure(target, actual)
    )
    by_subject = [(a, b) for likeness, _, a, b in scored if likeness <= -_ALIKE]
    by_unit = [(a, b) for _, _, a, b in sorted(scored, key=lambda one: one[1:]) if targets[a].unit == actuals[b].unit]
    by_order = [(a, a) for a in range(min(len(targets), len(actuals))) if _same_measure(targets[a], actuals[a])]
    answers: dict[int, int] = {}
    for a, b in (*by_subject, *by_unit, *by_order):
        if a not in answers and b not in answers.values():
            answers[a] = b
    return answers


def pair(target_text: str, actual_text: str) -> tuple[tuple[Quantity, Quantity | None], ...]:
    """Every figure of a target with the figure of the result that answers it, None where there is none.

    Matched by what they are about, else by unit, else by order; a lone figure on each side is matched in any case.
    """
    targets, actuals = read_all(target_text), read_all(actual_text)
    if len(targets) == len(actuals) == 1:
        return ((targets[0], actuals[0]),)
    answers = _answers(targets, actuals)
    return tuple((target, actuals[answers[a]] if a in answers else None) for a, target in enumerate(targets))
