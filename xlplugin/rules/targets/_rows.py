"""What the rules on targets and results share: what a row is about, the figures of a text, how a message shows it."""

from __future__ import annotations

from xlplugin.quantity import read_all, squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from xlplugin.model import Indicator
    from xlplugin.quantity import Quantity

__all__ = ["about", "bare", "figures", "listed", "shown"]

_LONGEST = 40
"""A text of this length is shown as a whole."""

_MARKS = str.maketrans("", "", "。.,，;；:：!！、“”\"'（）()《》")


def about(row: Indicator) -> str:
    """Which row of the form it is: its classes and what it is called, wherever it stands."""
    return "|".join(map(squeeze, (row.level1, row.level2, row.called)))


def figures(text: str) -> tuple[Quantity, ...]:
    """The figures of a text, well-formed or not; dates are none."""
    return tuple(quantity for quantity in read_all(text) if not quantity.date)


def bare(text: str) -> str:
    """A text without blanks and marks: what two wordings are compared by."""
    return squeeze(text).translate(_MARKS)


def shown(text: str) -> str:
    """A text as a message shows it: of a long one the beginning."""
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"


def listed(words: str) -> tuple[str, ...]:
    """A list of words, written with blanks between them."""
    return tuple(words.split())
