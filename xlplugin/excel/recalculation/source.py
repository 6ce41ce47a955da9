"""What a package says about its formulas beyond the grids: names, array formulas, the date system, rounding.

ECMA-376 part 1: 18.2.5 definedName, 18.2.2 calcPr, 18.2.28 workbookPr, 18.3.1.40 f.
"""

from __future__ import annotations

import re

from xlplugin.excel.markup import local, parse
from xlplugin.excel.ooxml import workbook_part
from xlplugin.excel.package import Package, relationships
from xlplugin.record import field, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Source", "read_source"]

_TRUE = frozenset(("1", "true"))
_ARRAY = re.compile(rb"""t\s*=\s*["'](?:array|dataTable)["']""")
_WIDE = b"\0"
"""A byte of UTF-16, in which nothing is found without a parser."""


@record
class Source:
    """``names`` maps a name in capitals, and the sheet that it is limited to or None, to what it stands for.

    ``arrays`` holds the cells with an array formula by sheet, with its range; ``tables`` those of data tables.
    ``setting`` is a setting of the workbook that engines do not know: ``displayed`` (it calculates with figures as
    displayed), ``iterates`` (circular references are followed), ``1904`` (days count from 1904), else empty.
    """

    names: Mapping[tuple[str | None, str], str] = field(default_factory=dict)
    arrays: Mapping[tuple[str, str], str] = field(default_factory=dict)
    tables: frozenset[tuple[str, str]] = frozenset()
    setting: str = ""


class _Book:
    """The workbook part as far as it has been read."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.defined: list[tuple[str, str, str]] = []
        self.settings: dict[str, str] = {}
        self.name: tuple[str, str] | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.name = None
        if tag == "sheet":
            relation = next((value for key, value in attributes.items() if local(key) == "id"), "")
            self.sheets.append((attributes["name"], relation))
        elif tag == "definedName":
            self.name = attributes["name"], attributes.get("localSheetId", "")
        elif tag in {"calcPr", "workbookPr"}:
            self.settings.update(attributes)

    def text(self, content: str) -> None:
        if self.name:
            self.defined.append((*self.name, content))
            self.name = None


def read_source(data: bytes) -> Source:
    """Read what the grids leave out of an .xlsx or .xlsm; UnreadableError as ``ooxml.read``."""
    package = Package(data)
    main = workbook_part(package)
    if main is None:
        return Source()
    book = _Book()
    parse(package.markup(main), main, book.start, text=book.text)
    related = relationships(package, main)
    arrays: dict[tuple[str, str], str] = {}
    tables: set[tuple[str, str]] = set()
    for sheet, relation in book.sheets:
        kind, target, external = related.get(relation, ("", "", True))
        if kind == "worksheet" and not external:
            _arrays(package.markup(target), target, sheet, arrays, tables)
    names = {
        (book.sheets[int(limited)][0] if limited else None, name.upper()): content
        for name, limited, content in book.defined
        if not limited or int(limited) < len(book.sheets)
    }
    return Source(names, arrays, frozenset(tables), _setting(book.settings))


def _setting(stated: Mapping[str, str]) -> str:
    if stated.get("fullPrecision", "1") not in _TRUE:
        return "displayed"
    if stated.get("iterate", "0") in _TRUE:
        return "iterates"
    return "1904" if stated.get("date1904", "0") in _TRUE else ""


def _arrays(
    data: bytes, part: str, sheet: str, arrays: dict[tuple[str, str], str], tables: set[tuple[str, str]]
) -> None:
    """Collect the array formulas and data tables of a sheet."""
    if not _ARRAY.search(data) and _WIDE not in data[:64]:
        return
    cell = ""

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal cell
        if tag == "c":
            cell = attributes.get("r", "")
        elif tag == "f" and attributes.get("t") == "array":
            arrays[sheet, cell] = attributes.get("ref", cell)
        elif tag == "f" and attributes.get("t") == "dataTable":
            tables.add((sheet, cell))

    parse(data, part, start)
