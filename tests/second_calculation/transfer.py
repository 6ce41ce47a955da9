"""A filled form written into the blank form of its edition: by meaning, never by address."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from xlplugin import pipeline
from xlplugin.forms import blank_text
from xlplugin.grid import Workbook
from xlplugin.grid.text import SheetText, parse_sheets, to_grid
from xlplugin.place import Place, parse_a1
from xlplugin.quantity import names_nothing
from xlplugin.quantity.text import squeeze
from xlplugin.record import replace

REFERENCE = re.compile(r"([A-Z]{1,2})(\d+)(?::([A-Z]{1,2})(\d+))?")
MERGED = ("<", "^")
PAYMENT = "payment"


@dataclass(slots=True)
class Transfer:
    """A blank form being filled in. ``given`` are totals stated without parts: they replace their formula."""

    sheet: SheetText
    pairs: list = field(default_factory=list)
    given: set = field(default_factory=set)

    def write(self, place, token):
        """Write into an empty cell; what the form prints, and its formulas, stay."""
        here = place.row, place.column
        if token and not self.token(here):
            self.sheet = written(self.sheet, {here: token})

    def token(self, cell):
        row, column = cell
        return "" if self.sheet.rows[row - 1][column] == "'" else self.sheet.rows[row - 1][column]


def blank(form_id):
    (sheet,) = parse_sheets(blank_text(form_id))
    return sheet


def written(sheet, tokens):
    """The sheet with these tokens in these cells; the first token of a row is its kind, no column."""
    rows = [list(line) for line in sheet.rows]
    for (row, column), token in tokens.items():
        rows[row - 1][column] = token
    return replace(sheet, rows=tuple(map(tuple, rows)))


def checked(sheet):
    """The one form of a sheet and what is found in it."""
    formats = ["General"]
    grid = to_grid(sheet.name, [row[1:] for row in sheet.rows], formats)
    run = pipeline.check_workbook(Workbook((grid,), tuple(formats)), "", "")
    (form,) = run.forms
    return form, run.findings


def formulas(sheet):
    """The formulas of a sheet by cell."""
    return {
        (row, column): token
        for row, tokens in enumerate(sheet.rows, 1)
        for column, token in enumerate(tokens)
        if token.startswith("=")
    }


def references(formula):
    """Every cell that a formula names, ranges taken apart."""
    for left, top, right, bottom in REFERENCE.findall(formula.partition(" → ")[0]):
        first, last = parse_a1(left + top), parse_a1((right or left) + (bottom or top))
        yield from ((row, column) for row in range(first[0], last[0] + 1) for column in range(first[1], last[1] + 1))


def with_row(sheet, after, name_column):
    """The sheet with one more row of the class of row ``after``, formulas and all; sums over that row take it in."""

    def moved(match):
        left, top, right, bottom = match.groups()
        start, end = int(top), int(bottom or 0)
        below = f":{right}{end + (end > after or start < end == after)}" if right else ""
        return f"{left}{start + (start > after)}{below}"

    def copied(column, token):
        if token.startswith("="):
            return REFERENCE.sub(lambda match: f"{match[1]}{after + 1}" if int(match[2]) == after else match[0], token)
        return token if not column or token in MERGED else "^" if token and column < name_column else ""

    rows = [
        tuple(REFERENCE.sub(moved, token) if token.startswith("=") else token for token in row) for row in sheet.rows
    ]
    added = tuple(copied(column, token) for column, token in enumerate(rows[after - 1]))
    return replace(sheet, rows=(*rows[:after], added, *rows[after:]))


def named(sheet):
    """A blank form with a passing name in every empty row."""
    form, _ = checked(sheet)
    if form.indicators:
        return sheet
    header = form.columns.get("name") or next(
        filter(None, (detail(row, line) for row, line in enumerate(sheet.rows, 1)))
    )
    end = form.total.place.row if form.total else len(sheet.rows) + 1
    rows = (row for row in range(header.row + 1, end) if sheet.rows[row - 1][header.column] not in MERGED)
    return written(sheet, {(row, header.column): f"第{row}行" for row in rows})


def pencilled(sheet):
    """What stands where in a blank form: its Form when every empty row has a name and every amount to be added a 1."""
    summed = {cell for formula in formulas(sheet).values() for cell in references(formula)}
    marks = {(row, column): "1" for row, column in summed if not sheet.rows[row - 1][column]}
    return checked(written(named(sheet), marks))[0]


def detail(row, tokens):
    """The header of a list of payments, if this row is one; such a list has no printed rows."""
    column = next((column for column, token in enumerate(tokens) if token.startswith("具体支出明细")), None)
    return Place("", row, column) if column else None


def row_of(indicator):
    """The row in which an indicator's entries stand; its name may be merged over several rows."""
    parts = (indicator.weight, indicator.points, indicator.target, indicator.actual, indicator.criteria)
    return max(part.place.row for part in parts if part is not None)


def kin(rows, indicator):
    """The rows of an indicator's second-level class, else of its first-level class, else all."""
    second = [row for row in rows if squeeze(row.level2) == squeeze(indicator.level2)]
    return second or [row for row in rows if squeeze(row.level1) == squeeze(indicator.level1)] or list(rows)


def seat(transfer, indicators):
    """Pair each indicator with a row of the blank form, adding rows where a class has too few."""
    rows = pencilled(transfer.sheet).indicators
    if checked(transfer.sheet)[0].indicators:
        transfer.pairs = list(zip(map(row_of, rows), indicators, strict=True))
        return
    taken = {}
    for indicator in sorted(indicators, key=lambda one: not one.level2):  # rows without a class take what is left
        family = kin(rows, indicator)
        row = next((row_of(one) for one in family if row_of(one) not in taken), None)
        if row is None:
            row = row_of(family[-1]) + 1
            transfer.sheet = with_row(transfer.sheet, row - 1, family[-1].place.column)
            taken = {place + (place >= row): one for place, one in taken.items()}
            rows = pencilled(transfer.sheet).indicators
        taken[row] = indicator
    transfer.pairs = sorted(taken.items())


def entered(transfer, seed, form, here):
    """Write the rows, column by column of the same meaning; weights and points as the figures they are."""
    shared = here.columns.keys() & form.columns.keys() - {"level1", "level2"}
    for row, indicator in transfer.pairs:
        for concept in shared:
            column = here.columns[concept].column
            figure = getattr(indicator, concept) if concept in {"weight", "points"} else None
            token = seed.rows[row_of(indicator) - 1][form.columns[concept].column]
            if figure is not None and figure.value is not None:
                token = format(figure.value, "f")
            if concept == "name" and names_nothing(transfer.sheet.rows[row - 1][column]):
                transfer.sheet = written(transfer.sheet, {(row, column): token})
            elif token not in MERGED:
                transfer.write(Place("", row, column), token)


def lines(form):
    """The budget lines of a form by block, source and order; the lines of a list of payments are its own names."""
    blocks, seen, found = [], Counter(), {}
    for line in form.budget:
        if line.block not in blocks:
            blocks.append(line.block)
        source = PAYMENT if line.source == line.line else line.source
        key = blocks.index(line.block), source
        seen[key] += 1
        found[*key, seen[key]] = line
    return found


def payments(transfer, form):
    """Name the payments of a list, adding rows where there are too few."""
    paid = [line for (_, source, _), line in lines(form).items() if source == PAYMENT]
    for count, line in enumerate(paid, 1):
        rows = [one for (_, source, _), one in lines(pencilled(transfer.sheet)).items() if source == PAYMENT]
        if count > len(rows):
            transfer.sheet = with_row(transfer.sheet, rows[-1].place.row, rows[-1].place.column)
            rows.append(replace(rows[-1], place=replace(rows[-1].place, row=rows[-1].place.row + 1)))
        transfer.write(rows[count - 1].place, line.line)


def amounts(transfer, form):
    """Write the amounts; a total stated without parts goes in the place of its formula, as the forms say."""
    here = lines(pencilled(transfer.sheet))
    stated = [
        (here[key].figures[measure].place, entry.value)
        for key, line in lines(form).items()
        for measure, entry in line.figures.items()
        if entry.value is not None
    ]
    for place, figure in stated:
        transfer.write(place, format(figure, "f"))
    for place, figure in stated:
        own = place.row, place.column
        formula = formulas(transfer.sheet).get(own)
        if formula and not any(transfer.token(cell) for cell in references(formula)):
            transfer.given.add(own)
            transfer.sheet = written(transfer.sheet, {own: format(figure, "f")})


def transferred(seed, form):
    """The blank form of an edition with the entries of ``form``, which stands on the sheet ``seed``."""
    transfer = Transfer(blank(form.edition.id))
    seat(transfer, form.indicators)
    here = pencilled(transfer.sheet)
    entered(transfer, seed, form, here)
    payments(transfer, form)
    amounts(transfer, form)
    for what, entry in form.identity.items():
        place = here.identity[what].place if what in here.identity else None
        if place and not transfer.sheet.rows[place.row - 1][place.column].startswith("="):
            said = seed.rows[entry.place.row - 1][entry.place.column]
            transfer.sheet = written(transfer.sheet, {(place.row, place.column): said})
    return transfer
