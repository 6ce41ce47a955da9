"""``python -m benchmarks`` prints one table of ratios.

Figures are medians; the machine is named by its cores and its Python only.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from collections.abc import Iterator
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
    yield ratio(f"read + bind + check, {name}", lambda: checked(path), against, base, 10, 40)
    yield ratio(f"the same + marked copy, {name}", lambda: marked(path), against, base, 12, 40)
    bare = process(["-c", "pass"])
    check = ["-m", "xlplugin", "check", path]
    yield ratio(f"xlplugin check, {name}", process(check), "python -c pass", bare, 10, 15)
    annotated = [*check, "--annotate", "--out-dir", folder]
    yield ratio(f"xlplugin check --annotate, {name}", process(annotated), "python -c pass", bare, 12, 15)


def main() -> None:
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}\n")
    print(" ratio     bar               this       other")
    with tempfile.TemporaryDirectory() as folder:
        for name, path in SPECIMENS.items():
            for line in ratios(name, str(path), folder):
                print(line)
                sys.stdout.flush()


if __name__ == "__main__":
    main()
