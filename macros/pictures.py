"""Draw the ribbon tab of ``customUI.xml`` as ``pictures/ribbon.svg``: ``python macros/pictures.py``.

The same XML gives the same bytes. The icons are plain signs of our own, not those of Office; each screentip is the
title of its button. ``pictures/marked.png`` is not drawn here: it is print-outs of the marked copy that
``xlplugin check --annotate`` makes of ``workbooks/sichuan/yanjiang/project/2022-seed-dahui.xlsx``.
"""  # noqa: INP001  a script beside its sources, no package

from __future__ import annotations

import os
from itertools import groupby
from xml.etree import ElementTree as ET

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["HERE", "ICONS", "columns", "draw", "main"]

HERE = os.path.dirname(os.path.abspath(__file__))
"""The folder of ``customUI.xml``."""

NAMESPACE = "{http://schemas.microsoft.com/office/2006/01/customui}"
ICONS = {
    "AcceptInvitation": "M2 8.5 6.5 13 14 3.5",
    "CalculateNow": "M3 1.5H13V14.5H3Z M5.5 4H10.5V6.5H5.5Z M5.5 9.5H6.5 M9.5 9.5H10.5 M5.5 12H6.5 M9.5 12H10.5",
    "ReviewPreviousComment": "M14 8H2 M7 3 2 8 7 13",
    "ReviewNextComment": "M2 8H14 M9 3 14 8 9 13",
    "ReviewEditComment": "M14 2.5H2V11H5V14.5L8.5 11H14Z M5 6H11 M5 8.5H9",
    "ClearFormats": "M6 13 2 9 9 2 14 7 8 13Z M5.5 5.5 10.5 10.5 M6 13H14",
    "ExportTextFile": "M9 1.5H3V14.5H13V5.5Z M9 1.5V5.5H13 M8 7.5V12 M6 10 8 12 10 10",
    "ControlProperties": "M2 4H14 M2 8H14 M2 12H14 M5 2.5V5.5 M10.5 6.5V9.5 M7 10.5V13.5",
    "Help": "M5 5.5C5 1.5 11 1.5 11 5.5 11 8 8 7.5 8 10.5 M8 12.5V13.5",
}
"""The sign of every ``imageMso`` of the ribbon: an SVG path in a square of 16."""

LETTER, MARGIN, GAP = 12, 12, 8
TOP, ROW, CAPTION, HEIGHT = 42, 22, 122, 132


def _add(parent: ET.Element, tag: str, text: str = "", **attributes: object) -> ET.Element:
    """A new last child; an underscore in an attribute's name is a hyphen."""
    names = {name.replace("_", "-"): str(value) for name, value in attributes.items()}
    child = ET.SubElement(parent, tag, names)
    child.text = text or None
    return child


def _text(parent: ET.Element, text: str, x: float, y: float, anchor: str = "middle", fill: str = "#262626") -> None:
    _add(parent, "text", text, x=f"{x:g}", y=f"{y:g}", text_anchor=anchor, fill=fill)


def _is_large(button: ET.Element) -> bool:
    return button.get("size") == "large"


def columns(buttons: Iterable[ET.Element]) -> list[list[ET.Element]]:
    """The buttons of a group as Excel stacks them: a large one fills a column, three others share one."""
    runs = [(1 if large else 3, list(run)) for large, run in groupby(buttons, _is_large)]
    return [run[start : start + step] for step, run in runs for start in range(0, len(run), step)]


def _button(canvas: ET.Element, button: ET.Element, x: float, y: float, width: float) -> None:
    """One button with its title, icon and label; ``x`` and ``y`` are its upper left corner."""
    large = _is_large(button)
    label, sign = button.attrib["label"], ICONS[button.attrib["imageMso"]]
    place = f"translate({x + (width - 32) / 2:g} {y:g}) scale(2)" if large else f"translate({x:g} {y:g})"
    drawn = _add(canvas, "g", id=button.attrib["id"])
    _add(drawn, "title", button.attrib["screentip"])
    _add(drawn, "path", d=sign, transform=place, fill="none", stroke="#595959", stroke_width="1" if large else "1.4")
    if large:
        _text(drawn, label, x + width / 2, y + 50)
    else:
        _text(drawn, label, x + 22, y + 12, "start")


def _column(canvas: ET.Element, column: list[ET.Element], x: float) -> float:
    """One column of buttons; its right edge. A Chinese letter is as wide as it is high."""
    letters = max(len(button.attrib["label"]) for button in column) * LETTER
    width = max(48, letters + GAP) if _is_large(column[0]) else letters + 22
    for row, button in enumerate(column):
        _button(canvas, button, x, TOP + row * ROW, width)
    return x + width


def _group(canvas: ET.Element, group: ET.Element, left: float) -> float:
    """One group with its caption and the line at its right; where the next one starts."""
    right = left + MARGIN - GAP
    for column in columns(group):
        right = _column(canvas, column, right + GAP)
    right = max(right, left + MARGIN + len(group.attrib["label"]) * LETTER) + MARGIN
    _text(canvas, group.attrib["label"], (left + right) / 2, CAPTION, fill="#666666")
    _add(canvas, "path", d=f"M{right:g} {TOP - 4}V{CAPTION + 2}", stroke="#d4d4d4")
    return right


def draw(ribbon: str) -> str:
    """The first tab of a ribbon's XML as SVG; KeyError where a button lacks a label, a screentip or a known icon."""
    tab = next(ET.fromstring(ribbon).iter(f"{NAMESPACE}tab"))  # noqa: S314  our own file
    label = tab.attrib["label"]
    svg = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg"})
    _add(svg, "title", label)
    sheet = _add(svg, "g", font_family="Microsoft YaHei, PingFang SC, Noto Sans CJK SC, sans-serif", font_size=LETTER)
    ground = _add(sheet, "rect", x="0.5", y="0.5", fill="#ffffff", stroke="#d4d4d4")
    strip = _add(sheet, "rect", x="1", y="1", height="28", fill="#f3f3f3")
    _text(sheet, label, MARGIN, 19, "start", "#217346")
    _add(sheet, "path", d=f"M{MARGIN} 28h{len(label) * LETTER}", stroke="#217346", stroke_width="2")
    right = 0.0
    for group in tab:
        right = _group(sheet, group, right)
    width = right + MARGIN
    svg.attrib |= {"width": f"{width:g}", "height": str(HEIGHT), "viewBox": f"0 0 {width:g} {HEIGHT}"}
    ground.attrib |= {"width": f"{width - 1:g}", "height": str(HEIGHT - 1)}
    strip.set("width", f"{width - 2:g}")
    ET.indent(svg)
    return ET.tostring(svg, encoding="unicode") + "\n"


def main() -> None:
    """Write ``pictures/ribbon.svg`` anew."""
    with open(os.path.join(HERE, "customUI.xml"), encoding="utf-8") as file:
        ribbon = file.read()
    with open(os.path.join(HERE, "pictures", "ribbon.svg"), "w", encoding="utf-8", newline="\n") as file:
        file.write(draw(ribbon))


if __name__ == "__main__":
    main()
