"""Workbooks built in memory, part by part."""

import io
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
SHEET, STRINGS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"


def zipped(parts, compression=zipfile.ZIP_DEFLATED):
    """A zip file of the parts, in their order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def relations(*targets):
    """A relationships part; each target is ``(kind, target)``."""
    lines = (
        f'<Relationship Id="rId{number}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}">{"".join(lines)}</Relationships>'


def worksheet(rows="", head="", tail=""):
    """A worksheet part around the XML of its rows."""
    return f'<worksheet xmlns="{MAIN}">{head}<sheetData>{rows}</sheetData>{tail}</worksheet>'


def shared(*items):
    """A shared strings part; each item is the XML within ``si``."""
    return f'<sst xmlns="{MAIN}">{"".join(f"<si>{item}</si>" for item in items)}</sst>'


def workbook_parts(**replaced):
    """The parts of a workbook with one sheet, A1 = 1 and B1 = "x"; ``sheet``, ``strings``, ``styles`` replace parts."""
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">'
        '<sheets><sheet name="表一" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            ("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")
        ),
        SHEET: worksheet('<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="s"><v>0</v></c></row>'),
        STRINGS: shared("<t>x</t>"),
        STYLES: f'<styleSheet xmlns="{MAIN}"/>',
    }
    names = {"sheet": SHEET, "strings": STRINGS, "styles": STYLES}
    return parts | {names.get(key, key): content for key, content in replaced.items()}
