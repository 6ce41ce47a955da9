"""Many workbooks at once, each in one of several processes.

A process starts with nothing but what it imports (``spawn``), so that it works alike on every system. Workbooks travel
in small lots; what comes back leaves out the editions, which every process has, and is as if checked here. A process
that dies costs only the workbook that killed it: those of its lot are tried again, each alone.
"""

from __future__ import annotations

from functools import cache

from xlplugin.batch import check_file
from xlplugin.model import FileRun, NotChecked
from xlplugin.record import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Future, ProcessPoolExecutor

    from xlplugin.model import Edition, Policy

    Task = tuple[str, str, Policy, bool]
    Parcel = tuple[FileRun, tuple[str | None, ...]]

__all__ = ["check_files"]

_LOT = 8
"""Workbooks that travel together: enough to make a message cheap, few enough to share the work evenly."""

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
    at = 0
    while at < len(lots):
        for parcels in _through(lots[at:], min(jobs, len(lots) - at)):
            yield from map(_opened, parcels)
            at += 1
        if at < len(lots):
            yield from map(_alone, lots[at])
            at += 1


def _through(lots: Sequence[Sequence[Task]], jobs: int) -> Iterator[list[Parcel]]:
    """The results of lots in order, up to the first whose process died."""
    from collections import deque  # noqa: PLC0415 - only where several processes are wanted
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415 - the same

    waiting: deque[Future[list[Parcel]]] = deque()
    with _Workers(jobs) as executor:
        try:
            for lot in lots:
                waiting.append(executor.submit(_lot, lot))
                if len(waiting) > 2 * jobs:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool:
            return


def _alone(task: Task) -> FileRun:
    """The result of a workbook that has a process to itself."""
    for parcels in _through([[task]], 1):
        return _opened(parcels[0])
    path, lang, *_ = task
    return FileRun(path, "", not_checked=(NotChecked(None, _WHOLE[lang], _DIED[lang]),))


class _Workers:
    """Processes that live as long as the block; leaving it early ends them where they are."""

    def __init__(self, jobs: int) -> None:
        """Prepare so many processes; each starts when it is first needed."""
        self.jobs = jobs

    def __enter__(self) -> ProcessPoolExecutor:
        """Give the executor."""
        from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - 24 ms, only for several processes
        from multiprocessing import active_children, get_context  # noqa: PLC0415 - the same

        self.others = set(active_children())
        self.executor = ProcessPoolExecutor(self.jobs, get_context("spawn"), _prepared)
        return self.executor

    def __exit__(self, kind: object, *_: object) -> None:
        """Wait for the processes, or end them where the block was left by an exception."""
        from multiprocessing import active_children  # noqa: PLC0415 - see above

        if kind is not None:
            for process in set(active_children()) - self.others:
                process.terminate()
        self.executor.shutdown(wait=True, cancel_futures=True)


def _prepared() -> None:
    """Make a process ready: what is loaded now stays and is not collected again; Ctrl-C is not its business."""
    import gc  # noqa: PLC0415 - only in a worker
    import signal  # noqa: PLC0415 - the same

    from xlplugin import pipeline  # noqa: PLC0415 - the same

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pipeline.rules()
    gc.freeze()


def _checked(task: Task) -> FileRun:
    path, lang, policy, strict = task
    return check_file(path, lang, policy, strict=strict)


def _lot(tasks: Sequence[Task]) -> list[Parcel]:
    """The results of a lot, ready to travel."""
    return [_parcel(_checked(task)) for task in tasks]


def _parcel(file: FileRun) -> Parcel:
    """A result whose forms name their editions only."""
    named = tuple(form.edition.id if form.edition else None for form in file.forms)
    return replace(file, forms=tuple(replace(form, edition=None) for form in file.forms)), named


def _opened(parcel: Parcel) -> FileRun:
    """The result with the editions of this process."""
    file, named = parcel
    forms = zip(file.forms, named, strict=True)
    return replace(file, forms=tuple(replace(form, edition=_edition(name)) if name else form for form, name in forms))


@cache
def _edition(form_id: str) -> Edition:
    from xlplugin import forms  # noqa: PLC0415 - only where a form was found

    return forms.edition(form_id)
