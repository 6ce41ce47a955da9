"""A copy of a workbook with the sheets 审核说明 and 校验及解释说明表 behind its own.

Where the workbook has them already they are written anew in their place. Every other sheet keeps its bytes.
"""

from __future__ import annotations

from xlplugin.excel import refusals
from xlplugin.excel.annotate import new_styles, unsign
from xlplugin.excel.book import AFTER_SHEETS, Book
from xlplugin.excel.draft import Draft, relations_of
from xlplugin.excel.explanation_cells import Formats
from xlplugin.excel.explanation_print import HEADER, print_sheet
from xlplugin.excel.explanation_sheet import explanation_sheet, first_row
from xlplugin.excel.explanation_words import WORDS
from xlplugin.excel.package import Package
from xlplugin.excel.splice import attributes, escape, prefixed, quoted, splice
from xlplugin.excel.styles import StyleBook
from xlplugin.record import record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlplugin.excel.explanation_sheet import Told
    from xlplugin.excel.splice import Edit, Spelling

__all__ = ["is_package", "with_explanations"]

_WORKSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_EMPTY = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'spreadsheetml.sheet.main+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}"><bookViews><workbookView/></bookViews><sheets/></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"/>',
}
"""The parts of a workbook without a sheet."""


def is_package(data: bytes) -> bool:
    """Whether a file is an .xlsx or .xlsm, which can be given sheets."""
    return data.startswith(b"PK")


def with_explanations(data: bytes, told: Told, own: Mapping[str, str] | None = None) -> bytes:
    """The bytes of the copy; ``own`` names those of both sheets (``sheet``, ``print_sheet``) that it already has.

    A file in another format gives a new workbook that holds these sheets only and says so.
    UnreadableError where the source is damaged, UsageError where it is a binary or a shared workbook.
    """
    apart = not is_package(data)
    draft = Draft(Package(_nothing() if apart else data))
    try:
        _write(draft, told, own or {}, apart=apart)
    except (ValueError, LookupError) as fault:
        raise refusals.broken_part(draft.latest) from fault
    return draft.packed()


def _nothing() -> bytes:
    """A workbook without a sheet; the same bytes every time."""
    from io import BytesIO  # noqa: PLC0415 - only for binary formats
    from zipfile import ZipFile, ZipInfo  # noqa: PLC0415 - the same

    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, text in _EMPTY.items():
            archive.writestr(ZipInfo(name), text)
    return buffer.getvalue()


def _write(draft: Draft, told: Told, own: Mapping[str, str], *, apart: bool) -> None:
    words = WORDS[told.lang]
    remarks = [words["apart"]] if apart else []
    remarks += [words["signed"]] if unsign(draft) else []
    book = Book(draft)
    told = replace(told, remarks=tuple(remarks), linkable=frozenset(book.worksheets))
    styles_part = book.styles or new_styles(draft, book)
    styles = StyleBook(draft.spelling(styles_part))
    formats = Formats(styles)
    name, print_name = (own.get(kind) or book.free_name(words[kind]) for kind in ("sheet", "print_sheet"))
    sheets = {
        name: _Sheet(explanation_sheet(told, formats, book.space, shown=apart), first_row(told) - 1),
        print_name: _Sheet(print_sheet(told, name, formats, book.space), HEADER),
    }
    draft.put(styles_part, styles.text())
    _place(draft, book, sheets)


@record
class _Sheet:
    """A sheet as XML, and the row that is repeated on every printed page."""

    xml: str
    header: int


def _place(draft: Draft, book: Book, sheets: Mapping[str, _Sheet]) -> None:
    """Put sheets into the workbook: in the place of those that have their names, else behind all others."""
    names, children = list(book.sheets), ""
    for name, sheet in sheets.items():
        if name in book.sheets:
            _renew(draft, book, book.sheets[name], sheet.xml)
            continue
        part = draft.add("xl/worksheets/sheet{}.xml", sheet.xml, _WORKSHEET)
        tie, number = draft.relate(book.part, "worksheet", part), book.free_id() + len(names) - len(book.sheets)
        children += f'<sheet xmlns:r="{draft.types}" name={quoted(name)} sheetId="{number}" r:id="{tie}"/>'
        names.append(name)
    text = book.text
    parent = text.tag(b"sheets")
    edits = text.into(b"sheets", parent, prefixed(children, text.prefix)) if parent and children else []
    edits += _repeated(text, {names.index(name): (name, sheet.header) for name, sheet in sheets.items()})
    draft.put(book.part, splice(text.text, edits))


def _renew(draft: Draft, book: Book, part: str, xml: str) -> None:
    """Write a sheet of ours anew; what belonged to its former cells goes: notes, and the order of calculation."""
    draft.put(part, xml.encode())
    if relations_of(part) in draft:
        draft.put(relations_of(part), _EMPTY["xl/_rels/workbook.xml.rels"].encode())
    ties = draft.spelling(relations_of(book.part))
    chains = [tag for tag in ties.tags(b"Relationship") if attributes(ties[tag]).get("Type", "").endswith("/calcChain")]
    if chains:
        draft.put(ties.part, splice(ties.text, ((*tag, b"") for tag in chains)))
        draft.drop([name for name in draft.package.members if name.lower().endswith("/calcchain.xml")], "/calcChain")


def _repeated(text: Spelling, headers: Mapping[int, tuple[str, int]]) -> list[Edit]:
    """Edits that name the repeated rows of sheets, given by position; other names that Excel made for them go."""
    edits: list[Edit] = []
    parent = text.tag(b"definedNames")
    for tag in text.tags(b"definedName", *text.content(b"definedNames", parent)) if parent else ():
        given = attributes(text[tag])
        if given["name"].startswith("_xlnm.") and int(given.get("localSheetId", -1)) in headers:
            edits.append((tag[0], text.end(b"definedName", tag), b""))
    names = "".join(
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{at}">'
        f"{escape(_quoted_name(name))}!${header}:${header}</definedName>"
        for at, (name, header) in headers.items()
    )
    if parent:
        return edits + text.into(b"definedNames", parent, prefixed(names, text.prefix))
    sheets = text.tag(b"sheets")
    at = text.slot(b"definedNames", AFTER_SHEETS, text.end(b"sheets", sheets) if sheets else text.root[1])
    return [*edits, (at, at, prefixed(f"<definedNames>{names}</definedNames>", text.prefix))]


def _quoted_name(sheet: str) -> str:
    return "'" + sheet.replace("'", "''") + "'"
