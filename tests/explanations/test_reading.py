"""Explanations are found by the words of their header, and hold only for the figures that they were written for."""

from __future__ import annotations

from decimal import Decimal

import pytest

from moved_sheets import insert_columns, insert_rows
from xlplugin import pipeline
from xlplugin.engine import explained, explanations
from xlplugin.grid import Grid
from xlplugin.grid.text import workbook
from xlplugin.model import Basis, Explanation, Finding
from xlplugin.place import Place
from xlplugin.record import replace
from xlplugin.reports.explanation_words import line

NOW, OTHER_FIGURES, OTHER_THING = "R701-0a0a0a0a-11111111", "R701-0a0a0a0a-22222222", "R701-0b0b0b0b-11111111"
REASON = "变压器更换推迟到次年1月"
SHEET = f"""
表：审核说明

| 审核说明 | | | | |
| 编号 | 问题 | 说明 | 填写人 | 日期 |
|---|---|---|---|---|
| {NOW} | 少了一盏 | {REASON} | 填表人 | 2024-01-18 |
| {OTHER_THING} | 另一件 | | | |
"""


def grid(text=SHEET):
    return workbook(text).sheets[0]


def test_an_explanation_lapses_where_the_cell_it_was_written_for_says_something_else_now():
    header = "| 编号 | 工作表 | 单元格 | 说明 | 填写人 | 日期 |"
    former = explanations.read(grid(f"{header}\n| {OTHER_THING} | 自评表 | H10 | {REASON} | 填表人 | 2024-01-18 |"))
    told = explained((finding(),), former)[0]
    assert told.counts
    assert "已失效" in line(told.explanation)
    elsewhere = replace(finding(), place=Place("自评表", 11, 8))
    other_rule = replace(finding("Q102-0a0a0a0a-11111111"), code="Q102")
    assert [one.explanation for one in explained((elsewhere, other_rule), former)] == [None, None]


def finding(id_=NOW, severity="explain"):
    place = Place("自评表", 10, 8)
    return Finding(id_, "R701", "n", severity, place, "“路灯”得9分，低于10", "9", None, Basis("依据"))


def reason(id_=NOW, text=REASON, by="填表人", date="2024-01-18"):
    return Explanation(id_, text, by, date, Place("审核说明", 3, 3))


def test_a_row_is_read_as_it_stands_and_one_not_filled_in_says_nothing():
    assert explanations.read(grid()) == (reason(),)


def test_inserted_rows_and_columns_and_another_name_of_the_sheet_change_nothing_but_the_place():
    moved = replace(insert_columns(insert_rows(insert_rows(grid(), 3, 2), 1, 3), 2, 1), name="说明2")
    assert [replace(one, place=reason().place) for one in explanations.read(moved)] == [reason()]
    assert explanations.read(moved)[0].place == Place("说明2", 8, 4)


def test_the_columns_may_stand_in_another_order_and_be_called_otherwise():
    text = f"| 填报人 | 说 明 | 日　期 | 编　号 |\n| 填表人 | {REASON} | 2024-01-18 | {NOW} |"
    assert explanations.read(grid(text)) == (replace(reason(), place=Place("Sheet1", 2, 2)),)


def test_the_english_sheet_reads_like_the_chinese_one():
    text = f"| ID | Explanation | Written by | Date |\n| {NOW} | {REASON} | 填表人 | 2024-01-18 |"
    assert explanations.read(grid(text)) == (replace(reason(), place=Place("Sheet1", 2, 2)),)


def test_a_date_typed_into_a_cell_is_a_number_there_and_a_date_here():
    cells = {**grid().values, (3, 5): Decimal(45309)}
    assert explanations.read(Grid("审核说明", cells))[0].date == "2024-01-18"
    assert explanations.read(Grid("审核说明", {**cells, (3, 5): Decimal(20240118)}))[0].date == "20240118"


@pytest.mark.parametrize(
    "text",
    [
        "| 编号 | 说明 |\n| 1 | 变压器更换推迟 |",
        f"| 序号 | 内容 |\n| {NOW} | 变压器更换推迟 |",
        f"| 编号 | 上年说明（供参考） |\n| {NOW} | 变压器更换推迟 |",
        f"| {NOW} | 变压器更换推迟 |\n| 编号 | 说明 |",
        "",
    ],
    ids=["no id", "no header", "a proposal only", "header below", "blank"],
)
def test_what_is_no_table_of_explanations_gives_none(text):
    assert explanations.read(grid(f"表：别的\n\n{text}")) == ()


def test_our_sheets_are_told_from_those_of_the_user():
    assert explanations.is_own(grid())
    assert all(
        explanations.is_own(grid(f"| {title} | |")) for title in ("审核结果", "校验及解释说明表", "Check results")
    )
    assert not any(
        map(explanations.is_own, (grid("| 项目支出绩效自评表 | |"), grid("| 说明 | 审核说明 |"), Grid("空")))
    )


def test_without_its_title_the_sheet_is_told_by_its_table_but_a_form_above_a_table_is_none_of_ours():
    titles = "| 编号 | 说明 |"
    rows = f"{titles}\n| {NOW} | 变压器更换推迟 |"
    assert explanations.is_own(grid(f"| 填报单位 | 清水镇 |\n{rows}"))
    assert not explanations.is_own(grid("| 数量 | 1 |\n" * 12 + rows))


def test_an_explanation_with_everything_holds_and_the_finding_is_no_longer_open():
    (told,) = explained([finding()], [reason()])
    assert told.explanation.state == "valid"
    assert not told.counts
    assert line(told.explanation) == f"已说明：{REASON}（填表人，2024-01-18）"
    assert line(told.explanation, "en").startswith("explained: ")


def test_an_explanation_lapses_when_the_figures_change_and_says_so():
    (told,) = explained([finding()], [reason(OTHER_FIGURES)])
    assert told.explanation.state == "lapsed"
    assert told.counts
    assert told.message == finding().message
    assert line(told.explanation).startswith("原说明已失效，写下以后数据有变动")
    assert "changed" in line(told.explanation, "en")


def test_an_explanation_of_something_else_or_of_something_solved_does_no_harm():
    assert explained([finding()], [reason(OTHER_THING)]) == (finding(),)
    assert explained([], [reason()]) == ()
    assert explained([finding()], []) == (finding(),)


@pytest.mark.parametrize("severity", ["error", "advice"])
def test_what_must_be_corrected_cannot_be_explained_away(severity):
    (told,) = explained([finding(severity=severity)], [reason()])
    assert told.explanation is None
    assert told.counts


@pytest.mark.parametrize(
    "text",
    ["无", "无。", " 同意 ", "/", "——", "", "90", "2024.1.18", "同上", "N/A", "ok", "情况属实！", "是", "（无）"],
)
def test_a_word_that_gives_no_reason_does_not_count(text):
    (told,) = explained([finding()], [reason(text=text)])
    assert told.counts
    assert "没有写出原因" in line(told.explanation)


@pytest.mark.parametrize("text", ["疫情影响", "见供电公司函〔2023〕7号", "设备未到货", "Delivery was late"])
def test_a_short_reason_is_a_reason(text):
    assert not explained([finding()], [reason(text=text)])[0].counts


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (reason(by=""), "缺填写人"),
        (reason(by="/"), "缺填写人"),
        (reason(date=""), "缺日期"),
        (reason(date="年 月 日"), "缺日期"),
        (reason(by="", date=""), "缺填写人、缺日期"),
    ],
)
def test_without_name_and_date_an_explanation_does_not_count_and_the_report_says_what_is_missing(one, said):
    (told,) = explained([finding()], [one])
    assert told.counts
    assert said in line(told.explanation)
    assert "审核说明!C3" in line(told.explanation)
    assert "missing" in line(told.explanation, "en")


def test_of_two_rows_for_one_finding_the_whole_one_counts():
    assert not explained([finding()], [reason(by=""), reason()])[0].counts
    assert not explained([finding()], [reason(), reason(by="")])[0].counts


def test_two_findings_of_one_topic_each_take_one_former_explanation():
    second = replace(finding(), id="R701-0a0a0a0a-33333333")
    told = explained([finding(), second], [reason(OTHER_FIGURES)])
    assert [one.explanation is not None for one in told] == [True, False]


def test_a_finding_that_was_answered_before_is_answered_again_alike():
    once = explained([finding()], [reason()])
    assert explained(once, [reason()]) == once


def test_a_reason_whose_id_was_damaged_is_told_and_no_other_row_is():
    damaged = SHEET + f"| 已改 | 又一件 | {REASON} | 填表人 | 2024-01-18 |\n| | 空行 | 无 | | |\n"
    assert explanations.strays(grid()) == ()
    assert [place.cell for place in explanations.strays(grid(damaged))] == ["C5"]
    run = pipeline.check_workbook(workbook(damaged), "", "")
    (note,) = [note for note in run.not_checked if note.sheet == "审核说明"]
    assert (note.what, note.blocking) == ("C5", False)
    assert "编号" in note.why
    english = pipeline.check_workbook(workbook(damaged), "", "", "en").not_checked
    assert any("no id" in one.why for one in english)
