"""Short ways to write a case and the settings of a method."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.quantity import level, read
from xlplugin.scoring import Case, named
from xlplugin.scoring.settings import Settings

NUMBERS = {"pass_line": Decimal(60), "deduct": Decimal(1), "per": Decimal(1)}


def decimal(text):
    return None if text is None else Decimal(text)


def case(weight, target=None, actual=None, operator=">=", **more):
    """A case of figures written as texts."""
    return Case(Decimal(weight), decimal(target), decimal(actual), operator, **more)


def stated(weight, word):
    """A case of a qualitative level in words."""
    return Case(Decimal(weight), operator="qualitative", level=level(word))


def written(weight, target, actual):
    """A case of two texts as they stand in a form."""
    aim, result = read(target), read(actual)
    return Case(Decimal(weight), aim.value, result.value, aim.operator, None, result.low, result.high)


def points(name, row, **numbers):
    """The points of one reading alone."""
    settings = Settings({**NUMBERS, **{key: Decimal(value) for key, value in numbers.items()}})
    return named(name).points(row, settings)
