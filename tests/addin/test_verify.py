"""What ``verify`` finds in files that somebody meddled with, and what the macros do when they run."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile

import pytest
from openxml_audit import OpenXmlValidator, ValidationSeverity

from specimens import ROOT
from xlplugin.addin import build, conf, parts, project, rehearsal, sources, verify
from xlplugin.errors import UnreadableError

EXCEL = pytest.importorskip("pyopenvba.apps.excel", reason="pyOpenVBA is needed to run the macros")
pytest.importorskip("oletools", reason="oletools is needed to read the VBA back")

FORM = "national/project-selfeval/2020"
ADDIN = ROOT / "xlplugin" / "addin" / "xlplugin.xlam"
PYTHON = r"C:\Users\张三\venv\Scripts\pythonw.exe"
SOFFICE = shutil.which("soffice")


@pytest.fixture(scope="module")
def addin():
    return parts.unpacked(ADDIN.read_bytes())


@pytest.fixture(scope="module")
def form():
    return build.build_form(FORM)


def english(made):
    return " ".join(en for _, en in verify.faults(parts.packed(made)))


def with_macros(addin, old, new):
    """The add-in with a change in the text of its buttons."""
    own = build.modules("xlam")
    assert old in own[sources.BUTTONS]
    own[sources.BUTTONS] = own[sources.BUTTONS].replace(old, new)
    return addin | {project.VBA_PART: project.vba_project(sources.ADDIN_TEMPLATE, "RibbonMyAddin", own)}


def test_the_addin_and_a_form_are_sound(form):
    assert verify.faults(ADDIN.read_bytes()) == ()
    assert verify.faults(form) == ()


def test_both_files_keep_to_the_format(form, tmp_path):
    for name, data in (("form.xlsm", form), ("addin.xlam", ADDIN.read_bytes())):
        path = tmp_path / name
        path.write_bytes(data)
        errors = OpenXmlValidator().validate(path).errors
        assert [error.description for error in errors if error.severity == ValidationSeverity.ERROR] == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("addin.clear()", "addin.export()", "The macro XpClear starts:"),
        ("Public Sub XpScore()", "Public Sub XpMark()", "There is no macro xpscore"),
        ("    XpScore\n", "    XpScored\n", "The macro OnXpScore starts: "),
        ("Option Explicit\n", "Option Explicit\nSub Auto_Open()\nXpCheck\nEnd Sub\n", "Auto_Open in XlpluginButtons"),
        ("Option Explicit", "Option Explicit\n' \xe9", "letters that are not ASCII"),
    ],
)
def test_changed_macros_are_found(addin, old, new, found):
    said = english(with_macros(addin, old, new))
    assert found in said
    assert "XlpluginButtons differs from its source" in said


@pytest.mark.parametrize(
    ("part", "old", "new", "found"),
    [
        ("customUI/customUI.xml", "XlpluginButtons.OnXpNext", "XlpluginButtons.OnXpSkip", "There is no macro OnXpSkip"),
        ("customUI/customUI.xml", "XlpluginButtons.OnXpNext", "XlpluginButtons.XpNext", "There is no macro XpNext"),
        ("customUI/customUI.xml", "</ribbon>", "", "customUI/customUI.xml is not well-formed"),
        ("xl/workbook.xml", "xlplugin.conf", "check.py", "only xlwings PRO can use"),
        ("xl/workbook.xml", "xlplugin.conf", "other", "The settings sheet xlplugin.conf is missing"),
        ("xl/worksheets/sheet1.xml", "Show Console", "LICENSE_KEY", "only xlwings PRO can use"),
        ("xl/worksheets/sheet1.xml", ">ADD_WORKBOOK_TO_PYTHONPATH<", ">ADD<", "The macro XpCheck starts:"),
    ],
)
def test_changed_parts_are_found(addin, part, old, new, found):
    assert found in english(addin | {part: parts.replaced(addin[part], old, new)})


def test_a_changed_module_of_xlwings_is_found(addin, monkeypatch):
    def meddled(modules):
        return modules | {"xlwings": modules["xlwings"].replace("ExecuteWindows", "StartAnything")}

    with monkeypatch.context() as patched:
        patched.setattr(project, "adopted", meddled)
        changed = project.vba_project(sources.ADDIN_TEMPLATE, "RibbonMyAddin", build.modules("xlam"))
    said = english(addin | {project.VBA_PART: changed})
    assert "The VBA module xlwings differs from its source." in said
    assert "the module of xlwings has no ExecuteWindows" in said


def test_a_file_without_macros_is_told_module_by_module():
    blank = ROOT / "workbooks" / "national" / "project-selfeval" / "2020-blank.xlsx"
    said = " ".join(zh for zh, _ in verify.faults(blank.read_bytes()))
    for module in ("Dictionary", "XlpluginButtons", "xlwings"):
        assert f"VBA 模块 {module} 与源码不一致。" in said


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", "加载项".encode()])
def test_what_is_no_workbook_is_said_to_be_unreadable(data):
    with pytest.raises(UnreadableError):
        verify.faults(data)


def rehearsed(tmp_path, extra=None):
    path = tmp_path / "xlplugin.xlam"
    path.write_bytes(build.build_addin(extra))
    return str(path), verify.sources(str(path))


def test_a_pressed_button_starts_the_interpreter_of_the_settings_sheet(tmp_path):
    path, found = rehearsed(tmp_path, conf.interpreter(PYTHON))
    started = rehearsal.launched(path, found, ["XpCheck"])[0]
    assert started.startswith(f"{PYTHON}|import xlplugin.addin; xlplugin.addin.check()|False;")


def test_without_an_open_book_a_button_says_so_in_chinese_and_starts_nothing(tmp_path):
    path, found = rehearsed(tmp_path)
    excel = rehearsal._application(path, found)
    excel.add_module("Public Sub CloseAll()\nActiveWorkbook.Close False\nEnd Sub", name="Closing", kind="standard")
    excel.run("CloseAll")
    excel.run("XpCheck")
    assert not excel.console
    assert [dialog[1] for dialog in excel.dialogs] == [conf.NO_BOOK]


SERVER = """\
Public Function CallUDF(source, name, args, book, caller)
    Dim i, said
    said = source & "|" & name
    For i = LBound(args) To UBound(args)
        said = said & "|" & args(i)
    Next
    CallUDF = said
End Function
"""


@pytest.mark.parametrize(
    ("call", "given"),
    [
        (("PF_EXEC_RATE", 100, 90), "100|90"),
        (("PF_GRADE", 91), "91|"),
        (("PF_GRADE", 91, "95/85/60"), "91|95/85/60"),
        (("PF_POINTS_BY_TEXT", "s", 10), "s|10"),
        (("PF_POINTS_BY_TEXT", "s", 10, 1, 2, "x"), "s|10|1|2|x"),
    ],
)
def test_a_formula_hands_all_its_arguments_to_python(call, given):
    wrappers = build.modules("xlam")[sources.FUNCTIONS]
    excel = EXCEL.ExcelApplication.open(str(ADDIN), with_vba=False)
    excel.add_module(SERVER, name="Server", kind="class")
    excel.add_module("Public Function XLPy() As Object\nSet XLPy = New Server\nEnd Function", name="S", kind="standard")
    excel.add_module(wrappers.replace("Application.Caller", 'ActiveSheet.Range("A1")'), name="W", kind="standard")
    assert excel.run(*call) == f"xlplugin.addin.cells|{call[0]}|{given}"


def test_an_error_code_of_python_becomes_an_error_value_in_the_cell():
    found = {sources.FUNCTIONS: build.modules("xlam")[sources.FUNCTIONS]}
    codes = {"#DIV/0!": 2007, "#VALUE!": 2015, "#NUM!": 2036, "#N/A": 2042, "#REF!": 2023, "#NAME?": 2029}
    for code, number in codes.items():
        assert str(rehearsal.shown(str(ADDIN), found, code)) == f"Error {number}"
    assert rehearsal.shown(str(ADDIN), found, "优") == "优"


AS_ON_WINDOWS = """
import io, sys, types
for name in ("pythoncom", "pywintypes", "win32com", "win32com.client"):
    sys.modules[name] = types.ModuleType(name)
sys.modules["pythoncom"].CoInitialize = lambda: None
sys.modules["pythoncom"].IID_IDispatch = None
sys.modules["pywintypes"].com_error = type("com_error", (Exception,), {})
sys.modules["win32com.client"].Dispatch = lambda found: found
import xlwings
from xlwings import udfs
xlwings.func, xlwings.arg = udfs.xlfunc, udfs.xlarg
from xlplugin.addin import cells
written = io.StringIO()
udfs.generate_vba_wrapper("xlplugin.addin.cells", cells, written, types.SimpleNamespace(Name="xlplugin.xlam"))
sys.stdout.reconfigure(encoding="utf-8")
print(written.getvalue())
for name in cells.__all__:
    told = getattr(cells, name).__xlfunc__
    print("HELP", name, told["category"], told["ret"]["doc"], *(a["doc"] for a in told["args"]), sep="|")
    print("TAKEN", all(argument["options"].get("err_to_str") for argument in told["args"]))
    print("CONVERTED", any("convert" in item["options"] for item in (*told["args"], told["ret"])))
"""


@pytest.fixture(scope="module")
def as_on_windows():
    """What xlwings' own generator and registry make of the functions, with the libraries of Windows stubbed."""
    done = subprocess.run(
        [sys.executable, "-c", AS_ON_WINDOWS], cwd=ROOT, capture_output=True, check=True, encoding="utf-8"
    )
    return done.stdout


def test_the_wrappers_declare_and_call_what_xlwings_own_generator_would(as_on_windows):
    ours = build.modules("xlam")[sources.FUNCTIONS]

    def declared(text):
        return sorted(re.findall(r"Function (PF_\w+\(.*\))", text))

    def called(text):
        return sorted(set(re.findall(r'CallUDF\(("xlplugin\.addin\.cells", "PF_\w+", Array\([^)]*\))', text)))

    assert declared(ours) == declared(as_on_windows)
    assert called(ours) == called(as_on_windows)


def test_the_functions_have_chinese_help_of_at_most_255_letters_and_take_error_values(as_on_windows):
    helps = [line.split("|")[2:] for line in as_on_windows.splitlines() if line.startswith("HELP")]
    assert len(helps) == as_on_windows.count("TAKEN True") == as_on_windows.count("CONVERTED False")
    for told in helps:
        assert told[0] == "绩效自评"
        assert all(0 < len(text) <= 255 for text in told)
        assert all(re.search("[一-鿿]", text) or "≥" in text for text in told)


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_opens_both_files_and_lists_all_modules(form, tmp_path):
    (tmp_path / "form.xlsm").write_bytes(form)
    shutil.copyfile(ADDIN, tmp_path / "addin.xlam")
    command = [SOFFICE, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--infilter=Calc MS Excel 2007 VBA XML", "--convert-to", "ods", "--outdir", str(tmp_path)]
    files = [str(tmp_path / name) for name in ("form.xlsm", "addin.xlam")]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=120)
    for name, kind in (("form", "xlsm"), ("addin", "xlam")):
        with zipfile.ZipFile(tmp_path / f"{name}.ods") as converted:
            listed = {entry.rpartition("/")[2].removesuffix(".xml") for entry in converted.namelist()}
            content = converted.read("content.xml").decode()
        assert {*build.modules(kind), "xlwings", "Dictionary", "ThisWorkbook"} <= listed
        assert conf.SHEET in content
    assert 'form:label="审核"' in zipfile.ZipFile(tmp_path / "form.ods").read("content.xml").decode()
