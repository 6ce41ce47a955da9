"""What each engine is trusted with: decided by cases whose result in Excel is known.

``cases.tsv`` has a line per case: which functions or notations it is about, the formula, its result in Excel, and for
each engine whether its answer was ``right``, ``wrong``, or none (``undecided``: an error of its own, or not asked).
An engine is trusted with what it got right at least once and never wrong. In a formula that catches errors
(``IFERROR``) an error of the engine's own would pass for a result; there it must have answered all its cases.
"""

from __future__ import annotations

import os
from functools import cache

__all__ = ["able", "case_lines", "trusted"]

_CATCHING = frozenset(
    ("IFERROR", "IFNA", "ISERROR", "ISERR", "ISNA", "ISNUMBER", "ISTEXT", "ISNONTEXT", "ISLOGICAL", "ISBLANK")
)
"""Functions that turn an error into a result."""


def case_lines() -> list[dict[str, str]]:
    """The cases in their order; the keys are the headings of the columns."""
    with open(os.path.join(os.path.dirname(__file__), "cases.tsv"), encoding="utf-8") as file:
        headings, *lines = (line.rstrip("\n").split("\t") for line in file)
    return [dict(zip(headings, line, strict=True)) for line in lines]


@cache
def trusted(engine: str, *, errors_caught: bool = False) -> frozenset[str]:
    """The functions and notations that an engine, by its name, is trusted with."""
    verdicts: dict[str, set[str]] = {"right": set(), "wrong": set(), "undecided": set()}
    for case in case_lines():
        verdicts[case[engine]].update(case["about"].split(","))
    found = verdicts["right"] - verdicts["wrong"]
    return frozenset(found - verdicts["undecided"] if errors_caught else found)


def able(engine: str, uses: frozenset[str]) -> bool:
    """Whether an engine is trusted with all that a formula uses."""
    return uses <= trusted(engine, errors_caught=not uses.isdisjoint(_CATCHING))
