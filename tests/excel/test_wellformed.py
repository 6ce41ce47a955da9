"""What the reader takes for well-formed by its shape is what expat takes for well-formed."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from xlplugin.errors import RefusedError, UnreadableError
from xlplugin.excel import markup
from xlplugin.excel.memory import Memory
from xlplugin.excel.sharedstrings import read_strings
from xlplugin.excel.worksheet import read_worksheet

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<worksheet><cols><col min="1" max="2"/></cols><sheetData>'
TAIL = '</sheetData><mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells></worksheet>'
ROW = '<row r="1"><c r="A1" s="1"/><c r="B1" t="s"><v>0</v></c></row>'
PIECES = [
    '<row r="2" ht="20" customHeight="1">', '<row r="2"/>', '<row r="2" ht="1" ht="2">', '<row r="2"ht="1">',
    '<row r="2" hidden="1" >', "</row>", '<c r="A1" s="1"/>', '<c r="A1"><v>1</v></c>', '<c r="A1" cm="1" cm="2"/>',
    '<c r="A1"><f>B1&lt;2</f><v>1</v></c>', '<c r="A1"><f t="shared"si="0">B1</f></c>', '<c r="A1"><foo></f></c>',
    '<c r="A1" t="inlineStr"><is><t>甲</t></is></c>', '<c r="A1" t="inlineStr"><is><t>甲</is></c>',
    '<c r="A1" t="str"><v>a]]></v></c>', '<c r="A1" t="str"><v>&foo;</v></c>', '<c r="A1" t="str"><v>&</v></c>',
    '<c r="A1" t="str"><v>\x01</v></c>', '<c r="A1" t="str"><v>\uffff</v></c>', '<c r="A1">', "</c>", "<v>", "</v>",
    "</sheetData>", "<sheetData>", "<x/>", "]]>", "&amp;", '"', "/", "<", ">", " ", "\n", "汉",
]  # fmt: skip
ITEMS = [
    "<si><t>甲</t></si>", '<si><t xml:space="preserve"> b </t></si>', "<si/>", "<si><r><t>x</t></r></si>", "<si>",
    '<si><t>c</t><phoneticPr fontId="1" type="noConversion"/></si>', "</si>", "<si><t>&foo;</t></si>", "</t>", "</sst>",
    "<si><t>\x02</t></si>", "<si><t>]]></t></si>", "<sst>", '"', "<", "x",
]  # fmt: skip


def read(body):
    data = f"{HEAD}{body}{TAIL}".encode()
    return data, lambda: read_worksheet(data, "sheet1.xml", "表", "visible", Memory({"0": "一"}))


def is_well_formed(data):
    try:
        markup.parse(data, "part")
    except UnreadableError:
        return False
    return True


@pytest.mark.parametrize("piece", [piece for piece in PIECES if not is_well_formed(f"<a>{piece}</a>".encode())])
@pytest.mark.parametrize("place", ["{}", ROW + "{}", '<row r="9">{}</row>', "{}" + ROW, ROW + ROW + "{}" + ROW])
def test_a_damaged_sheet_is_refused_wherever_the_damage_lies(piece, place):
    data, reading = read(place.format(piece))
    if is_well_formed(data):
        reading()
    else:
        with pytest.raises(UnreadableError):
            reading()


@given(st.lists(st.sampled_from([ROW, *PIECES]), max_size=8))
@example(['<row r="9"><c r="A9"><is><v>3</v></c>', "</row>", '<row r="10">', PIECES[12], "</row>"])
def test_no_sheet_is_read_that_a_parser_refuses(pieces):
    data, reading = read("".join(pieces))
    try:
        reading()
    except UnreadableError:
        return
    assert is_well_formed(data)


@given(st.lists(st.sampled_from(ITEMS), max_size=6), st.integers(0, 80), st.booleans())
def test_no_strings_are_read_that_a_parser_refuses(items, at, moved):
    text = f'<?xml version="1.0"?><sst count="1">{"" if moved else "".join(items)}</sst>'
    data = (text[:at] + "".join(items) + text[at:] if moved else text).encode()
    try:
        read_strings(data, "strings.xml")
    except UnreadableError:
        return
    assert is_well_formed(data)


@pytest.mark.parametrize("count", [1, 2])
def test_items_beside_the_root_are_judged_as_they_stand(count):
    data = f'<?xml version="1.0"?>{"<si><t>甲</t></si>" * count}'.encode()
    if count == 1:
        assert read_strings(data, "strings.xml") == {"0": "甲"}
    else:
        with pytest.raises(UnreadableError):
            read_strings(data, "strings.xml")


def test_an_inline_text_ends_where_it_ends_whatever_stands_in_it():
    _, reading = read('<row r="1"><c r="A1" t="inlineStr"><is><t>甲</t><c r="B1"></c></is></c></row>')
    assert reading().values == {(1, 1): "甲"}


@pytest.mark.parametrize("body", ["</row>" + ROW[:-6], "</row></row>" + '<row r="1">' * 2, ROW + "</row>"])
def test_rows_that_end_before_they_begin_are_refused(body):
    with pytest.raises(UnreadableError):
        read(body)[1]()


def test_a_part_too_large_for_the_parser_is_refused_before_it_is_taken_apart(monkeypatch):
    _, reading = read(ROW)
    monkeypatch.setattr(markup, "MAX_MARKUP", 100)
    with pytest.raises(RefusedError):
        reading()


def test_the_usual_sheet_is_not_given_to_the_parser_as_a_whole(monkeypatch):
    seen = []
    parse = markup.parse
    monkeypatch.setattr(
        "xlplugin.excel.wellformed.parse", lambda data, part: seen.append(len(data)) or parse(data, part)
    )
    data, reading = read(ROW * 50)
    assert len(reading().styles) == 1
    assert len(seen) == 1
    assert seen[0] < len(data) / 4
