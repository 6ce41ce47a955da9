"""Buttons on the sheet of a blank form, and the macros behind them: an ``.xlsx`` of one sheet becomes an ``.xlsm``."""

from __future__ import annotations

from xlplugin.addin.conf import SHEET
from xlplugin.addin.parts import replaced
from xlplugin.addin.project import VBA_PART
from xlplugin.addin.sources import BUTTONS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CAPTIONS", "with_buttons"]

CAPTIONS = {
    "XpCheck": "审核",
    "XpScore": "计算得分",
    "XpPrevious": "上一条",
    "XpNext": "下一条",
    "XpExplain": "说明",
    "XpClear": "清除标记",
    "XpExport": "导出报告",
}
"""What stands on the buttons of a sheet, by macro, from top to bottom."""

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_VBA = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_DRAWING = "xl/drawings/vmlDrawing1.vml"
_PITCH, _INDENT, _WIDTH, _HEIGHT, _TOP, _COLUMN = 30, 12, 96, 24, 8, 64
"""Pixels: from one button to the next, from the form, of a button, from the top edge; a column of standard width."""

_SHAPES = """\
<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" \
xmlns:x="urn:schemas-microsoft-com:office:excel">
<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>
<v:shapetype id="_x0000_t201" coordsize="21600,21600" o:spt="201" path="m,l,21600r21600,l21600,xe">
<v:stroke joinstyle="miter"/><v:path shadowok="f" o:extrusionok="f" strokeok="f" fillok="f" o:connecttype="rect"/>
<o:lock v:ext="edit" shapetype="t"/></v:shapetype>
{buttons}</xml>
"""

_SHAPE = """\
<v:shape id="_x0000_s{number}" type="#_x0000_t201" \
style="position:absolute;width:72pt;height:18pt;z-index:{order};mso-wrap-style:tight" o:button="t" \
fillcolor="buttonFace [67]" strokecolor="windowText [64]" o:insetmode="auto">
<v:fill color2="buttonFace [67]" o:detectmouseclick="t"/><o:lock v:ext="edit" rotation="t"/>
<v:textbox style="mso-direction-alt:auto" o:singleclick="f"><div style="text-align:center">\
<font face="宋体" size="220" color="#000000">{caption}</font></div></v:textbox>
<x:ClientData ObjectType="Button"><x:Anchor>{anchor}</x:Anchor><x:PrintObject>False</x:PrintObject>\
<x:AutoFill>False</x:AutoFill><x:FmlaMacro>[0]!{macro}</x:FmlaMacro>\
<x:TextHAlign>Center</x:TextHAlign><x:TextVAlign>Center</x:TextVAlign></x:ClientData></v:shape>
"""


def with_buttons(blank: Mapping[str, bytes], project: bytes, conf: bytes) -> dict[str, bytes]:
    """The parts of a rendered form with its macros, a hidden settings sheet and a column of buttons at its right."""
    sheet = blank["xl/worksheets/sheet1.xml"]
    new = {
        "[Content_Types].xml": _content_types(blank["[Content_Types].xml"]),
        "xl/workbook.xml": _workbook(blank["xl/workbook.xml"]),
        "xl/_rels/workbook.xml.rels": replaced(
            blank["xl/_rels/workbook.xml.rels"],
            "</Relationships>",
            f"{_relation('rIdConf', f'{_OFFICE}/worksheet', 'worksheets/sheet2.xml')}"
            f"{_relation('rIdVba', _VBA, 'vbaProject.bin')}</Relationships>",
        ),
        "xl/worksheets/sheet1.xml": _with_drawing(sheet),
        "xl/worksheets/_rels/sheet1.xml.rels": (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f"{_relation('rIdButtons', f'{_OFFICE}/vmlDrawing', '../drawings/vmlDrawing1.vml')}</Relationships>"
        ).encode(),
        _DRAWING: _drawing(sheet).encode(),
        "xl/worksheets/sheet2.xml": conf,
        VBA_PART: project,
    }
    return {**blank, **new}


def _relation(name: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>'


def _content_types(part: bytes) -> bytes:
    part = replaced(part, f"{_MAIN}.sheet.main+xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml")
    return replaced(
        part,
        "</Types>",
        '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
        f'<Override PartName="/xl/worksheets/sheet2.xml" ContentType="{_MAIN}.worksheet+xml"/>'
        f'<Override PartName="/{VBA_PART}" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
    )


def _workbook(part: bytes) -> bytes:
    part = replaced(part, "<workbookPr ", '<workbookPr codeName="ThisWorkbook" ')
    return replaced(
        part, "</sheets>", f'<sheet name="{SHEET}" sheetId="2" state="veryHidden" r:id="rIdConf"/></sheets>'
    )


def _with_drawing(sheet: bytes) -> bytes:
    """The sheet with its code name and its drawing, which comes last of what a rendered form has."""
    sheet = replaced(sheet, "<sheetPr>", '<sheetPr codeName="Sheet1">')
    return replaced(sheet, "</worksheet>", '<legacyDrawing r:id="rIdButtons"/></worksheet>')


def _drawing(sheet: bytes) -> str:
    """The buttons one under the other, right of the last column of the form."""
    from re import findall  # noqa: PLC0415  only a build needs it

    from xlplugin.place import parse_area  # noqa: PLC0415  the same

    column = parse_area(findall(r'<dimension ref="([^"]+)"', sheet.decode())[0]).right
    heights = [float(points) * 4 / 3 for points in findall(r'<row [^>]*?ht="([\d.]+)"', sheet.decode())]
    shapes = []
    for order, (macro, caption) in enumerate(CAPTIONS.items()):
        top = _TOP + order * _PITCH
        anchor = [
            column,
            _INDENT,
            *_row(top, heights),
            column + 1,
            _INDENT + _WIDTH - _COLUMN,
            *_row(top + _HEIGHT, heights),
        ]
        shapes.append(
            _SHAPE.format(
                number=1025 + order,
                order=order + 1,
                caption=caption,
                anchor=", ".join(map(str, anchor)),
                macro=f"{BUTTONS}.{macro}",
            )
        )
    return _SHAPES.format(buttons="".join(shapes))


def _row(pixels: float, heights: list[float]) -> tuple[int, int]:
    """The row (from 0) in which a height in pixels lies, and the pixels into it."""
    for row, height in enumerate(heights):
        if pixels < height:
            return row, int(pixels)
        pixels -= height
    return len(heights) + int(pixels // 20), int(pixels % 20)
