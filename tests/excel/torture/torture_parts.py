"""The torture workbook with what no library writes: controls, persons, links to other files, parts of WPS."""

import re

import annotate_books as books
from annotate_books import FORM, OFFICE

SHEET, TIES = "xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels"
BOOK, BOOK_TIES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
MS = "http://schemas.microsoft.com/office"
CONTROLS = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice Requires="x14"><controls><mc:AlternateContent><mc:Choice Requires="x14">'
    '<control shapeId="1030" r:id="rIdC" name="复选框 1"><controlPr defaultSize="0" autoFill="0" autoLine="0">'
    '<anchor moveWithCells="1"><from><xdr:col>7</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>30</xdr:row>'
    "<xdr:rowOff>0</xdr:rowOff></from><to><xdr:col>8</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>31</xdr:row>"
    "<xdr:rowOff>0</xdr:rowOff></to></anchor></controlPr></control></mc:Choice></mc:AlternateContent></controls>"
    "</mc:Choice></mc:AlternateContent>"
)
EXTRA = {
    "xl/ctrlProps/ctrlProp1.xml": (
        f'<formControlPr xmlns="{MS}/spreadsheetml/2009/9/main" objectType="CheckBox" fmlaLink="$G$7" lockText="1"/>',
        "application/vnd.ms-excel.controlproperties+xml",
        (TIES, "rIdC", f"{OFFICE}/ctrlProp", "../ctrlProps/ctrlProp1.xml"),
    ),
    "xl/persons/person.xml": (
        (
            f'<personList xmlns="{MS}/spreadsheetml/2018/threadedcomments"><person displayName="审核人" '
            'id="{11111111-1111-1111-1111-111111111111}" userId="x" providerId="None"/></personList>'
        ),
        "application/vnd.ms-excel.person+xml",
        (BOOK_TIES, "rIdPerson", f"{MS}/2017/10/relationships/person", "persons/person.xml"),
    ),
    "xl/externalLinks/externalLink1.xml": (
        (
            f'<externalLink xmlns="{books.MAIN}"><externalBook xmlns:r="{OFFICE}" r:id="rId1"><sheetNames>'
            '<sheetName val="上年"/></sheetNames></externalBook></externalLink>'
        ),
        f"{SPREADSHEET}.externalLink+xml",
        (BOOK_TIES, "rIdLink", f"{OFFICE}/externalLink", "externalLinks/externalLink1.xml"),
    ),
    "xl/externalLinks/_rels/externalLink1.xml.rels": (
        (
            f'<Relationships xmlns="{books.PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{OFFICE}/externalLinkPath" Target="file:///D:/%E4%B8%8A%E5%B9%B4.xlsx" TargetMode="External"/>'
            "</Relationships>"
        ),
        None,
        None,
    ),
    "xl/calcChain.xml": (
        f'<calcChain xmlns="{books.MAIN}"><c r="D3" i="1"/></calcChain>',
        f"{SPREADSHEET}.calcChain+xml",
        (BOOK_TIES, "rIdChain", f"{OFFICE}/calcChain", "calcChain.xml"),
    ),
    "xl/connections.xml": (
        (
            f'<connections xmlns="{books.MAIN}"><connection id="1" name="查询" type="5" refreshedVersion="8">'
            '<dbPr connection="Provider=x" command="SELECT 1"/></connection></connections>'
        ),
        f"{SPREADSHEET}.connections+xml",
        (BOOK_TIES, "rIdQuery", f"{OFFICE}/connections", "connections.xml"),
    ),
    "xl/cellimages.xml": (
        '<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"/>',
        "application/vnd.wps-officedocument.cellimage+xml",
        (BOOK_TIES, "rIdWps", "http://www.wps.cn/officeDocument/2020/cellImage", "cellimages.xml"),
    ),
    "customXml/itemProps1.xml": (
        (
            '<ds:datastoreItem ds:itemID="{33333333-3333-3333-3333-333333333333}" '
            'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"/>'
        ),
        "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
        None,
    ),
}
"""Parts by name: content, content type, and the relationship that leads there (part, id, type, target)."""


def _tied(parts, ties, number, kind, target):
    child = f'<Relationship Id="{number}" Type="{kind}" Target="{target}"/></Relationships>'
    parts[ties] = parts[ties].replace(b"</Relationships>", child.encode())


def crowded():
    """The parts of the whole workbook: what XlsxWriter can write, and the rest put in by hand."""
    parts = books.members(books.torture())
    kinds = ""
    for name, (content, kind, tie) in EXTRA.items():
        parts[name] = ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + content).encode()
        kinds += f'<Override PartName="/{name}" ContentType="{kind}"/>' if kind else ""
        if tie:
            _tied(parts, *tie)
    _tied(parts, BOOK_TIES, "rIdCustom", f"{OFFICE}/customXml", "../customXml/item1.xml")
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", f"{kinds}</Types>".encode())
    sheet = parts[SHEET].decode()
    sheet = sheet.replace("<worksheet ", f'<worksheet xmlns:xdr="{DRAWING}" ', 1)
    before = re.search(r"<legacyDrawing r:id=\"[^\"]+\"/>(?:<legacyDrawingHF r:id=\"[^\"]+\"/>)?", sheet).group()
    sheet = sheet.replace(before, before + CONTROLS)
    sheet = sheet.replace("<pageSetup ", '<pageSetup r:id="rIdP" ', 1)
    sheet = sheet.replace(
        "</headerFooter>",
        '</headerFooter><rowBreaks count="1" manualBreakCount="1"><brk id="20" max="16383" man="1"/></rowBreaks>',
        1,
    )
    parts[SHEET] = sheet.encode()
    links = '<externalReferences><externalReference r:id="rIdLink"/></externalReferences>'
    parts[BOOK] = parts[BOOK].replace(b"</sheets>", f"</sheets>{links}".encode())
    return parts


def run():
    """Findings of every kind on it, on merged, empty, missing, linked and commented cells."""
    return books.torture_run()


__all__ = ["FORM", "crowded", "run"]
