"""Frozen records: what ``dataclass(frozen=True, slots=True)`` makes, at a tenth of its price at start-up.

A check from the command line is over in a tenth of a second, and a third of that went into ``dataclasses``: 9 ms to
import it and 0.3 ms for each of ninety classes, whose six methods it writes and compiles one by one. Here only
``__new__`` is compiled, once for each number of fields; equality, hash, repr and pickling are shared. Type checkers
treat both alike (PEP 681).

A check makes thousands of records. So the fields of one are stored while it is still of an open class with the same
slots, and then it becomes one of the frozen class: storing them past a frozen class takes twice as long.
"""

from __future__ import annotations

from functools import cache
from operator import attrgetter
from types import FunctionType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import CodeType
    from typing import Any, Never, TypeVar, dataclass_transform

    Made = TypeVar("Made")
else:

    def dataclass_transform(**_: object) -> Callable[[Made], Made]:
        """Nothing at run time; ``typing`` is not imported for it."""
        return lambda made: made


__all__ = ["field", "record", "replace"]


class _Factory:
    """The default of a field that each record gets fresh."""

    __slots__ = ("make",)

    def __init__(self, make: Callable[[], object]) -> None:
        self.make = make


def field(*, default_factory: Callable[[], Any]) -> Any:  # noqa: ANN401  takes the type of the field
    """A field whose default is made anew for every record."""
    return _Factory(default_factory)


def replace(record: Made, /, **changes: object) -> Made:
    """A record like this one but for these fields; TypeError for a field that it does not have.

    A class that extends a record without being one is left behind: what it adds need not hold for the changed record.
    """
    made: Any = record
    names = made.__match_args__
    values = made.__key__(made) if len(names) > 1 else [getattr(made, name) for name in names]
    changed: Made = made.__record__(**(dict(zip(names, values, strict=True)) | changes))
    return changed


def _equal(self: Any, other: Any) -> Any:  # noqa: ANN401  any record
    """Equal are records of one class with equal fields."""
    if self.__class__ is not other.__class__:
        return NotImplemented
    return self is other or self.__key__(self) == other.__key__(other)


def _hash(self: Any) -> int:  # noqa: ANN401  any record
    """Equal records hash alike."""
    return hash(self.__key__(self))


def _repr(self: Any) -> str:  # noqa: ANN401  any record
    """The constructor that makes it."""
    shown = (f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _reduce(self: Any) -> tuple[type, tuple[object, ...]]:  # noqa: ANN401  any record
    """How to copy or pickle it: the constructor and its arguments."""
    values = self.__key__(self)
    return self.__record__, values if len(self.__match_args__) > 1 else (values,) if self.__match_args__ else ()


def _refuse(self: object, name: str, *_: object) -> Never:
    """No field of a frozen record changes."""
    raise AttributeError(f"cannot assign to field {name!r} of the frozen {type(self).__name__}")


def _no_key(_: object) -> tuple[()]:
    return ()


def _new(storage: type, names: Sequence[str], defaults: Mapping[str, object]) -> object:
    """``__new__`` for these fields: the code for so many of them, with their names put in."""
    optional = [name in defaults for name in names]
    if optional != sorted(optional):
        message = f"a field without default follows one that has a default: {', '.join(names)}"
        raise SyntaxError(message)
    fresh = tuple(at for at, name in enumerate(names) if isinstance(defaults.get(name), _Factory))
    code = _code(len(names), fresh)
    named = {f"field{at}": name for at, name in enumerate(names)}
    code = code.replace(
        co_varnames=tuple(named.get(name, name) for name in code.co_varnames),
        co_names=tuple(named.get(name, name) for name in code.co_names),
    )
    scope = {"new": object.__new__, "storage": storage, "Factory": _Factory}
    return FunctionType(code, scope, "__new__", tuple(defaults[name] for name in names if name in defaults))


@cache
def _code(fields: int, fresh: tuple[int, ...]) -> CodeType:
    """The code of a ``__new__`` for so many fields, some ``fresh``; compiling it takes 50 µs, naming the fields 2."""
    names = [f"field{at}" for at in range(fields)]
    values = [f"{name}.make() if {name}.__class__ is Factory else {name}" for name in names]
    stores = [f"it.{name} = {values[at] if at in fresh else name}" for at, name in enumerate(names)]
    lines = ["it = new(storage)", *stores, "it.__class__ = cls", "return it"]
    scope: dict[str, Any] = {}
    exec(f"def __new__({', '.join(['cls', *names])}):\n " + "\n ".join(lines), scope)  # noqa: S102
    code: CodeType = scope["__new__"].__code__
    return code


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[Made] | None = None, /, *, frozen: bool = True, eq: bool = True) -> Any:  # noqa: ANN401  PEP 681
    """Make a class with annotated fields a record with slots.

    ``frozen=False`` allows assignment (and takes the hash away), ``eq=False`` keeps identity for both.
    Fields of base records come first; SyntaxError where one without default follows one that has a default.
    """
    return _made(cls, frozen, eq) if cls else lambda later: _made(later, frozen, eq)


def _made(cls: type, frozen: bool, eq: bool) -> type:
    own = cls.__dict__.get("__annotations__", {})  # noqa: RUF063  inspect costs 4 ms
    inherited: dict[str, object] = getattr(cls, "__defaults__", {})
    defaults = inherited | {name: cls.__dict__[name] for name in own if name in cls.__dict__}
    names = tuple(dict.fromkeys((*getattr(cls, "__match_args__", ()), *own)))
    shared: dict[str, object] = {"__repr__": _repr, "__reduce__": _reduce}
    if eq:
        shared |= {"__eq__": _equal, "__hash__": _hash if frozen else None}
    if frozen:
        shared |= {"__setattr__": _refuse, "__delattr__": _refuse}
    left_out = {*own, "__dict__", "__weakref__"}
    body = shared | {name: value for name, value in cls.__dict__.items() if name not in left_out}
    body |= {"__match_args__": names, "__defaults__": defaults, "__qualname__": cls.__qualname__}
    body["__key__"] = attrgetter(*names) if names else staticmethod(_no_key)
    open_bases = tuple(getattr(base, "__storage__", base) for base in cls.__bases__)
    storage = type(cls)(cls.__name__, open_bases, {"__slots__": tuple(own)})
    body |= {"__slots__": (), "__storage__": storage, "__new__": _new(storage, names, defaults)}
    made: Any = type(cls)(cls.__name__, (storage, *cls.__bases__), body)
    made.__record__ = made
    return made  # type: ignore[no-any-return]
