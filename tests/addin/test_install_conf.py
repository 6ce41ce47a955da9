"""The settings inside an add-in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_install import ADDIN, VBA, made_addin

from xlplugin.addin.conf import NO_BOOK, settings
from xlplugin.addin.install_conf import bake, baked
from xlplugin.addin.parts import unpacked
from xlplugin.errors import UnreadableError

PATHS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), min_size=1).filter(
    lambda text: "_x" not in text and text == text.strip()
)


@given(PATHS)
def test_any_path_comes_back_and_the_vba_stays(path):
    made = bake(ADDIN, {"Interpreter_Win": path})
    assert baked(made)["INTERPRETER_WIN"] == path
    assert unpacked(made)["xl/vbaProject.bin"] == VBA


@given(PATHS)
def test_the_same_settings_give_the_same_bytes_however_often(path):
    made = bake(ADDIN, {"Interpreter_Mac": path})
    assert made == bake(ADDIN, {"Interpreter_Mac": path}) == bake(made, {"INTERPRETER_MAC": path})


def test_settings_of_the_build_and_the_sentence_for_users_stay():
    made = bake(ADDIN, {"Interpreter_Win": "x"})
    told = baked(made)
    assert {key.upper() for key in settings()} < set(told)
    assert told["ADD_WORKBOOK_TO_PYTHONPATH"] == "FALSE"
    assert b't="b"' in unpacked(made)["xl/worksheets/sheet1.xml"]
    assert NO_BOOK.encode() in unpacked(made)["xl/worksheets/sheet1.xml"]


def test_a_setting_never_occurs_twice_for_the_vba_would_fail():
    made = bake(bake(ADDIN, {"Interpreter_Win": "a"}), {"INTERPRETER_WIN": "b"})
    sheet = unpacked(made)["xl/worksheets/sheet1.xml"].decode().upper()
    assert sheet.count("INTERPRETER_WIN") == 1
    assert baked(made)["INTERPRETER_WIN"] == "b"


@pytest.mark.parametrize("data", [b"", b"PK\3\4", made_addin(sheet="Sheet1")])
def test_what_is_no_add_in_of_ours_has_no_settings(data):
    assert baked(data) is None
    with pytest.raises(UnreadableError):
        bake(data, {})
