import io
import re
import shutil
import warnings
from decimal import Decimal

import annotate_books as books
import openpyxl
import pytest
import python_calamine
from annotate_books import DETAIL, FORM, HIDDEN
from openxml_audit import OpenXmlValidator, ValidationSeverity

from xlplugin.excel.annotate import annotate
from xlplugin.excel.draft import Draft
from xlplugin.excel.ooxml import read
from xlplugin.excel.package import Package
from xlplugin.excel.styles import TINTS
from xlplugin.model import ADVICE, ERROR, EXPLAIN

RESULTS = "审核结果"
MARKED = {
    FORM: {
        "A1": ERROR,
        "B3": ERROR,
        "F4": ADVICE,
        "C5": EXPLAIN,
        "D6": EXPLAIN,
        "K6": ERROR,
        "L40": ADVICE,
    },
    DETAIL: {"B2": ERROR},
    HIDDEN: {"A1": ADVICE},
}


@pytest.fixture(scope="module")
def torture():
    return books.torture()


@pytest.fixture(scope="module", params=["xlsxwriter", "openpyxl", "libreoffice"])
def source(request, torture, tmp_path_factory):
    if request.param == "xlsxwriter":
        return torture
    if request.param == "openpyxl":
        with warnings.catch_warnings(action="ignore"):
            return books.resaved(torture)
    soffice = shutil.which("soffice")
    if not soffice:
        pytest.skip("LibreOffice is not installed")
    return books.converted(torture, tmp_path_factory.mktemp("office"), soffice)


@pytest.fixture(scope="module")
def copy(source):
    return annotate(source, books.torture_run())


def opened(data):
    with warnings.catch_warnings(action="ignore"):
        return openpyxl.load_workbook(io.BytesIO(data), rich_text=True)


def test_same_input_gives_same_bytes(source, copy):
    assert annotate(source, books.torture_run()) == copy


def test_only_parts_that_carry_marks_change(source, copy):
    before, after = books.members(source), books.members(copy)
    assert before.keys() <= after.keys()
    changed = {name for name in before if before[name] != after[name]}
    expected = r"\[Content_Types\]\.xml|xl/(workbook|styles|comments\S*|comments/comment\d|worksheets/sheet[123])\.xml|"
    expected += r"xl/_rels/workbook\.xml\.rels|xl/worksheets/_rels/sheet[123]\.xml\.rels|xl/drawings/\w+\.vml"
    assert [name for name in changed if not re.fullmatch(expected, name)] == []


def test_unchanged_parts_keep_their_compressed_bytes(source, copy):
    before, after = Package(source), Package(copy)
    same = [name for name in before.members if before.read(name) == after.read(name)]
    assert len(same) >= 10
    assert all(before.raw(name) == after.raw(name) for name in same)


def test_every_value_formula_and_merge_stays(source, copy):
    before, after = read(source), read(copy)
    assert after.sheets[0].name == RESULTS
    assert [sheet.name for sheet in after.sheets[1:]] == [sheet.name for sheet in before.sheets]
    for old, new in zip(before.sheets, after.sheets[1:], strict=True):
        assert (new.values, new.formulas, new.merges) == (old.values, old.formulas, old.merges)
        assert (new.visibility, new.hidden_rows) == (old.visibility, old.hidden_rows)
    assert after.other_sheets == before.other_sheets


def test_calamine_reads_the_same_rows(source, copy):
    before = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(source))
    after = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(copy))
    rows = before.get_sheet_by_name(FORM).to_python()
    assert [row[: len(rows[0])] for row in after.get_sheet_by_name(FORM).to_python()][: len(rows)] == rows


def test_fills_stand_on_the_blamed_cells_only(source, copy):
    before, after = opened(source), opened(copy)
    for sheet in (FORM, DETAIL, HIDDEN):
        tinted = {}
        for row in after[sheet].iter_rows():
            for cell in row:
                colour = cell.fill.fgColor.rgb
                if colour in TINTS.values() and before[sheet][cell.coordinate].fill.fgColor.rgb != colour:
                    tinted[cell.coordinate] = colour
        assert tinted == {cell: TINTS[severity] for cell, severity in MARKED[sheet].items()}


def test_everything_but_the_fill_is_kept(source, copy):
    before, after = opened(source), opened(copy)
    for sheet, cells in MARKED.items():
        for name in cells:
            old, new = before[sheet][name], after[sheet][name]
            if old.value is not None:  # openpyxl itself puts the address of a link into a blank cell
                assert new.value == old.value
            for part in ("font", "border", "alignment", "protection", "number_format"):
                assert name in {"K6", "L40"} or repr(getattr(new, part)) == repr(getattr(old, part)), (name, part)


def test_a_new_cell_takes_the_format_of_its_column(torture):
    cell = opened(annotate(torture, books.torture_run()))[FORM]["L40"]
    assert (cell.number_format, cell.font.italic) == ("0.000", True)


def test_notes_stand_on_the_blamed_cells_and_tell_everything(source, copy):
    threaded = any("threadedComment" in name for name in books.members(source))
    before, after = opened(source), opened(copy)
    for sheet, cells in MARKED.items():
        for name in cells:
            text = after[sheet][name].comment.text
            if name == "C5" and threaded:
                assert text == before[sheet][name].comment.text
            else:
                assert "依据：财预〔2020〕10号 第十条" in text
                assert "产出指标 = 50" in text
                assert "表中：80；应为：90" in text
    both = after[FORM]["B3"].comment.text
    assert "原有批注：请复核" in both
    assert "【必须改正】=1+1 <权重> & “合计”" in both
    assert "【提示】同一单元格的提示" in both
    noted = {cell.coordinate for row in after[FORM].iter_rows() for cell in row if cell.comment}
    assert noted == set(MARKED[FORM])


def test_links_lead_to_the_row_and_back_and_spare_those_of_the_user(source, copy):
    before, after = opened(source), opened(copy)
    results = after[RESULTS]
    for sheet, cells in MARKED.items():
        for name in cells:
            link = after[sheet][name].hyperlink
            if name == "F4":
                assert link.target == before[sheet][name].hyperlink.target
                continue
            row = int(re.fullmatch(rf"'{RESULTS}'!A(\d+)", link.location).group(1))
            assert results.cell(row, 3).value.startswith(sheet)
    quoted = DETAIL.replace("'", "''")
    row = next(row for row in results.iter_rows(max_col=4) if str(row[2].value).startswith(DETAIL))
    assert row[3].hyperlink.location == f"'{quoted}'!B2"


def test_the_results_sheet_lists_findings_and_what_was_not_checked(copy):
    sheet = opened(copy)[RESULTS]
    rows = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    assert rows[0] == ["审核结果"]
    assert rows[1] == ["文件：自评表.xlsx"]
    assert rows[2] == ["必须改正 4 条，需要说明 2 条，提示 5 条，未审核 2 项"]
    assert rows[4] == ["序号", "性质", "工作表", "单元格", "问题", "表中", "应为", "算式与数据", "依据", "编号"]
    assert rows[5][:7] == [1, "必须改正", FORM, "B3", "=1+1 <权重> & “合计”", "80", "90"]
    assert rows[6][7].startswith("由第 1 条引起\n")
    assert [sheet[f"E{row}"].alignment.indent for row in (6, 7, 8)] == [0, 2, 0]
    assert rows[14][2:4] == [f"{HIDDEN}（工作表已隐藏）", "A1"]
    assert rows[-2] == [1, "未能审核", "图表页", "图表页", "不是工作表"]
    assert rows[-1] == [2, "部分未审", "整个文件", "版本", "表样未登记"]
    assert sheet["D16"].hyperlink is None
    assert sheet["E6"].data_type == "s"
    assert sheet.freeze_panes == "A6"
    assert sheet.auto_filter.ref == "A5:J16"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)


def test_only_the_results_sheet_is_shown_and_selected(copy):
    book = opened(copy)
    assert book.sheetnames[0] == RESULTS
    assert book.active.title == RESULTS
    assert [sheet.title for sheet in book.worksheets if sheet.sheet_view.tabSelected] == [RESULTS]


def test_names_and_print_areas_stay_with_their_sheets(source, copy):
    before, after = opened(source), opened(copy)
    assert before[FORM].print_area
    for sheet in (FORM, DETAIL, HIDDEN):
        assert after[sheet].print_area == before[sheet].print_area
        assert after[sheet].print_title_rows == before[sheet].print_title_rows
        assert set(after[sheet].defined_names) == set(before[sheet].defined_names)
    assert set(after.defined_names) == set(before.defined_names)
    assert after[RESULTS].print_title_rows == "$5:$5"


def test_the_validator_finds_no_new_error(source, copy, tmp_path):
    counted = []
    for name, data in (("source.xlsm", source), ("copy.xlsm", copy)):
        path = tmp_path / name
        path.write_bytes(data)
        errors = OpenXmlValidator().validate(path).errors
        counted.append([error.description for error in errors if error.severity == ValidationSeverity.ERROR])
    new = list(counted[1])
    for description in counted[0]:
        if description in new:
            new.remove(description)
    assert new == []


def test_marking_a_marked_copy_works_again(copy):
    twice = opened(annotate(copy, books.torture_run()))
    assert twice.sheetnames[:2] == ["审核结果(2)", RESULTS]
    assert twice[FORM]["D6"].comment.text.count("编号：W101") == 2


def test_english_speaks_english(torture):
    book = opened(annotate(torture, books.torture_run(), lang="en"))
    sheet = book["Check results"]
    assert sheet["A1"].value == "Check results"
    assert sheet["B6"].value == "Must be corrected"
    assert "Basis: " in book[FORM]["D6"].comment.text


def test_without_findings_the_copy_says_so_and_what_was_not_checked(torture):
    note = books.torture_run().not_checked
    data = annotate(torture, books.run(not_checked=note))
    shown = [value for row in opened(data)[RESULTS].iter_rows(values_only=True) for value in row if value is not None]
    assert "已审核的部分没有发现问题；未审核的部分见下。" in shown
    assert "表样未登记" in shown
    clean = opened(annotate(torture, books.run()))[RESULTS]
    assert clean["A4"].value == "没有发现问题。"
    before, after = books.members(torture), books.members(data)
    assert before["xl/comments1.xml"] == after["xl/comments1.xml"]


def test_a_digital_signature_is_left_out_and_said_to_be(torture):
    parts = books.members(torture)
    parts["_xmlsignatures/origin.sigs"] = b""
    parts["_xmlsignatures/sig1.xml"] = b"<Signature/>"
    origin = f'<Relationship Id="rIdS" Type="{books.PACKAGE}/relationships/digital-signature/origin" '
    origin += 'Target="_xmlsignatures/origin.sigs"/></Relationships>'
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"</Relationships>", origin.encode())
    kind = '<Override PartName="/_xmlsignatures/sig1.xml" ContentType="application/x-sig"/></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", kind.encode())
    data = annotate(books.zipped(parts), books.torture_run())
    after = books.members(data)
    assert not [name for name in after if "xmlsignatures" in name]
    assert b"xmlsignatures" not in after["_rels/.rels"] + after["[Content_Types].xml"]
    assert "副本未签名" in opened(data)[RESULTS]["A5"].value


def test_a_figure_in_the_results_is_the_text_of_the_finding(copy):
    grid = read(copy).sheets[0]
    assert grid.values[6, 6] == "80"
    assert grid.values[6, 1] == Decimal(1)
    assert grid.formulas == {}


def test_the_draft_finds_parts_whatever_their_case(torture):
    draft = Draft(Package(torture))
    draft.put("XL/Styles.xml", b"<x/>")
    assert "xl/styles.xml" in draft
    assert books.members(draft.packed())["xl/styles.xml"] == b"<x/>"
