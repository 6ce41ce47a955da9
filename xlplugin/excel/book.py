"""The workbook part: which sheets there are, and how a sheet is put in front of them.

References by position shift with it: the scope of defined names (localSheetId) and the tab that is shown.
Everything else refers to sheets by name or by id (ECMA-376 part 1, 18.2).
"""

from __future__ import annotations

from xlplugin.errors import UsageError
from xlplugin.excel import refusals
from xlplugin.excel.package import relationships
from xlplugin.excel.results import WIDTH
from xlplugin.excel.splice import attribute, attributes, prefixed, quoted, related_id, with_attributes
from xlplugin.place import column_letters

TYPE_CHECKING = False
if TYPE_CHECKING:
    from xlplugin.excel.draft import Draft
    from xlplugin.excel.splice import Edit, Spelling

__all__ = ["AFTER_SHEETS", "Book", "add_first_sheet"]

_WORKSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
AFTER_SHEETS = tuple(
    b"sheets functionGroups externalReferences definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr "
    b"smartTagTypes webPublishing fileRecoveryPr webPublishObjects extLst".split()
)
"""The children of a workbook from its list of sheets on, in the order of the schema."""

_LONGEST_NAME = 31


class Book:
    """The workbook as far as marking needs it.

    ``sheets`` maps every sheet to its part, ``worksheets`` those that hold cells; ``styles`` is the part of the
    style sheet, None where there is none; ``space`` the namespace of the main schema.
    UnreadableError where the parts do not hang together, UsageError for the binary format .xlsb and shared workbooks.
    """

    __slots__ = ("_ids", "hidden", "part", "sheets", "space", "styles", "text", "worksheets")

    def __init__(self, draft: Draft) -> None:
        """Follow the relationships from the package to the workbook and its sheets."""
        roots = relationships(draft.package, "").values()
        self.part = next((target for kind, target, _ in roots if kind == "officeDocument"), "xl/workbook.xml")
        if self.part.lower().endswith(".bin"):
            raise UsageError(
                "二进制工作簿（.xlsb）不能生成标注副本；请用 Excel 或 WPS 另存为 .xlsx 后再试。",
                "A binary workbook (.xlsb) cannot be marked; save it as .xlsx in Excel or WPS and try again.",
            )
        self.text: Spelling = draft.spelling(self.part)
        self.space = self.text.space
        ties = relationships(draft.package, self.part)
        if any(kind == "revisionHeaders" for kind, _, _ in ties.values()):
            raise UsageError(
                "共享工作簿带有修订记录，不能生成标注副本；请在 Excel 中取消“共享工作簿”后另存再试。",
                "A shared workbook logs its revisions and cannot be marked; stop sharing it, save it and try again.",
            )
        self.styles = next((target for kind, target, _ in ties.values() if kind == "styles"), None)
        self.sheets: dict[str, str] = {}
        self.worksheets: set[str] = set()
        self._ids: list[str] = []
        hidden = set()
        for tag in self._sheet_tags():
            given = attributes(self.text[tag])
            kind, part, external = ties.get(related_id(given), ("", "", True))
            if external:
                raise refusals.broken_part(self.part)
            self.sheets[given["name"]] = part
            self._ids.append(given.get("sheetId", ""))
            if kind == "worksheet":
                self.worksheets.add(given["name"])
            if given.get("state", "visible") != "visible":
                hidden.add(given["name"])
        self.hidden = frozenset(hidden)

    def _sheet_tags(self) -> list[tuple[int, int]]:
        parent = self.text.tag(b"sheets")
        if parent is None:
            raise refusals.broken_part(self.part)
        return list(self.text.tags(b"sheet", *self.text.content(b"sheets", parent)))

    def free_name(self, wanted: str) -> str:
        """A sheet name that is not taken, with (2), (3) … behind it where needed; Excel ignores case."""
        taken = {name.casefold() for name in self.sheets}
        name, number = wanted, 2
        while name.casefold() in taken:
            name, number = f"{wanted[: _LONGEST_NAME - 5]}({number})", number + 1
        return name

    def free_id(self) -> int:
        """A sheet id that was not given yet."""
        return max(map(int, self._ids), default=0) + 1


def _own_names(name: str, header: int, count: int) -> str:
    """The names Excel itself gives a filtered table whose titles repeat on every page."""
    sheet = "'" + name.replace("'", "''") + "'"
    area = f"$A${header}:${column_letters(WIDTH)}${header + count}"
    return (
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">{sheet}!{area}</definedName>'
        f'<definedName name="_xlnm.Print_Titles" localSheetId="0">{sheet}!${header}:${header}</definedName>'
    )


def _renamed(text: Spelling, own: str) -> list[Edit]:
    """Edits that shift the scope of every sheet's names by one and add our own names."""
    edits: list[Edit] = []
    parent = text.tag(b"definedNames")
    for tag in text.tags(b"definedName", *text.content(b"definedNames", parent)) if parent else ():
        scope = attribute(text[tag], b"localSheetId")
        if scope is not None:
            edits.append((*tag, with_attributes(text[tag], {b"localSheetId": b"%d" % (int(scope) + 1)})))
    if own and parent:
        edits += text.into(b"definedNames", parent, prefixed(own, text.prefix), first=True)
    elif own:
        sheets = text.tag(b"sheets")
        start = text.end(b"sheets", sheets) if sheets else text.root[1]
        at = text.slot(b"definedNames", AFTER_SHEETS, start)
        edits.append((at, at, prefixed(f"<definedNames>{own}</definedNames>", text.prefix)))
    return edits


def add_first_sheet(draft: Draft, book: Book, name: str, sheet: str, table: tuple[int, int]) -> None:
    """Put a sheet in front of all others and show it; ``table`` is the row of its titles and the rows below."""
    part = draft.add("xl/worksheets/sheet{}.xml", sheet, _WORKSHEET)
    tie = draft.relate(book.part, "worksheet", part)
    text = book.text
    new = f'<sheet xmlns:r="{draft.types}" name={quoted(name)} sheetId="{book.free_id()}" r:id="{tie}"/>'
    parent = text.tag(b"sheets")
    edits = text.into(b"sheets", parent, prefixed(new, text.prefix), first=True) if parent else []
    for tag in text.tags(b"workbookView"):
        shown = with_attributes(text[tag], {b"activeTab": None, b"firstSheet": None})
        edits += [(*tag, shown)] if shown != text[tag] else []
    edits += _renamed(text, _own_names(name, *table) if table[1] else "")
    draft.edit(book.part, edits)
