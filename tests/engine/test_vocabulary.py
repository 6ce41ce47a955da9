"""A printed wording is looked up as it is printed first, then without what is around it."""

from __future__ import annotations

import pytest

from xlplugin import engine, forms
from xlplugin.engine.vocabulary import SHORT, Vocabulary, keys, label, meaning, printed_points, printed_unit

OFFICIAL = engine.Vocabulary.from_lookups(forms.vocabulary())


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", [""]),
        (" \n", [""]),
        ("得分", ["得分"]),
        ("得 分：", ["得分:", "得分"]),
        ("总分。", ["总分。", "总分"]),
        ("完成值；", ["完成值;", "完成值"]),
        ("甲，乙，", ["甲,乙,", "甲,乙"]),
        ("得分（分）", ["得分(分)", "得分"]),
        ("指标值（元", ["指标值(元", "指标值"]),
        ("投入（25分）产出（5%）", ["投入(25分)产出(5%)", "投入产出"]),
        ("（5分）", ["(5分)"]),
        ("预算执行率（%）", ["预算执行率(%)", "预算执行率"]),
        ("执行率%", ["执行率%", "执行率"]),
        ("权重(%)：", ["权重(%):", "权重(%)", "权重"]),
        ("合计：%", ["合计:%", "合计:", "合计"]),
        ("%", ["%"]),
        ("其中：财政拨款", ["其中:财政拨款", "财政拨款"]),
        ("其中财政拨款：", ["其中财政拨款:", "其中财政拨款", "财政拨款"]),
        ("其中：执行率%", ["其中:执行率%", "其中:执行率", "执行率%", "执行率"]),
        ("**质量", ["**质量", "质量"]),
        ("10、时效", ["10、时效", "时效"]),
        ("(1)产出", ["(1)产出", "产出"]),
        ("1）产出", ["1)产出", "产出"]),
        ("（一）投入", ["(一)投入", "投入"]),
        ("一、投入（25分）", ["一、投入(25分)", "一、投入", "投入"]),
        ("⑩数量", ["⑩数量", "数量"]),
        ("指标1：", ["指标1:", "指标1"]),
    ],
)
def test_the_keys_of_a_wording_are_those_the_most_exact_first(text, wanted):
    assert list(keys(text)) == wanted


@pytest.mark.parametrize(
    ("text", "points", "name"),
    [
        ("投入（25分）", "25", "投入"),
        ("投 入\n（ 25.5 分 ）", "25.5", "投入"),
        ("产出(50%", "50", "产出"),
        ("产出（50％）", "50", "产出"),
        ("甲（1分）乙（2分）", "1", "甲乙"),
        ("投入25分", None, "投入25分"),
        ("投入（25）", None, "投入（25）"),
        ("投入（满分25分）", None, "投入（满分25分）"),
        ("（一）投入：", None, "（一）投入："),
    ],
)
def test_the_points_printed_in_a_label_are_no_part_of_its_name(text, points, name):
    assert (printed_points(text), label(text)) == (points, name)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("预算额（万元）", "万元"),
        ("预算额（ 万 元", "万元"),
        ("预算额（万）", "万"),
        ("预算额（万", "万"),
        ("单位：百万", "百万"),
        ("单位：亿", "亿"),
        ("预算（单位：万元）", "万元"),
        ("单价（元/人）", "元"),
        ("金额（百千万元）", "百千万元"),
        ("金额（人民币万元）", ""),
        ("金额（百千万）", ""),
        ("预算：三百万", ""),
        ("万元", ""),
    ],
)
def test_a_unit_of_money_is_read_as_printed_behind_a_parenthesis_or_a_colon(text, unit):
    assert printed_unit(text) == unit


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("项目名称：甲  主管部门：乙", [("project", "甲"), ("department", "乙")]),
        ("项 目 名 称： 甲", [("project", "甲")]),
        ("项目名称：甲  乙  丙", [("project", "甲")]),
        ("项目名称：甲 乙", [("project", "甲 乙")]),
        ("项目名称：：乙", [("project", ":乙")]),
        ("备注：项目名称：丙", [("project", "丙")]),
        ("项目名称：主管部门：乙", [("project", ""), ("department", "乙")]),
        ("2022年项目名称：甲 主 管 部 门：乙 ", [("project", "甲"), ("department", "乙")]),
        ("项目名称：甲 联系人：丁", [("project", "甲 联系人:丁")]),
        ("项目：甲", []),
        ("项目名称 甲", []),
        ("联系人：丁", []),
    ],
)
def test_names_in_one_line_reach_up_to_the_next_label(text, pairs):
    assert OFFICIAL.inline_pairs(text) == pairs


LOOKUPS = {
    "indicator": {"指标值": "target"},
    "budget": {"预算数": "initial"},
    "source": {"合计": "total"},
    "identity": {"项目": "project", "部门名称": "unit", "项目部门名称": "department"},
    "choice": {"项目类型": "kind"},
    "row": {"总分": "total"},
    "fact": {"支出": "executed"},
    "passage": {"目标": "goal"},
    "indicator_ending": {"值": "actual", "目标值": "target"},
    "budget_ending": {"执行数": "executed"},
    "title": {"自评": "word", "考核评分": "word"},
    "unit": {"局": "ending", "委员会": "ending"},
}


def test_lookups_are_taken_section_by_section_with_the_longest_endings_first():
    made = Vocabulary.from_lookups(LOOKUPS)
    plain = ("indicator", "budget", "source", "identity", "choice", "row", "fact", "passage")
    assert [getattr(made, name) for name in plain] == [LOOKUPS[name] for name in plain]
    assert list(made.indicator_endings.items()) == [("目标值", "target"), ("值", "actual")]
    assert list(made.budget_endings.items()) == [("执行数", "executed")]
    assert (made.title_words, made.unit_endings) == (("考核评分", "自评"), ("委员会", "局"))
    assert made.inline == ("项目部门名称", "部门名称")
    assert made.headers == {"指标值", "预算数"}
    assert made.header_endings == ("目标值", "值", "执行数")
    assert made.header_tails == {"值", "数"}


def test_without_lookups_nothing_is_known():
    made = Vocabulary.from_lookups({})
    assert made == Vocabulary({}, {}, {}, {}, {}, {})
    assert not made.headers
    assert made.inline_pairs("项目名称：甲") == []


def test_an_edition_adds_headers_of_its_own_and_changes_those_of_all():
    made = Vocabulary.from_lookups(LOOKUPS)
    assert made.with_columns({}) is made
    own = made.with_columns({"考 核 内 容": "name", "指标值": "actual"})
    assert own.indicator == {"指标值": "actual", "考核内容": "name"}
    assert own.headers == {"指标值", "预算数", "考核内容"}
    assert made.indicator == {"指标值": "target"}
    assert (own.budget, own.row) == (made.budget, made.row)


def test_a_header_is_told_by_one_of_its_keys_or_by_how_its_last_key_ends():
    made = Vocabulary.from_lookups(LOOKUPS)
    texts = ("指标值（%）", "年初目标值", "预算执行数（万元）", "数", "人数", "项目名称", "预算数：", "")
    words = {(1, at): keys(text) for at, text in enumerate(texts)}
    assert [cell for cell, known in made.header_labels(words) if known == words[cell]] == [
        (1, 0),
        (1, 1),
        (1, 2),
        (1, 6),
    ]


def test_a_label_is_known_up_to_sixty_letters():
    table = {"项目名称": "project", "项目名称(全称)": "long"}
    assert meaning(table, "项目名称（全称）：") == "long"
    assert meaning(table, "项目名称（简称）") == "project"
    assert meaning(table, "名称") is None
    assert meaning(table, "项目名称（" + "全" * (SHORT - 5)) == "project"
    assert meaning(table, "项目名称（" + "全" * (SHORT - 4)) is None
