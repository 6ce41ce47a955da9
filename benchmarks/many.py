"""Many workbooks: files per second in one process and in two, and the memory that the last of them needs."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Sequence
from statistics import median
from time import perf_counter

from benchmarks.measure import Ratio
from xlplugin.model import STANDARD
from xlplugin.pool import check_files

__all__ = ["copies", "main", "memory", "rates"]

_EARLY = 100
"""The workbook after which memory is first measured: everything is loaded by then."""


def copies(sources: Sequence[str], folder: str, count: int) -> list[str]:
    """So many workbooks in a folder, the sources in turn."""
    paths = [os.path.join(folder, f"{number:05}.xlsx") for number in range(count)]
    for number, path in enumerate(paths):
        if not os.path.exists(path):
            shutil.copyfile(sources[number % len(sources)], path)
    return paths


def _rate(paths: Sequence[str], jobs: int) -> float:
    start = perf_counter()
    count = sum(1 for _ in check_files(paths, "zh", lambda _: STANDARD, jobs=jobs))
    return count / (perf_counter() - start)


def rates(paths: Sequence[str], runs: int) -> Ratio:
    """Files per second in two processes, their start included, against one; only on two free cores worth a look."""
    _rate(paths[:_EARLY], 1)
    pairs = [(_rate(paths, 2), _rate(paths, 1)) for _ in range(runs)]
    value = median(two / one for two, one in pairs)
    two, one = (median(rates) for rates in zip(*pairs, strict=True))
    return Ratio(f"two processes, {len(paths)} workbooks", "one", 1.8, value, two, one, "files/s", least=True)


def memory(folder: str, count: int) -> Ratio:
    """The peak memory of a process after ``count`` workbooks against that after the first hundred."""
    command = [sys.executable, "-m", "benchmarks.many", folder, str(count)]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    early, late = (int(figure) / 1024 for figure in done.stdout.split())
    return Ratio(f"peak memory, file {count}", f"file {_EARLY}", 1.05, late / early, late, early, "MiB")


def main() -> None:
    """Check the workbooks of a folder and print the peak memory (KiB) after the hundredth and after the last."""
    folder, count = sys.argv[1], int(sys.argv[2])
    paths = copies([], folder, count)
    for number, _ in enumerate(check_files(paths, "zh", lambda _: STANDARD), 1):
        if number in (_EARLY, count):
            print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


if __name__ == "__main__":
    main()
