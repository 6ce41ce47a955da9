"""Results on their way from one process to another.

Pickle asks every record how it is made, and a workbook has a thousand of them. So those that come in numbers travel as
plain tuples, by functions written from the annotations of their classes, and forms travel shut: who counts, groups or
lists forms needs their titles and whose they are; the rest is opened where it is asked for. Editions stay behind, for
every process has them.
"""

from __future__ import annotations

import re
from functools import cache
from operator import attrgetter
from pickle import HIGHEST_PROTOCOL, dumps, loads

from xlplugin import forms
from xlplugin.model import (
    BudgetLine,
    Choice,
    Figure,
    FileRun,
    Finding,
    Form,
    Group,
    Indicator,
    Option,
    Outcome,
    Passage,
    Reading,
    Receipt,
    Related,
    Score,
    SheetRun,
    Traced,
    UnitLabel,
)
from xlplugin.place import Place
from xlplugin.quantity import Quantity

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any

    from xlplugin.model import Edition

__all__ = ["opened", "packed"]

_TABLE = (Indicator, Group, BudgetLine, Choice, Option, UnitLabel, Passage, Traced, Quantity, Place)
_SCORE = (Score, Receipt, Outcome, Reading, Figure)
_RESULT = (FileRun, SheetRun, Finding, Related)
_PLAIN = (*_TABLE, *_SCORE, *_RESULT)
"""The classes that travel as tuples; any other record in their fields is left to pickle."""

_KNOWN: Mapping[str, type] = {cls.__name__: cls for cls in _PLAIN}

_OUTSIDE = ("sheet", "title", "place", "edition", "year", "identity", "file")
"""What can be read of a form without opening it."""

_INSIDE = tuple(name for name in Form.__match_args__ if name not in _OUTSIDE)
_whole = attrgetter(*Form.__match_args__)

_SHAPES = (
    (re.compile(r"(\w+)(?: \| None)?"), "{0}_{1}({2})"),
    (re.compile(r"tuple\[(\w+)(?: \| None)?, \.\.\.\]"), "(*map({0}_{1}, {2}),)"),
    (re.compile(r"Mapping\[str, (\w+)\]"), "{{key: {0}_{1}(entry) for key, entry in {2}.items()}}"),
)
"""The annotations of fields that hold records, and the code that takes such a value to ``pack`` or ``open`` them."""


def packed(files: Sequence[FileRun]) -> bytes:
    """Results ready for the journey."""
    return dumps([*map(_functions()["pack_FileRun"], files)], HIGHEST_PROTOCOL)


def opened(parcel: bytes) -> list[FileRun]:
    """The results that were packed, their forms still shut."""
    return [*map(_functions()["open_FileRun"], loads(parcel))]  # noqa: S301 - from a process of ours


class _Shut(Form):
    """A form that has arrived: equal to the one that was sent, and opened when its inside is first asked for."""

    __slots__ = ("inside",)

    inside: bytes

    def __getattr__(self, name: str) -> object:
        """A field that is not there yet: Python asks here for nothing else."""
        if name not in _INSIDE:
            message = f"a form has no {name}"
            raise AttributeError(message)
        _set(self, _INSIDE, _functions()["open_inside"](loads(self.inside)))  # noqa: S301 - from a process of ours
        return object.__getattribute__(self, name)

    def __eq__(self, other: object) -> bool:
        """Equal are forms with equal fields, shut, opened, or never sent."""
        return isinstance(other, Form) and bool(_whole(self) == _whole(other))

    __hash__ = Form.__hash__


def _set(form: Form, names: Iterable[str], values: Iterable[object]) -> None:
    for name, value in zip(names, values, strict=True):
        object.__setattr__(form, name, value)


def _pack_form(form: Form) -> tuple[object, bytes]:
    pack = _functions()
    return pack["pack_outside"](form), dumps(pack["pack_inside"](form), HIGHEST_PROTOCOL)


def _open_form(parts: tuple[object, bytes]) -> Form:
    outside, inside = parts
    form = object.__new__(_Shut)
    _set(form, (*_OUTSIDE, "inside"), (*_functions()["open_outside"](outside), inside))
    return form


def _pack_edition(edition: Edition | None) -> str | None:
    return edition.id if edition else None


@cache
def _open_edition(form_id: str | None) -> Edition | None:
    return forms.edition(form_id) if form_id else None


@cache
def _functions() -> Mapping[str, Callable[[Any], Any]]:
    """``pack_`` and ``open_`` for every class that travels as tuples, and for the outside and the inside of a form."""
    scope: dict[str, Any] = {**_KNOWN, "pack_Form": _pack_form, "open_Form": _open_form}
    scope |= {"pack_Edition": _pack_edition, "open_Edition": _open_edition}
    parts = [_written(name, cls, _all(cls), name) for name, cls in _KNOWN.items()]
    parts += [_written("outside", Form, _OUTSIDE), _written("inside", Form, _INSIDE)]
    exec("\n".join(parts), scope)  # noqa: S102 - written here, of our own names
    return scope


def _all(cls: type) -> Sequence[str]:
    """The fields of a record."""
    fields: Sequence[str] = vars(cls)["__match_args__"]
    return fields


def _written(name: str, cls: type, fields: Sequence[str], made: str = "") -> str:
    """The code of both functions for these fields of a class; they make a record of it, or a tuple."""
    names: list[str] = []
    packs, opens = _fields(cls, fields, "record", names)
    return f"""
def pack_{name}(record):
    return None if record is None else ({", ".join(packs)},)

def open_{name}(values):
    if values is None:
        return None
    {", ".join(names)}, = values
    return {made}({", ".join(opens)},)
"""


def _fields(cls: type, fields: Sequence[str], value: str, names: list[str]) -> tuple[list[str], list[str]]:
    """What packs these fields of a record, and what opens them again; a record that is always there lies flat.

    ``names`` are what the tuple holds so far, one after the other.
    """
    packs, opens = [], []
    for field in fields:
        annotation, part = cls.__annotations__[field], f"{value}.{field}"
        inner = _KNOWN.get(annotation)
        if inner:
            more, made = _fields(inner, _all(inner), part, names)
            packs += more
            opens.append(f"{annotation}({', '.join(made)})")
        else:
            names.append(f"field{len(names)}")
            packs.append(_code("pack", annotation, part))
            opens.append(_code("open", annotation, names[-1]))
    return packs, opens


def _code(verb: str, annotation: str, value: str) -> str:
    """The expression that packs or opens a value of such a type; the value itself where it holds no such record."""
    for shape, code in _SHAPES:
        found = shape.fullmatch(annotation)
        if found and found[1] in (*_KNOWN, "Form", "Edition"):
            return code.format(verb, found[1], value)
    return value
