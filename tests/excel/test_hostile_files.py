"""Files made to harm: each is read or refused with a sentence; nothing crashes, hangs or fills the memory."""

import io
import random
import struct
import zlib

import pytest
import xlwt
from package_parts import MAIN, SHEET, shared, workbook_parts, worksheet, zipped

from xlplugin.errors import RefusedError, UnreadableError
from xlplugin.excel import markup, ooxml, sharedstrings
from xlplugin.excel import worksheet as worksheets
from xlplugin.excel.read import read_workbook

ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
LAUGHS = (
    '<!DOCTYPE l [<!ENTITY a0 "lol">'
    + "".join(f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 10))
    + "]>"
)
QUADRATIC = f'<!DOCTYPE q [<!ENTITY a "{"x" * 50_000}">]>'
FOREIGN = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'


def _inline(text):
    return worksheet(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>')


REFUSED = {
    "laughs in strings": {"strings": LAUGHS + shared("<t>&a9;</t>")},
    "laughs in the sheet": {"sheet": LAUGHS + _inline("&a9;")},
    "quadratic": {"strings": QUADRATIC + shared("<t>" + "&a;" * 20_000 + "</t>")},
    "foreign entity in strings": {"strings": FOREIGN + shared("<t>[&e;]</t>")},
    "foreign entity in the sheet": {"sheet": FOREIGN + _inline("[&e;]")},
    "harmless doctype": {"sheet": "<!DOCTYPE worksheet>" + worksheet(ONE)},
    "doctype in relations": {"_rels/.rels": FOREIGN + "<Relationships/>"},
    "doctype in styles": {"styles": FOREIGN + "<styleSheet/>"},
    "spaces": {"sheet": worksheet(" " * (11 << 20) + ONE)},
    "merged whole sheet": {"sheet": worksheet(ONE, tail='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')},
    "100,000 merges": {
        "sheet": worksheet(
            ONE,
            tail="<mergeCells>"
            + "".join(f'<mergeCell ref="A{row}:C{row}"/>' for row in range(1, 100_001))
            + "</mergeCells>",
        )
    },
    "5,000 parentheses": {"sheet": worksheet(f'<row r="1"><c r="A1"><f>{"(" * 5000}1{")" * 5000}</f></c></row>')},
    "long formula": {"sheet": worksheet(f'<row r="1"><c r="A1"><f>{"1+" * 5000}1</f></c></row>')},
    "1,001 sheets": {
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}"><sheets>'
        + '<sheet name="a" r:id="rId1" xmlns:r="r"/>' * 1001
        + "</sheets></workbook>"
    },
    "one part for two sheets": {
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}"><sheets>'
        + '<sheet name="a" r:id="rId1" xmlns:r="r"/>' * 2
        + "</sheets></workbook>"
    },
}


@pytest.mark.parametrize("parts", REFUSED.values(), ids=REFUSED)
def test_what_breaks_a_limit_is_refused(build, parts):
    with pytest.raises(RefusedError) as caught:
        ooxml.read(build(**parts))
    assert caught.value.zh.endswith("再试。")
    assert caught.value.en.endswith("try again.")


HARMLESS = {
    "phonetic guides without end": {"strings": shared("<t>x</t>" + "<rPh/>" * 200_000)},
    "strings with blanks in their end tags": {
        "strings": f'<sst xmlns="{MAIN}">' + "<si><t>x</t></si >" * 100_000 + "</sst>"
    },
    "blanks between cells": {"sheet": worksheet(" " * (9 << 20) + ONE)},
    "empty rows": {"sheet": worksheet('<row r="2"/>' * 300_000 + ONE)},
    "wrong dimension": {"sheet": worksheet(ONE, '<dimension ref="A1:XFD1048576"/>')},
    "far cell": {"sheet": worksheet(ONE + '<row r="1048576"><c r="XFD1048576" s="0"/></row>')},
    "whole-sheet range in a formula": {
        "sheet": worksheet('<row r="1"><c r="A1"><f>SUM(B1:XFD1048576)</f><v>1</v></c></row>')
    },
    "deep elements": {"sheet": worksheet("<a>" * 100_000 + "</a>" * 100_000 + ONE)},
    "names that climb out": {"../../../../pwned.txt": "x", "/etc/evil": "x"},
    "100,000 validated ranges": {
        "sheet": worksheet(ONE, tail=f'<dataValidations><dataValidation sqref="{"A1 " * 100_000}"/></dataValidations>')
    },
    "columns hidden a thousand times": {
        "sheet": worksheet(ONE, "<cols>" + '<col min="1" max="16384" hidden="1"/>' * 1000 + "</cols>")
    },
}


@pytest.mark.parametrize("parts", HARMLESS.values(), ids=HARMLESS)
def test_what_only_looks_dangerous_is_read(build, parts):
    assert ooxml.read(build(**parts)).sheets[0].values[1, 1] == 1


def test_a_target_outside_the_package_is_a_missing_part(build):
    data = build(
        **{
            "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="rId1" Type="/worksheet" '
            'Target="../../../../etc/passwd"/></Relationships>'
        }
    )
    with pytest.raises(UnreadableError, match="etc/passwd"):
        ooxml.read(data)


def test_the_number_of_cells_and_strings_is_limited(build, monkeypatch):
    monkeypatch.setattr(worksheets, "MAX_CELLS", 100)
    monkeypatch.setattr(sharedstrings, "MAX_STRINGS", 100)
    with pytest.raises(RefusedError, match="单元格"):
        ooxml.read(build(sheet=worksheet("<row><c><v>1</v></c><c><v>1</v></c></row>" * 60)))
    for indent in ("", "\n"):
        with pytest.raises(RefusedError, match="共享字符串"):
            ooxml.read(build(strings=shared(*[f"<t>a</t>{indent}"] * 101)))


def test_a_huge_part_is_refused_before_it_is_parsed(build, monkeypatch):
    monkeypatch.setattr(markup, "MAX_MARKUP", 500)
    with pytest.raises(RefusedError, match="过大"):
        ooxml.read(build(sheet=worksheet(" " * 600)))


def test_shared_formulas_do_not_multiply_without_end(build, monkeypatch):
    monkeypatch.setattr(worksheets, "MAX_EXPANDED", 1000)
    master = f'<row r="1"><c r="A1"><f t="shared" si="0">{"1+" * 100}B1</f></c></row>'
    copies = "".join(f'<row r="{row}"><c r="A{row}"><f t="shared" si="0"/></c></row>' for row in range(2, 10))
    with pytest.raises(RefusedError, match="共享公式"):
        ooxml.read(build(sheet=worksheet(master + copies)))


def test_rows_without_end_are_refused(build, monkeypatch):
    monkeypatch.setattr(worksheets, "MAX_ROW", 100)
    with pytest.raises(RefusedError, match="行数"):
        ooxml.read(build(sheet=worksheet('<row r="1"/>' * 101)))


def test_a_member_that_hides_more_than_it_declares_is_never_inflated_further():
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    bomb = packed.compress(b" " * (64 << 20)) + packed.flush()
    name, lie = SHEET.encode(), 1000
    head = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0, 8, 0, 0, 0, len(bomb), lie, len(name), 0) + name
    entry = struct.pack(
        "<4sHHHHHHIIIHHHHHII", b"PK\1\2", 20, 20, 0, 8, 0, 0, 0, len(bomb), lie, len(name), 0, 0, 0, 0, 0, 0
    )
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 1, 1, len(entry + name), len(head + bomb), 0)
    package = ooxml.Package(head + bomb + entry + name + end)
    with pytest.raises(UnreadableError, match=SHEET):
        package.read(SHEET)


@pytest.mark.parametrize("indent", ["", "\n"])
def test_a_second_body_of_cells_is_no_hiding_place(build, indent):
    with pytest.raises(UnreadableError, match=r"sheet1\.xml"):
        ooxml.read(build(sheet=worksheet(ONE, tail=f"{indent}<sheetData>{ONE}</sheetData>")))


def test_a_row_beyond_the_sheet_is_unreadable(build):
    for rows in ('<row r="1048577"><c><v>1</v></c></row>', '<row r="0"><c><v>1</v></c></row>'):
        with pytest.raises(UnreadableError):
            ooxml.read(build(sheet=worksheet(rows)))


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (worksheet(ONE, tail='<mergeCells><mergeCell ref="C3:A1"/></mergeCells>'), "C3:A1"),
        (worksheet(ONE, tail="<mergeCells><mergeCell/></mergeCells>"), "sheet1"),
        (worksheet(ONE, '<cols><col min="x" max="2" hidden="1"/></cols>'), "min="),
    ],
)
def test_wrong_merges_and_columns_are_quoted(build, part, said):
    with pytest.raises(UnreadableError, match=said):
        ooxml.read(build(sheet=part))


def _survives(data):
    """Whether the file is read or refused with a sentence in both languages."""
    try:
        read_workbook(data, "a.xlsx")
    except UnreadableError as fault:
        return fault.zh.endswith("。") and fault.en.endswith(".")
    return True


SOUND = zipped(workbook_parts(strings=shared(*(f"<t>指标{number}</t>" for number in range(200)))))


@pytest.mark.parametrize("percent", range(0, 100, 5))
def test_a_file_cut_off_anywhere_is_unreadable(percent):
    with pytest.raises(UnreadableError):
        read_workbook(SOUND[: len(SOUND) * percent // 100], "a.xlsx")


def test_flipped_bytes_are_survived():
    chance = random.Random(20240115)  # noqa: S311 - damage that can be repeated
    for _ in range(300):
        damaged = bytearray(SOUND)
        for _ in range(chance.choice((1, 1, 3, 10))):
            damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        assert _survives(bytes(damaged))


def test_flipped_bytes_inside_the_parts_are_survived():
    chance = random.Random(20240116)  # noqa: S311 - damage that can be repeated
    row = (
        '<row r="1" hidden="1"><c r="A1" s="0" t="s"><v>0</v></c>'
        '<c r="B1" t="str"><f t="shared" si="0">A1+$B$2</f><v>甲</v></c></row>'
    )
    sound = workbook_parts(
        sheet=worksheet(
            row + '<row r="2"><c r="B2"><f t="shared" si="0"/><v>1</v></c></row>',
            '<cols><col min="1" max="2" hidden="1"/></cols>',
            '<mergeCells><mergeCell ref="A3:B4"/></mergeCells>',
        ),
        styles=f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="0.0"/></numFmts>'
        '<cellXfs><xf numFmtId="164"/></cellXfs></styleSheet>',
    )
    for _ in range(600):
        parts = dict(sound)
        name = chance.choice([part for part in parts if part != "[Content_Types].xml"])
        damaged = bytearray(parts[name].encode())
        damaged[chance.randrange(len(damaged))] = chance.choice(b'<>&"=/09A:$ \0\xff' + bytes([chance.randrange(256)]))
        assert _survives(zipped(parts | {name: bytes(damaged)}))


def test_flipped_bytes_of_an_xls_are_survived():
    chance = random.Random(20240117)  # noqa: S311 - damage that can be repeated
    book = xlwt.Workbook()
    book.add_sheet("表一").write(1, 1, "得分")
    buffer = io.BytesIO()
    book.save(buffer)
    for _ in range(150):
        damaged = bytearray(buffer.getvalue())
        for _ in range(chance.choice((1, 3, 20))):
            damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        assert _survives(bytes(damaged))
