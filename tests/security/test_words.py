"""What stands in a form is only ever text: in no report or workbook does it become markup, command or formula."""

import io
import json
import re
from html.parser import HTMLParser
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

import attacks
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlplugin.batch import check_file
from xlplugin.cli import main
from xlplugin.reports.receipt_text import wrapped
from xlplugin.reports.terminal import one_line

WORDS = (
    "=cmd|'/C calc'!A0",
    '+HYPERLINK("http://192.0.2.1",1)',
    "@SUM(1)",
    "-2+3",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "]]><x/>",
    "\n::error file=x::y",
    "%0A::error::y",
    "[a](javascript:alert(1))",
    "{0}{message}%s",
    "\u202e\u2066甲",
    "##[stop-commands]zz ##[error]y ###[group]",
    "##vso[task.logissue type=error]y ##teamcity[blockOpened name='y']",
    "\u3000::error ::y",
)
COMMAND = "::error ##[stop-commands]##vso[x]"
"""What runners of jobs obey, as the name of a file and of a sheet."""
OURS = tuple(f"::{kind} file=" for kind in ("error", "warning", "notice"))


@pytest.fixture(scope="module")
def form(tmp_path_factory):
    """A form with findings whose names begin and end with words that mean something elsewhere."""
    found = check_file(str(attacks.FAULTY)).forms[0]
    names = list(dict.fromkeys(indicator.name for indicator in found.indicators))
    names += [cell.raw for key, cell in found.identity.items() if key in {"project", "unit"}]
    given = attacks.parts(attacks.FAULTY)
    text = given[attacks.STRINGS].decode()
    for number, name in enumerate(names):
        word, other = WORDS[number % len(WORDS)], WORDS[-1 - number % len(WORDS)]
        text = text.replace(f">{escape(name)}</t>", f">{escape(word + name + other)}</t>")
    given[attacks.STRINGS] = text.encode()
    path = tmp_path_factory.mktemp("words") / "自评表.xlsx"
    path.write_bytes(attacks.zipped(given))
    return path


def report(form, kind):
    target = form.parent / f"report.{kind}"
    assert main(["check", str(form), "--format", kind, "-o", str(target)]) in {1, 2}
    return target.read_text("utf-8")


class Tags(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found, self.attributes = set(), set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.add(tag)
        self.attributes |= {name for name, _ in attrs}
        assert not any(str(value).lower().startswith("javascript:") for _, value in attrs)


def test_the_words_are_in_the_reports(form):
    told = report(form, "json")
    assert sum(json.dumps(word, ensure_ascii=False)[1:-1] in told for word in WORDS) >= 9


def test_no_word_becomes_markup(form):
    page = Tags(report(form, "html"))
    assert not {"script", "img", "x"} & page.found
    assert not [name for name in page.attributes if name.startswith("on")]


@pytest.mark.parametrize("kind", ["json", "sarif"])
def test_structured_reports_stay_structured(form, kind):
    told = report(form, kind)
    assert json.loads(told)
    assert "\n::error" not in told


def test_junit_stays_xml(form):
    tree = ET.fromstring(report(form, "junit").encode())  # noqa: S314 - our own output
    assert not [element for element in tree.iter() if element.tag in {"x", "script"}]


def test_every_line_for_github_is_a_command_of_ours(form):
    for line in report(form, "github").splitlines():
        assert not line.startswith("::error file=x::")
        assert not line.startswith("::error::")
        assert "\r" not in line


def test_text_cannot_steer_a_terminal(form):
    told = report(form, "text")
    assert not any(ord(letter) < 32 and letter != "\n" for letter in told)
    assert not any(line.startswith("::error") for line in told.splitlines())


@pytest.mark.parametrize(
    "command",
    [
        *(("check", "--format", kind) for kind in ("text", "json", "sarif", "junit", "html", "github")),
        ("score",),
        ("score", "--format", "json"),
        ("forms", "draft"),
        ("impact", "--rule", "R705"),
        ("impact", "--rule", "R705", "--format", "json"),
    ],
    ids=" ".join,
)
def test_nothing_is_a_command_to_whoever_reads_the_log_of_a_job(form, tmp_path, monkeypatch, capsys, command):
    """As the runners look for them: GitHub at the start of a line and for ##[, Azure and TeamCity anywhere."""
    given = attacks.parts(form)
    sheet = '<sheet name="部门预算项目支出绩效自评表"'
    assert sheet in given[attacks.BOOK].decode()
    for part, old, new in (
        (attacks.BOOK, sheet, f'<sheet name="{COMMAND}"'),
        (attacks.STRINGS, ">项目名称<", f">&#10;{COMMAND}<"),
    ):
        given[part] = given[part].replace(old.encode(), new.encode())
    monkeypatch.chdir(tmp_path)
    (tmp_path / f"{COMMAND}.xlsx").write_bytes(attacks.zipped(given))
    main([*command, f"{COMMAND}.xlsx"])
    told = "".join(capsys.readouterr())
    for line in told.split("\n"):
        assert not re.search(r"##\[|##vso\[|##teamcity\[", line)
        assert not line.strip().startswith("::") or line.startswith(OURS), line
    assert "stop-commands" in told
    if "json" in command:
        assert COMMAND in told.replace("\\u0023", "#")
        assert f'"{COMMAND}.xlsx"' in json.dumps(json.loads(told), ensure_ascii=False)


@given(st.text(alphabet=":# [av甲\u3000\n]", max_size=40), st.integers(1, 12))
def test_no_line_of_a_receipt_begins_with_a_command(text, across):
    for line in (one_line(text), *wrapped(text, 2, 4, across)):
        assert not line.strip().startswith("::")
        assert not re.search(r"##\w*\[", line)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("::error ::x", "\\u003a:error ::x"),
        ("甲::error", "甲::error"),
        ("养护##[error]x", "养护#\\u0023[error]x"),
        ("第##号", "第##号"),
        ("##[a]##vso[b]", "#\\u0023[a]#\\u0023vso[b]"),
    ],
)
def test_only_what_would_be_a_command_is_spelt(text, told):
    assert one_line(text) == told
    assert one_line(told) == told


@pytest.mark.parametrize(
    "command",
    [
        ("check", "--annotate", "--out-dir", "{folder}", "{form}"),
        ("score", "--format", "xlsx", "-o", "{folder}/score.xlsx", "{form}"),
        ("explain-template", "-o", "{folder}/explain.xlsx", "{form}"),
    ],
    ids=["marked copy", "receipts", "explanations"],
)
def test_no_word_becomes_a_formula(form, tmp_path, command):
    before = formulas(form.read_bytes())
    assert main([part.format(form=form, folder=tmp_path) for part in command]) in {0, 1}
    (written,) = tmp_path.iterdir()
    for formula in formulas(written.read_bytes()) - before:
        assert not any(word.strip() in formula for word in WORDS), formula


def formulas(data):
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = (cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    return {str(cell.value) for cell in cells if cell.data_type == "f"}
