"""Where the workbook without marks goes: beside the copy or where it is told to, never over another file."""

import annotate_books as books
import pytest
from annotate_books import by_hand, worksheet

from xlplugin.clearing import cleared
from xlplugin.errors import UnreadableError, UsageError

SOURCE = by_hand(worksheet('<sheetData><row r="1"><c r="A1"><v>5</v></c></row></sheetData>'))


@pytest.fixture
def copy(tmp_path):
    path = tmp_path / "自评表.checked.xlsx"
    path.write_bytes(books.marked(SOURCE, "A1"))
    return path


def test_it_goes_beside_the_copy_under_a_free_name(copy):
    first, second = cleared(str(copy)), cleared(str(copy))
    assert (first, second) == (str(copy.parent / "自评表.cleared.xlsx"), str(copy.parent / "自评表.cleared2.xlsx"))
    for path in (first, second):
        with open(path, "rb") as file:
            assert books.members(file.read()) == books.members(SOURCE)
    assert len(list(copy.parent.iterdir())) == 3


def test_it_goes_where_it_is_told_to(copy):
    target = copy.parent / "去掉标注 'a&b' 😀.xlsx"
    assert cleared(str(copy), str(target)) == str(target)
    assert books.members(target.read_bytes()) == books.members(SOURCE)


def test_macros_stay_in_a_macro_file(copy):
    macros = copy.rename(copy.with_name("表.CHECKED.XLSM"))
    assert cleared(str(macros)).endswith("表.CHECKED.cleared.XLSM")
    with pytest.raises(UsageError, match=r"存为 \.XLSM"):
        cleared(str(macros), str(copy.parent / "b.xlsx"))


def test_no_file_is_ever_replaced(copy):
    before = copy.read_bytes()
    other = copy.parent / "b.xlsx"
    other.write_bytes(b"x")
    for target in (copy, other, copy.parent / ".." / copy.parent.name / copy.name):
        with pytest.raises(UsageError, match="没有覆盖"):
            cleared(str(copy), str(target))
    assert (copy.read_bytes(), other.read_bytes()) == (before, b"x")


def test_nothing_is_written_where_nothing_can_be_cleared(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(SOURCE)
    (tmp_path / "b.xlsx").write_bytes(SOURCE[:300])
    with pytest.raises(UsageError, match="没有 xlplugin 的标注"):
        cleared(str(tmp_path / "a.xlsx"))
    with pytest.raises(UnreadableError, match="请用 Excel"):
        cleared(str(tmp_path / "b.xlsx"))
    with pytest.raises(UnreadableError, match="文件不存在"):
        cleared(str(tmp_path / "c.xlsx"))
    assert len(list(tmp_path.iterdir())) == 2
