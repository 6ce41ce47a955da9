"""Cells of the headless Excel: values, formulas, formats, notes, conditional formats, merged areas."""

from __future__ import annotations

from copy import copy

from engine.openpyxl_meter import Metered, RefusedByExcelError
from openpyxl.cell.cell import MergedCell
from openpyxl.cell.rich_text import CellRichText
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, PatternFill
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.hyperlink import Hyperlink
from xlwings import base_classes


def _merged_in(sheet, row, column):
    return next(
        (m for m in sheet.merged_cells.ranges if m.min_row <= row <= m.max_row and m.min_col <= column <= m.max_col),
        None,
    )


class Range(Metered, base_classes.Range):
    max_cells_per_read = max_cells_per_write = None
    has_array = False

    def __init__(self, owner, first, last=None):
        self._owner, self._meter = owner, owner._meter
        self._ws = object.__getattribute__(owner, "_sheet")
        if isinstance(first, str):
            left, top, right, bottom = range_boundaries(first)
            first, last = (top, left), (bottom, right)
        elif isinstance(first, Range):
            first, last = (first._top, first._left), (last._bottom, last._right)
        self._top, self._left = first
        self._bottom, self._right = last or first
        self.options = {}

    api = property(lambda self: self)
    sheet = property(lambda self: self._owner)
    row = property(lambda self: self._top)
    column = property(lambda self: self._left)
    shape = property(lambda self: (self._bottom - self._top + 1, self._right - self._left + 1))
    coords = property(lambda self: (self._ws.title, self._top, self._left, *self.shape))

    def get_address(self, row_absolute, column_absolute, external):
        del row_absolute, column_absolute, external
        return f"{get_column_letter(self._left)}{self._top}:{get_column_letter(self._right)}{self._bottom}"

    def __len__(self):
        return self.shape[0] * self.shape[1]

    def __call__(self, row, column):
        return Range(self._owner, (self._top + row - 1, self._left + column - 1))

    def _places(self):
        rows, columns = range(self._top, self._bottom + 1), range(self._left, self._right + 1)
        return [(row, column) for row in rows for column in columns]

    def _cells(self):
        return [self._ws.cell(*place) for place in self._places()]

    def _rows(self, content):
        rows, columns = range(self._top, self._bottom + 1), range(self._left, self._right + 1)
        return tuple(tuple(content(self._ws.cell(row, column)) for column in columns) for row in rows)

    def _check(self):
        if self._ws.protection.sheet:
            raise RefusedByExcelError

    def _value(self, cell):
        value = cell.value
        if cell.data_type == "f" or isinstance(value, ArrayFormula):
            value = self._owner.book.stored(self._ws, cell)
        value = str(value) if isinstance(value, CellRichText) else value
        return float(value) if isinstance(value, int) and not isinstance(value, bool) else value

    @staticmethod
    def _formula(cell):
        value = cell.value
        value = value.text if isinstance(value, ArrayFormula) else value
        return "" if value is None else str(value)

    @property
    def raw_value(self):
        return self._rows(self._value)

    @raw_value.setter
    def raw_value(self, data):
        self._check()
        rows = data if isinstance(data, list | tuple) else [[data]]
        for row, line in enumerate(rows, self._top):
            for column, value in enumerate(line, self._left):
                self._write(self._ws.cell(row, column), value)

    @staticmethod
    def _write(cell, value):
        if isinstance(cell, MergedCell):
            return
        literal = isinstance(value, str) and value.startswith("'")
        value = int(value) if isinstance(value, float) and value.is_integer() else value
        cell.value = value[1:] if literal else None if value == "" else value
        if literal:
            cell.data_type = "s"

    @property
    def formula(self):
        rows = self._rows(self._formula)
        return rows[0][0] if len(self) == 1 else rows

    @formula.setter
    def formula(self, rows):
        self.raw_value = rows

    @property
    def number_format(self):
        return self._alike(cell.number_format for cell in self._cells())

    @staticmethod
    def _alike(answers):
        found = set(answers)
        return found.pop() if len(found) == 1 else None

    @property
    def row_height(self):
        sizes = [self._ws.row_dimensions[row] for row in range(self._top, self._bottom + 1)]
        return self._alike(0 if size.hidden else size.height or 15 for size in sizes)

    @property
    def column_width(self):
        names = [get_column_letter(column) for column in range(self._left, self._right + 1)]
        sizes = [self._ws.column_dimensions[name] for name in names]
        return self._alike(0 if size.hidden else size.width for size in sizes)

    @column_width.setter
    def column_width(self, width):
        self._check()
        self._ws.column_dimensions[get_column_letter(self._left)].width = width

    @property
    def merge_cells(self):
        return self._alike(_merged_in(self._ws, *place) is not None for place in self._places())

    @property
    def merge_area(self):
        area = _merged_in(self._ws, self._top, self._left)
        return Range(self._owner, area.coord) if area else self

    @property
    def color(self):
        return self._ws.cell(self._top, self._left).fill.fgColor.rgb

    @color.setter
    def color(self, value):
        self._check()
        for cell in self._cells():
            cell.fill = PatternFill("solid", fgColor="FF" + value.removeprefix("#"))

    def _align(self, **changes):
        self._check()
        for cell in self._cells():
            cell.alignment = Alignment(**{"wrap_text": cell.alignment.wrap_text, **changes})

    wrap_text = property(None, lambda self, wrap: self._align(wrap_text=wrap))
    vertical_alignment = property(None, lambda self, where: self._align(vertical=where))

    @property
    def font(self):
        return Font(self)

    def autofit(self, axis):
        assert axis == "r", "widths are given, heights follow"

    def add_hyperlink(self, address, text, tip):
        self._check()
        cell = self._ws.cell(self._top, self._left)
        cell.value = text
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=address.removeprefix("#"), tooltip=tip)

    @property
    def note(self):
        return Note(self) if self._ws.cell(self._top, self._left).comment else None

    def add_note(self, text):
        self._check()
        self._ws.cell(self._top, self._left).comment = Comment(text, "Excel")
        return Note(self)

    @property
    def conditional_formats(self):
        return ConditionalFormats(self)

    def select(self):
        self._owner.book.app.selected = (self._ws.title, self._top, self._left)


class Font(base_classes.Font):
    def __init__(self, cells):
        self.cells = cells

    @property
    def bold(self):
        raise NotImplementedError

    @bold.setter
    def bold(self, bold):
        for cell in self.cells._cells():
            font = copy(cell.font)
            font.b = bold
            cell.font = font


class Note(Metered, base_classes.Note):
    def __init__(self, cell):
        self._at, self._meter = cell, cell._meter
        self._cell = cell._ws.cell(cell._top, cell._left)

    api = property(lambda self: self._cell.comment)

    @property
    def text(self):
        return self._cell.comment.text

    @text.setter
    def text(self, text):
        self._at._check()
        self._cell.comment.text = text

    def delete(self):
        self._at._check()
        self._cell.comment = None


class ConditionalFormats(Metered, base_classes.ConditionalFormats):
    """All rules of a sheet: nobody asks about fewer cells."""

    def __init__(self, cells):
        self._at, self._meter = cells, cells._meter

    api = property(lambda self: self._at._ws.conditional_formatting)

    def __len__(self):
        return sum(len(area.rules) for area in self._at._ws.conditional_formatting)

    def __iter__(self):
        formats = self._at._ws.conditional_formatting
        return iter([ConditionalFormat(self._at, str(area.sqref), rule) for area in formats for rule in area.rules])

    def add_custom(self, spec):
        at = self._at
        at._check()
        assert spec["formula"].startswith("=")
        fill = PatternFill(bgColor="FF" + bytes(spec["fill_color"]).hex().upper())
        rule = FormulaRule(formula=[spec["formula"][1:]], fill=fill)
        area = at.get_address(False, False, False) if len(at) > 1 else f"{get_column_letter(at._left)}{at._top}"
        at._ws.conditional_formatting.add(area, rule)
        return ConditionalFormat(at, area, rule)


class ConditionalFormat(Metered, base_classes.ConditionalFormat):
    def __init__(self, cells, area, rule):
        self._at, self._area, self._rule, self._meter = cells, area, rule, cells._meter

    type = property(lambda self: "custom" if self._rule.type == "expression" else "unknown")
    formula = property(lambda self: "=" + self._rule.formula[0] if self.type == "custom" else None)

    def delete(self):
        self._at._check()
        formats = self._at._ws.conditional_formatting
        kept = [(str(area.sqref), rule) for area in formats for rule in area.rules if rule is not self._rule]
        formats._cf_rules.clear()
        for area, rule in kept:
            formats.add(area, rule)
