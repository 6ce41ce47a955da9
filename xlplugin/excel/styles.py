"""The style sheet of the copy: every marked cell keeps its format and gets another fill.

Only appends: no index of the source changes its meaning (ECMA-376 part 1, 18.8).
"""

from __future__ import annotations

from xlplugin.excel.splice import prefixed, splice, with_attributes
from xlplugin.model import ADVICE, ERROR, EXPLAIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from xlplugin.excel.splice import Edit, Spelling

__all__ = ["BLANK_STYLES", "TINTS", "StyleBook"]

TINTS = {ERROR: "FFFFC7CE", EXPLAIN: "FFFFE699", ADVICE: "FFDDEBF7"}
"""Fill per severity, ARGB: red, amber, blue, light enough for black text in print and on a grey printer."""

BLANK_STYLES = (
    '<styleSheet xmlns="{}">'
    '<fonts count="1"><font><sz val="11"/><name val="宋体"/><family val="3"/><charset val="134"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
"""A style sheet for a workbook that has none; the gap takes the namespace."""

_ORDER = tuple(b"numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst".split())
_ITEMS = {b"fonts": b"font", b"fills": b"fill", b"borders": b"border", b"cellXfs": b"xf"}
_OWN = {
    b"fonts": '<font><sz val="11"/><name val="宋体"/></font>',
    b"fills": '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>',
    b"borders": "<border><left/><right/><top/><bottom/><diagonal/></border>",
    b"cellXfs": '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',
}
_OWN_COUNT = {b"fonts": 1, b"fills": 2, b"borders": 1, b"cellXfs": 1}
_PLAIN = b'<%bxf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'


class StyleBook:
    """The style sheet with what has been appended to it so far."""

    __slots__ = ("_added", "_base", "_fills", "_known", "_sheet", "_tags", "_tinted", "_xfs")

    def __init__(self, sheet: Spelling) -> None:
        """Count what the style sheet holds."""
        self._sheet = sheet
        self._added: dict[bytes, list[bytes]] = {name: [] for name in _ITEMS}
        self._known: dict[tuple[bytes, bytes], int] = {}
        self._tinted: dict[tuple[int, str], int] = {}
        self._fills: dict[str, int] = {}
        self._base: dict[bytes, int] = {}
        self._xfs: list[tuple[int, int]] = []
        self._tags = {name: sheet.tag(name) for name in _ITEMS}
        for name, tag in self._tags.items():
            if tag and name == b"cellXfs":
                self._xfs = list(sheet.tags(b"xf", *sheet.content(name, tag)))
                self._base[name] = len(self._xfs)
            elif tag:
                self._base[name] = sheet.count(_ITEMS[name], *sheet.content(name, tag))
            else:
                self._base[name] = _OWN_COUNT[name]

    def _add(self, name: bytes, item: bytes) -> int:
        key = (name, item)
        if key not in self._known:
            self._known[key] = self._base[name] + len(self._added[name])
            self._added[name].append(item)
        return self._known[key]

    def _part(self, name: bytes, xml: str) -> int:
        return self._add(name, prefixed(xml, self._sheet.prefix)) if xml else 0

    def _fill(self, colour: str) -> int:
        if colour and colour not in self._fills:
            solid = f'<patternFill patternType="solid"><fgColor rgb="{colour}"/><bgColor indexed="64"/></patternFill>'
            self._fills[colour] = self._part(b"fills", f"<fill>{solid}</fill>")
        return self._fills[colour] if colour else 0

    def known(self, style: int) -> int:
        """A format of the source; the first one where a cell names one that does not exist."""
        return style if style < len(self._xfs) else 0

    def tinted(self, style: int, severity: str) -> int:
        """The format that is ``style`` in everything but its fill."""
        key = (style, severity)
        if key not in self._tinted:
            sheet = self._sheet
            tag = self._xfs[style] if style < len(self._xfs) else None
            head = sheet[tag] if tag else _PLAIN % sheet.prefix
            element = head if tag is None or sheet.is_empty(tag) else sheet.element(b"xf", tag)
            fill = {b"fillId": b"%d" % self._fill(TINTS[severity]), b"applyFill": b"1"}
            self._tinted[key] = self._add(b"cellXfs", with_attributes(head, fill) + element[len(head) :])
        return self._tinted[key]

    def format(self, font: str = "", colour: str = "", border: str = "", alignment: str = "") -> int:
        """A format of our own from the XML of its font, the colour of its fill, its border and alignment."""
        parts = (self._part(b"fonts", font), self._fill(colour), self._part(b"borders", border))
        xf = '<xf numFmtId="0" fontId="{}" fillId="{}" borderId="{}"'.format(*parts)
        xf += ' applyFont="1" applyFill="1" applyBorder="1"'
        return self._part(b"cellXfs", f'{xf} applyAlignment="1">{alignment}</xf>' if alignment else f"{xf}/>")

    def text(self) -> bytes:
        """The style sheet with everything appended."""
        return splice(self._sheet.text, self.edits())

    def edits(self) -> list[Edit]:
        """The edits that append everything to the style sheet."""
        sheet = self._sheet
        edits: list[Edit] = []
        for name, items in self._added.items():
            tag, count = self._tags[name], self._base[name] + len(items)
            if items and tag:
                edits += sheet.into(name, tag, b"".join(items), count=count)
            elif items:
                at = sheet.slot(name, _ORDER, sheet.root[1])
                whole = f'<{name.decode()} count="{count}">{_OWN[name]}'
                edits.append(
                    (at, at, prefixed(whole, sheet.prefix) + b"".join(items) + b"</%b%b>" % (sheet.prefix, name))
                )
        return edits
