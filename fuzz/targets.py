"""What is fuzzed: each target takes bytes, and raises where the program breaks a promise.

No input may raise anything but a sentence for the user, and what is understood must hold together.
"""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from decimal import Decimal

from xlplugin.criteria import NotUnderstood, evaluate, notation, parse_notation, say, understand
from xlplugin.errors import UnreadableError, UsageError
from xlplugin.excel.annotate import annotate
from xlplugin.excel.clear import clear
from xlplugin.excel.package import Package
from xlplugin.excel.read import read_workbook
from xlplugin.model import ARITHMETIC, ERROR, FileRun, Finding
from xlplugin.place import Place
from xlplugin.quantity import half_up, parse_number, read, read_all

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["SEEDS", "TARGETS", "criteria", "parts", "quantity", "reader"]

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_BREAK = b"\n%%%%\n"
"""Stands between the parts of a workbook in one input."""
_NAMES = (
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "xl/workbook.xml",
    "xl/worksheets/_rels/sheet1.xml.rels",
    "xl/comments1.xml",
    "xl/drawings/vmlDrawing1.vml",
)
"""The parts that an input gives, in this order; what it leaves out is taken from the plain workbook."""


def _ties(*targets: tuple[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{_TYPES}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


_PLAIN: dict[str, str | bytes] = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
    "_rels/.rels": _ties(("officeDocument", "xl/workbook.xml")),
    "xl/_rels/workbook.xml.rels": _ties(
        ("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")
    ),
    "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}" xmlns:r="{_TYPES}"><sheetData><row r="1">'
    '<c r="A1" s="0" t="s"><v>0</v></c><c r="B2"><f>A1+1</f><v>5</v></c></row></sheetData>'
    '<mergeCells><mergeCell ref="A1:B1"/></mergeCells><legacyDrawing r:id="rId2"/></worksheet>',
    "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}"><si><t>预算数</t></si></sst>',
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><cellXfs count="1"><xf numFmtId="9"/></cellXfs></styleSheet>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_TYPES}"><sheets>'
    '<sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/worksheets/_rels/sheet1.xml.rels": _ties(
        ("comments", "../comments1.xml"), ("vmlDrawing", "../drawings/vmlDrawing1.vml")
    ),
    "xl/comments1.xml": f'<comments xmlns="{_MAIN}"><authors><author>a</author></authors><commentList>'
    '<comment ref="A1" authorId="0"><text><t>请复核</t></text></comment></commentList></comments>',
    "xl/drawings/vmlDrawing1.vml": '<xml xmlns:v="urn:schemas-microsoft-com:vml"></xml>',
}


def _demand(holds: object) -> None:
    """Fail where a promise is broken."""
    if not holds:
        raise AssertionError


def _finding(sheet: str) -> Finding:
    return Finding(
        id="f",
        code="W101",
        name="fuzz",
        severity=ERROR,
        place=Place(sheet, 2, 2),
        message="合计",
        stated="80",
        expected="90",
        basis=ARITHMETIC,
    )


def _whole(data: bytes) -> None:
    """Read a file; mark what was read and take the marks away again."""
    try:
        book = read_workbook(data, "a.xlsx")
    except UnreadableError:
        return
    found = tuple(_finding(grid.name) for grid in book.sheets[:2])
    try:
        copy = annotate(data, FileRun("a.xlsx", "", findings=found))
    except (UnreadableError, UsageError):
        return
    again = read_workbook(copy, "b.xlsx")
    _demand([grid.values for grid in again.sheets[1:]] == [grid.values for grid in book.sheets])
    try:
        source = _members(_bare(data))
    except UnreadableError:  # a part that no reading of the cells has touched
        return
    _demand(_members(clear(copy)) == source)


def _bare(data: bytes) -> bytes:
    """The file without the marks it may have borne before: all marks go together."""
    with suppress(UsageError):
        return clear(data)
    return data


def _members(data: bytes) -> dict[str, bytes]:
    package = Package(data)
    return {name: package.read(name) for name in package.members}


def reader(data: bytes) -> None:
    """The bytes of a file, as they come."""
    _whole(data)


def parts(data: bytes) -> None:
    """The parts of a workbook, put into a sound package: damage that no checksum gives away."""
    given = _PLAIN | {name: text for name, text in zip(_NAMES, data.split(_BREAK), strict=False) if text}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, text in given.items():
            archive.writestr(name, text)
    _whole(target.getvalue())


def quantity(data: bytes) -> None:
    """What a cell of a target or a result may say."""
    text = data.decode("utf-8", "ignore")
    for found in (read(text), *read_all(text)):
        for figure in (found.value, found.low, found.high) if found else ():
            _demand(figure is None or figure.is_finite())
    number = parse_number(text)
    if number is not None:
        _demand(half_up(number, 2).is_finite())


def criteria(data: bytes) -> None:
    """What an official form may print as the way of scoring."""
    weight = Decimal(5)
    meaning = understand(data.decode("utf-8", "ignore"), weight)
    if isinstance(meaning, NotUnderstood):
        _demand(meaning.why)
        return
    _demand(parse_notation(notation(meaning)) == meaning)
    _demand(say(meaning))
    _demand(say(meaning, "en"))
    found = evaluate(meaning, {}, weight)
    _demand(Decimal(0) <= found.low <= found.high)


def _workbooks() -> Iterator[bytes]:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, text in _PLAIN.items():
            archive.writestr(name, text)
    yield target.getvalue()
    with suppress(ImportError):
        yield _binary()
    yield annotate(target.getvalue(), FileRun("a.xlsx", "", findings=(_finding("表"),)))


def _binary() -> bytes:
    """An .xls; ImportError where nothing is installed that writes one."""
    import xlwt  # noqa: PLC0415 - see above

    book, target = xlwt.Workbook(), io.BytesIO()
    for number in range(2):
        sheet = book.add_sheet(f"表{number}")
        sheet.write_merge(0, 0, 0, 3, "自评表")
        sheet.write(2, 1, 95.5)
    book.save(target)
    return target.getvalue()


def _sheets() -> Iterator[bytes]:
    yield _BREAK.join(str(_PLAIN[name]).encode() for name in _NAMES)
    yield _BREAK.join(str(_PLAIN[name]).replace("<", "\n<").encode() for name in _NAMES)


_QUANTITIES = (
    "≥95%",
    "1.2万亩",
    "控制在100万元以内",
    "九成以上",
    "2023年12月底前",
    "5-10次",
    "1,234.50",
    "三分之一",
    "约3%",
)
_SENTENCES = (
    "每低于1个百分点扣0.5分，扣完为止",
    "完成率≥95%得5分，90%（含）-95%得3分，否则不得分",
    "成立领导小组的得2分，否则不得分",
    "每次1分，最高2分",
    "按完成比例计分",
    "一季度、二季度各得1分；发生重大事故一票否决",
)
TARGETS: dict[str, Callable[[bytes], None]] = {
    "reader": reader,
    "parts": parts,
    "quantity": quantity,
    "criteria": criteria,
}
"""The targets by name."""
SEEDS: dict[str, Callable[[], Iterator[bytes]]] = {
    "reader": _workbooks,
    "parts": _sheets,
    "quantity": lambda: (text.encode() for text in _QUANTITIES),
    "criteria": lambda: (text.encode() for text in _SENTENCES),
}
"""Sound inputs of each target, to start from."""
