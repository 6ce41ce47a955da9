"""An .xlsx or .xlsm file, read once into a Workbook: values and formulas together (ECMA-376 part 1).

Elements are told apart by their local names, so that strict files (ISO 29500) read like transitional ones.
"""

from __future__ import annotations

from xlplugin.excel import refusals
from xlplugin.excel.formats import read_formats
from xlplugin.excel.markup import local, parse
from xlplugin.excel.memory import Memory
from xlplugin.excel.package import Package, relationships
from xlplugin.excel.sharedstrings import read_strings
from xlplugin.excel.worksheet import read_worksheet
from xlplugin.grid import Workbook
from xlplugin.record import record

__all__ = ["MAX_SHEETS", "read", "read_package", "workbook_part"]

_LONGEST_NAME = 255
"""Characters of the name of a sheet, which is said with every finding; Excel takes 31, other programs more."""

MAX_SHEETS = 1_000
"""Sheets of a workbook; the largest collections of forms have about 200."""

_SHOWN = 20
"""Characters of a name that is too long."""


@record
class _Sheet:
    """A sheet as the workbook lists it."""

    name: str
    relation: str
    visibility: str


def workbook_part(package: Package) -> str | None:
    """Name the main part of a package, None where it has none: ``xl/workbook.xml``, ``word/document.xml``."""
    return next((target for kind, target, _ in relationships(package, "").values() if kind == "officeDocument"), None)


def _sheets(data: bytes, part: str) -> list[_Sheet]:
    sheets: list[_Sheet] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet":
            if len(attributes["name"]) > _LONGEST_NAME:
                raise refusals.broken_sheet(f"{attributes['name'][:_SHOWN]}…", "name")
            relation = next((value for key, value in attributes.items() if local(key) == "id"), "")
            sheets.append(_Sheet(attributes["name"], relation, attributes.get("state", "visible")))

    parse(data, part, start)
    if len(sheets) > MAX_SHEETS:
        raise refusals.too_many(refusals.SHEETS, MAX_SHEETS)
    return sheets


def read(data: bytes) -> Workbook:
    """Read a whole .xlsx or .xlsm; UnreadableError or RefusedError saying what, where and what to do."""
    return read_package(Package(data))


def read_package(package: Package) -> Workbook:
    """Read the workbook of a package whose directory has been checked; raises as ``read`` does."""
    main = workbook_part(package)
    if main is None:
        raise refusals.missing_part("xl/workbook.xml")
    sheets = _sheets(package.markup(main), main)
    related = relationships(package, main)
    parts = {kind: target for kind, target, _ in related.values() if kind in {"sharedStrings", "styles"}}
    strings, styles = parts.get("sharedStrings"), parts.get("styles")
    memory = Memory(read_strings(package.markup(strings), strings) if strings else {})
    formats = read_formats(package.markup(styles), styles) if styles else ()
    grids, others, seen = [], [], set()
    for sheet in sheets:
        kind, target, external = related.get(sheet.relation, ("", "", True))
        if external:
            raise refusals.broken_sheet(sheet.name, "r:id")
        if target in seen:
            raise refusals.repeated_member(target)
        seen.add(target)
        if kind == "worksheet":
            grids.append(read_worksheet(package.markup(target), target, sheet.name, sheet.visibility, memory))
        else:
            others.append(sheet.name)
    return Workbook(tuple(grids), formats, tuple(others))
