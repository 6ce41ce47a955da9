"""The pictures of install.md: the ribbon is the one of customUI.xml, both stand in both languages."""

from __future__ import annotations

import re
import runpy
from xml.etree import ElementTree as ET

import pytest

from specimens import ROOT

MACROS = ROOT / "macros"
PICTURES = runpy.run_path(str(MACROS / "pictures.py"))
RIBBON = (MACROS / "customUI.xml").read_text("utf-8")
DRAWN = MACROS / "pictures" / "ribbon.svg"
BUTTONS = re.findall(r'<button id="(\w+)" label="(\w+)"', RIBBON)
ONE = '<customUI xmlns="http://schemas.microsoft.com/office/2006/01/customui"><tab label="页">{}</tab></customUI>'
GROUP = '<group label="组">{}</group>'
BUTTON = '<button id="a" label="审核" screentip="说明" imageMso="Help"/>'


def test_the_drawn_ribbon_is_current():
    drawn = PICTURES["draw"](RIBBON).encode()
    assert DRAWN.read_bytes() == drawn, "run: python macros/pictures.py"


def test_a_second_run_writes_the_same_bytes(tmp_path, monkeypatch):
    (tmp_path / "pictures").mkdir()
    (tmp_path / "customUI.xml").write_text(RIBBON, "utf-8")
    monkeypatch.setitem(PICTURES["main"].__globals__, "HERE", str(tmp_path))
    PICTURES["main"]()
    assert (tmp_path / "pictures" / "ribbon.svg").read_bytes() == DRAWN.read_bytes()


def test_every_text_of_the_ribbon_but_the_long_ones_is_in_the_picture():
    texts = [(element.text or "").strip() for element in ET.parse(DRAWN).iter()]  # noqa: S314  our own file
    assert len(BUTTONS) == 9
    assert {label for _, label in BUTTONS} < set(texts)
    assert set(re.findall(r'\b(?:label|screentip)="([^"]+)"', RIBBON)) == set(texts) - {""}


def test_the_picture_shows_the_order_of_the_buttons():
    assert re.findall(r'<g id="(\w+)"', DRAWN.read_text("utf-8")) == [name for name, _ in BUTTONS]


def test_a_large_button_fills_a_column_and_three_others_share_one():
    buttons = [ET.Element("button", {"size": "large"} if large else {}) for large in (1, 0, 0, 0, 0, 1, 1)]
    assert [len(column) for column in PICTURES["columns"](buttons)] == [1, 3, 1, 1, 1]


def test_signs_of_markup_in_a_label_stay_text():
    drawn = PICTURES["draw"](ONE.format(GROUP.format(BUTTON.replace("审核", "&lt;审&amp;核&gt;"))))
    assert "<审&核>" in [element.text for element in ET.fromstring(drawn).iter()]  # noqa: S314  just made


@pytest.mark.parametrize("missing", ['screentip="说明"', 'label="审核"', 'imageMso="Help"'])
def test_a_button_without_a_text_or_an_icon_is_not_drawn_in_silence(missing):
    with pytest.raises(KeyError):
        PICTURES["draw"](ONE.format(GROUP.format(BUTTON.replace(missing, ""))))


def test_install_md_shows_both_pictures_in_both_languages():
    for section in (
        (ROOT / "install.md").read_text("utf-8").partition("\n# Excel 按钮\n")[2].split("# The button in Excel")
    ):
        shown = dict(re.findall(r"!\[([^]]+)]\(([^)]+)\)", section))
        assert sorted(shown.values()) == ["macros/pictures/marked.png", "macros/pictures/ribbon.svg"]
        assert all((ROOT / path).is_file() for path in shown.values())


def test_the_photographed_workbook_is_a_small_png():
    data = (MACROS / "pictures" / "marked.png").read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert len(data) < 150_000
