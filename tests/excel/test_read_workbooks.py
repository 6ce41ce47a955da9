"""Whole workbooks as programs write them, against openpyxl and calamine; and what is no workbook."""

import datetime as dt
import glob
import io
import os
import re
import shutil
import subprocess
from decimal import Decimal

import openpyxl
import pytest
import python_calamine
import xlsxwriter
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from package_parts import relations, workbook_parts, zipped

from xlplugin.errors import UnreadableError
from xlplugin.excel import legacy, ooxml
from xlplugin.excel.read import MAX_FILE, load, read_workbook
from xlplugin.excel.serial import from_date
from xlplugin.grid import ErrorValue
from xlplugin.place import Area

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SAMPLES = sorted(glob.glob(os.path.join(ROOT, "workbooks", "**", "*.xlsx"), recursive=True))
WRITERS = ["xlsxwriter", "openpyxl"] + ["libreoffice"] * bool(shutil.which("soffice"))

ROWS = [
    ["项目支出绩效自评表（2023年度）", None, None, None],
    ["一级指标", "年度指标值", "实际完成值", "得分"],
    ["产出指标\n（50分）", "≥95%", 0.9567, 9.5],
    ["　全角　", "＝１２", True, -3],
    [" 两端空白 ", "a<b & \"c\"'d'", 1e-7, 80.9],
    ["甲_乙", "😀", 123456789012345, False],
]


def _xlsxwriter():
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("项目自评")
    percent = book.add_format({"num_format": "0.00%"})
    for row, cells in enumerate(ROWS):
        for column, cell in enumerate(cells):
            if cell is not None:
                sheet.write(row, column, cell, *[percent] * (cell == 0.9567))
    sheet.write_rich_string(6, 0, "普通", book.add_format({"bold": True}), "加粗", "结尾")
    sheet.write_formula(6, 1, "=SUM(D3:D5)", None, 87.4)
    sheet.write_formula(6, 2, "=1/0", None, "#DIV/0!")
    sheet.write_formula(6, 3, '=IF(TRUE,"优","良")', None, "优")
    sheet.merge_range(7, 0, 9, 3, "合并")
    sheet.set_row(4, None, None, {"hidden": True})
    sheet.set_column(5, 6, 8, None, {"hidden": True})
    book.add_worksheet("隐藏").hide()
    book.add_worksheet("深藏").very_hidden()
    book.add_chartsheet("图表").set_chart(_chart(book))
    book.close()
    return buffer.getvalue()


def _chart(book):
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=项目自评!$D$3:$D$5"})
    return chart


def _written(writer, folder):
    data = _xlsxwriter()
    if writer == "openpyxl":
        buffer = io.BytesIO()
        openpyxl.load_workbook(io.BytesIO(data)).save(buffer)
        return buffer.getvalue()
    if writer == "libreoffice":
        source, out = folder / "a.xlsx", folder / "out"
        source.write_bytes(data)
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xlsx"]
        subprocess.run([*command, "--outdir", str(out), str(source)], check=True, capture_output=True, timeout=120)
        return (out / "a.xlsx").read_bytes()
    return data


def _plain(value):
    """A value as an oracle and the reader both can state it."""
    if isinstance(value, ErrorValue):
        return value.code
    if isinstance(value, bool | str):
        return value
    if isinstance(value, dt.datetime | dt.date | dt.time | dt.timedelta):
        return None
    return Decimal(format(float(value), ".15g")).normalize()


def _same_as_openpyxl(data):
    book = ooxml.read(data)
    cached = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    written = openpyxl.load_workbook(io.BytesIO(data))
    assert [grid.name for grid in book.sheets] == [sheet.title for sheet in cached.worksheets]
    for grid in book.sheets:
        oracle = {
            (cell.row, cell.column): cell.value
            for row in cached[grid.name].iter_rows()
            for cell in row
            if cell.value is not None
        }
        dates = {place for place, value in oracle.items() if _plain(value) is None}
        assert {place: _plain(value) for place, value in grid.values.items() if value != "" and place not in dates} == {
            place: _plain(value) for place, value in oracle.items() if value != "" and place not in dates
        }
        assert dates <= set(grid.values)
        assert grid.formulas == {
            (cell.row, cell.column): (cell.value if isinstance(cell.value, str) else cell.value.text).removeprefix("=")
            for row in written[grid.name].iter_rows()
            for cell in row
            if cell.data_type == "f"
        }
        assert sorted(map(str, grid.merges)) == sorted(map(str, written[grid.name].merged_cells.ranges))
        assert grid.visibility == written[grid.name].sheet_state
        for (row, column), style in grid.styles.items():
            cell = written[grid.name].cell(row, column)
            if isinstance(cell, openpyxl.cell.Cell) and "%" in cell.number_format:
                assert book.number_format(style) == cell.number_format


def _same_as_calamine(data):
    book = ooxml.read(data)
    oracle = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    for grid in book.sheets:
        rows = oracle.get_sheet_by_name(grid.name).to_python(skip_empty_area=False)
        values = {
            (row, column): _plain(value)
            for row, cells in enumerate(rows, 1)
            for column, value in enumerate(cells, 1)
            if value != ""
        }
        dates = {place for place, value in values.items() if value is None}
        ours = {
            place: _plain(value)
            for place, value in grid.values.items()
            if value != "" and not isinstance(value, ErrorValue) and place not in dates
        }
        assert ours == {place: value for place, value in values.items() if place not in dates}


@pytest.mark.parametrize("writer", WRITERS)
def test_a_workbook_reads_as_openpyxl_and_calamine_read_it(writer, tmp_path):
    data = _written(writer, tmp_path)
    _same_as_openpyxl(data)
    _same_as_calamine(data)
    book = ooxml.read(data)
    grid = book.sheets[0]
    assert [sheet.visibility for sheet in book.sheets][:2] == ["visible", "hidden"]
    assert grid.values[5, 4] == Decimal("80.9")
    assert grid.values[5, 1] == " 两端空白 "
    assert grid.values[7, 1] == "普通加粗结尾"
    assert grid.formulas[7, 2] == "SUM(D3:D5)"
    assert book.number_format(grid.styles[3, 3]) == "0.00%"
    assert grid.merges == (Area(8, 1, 10, 4),)
    assert grid.hidden_rows == {5}
    assert {6, 7} <= grid.hidden_columns
    if writer != "openpyxl":  # which drops all results
        assert grid.values[7, 2] == Decimal("87.4")
        assert grid.values[7, 3] == ErrorValue("#DIV/0!")
        assert grid.values[7, 4] == "优"
    if writer != "libreoffice":  # which drops chart sheets
        assert book.other_sheets == ("图表",)


@pytest.mark.parametrize("writer", WRITERS)
def test_the_quick_way_and_the_way_for_any_shape_agree(writer, tmp_path, monkeypatch):
    books = [_written(writer, tmp_path), *map(load, SAMPLES)]
    quick = [ooxml.read(data) for data in books]
    monkeypatch.setattr("xlplugin.excel.worksheet.decoded", lambda *_: None)
    monkeypatch.setattr("xlplugin.excel.sharedstrings.decoded", lambda *_: None)
    assert [ooxml.read(data) for data in books] == quick


def test_the_usual_writers_take_the_quick_way(tmp_path, monkeypatch):
    books = [_written(writer, tmp_path) for writer in WRITERS]
    monkeypatch.setattr("xlplugin.excel.worksheet.canonical", None)
    monkeypatch.setattr("xlplugin.excel.sharedstrings._listened", None)
    assert all(ooxml.read(data).sheets for data in books)


def test_every_workbook_of_this_repository_reads_as_its_oracles_read_it():
    for path in SAMPLES:
        data = load(path)
        _same_as_openpyxl(data)
        _same_as_calamine(data)


TEXT = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=12).filter(
    lambda text: not re.search("_x[0-9A-Fa-f]{4}_", text) and not text.startswith(("=", "{="))
)
CELLS = st.one_of(
    TEXT,
    st.sampled_from(["≥95%", "８０．５", "（一）", "\n换行\n", " "]),
    st.integers(-(10**14), 10**14),
    st.floats(-1e9, 1e9).map(lambda number: round(number, 4)),
    st.booleans(),
)
PLACES = st.tuples(st.integers(1, 60), st.integers(1, 30))


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(PLACES, CELLS, max_size=25), st.booleans(), st.sampled_from(["#DIV/0!", "#N/A", "#REF!"]))
def test_whatever_is_written_reads_back(cells, with_openpyxl, error):
    buffer = io.BytesIO()
    if with_openpyxl:
        book = openpyxl.Workbook()
        for place, value in cells.items():
            book.active.cell(*place).value = value
            if isinstance(value, str):
                book.active.cell(*place).data_type = "s"
        book.active.cell(70, 1).value = error
        book.active.merge_cells("A80:C81")
        book.save(buffer)
    else:
        book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_urls": False})
        sheet = book.add_worksheet()
        for (row, column), value in cells.items():
            write = sheet.write_string if isinstance(value, str) else sheet.write
            write(row - 1, column - 1, value)
        sheet.write_formula("A70", "=1", None, error)
        sheet.merge_range("A80:C81", "")
        book.close()
    grid = ooxml.read(buffer.getvalue()).sheets[0]
    assert grid.values.get((70, 1)) == ErrorValue(error)
    assert grid.merges == (Area(80, 1, 81, 3),)
    assert {place: _plain(value) for place, value in grid.values.items() if place != (70, 1)} == {
        place: _plain(value) for place, value in cells.items()
    }


def _xls():
    book = xlwt.Workbook()
    sheet = book.add_sheet("表一")
    day, clock = xlwt.easyxf(num_format_str="yyyy-mm-dd"), xlwt.easyxf(num_format_str="hh:mm")
    sheet.write(1, 1, "得分")
    sheet.write(2, 2, 80.9)
    sheet.write(2, 3, 20)
    sheet.write(3, 3, dt.date(2024, 1, 15), day)
    sheet.write(3, 4, dt.time(12, 0), clock)
    sheet.write(4, 0, True)
    sheet.write_merge(6, 8, 1, 3, "合并")
    hidden = book.add_sheet("隐藏")
    hidden.visibility = 1
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_an_xls_reads_with_merges_dates_and_without_formulas():
    book = read_workbook(_xls(), "a.xls")
    grid = book.sheets[0]
    assert grid.values == {
        (2, 2): "得分", (3, 3): Decimal("80.9"), (3, 4): Decimal(20), (4, 4): Decimal(45306), (4, 5): Decimal("0.5"),
        (5, 1): True, (7, 2): "合并",
    }  # fmt: skip
    assert str(grid.values[3, 4]) == "20"
    assert grid.formulas is None
    assert grid.merges == (Area(7, 2, 9, 4),)
    assert book.number_format(grid.styles[4, 4]) == "yyyy/m/d"
    assert book.sheets[1].visibility == "hidden"


def test_a_password_is_named_whichever_way_it_was_set():
    ooxml_with_password = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
    )
    xls = bytearray(_xls())
    at = xls.find(b"\x09\x08\x10\0\0\6") + 20
    xls[at : at + 2] = b"\x2f\0"
    for data in (ooxml_with_password, bytes(xls)):
        with pytest.raises(UnreadableError, match="密码") as caught:
            read_workbook(data, "a.xls")
        assert "password" in caught.value.en


def test_durations_and_moments_of_an_xls_are_days():
    assert from_date(dt.timedelta(days=1, hours=12)) == Decimal("1.5")
    assert from_date(dt.datetime.fromisoformat("2024-01-15T06:00")) == Decimal("45306.25")


def test_a_panic_of_the_native_reader_is_a_sentence(monkeypatch):
    class PanicException(BaseException):
        pass

    for raised, expected in ((PanicException, UnreadableError), (KeyboardInterrupt, KeyboardInterrupt)):
        monkeypatch.setattr(legacy, "_workbook", lambda _book, raised=raised: (_ for _ in ()).throw(raised()))
        with pytest.raises(expected):
            read_workbook(_xls(), "a.xls")


def test_an_xls_with_a_huge_used_area_is_refused(monkeypatch):
    monkeypatch.setattr(legacy, "MAX_AREA", 10)
    with pytest.raises(UnreadableError, match="单元格数"):
        read_workbook(_xls(), "a.xls")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7", "PDF"),
        (b"<html><table>", "HTML"),
        (
            b'\xef\xbb\xbf<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "XML 电子表格 2003",
        ),
        (b"<?xml version='1.0'?><a/>", "XML"),
        ("指标,得分\n甲,10".encode("gb18030"), "CSV"),
        (b"\xff\xfea\0", "文本"),
        (b"\x89PNG\r\n", "图片"),
        (b"\0\1\2\3", "未知"),
        (b"   ", "未知"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "ods"),
        (zipped({"a.txt": "x"}), "ZIP"),
        (zipped({"Index/Document.iwa": "x"}), "Numbers"),
        (zipped({"_rels/.rels": relations(("officeDocument", "word/document.xml"))}), "Word"),
        (zipped({"_rels/.rels": relations(("officeDocument", "xl/workbook.bin"))}), "xlsb"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le"), "Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "97-2003"),
    ],
)
def test_what_is_no_workbook_is_called_what_it_seems_to_be(data, said):
    with pytest.raises(UnreadableError, match=said):
        read_workbook(data, "a.xlsx")


def test_a_workbook_without_worksheets_is_no_clean_result():
    parts = workbook_parts()
    parts["xl/_rels/workbook.xml.rels"] = relations(("chartsheet", "chartsheets/sheet1.xml"))
    with pytest.raises(UnreadableError, match="没有普通工作表"):
        read_workbook(zipped(parts), "a.xlsx")


def test_content_counts_and_not_the_name():
    assert read_workbook(zipped(workbook_parts()), "a.xls").sheets[0].name == "表一"


def test_loading_names_the_path_and_the_remedy(tmp_path, monkeypatch):
    (tmp_path / "empty.xlsx").write_bytes(b"")
    (tmp_path / "full.xlsx").write_bytes(b"PK")
    assert load(str(tmp_path / "full.xlsx")) == b"PK"
    for name, said in {"none.xlsx": "不存在", "": "文件夹", "empty.xlsx": "空的", "a\0b": "读取失败"}.items():
        with pytest.raises(UnreadableError, match=said):
            load(os.path.join(str(tmp_path), name))
    monkeypatch.setattr("xlplugin.excel.read.MAX_FILE", 1)
    with pytest.raises(UnreadableError, match=f"{MAX_FILE >> 20} MiB"):
        load(str(tmp_path / "full.xlsx"))


def test_a_file_that_must_not_be_read_is_named(tmp_path, monkeypatch):
    def refuse(*_args, **_given):
        raise PermissionError

    (tmp_path / "a.xlsx").write_bytes(b"PK")
    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(UnreadableError, match="权限"):
        load(str(tmp_path / "a.xlsx"))
