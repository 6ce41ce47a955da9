"""A worksheet part as text of one fixed shape, whoever wrote it.

In that shape cells can be taken apart by one regular expression, which is twice as fast as handling the
events of an XML parser. Excel, WPS, LibreOffice and openpyxl write it already: their parts are only proven to be
well-formed. Anything else (prefixes, indentation, comments, CDATA, UTF-16, missing or reordered attributes) is
rewritten into it.
"""

from __future__ import annotations

from xlplugin.excel.markup import parse
from xlplugin.place import a1, parse_a1

__all__ = ["canonical", "unquote"]

_QUOTED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_QUOTES = str.maketrans(_QUOTED)
_KEPT: dict[str, tuple[str, ...]] = {
    "cols": (),
    "col": ("min", "max", "hidden"),
    "sheetData": (),
    "row": ("r", "hidden"),
    "c": ("r", "s", "t"),
    "f": ("t", "si"),
    "v": (),
    "is": (),
    "r": (),
    "t": (),
    "rPh": (),
    "mergeCells": (),
    "mergeCell": ("ref",),
}
"""What a Grid is made of, with the attributes in their order; everything else is left out."""


def unquote(text: str) -> str:
    """Replace the entities of a text that expat has found well-formed."""
    if "&" not in text:
        return text
    if "&#" in text:
        import re  # noqa: PLC0415 - numeric entities are rare

        text = re.sub(
            r"&#(?:x([0-9A-Fa-f]+)|([0-9]+));",
            lambda match: chr(int(match[1], 16) if match[1] else int(match[2])).replace("&", "&amp;"),
            text,
        )
    for letter, entity in (('"', "&quot;"), ("'", "&apos;"), ("<", "&lt;"), (">", "&gt;"), ("&", "&amp;")):
        text = text.replace(entity, letter)
    return text


class _Writer:
    """Writes the elements of a worksheet in canonical shape."""

    __slots__ = ("column", "pieces", "row", "written")

    def __init__(self) -> None:
        self.written: list[str] = []
        self.pieces: list[str] = []
        self.row, self.column = 0, 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag not in _KEPT:
            return
        if tag == "row":
            self.begin_row(attributes)
        elif tag == "c":
            self.begin_cell(attributes)
        stated = (f' {name}="{attributes[name].translate(_QUOTES)}"' for name in _KEPT[tag] if name in attributes)
        self.written.append(f"<{tag}{''.join(stated)}>")

    def begin_row(self, attributes: dict[str, str]) -> None:
        """State the number of the row, which may be left to its position."""
        self.row, self.column = parse_a1(f"A{attributes.get('r', self.row + 1)}")[0], 0
        attributes["r"] = str(self.row)

    def begin_cell(self, attributes: dict[str, str]) -> None:
        """State where the cell is, which may be left to its position; a wrong address is left to the reader."""
        ref = attributes.setdefault("r", a1(self.row, self.column + 1))
        try:
            _, self.column = parse_a1(ref)
        except ValueError:
            self.column += 1

    def end(self, tag: str) -> None:
        if tag in _KEPT:
            self.written.append("".join(self.pieces).translate(_QUOTES) + f"</{tag}>")
        self.pieces.clear()


def canonical(data: bytes, part: str) -> str:
    """Rewrite a part into the canonical shape; raises as ``markup.parse`` does."""
    writer = _Writer()
    parse(data, part, writer.start, writer.end, writer.pieces.append)
    return "".join(writer.written)
