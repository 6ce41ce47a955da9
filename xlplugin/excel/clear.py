"""A marked copy without its marks."""

from __future__ import annotations

from xlplugin.errors import UsageError
from xlplugin.excel import refusals
from xlplugin.excel.clear_saved import unmarked
from xlplugin.excel.clear_undo import undone
from xlplugin.excel.ooxml import workbook_part
from xlplugin.excel.package import Package
from xlplugin.excel.read import read_workbook

__all__ = ["LAYERS", "clear"]

_ZIP = b"PK"
LAYERS = 10
"""Marks upon marks that are taken off; who checks a marked copy again has two layers."""


def clear(data: bytes, name: str = "") -> bytes:
    """The bytes of a marked copy in, those of the workbook without marks out; marks upon marks go all together.

    A copy as it was written gives its source part by part. One that was saved since keeps what was changed there
    and loses our fills, notes, links and results sheet; what was typed over our own words goes with them.
    Where the results sheet was deleted, nothing tells the former fills for certain: a cell gets the fill of those that
    are formatted like it, or none.
    UsageError where there are no marks, or more than ``LAYERS`` upon another, or where somebody has put something
    beside the table of the results sheet; UnreadableError where the file cannot be read, saying so of ``name``.
    """
    bare = data
    for _ in range(LAYERS + 1):
        less = _less(bare) if bare.startswith(_ZIP) else None
        if less is None:
            break
        bare = less
    else:
        raise _too_many()
    if bare is data:
        read_workbook(data, name)
        raise _unmarked()
    return bare


def _too_many() -> UsageError:
    return UsageError(
        f"标注叠加超过 {LAYERS} 层，没有去掉；请改用没有标注的原文件，或叠加较少的副本。",
        f"There are more than {LAYERS} layers of marks, none was taken off; "
        "use the source without marks, or a copy with fewer.",
    )


def _unmarked() -> UsageError:
    return UsageError(
        "文件里没有 xlplugin 的标注，不用去掉；请给出 xlplugin check --annotate 另存的副本（名称.checked.xlsx）。",
        "The file bears no marks of xlplugin; name a copy made by xlplugin check --annotate (name.checked.xlsx).",
    )


def _less(data: bytes) -> bytes | None:
    """The workbook without its latest marks, None where it has none."""
    package = Package(data)
    part = workbook_part(package)
    if part is None:
        return None
    try:
        return undone(package, part) or unmarked(package)
    except (ValueError, LookupError) as fault:
        raise refusals.broken_part(part) from fault
