"""Whose form it is stands beside a label, behind it in one cell, or around the title; boxes tell what is ticked."""

from __future__ import annotations

import pytest

from xlplugin import pipeline
from xlplugin.grid.text import workbook

TITLE = "| 沟渠管护项目绩效自评表 | < | < | < | < | < | < |"
TABLE = """| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
| 产出指标 | 数量指标 | 清淤沟渠 | 12公里 | 12公里 | 50 | 50 |
"""


def form_of(below="", above="", title=TITLE):
    lines = [line.strip() for line in (*above.strip().split("\n"), title, *below.strip().split("\n")) if line.strip()]
    (form,) = pipeline.check_workbook(workbook("\n".join(lines) + "\n" + TABLE), "", "").forms
    return form


def told(form):
    """Every entry as it is read, with its cell and its state unless that is a text."""
    found = {}
    for concept, entry in form.identity.items():
        state = "" if entry.state == "text" else f" {entry.state}"
        found[concept] = f"{entry.raw} @{entry.cell}{state}"
    return found


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ("| 项目名称 | 沟渠管护 | < | < | 主管部门 | 县水利局 | < |",
         {"project": "沟渠管护 @B2", "department": "县水利局 @F2"}),
        ("| 项目名称 |  | 沟渠管护 | < | 主管部门 | 县水利局 | < |",
         {"project": " @B2 blank", "department": "县水利局 @F2"}),
        ("| 项目名称 | 主管部门 | 县水利局 | < | < | < | < |", {"department": "县水利局 @C2"}),
        ("| 项目名称 | ␣甲 | < | < | < | < | < |\n| 项目名称 | 乙 | < | < | < | < | < |", {"project": "甲 @B2"}),
        ("| 项目名称 | < | < | < | < | < | < |", {"project": " @A2 blank"}),
        ("| 备注 | < | < | < | < | < | 项目名称 |", {"project": " @H2 blank"}),
        ("| 单位编码 | 1023 | < | < | 自评得分 | 96.5 | < |", {"code": "1023 @B2 number", "score": "96.5 @F2 number"}),
        ("| 项目名称：沟渠管护  主管部门：县水利局 | < | < | < | < | < | < |",
         {"project": "沟渠管护 @A2", "department": "县水利局 @A2"}),
        ("| 项目名称:沟渠管护 | < | < | < | 项目名称：另一项 | < | < |", {"project": "沟渠管护 @A2"}),
        ("| 项目名称： | < | < | 主管部门：县水利局 | < | < | < |", {"department": "县水利局 @D2"}),
        ("| 项目名称 | 二期：沟渠 | < | < | 主管部门 | 项目：沟渠 | < |",
         {"project": "二期：沟渠 @B2", "department": "项目：沟渠 @F2"}),
        ("| 自评等级 | ☑优 □良 □中 □差 | < | < | < | < | < |", {"grade": "优 @B2"}),
        ("| 自评等级 | □优 √良 □中 □差 | < | < | < | < | < |", {"grade": "良 @B2"}),
        ("| 自评等级 | 优□ 良☑ 中□ 差□ | < | < | < | < | < |", {"grade": "良 @B2"}),
        ("| 自评等级 | 等级：□优 ☑良 □中 | < | < | < | < | < |", {"grade": "良 @B2"}),
        ("| 自评等级 | ☑优 □ | < | < | < | < | < |", {"grade": "优 @B2"}),
        ("| 自评等级 | □优 □良 □中 □差 | < | < | < | < | < |", {"grade": " @B2 blank"}),
        ("| 自评等级 | ☑优 ☑良 □中 □差 | < | < | < | < | < |", {"grade": " @B2 blank"}),
        ("| 自评等级 | 优 | < | < | < | < | < |", {"grade": "优 @B2"}),
    ],
    ids=range(19),
)  # fmt: skip
def test_names_stand_beside_their_labels_or_behind_them(rows, wanted):
    assert {key: text for key, text in told(form_of(rows)).items() if key != "year"} == wanted


@pytest.mark.parametrize(
    ("below", "above", "wanted"),
    [
        ("| （沟渠管护项目） | < | < | < | < | < | < |", "", {"project": "沟渠管护项目 @A2"}),
        ("| （2023年度） | < | < | < | < | < | < |", "", {}),
        ("| （2023年） | < | < | < | < | < | < |", "", {}),
        ("| （单位：万元） | < | < | < | < | < | < |", "", {}),
        ("| （2023年沟渠管护） | < | < | < | < | < | < |", "", {"project": "2023年沟渠管护 @A2"}),
        ("| （沟渠管护） | < | < | （甲） | < | < | < |", "", {}),
        ("| 沟渠管护 | < | < | < | < | < | < |", "", {}),
        ("| 主管部门 | 县水利局 | < | < | < | < | < |\n| （沟渠管护） | < | < | < | < | < | < |", "",
         {"department": "县水利局 @B2"}),
        ("| （沟渠管护） | < | < | < | < | < | < |\n| 项目名称 | 闸门 | < | < | < | < | < |", "",
         {"project": "闸门 @B3"}),
        ("", "| 石门县水利局 | < | < | < | < | < | < |", {"unit": "石门县水利局 @A1"}),
        ("", "| 石门县 教育委员会 | < | < | < | < | < | < |", {"unit": "石门县 教育委员会 @A1"}),
        ("", "| 附件3 | < | < | < | < | < | < |", {}),
        ("", "| 附件3 | < | < | < | < | < | < |\n| 石门县水利局 | < | < | < | < | < | < |",
         {"unit": "石门县水利局 @A2"}),
        ("",
         "| 附件3 | < | < | < | < | < | < |\n| 样 | < | < | < | < | < | < |\n| 石门县水利局 | < | < | < | < | < | < |",
         {"unit": "石门县水利局 @A3"}),
        ("", "| （石门县） | < | < | < | < | < | < |", {}),
        ("| 石门县水利局 | < | < | < | < | < | < |", "", {}),
        ("| 填报单位 | 渠道管理所 | < | < | < | < | < |", "| 石门县水利局 | < | < | < | < | < | < |",
         {"unit": "渠道管理所 @B3"}),
        ("", "| 甲县水利局 | < | < | 乙县水利局 | < | < | < |", {"unit": "甲县水利局 @A1"}),
    ],
    ids=range(18),
)  # fmt: skip
def test_names_without_a_label_stand_right_around_the_title(below, above, wanted):
    assert {key: text for key, text in told(form_of(below, above)).items() if key != "year"} == wanted


def test_a_unit_in_the_row_of_the_title_names_it_not():
    form = form_of(title="| 沟渠管护项目绩效自评表 | < | < | < | < | 县水利局 | < |")
    assert "unit" not in form.identity


def choices(row):
    return [
        (choice.name, choice.place.cell, [f"{one.name}{'-+'[one.ticked]}{one.place.cell}" for one in choice.options])
        for choice in form_of(row).choices
    ]


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ("| 项目类型 | ☑新增 | □延续 | ○其他 | < | < | < |", ["新增+B2", "延续-C2", "其他-D2"]),
        ("| 项目类型 | ■新增 | ☐延续 | ●其他 | < | < | < |", ["新增+B2", "延续-C2", "其他+D2"]),
        ("| 项目类型 | □新增 ☑延续 | < | □其他 | < | < | < |", ["新增-B2", "延续+B2", "其他-D2"]),
        ("| 项目类型 | □ 新增 | 说明 | □延续 | < | < | < |", []),
        ("| 项目类型 | □新增 | □延续 | 说明 | < | < | < |", ["新增-B2", "延续-C2"]),
        ("| 项目类型 | 说明 | ☑新增 | □延续 | < | < | < |", ["新增+C2", "延续-D2"]),
        ("| 项目类型 | £新增 | S延续 | P其他 | T特殊 | £末 | < |",
         ["新增-B2", "延续+C2", "其他+D2", "特殊+E2", "末-F2"]),
        ("| 项目类型 | □新增 | R延续 | □其他 | < | < | < |", []),
        ("| 项目类型 | £新增 | PPP | £其他 | < | < | < |", []),
        ("| 项目类型 | 新增 | 延续 | 其他 | < | < | < |\n| ^ | □ | √ | □ | < | < | < |",
         ["新增-B3", "延续+C3", "其他-D3"]),
        ("| 项目类型 | 新增 | 延续 | 其他 | < | < | < |\n| ^ | | √ | | < | < | < |", ["新增-B3", "延续+C3", "其他-D3"]),
        ("| 项目类型 | 新增 | 延续 | 其他 | < | < | < |\n| ^ | 是 | 否 | 否 | < | < | < |", []),
        ("| 项目类型 | 新增 | < | 其他 | < | < | < |", []),
        ("| □项目 | 项目类型 | ☑新增 | □延续 | < | < | < |", ["新增+C2", "延续-D2"]),
    ],
    ids=range(14),
)  # fmt: skip
def test_a_choice_has_the_options_that_have_boxes(rows, wanted):
    label = "B2" if rows.startswith("| □项目") else "A2"
    assert choices(rows) == ([("项目类型", label, wanted)] if wanted else [])


def test_the_label_of_a_choice_is_told_as_it_is_printed_and_other_labels_are_none():
    assert choices("| 项目 类型（单选）： | ☑新增 | □延续 | < | < | < | < |")[0][:2] == ("项目类型（单选）：", "A2")
    assert choices("| 是否政府采购 | ☑是 | □否 | < | < | < | < |") == []


def test_two_questions_in_one_row_have_each_their_own_options():
    row = "| 项目类型 | ☑新增 | □延续 | 分配方式 | □因素法 | ☑项目法 | < |"
    assert choices(row) == [("项目类型", "A2", ["新增+B2", "延续-C2"]), ("分配方式", "D2", ["因素法-E2", "项目法+F2"])]
