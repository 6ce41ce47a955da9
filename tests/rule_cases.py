"""Reading the cases of a rule's page: headings 通过：/不通过：, sheets as text, blamed cells marked «CODE»."""

from __future__ import annotations

import re
from dataclasses import dataclass

from xlplugin import engine, forms, pipeline
from xlplugin.grid import Grid, Workbook
from xlplugin.grid.text import SheetText, parse_sheets, to_grid
from xlplugin.model import Finding, Form, Rule
from xlplugin.record import replace

_HEADING = re.compile(r"^## (通过|不通过)：(.*)$", re.MULTILINE)
_MARK = re.compile(r"«(\w+)»")
_EDITION = re.compile(r"^版本：(\S+)", re.MULTILINE)
_VOCABULARY = engine.Vocabulary.from_lookups(forms.vocabulary())
_HEADINGS = forms.headings()


@dataclass(frozen=True)
class Case:
    title: str
    passing: bool
    edition: str | None
    sheets: tuple[SheetText, ...]


def cases(page: str) -> list[Case]:
    """All cases of a page, in order."""
    heads = list(_HEADING.finditer(page))
    found = []
    for head, following in zip(heads, [*heads[1:], None], strict=True):
        body = page[head.end() : following.start() if following else len(page)]
        body = re.split(r"^## ", body, maxsplit=1, flags=re.MULTILINE)[0]
        edition = _EDITION.search(body)
        found.append(Case(head.group(2), head.group(1) == "通过", edition and edition.group(1), parse_sheets(body)))
    return found


def blamed(case: Case, code: str) -> set[str]:
    """The cells that carry the rule's mark, as ``sheet!A1``."""
    return {
        f"{sheet.name}!{chr(64 + column)}{row}"
        for sheet in case.sheets
        for row, tokens in enumerate(sheet.rows, 1)
        for column, token in enumerate(tokens, 1)
        if code in _MARK.findall(token)
    }


def concealed(grid: Grid, sheet: SheetText) -> Grid:
    """The grid with what the case says is hidden: 隐藏行：8 9, 隐藏列：6, 隐藏：是."""
    rows, columns = (frozenset(map(int, sheet.properties.get(key, "").split())) for key in ("隐藏行", "隐藏列"))
    visibility = "hidden" if "隐藏" in sheet.properties else "visible"
    return replace(grid, hidden_rows=rows, hidden_columns=columns, visibility=visibility)


def bound(case: Case) -> list[Form]:
    """The forms of a case, bound and scored by the engine; the marks are no part of the sheets."""
    formats = ["General"]
    grids = [
        concealed(to_grid(sheet.name, [[_MARK.sub("", token) for token in row] for row in sheet.rows], formats), sheet)
        for sheet in case.sheets
    ]
    workbook = Workbook(tuple(grids), tuple(formats))
    found = []
    for grid in grids:
        layout = engine.Layout.of(grid, workbook)
        for region in engine.regions(layout, _VOCABULARY, _HEADINGS):
            form_id = case.edition or region.form
            form = engine.bind(layout, _VOCABULARY, region, forms.edition(form_id) if form_id else None)
            told = engine.differences(layout, region, form, forms.template(form_id) if form_id else None)
            found.append(replace(form, differences=told))
    return list(pipeline.score_forms(tuple(found)))


def findings(case: Case, rule: Rule, lang: str = "zh") -> list[Finding]:
    """What one rule finds in a case."""
    found, skipped = engine.check(bound(case), [rule], lang)
    assert not skipped, skipped
    return found
