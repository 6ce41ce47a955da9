"""A cell's content together with the cell it stands in."""

from __future__ import annotations

from xlplugin.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal

    from xlplugin.place import Place
    from xlplugin.quantity import Quantity

__all__ = ["Traced"]


@record
class Traced:
    """One entry of a form.

    ``raw`` is the text as stored, ``value`` the figure where the entry is one number
    (a percentage is given in per cent: 0.95 shown as 95% is 95), else None.
    ``state`` says what stands there:

    ``blank``       nothing, or a placeholder such as ……
    ``number``      a number
    ``digits``      a number stored as text
    ``text``        words, or a number glued to words
    ``error``       an Excel error value
    ``uncached``    a formula whose result the file does not hold
    ``unreadable``  digits that are no well-formed number (``7,00.0``)
    """

    place: Place
    raw: str
    value: Decimal | None = None
    state: str = "text"
    formula: str | None = None
    percent: bool = False
    quantity: Quantity | None = None

    @property
    def cell(self) -> str:
        """The address, ``E12``."""
        return self.place.cell

    @property
    def is_blank(self) -> bool:
        """Whether nothing is stated here."""
        return self.state == "blank"
