"""From every constraint that a form definition declares: one cell changed so that the constraint is broken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from clean_forms import PASSING, clean, sheets

from xlplugin import forms, pipeline
from xlplugin.grid import Workbook
from xlplugin.model.template import CLASS, LINE
from xlplugin.place import a1
from xlplugin.record import replace

GRADES = ("优", "良", "中", "差")


@dataclass(frozen=True)
class Violation:
    """A broken constraint: which definition declares it, what it is, and the cells changed on one sheet."""

    form: str
    constraint: str
    workbook: str
    sheet: int
    cells: tuple[tuple[tuple[int, int], object], ...]

    @property
    def said(self) -> str:
        changed = ", ".join(f"{a1(*cell)}={value!r}" for cell, value in self.cells[:3])
        return f"{self.form}: {self.constraint} ({changed})"

    def applied(self) -> Workbook:
        book = clean(self.workbook)
        grid = book.sheets[self.sheet]
        changed = dict(self.cells)
        values = {cell: value for cell, value in grid.values.items() if cell not in changed}
        values |= {cell: value for cell, value in changed.items() if value is not None}
        formulas = {cell: text for cell, text in (grid.formulas or {}).items() if cell not in changed}
        told = [*book.sheets]
        told[self.sheet] = replace(grid, values=values, formulas=formulas)
        return replace(book, sheets=tuple(told))


def _filled(form_id: str) -> tuple[str, int]:
    """The correctly filled specimen of an edition, and which of its sheets it is."""
    return next(
        (name, position)
        for name in PASSING
        for position, sheet in enumerate(sheets(name))
        if sheet.properties["表式"] == form_id
    )


def _identity(form_id: str, grid, bound) -> Iterator[tuple[str, tuple]]:
    """What must be filled in, taken out."""
    for key in forms.edition(form_id).requires:
        if key not in bound.identity:  # boxes to tick
            ticked = (option.place for choice in bound.choices for option in choice.options if option.ticked)
            yield f"required: {key}", tuple(((place.row, place.column), "□") for place in ticked)
            continue
        entry = bound.identity[key]
        cell = entry.place.row, entry.place.column
        text = str(grid.values[cell])
        rest = text.replace(entry.raw, "").strip() if entry.raw != text else None
        if set("☑☒√✓") & set(text):
            rest = text.translate(str.maketrans("☑☒√✓", "□□□□"))
        yield f"required: {key}", ((cell, rest or None),)


def _printed(form_id: str, grid) -> Iterator[tuple[str, tuple]]:
    """Every printed text altered, and every printed full mark raised; a blank that may be laid out freely binds not."""
    if forms.template(form_id).free:
        return
    for row in forms.template(form_id).rows:
        for printed in row.cells:
            cell = row.number, printed.column
            value = grid.values.get(cell)
            if value is None:
                continue
            if printed.points:
                other = str(Decimal(printed.points) + 3)
                changed = Decimal(other) if str(value) == printed.points else str(value).replace(printed.points, other)
                yield f"printed mark of “{printed.text}”", ((cell, changed),)
            elif printed.kind not in {CLASS, LINE} and not str(value)[:1].isdigit() and "□" not in str(value):
                yield f"printed text “{printed.text[:20]}”", ((cell, f"其他{str(value)[2:]}（试行）"),)


def _items(form_id: str, grid) -> Iterator[tuple[str, tuple]]:
    """Every fixed row emptied."""
    for row in forms.template(form_id).rows:
        if row.item:
            cells = tuple((cell, None) for cell in grid.values if cell[0] == row.number and cell[1] > 1)
            yield f"fixed row “{row.item}”", cells


def _formulas(grid) -> Iterator[tuple[str, tuple]]:
    """Every computed figure overwritten by another."""
    for cell in grid.formulas or ():
        value = grid.values.get(cell)
        if isinstance(value, Decimal):
            yield f"computed figure {a1(*cell)}", ((cell, value + 1),)


def _grades(form_id: str, bound) -> Iterator[tuple[str, tuple]]:
    """Every grade that the score does not give."""
    entry = bound.identity.get("grade")
    if entry is None or forms.edition(form_id).scale is None:
        return
    cell = entry.place.row, entry.place.column
    for grade in GRADES:
        if grade != entry.raw:
            text = "".join(f"{'☑' if one == grade else '□'} {one} " for one in GRADES)
            yield f"grade {grade}", ((cell, text.strip()),)


def violations() -> Iterator[Violation]:
    """All violations of all definitions."""
    for edition in pipeline.editions():
        name, position = _filled(edition.id)
        grid = clean(name).sheets[position]
        run = pipeline.check_workbook(clean(name), "", "")
        bound = next(form for form in run.forms if form.sheet == grid.name)
        for constraint, cells in (
            *_identity(edition.id, grid, bound),
            *_printed(edition.id, grid),
            *_items(edition.id, grid),
            *_formulas(grid),
            *_grades(edition.id, bound),
        ):
            yield Violation(edition.id, constraint, name, position, tuple(cells))
