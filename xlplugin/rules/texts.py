"""Texts as rules read and show them: their figures, their bare words, the beginning of a long one."""

from __future__ import annotations

from functools import lru_cache

from xlplugin.quantity import read_all, squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlplugin.quantity import Quantity

__all__ = ["bare", "figures", "listed", "shown", "standing"]

_LONGEST = 40
"""A text of this length is shown as a whole."""

_MARKS = str.maketrans("", "", "。.,，;；:：!！、“”\"'（）()《》")


@lru_cache(maxsize=4096)
def figures(text: str) -> tuple[Quantity, ...]:
    """The figures of a text, well-formed or not; dates are none."""
    return tuple(quantity for quantity in read_all(text) if not quantity.date)


@lru_cache(maxsize=1024)
def bare(text: str) -> str:
    """A text without blanks and marks: what two wordings are compared by."""
    return squeeze(text).translate(_MARKS)


@lru_cache(maxsize=4096)
def shown(text: str) -> str:
    """A text as a message shows it: of a long one the beginning."""
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"


def standing(words: Iterable[str], texts: Iterable[str]) -> list[str]:
    """Those of the words that stand in any of the texts: the others need not be looked for in each."""
    whole = "\n".join(texts)
    return [word for word in words if word in whole]


def listed(words: str) -> tuple[str, ...]:
    """A list of words, written with blanks between them."""
    return tuple(words.split())
