"""The marked copy of an .xlsx or .xlsm file: tints, notes, links and a results sheet in front.

Only the parts that carry marks are spliced; every other part keeps its bytes.
"""

from __future__ import annotations

from xlplugin.errors import UsageError
from xlplugin.excel import refusals
from xlplugin.excel.book import Book, add_first_sheet
from xlplugin.excel.clear_undo import remember
from xlplugin.excel.delivery import copy_name, write_whole
from xlplugin.excel.draft import Draft
from xlplugin.excel.marks import Mark, anchors, fill_cells, link_cells, unselect
from xlplugin.excel.notes import add_notes
from xlplugin.excel.package import Package
from xlplugin.excel.results import Sheets, first_row, results_sheet
from xlplugin.excel.styles import BLANK_STYLES, StyleBook
from xlplugin.excel.wording import WORDS, arithmetic, note_text
from xlplugin.model import SEVERITIES
from xlplugin.place import a1
from xlplugin.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from xlplugin.excel.splice import Spelling
    from xlplugin.model import FileRun, Finding
    from xlplugin.place import Place

    Numbered = tuple[int, Finding]

__all__ = ["annotate", "copy_name", "new_styles", "unsign", "write_whole"]

_ZIP = b"PK"
_SIGNATURES = "_xmlsignatures/"
_STYLES = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"


def annotate(data: bytes, file: FileRun, lang: str = "zh", receipts: Mapping[Place, str] | None = None) -> bytes:
    """Mark a workbook: the bytes of the .xlsx or .xlsm in, those of the copy out; the same input gives the same bytes.

    Every blamed cell gets a tint by its gravest severity, a note and a link to its row of a new first sheet.
    ``receipts`` are added to the notes of blamed cells, by cell.
    A digital signature covers the source only; the copy leaves it out and says so.
    UsageError where the source is no such file, UnreadableError where it is damaged.
    """
    if not data.startswith(_ZIP):
        raise UsageError(
            "只有 .xlsx 和 .xlsm 文件能生成标注副本；请用 Excel 或 WPS 另存为 .xlsx 后再试。",
            "Only .xlsx and .xlsm files can be marked; save the file as .xlsx in Excel or WPS and try again.",
        )
    draft = Draft(Package(data))
    try:
        _mark(draft, file, WORDS.get(lang, WORDS["zh"]), receipts or {})
    except (ValueError, LookupError) as fault:
        raise refusals.broken_part(draft.latest) from fault
    return draft.packed()


def _mark(draft: Draft, file: FileRun, words: dict[str, str], receipts: Mapping[Place, str]) -> None:
    remarks = [words["copy"]] if file.findings else []
    remarks += [words["signed"]] if unsign(draft) else []
    book = Book(draft)
    name = book.free_name(words["sheet"])
    styles_part = book.styles or new_styles(draft, book)
    styles = StyleBook(draft.spelling(styles_part))
    figures = [arithmetic(finding, words) for finding in file.findings]
    target = _Target(name, first_row(remarks), words, receipts, figures)
    kept = _mark_sheets(draft, book, file.findings, styles, target)
    sheets = Sheets(book.space, frozenset(book.worksheets), book.hidden, tuple(remarks), kept)
    sheet = results_sheet(file, figures, sheets, styles, words)
    draft.edit(styles_part, styles.edits())
    add_first_sheet(draft, book, name, sheet, table=(first_row(remarks) - 1, len(file.findings)))
    remember(draft, book.part)


def unsign(draft: Draft) -> bool:
    """Leave out a digital signature of the package; whether there was one."""
    signatures = [name for name in draft.package.members if name.lower().startswith(_SIGNATURES)]
    if signatures:
        draft.drop(signatures, "/digital-signature/origin")
    return bool(signatures)


def new_styles(draft: Draft, book: Book) -> str:
    """Add a style sheet to a workbook that has none, and give its part."""
    free = "xl/styles{}.xml" if "xl/styles.xml" in draft else "xl/styles.xml"  # some readers know only this name
    part = draft.add(free, BLANK_STYLES.format(book.space), _STYLES)
    draft.relate(book.part, "styles", part)
    return part


@record
class _Target:
    """Where marks point, and what they say.

    The results sheet by name, the row of its first finding, the words of the copy, the receipts by cell, and the
    arithmetic of every finding.
    """

    sheet: str
    first: int
    words: dict[str, str]
    receipts: Mapping[Place, str]
    figures: Sequence[list[str]]


def _mark_sheets(
    draft: Draft, book: Book, findings: Iterable[Finding], styles: StyleBook, target: _Target
) -> dict[int, int]:
    """Splice every sheet that carries findings or is selected.

    Gives the former style of every marked cell, by its row of the results sheet.
    """
    kept: dict[int, int] = {}

    def tint(style: int, mark: Mark) -> int:
        kept[mark.target] = styles.known(style)
        return styles.tinted(style, mark.severity)

    blamed: dict[str, list[Numbered]] = {}
    for number, finding in enumerate(findings, 1):
        if not finding.counts:
            continue  # what is explained needs no mark
        blamed.setdefault(finding.place.sheet, []).append((number, finding))
    claimed: set[int] = set()
    for name, part in book.sheets.items():
        sheet = draft.spelling(part)
        edits = unselect(sheet)
        if name in blamed and name in book.worksheets:
            marks = _marks(sheet, blamed[name], target)
            edits += fill_cells(sheet, marks, tint) + link_cells(sheet, marks, target.sheet)
            edits += add_notes(draft, sheet, marks, target.words["author"], claimed)
        draft.edit(part, edits)
    return kept


def _marks(sheet: Spelling, found: list[Numbered], target: _Target) -> list[Mark]:
    """One mark per cell in reading order; a finding inside a merged area goes to the cell that shows it."""
    shown = anchors(sheet, {(finding.place.row, finding.place.column) for _, finding in found})
    grouped: dict[tuple[int, int], list[Numbered]] = {}
    for number, finding in found:
        grouped.setdefault(shown[finding.place.row, finding.place.column], []).append((number, finding))
    marks = []
    for (row, column), here in sorted(grouped.items()):
        number = here[0][0]
        severity = min([finding.severity for _, finding in here], key=SEVERITIES.index)
        note = note_text(here, target.sheet, target.words, target.receipts, target.figures)
        tip = target.words["back"].format(target.sheet, number)
        marks.append(Mark(row, column, a1(row, column), severity, note, target.first + number - 1, tip))
    return marks
