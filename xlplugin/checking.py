"""The command ``check``: workbooks read and checked, one by one and those of one unit together, and marked copies."""

from __future__ import annotations

from functools import cache

from xlplugin.batch import check_file, mark
from xlplugin.model import Run
from xlplugin.record import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from xlplugin.model import Policy

__all__ = ["baseline", "checked", "marked", "report"]


def checked(
    paths: Sequence[str],
    lang: str = "zh",
    profile: str | None = None,
    *,
    strict: bool = False,
    preview: bool = False,
    jobs: int = 1,
    recalc: bool = False,
) -> Run:
    """Check workbooks under the settings that hold for each, in ``jobs`` processes; UsageError for faulty settings."""
    from xlplugin.settings import policy_for  # noqa: PLC0415 - one command per run is loaded

    @cache
    def policy(path: str) -> Policy:
        return replace(policy_for(path, profile, preview), recalc=recalc)

    for path in paths:
        policy(path)  # faulty settings are said before the first workbook is read
    if jobs > 1 and len(paths) > 1:
        from xlplugin.pool import check_files  # noqa: PLC0415 - only with --jobs

        files = tuple(check_files(paths, lang, policy, strict=strict, jobs=jobs))
    else:
        files = tuple(check_file(path, lang, policy(path), strict=strict) for path in paths)
    if len(files) > 1:
        from xlplugin.pipeline import check_submissions  # noqa: PLC0415 - one workbook has nothing to be compared with

        files = check_submissions(files, policy, lang)
    return Run(files)


def baseline(path: str | None, output: str | None = None) -> Callable[[Run], Run]:
    """What leaves out of a run the findings that a former report holds.

    UsageError where that report cannot be read, or where ``output`` would replace it.
    """
    if path is None:
        return lambda run: run
    from xlplugin import baseline as former  # noqa: PLC0415 - only with --baseline

    known = former.load(path, output)
    return lambda run: former.new(run, known)


def marked(run: Run, targets: Mapping[str, str], lang: str = "zh") -> Run:
    """The run after the marked copies have been written; what could not be written is ``not_checked`` there."""
    return Run(tuple(mark(file, targets[file.file], lang) if file.file in targets else file for file in run.files))


def report(run: Run, kind: str, lang: str = "zh", fail_on: str = "error") -> str:
    """The report in one of the formats ``text json sarif junit github html``; JUnit fails from ``fail_on`` on."""
    from importlib import import_module  # noqa: PLC0415 - only the format asked for is loaded

    module = import_module(f"xlplugin.reports.{kind}")
    told: str = module.render(run, lang, fail_on) if kind == "junit" else module.render(run, lang)
    return told
