"""Forms that go on: on the next sheet, or further down under a 续表 title."""

from __future__ import annotations

import re
from itertools import takewhile

from xlplugin.record import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlplugin.model import Form, Group, Indicator

__all__ = ["join", "joined"]

_CONTINUED = re.compile(r"\(?续表?\d*\)?$")


def joined(forms: Iterable[Form]) -> tuple[Form, ...]:
    """All forms in order, each with its continuations joined to it."""
    found: list[Form] = []
    for form in forms:
        if found and _continues(found[-1], form):
            found[-1] = join(found[-1], form)
        else:
            found.append(form)
    return tuple(found)


def _continues(form: Form, later: Form) -> bool:
    """Whether a form is the rest of the one before it.

    It says so in its title, or it has no title of its own, the same columns, and the first part has no total yet.
    """
    if not (form.indicators and later.indicators):
        return False
    plain = _CONTINUED.sub("", later.title)
    if plain != later.title:
        return not plain or form.title.startswith(plain) or plain.startswith(form.title)
    return not later.title and form.total is None and form.columns.keys() == later.columns.keys()


def join(form: Form, later: Form) -> Form:
    """One form out of two parts; rows that begin without a class belong to the last class of the first part."""
    offset = len(form.indicators)
    heads = list(takewhile(lambda row: not row.level1, later.indicators))
    last = form.indicators[-1]
    rows = (*(_inherit(row, last) for row in heads), *later.indicators[len(heads) :])
    indicators = (*form.indicators, *rows)
    total = later.total or form.total
    return replace(
        form,
        identity={**later.identity, **form.identity},
        indicators=indicators,
        groups=(*form.groups, *(_moved(group, offset) for group in later.groups)),
        total=replace(total, members=tuple(range(len(indicators)))) if total else None,
        budget=(*form.budget, *later.budget),
        choices=(*form.choices, *later.choices),
        units=(*form.units, *later.units),
        faulty=(*form.faulty, *later.faulty),
        texts=(*form.texts, *later.texts),
        unread=(*form.unread, *later.unread),
    )


def _inherit(row: Indicator, last: Indicator) -> Indicator:
    return replace(row, level1=last.level1, level2=row.level2 or last.level2)


def _moved(group: Group, offset: int) -> Group:
    return replace(group, members=tuple(member + offset for member in group.members))
