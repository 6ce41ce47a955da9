"""A formula of a form that does not give what the file holds as its result."""

from __future__ import annotations

from xlplugin.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from xlplugin.place import Place

__all__ = ["Recomputed"]


@record
class Recomputed:
    """What was computed anew.

    ``formula`` is without ``=``; ``stored`` and ``computed`` are the results in the file and now, as the cell shows
    them but with all their decimals. ``engines`` are the programs that computed it; ``certain`` says that two of them
    agree, or that the one is proven right on everything the formula uses.
    """

    place: Place
    formula: str
    stored: str
    computed: str
    engines: tuple[str, ...]
    certain: bool
