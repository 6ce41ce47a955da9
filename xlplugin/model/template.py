"""A blank form as what it prints: the rows, texts, full marks and formulas that a filled-in form must keep."""

from __future__ import annotations

import re
from functools import lru_cache

from xlplugin.quantity import squeeze
from xlplugin.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CLASS", "HEADER", "LINE", "NUMBER", "WORDS", "Printed", "PrintedRow", "Template", "print_key"]

WORDS = "words"
"""A header, a label or a sentence that everybody's form shows."""
CLASS = "class"
"""The label of a class of own indicators; unused classes may be left out."""
LINE = "line"
"""A label to be continued by hand: ``联系人：``."""
NUMBER = "number"
"""A printed figure."""
HEADER = "头"
"""The kind of a row that heads a table."""

_LONGEST = 40
"""Longer texts are sentences: the points in them are part of the criterion, not the mark of a row."""
_POINTS = re.compile(r"\((\d+(?:\.\d+)?)(?:分|%)\)?")
_UNIT = re.compile(r"\([^()]{0,3}元\)?")


@lru_cache(maxsize=4096)
def print_key(text: str) -> tuple[str, str]:
    """What identifies a printed text, and the points printed in it.

    Blanks, line breaks, width and the marks at its end do not count; nor does the unit of money in a label,
    which has rules of its own.
    """
    plain = squeeze(text)
    if len(plain) > _LONGEST:
        return plain.rstrip(":;,。."), ""
    found = _POINTS.search(plain) if "(" in plain else None
    bare = plain.replace(found.group(), "", 1) if found else plain
    return _UNIT.sub("", bare).rstrip(":;,。."), found.group(1) if found else ""


@record
class Printed:
    """One printed cell of a blank, with the columns and rows it is merged over.

    ``key`` and ``points`` are as ``print_key`` gives them; ``points`` is empty where the mark may be adjusted.
    """

    column: int
    right: int
    bottom: int
    kind: str
    text: str
    key: str
    points: str = ""


@record
class PrintedRow:
    """One row of a blank: its number there, its kind (``头`` heads a table), what it prints and computes.

    ``item`` is the name of the fixed row that it is, empty for any other; ``own`` marks a row for an indicator
    of the unit's own. ``formulas`` are without ``=``, by column.
    """

    number: int
    kind: str
    item: str
    own: bool
    cells: tuple[Printed, ...]
    formulas: Mapping[int, str]


@record(eq=False)
class Template:
    """A blank form, one object per edition.

    ``firm`` says that its layout is the official one, not one gathered from published forms; ``free`` that units
    may lay it out themselves.
    """

    rows: tuple[PrintedRow, ...] = ()
    firm: bool = True
    free: bool = False
