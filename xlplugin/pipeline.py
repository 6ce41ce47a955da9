"""Where the engine meets its content: a workbook in, a ``FileRun`` out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from xlplugin import engine, forms
from xlplugin import rules as catalogue
from xlplugin.model import FileRun, NotChecked, SheetRun

TYPE_CHECKING = False
if TYPE_CHECKING:
    from xlplugin.grid import Grid, Workbook
    from xlplugin.model import Edition, Finding, Form, Heading, Rule

__all__ = ["blank_form", "check_workbook", "editions", "rule_page", "rules"]


@dataclass(frozen=True, slots=True)
class _Bound:
    """What was found on one sheet."""

    sheets: tuple[SheetRun, ...]
    forms: tuple[Form, ...]
    notes: tuple[NotChecked, ...]


@cache
def _vocabulary() -> engine.Vocabulary:
    return engine.Vocabulary.from_lookups(forms.vocabulary())


@cache
def _headings() -> tuple[Heading, ...]:
    return forms.headings()


@cache
def _edition(form_id: str) -> Edition:
    return forms.edition(form_id)


@cache
def rules() -> tuple[Rule, ...]:
    """The catalogue in the order of its codes."""
    return catalogue.discover()


def editions() -> tuple[Edition, ...]:
    """All known forms."""
    return tuple(_edition(heading.id) for heading in _headings())


def rule_page(code: str) -> str:
    """The page of one rule as Markdown; UsageError for an unknown code."""
    with open(catalogue.case_file(code), encoding="utf-8") as file:
        return file.read()


def blank_form(form_id: str) -> str:
    """A blank form as sheet text; UsageError for an unknown id."""
    return forms.blank_text(form_id)


def check_workbook(workbook: Workbook, file: str, digest: str, lang: str = "zh") -> FileRun:
    """Find the forms of a workbook, bind them, and check them."""
    bound = [_bind_sheet(grid, workbook, lang) for grid in workbook.sheets]
    found = engine.joined(form for sheet in bound for form in sheet.forms)
    findings, crashed = engine.check(found, rules(), lang)
    notes = [note for sheet in bound for note in sheet.notes] + crashed
    if not found:
        notes.append(_no_form(lang))
    order = {grid.name: position for position, grid in enumerate(workbook.sheets)}
    return FileRun(
        file,
        digest,
        tuple(run for sheet in bound for run in sheet.sheets),
        found,
        tuple(sorted(findings, key=lambda finding: _position(finding, order))),
        tuple(notes),
    )


def _position(finding: Finding, order: dict[str, int]) -> tuple[int, int, int, str]:
    place = finding.place
    return order.get(place.sheet, 0), place.row, place.column, finding.code


def _bind_sheet(grid: Grid, workbook: Workbook, lang: str) -> _Bound:
    layout = engine.Layout.of(grid, workbook)
    vocabulary = _vocabulary()
    regions = engine.regions(layout, vocabulary, _headings())
    bound = [
        engine.bind(layout, vocabulary, region, _edition(region.form) if region.form else None) for region in regions
    ]
    sheets = tuple(SheetRun(grid.name, region.form, region.near_misses) for region in regions)
    return _Bound(
        sheets or (SheetRun(grid.name, None),),
        tuple(bound),
        tuple(note for form in bound for note in _notes(form, grid, lang)),
    )


def _notes(form: Form, grid: Grid, lang: str) -> list[NotChecked]:
    """What of a form cannot be judged from this file."""
    notes = []
    uncached = [entry.cell for entry in form.faulty if entry.state == "uncached"]
    if uncached:
        notes.append(_uncached(form.sheet, uncached, lang))
    if grid.formulas is None:
        notes.append(_unseen(form.sheet, lang))
    return notes


def _uncached(sheet: str, cells: list[str], lang: str) -> NotChecked:
    where = "、".join(cells)
    if lang == "en":
        why = "the file holds no results for these formulas; open and save it in Excel or WPS, then check again"
        return NotChecked(sheet, ", ".join(cells), why)
    return NotChecked(sheet, where, "这些公式格没有保存计算结果；请用 Excel 或 WPS 打开、保存后再审核")


def _unseen(sheet: str, lang: str) -> NotChecked:
    if lang == "en":
        why = "this file type does not show formulas and error values; save as .xlsx to have them checked"
        return NotChecked(sheet, "formulas", why, blocking=False)
    return NotChecked(sheet, "公式", "这种文件格式看不到公式和错误值；另存为 .xlsx 后可一并审核", blocking=False)


def _no_form(lang: str) -> NotChecked:
    if lang == "en":
        why = "no self-evaluation form was found in it (no header row of an indicator or budget table)"
        return NotChecked(None, "the workbook", why)
    return NotChecked(None, "整个工作簿", "没有找到自评表（没有指标表或预算表的表头）")
