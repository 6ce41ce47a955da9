"""Whether a marked copy is still as this program wrote it, so that a new one may take its place."""

from __future__ import annotations

from xlplugin.errors import UnreadableError
from xlplugin.excel.clear_undo import undone
from xlplugin.excel.draft import Draft
from xlplugin.excel.ooxml import workbook_part
from xlplugin.excel.package import Package

__all__ = ["untouched"]


def untouched(data: bytes) -> bool:
    """Whether nobody has saved a marked copy since: it is packed our way, and all it remembers still stands.

    Whatever cannot be told for certain counts as somebody's work.
    """
    try:
        package = Package(data)
        return Draft(package).packed() == data and undone(package, workbook_part(package) or "") is not None
    except (UnreadableError, ValueError, LookupError):
        return False
