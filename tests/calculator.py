"""The ``formulas`` package as an independent calculator of a workbook's own formulas."""

from __future__ import annotations

import warnings
from pathlib import Path


def calculated(path: Path) -> dict[str, object]:
    """All cells of a one-sheet workbook, by address, as the package computes them.

    ``complete=False`` keeps it from opening other workbooks that a formula names.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the package's own dependencies
        import formulas  # noqa: PLC0415  slow to load, needed here only

        solution = formulas.ExcelModel().loads(str(path)).finish(complete=False).calculate()
    return {
        str(key).rpartition("!")[2]: value.value[0, 0]
        for key, value in solution.items()
        if "!" in str(key) and hasattr(value, "value") and value.value.shape == (1, 1)
    }
