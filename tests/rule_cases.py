"""Reading the cases of a rule's page: headings 通过：/不通过：, sheets as text, blamed cells marked «CODE».

A case of several workbooks has a line ``文件：甲.xlsx`` above the sheets of each.
``版本：FORM_ID`` forces the edition of all its forms; in a case with files, below ``表：``, that of one sheet.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from xlplugin import engine, forms, pipeline
from xlplugin.grid import Grid, Workbook, shown
from xlplugin.grid.text import SheetText, parse_sheets, to_grid
from xlplugin.model import Finding, Form, Policy, Recomputed, Rule
from xlplugin.place import Place, parse_a1
from xlplugin.record import replace

_HEADING = re.compile(r"^## (通过|不通过)：(.*)$", re.MULTILINE)
_MARK = re.compile(r"«(\w+)»")
_EDITION = re.compile(r"^版本：(\S+)", re.MULTILINE)
_FILE = re.compile(r"^文件：(\S+)\s*$", re.MULTILINE)
_VOCABULARY = engine.Vocabulary.from_lookups(forms.vocabulary())
_HEADINGS = forms.headings()


@dataclass(frozen=True)
class Case:
    """``books`` are the workbooks by file name; a case of one workbook has no name for it."""

    title: str
    passing: bool
    edition: str | None
    books: tuple[tuple[str, tuple[SheetText, ...]], ...]

    @property
    def sheets(self) -> tuple[SheetText, ...]:
        return tuple(sheet for _, sheets in self.books for sheet in sheets)


def cases(page: str) -> list[Case]:
    """All cases of a page, in order."""
    heads = list(_HEADING.finditer(page))
    found = []
    for head, following in zip(heads, [*heads[1:], None], strict=True):
        body = page[head.end() : following.start() if following else len(page)]
        body = re.split(r"^## ", body, maxsplit=1, flags=re.MULTILINE)[0]
        common, *parts = _FILE.split(body)
        texts = list(zip(parts[::2], parts[1::2], strict=True)) or [("", body)]
        edition = _EDITION.search(common)
        books = tuple((file, parse_sheets(text)) for file, text in texts)
        found.append(Case(head.group(2), head.group(1) == "通过", edition and edition.group(1), books))
    return found


def cell(file: str, place: object) -> str:
    """A cell as ``sheet!A1``, in a case of several workbooks as ``file|sheet!A1``."""
    return f"{file}|{place}" if file else str(place)


def blamed(case: Case, code: str) -> set[str]:
    """The cells that carry the rule's mark."""
    return {
        cell(file, Place(sheet.name, row, column))
        for file, sheets in case.books
        for sheet in sheets
        for row, tokens in enumerate(sheet.rows, 1)
        for column, token in enumerate(tokens, 1)
        if code in _MARK.findall(token)
    }


def concealed(grid: Grid, sheet: SheetText) -> Grid:
    """The grid with what the case says is hidden: 隐藏行：8 9, 隐藏列：6, 隐藏：是."""
    rows, columns = (frozenset(map(int, sheet.properties.get(key, "").split())) for key in ("隐藏行", "隐藏列"))
    visibility = "hidden" if "隐藏" in sheet.properties else "visible"
    return replace(grid, hidden_rows=rows, hidden_columns=columns, visibility=visibility)


def recomputed(grid: Grid, sheet: SheetText) -> tuple[Recomputed, ...]:
    """What engines are said to have computed: 重算：H5=90 I7=优?, where ? marks what only one of them gives."""
    found = []
    for told in sheet.properties.get("重算", "").split():
        cell, _, computed = told.partition("=")
        at = parse_a1(cell)
        certain = not computed.endswith("?")
        engine = "IronCalc" if certain else "LibreOffice"
        results = shown(grid.values.get(at)), computed.rstrip("?")
        found.append(Recomputed(Place(sheet.name, *at), grid.formulas[at], *results, (engine,), certain))
    return tuple(found)


def bound(case: Case) -> list[Form]:
    """The forms of a case, bound and scored by the engine; the marks are no part of the sheets."""
    return [form for file, sheets in case.books for form in _bound(case, file, sheets)]


def _bound(case: Case, file: str, sheets: tuple[SheetText, ...]) -> list[Form]:
    formats = ["General"]
    grids = [
        concealed(to_grid(sheet.name, [[_MARK.sub("", token) for token in row] for row in sheet.rows], formats), sheet)
        for sheet in sheets
    ]
    workbook = Workbook(tuple(grids), tuple(formats))
    found = []
    for grid, sheet in zip(grids, sheets, strict=True):
        layout = engine.Layout.of(grid, workbook)
        forced = (file and sheet.properties.get("版本")) or case.edition
        for region in engine.regions(layout, _VOCABULARY, _HEADINGS):
            form_id = forced or region.form
            form = engine.bind(layout, _VOCABULARY, region, forms.edition(form_id) if form_id else None)
            told = engine.differences(layout, region, form, forms.template(form_id) if form_id else None)
            found.append(replace(form, differences=told, file=file, recomputed=recomputed(grid, sheet)))
    return list(pipeline.score_forms(tuple(found)))


def findings(case: Case, rule: Rule, lang: str = "zh") -> list[Finding]:
    """What one rule finds in a case."""
    found, skipped = engine.check(bound(case), [rule], lang, Policy(preview=True))
    assert not skipped, skipped
    return found
