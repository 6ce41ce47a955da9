import re

import annotate_books as books
import pytest
from annotate_books import MAIN, OFFICE, by_hand, marked, worksheet

from xlplugin.errors import RefusedError, UnreadableError
from xlplugin.excel.shapes import BLOCK
from xlplugin.place import a1


def commented(*comments, vml=None, extra=""):
    listed = "".join(f'<comment ref="{ref}" authorId="0">{text}</comment>' for ref, text in comments)
    part = (
        f'<comments xmlns="{MAIN}"><authors><author>甲</author></authors><commentList>{listed}</commentList></comments>'
    )
    ties = f'<Relationship Id="rId1" Type="{OFFICE}/comments" Target="../comments7.xml"/>'
    given = {"xl/comments7.xml": part}
    if vml:
        ties += f'<Relationship Id="rId2" Type="{OFFICE}/vmlDrawing" Target="/xl/drawings/old.vml"/>'
        given["xl/drawings/old.vml"] = vml
    given["xl/worksheets/_rels/sheet1.xml.rels"] = (
        f'<Relationships xmlns="{books.PACKAGE}/relationships">{ties}{extra}</Relationships>'
    )
    tail = '<legacyDrawing r:id="rId2"/>' if vml else ""
    return by_hand(worksheet("<sheetData/>", tail=tail), extra=given)


@pytest.mark.parametrize(
    "text",
    [
        "<text><t>旧</t></text>",
        "<text><r><t>旧</t></r></text>",
        '<text><r><t>旧</t></r><rPh sb="0" eb="1"><t>jiu</t></rPh><phoneticPr fontId="0"/></text>',
        "<text/>",
        "",
    ],
)
def test_a_note_of_the_user_is_extended_whatever_its_form(text):
    data = marked(commented(("A1", text)), "A1")
    part = books.members(data)["xl/comments7.xml"].decode()
    assert part.count("<comment ") == 1
    assert re.search(r"(<r><t>旧</t></r>)?<r><rPr>.*?</rPr><t xml:space=\"preserve\">\s*【必须改正】", part, re.DOTALL)
    assert ("旧" in text) == ("<r><t>旧</t></r><r>" in part)
    assert "</r><rPh" in part or "rPh" not in text


def test_notes_without_shapes_get_theirs_with_the_first_drawing():
    parts = books.members(marked(commented(("A1", "<text><t>旧</t></text>")), "B2"))
    shapes = parts["xl/drawings/vmlDrawing1.vml"].decode()
    assert re.findall(r"<x:Row>(\d+)</x:Row><x:Column>(\d+)<", shapes) == [("0", "0"), ("1", "1")]


def drawing(blocks, ids):
    layout = f'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{blocks}"/></o:shapelayout>' if blocks else ""
    shapes = "".join(f'<v:shape id="_x0000_s{number}"/>' for number in ids)
    return (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        f'xmlns:x="urn:schemas-microsoft-com:office:excel">{layout}{shapes}</xml>'
    )


def test_more_notes_than_a_block_holds_claim_a_free_block():
    source = commented(vml=drawing("1", range(BLOCK + 1, BLOCK + 1021)))
    parts = books.members(source)
    parts["xl/drawings/other.vml"] = drawing("2,3", []).encode()
    vml = books.members(marked(books.zipped(parts), *(a1(row, 1) for row in range(1, 9))))["xl/drawings/old.vml"]
    ids = [int(number) for number in re.findall(rb'<v:shape id="_x0000_s(\d+)"', vml)]
    assert b'data="1,4"' in vml
    assert ids[-8:] == [*range(BLOCK + 1021, 2 * BLOCK), *range(4 * BLOCK + 1, 4 * BLOCK + 6)]
    assert len(ids) == len(set(ids))


def test_more_than_one_block_of_new_notes():
    source = by_hand(worksheet("<sheetData/>"))
    vml = books.members(marked(source, *(a1(row, 1) for row in range(1, 1101))))["xl/drawings/vmlDrawing1.vml"]
    ids = [int(number) for number in re.findall(rb'<v:shape id="_x0000_s(\d+)"', vml)]
    assert b'data="1,2"' in vml
    assert len(set(ids)) == 1100
    assert not {number for number in ids if number % BLOCK == 0}


def test_boxes_numbered_without_claiming_their_blocks_are_no_obstacle():
    vml = drawing("", range(4 * BLOCK)).replace("</xml>", f'<v:shape id="_x0000_s{"9" * 5000}"/></xml>')
    after = books.members(marked(commented(vml=vml), "A1", "B1"))["xl/drawings/old.vml"]
    ids = [int(number) for number in re.findall(rb'<v:shape id="_x0000_s(\d{1,15})"', after)]
    assert ids[-2:] == [4 * BLOCK + 1, 4 * BLOCK + 2]
    assert len(ids) == len(set(ids))


def test_a_drawing_without_id_map_or_namespaces_is_completed():
    vml = drawing("", []).replace('xmlns:x="urn:schemas-microsoft-com:office:excel"', "")
    text = books.members(marked(commented(vml=vml), "A1"))["xl/drawings/old.vml"].decode()
    assert 'data="1"' in text
    assert text.count("urn:schemas-microsoft-com:office:excel") == 3


def test_a_note_at_the_edge_of_the_sheet_stays_inside():
    vml = books.members(marked(by_hand(worksheet("<sheetData/>")), "XFD1048576"))["xl/drawings/vmlDrawing1.vml"]
    left, _, top, _, right, _, bottom, _ = map(int, re.search(rb"<x:Anchor>(.*?)<", vml).group(1).split(b","))
    assert 0 <= left < right < 16384
    assert 0 <= top < bottom < 1048576


def test_the_box_of_an_extended_note_grows_and_others_stay():
    placed = '<v:shape id="_x0000_s1025"><x:ClientData ObjectType="Note"><x:Anchor>1, 15, 0, 2, 3, 31, 4, 1</x:Anchor>'
    placed += "<x:Row>{}</x:Row><x:Column>0</x:Column></x:ClientData></v:shape></xml>"
    notes = (("A1", "<text><t>旧</t></text>"), ("A2", "<text><t>旧</t></text>"))
    for row, grows in ((0, True), (1, False)):
        vml = drawing("1", []).replace("</xml>", placed.format(row))
        after = books.members(marked(commented(*notes, vml=vml), "A1"))["xl/drawings/old.vml"].decode()
        bottom = int(re.search(r"<x:Anchor>1, 15, 0, 2, 3, 31, (\d+), 1<", after).group(1))
        assert (bottom > 4) == grows
        assert after.replace(f"31, {bottom}, 1", "31, 4, 1") == vml


@pytest.mark.parametrize(
    "part",
    [
        "<a>" + "<!--" * 200_000,
        "<a" + " " * 500_000 + ">",
        "<xml><x:Anchor></x:Anchor>" + "<x:Anchor>1</x:Anchor>" * 5_000 + "</xml>",
        "<xml>" + "<o:idmap " * 50_000 + "</xml>",
        '<a "' + "<b '" * 200_000,
    ],
    ids=["comments", "blanks", "anchors", "idmaps", "quotes"],
)
def test_hostile_parts_do_not_hang_the_program(part):
    with pytest.raises((UnreadableError, RefusedError)):
        marked(by_hand(part), "A1")
    marked(commented(("A1", "<text/>"), vml="<xml></xml>" if part.startswith("<a") else part), "A1", "B1")
