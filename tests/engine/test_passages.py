"""What a form says in words is found beside, below or behind its label, and belongs to the right one."""

from __future__ import annotations

import pytest

from specimens import WORKBOOKS, specimen
from xlplugin import pipeline
from xlplugin.grid.text import workbook
from xlplugin.place import MAX_ROW, Area
from xlplugin.record import replace

TABLE = """
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
| 产出指标 | 数量指标 | 清淤沟渠 | 12公里 | 12公里 | 50 | 50 |
"""


def passages(text):
    run = pipeline.check_workbook(workbook(text), "", "")
    return [
        (passage.concept, passage.entry.cell, None if passage.entry.is_blank else passage.entry.raw)
        for form in run.forms
        for passage in form.texts
    ]


def form(above="", below=""):
    return f"| 沟渠管护项目绩效自评表 | < | < | < | < | < | < |\n{above.strip()}\n{TABLE.strip()}\n{below.strip()}\n"


def test_a_goal_and_its_outcome_stand_side_by_side_below_their_labels():
    above = """
| 年度总体目标 | 预期目标 | < | < | 实际完成情况 | < | < |
| ^ | 完成沟渠清淤 | < | < | 沟渠全部清淤 | < | < |
"""
    assert passages(form(above)) == [("goal", "B3", "完成沟渠清淤"), ("outcome", "E3", "沟渠全部清淤")]


def test_a_label_that_is_not_merged_down_holds_the_labels_beside_it_all_the_same():
    above = """
| 总体目标 | 年初目标 | < | < | 完成情况 | < | < |
| | 完成沟渠清淤 | < | < | 沟渠全部清淤 | < | < |
| | 修缮闸门三座 | < | < | 修缮两座 | < | < |
"""
    found = [("goal", "B3"), ("outcome", "E3"), ("goal", "B4"), ("outcome", "E4")]
    assert [one[:2] for one in passages(form(above))] == found


def test_labels_without_any_frame_stand_over_their_entries():
    above = """
| 预期目标 | < | < | < | 目标完成情况 | < | < |
| 完成沟渠清淤 | < | < | < | 沟渠全部清淤 | < | < |
| 填报单位 | 石门县渠道管理所 | < | < | < | < | < |
"""
    assert passages(form(above)) == [("goal", "A3", "完成沟渠清淤"), ("outcome", "E3", "沟渠全部清淤")]


def test_labels_alternate_with_their_entries_in_one_row():
    above = "| 年度目标 | 完成沟渠清淤 | < | 完成情况 | 沟渠全部清淤 | < | < |"
    assert passages(form(above)) == [("goal", "B2", "完成沟渠清淤"), ("outcome", "E2", "沟渠全部清淤")]


def test_each_row_beside_a_label_merged_down_is_a_passage():
    above = """
| 年度总体目标 | 目标1：沟渠畅通 | < | < | < | < | < |
| ^ | 目标2：……… | < | < | < | < | < |
| ^ | 目标3：无积水 | < | < | < | < | < |
"""
    assert passages(form(above)) == [("goal", "B2", "目标1：沟渠畅通"), ("goal", "B4", "目标3：无积水")]


def test_a_number_in_a_cell_of_its_own_is_no_goal():
    above = """
| 年度总体目标 | 目标1 | 沟渠畅通 | < | < | < | < |
| ^ | 目标2 | 无积水 | < | < | < | < |
"""
    assert passages(form(above)) == [("goal", "C2", "沟渠畅通"), ("goal", "C3", "无积水")]


def test_a_label_over_the_whole_width_stands_above_its_entry():
    above = """
| 总体目标 | 年度目标 | < | < | < | < | < |
| ^ | 沟渠畅通 | < | < | < | < | < |
"""
    assert passages(form(above)) == [("goal", "B3", "沟渠畅通")]


def test_a_label_alone_in_its_row_stands_above_a_sentence_but_not_above_another_label():
    below = """
| 存在问题 | | | | | | |
| 部分沟渠在村道施工期间被渣土堵塞，未及时清理。 | | | | | | |
| 改进措施 | | | | | | |
| 填报人：某某 | | | | | | |
"""
    found = passages(form(below=below))
    assert found == [("problem", "A5", "部分沟渠在村道施工期间被渣土堵塞，未及时清理。"), ("measure", "B6", None)]


def test_a_label_with_another_text_in_its_row_does_not_stand_above_the_next_one():
    below = """
| 存在问题 | | | 某某 | | | |
| 部分沟渠在村道施工期间被渣土堵塞，未及时清理。 | | | | | | |
"""
    assert passages(form(below=below)) == [("problem", "B4", None)]


def test_the_rows_below_labels_side_by_side_may_be_numbered_in_a_column_of_their_own():
    above = """
| 序号 | 任务名称 | < | 主要内容 | < | < | < |
| 1 | 沟渠清淤 | < | 清淤12公里 | < | < | < |
| 2 | 闸门修缮 | < | 修缮3座 | < | < | < |
"""
    found = [("task", "B3"), ("content", "D3"), ("task", "B4"), ("content", "D4")]
    assert [one[:2] for one in passages(form(above))] == found


def test_labels_and_entries_share_one_cell():
    below = """
| 存在问题：管护人员不足。<br>部分闸门锈蚀。<br>改进措施：增聘管护员。 | < | < | < | < | < | < |
| 评价结论：<br>自评得分96分。 | < | < | < | < | < | < |
| 注：改进措施：由填报单位填写。 | < | < | < | < | < | < |
"""
    assert passages(form(below=below)) == [
        ("problem", "A4", "管护人员不足。\n部分闸门锈蚀。"),
        ("measure", "A4", "增聘管护员。"),
        ("conclusion", "A5", "自评得分96分。"),
    ]


def test_a_task_list_has_names_contents_and_amounts():
    above = """
| 年度主要任务 | 任务名称 | 主要内容 | < | 预算金额（万元） | < | < |
| ^ | ^ | ^ | < | 总额 | 财政拨款 | 其他资金 |
| ^ | 沟渠清淤 | 清淤12公里 | < | 36 | 30 | 6 |
| ^ | 闸门修缮 | 修缮3座 | < | 9.50 | 9.50 | 0 |
"""
    assert [one for one in passages(form(above)) if one[0] != "content"] == [
        ("task", "B4", "沟渠清淤"),
        ("amount", "E4", "36"),
        ("task", "B5", "闸门修缮"),
        ("amount", "E5", "9.50"),
    ]


def test_the_sum_below_a_list_of_tasks_is_no_task():
    above = """
| 年度主要任务完成情况 | 任务名称 | 完成情况 | 预算数（万元） | < | 执行数（万元） | < |
| ^ | ^ | ^ | 总额 | 财政拨款 | 总额 | 财政拨款 |
| ^ | 沟渠清淤 | 已完成 | 36 | 30 | 36 | 30 |
| ^ | 金额合计 | < | 36 | 30 | 36 | 30 |
"""
    assert passages(form(above)) == [("task", "B4", "沟渠清淤"), ("outcome", "C4", "已完成"), ("amount", "D4", "36")]


def test_goals_may_be_numbered_in_their_labels():
    above = """
| 年度目标1：（60分） | 沟渠畅通 | < | < | < | < | < |
| 年度目标2：（40分） | 无积水 | < | < | < | < | < |
"""
    assert passages(form(above)) == [("goal", "B2", "沟渠畅通"), ("goal", "B3", "无积水")]


def test_a_table_without_a_total_ends_where_problems_and_measures_begin():
    below = """
| 存在的问题及原因 | 管护人员不足 | < | < | < | < | < |
| 下一步改进工作的意见及建议 | 增聘管护员 | < | < | < | < | < |
"""
    assert passages(form(below=below)) == [("problem", "B4", "管护人员不足"), ("measure", "B5", "增聘管护员")]
    run = pipeline.check_workbook(workbook(form(below=below)), "", "")
    assert [row.name for row in run.forms[0].indicators] == ["清淤沟渠"]


def test_a_label_without_an_entry_is_a_blank_passage():
    above = """
| 立项依据 | | < | < | < | < | < |
| 项目起止时间 | 2024年1月—12月 | < | < | < | < | < |
"""
    assert passages(form(above)) == [("document", "B2", None), ("span", "B3", "2024年1月—12月")]


def test_words_of_the_indicator_table_are_no_passages():
    text = form().replace("清淤沟渠 |", "完成情况 |")
    assert passages(text) == []


@pytest.mark.parametrize(
    ("row", "ticked"),
    [
        ("£因素法 | R项目法 | £据实据效", [("因素法", False), ("项目法", True), ("据实据效", False)]),
        ("□因素法 | ☑项目法 | □据实据效", [("因素法", False), ("项目法", True), ("据实据效", False)]),
        ("□因素法 | 项目法 | □据实据效", []),
        ("因素法 □ 项目法 ☑ 据实据效 □ | < | <", [("因素法", False), ("项目法", True), ("据实据效", False)]),
    ],
)
def test_boxes_in_a_row_are_a_choice_unless_one_has_lost_its_box(row, ticked):
    text = form(f"| 绩效分配方式 | {row} | < | < | < |")
    run = pipeline.check_workbook(workbook(text), "", "")
    choices = [[(option.name, option.ticked) for option in choice.options] for choice in run.forms[0].choices]
    assert choices == ([ticked] if ticked else [])


def test_a_label_merged_over_the_whole_sheet_ends_with_its_form():
    book = workbook(form("| 年度目标 | 沟渠畅通 | < | < | < | < | < |"))
    sheet = book.sheets[0]
    endless = replace(sheet, merges=(*sheet.merges, Area(2, 1, MAX_ROW, 1)))
    run = pipeline.check_workbook(replace(book, sheets=(endless,)), "", "")
    assert run.forms[0].texts[0].entry.raw == "沟渠畅通"


def test_a_label_alone_over_the_whole_width_stands_above_a_short_entry():
    above = """
| 年度目标 | < | < | < | < | < | < |
| 沟渠畅通 | < | < | < | < | < | < |
"""
    assert passages(form(above)) == [("goal", "A3", "沟渠畅通")]
    assert passages(form(above.replace("沟渠畅通", "主管部门"))) == []


def test_a_block_ends_with_the_label_that_holds_it_and_not_at_a_blank_row_inside():
    above = """
| 年度总体目标 | 预期目标 | < | < | 实际完成情况 | < | < |
| ^ | 完成沟渠清淤 | < | < | 沟渠全部清淤 | < | < |
| ^ | | | | | | |
| ^ | 修缮闸门三座 | < | < | 修缮两座 | < | < |
| | 以上由财政所审核 | < | < | 已审核 | < | < |
"""
    assert passages(form(above)) == [
        ("goal", "B3", "完成沟渠清淤"),
        ("outcome", "E3", "沟渠全部清淤"),
        ("goal", "B5", "修缮闸门三座"),
        ("outcome", "E5", "修缮两座"),
    ]


def test_a_passage_is_called_by_its_label_wherever_that_stands():
    above = """
| 预期目标（60分） | < | < | < | 目标完成情况 | < | < |
| 任务1：…… | < | < | < | 沟渠全部清淤 | < | < |
"""
    below = "| 存在问题：管护不足：人手少 | < | < | < | < | < | < |"
    (run,) = pipeline.check_workbook(workbook(form(above, below)), "", "").forms
    assert [(one.label, one.entry.raw, one.entry.state) for one in run.texts] == [
        ("预期目标", "任务1：……", "blank"),
        ("目标完成情况", "沟渠全部清淤", "text"),
        ("存在问题", "管护不足：人手少", "text"),
    ]


def test_an_entry_of_a_passage_has_no_figure_where_it_says_nothing():
    above = "| 年度目标 | 目标1： | < | < | < | < | < |"
    below = "| 存在问题：<br>改进措施：95 | < | < | < | < | < | < |"
    (run,) = pipeline.check_workbook(workbook(form(above, below)), "", "").forms
    told = [(one.concept, one.label, one.entry.raw, one.entry.value, one.entry.state) for one in run.texts]
    assert told == [
        ("goal", "年度目标", "目标1：", None, "blank"),
        ("problem", "存在问题", "", None, "blank"),
        ("measure", "改进措施", "95", None, "text"),
    ]


SEEDS = {
    "sichuan/quxian/project-targets/2024-seed-dianti.md": ("goal", "派驻纪检组工作经费"),
    "sichuan/quxian/project-targets/2024-seed-zonghe.md": ("regulation", "渠财预〔2024〕005号"),
    "sichuan/quxian/department-targets/2024-seed-office.md": ("task", "县政府办公室\n2024年工作"),
    "sichuan/bazhou/project-selfeval/2023-seed-dianlu.md": ("conclusion", "95.1分"),
    "sichuan/yanjiang/project/2022-seed-waishi.md": ("reason", "财政资金调度困难"),
    "yunnan/lincang/project/2022-seed-jisi.md": ("note", "无"),
}


@pytest.mark.parametrize("name", SEEDS)
def test_the_filled_forms_say_what_stands_there(name):
    run = pipeline.check_workbook(specimen(WORKBOOKS / name), "", "")
    said = {(passage.concept, passage.entry.raw) for form in run.forms for passage in form.texts}
    assert SEEDS[name] in said
