"""The worked examples beside a sentence: inputs in the order of ``needs``, points, other readings.

``98.4=4~prorated 3.4~ceiling 3|90.94=0``; ``_`` leaves an input out; yes and no are conditions and events.
"""

from __future__ import annotations

import csv
import os
from decimal import Decimal

from xlplugin.criteria import Expression, needs

HERE = os.path.dirname(__file__)


def rows(name: str) -> list[dict[str, str]]:
    """The lines of a table beside the tests."""
    with open(os.path.join(HERE, name), encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def examples(text: str) -> list[tuple[list[str], Decimal, dict[str, Decimal]]]:
    """Read the examples of one line."""
    found = []
    for example in filter(None, text.split("|")):
        outcome, *others = example.split("~")
        given, _, points = outcome.rpartition("=")
        readings = dict(other.split(" ") for other in others)
        found.append((given.split(","), Decimal(points), {name: Decimal(value) for name, value in readings.items()}))
    return found


def inputs(expression: Expression, given: list[str]) -> dict[str, object]:
    """Name the inputs of an example."""
    kinds = {"ok": {"yes": True, "no": False}, "event": {"yes": True, "no": False}}
    asked = needs(expression)
    assert len(asked) == len(given), [need.name for need in asked]
    named: dict[str, object] = {}
    for need, value in zip(asked, given, strict=True):
        if value != "_":
            named[need.name] = value if need.kind == "level" else kinds.get(need.kind, {}).get(value, value)
            if need.kind in {"rate", "count", "points"}:
                named[need.name] = Decimal(value)
    return named
