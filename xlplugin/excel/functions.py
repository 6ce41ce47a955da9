"""The worksheet functions PF_… in workbooks: their spellings brought to one, and their computation without Excel.

The computation is the ``formulas`` package's (extra ``recalc``); it is a second opinion, never a check by itself.
"""

from __future__ import annotations

import re

from xlplugin.record import field, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

__all__ = ["Calculated", "calculated", "normalised", "register"]

_CALLED = re.compile(
    r"""(?: \[\d+\]!                        # [1]!PF_…: an add-in as an external link
          | '[^'"]*\.xla[m]?'!              # 'C:\\…\\xlplugin.xlam'!PF_…: the add-in is not loaded
          | [\w.\-]+\.xla[m]?!              # xlplugin.xlam!PF_…
          | _xll\. | _xludf\. | _xlfn\.     # registered by an XLL, or unknown when the file was saved
          | _xldudf_(?:[A-Za-z]+_)?         # an Office.js custom function with its namespace
        )(?=PF_[A-Z_]+\()""",
    re.IGNORECASE | re.VERBOSE,
)
_TEXT = re.compile(r'("(?:[^"]|"")*")')


@record
class Calculated:
    """What the formulas of a workbook give, by sheet and address; a blank is absent, an error value is its code.

    ``unparsable`` are formulas that the package cannot read, by sheet and address: they and what depends on them
    have no value.
    """

    values: Mapping[tuple[str, str], object]
    unparsable: Mapping[tuple[str, str], str] = field(default_factory=dict)


def normalised(formula: str) -> str:
    """A formula with every spelling of a PF_ function brought to its bare name; text constants stay untouched."""
    if "PF_" not in formula.upper():
        return formula
    parts = _TEXT.split(formula)
    parts[::2] = [_CALLED.sub("", part) for part in parts[::2]]
    return "".join(parts)


def register() -> None:
    """Give the PF_ functions to the ``formulas`` package; doing it again changes nothing."""
    from formulas.functions import get_functions, wrap_func  # noqa: PLC0415  half a second, for a computation only

    from xlplugin.functions import FUNCTIONS  # noqa: PLC0415  the same

    for name, function in FUNCTIONS.items():
        get_functions()[name] = wrap_func(_adapted(function))


def _adapted(function: Callable[..., object]) -> Callable[..., object]:
    """A function over the arrays and error objects of the package."""
    from formulas.functions import Array, Error  # noqa: PLC0415  as in register
    from numpy import asarray  # noqa: PLC0415  a dependency of the package

    def adapted(*values: Any) -> object:  # noqa: ANN401  what the package hands over
        result = function(*map(_plain, values))
        return asarray([[Error.errors.get(result, result)]], object).view(Array)

    return adapted


def _plain(value: Any) -> object:  # noqa: ANN401  what the package hands over
    """A value of the package as a cell's: None for a blank, the code of an error, rows of a range."""
    from numpy import asarray, atleast_2d  # noqa: PLC0415  a dependency of the package

    cells = asarray(value, object)
    if cells.size == 1:
        return _cell(cells.ravel()[0])
    return [[_cell(cell) for cell in row] for row in atleast_2d(cells)]


def _cell(value: Any) -> object:  # noqa: ANN401  what the package hands over
    """One cell: the package marks a blank by a token of its own, an error by another."""
    from formulas.functions import XlError, sh  # noqa: PLC0415  as in register

    if value is sh.EMPTY:
        return None
    if isinstance(value, XlError):
        return str(value)
    return value.item() if hasattr(value, "item") else value


def calculated(path: str) -> Calculated:
    """Compute every formula of an .xlsx or .xlsm without Excel; OSError and the package's own errors come through.

    No other workbook is opened, and the file is not written.
    """
    from warnings import catch_warnings, simplefilter  # noqa: PLC0415  as in register

    with catch_warnings():
        simplefilter("ignore")  # of the package's own dependencies
        from formulas.excel.xlreader import load_workbook  # noqa: PLC0415  as in register

        register()
        book = load_workbook(path, keep_links=False)
        unparsable = _prepare(book)
        solution = _solved(book)
    sheets = {sheet.title.upper(): sheet.title for sheet in book.worksheets}
    values = {
        (sheets[name], address): shown
        for name, address, value in _found(solution)
        if name in sheets and (shown := _cell(value)) is not None
    }
    return Calculated(values, unparsable)


def _prepare(book: Any) -> dict[tuple[str, str], str]:  # noqa: ANN401  a workbook of openpyxl
    """Bring the spellings to one; take out what cannot be parsed: one such formula would fail the whole workbook."""
    from formulas import Parser  # noqa: PLC0415  as in register
    from formulas.errors import FormulaError  # noqa: PLC0415  the same

    unparsable: dict[tuple[str, str], str] = {}
    for sheet in book.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if cell.data_type == "f" and isinstance(cell.value, str):
                written, cell.value = cell.value, normalised(cell.value)
                try:
                    Parser().ast(cell.value)
                except FormulaError:
                    unparsable[sheet.title, cell.coordinate], cell.value = written, None
    return unparsable


def _solved(book: Any) -> Mapping[Any, Any]:  # noqa: ANN401  types of the package
    """The package's solution of a workbook in memory; ``complete=False`` keeps it from opening others from disk."""
    from formulas.excel import BOOK, ExcelModel, sh  # noqa: PLC0415  as in register

    model, name = ExcelModel(), "BOOK.XLSX"
    sh.get_nested_dicts(model.books, name)[BOOK] = book
    _, context = model.add_book(context={"directory": "", "filename": name})
    model.pushes(*book.worksheets, context=context)
    solution: Mapping[Any, Any] = model.finish(complete=False).calculate()
    return solution


def _found(solution: Mapping[Any, Any]) -> list[tuple[str, str, Any]]:
    """Sheet in capitals, address and value of every single cell of a solution."""
    found = []
    for key, ranges in solution.items():
        sheet, bang, address = str(key).rpartition("!")
        if bang and getattr(ranges, "value", None) is not None and ranges.value.shape == (1, 1) and ":" not in address:
            found.append((sheet.strip("'").partition("]")[2].replace("''", "'"), address, ranges.value[0, 0]))
    return found
