"""Interleaved timing: two jobs in turn, the median of the ratios pair by pair; a drifting machine cancels out.

Times within a process are those of the processor: what else runs hardly counts. Whole processes are timed by the
clock, as a user waits for them; that is fair on idle cores only.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from time import perf_counter, process_time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["Ratio", "best", "process", "ratio"]


@dataclass(frozen=True, slots=True)
class Ratio:
    """One line of the table: what was measured against what, the bar, and both figures in their unit.

    The value must not exceed the bar, or not fall below it where ``least`` is set.
    """

    what: str
    against: str
    bar: float
    value: float
    this: float
    other: float
    unit: str = "ms"
    least: bool = False

    @property
    def kept(self) -> bool:
        """Whether the bar is kept."""
        return self.value >= self.bar if self.least else self.value <= self.bar

    def __str__(self) -> str:
        """The line of a Markdown table."""
        sign, verdict = "≥" if self.least else "≤", "" if self.kept else " **over**"
        figures = f"{self.value:.2f}{verdict} | {sign} {self.bar:g} | {self.this:.2f} | {self.other:.2f} {self.unit}"
        return f"| {self.what} / {self.against} | {figures} |"


def _spent() -> float:
    """Seconds of the processor so far, for this process and those that have ended."""
    children = getrusage(RUSAGE_CHILDREN)
    return process_time() + children.ru_utime + children.ru_stime


def _time(job: Callable[[], object], clock: Callable[[], float] = _spent) -> float:
    start = clock()
    job()
    return (clock() - start) * 1000


def ratio(
    what: str,
    job: Callable[[], object],
    against: str,
    base: Callable[[], object],
    bar: float,
    runs: int,
    *,
    least: bool = False,
    waited: bool = False,
) -> Ratio:
    """Run both jobs in turn after one warm-up each; ``waited`` times them by the clock."""
    job(), base()
    clock = perf_counter if waited else _spent
    pairs = [(_time(job, clock), _time(base, clock)) for _ in range(runs)]
    value = median(mine / other for mine, other in pairs)
    return Ratio(
        what, against, bar, value, median(mine for mine, _ in pairs), median(other for _, other in pairs), least=least
    )


def best(job: Callable[[], object], runs: int) -> float:
    """Milliseconds of the fastest of some runs, the warm-up left out."""
    job()
    return min(_time(job) for _ in range(runs))


def process(arguments: Sequence[str]) -> Callable[[], object]:
    """A job that runs this Python as a whole process."""
    command = [sys.executable, *arguments]
    return lambda: subprocess.run(command, check=False, capture_output=True)
