"""A scoring method: a small pure function with its names and the other readings known of it."""

from __future__ import annotations

import os
from functools import lru_cache
from importlib import import_module

from xlplugin.errors import DefinitionError, UsageError
from xlplugin.record import record
from xlplugin.scoring.points import Reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from xlplugin.scoring.points import Case, Points
    from xlplugin.scoring.settings import Settings

__all__ = ["Method", "declare", "discover", "named"]

_FOLDER = "methods"


@record
class Method:
    """One way to score a row.

    ``name`` begins with the module it stands in: ``quantitative.inverse``. ``zh`` and ``en`` name it for a person.
    ``needs`` are settings without which it cannot run; ``compute`` gives the points of a case by this reading alone.
    """

    name: str
    zh: str
    en: str
    needs: tuple[str, ...]
    compute: Callable[[Case, Settings], Points]

    def points(self, case: Case, settings: Settings, others: tuple[str, ...] = ()) -> Points:
        """The points of a case, and what the ``others`` (names of methods) give where that differs."""
        points = self.compute(case, settings)
        if points.met:
            others = tuple([name for name in others if name.partition(".")[0] != self.family])
        readings: list[Reading] = []
        for name in others:
            value = named(name).compute(case, settings).value
            if value is not None and value != points.value and value not in [other.value for other in readings]:
                readings.append(Reading(name, value))
        return points.read_as(self.name, tuple(readings))

    @property
    def family(self) -> str:
        """The module in which it stands."""
        return self.name.partition(".")[0]


def declare(
    name: str, *, zh: str, en: str, needs: tuple[str, ...] = ()
) -> Callable[[Callable[[Case, Settings], Points]], Method]:
    """Declare the decorated function as a method; the name in the module then is the ``Method``."""

    def declared(compute: Callable[[Case, Settings], Points]) -> Method:
        return Method(name, zh, en, needs, compute)

    return declared


def _families() -> list[str]:
    """The modules of the folder."""
    folder = os.path.join(os.path.dirname(__file__), _FOLDER)
    return sorted(file[:-3] for file in os.listdir(folder) if file.endswith(".py") and not file.startswith(("_", ".")))


def _family(name: str) -> list[Method]:
    """The methods of one module, in the order in which they stand there."""
    module = import_module(f"{__package__}.{_FOLDER}.{name}")
    return [value for value in vars(module).values() if isinstance(value, Method)]


@lru_cache(maxsize=64)
def named(name: str) -> Method:
    """The method of this name; UsageError where there is none. Only its own module is loaded."""
    family = name.partition(".")[0]
    if family in _families():
        for found in _family(family):
            if found.name == name:
                return found
    raise UsageError(f"没有名为 {name} 的计分方法。", f"There is no scoring method named {name}.")


def discover() -> tuple[Method, ...]:
    """All methods by name; DefinitionError where a name is given twice or stands in another module."""
    found = [(family, one) for family in _families() for one in _family(family)]
    names = [one.name for _, one in found]
    faults = [f"名称重复：{name}" for name in sorted({name for name in names if names.count(name) > 1})]
    faults += [f"{one.name} 不在 {family}.py 中" for family, one in found if one.name.partition(".")[0] != family]
    if faults:
        raise DefinitionError("xlplugin/scoring/methods", faults)
    return tuple(sorted((one for _, one in found), key=lambda one: one.name))
