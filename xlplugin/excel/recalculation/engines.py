"""The engines: which there are here, and how each is asked in a process of its own that may fail."""

from __future__ import annotations

import json
import os
from importlib.util import find_spec
from tempfile import TemporaryDirectory

from xlplugin.excel.recalculation.process import EngineError, run
from xlplugin.excel.recalculation.replica import write
from xlplugin.grid import ErrorValue, number_from_xml
from xlplugin.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from xlplugin.excel.recalculation.replica import Replica
    from xlplugin.grid import Value

    Answers = Sequence[Value | None]

__all__ = ["ENGINES", "Engine"]

_IRONCALC, _FORMULAS = (512, 10), (1536, 30)
"""Megabytes and seconds; a large form takes IronCalc 0.05 seconds, the ``formulas`` package 2 and under 768 MB."""


@record
class Engine:
    """An engine: what it is called, whether it is here, and what it answers.

    ``answers`` gives a value for each question, None where it has none; EngineError where the whole engine failed.
    """

    name: str
    present: Callable[[], bool]
    answers: Callable[[Replica], Answers]


def _values(told: bytes, count: int) -> Answers:
    try:
        results = json.loads(told)
        values = [_value(result) for result in results]
    except (ValueError, TypeError, KeyError, ArithmeticError) as fault:
        raise EngineError("answer") from fault
    if len(values) != count:
        raise EngineError("answer")
    return values


def _value(result: object) -> Value | None:
    """A result of a child as the value of a cell."""
    if result is None or isinstance(result, (bool, str)):
        return result
    if isinstance(result, dict):
        return ErrorValue(str(result["error"]))
    return number_from_xml(repr(result)).normalize() + 0


def _by_ironcalc(made: Replica) -> Answers:
    told = run(["ironcalc"], *_IRONCALC, {"sheets": made.sheets, "answers": made.answers})
    return _values(told, len(made.answers))


def _by_formulas(made: Replica) -> Answers:
    with TemporaryDirectory() as folder:
        path = os.path.join(folder, "replica.xlsx")
        write(made, path)
        told = run(["formulas"], *_FORMULAS, {"path": path, "answers": made.answers})
    return _values(told, len(made.answers))


def _by_libreoffice(made: Replica) -> Answers:
    from xlplugin.excel.recalculation.libreoffice import convert  # noqa: PLC0415 - the last engine

    return convert(made)


def _libreoffice() -> bool:
    from xlplugin.excel.recalculation.libreoffice import program  # noqa: PLC0415 - the last engine

    return program() is not None


ENGINES = (
    Engine("IronCalc", lambda: find_spec("ironcalc") is not None, _by_ironcalc),
    Engine("formulas", lambda: find_spec("formulas") is not None, _by_formulas),
    Engine("LibreOffice", _libreoffice, _by_libreoffice),
)
"""In the order in which they are asked: the fastest first."""
