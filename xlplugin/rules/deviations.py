"""The differences of a form from its blank, as rules report them."""

from __future__ import annotations

from functools import partial

from xlplugin.model import derived
from xlplugin.model.difference import COLUMNS, FORMULA, HIDDEN, REPLACED, SHEET
from xlplugin.rules.subjects import numbered, of_entry, of_row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from xlplugin.model import Difference, Form

__all__ = ["of_kind", "parted", "subject"]

_WHOLE = 40
"""A text of this length is shown as a whole."""
_AROUND = 8
"""Letters shown on either side of what was changed in a longer one."""


def of_kind(form: Form, kind: str) -> Iterator[Difference]:
    """The differences of one kind, in the order of the blank."""
    return (difference for difference in form.differences if difference.kind == kind)


def subject(form: Form, one: Difference) -> str:
    """What a difference is about, without its address: the entry computed, what is hidden, what is printed."""
    role = of_entry(form, one.place).strip("|") if one.kind in {REPLACED, FORMULA} else ""
    return role or _names(form)[id(one)]


@derived
def _names(form: Form) -> Mapping[int, str]:
    """The differences by their ids: what each is called, those of one kind that are called alike told apart."""
    told: dict[int, str] = {}
    for kind in {one.kind for one in form.differences}:
        told |= numbered(of_kind(form, kind), partial(_concealed if kind == HIDDEN else _what, form))
    return told


def _what(_form: Form, one: Difference) -> str:
    return "".join(one.what.split())


def _concealed(form: Form, one: Difference) -> str:
    """What is hidden: the sheet, the columns by their headers, the rows by what they hold."""
    if one.stated == SHEET:
        return one.stated
    if one.stated == COLUMNS:
        return "|".join(what for what, place in form.columns.items() if place.column == one.place.column)
    return "|".join(of_row(form, row) for row in form.indicators if row.place.row == one.place.row)


def parted(stated: str, expected: str) -> tuple[str, str]:
    """Two texts as a message shows them: of long ones the part that differs, with a few letters around it."""
    one, other = "".join(stated.split()), "".join(expected.split())
    if max(len(one), len(other)) <= _WHOLE:
        return one, other
    least = min(len(one), len(other))
    head = next((n for n in range(least) if one[n] != other[n]), least)
    tail = next((n for n in range(least - head) if one[-1 - n] != other[-1 - n]), least - head)
    return _part(one, head, tail), _part(other, head, tail)


def _part(text: str, head: int, tail: int) -> str:
    first, last = max(head - _AROUND, 0), min(len(text) - tail + _AROUND, len(text))
    if last - first > 2 * _WHOLE:
        return f"{'…' if first else ''}{text[first : first + 2 * _WHOLE]}…"
    return f"{'…' if first else ''}{text[first:last]}{'…' if last < len(text) else ''}"
