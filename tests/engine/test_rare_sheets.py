"""Sheets that hardly anyone fills in: nothing is lost, nothing is invented, nothing crashes."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlplugin import engine, pipeline
from xlplugin.engine import explanations, scored_row, unchecked
from xlplugin.engine.computing import compute
from xlplugin.grid.text import workbook
from xlplugin.model import ERROR, PRINTED, Form, Policy, Rule, Traced
from xlplugin.place import Place
from xlplugin.record import replace

PLACE = Place("表", 1, 1)
TABLE = """
| 项目支出绩效自评表 | < | < | < | < | < |
|---|---|---|---|---|---|
| 一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
| 产出指标 | 疏浚沟渠 | ≥4公里 | 4.2公里 | 100 | 100 |
| 总分 | < | < | < | 100 | 100 |
"""


def checked(text, lang="zh", **changes):
    """What comes of a sheet, with some of its cells changed: ``D3=True``."""
    book = workbook(text)
    (grid,) = book.sheets
    values = {engine_cell(cell): value for cell, value in changes.items()}
    grid = replace(grid, values={**grid.values, **values})
    return pipeline.check_workbook(replace(book, sheets=(grid,)), "", "", lang)


def engine_cell(cell):
    return int(cell[1:]), ord(cell[0]) - ord("A") + 1


def form_of(text, **changes):
    (form,) = checked(text, **changes).forms
    return form


def test_a_truth_value_in_a_cell_is_words_and_no_figure():
    (row,) = form_of(TABLE, D3=True).indicators
    assert (row.actual.raw, row.actual.state, row.actual.value) == ("TRUE", "text", None)


def crash(*_):
    raise ZeroDivisionError
    yield


BROKEN = Rule("Z999", "broken.rule", "坏规则", ERROR, "form", crash, {"zh": "", "en": ""}, basis=PRINTED)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", "规则 Z999 在本程序内出错（ZeroDivisionError），此项未审核，请反馈"),
        ("en", "rule Z999 failed inside xlplugin (ZeroDivisionError); please report it"),
    ],
)
def test_a_rule_that_fails_is_reported_as_ours_and_the_others_go_on(lang, words):
    forms = checked(TABLE, F4=Decimal(90)).forms
    others = [rule for rule in pipeline.rules() if rule.code == "P201"]
    told, skipped = engine.check(forms, [BROKEN, *others], lang, Policy())
    assert [(one.code, one.message) for one in told if one.code == "X000"] == [("X000", words)]
    assert [one.code for one in told if one.code != "X000"] == ["P201"]
    assert [(one.what, one.why) for one in skipped] == [("Z999", words)]


@pytest.mark.parametrize(
    ("told", "what", "words"),
    [
        (unchecked.no_form("zh"), "整个工作簿", "没有找到自评表"),
        (unchecked.no_form("en"), "the workbook", "no self-evaluation form was found"),
        (unchecked.unread_form("表1", "自评表", "zh"), "整张表页", "标题是“自评表”"),
        (unchecked.unread_form("表1", "自评表", "en"), "the whole sheet", "its title is “自评表”"),
        (unchecked.unseen_formulas("表1", "zh"), "公式", "另存为 .xlsx"),
        (unchecked.unseen_formulas("表1", "en"), "formulas", "save as .xlsx"),
        (next(iter(unchecked.other_sheets(["图1"], "zh"))), "整张表页", "图表页或宏表"),
        (next(iter(unchecked.other_sheets(["图1"], "en"))), "the sheet", "not a worksheet"),
    ],
)
def test_what_was_not_checked_is_said_in_both_languages(told, what, words):
    assert told.what == what
    assert words in told.why


@pytest.mark.parametrize(
    ("lang", "where", "words"), [("zh", "E4、F4", "没有保存计算结果"), ("en", "E4, F4", "no results")]
)
def test_formulas_without_results_are_named_by_their_cells(lang, where, words):
    text = TABLE.replace("| < | 100 | 100 |\n", "| < | =SUM(E3:E3) | =SUM(F3:F3) |\n")
    told = [one for one in checked(text, lang).not_checked if words in one.why]
    assert [one.what for one in told] == [where]


@pytest.mark.parametrize("formula", ["SUM((E3)", "(1+2", "IF(TRUE,1", "1/0", "ABS(", "LOG10(3)"])
def test_a_formula_that_nobody_can_compute_has_no_result(formula):
    assert compute(formula, {}) is None


@pytest.mark.parametrize("formula", ["IF((1=1)>100,2,3)", 'IF((1=1)>"甲",2,3)', 'IF("甲">100,2,3)', "IF(E3<1,2,3)"])
def test_numbers_come_before_words_and_words_before_truth_values(formula):
    assert compute(formula, {}) == 2


def test_a_label_beside_another_label_names_nothing():
    head = "| 项目名称 | 主管部门 | 县水利局 | < | < | < |\n"
    form = form_of(TABLE.replace("| 一级指标", head + "| 一级指标", 1))
    assert {key: entry.raw for key, entry in form.identity.items() if key != "year"}.get("project") is None


def test_a_guessed_name_left_of_the_levels_is_the_label_of_the_block():
    text = """
| 项目支出绩效自评表 | < | < | < | < | < |
|---|---|---|---|---|---|
| 绩效指标 | 一级指标 | 二级指标 | 年度指标值 | 实际完成值 | 得分 |
| ^ | 产出指标 | 数量指标 | 疏浚沟渠4公里 | 4.2公里 | 10 |
| ^ | 产出指标 | 质量指标 | 验收合格率100% | 100% | 10 |
"""
    rows = form_of(text).indicators
    assert [(row.level1, row.level2, row.target.raw) for row in rows] == [
        ("产出指标", "数量指标", "疏浚沟渠4公里"),
        ("产出指标", "质量指标", "验收合格率100%"),
    ]


def test_a_form_of_another_place_is_not_the_edition_of_this_one():
    title = "2022年度安居区整体支出绩效自评计分表"
    assert form_of(TABLE.replace("项目支出绩效自评表", title)).edition is None
    own = form_of(TABLE.replace("项目支出绩效自评表", title.replace("安居区", "雁江区")))
    assert own.edition is None or own.edition.place == "雁江区"


def test_a_box_without_a_name_is_no_choice():
    row = "| 项目类型 | ☑新增 | □延续 | □ | □一次性 | |\n"
    text = TABLE.replace("| 一级指标", row + "| 一级指标", 1)
    (choice,) = form_of(text).choices
    assert [(option.name, option.ticked) for option in choice.options] == [
        ("新增", True),
        ("延续", False),
        ("一次性", False),
    ]


PASSAGES = """
| 项目支出绩效自评表 | < | < | < | < | < |
|---|---|---|---|---|---|
| 年度目标 | 疏浚沟渠4公里，改善灌溉条件 | < | < | < | < |
| ^ | 实际完成情况 | < | < | < | < |
| ^ | 疏浚沟渠4.2公里，灌溉条件改善 | < | < | < | < |
"""


def test_a_label_across_the_sheet_inside_a_block_heads_what_stands_below_it():
    text = PASSAGES + "\n".join(TABLE.strip().split("\n")[2:]) + "\n"
    texts = [(one.concept, one.entry.raw) for one in form_of(text).texts]
    assert ("outcome", "疏浚沟渠4.2公里，灌溉条件改善") in texts


def test_an_entry_merged_over_the_rows_of_its_label_is_read_once():
    head = "| 年度目标 | 疏浚沟渠4公里 | < | < | < | < |\n| ^ | ^ | < | < | < | < |\n"
    texts = form_of(TABLE.replace("| 一级指标", head + "| 一级指标", 1)).texts
    assert [(one.concept, one.entry.raw) for one in texts] == [("goal", "疏浚沟渠4公里")]


def test_a_project_that_names_no_unit_joins_the_only_submission_of_its_folder():
    def one(**identity):
        entries = {what: Traced(PLACE, text) for what, text in identity.items()}
        return Form("表", "项目支出绩效自评表", PLACE, year="2023", identity=entries)

    whole = replace(one(unit="柏溪县水务局"), title="部门整体支出绩效自评表")
    projects = [one(unit="柏溪县水务局", project=name) for name in "甲乙"]
    books = [(f"a/{at}.xlsx", (form,)) for at, form in enumerate((whole, *projects, one(project="丙")))]
    assert engine.grouped(books) == ((0, 1, 2, 3),)
    assert engine.grouped([*books[:2], books[3]]) == ((0, 1), (2,))


def test_a_result_in_words_that_no_method_judges_is_left_open():
    (row,) = form_of(TABLE).indicators
    outcome = scored_row._worded(row, Decimal(10), "正在核实", lambda *_: None, scored_row._WHY["zh"])
    assert (outcome.value, outcome.why) == (None, scored_row._WHY["zh"]["method"])


def explained(*rows):
    return tuple(explanations.written(sheet) for sheet in workbook("\n".join(rows) + "\n").sheets)


IDS = ("P201-1a2b3c4d-5e6f7a8b", "W101-1a2b3c4d-5e6f7a8b")


def test_explanations_are_read_from_the_column_of_their_ids_only():
    ((one,),) = explained(
        "| 编号 | 问题 | 说明 |", "|---|---|---|", f"| {IDS[0]} | 见{IDS[1]} | 合计行漏加 |", f"| _ | {IDS[1]} | 另见 |"
    )
    assert (one.explanation.id, one.explanation.text) == (IDS[0], "合计行漏加")


FUNDS = """
| 项目支出绩效自评表 | < | < | < |
|---|---|---|---|
| 项目资金（万元） | 合计 | 财政拨款 | 其他资金 |
"""


def amounts(text):
    return [(line.source, {name: entry.raw for name, entry in line.figures.items()}) for line in form_of(text).budget]


def test_an_amount_merged_over_two_sources_belongs_to_the_first():
    rows = TABLE.split("\n", 3)[3]
    merged = amounts(FUNDS + "| ^ | 100 | < | 20 |\n" + rows)
    assert [source for source, _ in merged] == ["total", "other"]
    assert [list(figures.values()) for _, figures in merged] == [["100"], ["20"]]


def above(*rows):
    """The table with rows right above its header."""
    return TABLE.replace("| 一级指标", "\n".join((*rows, "| 一级指标")), 1)


def test_sources_with_the_header_of_the_indicators_right_below_have_no_amounts():
    assert amounts(above("| 项目资金（万元） | 合计 | 财政拨款 | 其他资金 | < | < |")) == []


def test_a_total_with_its_sources_may_stand_right_above_the_indicators():
    text = above(
        "| 项目资金（万元） | 合计 | 100 | < | < | < |",
        "| ^ | 财政拨款 | 80 | < | < | < |",
        "| ^ | 其他资金 | 20 | < | < | < |",
    )
    wanted = [("total", "100"), ("fiscal", "80"), ("other", "20")]
    assert [(source, *figures.values()) for source, figures in amounts(text)] == wanted


def test_an_amount_merged_over_two_columns_of_a_turned_block_belongs_to_the_first():
    text = """
| 项目支出绩效自评表 | < | < | < | < |
|---|---|---|---|---|
| 预算结构 | 项目 | 合计 | 一般公共预算 | 政府性基金 |
| ^ | 预算数（万元） | 100 | 80 | 20 |
| ^ | 执行数（万元） | 90 | 90 | < |
""" + TABLE.split("\n", 3)[3]
    assert [figures.get("executed") for _, figures in amounts(text)] == ["90", "90", None]


def test_a_heading_of_extra_points_without_a_number_opens_a_class_of_its_own():
    text = """
| 2023年度绩效管理工作考核评分表 | < | < | < |
|---|---|---|---|
| 考核内容 | 分值 | 计分标准 | 自评分数 |
| 按期报送 | 100 | 按期报送的得100分。 | 98 |
| 加分项 | | | |
| …… | | | |
| 获得表彰 | 5 | 获得表彰的加5分。 | 5 |
"""
    assert [(row.name, row.bonus) for row in form_of(text).indicators] == [("按期报送", False), ("获得表彰", True)]


def test_a_page_number_between_the_items_of_a_list_ends_no_section():
    text = """
| 项目支出绩效自评表 | < | < | < |
|---|---|---|---|
| 评价指标 | 评分标准 | 分值 | 自评得分 |
| 项目决策 | | 40 | |
| 立项规范性 | 程序规范的得25分，否则不得分。 | 25 | 25 |
| 第1页，共2页 | | | |
| 目标合理性 | 目标合理的得15分，否则不得分。 | 15 | 15 |
| 项目产出 | | 60 | |
| 完成率 | 得分=完成率×30分 | 30 | 30 |
| 2/2页 | | | |
| 质量达标率 | 得分=质量达标率×30分 | 30 | 30 |
| 合计 | | 100 | 100 |
"""
    form = form_of(text)
    assert [(row.name, row.level1) for row in form.indicators] == [
        ("立项规范性", "项目决策"),
        ("目标合理性", "项目决策"),
        ("完成率", "项目产出"),
        ("质量达标率", "项目产出"),
    ]
    assert [(group.name, group.members) for group in form.groups] == [("项目决策", (0, 1)), ("项目产出", (2, 3))]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", "已按{}条通用规则审核（规则见 xlplugin rules）"),
        ("en", "checked by {} general rules (see “xlplugin rules”)"),
    ],
)
def test_a_form_of_an_unknown_edition_says_how_many_rules_apply_and_where_they_are_listed(lang, words):
    (note,) = [one for one in checked(TABLE, lang).not_checked if one.what in {"版本", "edition"}]
    every = pipeline.rules()
    count = next(number for number in range(len(every), 0, -1) if words.format(number) in note.why)
    assert len(every) / 2 < count < len(every)
    assert "W101" not in note.why
    assert not note.blocking
