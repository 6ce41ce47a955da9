"""The settings inside an add-in, read and written without touching its VBA; see ``conf`` for the sheet itself."""

from __future__ import annotations

from xlplugin.addin.conf import SHEET, sheet_xml
from xlplugin.addin.parts import packed, unpacked
from xlplugin.errors import UnreadableError
from xlplugin.excel.markup import local, parse
from xlplugin.excel.ooxml import read_package, workbook_part
from xlplugin.excel.package import Package, relationships
from xlplugin.grid import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlplugin.grid import Value

__all__ = ["bake", "baked"]


def baked(addin: bytes) -> dict[str, str] | None:
    """The settings of an add-in, keys in capitals as the VBA compares them; None where it has no such sheet."""
    try:
        rows = _rows(Package(addin))
    except UnreadableError:
        return None
    return None if rows is None else {key.upper(): shown(value) for key, value in rows.items()}


def bake(addin: bytes, wanted: Mapping[str, str]) -> bytes:
    """The add-in with these settings, all other parts as they are; the same input gives the same bytes.

    A setting that is there already is replaced, for the VBA fails on a key that occurs twice.
    UnreadableError where the file is no add-in of ours.
    """
    package = Package(addin)
    present = _rows(package)
    if present is None:
        raise UnreadableError(
            f"加载项里没有 {SHEET} 表；请重新安装 xlplugin。", f"The add-in has no sheet {SHEET}; reinstall xlplugin."
        )
    capitals = {key.upper(): value for key, value in wanted.items()}
    kept = {key: value if isinstance(value, bool) else shown(value) for key, value in present.items()}
    rows = {key: value for key, value in kept.items() if key.upper() not in capitals} | capitals
    return packed(unpacked(addin) | {_part(package): sheet_xml(rows)})


def _rows(package: Package) -> dict[str, Value] | None:
    """The rows of the sheet as far as the VBA reads them: down column A to the first blank cell."""
    grid = next((grid for grid in read_package(package).sheets if grid.name.lower() == SHEET), None)
    if grid is None:
        return None
    rows: dict[str, Value] = {}
    while (key := grid.values.get((len(rows) + 1, 1))) is not None:
        rows[shown(key)] = grid.values.get((len(rows) + 1, 2), "")
    return rows


def _part(package: Package) -> str:
    """The part of the sheet, which ``_rows`` has found."""
    main = workbook_part(package) or ""
    related = relationships(package, main)
    found: list[str] = []

    def start(tag: str, given: dict[str, str]) -> None:
        if tag == "sheet" and given["name"].lower() == SHEET:
            found.append(next(related[value][1] for name, value in given.items() if local(name) == "id"))

    parse(package.read(main), main, start)
    return found[0]
