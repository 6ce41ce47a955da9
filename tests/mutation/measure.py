"""How many one-cell corruptions of clean forms are caught: ``python tests/mutation/measure.py`` prints the figures."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.dirname(HERE), os.path.dirname(os.path.dirname(HERE))]

from clean_forms import PASSING, clean  # noqa: E402  found by the lines above when run as a program
from corruptions import Corruption, harmful, harmless  # noqa: E402  the same

from xlplugin import pipeline  # noqa: E402  the same
from xlplugin.grid import Workbook  # noqa: E402  the same


def told(book: Workbook) -> frozenset[tuple[str, str]]:
    """What a check says of a workbook: codes and cells, and what it could not judge."""
    run = pipeline.check_workbook(book, "", "")
    findings = {(finding.code, str(finding.place)) for finding in run.findings}
    return frozenset(findings | {("not checked", note.what) for note in run.not_checked})


@cache
def before(name: str) -> frozenset[tuple[str, str]]:
    return told(clean(name))


def noticed(change: Corruption) -> bool:
    """Whether the check says something that it does not say of the clean form."""
    return bool(told(change.applied()) - before(change.workbook))


def every(kind) -> Iterator[Corruption]:
    for name in PASSING:
        yield from kind(name)


def missed(changes: Iterable[Corruption]) -> list[Corruption]:
    return [change for change in changes if not noticed(change)]


def loud(changes: Iterable[Corruption]) -> list[Corruption]:
    return [change for change in changes if noticed(change)]


def main() -> None:
    """Print both figures, and every change that was judged wrongly."""
    bad, good = [*every(harmful)], [*every(harmless)]
    unseen, noisy = missed(bad), loud(good)
    for change in unseen:
        print("missed ", change.said)
    for change in noisy:
        print("noise  ", change.said, sorted(told(change.applied()) - before(change.workbook)))
    print(Counter(change.name for change in unseen).most_common())
    print(f"harmful changes caught: {len(bad) - len(unseen)} of {len(bad)} ({1 - len(unseen) / len(bad):.2%})")
    print(f"harmless changes silent: {len(good) - len(noisy)} of {len(good)} ({1 - len(noisy) / len(good):.2%})")


if __name__ == "__main__":
    main()
