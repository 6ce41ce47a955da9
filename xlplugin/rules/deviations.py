"""The differences of a form from its blank, as rules report them."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Difference, Form

__all__ = ["of_kind", "parted"]

_WHOLE = 40
"""A text of this length is shown as a whole."""
_AROUND = 8
"""Letters shown on either side of what was changed in a longer one."""


def of_kind(form: Form, kind: str) -> Iterator[Difference]:
    """The differences of one kind, in the order of the blank."""
    return (difference for difference in form.differences if difference.kind == kind)


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
