"""From the template to the answered finding and back: written, filled in, checked, changed, carried over."""

from __future__ import annotations

import io
import shutil
import warnings
from decimal import Decimal
from pathlib import Path

import annotate_books as books
import explained_books as forms
import openpyxl
import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator, ValidationSeverity

from xlplugin import checking
from xlplugin.batch import check_file
from xlplugin.cli import main
from xlplugin.engine import explanations
from xlplugin.engine.explanations import Written
from xlplugin.errors import UnreadableError, UsageError
from xlplugin.excel import ooxml
from xlplugin.excel.annotate import annotate
from xlplugin.excel.explanation_book import with_explanations
from xlplugin.excel.explanation_rows import Row, rows
from xlplugin.excel.explanation_sheet import Told
from xlplugin.explaining import template
from xlplugin.model import Basis, Explanation, Finding
from xlplugin.place import Place

STRICT = ("check", "--fail-on", "explain")
TOUCHED = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}
SMALL = books.by_hand(books.worksheet("<sheetData/>"))


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "河堤绿道.xlsx"
    path.write_bytes(forms.form())
    return path


@pytest.fixture
def copy(source):
    return template(str(source))


def asked(path):
    return [finding for finding in check_file(str(path)).findings if finding.severity == "explain"]


def states(path):
    return [finding.explanation and finding.explanation.state for finding in asked(path)]


def test_the_copy_stands_beside_its_source_which_stays_as_it_is(source, capsys):
    before = source.read_bytes()
    assert main(["explain-template", str(source)]) == 0
    assert source.read_bytes() == before
    assert sorted(path.name for path in source.parent.iterdir()) == ["河堤绿道.xlsx", "河堤绿道.说明.xlsx"]
    assert "河堤绿道.说明.xlsx" in capsys.readouterr().err


def test_there_is_a_row_for_every_finding_to_be_explained_with_a_link_to_its_cell(source, copy):
    sheet = openpyxl.load_workbook(copy)["审核说明"]
    titles = [cell.value for cell in sheet[4]]
    assert titles == ["编号", "规则", "工作表", "单元格", "问题", "涉及数据", "说明", "填写人", "日期"]
    found = asked(source)
    assert [sheet.cell(row, 1).value for row in range(5, sheet.max_row + 1)] == [finding.id for finding in found]
    assert sheet["E5"].value == found[0].message
    assert "得分 = 9" in sheet["F5"].value
    assert sheet["D5"].hyperlink.location == f"'自评表'!{found[0].place.cell}"
    assert sheet.freeze_panes == "A5"
    assert all(
        sheet[cell].fill.fgColor.rgb == "FFFFF2CC" and not sheet[cell].protection.locked for cell in ("G5", "I5")
    )
    assert {str(rule.sqref) for rule in sheet.data_validations.dataValidation} == {"G5", "I5"}


def test_a_form_with_a_reason_for_everything_passes_the_strictest_check(source, copy, capsys):
    assert main([*STRICT, str(source)]) == 1
    assert main([*STRICT, copy]) == 1
    forms.fill(copy)
    assert states(copy) == ["valid"]
    assert main([*STRICT, copy]) == 0
    assert "未识别" not in capsys.readouterr().out.rpartition("文件：")[2]


def test_the_new_sheets_are_neither_forms_nor_sheets_left_unread(copy):
    file = check_file(copy)
    assert [sheet.sheet for sheet in file.sheets] == ["自评表"]
    assert not [note for note in file.not_checked if note.blocking]


def test_a_title_of_ours_hides_no_form(source):
    book = openpyxl.load_workbook(source)
    book["自评表"].insert_rows(1)
    book["自评表"]["A1"] = "审核说明"
    book.save(source)
    assert [finding.place.cell for finding in asked(source)] == ["H11"]


def test_a_damaged_workbook_is_named_with_its_part(torture):
    parts = books.members(torture)
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"sheetId=", b"sheetNo=")
    with pytest.raises(UnreadableError, match="workbook"):
        with_explanations(books.zipped(parts), told())


def test_the_explanation_lapses_when_a_figure_changes(copy):
    forms.fill(copy)
    forms.lose_more(copy)
    (lost,) = asked(copy)
    assert lost.explanation.state == "lapsed"
    assert main([*STRICT, copy]) == 1


def test_a_lapsed_reason_is_shown_in_the_next_template_but_not_accepted(copy):
    forms.fill(copy)
    forms.lose_more(copy)
    again = template(copy)
    assert states(again) == [None]
    sheet = openpyxl.load_workbook(again)["审核说明"]
    assert sheet["J4"].value == "原说明（数据已变，已失效）"
    assert "变压器" in sheet["J5"].value
    assert sheet["G5"].value is None


def test_a_second_template_keeps_what_has_been_written_and_has_no_second_sheet(copy):
    forms.fill(copy)
    again = template(copy)
    assert again.endswith("河堤绿道.说明2.xlsx")
    assert openpyxl.load_workbook(again).sheetnames == ["自评表", "审核说明", "校验及解释说明表"]
    assert states(again) == ["valid"]


def test_a_reason_whose_finding_is_solved_is_kept_on_record(copy):
    forms.fill(copy)
    solved = forms.ours(copy)[1].rows
    forms.change(copy, H10="变压器更换推迟", E12="90%", G12=9, G15=98)
    again = template(copy)
    _, found = forms.ours(again)
    assert set(solved) < set(found.rows)
    sheet = openpyxl.load_workbook(again)["审核说明"]
    assert sheet.cell(found.rows[next(iter(solved))], 5).value.startswith("（这个问题已不存在，说明留作记录）")


def test_rows_inserted_into_the_form_and_the_sheet_and_other_names_change_nothing(copy):
    forms.fill(copy)
    book = openpyxl.load_workbook(copy)
    book["审核说明"].insert_rows(3, 4)
    book["审核说明"].insert_cols(2)
    book["审核说明"].title = "我们的说明"
    book["自评表"].title = "表一"
    book.move_sheet("表一", 1)
    book.save(copy)
    assert states(copy) == ["valid"]


def test_last_years_reasons_are_offered_and_never_accepted(source, copy, tmp_path):
    forms.fill(copy, text="去年电力改造推迟")
    now = tmp_path / "今年.xlsx"
    now.write_bytes(forms.form())
    forms.change(now, A2="（2024年度）")
    forms.lose_more(now, 95)
    for previous in (copy, tmp_path):
        target = tmp_path / f"今年的{len(str(previous))}.xlsx"
        offered = template(str(now), str(target), str(previous))
        sheet = openpyxl.load_workbook(offered)["审核说明"]
        assert (sheet["J4"].value, sheet["J5"].value) == ("上年说明（供参考）", "去年电力改造推迟")
        assert sheet["G5"].value is None
        assert states(offered) == [None]
    with pytest.raises(UsageError, match="没有找到上年写的说明"):
        template(str(now), previous=str(source))


def test_what_is_found_between_the_workbooks_of_a_unit_has_its_row_where_they_are_named(tmp_path):
    folder = tmp_path / "单位"
    folder.mkdir()
    for name, project in (("甲.xlsx", "河堤绿道维护"), ("乙.xlsx", "公园绿地维护")):
        (folder / name).write_bytes(forms.form())
        forms.change(folder / name, B3=project)
    across = [
        finding.id
        for finding in checking.checked([str(folder / "甲.xlsx"), str(folder / "乙.xlsx")]).files[0].findings
        if finding.severity == "explain"
    ]
    made = template(str(folder / "甲.xlsx"), str(tmp_path / "甲.xlsx"), among=str(folder))
    assert sorted(forms.ours(made)[1].rows) == sorted(across)


def offered(problem, now, code="R701"):
    before = Written(Explanation("R701-0b0b0b0b-11111111", "去年的原因", "", "", Place("审核说明", 1, 1)), problem)
    finding = Finding(
        f"{code}-0a0a0a0a-11111111", code, "n", "explain", Place("表", 1, 1), now, None, None, Basis("依据")
    )
    return rows([finding], before=[before])[0].previous


def test_last_years_reason_is_found_by_the_rule_and_the_words_without_figures():
    assert offered("“路灯”得9分，低于分值10", "“路灯”得8.5分，低于分值10") == "去年的原因"
    assert offered("“路灯”得9分，原因空白", "“路灯”的扣分没有写明原因") == "去年的原因"
    assert offered("“护栏”得9分，低于分值10", "“路灯”得9分，低于分值10") == ""
    assert offered("“路灯”得9分，低于分值10", "“路灯”得9分，低于分值10", code="R702") == ""
    assert offered("没有填写", "没有写明") == ""


def opened(data):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl says what it would lose
        return openpyxl.load_workbook(io.BytesIO(data), keep_vba=True)


def told(text="", lang="zh"):
    row = Row(
        "R701-0a0a0a0a-11111111", Place(books.FORM, 3, 2), "=1+1 <问题>", "得分 = 9", text, "填表人", "2024-01-18"
    )
    return Told((row,), "表.xlsm", lang=lang, unit="=A1", titles=("甲<表>", "乙&表"))


@pytest.fixture(scope="module")
def torture():
    return books.torture()


def test_every_part_but_the_list_of_sheets_and_the_styles_keeps_its_bytes(torture):
    before, after = books.members(torture), books.members(with_explanations(torture, told()))
    assert {name for name, content in before.items() if after[name] != content} == TOUCHED
    assert len(after) == len(before) + 2


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_validator_finds_no_error_in_the_new_parts(torture, tmp_path, lang):
    counted = []
    for data in (torture, with_explanations(torture, told("原因", lang))):
        path = tmp_path / f"{len(counted)}.xlsm"
        path.write_bytes(data)
        errors = OpenXmlValidator().validate(path).errors
        counted.append(sorted(error.description for error in errors if error.severity == ValidationSeverity.ERROR))
    assert counted[0] == counted[1]


def test_names_and_print_areas_of_other_sheets_stay_and_the_titles_of_ours_repeat(torture):
    before, after = (opened(data) for data in (torture, with_explanations(torture, told())))
    assert after.sheetnames == [*before.sheetnames, "审核说明", "校验及解释说明表"]
    assert after[books.FORM].print_area == before[books.FORM].print_area
    assert after[books.FORM].print_title_rows == before[books.FORM].print_title_rows
    assert after["审核说明"].print_title_rows == "$4:$4"
    assert after["校验及解释说明表"].print_title_rows == "$5:$5"
    assert after.active.title == before.active.title


def test_a_sheet_written_anew_drops_the_order_of_calculation_that_listed_its_formulas(torture):
    parts = books.members(with_explanations(torture, told()))
    parts["xl/calcChain.xml"] = b'<calcChain xmlns="x"/>'
    tie = f'<Relationship Id="rIdC" Type="{books.OFFICE}/calcChain" Target="calcChain.xml"/></Relationships>'
    name = "xl/_rels/workbook.xml.rels"
    parts[name] = parts[name].replace(b"</Relationships>", tie.encode())
    own = {"sheet": "审核说明", "print_sheet": "校验及解释说明表"}
    after = books.members(with_explanations(books.zipped(parts), told("原因"), own))
    assert "xl/calcChain.xml" not in after
    assert b"calcChain" not in after[name]
    assert len([part for part in after if part.startswith("xl/worksheets/sheet")]) == 5


def test_the_printed_table_has_title_unit_forms_signatures_and_shows_what_is_written(torture):
    sheet = opened(with_explanations(torture, told("原因")))["校验及解释说明表"]
    shown = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)
    parts = (
        "校验及解释说明表",
        "填报单位：=A1",
        "甲<表>、乙&表",
        "填报人：",
        "审核人：",
        "单位负责人：",
        "（盖章）",
        "日期：",
    )
    assert all(part in shown for part in parts)
    assert sheet["E6"].value.startswith("=IFERROR(INDEX('审核说明'!$G:$G,MATCH(\"R701-0a0a0a0a-11111111\"")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    values = ooxml.read(with_explanations(torture, told("原因"))).sheets[-1].values
    assert values[6, 5] == "原因"


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1, max_size=60) | st.sampled_from(["=1+1", "@SUM(1)", "+1", "-1", "_x000D_", "a\nb", "<x>&"]))
def test_whatever_is_written_stays_text(text):
    held = "".join(char for char in text if char.isprintable() or char == "\n")
    grid = ooxml.read(with_explanations(SMALL, told(held))).sheets[-2]
    assert grid.formulas == {}
    assert [one.text for one in explanations.read(grid)] == [held.strip()]


def test_a_workbook_saved_by_libreoffice_keeps_its_explanations(copy, tmp_path):
    soffice = shutil.which("soffice")
    if not soffice:
        pytest.skip("LibreOffice is not installed")
    forms.fill(copy)
    data = books.converted(Path(copy).read_bytes(), tmp_path, soffice)
    saved = tmp_path / "saved.xlsx"
    saved.write_bytes(data)
    assert states(saved) == ["valid"]
    printed = ooxml.read(data).sheets[-1]
    assert any("变压器" in str(value) for value in printed.values.values())


def test_an_old_format_gets_a_workbook_of_its_own_that_says_so(tmp_path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("自评表")
    for (row, column), value in forms.parsed().sheets[0].values.items():
        sheet.write(row - 1, column - 1, float(value) if isinstance(value, Decimal) else value)
    path = tmp_path / "旧表.xls"
    book.save(str(path))
    made = template(str(path))
    assert made.endswith("旧表.说明.xlsx")
    book = openpyxl.load_workbook(made)
    assert book.sheetnames == ["审核说明", "校验及解释说明表"]
    assert "只有说明表" in book["审核说明"]["A4"].value
    assert book.active.title == "审核说明"
    errors = [error.description for error in OpenXmlValidator().validate(made).errors]
    spared = ("inline", "relationships/theme")  # Excel needs neither shared strings nor a theme
    assert not [error for error in errors if not any(part in error for part in spared)]


def test_a_macro_workbook_stays_one(source, tmp_path):
    path = tmp_path / "带宏.xlsm"
    path.write_bytes(source.read_bytes())
    assert template(str(path)).endswith("带宏.说明.xlsm")
    with pytest.raises(UsageError, match=r"要存为 \.xlsm"):
        template(str(path), str(tmp_path / "带宏.xlsx"))


def test_no_file_is_ever_replaced(source, copy):
    for taken in (copy, str(source)):
        with pytest.raises(UsageError, match="没有覆盖"):
            template(str(source), taken)
    with pytest.raises(UsageError, match=r"要存为 \.xlsx"):
        template(str(source), str(source.parent / "说明.txt"))


def test_a_form_with_nothing_to_explain_gets_no_sheet_and_an_unread_one_says_why(source, tmp_path):
    forms.change(source, H10="变压器更换推迟到次年1月")
    with pytest.raises(UsageError, match="没有需要说明的问题"):
        template(str(source))
    book = openpyxl.Workbook()
    book.active["A1"] = "姓名"
    book.save(tmp_path / "名单.xlsx")
    with pytest.raises(UsageError, match="未能审核"):
        template(str(tmp_path / "名单.xlsx"))
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".xlsx", ".xlsx"]


def test_a_signature_is_left_out_and_said_to_be(torture):
    parts = books.members(torture)
    parts["_xmlsignatures/origin.sigs"] = b""
    sheet = opened(with_explanations(books.zipped(parts), told()))["审核说明"]
    assert "数字签名" in sheet["A4"].value
    assert sheet["A5"].value == "编号"


def test_a_marked_copy_of_an_explained_form_leaves_its_sheets_alone(copy):
    forms.fill(copy)
    data = annotate(Path(copy).read_bytes(), check_file(copy))
    marked = Path(copy).with_name("marked.xlsx")
    marked.write_bytes(data)
    assert states(marked) == ["valid"]
    assert [sheet.sheet for sheet in check_file(str(marked)).sheets] == ["自评表"]


def test_in_english_the_sheets_speak_english_and_are_read_alike(source):
    made = template(str(source), lang="en")
    assert made.endswith("河堤绿道.explained.xlsx")
    assert openpyxl.load_workbook(made).sheetnames[1:] == ["Explanations", "Checks and explanations"]
    forms.fill(made, text="The transformer was late")
    assert states(made) == ["valid"]
    assert [sheet.sheet for sheet in check_file(made).sheets] == ["自评表"]
