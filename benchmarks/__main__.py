"""``python -m benchmarks`` prints the table of ratios; ``--full`` takes ten minutes, ``-o FILE`` writes it.

Figures are medians; the machine is named by its cores and its Python only.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import cold, growth, many, warm
from benchmarks.books import LARGE, form

ROOT = Path(__file__).resolve().parent.parent
SPECIMENS = {
    "department": ROOT / "workbooks/sichuan/yanjiang/department/2022-seed-office.xlsx",
    "project": ROOT / "workbooks/sichuan/yanjiang/project/2022-seed-waishi.xlsx",
}


def report(*, full: bool) -> Iterator[str]:
    """The whole report, line by line."""
    runs, processes, batch, sizes = (60, 25, 2_000, 5) if full else (25, 9, 300, 4)
    command = "python -m benchmarks --full" if full else "python -m benchmarks"
    yield f"# Speed\n\n{os.cpu_count()} cores, Python {platform.python_version()}, `{command}`."
    yield "Medians of interleaved runs in processor time; processes and files per second by the clock, on idle cores.\n"
    yield "| what / against what | ratio | bar | this | other |\n|---|---|---|---|---|"
    with tempfile.TemporaryDirectory() as folder:
        for name, path in SPECIMENS.items():
            yield from map(str, warm.ratios(name, path.read_bytes(), runs))
        yield from map(str, warm.ratios("3 × 100 rows, 489 formulas", form(**LARGE), runs // 3))
        everything = [path.read_bytes() for path in sorted((ROOT / "workbooks").rglob("*.xlsx"))]
        yield str(warm.collection(everything, max(5, runs // 10)))
        for name, path in SPECIMENS.items():
            yield from map(str, cold.ratios(name, str(path), folder, processes))
        yield str(cold.sentences(processes))
    with tempfile.TemporaryDirectory() as folder:
        paths = many.copies([str(path) for path in SPECIMENS.values()], folder, batch)
        yield str(many.rates(paths, 3))
        yield str(many.memory(folder, batch))
    yield "\nGrowth, the fastest of five runs:"
    yield from growth.tables(sizes)


def main() -> None:
    """Print the report as it comes, and write it where that is wanted."""
    parser = argparse.ArgumentParser(prog="benchmarks")
    parser.add_argument("--full", action="store_true", help="more runs, 2,000 workbooks, longer forms")
    parser.add_argument("-o", "--output", help="write the report here too, as Markdown")
    chosen = parser.parse_args()
    lines = []
    for line in report(full=chosen.full):
        print(line)
        sys.stdout.flush()
        lines.append(line)
    if chosen.output:
        Path(chosen.output).write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
