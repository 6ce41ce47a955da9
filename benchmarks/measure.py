"""Interleaved timing: two jobs in turn, the median of the ratios pair by pair; a drifting machine cancels out."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from statistics import median
from time import perf_counter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["Ratio", "process", "ratio"]


@dataclass(frozen=True, slots=True)
class Ratio:
    """One line of the table: what was measured against what, the bar, and milliseconds of both."""

    what: str
    against: str
    bar: float
    value: float
    milliseconds: float
    base: float

    def __str__(self) -> str:
        """The line as printed."""
        verdict = "ok" if self.value <= self.bar else "over"
        times = f"{self.milliseconds:9.2f} ms {self.base:9.2f} ms"
        return f"{self.value:6.2f}  <= {self.bar:<5g} {verdict:5} {times}   {self.what} / {self.against}"


def _time(job: Callable[[], object]) -> float:
    start = perf_counter()
    job()
    return (perf_counter() - start) * 1000


def ratio(
    what: str, job: Callable[[], object], against: str, base: Callable[[], object], bar: float, runs: int
) -> Ratio:
    """Run both jobs in turn after one warm-up each."""
    job(), base()
    pairs = [(_time(job), _time(base)) for _ in range(runs)]
    return Ratio(
        what, against, bar, median(mine / other for mine, other in pairs),
        median(mine for mine, _ in pairs), median(other for _, other in pairs),
    )  # fmt: skip


def process(arguments: Sequence[str]) -> Callable[[], object]:
    """A job that runs this Python as a whole process."""
    command = [sys.executable, *arguments]
    return lambda: subprocess.run(command, check=False, capture_output=True)
