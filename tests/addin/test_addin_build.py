"""The add-in and the forms with buttons: the same bytes anywhere, the source texts in them, the form untouched."""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
import sys
import zipfile
from importlib import metadata
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specimens import ROOT
from xlplugin import functions
from xlplugin.addin import __all__ as callbacks
from xlplugin.addin import build, cells, conf, parts, project, sheet_buttons, sources
from xlplugin.errors import UsageError
from xlplugin.excel.read import read_workbook
from xlplugin.excel.render import render
from xlplugin.grid.text import parse_sheets
from xlplugin.pipeline import blank_form, editions
from xlplugin.place import parse_area

pytest.importorskip("pyopenvba", reason="pyOpenVBA is needed to build the add-in")

FORM = "sichuan/yanjiang/project-scorecard/2022"
SHIPPED = ROOT / "xlplugin" / "addin" / "xlplugin.xlam"
PYTHON = r"C:\Users\张三\绩效 & 预算\Scripts\pythonw.exe"


@pytest.fixture(scope="module")
def addin():
    return build.build_addin()


@pytest.fixture(scope="module")
def form():
    return build.build_form(FORM)


def settings(data):
    grid = next(sheet for sheet in read_workbook(data, "built.xlsm").sheets if sheet.name == conf.SHEET)
    rows = range(1, max(row for row, _ in grid.values) + 1)
    return {grid.values[row, 1]: grid.values.get((row, 2)) for row in rows}, grid.values.get((1, 4))


def test_the_shipped_addin_is_what_a_build_gives(addin):
    assert hashlib.sha256(SHIPPED.read_bytes()).hexdigest() == hashlib.sha256(addin).hexdigest(), (
        "run: xlplugin addin build -o xlplugin/addin --addin-only"
    )


def test_two_builds_give_the_same_bytes_in_another_process_and_folder(addin, form, tmp_path):
    code = (
        "import hashlib\nfrom xlplugin.addin.build import build_addin, build_form\n"
        f"for data in (build_addin(), build_form({FORM!r})): print(hashlib.sha256(data).hexdigest())"
    )
    environment = {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7", "TMPDIR": str(tmp_path), "TZ": "Asia/Shanghai"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, check=True, text=True
    )
    assert done.stdout.split() == [hashlib.sha256(data).hexdigest() for data in (addin, form)]


def test_no_entry_depends_on_the_zlib_the_clock_or_the_system_of_the_builder(addin, form):
    for data in (addin, form):
        for entry in zipfile.ZipFile(io.BytesIO(data)).infolist():
            assert (entry.compress_type, entry.date_time[0], entry.create_system) == (zipfile.ZIP_STORED, 1980, 3)


def test_nothing_tells_of_the_person_who_saved_the_template(addin):
    for name, content in parts.unpacked(addin).items():
        if not name.endswith(".bin"):
            assert b"felix" not in content.lower(), name
            assert b":\\" not in content, name


def test_the_settings_keep_the_folder_of_the_book_out_of_the_path_and_need_no_licence(addin, form):
    for data in (addin, form):
        values, _ = settings(data)
        assert values["ADD_WORKBOOK_TO_PYTHONPATH"] is False
        assert values["Use UDF Server"] is True
        assert not {"LICENSE_KEY", "Interpreter_Win", "Interpreter_Mac"} & set(values)


def test_a_chinese_interpreter_path_with_an_ampersand_is_read_back_as_given():
    values, said = settings(build.build_addin(conf.interpreter(PYTHON)))
    assert values["Interpreter_Win"] == PYTHON
    assert said == conf.NO_BOOK
    assert conf.interpreter("/Users/张三/venv/bin/python") == {"Interpreter_Mac": "/Users/张三/venv/bin/python"}


@given(st.text(st.characters(min_codepoint=32, exclude_categories=("Cs", "Cn", "Co")), min_size=1))
def test_any_text_in_the_settings_sheet_is_read_back_as_given(text):
    package = parts.unpacked(SHIPPED.read_bytes())
    package["xl/worksheets/sheet1.xml"] = conf.sheet_xml({"Interpreter_Win": text})
    assert settings(parts.packed(package))[0] == {"Interpreter_Win": text}


def test_the_ribbon_is_complete_for_every_button():
    root = ET.fromstring(sources.ribbon())  # noqa: S314  our own file
    named = [element for element in root.iter() if "id" in element.attrib]
    buttons = [element.attrib for element in named if element.tag.endswith("button")]
    assert len({element.attrib["id"] for element in named}) == len(named)
    assert len({button["keytip"] for button in buttons}) == len(buttons)
    assert [button["label"] for button in buttons] == [
        "审核",
        "计算得分",
        "上一条",
        "下一条",
        "清除标记",
        "说明",
        "导出报告",
        "设置",
        "关于",
    ]
    for button in buttons:
        assert {"imageMso", "screentip", "supertip", "onAction"} <= set(button)
        assert len(button["keytip"]) == 1


def test_every_macro_is_one_line_and_every_callback_has_one():
    text = sources.buttons()
    subs = re.findall(r"^Public Sub (\w+)\((.*?)\)\n(.*?)^End Sub", text, re.MULTILINE | re.DOTALL)
    assert all(body.count("\n") == 1 for _, _, body in subs)
    assert {name.removeprefix("On") for name, control, _ in subs if control} == {
        name for name, control, _ in subs if not control
    }
    assert sorted(re.findall(r"xlplugin\.addin\.(\w+)\(\)\"", text)) == sorted(callbacks)


def test_there_is_a_wrapper_for_every_worksheet_function_with_its_parameters():
    assert set(cells.__all__) == set(functions.FUNCTIONS)
    for name in cells.__all__:
        own, original = getattr(cells, name).__code__, functions.FUNCTIONS[name].__wrapped__.__code__
        count = original.co_argcount + bool(original.co_flags & 4)
        assert own.co_varnames[:count] == original.co_varnames[:count]
        assert getattr(cells, name).__defaults__ == functions.FUNCTIONS[name].__wrapped__.__defaults__


@pytest.mark.parametrize(
    ("name", "given", "shown"),
    [
        ("PF_EXEC_RATE", (200, 180), 0.9),
        ("PF_POINTS", ("≥", 50, 40, 10), 8.0),
        ("PF_POINTS_BY_TEXT", ("没有这样的评分标准", 10), "#N/A"),
        ("PF_GRADE", (91,), "优"),
        ("PF_GRADE", (91, "95/85/60"), "良"),
        ("PF_WEIGHTED_TOTAL", ([[40.0], [60.0]], [[100.0], [50.0]]), 70.0),
        ("PF_COMPLETION", ("≥90%", "#DIV/0!"), "#DIV/0!"),
    ],
)
def test_a_worksheet_function_gives_what_the_engine_gives(name, given, shown):
    assert getattr(cells, name)(*given) == functions.FUNCTIONS[name](*given) == shown


@pytest.mark.parametrize("edition", [edition.id for edition in editions()])
def test_every_official_form_gets_its_buttons_and_keeps_its_cells(edition):
    blank = read_workbook(render(parse_sheets(blank_form(edition))), "blank.xlsx").sheets
    made = read_workbook(build.build_form(edition), "made.xlsm").sheets
    assert [sheet.name for sheet in made] == [*(sheet.name for sheet in blank), conf.SHEET]
    assert made[:-1] == blank
    assert made[-1].visibility == "veryHidden"


def test_the_buttons_stand_right_of_the_form_one_under_the_other_and_are_not_printed(form):
    made = parts.unpacked(form)
    drawing = made["xl/drawings/vmlDrawing1.vml"].decode()
    sheet = made["xl/worksheets/sheet1.xml"].decode()
    last = parse_area(re.findall(r'dimension ref="([^"]+)"', sheet)[0]).right
    anchors = [[int(n) for n in found.split(", ")] for found in re.findall(r"<x:Anchor>(.*?)</x:Anchor>", drawing)]
    assert len(anchors) == len(sheet_buttons.CAPTIONS)
    for left, _, top, above, _, _, bottom, below in anchors:
        assert left == last
        assert (top, above) < (bottom, below)
    ends = [tuple(anchor[6:]) for anchor in anchors]
    assert all(end < tuple(anchor[2:4]) for end, anchor in zip(ends, anchors[1:], strict=False))
    assert drawing.count("<x:PrintObject>False</x:PrintObject>") == len(anchors)
    assert re.findall(r">([一-鿿]+)</font>", drawing) == list(sheet_buttons.CAPTIONS.values())


@pytest.mark.parametrize("version", ["0.37.7", None])
def test_another_xlwings_builds_nothing_and_says_what_to_install(monkeypatch, version):
    def found(_):
        if version is None:
            raise metadata.PackageNotFoundError
        return version

    monkeypatch.setattr(metadata, "version", found)
    with pytest.raises(UsageError, match=r"pip install xlwings==0\.37\.8"):
        build.build_addin()


def test_buttons_go_on_below_a_form_that_ends_above_them():
    assert [sheet_buttons._row(pixels, [30.0, 30.0]) for pixels in (8, 38, 68, 98)] == [(0, 8), (1, 8), (2, 8), (3, 18)]


def test_a_template_that_changed_stops_the_build():
    with pytest.raises(ValueError, match="no PROJECT_NAME"):
        project.adopted({"xlwings": "Option Explicit"})
    with pytest.raises(ValueError, match="found 0 times"):
        parts.replaced(b"<a/>", "b", "c")


def test_importing_the_package_loads_no_callback_and_an_unknown_name_is_no_attribute():
    code = (
        "import sys; before = set(sys.modules); import xlplugin.addin as addin\n"
        "print(*sorted(set(sys.modules) - before)); print(hasattr(addin, 'polish'), callable(addin.check))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True)
    assert done.stdout.split() == ["__future__", "xlplugin", "xlplugin.addin", "False", "True"]
