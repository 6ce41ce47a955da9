"""``python -m benchmarks`` prints one table of ratios.

Figures are medians; the machine is named by its cores and its Python only.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from python_calamine import CalamineWorkbook

from benchmarks.measure import Ratio, process, ratio
from xlplugin import pipeline
from xlplugin.excel import annotate, read

ROOT = Path(__file__).resolve().parent.parent
SPECIMENS = {
    "department": ROOT / "workbooks/sichuan/yanjiang/department/2022-seed-office.xlsx",
    "project": ROOT / "workbooks/sichuan/yanjiang/project/2022-seed-waishi.xlsx",
}


def calamine(path: str) -> list[object]:
    workbook = CalamineWorkbook.from_path(path)
    return [workbook.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in workbook.sheet_names]


def ours(path: str) -> object:
    return read.read_workbook(read.load(path), path)


def bound(path: str) -> Callable[[], object]:
    """Recognition and binding alone, of a workbook that is read already."""
    workbook = read.read_workbook(read.load(path), path)
    return lambda: [pipeline._bind_sheet(grid, workbook) for grid in workbook.sheets]  # noqa: SLF001  a part of the check


def checked(path: str) -> object:
    return pipeline.check_workbook(ours(path), path, "")


def marked(path: str) -> object:
    data = read.load(path)
    run = pipeline.check_workbook(read.read_workbook(data, path), path, "")
    return annotate.annotate(data, run)


def ratios(name: str, path: str, folder: str) -> Iterator[Ratio]:
    against = "calamine's read"
    base = lambda: calamine(path)  # noqa: E731
    yield ratio(f"read, {name}", lambda: ours(path), against, base, 3.0, 60)
    yield ratio(f"recognise + bind, {name}", bound(path), "our read", lambda: ours(path), 1.0, 60)
    yield ratio(f"read + bind + check, {name}", lambda: checked(path), against, base, 10, 40)
    yield ratio(f"the same + marked copy, {name}", lambda: marked(path), against, base, 12, 40)
    bare = process(["-c", "pass"])
    check = ["-m", "xlplugin", "check", path]
    yield ratio(f"xlplugin check, {name}", process(check), "python -c pass", bare, 10, 15)
    annotated = [*check, "--annotate", "--out-dir", folder]
    yield ratio(f"xlplugin check --annotate, {name}", process(annotated), "python -c pass", bare, 12, 15)


LOADED = "from xlplugin import engine, forms; items = forms.edition('sichuan/yanjiang/work-assessment/2022').items; "
COMPILED = "from xlplugin.criteria import understand; [understand(i.criteria, i.weight, i.name) for i in items]"


def sentences() -> Ratio:
    """What compiling the scoring sentences of a form that nobody compiled before adds to a process: at most 10 ms."""
    whole = process(["-c", LOADED + COMPILED])
    return ratio("40 sentences compiled, process", whole, "the same without", process(["-c", LOADED]), 1.3, 15)


def main() -> None:
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}\n")
    print(" ratio     bar               this       other")
    with tempfile.TemporaryDirectory() as folder:
        for name, path in SPECIMENS.items():
            for line in ratios(name, str(path), folder):
                print(line)
                sys.stdout.flush()
    print(sentences())


if __name__ == "__main__":
    main()
