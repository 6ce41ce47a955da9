"""Workbooks for the tests of the marked copy: one with everything Excel can hold, and small ones written by hand."""

import io
import struct
import subprocess
import zipfile
import zlib

import openpyxl
import xlsxwriter

from xlplugin.excel.annotate import annotate
from xlplugin.model import ADVICE, ERROR, EXPLAIN, Basis, FileRun, Finding, NotChecked, Related
from xlplugin.place import Place, parse_a1

SHEET = "表"
FORM, DETAIL, HIDDEN = "绩效自评表", "明细 'A&B' “引号”", "字典"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
WORKBOOK = (
    '<workbook xmlns="{}" xmlns:r="{}">{}<sheets><sheet name="表" sheetId="7" r:id="rId1"/></sheets>{}</workbook>'
)
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def finding(sheet, cell, severity=ERROR, code="W101", message="权重合计不等于100", *, caused_by=None):
    row, column = parse_a1(cell)
    return Finding(
        id=f"{code}-{sheet}-{cell}",
        code=code,
        name="weights.total",
        severity=severity,
        place=Place(sheet, row, column),
        message=message,
        stated="80",
        expected="90",
        basis=Basis("财预〔2020〕10号", "第十条"),
        operands={"产出指标": "50", "效益指标": "30"},
        related=(Related(Place(sheet, 1, 1), "标题"),),
        caused_by=caused_by,
    )


def run(*findings, not_checked=(), file="目录/自评表.xlsx"):
    return FileRun(file, "00", findings=findings, not_checked=tuple(not_checked))


def torture_run():
    return run(
        finding(FORM, "B3", ERROR, message="=1+1 <权重> & “合计”"),
        finding(FORM, "B3", ADVICE, "W102", "同一单元格的提示", caused_by=f"W101-{FORM}-B3"),
        finding(FORM, "C5", EXPLAIN, message="已有会话批注"),
        finding(FORM, "D6", EXPLAIN),
        finding(FORM, "F4", ADVICE, message="已有超链接"),
        finding(FORM, "E1", ERROR, message="合并区域之内"),
        finding(FORM, "L40", ADVICE, message="空行"),
        finding(FORM, "K6", ERROR, message="空单元格"),
        finding(DETAIL, "B2", ERROR, "W203"),
        finding(HIDDEN, "A1", ADVICE, "W301"),
        finding("没有这张表", "A1", ADVICE, "W302"),
        not_checked=(
            NotChecked("图表页", "图表页", "不是工作表"),
            NotChecked(None, "版本", "表样未登记", blocking=False),
        ),
    )


def png(width, height, colour):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    raw = b"".join(b"\0" + bytes(colour) * width for _ in range(height))
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(raw)) + chunk(b"IEND", b"")


def _form(book, sheet):
    head = book.add_format({"bold": 1, "bg_color": "#D9E1F2", "border": 1, "font_name": "宋体", "align": "center"})
    body = book.add_format({"border": 1, "font_name": "宋体", "num_format": "#,##0.00", "locked": False})
    share = book.add_format({"border": 1, "num_format": "0.00%"})
    sheet.merge_range("A1:L1", "项目支出绩效自评表", head)
    sheet.write_row("A2", ["指标", "目标", "完成", "执行率", "得分", "说明"], head)
    for row in range(2, 30):
        sheet.write(row, 0, f"指标{row - 1}", head)
        sheet.write(row, 1, 100 + row, body)
        sheet.write(row, 2, 90 + row, body)
        sheet.write_formula(row, 3, f"=ROUND(C{row + 1}/B{row + 1},4)", share, round((90 + row) / (100 + row), 4))
    sheet.write_rich_string("F3", "部分", book.add_format({"color": "red", "bold": 1}), "红色", "文字")
    sheet.write_url("F4", "https://example.org", string="网站")
    sheet.write_url("F5", f"internal:'{DETAIL.replace(chr(39), chr(39) * 2)}'!A1", string="跳转")
    sheet.write_comment("B3", "原有批注：请复核", {"author": "财务", "x_scale": 2, "color": "#CCFFCC", "visible": True})
    sheet.write_comment("C5", "第二条", {"author": "财务"})
    picture = {"image_data": io.BytesIO(png(80, 40, (200, 30, 30)))}
    sheet.insert_image("H3", "logo.png", picture)
    sheet.insert_textbox("H8", "填表说明：红色为必填", {"width": 200, "height": 60})
    sheet.insert_button("H13", {"macro": "CheckForm", "caption": "一键检查"})
    sheet.insert_checkbox("F7", True)


def _rules(book, sheet):
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": f"={FORM}!$C$3:$C$30"})
    sheet.insert_chart("H16", chart)
    sheet.data_validation("F10", {"validate": "list", "source": ["优", "良", "中", "差"]})
    low = {"type": "cell", "criteria": "<", "value": 0.9, "format": book.add_format({"bg_color": "#FFC7CE"})}
    sheet.conditional_format("D3:D30", low)
    sheet.conditional_format("E3:E30", {"type": "data_bar", "data_bar_2010": True})
    sheet.print_area("A1:L30")
    sheet.repeat_rows(0, 1)
    sheet.set_landscape()
    logo = io.BytesIO(png(60, 20, (30, 30, 200)))
    sheet.set_header("&L&G&C绩效自评&R第 &P 页", {"image_left": "head.png", "image_data_left": logo})
    sheet.freeze_panes(2, 1)
    sheet.autofilter("A2:F30")
    sheet.protect("pwd", {"format_cells": True, "objects": True})
    sheet.ignore_errors({"number_stored_as_text": "A1:A30"})
    for row in range(10, 15):
        sheet.set_row(row, None, None, {"level": 1, "hidden": row > 12})
    sheet.set_column("C:C", 12, None, {"level": 1})
    sheet.set_column("L:L", 9, book.add_format({"num_format": "0.000", "italic": True}))
    sheet.add_sparkline("G3", {"range": f"{FORM}!B3:C3"})


def _written():
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.add_vba_project(io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 40), is_stream=True)
    book.set_vba_name("ThisWorkbook")
    book.set_properties({"title": "绩效自评", "keywords": "绩效"})
    book.set_custom_property("密级", "内部")
    form, detail, hidden = (book.add_worksheet(name) for name in (FORM, DETAIL, HIDDEN))
    for number, sheet in enumerate((form, detail, hidden), 1):
        sheet.set_vba_name(f"Sheet{number}")
    _form(book, form)
    _rules(book, form)
    rows = [["甲", 1, "x"], ["乙", 2, "y"], ["丙", 3, "z"]]
    columns = [{"header": "名称"}, {"header": "金额", "total_function": "sum"}, {"header": "备注"}]
    detail.add_table("A1:C5", {"name": "表1", "columns": columns, "data": rows, "total_row": 1})
    detail.print_area("A1:C5")
    detail.activate()
    form.select()
    hidden.write("A1", "字典")
    hidden.very_hidden()
    book.define_name("预算合计", f"={FORM}!$B$3:$B$30")
    pie = book.add_chart({"type": "pie"})
    pie.add_series({"values": f"={FORM}!$C$3:$C$6"})
    book.add_chartsheet("图表页").set_chart(pie)
    book.close()
    return target.getvalue()


def members(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def _threaded(parts):
    """Add what XlsxWriter cannot write: a threaded comment on C5, custom XML, printer settings."""
    thread = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<ThreadedComments xmlns="http://schemas.microsoft.com'
        '/office/spreadsheetml/2018/threadedcomments"><threadedComment ref="C5" dT="2024-01-01T00:00:00.00" '
        'personId="{11111111-1111-1111-1111-111111111111}" id="{22222222-2222-2222-2222-222222222222}">'
        "<text>会话</text></threadedComment></ThreadedComments>"
    )
    parts["xl/threadedComments/threadedComment1.xml"] = thread.encode()
    parts["customXml/item1.xml"] = "<审批 xmlns='urn:x'><状态>已提交</状态></审批>".encode()
    parts["xl/printerSettings/printerSettings1.bin"] = bytes(range(256)) * 4
    ties = (
        '<Relationship Id="rIdT" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" '
        'Target="../threadedComments/threadedComment1.xml"/>'
        f'<Relationship Id="rIdP" Type="{OFFICE}/printerSettings" Target="../printerSettings/printerSettings1.bin"/>'
        "</Relationships>"
    )
    name = "xl/worksheets/_rels/sheet1.xml.rels"
    parts[name] = parts[name].replace(b"</Relationships>", ties.encode())
    kinds = (
        '<Override PartName="/xl/threadedComments/threadedComment1.xml" '
        'ContentType="application/vnd.ms-excel.threadedcomments+xml"/>'
        '<Override PartName="/xl/printerSettings/printerSettings1.bin" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings"/></Types>'
    )
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", kinds.encode())
    return parts


def torture():
    return zipped(_threaded(members(_written())))


def resaved(data):
    """The torture workbook as openpyxl writes it: absolute targets, its own notes and drawings."""
    target = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(data), keep_vba=True, rich_text=True).save(target)
    return target.getvalue()


def converted(data, folder, soffice):
    """The torture workbook as LibreOffice writes it."""
    source = folder / "source.xlsm"
    source.write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [
        soffice,
        profile,
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        folder / "out",
        source,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "out" / "source.xlsx").read_bytes()


def by_hand(sheet, *, main=MAIN, office=OFFICE, workbook="", styles=None, extra=None, ties=""):
    """A small package around the XML of one sheet; ``workbook`` replaces that of the workbook part."""
    body = workbook or WORKBOOK.format(main, office, "", "")
    styled = f'<Relationship Id="rId2" Type="{office}/styles" Target="styles.xml"/>' if styles else ""
    spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{spreadsheet}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{spreadsheet}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": body,
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
        f"{styled}{ties}</Relationships>",
        "xl/worksheets/sheet1.xml": sheet,
    }
    if styles:
        parts["xl/styles.xml"] = styles
    return zipped({**parts, **(extra or {})})


def worksheet(body, head="", tail=""):
    return f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{head}{body}{tail}</worksheet>'


def marked(source, *cells, severity=ERROR):
    return annotate(source, run(*(finding(SHEET, cell, severity) for cell in cells)))
