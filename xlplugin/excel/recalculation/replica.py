"""The replica of a workbook that an engine computes, as JSON for a child process and as a file."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.grid import ErrorValue
from xlplugin.place import Place
from xlplugin.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from xlplugin.excel.recalculation.questions import Question
    from xlplugin.grid import Grid, Value, Workbook

    Entry = tuple[int, int, str, str | float | bool]

__all__ = ["Replica", "replica", "write"]

_UNKNOWN = "#NULL!"
"""What stands for a result that nobody knows; it makes everything that uses it an error, hence undecided."""


@record
class Replica:
    """Sheets by name; an entry is row, column, kind and content.

    Kinds: ``number text truth`` constants, ``formula array`` formulas without ``=`` (an error is a formula, too).
    ``answers`` says where the result of each question stands.
    """

    sheets: Mapping[str, Sequence[Entry]]
    answers: Sequence[tuple[str, int, int]]


def replica(workbook: Workbook, questions: Sequence[Question], known: Mapping[Place, Value]) -> Replica:
    """The data of a workbook with the formulas in question; ``known`` are results that the file lacks."""
    standing = {question.place: question for question in questions}
    sheets: dict[str, Sequence[Entry]] = {}
    numbers: dict[str, int] = {}
    for number, grid in enumerate(workbook.sheets, 1):
        sheets[f"Data_{number}"] = tuple(_data(grid, standing, known))
        numbers[grid.name] = number
    apart: dict[str, list[Entry]] = {}
    answers = []
    for question in questions:
        place = question.place
        name = f"Calc_{numbers[place.sheet]}"
        apart.setdefault(name, []).append((place.row, place.column, *_formula(question)))
        answers.append((name, place.row, place.column))
    return Replica({**sheets, **apart}, tuple(answers))


def _data(grid: Grid, standing: Mapping[Place, Question], known: Mapping[Place, Value]) -> Iterator[Entry]:
    """The cells of a sheet; a formula without a result is computed where it is in question."""
    for (row, column), value in grid.values.items():
        yield row, column, *_constant(value)
    for row, column in grid.formulas or ():
        if (row, column) not in grid.values:
            place = Place(grid.name, row, column)
            if place in known:
                yield row, column, *_constant(known[place])
            else:
                yield row, column, *(_formula(standing[place]) if place in standing else ("formula", _UNKNOWN))


def _formula(question: Question) -> tuple[str, str]:
    return "array" if question.array else "formula", question.replica


def _constant(value: Value) -> tuple[str, str | float | bool]:
    if isinstance(value, bool):
        return "truth", value
    if isinstance(value, Decimal):
        return "number", float(value)
    return ("formula", value.code) if isinstance(value, ErrorValue) else ("text", value)


def write(made: Replica, path: str) -> None:
    """Write a replica as an .xlsx without results; OSError as the system has it."""
    import xlsxwriter  # noqa: PLC0415 - 40 ms, for the slow engines only

    with xlsxwriter.Workbook(path, {"in_memory": True}) as book:
        for name, entries in made.sheets.items():
            sheet = book.add_worksheet(name)
            for row, column, kind, content in entries:
                at = row - 1, column - 1
                if kind == "array":
                    sheet.write_array_formula(*at, *at, f"={content}", None, "")
                elif kind == "formula":
                    sheet.write_formula(*at, f"={content}", None, "")
                elif kind == "text":
                    sheet.write_string(*at, content)
                elif kind == "truth":
                    sheet.write_boolean(*at, content)
                else:
                    sheet.write_number(*at, content)
