"""The command ``clear``: the marks of a marked copy taken away again, into a file of its own."""

from __future__ import annotations

import os
import re

from xlplugin.batch import identity
from xlplugin.errors import UsageError
from xlplugin.usage import existing_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["cleared"]

_MARKED, _BARE = re.compile(r"\.checked(\.\d+)?$"), ".cleared"


def cleared(path: str, output: str | None = None) -> str:
    """Write a workbook without the marks of ``xlplugin check --annotate`` and give the path it went to.

    A copy as it was written gives its source, part by part; one that was filled in further keeps what was filled in.
    Without ``output`` the file goes beside the copy, as ``name.cleared.xlsx``; no file is ever replaced.
    UsageError where the file bears no marks or somebody has written beside the table of its results sheet,
    UnreadableError where it cannot be read.
    """
    from xlplugin.excel.clear import clear  # noqa: PLC0415 - one command per run is loaded
    from xlplugin.excel.delivery import write_new  # noqa: PLC0415 - the same
    from xlplugin.excel.read import load  # noqa: PLC0415 - the same

    data = load(path)
    targets = _targets(path, output)
    bare = clear(data, path)
    for target in targets:
        if not os.path.lexists(target) and write_new(target, bare, path):
            return target
    raise existing_file(output or path)


def _targets(path: str, output: str | None) -> Iterable[str]:
    """Where the file may go: names of our own in their order, or the one given, which must be free and fit."""
    from xlplugin.excel.delivery import numbered  # noqa: PLC0415 - one command per run is loaded

    stem, suffix = os.path.splitext(path)
    suffix = suffix if suffix.lower() == ".xlsm" else ".xlsx"
    if output is None:
        return numbered(f"{_MARKED.sub('', stem)}{_BARE}{suffix}")
    if os.path.lexists(output) or identity(output) == identity(path):
        raise existing_file(output)
    if not output.lower().endswith(suffix.lower()):
        raise UsageError(
            f"去掉标注的文件要存为 {suffix}：{output}；请改文件名。",
            f"The file without marks is saved as {suffix}: {output}; change the name.",
        )
    return (output,)
