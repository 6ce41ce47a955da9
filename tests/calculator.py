"""Two independent calculators of a workbook's own formulas: the ``formulas`` package, and LibreOffice where installed.

What the package gets wrong, and the blank forms therefore avoid: SUM, COUNT and AVERAGE over a range take numbers
written as text for numbers; SUMPRODUCT(--(…)) is 0; COUNTIF with "<>", TRIM and VALUE("12%") differ from Excel;
OFFSET and SUBTOTAL are unknown; one formula that it cannot parse (1月:3月!A1, 表1[金额], a Chinese function name)
fails the whole workbook. The blank forms keep to IF, COUNT, SUM, ROUND, MIN, MAX, AND, OR over plain references.
ROUND cannot be avoided and rounds some exact halves down (0.145 to 0.14; 23/160 to 14.37 per cent), which LibreOffice
and Excel round up: see ``agrees``.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import warnings
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import openpyxl

SOFFICE = shutil.which("soffice")
NOISE = Decimal("0.0000005")
"""What results of binary arithmetic may be off by."""
ROUNDED = re.compile(r",(\d)\)")
HALVES = (Decimal("0.5"), Decimal("-0.5"))


def _model(path):
    """The formulas of a workbook, read in; ``complete=False`` keeps the package from opening other workbooks."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the package's own dependencies
        import formulas  # noqa: PLC0415  slow to load, needed here only

        return formulas.ExcelModel().loads(str(path)).finish(complete=False)


def calculated(path: Path) -> dict[str, object]:
    """All cells of a one-sheet workbook, by address, as the package computes them."""
    return {
        str(key).rpartition("!")[2]: value.value[0, 0]
        for key, value in _model(path).calculate().items()
        if "!" in str(key) and hasattr(value, "value") and value.value.shape == (1, 1)
    }


def compiled(path: Path, inputs: list[str], outputs: list[str]):
    """A function from the entries of ``inputs`` to the results of ``outputs``, both by address.

    Every input must be filled in the workbook at ``path``: the package knows no other cells. None is a blank entry.
    """
    import numpy  # noqa: ICN001, PLC0415  slow to load, needed here only
    import schedula  # noqa: PLC0415  the same

    blank = numpy.array([[schedula.EMPTY]], dtype=object)
    model = _model(path)
    nodes = {key.rpartition("!")[2]: key for key in map(str, model.dsp.data_nodes) if ":" not in key}
    function = model.compile([nodes[cell] for cell in inputs], [nodes[cell] for cell in outputs])

    def results(entries: dict[str, object]) -> dict[str, object]:
        values = function(*(blank if entries.get(cell) is None else entries[cell] for cell in inputs))
        values = values if len(outputs) > 1 else [values]
        return {cell: value.value[0, 0] for cell, value in zip(outputs, values, strict=True)}

    return results


def recalculated(books: dict[str, bytes], folder: Path) -> dict[str, dict[str, object]]:
    """Cells by address of one-sheet workbooks, by name, as LibreOffice computes them in a single run."""
    source, target = folder / "stripped", folder / "recalculated"
    source.mkdir()
    for position, data in enumerate(books.values()):
        path = source / f"{position}.xlsx"
        path.write_bytes(data)
        openpyxl.load_workbook(path).save(path)  # drops stored results, so that none can be handed back
    command = [SOFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "xlsx"]
    paths = [str(source / f"{position}.xlsx") for position in range(len(books))]
    subprocess.run([*command, "--outdir", str(target), *paths], check=True, capture_output=True, timeout=120)
    found = {}
    for position, name in enumerate(books):
        sheet = openpyxl.load_workbook(target / f"{position}.xlsx", data_only=True).active
        found[name] = {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row}
    return found


def figure(result: object) -> Decimal | str | None:
    """A result as Excel shows it: a figure of 15 digits, words as they are; None where the formula shows nothing."""
    if result is None or result == "":
        return None
    return str(result) if isinstance(result, str) else Decimal(format(float(result), ".15g"))


def agrees(formula: str, result: Decimal | None, exact: Decimal) -> bool:
    """Whether a formula came to the exact figure, as far as it shows decimals.

    An exact half may also be rounded down, which is a fault of the package and of none of the forms.
    """
    if result is None:
        return False
    if "ROUND" not in formula:
        return abs(result - exact) < NOISE
    places = int(ROUNDED.findall(formula)[-1])
    if exact.scaleb(places) % 1 in HALVES and abs(result - exact).scaleb(places) < 1:
        return True
    return abs(result - exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)) < NOISE
