"""A former report as baseline: what it already holds is left out, so that only what is new is told.

A baseline is the JSON report of a run (``--format json -o``), nothing else. Its workbooks are found again by the end of
their paths, for the machine and the folder may be others, else by their content; a workbook that is found twice is no
workbook of the baseline, and all its findings are new.
"""

from __future__ import annotations

import os
from collections import Counter
from io import UnsupportedOperation
from itertools import takewhile
from unicodedata import normalize

from xlplugin.model import VALID, Run
from xlplugin.record import record, replace
from xlplugin.usage import foreign_baseline, overwritten_baseline, unread_baseline

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from xlplugin.model import FileRun, Finding

    Parts = tuple[str, ...]

__all__ = ["Baseline", "Former", "load", "new", "vanished"]

_SCHEMA = "xlplugin/run/1"
_OURS = "X000"
"""A crash of ours carries no figures: it is never an old acquaintance."""


@record
class Former:
    """One workbook of a former report: its path in parts, its SHA-256, and the ids of its findings.

    ``answered`` are those that a written reason had settled: without the reason they are asked again.
    """

    parts: Parts
    digest: str
    ids: frozenset[str]
    answered: frozenset[str] = frozenset()


@record
class Baseline:
    """The workbooks of a former report, by that part of their paths which tells them apart, and by SHA-256."""

    files: Mapping[Parts, Former]
    contents: Mapping[str, Sequence[Former]]


def load(path: str, output: str | None = None) -> Baseline:
    """Read a former report; UsageError where it cannot be read, is none, or would be replaced by ``output``."""
    if output and os.path.exists(output) and os.path.exists(path) and os.path.samefile(path, output):
        raise overwritten_baseline(output)
    from xlplugin.excel.read import regular  # noqa: PLC0415 - only with a baseline

    try:
        with regular(path) as file:
            data = file.read()
    except UnsupportedOperation as fault:
        raise foreign_baseline(path, "它是管道或设备", "it is a pipe or a device") from fault
    except OSError as fault:
        raise unread_baseline(path, fault) from fault
    from json import loads  # noqa: PLC0415  only with a baseline

    try:
        document = loads(data)
        schema, inputs = document["schema"], document["inputs"]
        formers = [_former(one) for one in inputs] if schema == _SCHEMA else []
        partial = any(one.get("known") for one in inputs)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        zh, en = "不是本程序的 JSON 报告", "it is not a JSON report of this program"
        raise foreign_baseline(path, zh, en) from fault
    if schema != _SCHEMA:
        raise foreign_baseline(path, f"格式是 {schema}，不是 {_SCHEMA}", f"its schema is {schema}, not {_SCHEMA}")
    if partial:
        raise foreign_baseline(path, "其中略去了更早的问题", "it leaves out older findings")
    return _baseline(formers)


def new(run: Run, known: Baseline) -> Run:
    """The run without the findings that the baseline holds; each file says how many were left out (``known``)."""
    matched = _matched(run.files, known)
    return Run(
        tuple(_left_out(file, former) if former else file for file, former in zip(run.files, matched, strict=True))
    )


def vanished(run: Run, known: Baseline) -> int:
    """How many findings of the baseline a full run of the same workbooks no longer has; unread ones do not count."""
    return sum(
        len(former.ids - {finding.id for finding in file.findings})
        for file, former in zip(run.files, _matched(run.files, known), strict=True)
        if former and not any(note.blocking for note in file.not_checked)
    )


def _baseline(formers: Sequence[Former]) -> Baseline:
    """The workbooks by what is left of their paths without the folder that holds them all."""
    folders = [former.parts[:-1] for former in formers]
    shared = _agreeing(min(folders), max(folders)) if folders else 0
    contents: dict[str, list[Former]] = {}
    for former in formers:
        contents.setdefault(former.digest, []).append(former)
    return Baseline({former.parts[shared:]: former for former in formers}, contents)


def _former(told: Mapping[str, Any]) -> Former:
    findings = [finding for finding in told["findings"] if finding["code"] != _OURS]
    answered = [finding for finding in findings if (finding.get("explanation") or {}).get("state") == VALID]
    return Former(
        _parts(told["file"]),
        str(told["sha256"] or ""),
        frozenset(str(finding["id"]) for finding in findings),
        frozenset(str(finding["id"]) for finding in answered),
    )


def _parts(path: str) -> Parts:
    """A path as comparable parts: of any system, in any spelling of its letters (macOS takes them apart)."""
    plain = os.path.normpath(normalize("NFC", path).replace("\\", "/")).replace("\\", "/")
    return tuple(part.casefold() for part in plain.split("/") if part not in {"", ".", ".."})


def _matched(files: Sequence[FileRun], known: Baseline) -> list[Former | None]:
    """For each workbook the former one that it was, by path, else by content; none has two successors."""
    ranks: dict[int, list[tuple[int, Former]]] = {}
    for place, file in enumerate(files):
        for rank, former in _candidates(file, known):
            ranks.setdefault(rank, []).append((place, former))
    found: list[Former | None] = [None] * len(files)
    taken: set[Parts] = set()
    for rank in sorted(ranks, reverse=True):
        free = [pair for pair in ranks[rank] if found[pair[0]] is None and pair[1].parts not in taken]
        places, formers = Counter(place for place, _ in free), Counter(former.parts for _, former in free)
        for place, former in free:
            if places[place] == formers[former.parts] == 1:
                found[place] = former
                taken.add(former.parts)
    return found


def _candidates(file: FileRun, known: Baseline) -> Iterator[tuple[int, Former]]:
    """What a workbook may have been: by path, with the number of parts that agree, and by content, with 0."""
    parts = _parts(os.path.abspath(file.file))
    for start in range(len(parts)):
        former = known.files.get(parts[start:])
        if former:
            yield _agreeing(reversed(parts), reversed(former.parts)), former
    if file.digest:
        yield from ((0, former) for former in known.contents.get(file.digest, ()))


def _agreeing(one: Iterable[str], other: Iterable[str]) -> int:
    """How many parts agree before the first that does not."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _left_out(file: FileRun, former: Former) -> FileRun:
    """A file without what it was known for; what followed from that stands by itself."""
    gone = {finding.id for finding in file.findings if _is_known(finding, former)}
    left = (finding for finding in file.findings if finding.id not in gone)
    fresh = tuple(replace(finding, caused_by=None) if finding.caused_by in gone else finding for finding in left)
    return replace(file, findings=fresh, known=len(file.findings) - len(fresh))


def _is_known(finding: Finding, former: Former) -> bool:
    answered = finding.explanation is not None and finding.explanation.state == VALID
    return finding.id in former.ids and (answered or finding.id not in former.answered)
