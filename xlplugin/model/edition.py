"""A form definition: one edition of one official form, as data with its legal basis."""

from __future__ import annotations

from xlplugin.record import field, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from xlplugin.model.basis import Basis

__all__ = ["Edition", "Heading", "Item", "Scale"]


@record
class Heading:
    """What tells an edition apart before it is loaded: its titles, its year and its printed column headers.

    ``place`` is the shortest name of its jurisdiction (雁江), empty for a national form, which stands for any year.
    """

    id: str
    titles: tuple[str, ...]
    year: str
    signature: tuple[str, ...]
    place: str = ""


@record
class Item:
    """A row that the form prints for everybody: name, class, full mark and scoring sentence.

    ``rule`` is the compiled sentence in notation, empty where only the sentence itself is at hand.
    """

    name: str
    level1: str = ""
    level2: str = ""
    weight: Decimal | None = None
    criteria: str = ""
    bonus: bool = False
    rule: str = ""


@record
class Scale:
    """A grade scale: lower bounds from the best grade down, lower bound included."""

    bounds: tuple[tuple[str, Decimal], ...]
    basis: Basis

    def grade(self, score: Decimal) -> str:
        """The grade of a score: the first bound that it reaches."""
        return next((name for name, bound in self.bounds if score >= bound), self.bounds[-1][0])


@record
class Edition:
    """One edition of one form.

    ``titles`` are wordings of its printed title, with ``{year}`` for the year;
    ``columns`` adds header wordings of this edition to the vocabulary (wording to concept);
    ``items`` are the fixed rows; ``full`` is the full mark; ``requires`` names what must be filled in;
    ``rules`` holds settings per rule code (``basis`` among them).
    """

    id: str
    title: str
    jurisdiction: str
    year: str
    kind: str
    titles: tuple[str, ...]
    basis: Basis
    columns: Mapping[str, str] = field(default_factory=dict)
    items: tuple[Item, ...] = ()
    full: Decimal | None = None
    scale: Scale | None = None
    requires: tuple[str, ...] = ()
    signature: tuple[str, ...] = ()
    rules: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
