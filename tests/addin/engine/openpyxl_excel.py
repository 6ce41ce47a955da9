"""A headless Excel for tests: an engine of xlwings over openpyxl, as far as the buttons use Excel.

It imitates what COM does and openpyxl does not: numbers are floats, blanks None, "mixed" is None, a protected sheet
and a protected structure refuse every change, an apostrophe makes a text, and what a cell of a merged area is asked
concerns the whole area. ``Meter`` counts the calls that would go to Excel.
"""

from __future__ import annotations

from itertools import count
from pathlib import Path

import xlwings
from engine.openpyxl_cells import Range
from engine.openpyxl_meter import Meter, Metered, RefusedByExcelError
from openpyxl import load_workbook
from openpyxl.cell.cell import ERROR_CODES
from xlwings import base_classes

VERY_HIDDEN, VISIBLE, HIDDEN = 2, -1, 0


class Engine:
    name, type = "openpyxl", "desktop"

    def __init__(self):
        self.apps = Apps(self)

    @staticmethod
    def clean_value_data(data, datetime_builder, empty_as, number_builder, err_to_str):
        del datetime_builder, number_builder
        lost = (None, "") if err_to_str else (None, "", *ERROR_CODES)
        return [[empty_as if value in lost else value for value in row] for row in data]

    @staticmethod
    def prepare_xl_data_element(value, options):
        del options
        return value


class Apps(base_classes.Apps):
    def __init__(self, engine):
        self.engine, self.running = engine, []

    def __iter__(self):
        return iter(self.running)

    def __len__(self):
        return len(self.running)

    def keys(self):
        return [app.pid for app in self.running]

    def __getitem__(self, pid):
        return next(app for app in self.running if app.pid == pid)

    def add(self, spec=None, add_book=None, xl=None, visible=None):
        del spec, add_book, xl, visible
        app = App(self)
        self.running.insert(0, app)
        return app


class App(base_classes.App):
    """``alerts`` keeps what was said; ``answers`` are given to questions, in order, then "no"."""

    pids = count(1)
    screen_updating = True
    status_bar = False

    def __init__(self, apps):
        self.apps, self._pid = apps, next(self.pids)
        self.open_books, self.alerts, self.answers, self.selected = Books(self), [], [], None
        self.meter = Meter()

    engine = property(lambda self: self.apps.engine)
    api = property(lambda self: self)
    pid = property(lambda self: self._pid)
    books = property(lambda self: self.open_books)

    def activate(self, steal_focus=False):
        assert not steal_focus

    @property
    def selection(self):
        """What the last ``select`` chose; None stands for a picture."""
        if self.selected is None:
            return None
        sheet, row, column = self.selected
        return Sheet(self.open_books.active, self.open_books.active.file[sheet]).range((row, column))

    def quit(self):
        self.apps.running.remove(self)

    def alert(self, prompt, title, buttons, mode, callback):
        del mode, callback
        assert title
        self.alerts.append(prompt)
        return (self.answers.pop(0) if self.answers else "no") if buttons == "yes_no" else "ok"


class Books(base_classes.Books):
    def __init__(self, app):
        self.app, self.all = app, []

    api = property(lambda self: self)
    active = property(lambda self: self.all[-1])

    def __len__(self):
        return len(self.all)

    def __iter__(self):
        return iter(self.all)

    def __call__(self, key):
        named = {book.name: book for book in self.all}
        return self.all[key - 1] if isinstance(key, int) else named[key]

    def open(self, fullname, *_args, **_options):
        self.all.append(Book(self, fullname))
        return self.all[-1]


class Book(base_classes.Book):
    def __init__(self, books, path):
        self.books, self.path = books, Path(path)
        self.file = load_workbook(path, rich_text=True)
        self.results = load_workbook(path, data_only=True)
        self.meter, self.locked = books.app.meter, False

    api = property(lambda self: self.file)
    name = property(lambda self: self.path.name)
    fullname = property(lambda self: str(self.path))
    app = property(lambda self: self.books.app)

    @property
    def sheets(self):
        return Sheets(self)

    def activate(self):
        """The book under test is the active one."""

    def close(self):
        self.books.all.remove(self)

    def stored(self, sheet, cell):
        """The result that the file holds for a formula."""
        return self.results[sheet.title][cell.coordinate].value if sheet.title in self.results.sheetnames else None

    def check_structure(self):
        if self.locked:
            raise RefusedByExcelError

    def lock(self):
        """Protect the structure, as the Review tab does."""
        self.locked = True


class Sheets(Metered, base_classes.Sheets):
    def __init__(self, book):
        self._book, self._meter = book, book.meter

    api = property(lambda self: self._book.file)
    active = property(lambda self: Sheet(self._book, self._book.file.active))

    def __len__(self):
        return len(self._book.file.worksheets)

    def __iter__(self):
        return (Sheet(self._book, sheet) for sheet in self._book.file.worksheets)

    def __call__(self, key):
        if isinstance(key, int):
            return Sheet(self._book, self._book.file.worksheets[key - 1])
        return Sheet(self._book, self._book.file[key])

    def add(self, before=None, after=None, name=None):
        assert before is None
        self._book.check_structure()
        file = self._book.file
        sheet = file.create_sheet(name, file.index(after._sheet) + 1)
        file.active = file.index(sheet)
        return Sheet(self._book, sheet)


class Sheet(Metered, base_classes.Sheet):
    def __init__(self, book, sheet):
        self._book, self._sheet, self._meter = book, sheet, book.meter

    api = property(lambda self: self._sheet)
    book = property(lambda self: self._book)
    index = property(lambda self: self._book.file.worksheets.index(self._sheet) + 1)
    name = property(lambda self: self._sheet.title)
    cells = property(lambda self: Range(self, (1, 1), (1_048_576, 16_384)))

    @property
    def visible(self):
        return {"visible": VISIBLE, "hidden": HIDDEN, "veryHidden": VERY_HIDDEN}[self._sheet.sheet_state]

    @visible.setter
    def visible(self, state):
        self._sheet.sheet_state = "veryHidden" if state == VERY_HIDDEN else "visible" if state else "hidden"

    @property
    def used_range(self):
        sheet = self._sheet
        return Range(self, (sheet.min_row, sheet.min_column), (sheet.max_row, sheet.max_column))

    @property
    def notes(self):
        rows = self._sheet.iter_rows()
        return [
            Range(self, (cell.row, cell.column)).note for row in rows for cell in row if getattr(cell, "comment", None)
        ]

    def range(self, first, last=None):
        return Range(self, first, last)

    def activate(self):
        assert self._sheet.sheet_state == "visible", "Excel refuses to show a hidden sheet"
        self._book.file.active = self._book.file.index(self._sheet)

    def delete(self):
        self._book.check_structure()
        file = self._book.file
        shown = file.active
        file.remove(self._sheet)
        file.active = file.index(shown) if shown in file._sheets else 0


def install():
    """Register the engine and make it the active one."""
    engine = xlwings.Engine(impl=Engine())
    xlwings.engines.engines_by_name.pop(Engine.name, None)
    xlwings.engines.add(engine)
    engine.activate()
    return engine
