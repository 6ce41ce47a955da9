"""One workbook in a warm process, stage by stage, against what other readers need for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from warnings import catch_warnings, simplefilter

import openpyxl
from python_calamine import CalamineWorkbook

from benchmarks.measure import Ratio, ratio
from xlplugin import pipeline
from xlplugin.excel import annotate, read
from xlplugin.reports.receipt_note import notes

__all__ = ["collection", "ratios"]

_CALAMINE, _READ = "calamine's read", "our read"


def _calamine(data: bytes) -> list[object]:
    workbook = CalamineWorkbook.from_filelike(BytesIO(data))
    return [workbook.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in workbook.sheet_names]


def _openpyxl(data: bytes) -> None:
    """Values and formulas, which openpyxl gives in two readings."""
    with catch_warnings():
        simplefilter("ignore")
        for values in (True, False):
            openpyxl.load_workbook(BytesIO(data), data_only=values)


def _ours(data: bytes) -> object:
    return read.read_workbook(data, "")


def _bound(data: bytes) -> Callable[[], object]:
    """Recognition and binding alone, of a workbook that is read already."""
    workbook = read.read_workbook(data, "")
    return lambda: [pipeline._bind_sheet(grid, workbook) for grid in workbook.sheets]  # noqa: SLF001  a part of the check


def _checked(data: bytes) -> object:
    return pipeline.check_workbook(read.read_workbook(data, ""), "", "")


def _marked(data: bytes) -> object:
    run = pipeline.check_workbook(read.read_workbook(data, ""), "", "")
    return annotate.annotate(data, run, "zh", notes(run))


def ratios(name: str, data: bytes, runs: int) -> Iterator[Ratio]:
    """Every stage of a check with its bar."""
    base = lambda: _calamine(data)  # noqa: E731
    check = lambda: _checked(data)  # noqa: E731
    yield ratio(f"read, {name}", lambda: _ours(data), _CALAMINE, base, 3, runs)
    yield ratio(f"recognise + bind, {name}", _bound(data), _READ, lambda: _ours(data), 1, runs)
    yield ratio(f"read + bind + check + score, {name}", check, _CALAMINE, base, 10, runs)
    yield ratio(f"the same + marked copy, {name}", lambda: _marked(data), _CALAMINE, base, 12, runs)
    reading = lambda: _openpyxl(data)  # noqa: E731
    yield ratio(
        f"openpyxl's reading of values and formulas, {name}", reading, "our whole check", check, 8, 9, least=True
    )


def collection(books: Sequence[bytes], runs: int) -> Ratio:
    """Many different workbooks in turn: what is remembered of one helps the next only where both print the same."""
    return ratio(
        f"read + bind + check + score, {len(books)} different workbooks",
        lambda: [_checked(data) for data in books],
        _CALAMINE,
        lambda: [_calamine(data) for data in books],
        10,
        runs,
    )
