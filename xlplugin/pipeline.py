"""Where the engine meets its content: a workbook in, a ``FileRun`` out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from xlplugin import engine, forms
from xlplugin import rules as catalogue
from xlplugin.engine import unchecked
from xlplugin.model import FileRun, SheetRun

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.grid import Grid, Workbook
    from xlplugin.model import Edition, Finding, Form, Heading, NotChecked, Rule

__all__ = ["blank_form", "check_workbook", "editions", "rule_page", "rules"]


@dataclass(frozen=True, slots=True)
class _Bound:
    """What was found on one sheet."""

    sheets: tuple[SheetRun, ...]
    forms: tuple[Form, ...]


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
    bound = [_bind_sheet(grid, workbook) for grid in workbook.sheets]
    found = engine.joined(form for sheet in bound for form in sheet.forms)
    findings, crashed = engine.check(found, rules(), lang)
    order = {grid.name: position for position, grid in enumerate(workbook.sheets)}
    return FileRun(
        file,
        digest,
        tuple(run for sheet in bound for run in sheet.sheets),
        found,
        tuple(sorted(findings, key=lambda finding: _position(finding, order))),
        (*_unchecked(workbook, found, bound, lang), *crashed),
    )


def _position(finding: Finding, order: dict[str, int]) -> tuple[int, int, int, str]:
    place = finding.place
    return order.get(place.sheet, 0), place.row, place.column, finding.code


def _bind_sheet(grid: Grid, workbook: Workbook) -> _Bound:
    layout = engine.Layout.of(grid, workbook)
    vocabulary = _vocabulary()
    regions = engine.regions(layout, vocabulary, _headings())
    bound = [
        engine.bind(layout, vocabulary, region, _edition(region.form) if region.form else None) for region in regions
    ]
    sheets = tuple(SheetRun(grid.name, region.form, region.near_misses) for region in regions)
    return _Bound(sheets or (SheetRun(grid.name, None),), tuple(bound))


def _unchecked(workbook: Workbook, found: tuple[Form, ...], bound: list[_Bound], lang: str) -> Iterator[NotChecked]:
    """What of a workbook could not be judged."""
    near = {sheet.sheet: sheet.near_misses for one in bound for sheet in one.sheets}
    blind = {grid.name for grid in workbook.sheets if grid.formulas is None}
    if not found:
        yield unchecked.no_form(lang)
    for form in found:
        if form.edition is None:
            yield unchecked.unknown_edition(form, near[form.sheet], rules(), lang)
        yield from unchecked.uncached_formulas(form, lang)
        if form.sheet in blind:
            yield unchecked.unseen_formulas(form.sheet, lang)
    yield from unchecked.other_sheets(workbook.other_sheets, lang)
