import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlplugin.errors import UnreadableError
from xlplugin.excel.splice import (
    Spelling,
    attribute,
    attributes,
    escape,
    prefixed,
    quoted,
    splice,
    utf8,
    with_attributes,
)


def test_a_close_tag_of_a_longer_name_is_not_taken_for_the_shorter():
    part = Spelling(b"<a><row>1<x></rowBreaks></x></row ></a>", "p")
    assert part.element(b"row", part.tag(b"row")) == b"<row>1<x></rowBreaks></x></row >"


@pytest.mark.parametrize("text", [b"<a><row", b"<a><row r='1></a>", b"<a><row>"])
def test_a_tag_that_does_not_end_is_damage(text):
    part = Spelling(text, "部件")
    with pytest.raises(UnreadableError, match="部件"):
        part.content(b"row", part.tag(b"row"))


def test_the_holder_of_an_attribute_must_be_a_whole_tag_of_that_name():
    part = Spelling(b'<a><c r="A1"/><col r="B1"/><t> r="C1"</t><c t="n"\nr="D1"/><c r="E1"</a>', "p")
    spelled = {name: part.holder(b"c", b' r="%b"' % name, 0) for name in (b"A1", b"B1", b"C1", b"D1", b"E1")}
    assert spelled == {b"A1": (3, 14), b"B1": None, b"C1": None, b"D1": None, b"E1": None}


def test_a_parent_that_is_cut_off_has_no_slot():
    part = Spelling(b"<a><b></b>", "p")
    with pytest.raises(UnreadableError):
        part.slot(b"c", (b"b", b"c", b"d"), part.root[1])


def test_a_root_without_namespace_is_damage():
    assert Spelling(b"<x:a xmlns:x='u' xmlns='v'/>", "p").space == "u"
    with pytest.raises(UnreadableError):
        _ = Spelling(b"<x:a xmlns='v'/>", "p").space


def test_attributes_are_changed_in_place_and_the_rest_stays():
    tag = b"<c  r='A&amp;1'\n s=\"3\" t = 'x'/>"
    assert attributes(tag) == {"r": "A&1", "s": "3", "t": "x"}
    assert with_attributes(tag, {b"s": b"9", b"t": None}) == b"<c  r='A&amp;1'\n s=\"9\"/>"
    assert with_attributes(b"<c />", {b"s": b"9"}) == b'<c s="9"/>'
    assert with_attributes(tag, {b"q": None}) == tag


@pytest.mark.parametrize(
    "tag", [b'<c q="1" r="A&amp;1"/>', b"<c r='A&amp;1'/>", b'<c r = "A&amp;1">', b'<c q=" r=" r="A&amp;1">']
)
def test_one_attribute_is_read_and_set_however_it_is_spelt(tag):
    assert attribute(tag, b"r") == "A&1"
    assert attribute(tag, b"s") is None
    changed = with_attributes(tag, {b"r": b"B2"})
    assert attributes(changed) == attributes(tag) | {"r": "B2"}
    assert attributes(with_attributes(tag, {b"r": None, b"s": b"9"})) == {
        name: value for name, value in attributes(tag).items() if name != "r"
    } | {"s": "9"}


@pytest.mark.parametrize("odd", [b"<m ref='B2'/>", b'<m q="1" ref="B2"/>', b'<m ref="&#66;2"/>', b'<m\nref="B2"></m>'])
def test_values_are_read_from_every_tag_however_it_is_spelt(odd):
    part = Spelling(b'<a><ms><m ref="A1"/>' + odd + b'<!-- <m ref="C3"/> --><m/></ms></a>', "p")
    assert part.values(b"m", b"ref", *part.content(b"ms", part.tag(b"ms"))) == ["A1", "B2", None]
    assert part.count(b"m", *part.content(b"ms", part.tag(b"ms"))) == 3


def test_values_of_tags_that_are_all_alike():
    part = Spelling(b'<x:a><x:m ref="A1"/><x:m ref="B2" q="1"></x:m></x:a>', "p")
    assert part.values(b"m", b"ref") == ["A1", "B2"]


def test_a_slot_is_found_behind_children_that_hold_their_like():
    part = Spelling(b"<a><b/><c><c><d/></c ><c/></c><c></c><e/><f/></a>", "p")
    order = (b"b", b"c", b"d", b"e", b"f", b"g")
    assert [part[part.slot(name, order, part.root[1]), len(part.text)] for name in (b"b", b"d", b"e", b"g")] == [
        b"<c><c><d/></c ><c/></c><c></c><e/><f/></a>",
        b"<e/><f/></a>",
        b"<f/></a>",
        b"</a>",
    ]


def test_what_an_instruction_holds_is_no_tag():
    part = Spelling(b"<?xml version='1.0'?><a><?pi <row 1='2'?><row/></a>", "p")
    assert part[part.tag(b"row")] == b"<row/>"


def test_what_lies_behind_an_element_that_is_missing_is_damage():
    part = Spelling(b"<a><b>1</b></a>", "p")
    assert part.behind(b"b") == part.behind(b"b") == len(b"<a><b>1</b>")
    with pytest.raises(UnreadableError):
        part.behind(b"c")


def test_insertions_at_one_place_keep_their_order():
    assert splice(b"abc", [(1, 2, b"B"), (1, 1, b"1"), (1, 1, b"2"), (3, 3, b"!")]) == b"a12Bc!"


def test_prefixes_go_to_elements_only():
    assert prefixed("<a b='c'><d/>x &lt; y</a>", b"x:") == b"<x:a b='c'><x:d/>x &lt; y</x:a>"


@pytest.mark.parametrize(
    "data", [b"<a/>", b"\xef\xbb\xbf<?xml version='1.0' encoding='utf-8'?><a/>", b"<?xml version='1.0'?><a/>"]
)
def test_utf8_stays_byte_by_byte(data):
    assert utf8(data, "p") is data
    assert Spelling(data, "p").prefix == b""


@given(st.text())
def test_any_text_comes_back_from_an_attribute(text):
    legal = "".join(char for char in text if escape(char) != "?" or char == "?")
    assert attributes(f"<a b={quoted(legal)}/>".encode()) == {"b": legal}
