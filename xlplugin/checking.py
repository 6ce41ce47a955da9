"""The command ``check``: workbooks read and checked, one by one and those of one unit together, and marked copies."""

from __future__ import annotations

from functools import cache

from xlplugin.batch import check_file, identity, mark
from xlplugin.model import Run
from xlplugin.record import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from xlplugin.model import Policy

__all__ = ["baseline", "checked", "marked", "report"]

_KEPT = {
    "zh": "已保留: {}，其中可能有人填写过；新的标注副本: {}",
    "en": "kept: {}, in which somebody may have worked; the new marked copy: {}",
}


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


def marked(run: Run, targets: Mapping[str, str], lang: str = "zh") -> tuple[Run, list[str]]:
    """The run after the marked copies have been written, and which former copies were kept, in sentences.

    What could not be written is ``not_checked`` in the run.
    """
    taken = {identity(path) for path in (*(file.file for file in run.files), *targets.values())} if targets else ()
    files, kept = [], []
    for file in run.files:
        target = targets.get(file.file)
        done, went = mark(file, target, lang, taken) if target else (file, target)
        files.append(done)
        if went != target:
            kept.append(_KEPT[lang].format(target, went))
    return Run(tuple(files)), kept


def report(run: Run, kind: str, lang: str = "zh", fail_on: str = "error") -> str:
    """The report in one of the formats ``text json sarif junit github html``; JUnit fails from ``fail_on`` on."""
    from importlib import import_module  # noqa: PLC0415 - only the format asked for is loaded

    module = import_module(f"xlplugin.reports.{kind}")
    told: str = module.render(run, lang, fail_on) if kind == "junit" else module.render(run, lang)
    return told
