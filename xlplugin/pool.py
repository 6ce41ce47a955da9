"""Many workbooks at once, each in one of several processes.

A process starts with nothing but what it imports (``spawn``), so that it works alike on every system. Workbooks travel
in small lots; what comes back (``parcel``) is as if checked here. A process that dies costs only the workbook that
killed it: those of its lot are tried again, each alone.
"""

from __future__ import annotations

from contextlib import suppress

from xlplugin.batch import check_file
from xlplugin.model import FileRun, NotChecked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess
    from typing import Self

    from xlplugin.model import Policy

    Task = tuple[str, str, Policy, bool]

__all__ = ["check_files"]

_LOT = 4
"""Workbooks that travel together: enough to make a message cheap, few enough for it to fit the pipe (40 KB each)."""

_HELD = 2
"""Lots that a process holds, so that it need not wait for the next one while results are being taken."""

_AHEAD = 4
"""Lots per process that are given before the first of them has been taken."""

_WHOLE = {"zh": "整个文件", "en": "whole file"}
_DIED = {
    "zh": "审核此文件的进程被系统中止（可能内存不足）；请关闭其他程序后单独审核它。",
    "en": "The process that checked this file was killed, perhaps for lack of memory; "
    "close other programs and check it alone.",
}


def check_files(
    paths: Sequence[str], lang: str, policy_of: Callable[[str], Policy], *, strict: bool = False, jobs: int = 1
) -> Iterator[FileRun]:
    """Check workbooks in ``jobs`` processes, the results in the order of ``paths``; see ``batch.check_file``.

    A workbook whose process dies is a blocking ``NotChecked`` of its result. When the iterator is closed, or Ctrl-C
    comes, all processes are ended. With one job everything happens in this process.
    """
    tasks: list[Task] = [(path, lang, policy_of(path), strict) for path in paths]
    if jobs < 2 or len(tasks) < 2:  # noqa: PLR2004 - one process is this one
        yield from map(_checked, tasks)
        return
    lots = [tasks[at : at + _LOT] for at in range(0, len(tasks), _LOT)]
    if len(lots) < jobs:
        lots = [[task] for task in tasks]
    for lot, files in zip(lots, _through(lots, min(jobs, len(lots))), strict=True):
        yield from map(_alone, lot) if files is None else files


def _through(lots: Sequence[Sequence[Task]], jobs: int) -> Iterator[list[FileRun] | None]:
    """The results of lots in order, None for one whose process died."""
    from xlplugin.parcel import opened  # noqa: PLC0415 - only where several processes are wanted

    ready: dict[int, bytes | None] = {}
    given = told = 0
    with _Crew(jobs) as crew:
        while told < len(lots):
            while given < min(len(lots), told + _AHEAD * jobs) and crew.has_room:
                crew.give(given, lots[given])
                given += 1
            ready.update(crew.results())
            while told in ready:
                parcel = ready.pop(told)
                yield None if parcel is None else opened(parcel)
                told += 1


def _alone(task: Task) -> FileRun:
    """The result of a workbook that has a process to itself."""
    for files in _through([[task]], 1):
        if files is not None:
            return files[0]
    path, lang, *_ = task
    return FileRun(path, "", not_checked=(NotChecked(None, _WHOLE[lang], _DIED[lang]),))


class _Crew:
    """Processes that live as long as the block; leaving it ends them, whatever they are doing.

    Each has a pipe of its own: no lock is shared, so that one killed in the middle of a message stops nobody.
    """

    def __init__(self, jobs: int) -> None:
        """Prepare so many processes; each starts when there is work for it."""
        self.jobs = jobs
        self.held: dict[Connection, list[int]] = {}
        self.processes: dict[Connection, BaseProcess] = {}

    def __enter__(self) -> Self:
        """Give the crew itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End all processes."""
        for process in self.processes.values():
            process.terminate()
        for connection in list(self.processes):
            self.bury(connection)

    @property
    def has_room(self) -> bool:
        """Whether one more lot can be worked on."""
        return len(self.held) < self.jobs or any(len(numbers) < _HELD for numbers in self.held.values())

    def give(self, number: int, lot: Sequence[Task]) -> None:
        """Give a lot to a new process, or to the one that has least to do."""
        connection = self.hired() if len(self.held) < self.jobs else min(self.held, key=lambda one: len(self.held[one]))
        self.held[connection].append(number)
        with suppress(OSError):  # whoever died meanwhile is noticed where the results are
            connection.send(lot)

    def hired(self) -> Connection:
        """The pipe to a new process; Ctrl-C is no business of its, and waits here until it has started."""
        import signal  # noqa: PLC0415 - only where several processes are wanted
        from multiprocessing import get_context  # noqa: PLC0415 - the same

        context = get_context("spawn")
        here, there = context.Pipe()
        process = context.Process(target=_work, args=(there,), daemon=True)
        mask = getattr(signal, "pthread_sigmask", _unmasked)
        former = mask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            process.start()
            self.processes[here], self.held[here] = process, []
        finally:
            there.close()
            mask(signal.SIG_SETMASK, former)
        return here

    def results(self) -> Iterator[tuple[int, bytes | None]]:
        """What has come in, by number of the lot; waits for the first of it."""
        from multiprocessing.connection import wait  # noqa: PLC0415 - only where several processes are wanted

        came = wait([connection for connection, numbers in self.held.items() if numbers])
        for connection in [one for one in self.held if one in came]:
            try:
                parcel = connection.recv_bytes()
            except (EOFError, OSError):
                yield from ((number, None) for number in self.bury(connection))
            else:
                yield self.held[connection].pop(0), parcel

    def bury(self, connection: Connection) -> list[int]:
        """Wait for the end of a process; the lots that it held."""
        connection.close()
        process = self.processes.pop(connection)
        process.join()
        process.close()
        return self.held.pop(connection)


def _unmasked(_how: int, signals: Iterable[int]) -> Iterable[int]:
    """In the place of ``pthread_sigmask`` on Windows, which has none."""
    return signals


def _work(connection: Connection) -> None:
    """The life of a process: lots in, results out, until nobody is there any more."""
    import gc  # noqa: PLC0415 - only in a worker
    import signal  # noqa: PLC0415 - the same

    from xlplugin import pipeline  # noqa: PLC0415 - the same
    from xlplugin.parcel import packed  # noqa: PLC0415 - the same

    gc.disable()  # batch.check_file switches it on
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pipeline.rules()
    with suppress(EOFError, OSError):
        while True:
            connection.send_bytes(packed([_checked(task) for task in connection.recv()]))


def _checked(task: Task) -> FileRun:
    path, lang, policy, strict = task
    return check_file(path, lang, policy, strict=strict)
