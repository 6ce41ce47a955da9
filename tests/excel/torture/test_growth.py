"""Marking takes time in proportion to the sheet: whatever is looked for in many rows is looked for once in each."""

import re

import annotate_books as books
import pytest
from annotate_books import SHEET, by_hand, finding, run, worksheet

from xlplugin.excel.annotate import annotate
from xlplugin.excel.splice import Spelling
from xlplugin.place import a1

ROWS = 400
CALL = '<c r="C1"><f>HYPERLINK("https://example.org","x")</f></c>'


def sheet(numbers, call=""):
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c>{call if row == 1 else ""}</row>' for row in numbers)
    return by_hand(worksheet(f"<sheetData>{rows}</sheetData>"))


@pytest.fixture
def searched(monkeypatch):
    """The bytes gone through by every search of a row."""
    lengths = []
    search = Spelling.holder

    def counted(self, name, attribute, start, end=None):
        found = search(self, name, attribute, start, end)
        lengths.append(((found[0] if found else end or len(self.text)) - start) / len(self.text))
        return found

    monkeypatch.setattr(Spelling, "holder", counted)
    return lengths


@pytest.mark.parametrize(
    ("data", "blamed"),
    [
        (sheet(range(1, ROWS), CALL), range(1, ROWS)),
        (sheet(range(1, ROWS, 2), CALL), range(1, ROWS)),
        (sheet(range(ROWS, 1, -1), CALL), range(2, ROWS)),
    ],
    ids=["a formula that links", "every other row missing", "rows from below to above"],
)
def test_rows_are_gone_through_a_few_times_in_all(data, blamed, searched):
    copy = annotate(data, run(*(finding(SHEET, a1(row, 1)) for row in blamed)))
    assert books.members(copy)["xl/worksheets/sheet1.xml"].count(b"<hyperlink ") == len(blamed)
    assert sum(searched) < 10


def test_cells_with_a_link_of_their_own_are_not_linked_again():
    links = '<hyperlinks><hyperlink ref="A3:B4" location="A1"/><hyperlink ref="A6" location="A1"/></hyperlinks>'
    rows = "".join(f'<row r="{row}"><c r="A{row}"/></row>' for row in range(2, 9))
    first = '<row r="1"><c r="A1"><f>IF(1,Hyperlink("x"))</f></c></row>'
    data = by_hand(worksheet(f"<sheetData>{first}{rows}</sheetData>", tail=links))
    copy = annotate(data, run(*(finding(SHEET, f"A{row}") for row in range(1, 9)), finding(SHEET, "C3")))
    text = books.members(copy)["xl/worksheets/sheet1.xml"].decode()
    assert re.findall(r'<hyperlink ref="(\w+)" location="\'', text) == ["A2", "C3", "A5", "A7", "A8"]
