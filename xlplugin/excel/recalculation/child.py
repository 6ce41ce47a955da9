"""The child process of an engine: it limits itself, computes, and writes the results to standard output as JSON.

    python -m xlplugin.excel.recalculation.child MEGABYTES SECONDS ironcalc | formulas | PROGRAM ARGUMENT…

A replica, or its path, comes on standard input. A result is a number, a text, a truth value, ``{"error": code}`` or
null where there is none. A native engine may take the whole process with it; that is what the process is for.
"""

from __future__ import annotations

import json
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

__all__ = ["main"]

_LARGEST_FILE = 256 << 20
"""Bytes of a file that an engine may write."""

_LONGEST = 32_767
"""Characters of a cell (Microsoft, "Excel specifications and limits")."""

_MOST = 1_000_000
"""Characters of all results; texts beyond it are no answer. The formulas of a form give under 10,000."""


def main(arguments: Sequence[str]) -> None:
    """Compute what standard input asks for, or become another program within the same limits."""
    megabytes, seconds, engine, *rest = arguments
    _limit(int(megabytes) << 20, int(seconds))
    if rest:
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        os.execve(engine, [engine, *rest], environment)  # noqa: S606 - the program that the parent has found
    given = json.load(sys.stdin)
    results = _ironcalc(given) if engine == "ironcalc" else _formulas(given)
    json.dump(_bounded(results), sys.stdout)


def _bounded(results: list[Any]) -> list[Any]:
    """The results, with nothing for a text that no cell can hold, and for texts beyond what all may have together."""
    left = _MOST
    bounded: list[Any] = []
    for result in results:
        size = len(result) if isinstance(result, str) else 0
        fits = size <= min(left, _LONGEST)
        bounded.append(result if fits else None)
        left -= size if fits else 0
    return bounded


def _limit(memory: int, seconds: int) -> None:
    """Take limits that hold to the end, for this process and all it starts; Windows has none, only the clock."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    limits = (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, _LARGEST_FILE),
        (resource.RLIMIT_CORE, 0),
    )
    for limit, value in limits:
        highest = resource.getrlimit(limit)[1]
        lowest = value if highest == resource.RLIM_INFINITY else min(value, highest)
        resource.setrlimit(limit, (lowest, lowest))


def _ironcalc(given: Any) -> list[Any]:  # noqa: ANN401  JSON
    """Feed a replica to IronCalc; a formula that it does not take has no result."""
    import ironcalc  # noqa: PLC0415 - the engine, where it is installed

    model = ironcalc.create("replica")
    for number, name in enumerate(given["sheets"], 1):
        model.add_sheet(name)
        for row, column, kind, content in given["sheets"][name]:
            try:
                _feed(model, number, row, column, kind, content)
            except ironcalc.WorkbookError:
                continue
    model.evaluate()
    numbers = {name: number for number, name in enumerate(given["sheets"], 1)}
    return [_cell(model, ironcalc, numbers[name], row, column) for name, row, column in given["answers"]]


def _feed(model: Any, sheet: int, row: int, column: int, kind: str, content: Any) -> None:  # noqa: ANN401  IronCalc
    if kind == "array":
        model.set_user_array_formula(sheet, row, column, 1, 1, f"={content}")
    elif kind == "formula":
        model.update_cell_with_formula(sheet, row, column, f"={content}")
    elif kind == "text":
        model.update_cell_with_text(sheet, row, column, content)
    elif kind == "truth":
        model.update_cell_with_bool(sheet, row, column, content)
    else:
        model.update_cell_with_number(sheet, row, column, content)


def _cell(model: Any, ironcalc: Any, sheet: int, row: int, column: int) -> object:  # noqa: ANN401  IronCalc
    value = model.get_cell_value(sheet, row, column)
    if model.get_cell_type(sheet, row, column) == ironcalc.CellType.ErrorValue:
        return {"error": value}
    return value


def _formulas(given: Any) -> list[Any]:  # noqa: ANN401  JSON
    """Compute the replica in a file with the ``formulas`` package; a blank result is a zero."""
    from xlplugin.excel.functions import calculated  # noqa: PLC0415 - half a second
    from xlplugin.place import a1  # noqa: PLC0415 - not for other engines

    found = calculated(given["path"])
    results: list[Any] = []
    for name, row, column in given["answers"]:
        value = found.values.get((name, a1(row, column)))
        wrong = isinstance(value, str) and value.startswith("#")
        results.append({"error": value} if wrong else value)
    return results


if __name__ == "__main__":
    main(sys.argv[1:])
