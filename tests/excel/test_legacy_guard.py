"""The size of an .xls is known before the native reader lays out its sheets."""

import io
import struct

import pytest
import xlwt

from xlplugin.errors import RefusedError, UnreadableError
from xlplugin.excel import legacy_guard
from xlplugin.excel.legacy_guard import guard
from xlplugin.excel.read import read_workbook


def saved(*sheets, blank=None):
    book = xlwt.Workbook()
    for number, cells in enumerate(sheets):
        sheet = book.add_sheet(f"表{number}")
        for row, column in cells:
            sheet.write(row, column, row + column + 0.5)
        if blank:
            sheet.write(*blank, None, xlwt.easyxf("pattern: pattern solid"))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


LARGE = [(row, column) for row in range(1_500) for column in range(30)]


@pytest.mark.parametrize("cells", [[(0, 0)], [(3, 2), (40, 9)], LARGE], ids=["one", "few", "beyond the mini stream"])
def test_sound_files_pass_and_are_read(cells):
    data = saved(cells)
    guard(data)
    assert read_workbook(data, "a.xls").sheets[0].values.keys() == {(row + 1, column + 1) for row, column in cells}


def test_the_rectangles_of_all_sheets_count_together():
    far = [(0, 0), (3_000, 255)]
    guard(saved(far, far))
    with pytest.raises(RefusedError, match=r"2,000,000.*空行空列"):
        guard(saved(far, far, far))
    with pytest.raises(RefusedError):
        guard(saved([(0, 0), (65_535, 255)]))


def worded(*texts):
    """A sheet with these texts in its first column; where one is a list, its parts are formatted apart."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for row, text in enumerate(texts):
        if isinstance(text, str):
            sheet.write(row, 0, text)
        else:
            sheet.write_rich_text(row, 0, [(part, xlwt.easyfont("bold on")) for part in text])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_a_shared_string_counts_wherever_it_stands():
    text = "文" * 32_000
    assert len(read_workbook(worded(*[text] * 100), "a.xls").sheets[0].values) == 100
    with pytest.raises(RefusedError, match="总字符数超过上限 4,000,000"):
        guard(worded(*[text] * 200))


def test_the_strings_of_several_records_are_measured():
    """Long ones go on in further records, which may spell the rest in wide letters; formats stand behind them."""
    texts = [
        ("a" if number % 3 else "文") * length for number, length in enumerate((1, 9_000, 5, 8_224, 20_000, 3) * 3)
    ]
    rich = ["粗" * 4_000, "b" * 9_000]
    book = legacy_guard._workbook(worded(*texts, rich, "end"))
    _, lengths = legacy_guard._sheets(book)
    assert sorted(lengths) == sorted(map(len, {*texts, "".join(rich), "end"}))


def test_cells_that_hold_nothing_but_a_format_do_not_count():
    guard(saved([(0, 0)], blank=(65_535, 255)))


def test_sheets_that_share_their_records_count_each():
    far = [(0, 0), (4_000, 255)]
    data = bytearray(saved(far, [(0, 0)]))
    first = data.index(b"\x85\x00")
    second = data.index(b"\x85\x00", first + 1)
    data[second + 4 : second + 8] = data[first + 4 : first + 8]
    with pytest.raises(RefusedError):
        guard(bytes(data))


def lying(mark, offset, number):
    data = bytearray(saved([(0, 0)]))
    struct.pack_into("<I", data, data.index(mark) + 4 + offset, number)
    return bytes(data)


@pytest.mark.parametrize(
    ("mark", "offset", "number"),
    [
        (b"\xfc\x00", 4, 0xFFFFFFFF),
        (b"\xfc\x00", 4, 0x70000000),
        (b"\x00\x02\x0e\x00", 4, 0x7FFFFFFF),
        (b"\x00\x02\x0e\x00", 0, 60_000),
        (b"\x00\x02\x0e\x00", 8, 0xFFFF0000),
    ],
    ids=["strings below zero", "strings", "rows", "rows backwards", "columns"],
)
def test_counts_that_cannot_be_true_are_damage(mark, offset, number):
    with pytest.raises(UnreadableError, match="97-2003"):
        guard(lying(mark, offset, number))


@pytest.mark.parametrize(
    ("at", "number"),
    [(44, 0), (48, 0xFFFFFFF0), (48, 7_777), (30, 0xFFFF), (76, 0x00FFFFFF)],
    ids=["no table", "no directory", "directory outside", "huge sectors", "table outside"],
)
def test_a_container_that_does_not_hang_together_is_unreadable(at, number):
    data = bytearray(saved([(0, 0)]))
    struct.pack_into("<I", data, at, number)
    with pytest.raises(UnreadableError, match="97-2003"):
        guard(bytes(data))


def test_sectors_in_a_circle_are_unreadable():
    data = bytearray(saved(LARGE))
    table = 512 + 512 * struct.unpack_from("<I", data, 76)[0]
    for number in range(100):
        struct.pack_into("<I", data, table + 4 * number, number)
    with pytest.raises(UnreadableError):
        guard(bytes(data))
