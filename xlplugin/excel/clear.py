"""A marked copy without its marks."""

from __future__ import annotations

from xlplugin.errors import UsageError
from xlplugin.excel import refusals
from xlplugin.excel.clear_saved import unmarked
from xlplugin.excel.clear_undo import undone
from xlplugin.excel.ooxml import workbook_part
from xlplugin.excel.package import Package

__all__ = ["clear"]

_ZIP = b"PK"


def clear(data: bytes) -> bytes:
    """The bytes of a marked copy in, those of the workbook without marks out; marks upon marks go all together.

    A copy as it was written gives its source part by part. One that was saved since keeps what was changed there
    and loses our fills, notes, links and results sheet; what was typed over our own words goes with them.
    UsageError where there are no marks, or where somebody has put something beside the table of the results sheet;
    UnreadableError where the file is damaged.
    """
    bare = data
    while True:
        less = _less(bare) if bare.startswith(_ZIP) else None
        if less is None:
            break
        bare = less
    if bare is data:
        raise UsageError(
            "文件里没有 xlplugin 的标注，不用去掉；请给出 xlplugin check --annotate 另存的副本（名称.checked.xlsx）。",
            "The file bears no marks of xlplugin; name a copy made by xlplugin check --annotate (name.checked.xlsx).",
        )
    return bare


def _less(data: bytes) -> bytes | None:
    """The workbook without its latest marks, None where it has none."""
    package = Package(data)
    part = workbook_part(package) or ""
    try:
        return undone(package, part) or unmarked(package)
    except (ValueError, LookupError) as fault:
        raise refusals.broken_part(part) from fault
