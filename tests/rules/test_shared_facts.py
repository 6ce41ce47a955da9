"""What several rules share, case by case: figures, money, units, documents and years."""

from __future__ import annotations

from decimal import Decimal

import pytest
from figure_sheets import EXECUTION, table

import rule_cases
from xlplugin.record import replace
from xlplugin.rules.citations import citations, may_cite
from xlplugin.rules.citations import entries as citing
from xlplugin.rules.figures import agreement, plain, shown_sum
from xlplugin.rules.funds import base, name_of, same_money
from xlplugin.rules.likeness import coverage, kernel, misspelled, year_in
from xlplugin.rules.projects import Project, is_of, seen, shared_year
from xlplugin.rules.receipts import near, rounded
from xlplugin.rules.scores import addends, execution, in_use
from xlplugin.rules.texts import listed, shown, standing
from xlplugin.rules.years import title_year, years

ROW = ("一级指标 三级指标 年度指标值 实际完成值 分值 得分", "产出指标 整治圩堤 ≥2公里 2公里 60 60")


def form(*rows, title="项目支出绩效自评表"):
    (case,) = rule_cases.cases(f"## 通过：一例\n\n{table(*rows)}\n".replace("项目支出绩效自评表", title))
    (found,) = rule_cases.bound(case)
    return found


@pytest.mark.parametrize(
    ("number", "text"), [("-0", "0"), ("-0.0000001", "0"), ("-0.5", "-0.5"), ("0E+3", "0"), ("1E+3", "1000")]
)
def test_nothing_has_no_sign(number, text):
    assert plain(Decimal(number)) == text


@pytest.mark.parametrize(
    ("stated", "tolerance", "standing"),
    [
        ("66.67", "0.01", ""),
        ("66.66", "0.01", "truncated"),
        ("66.7", "0.01", "coarse"),
        ("67", "0.01", "coarse"),
        ("67.2", "0.01", "wrong"),
        ("67.2", "0.5", "wrong"),
        ("67.1", "0.5", ""),
        ("66", "0.5", "truncated"),
        ("66", "0.7", ""),
        ("67.7", "0.5", "wrong"),
        ("67.7", "1.1", ""),
    ],
)
def test_a_wider_tolerance_excuses_all_below_it(stated, tolerance, standing):
    assert agreement(Decimal(stated), Decimal(200) / 3, Decimal(tolerance)) == standing


@pytest.mark.parametrize(
    ("stated", "points", "close"),
    [
        ("3.33", "3.3367", True),
        ("3.34", "3.3367", True),
        ("3.33", "3.34", True),
        ("3.35", "3.34", True),
        ("3.32", "3.34", False),
        ("3.36", "3.34", False),
        ("0.5", "-0.5", False),
        ("3.01", "3.005", True),
    ],
)
def test_points_are_rounded_or_cut_off(stated, points, close):
    assert near(Decimal(stated), Decimal(points)) is close


@pytest.mark.parametrize(
    ("one", "unit", "other", "into", "tolerance", "alike"),
    [
        ("10", "万元", "104999", "元", "0", True),
        ("10", "万元", "105000", "元", "0", False),
        ("10.5", "万元", "104999", "元", "0", True),
        ("104999", "元", "10.5", "万元", "0", True),
        ("104999", "元", "10.6", "万元", "0", False),
        ("10", "万元", "10", "元", "0", True),
        ("10", "万元", "10.4", "万元", "0", False),
        ("10", "万元", "10.4", "万元", "0.5", True),
        ("10", "万元", "10.4", "", "0", False),
        ("104000", "元", "10", "万元", "0.5", True),
        ("200", "万元", "0.02", "亿元", "0", True),
        ("240", "万元", "0.02", "亿元", "0", True),
        ("250", "万元", "0.02", "亿元", "0", False),
        ("0.3", "万元", "0.5", "万元", "0.4", True),
        ("0.3", "万元", "5000", "元", "0", False),
    ],
)
def test_two_amounts_are_one_as_far_as_the_coarser_unit_tells(one, unit, other, into, tolerance, alike):
    assert same_money(Decimal(one), unit, Decimal(other), into, Decimal(tolerance)) is alike


@pytest.mark.parametrize(
    ("whole", "stated", "own"),
    [
        ("单位名称 青溪县水务局", "实施单位 青溪县水务局", True),
        ("单位名称 青溪县水务局", "实施单位 青溪县水务局河道站", True),
        ("单位名称 青溪县水务局", "实施单位 水务局", True),
        ("单位名称 青溪县水务局", "实施单位 青溪县水务局局", True),
        ("单位名称 青溪县水务局", "实施单位 石门县林业局", False),
        ("单位名称 青溪县水务局", "实施单位 青溪县河道管理站", False),
        ("单位名称 青溪县水务局", "实施单位 _", True),
        ("单位名称 青溪县水务局", "主管部门 青溪县水务局 实施单位 青溪县河道管理站", True),
        ("单位名称 青溪县水务局", "主管部门 青溪县林业局 实施单位 青溪县林业站", False),
        ("单位名称 青溪县水利水电局", "实施单位 青溪县水力水电局", False),
        ("单位名称 青溪县水利水电勘测局", "实施单位 青溪县水利水电勘侧局", True),
        ("单位名称 _", "实施单位 石门县林业局", True),
    ],
)
def test_a_form_is_of_the_unit_that_it_names_or_of_nobody_else(whole, stated, own):
    assert is_of(form(stated, *ROW), form(whole, *ROW, title="部门整体支出绩效自评表")) is own


@pytest.mark.parametrize(
    ("row", "counts"),
    [
        ("产出指标 其中：土方 2万方 2万方 _ _", False),
        ("产出指标 （其中：土方 2万方 2万方 _ _", False),
        ("产出指标 ★其中：土方 2万方 2万方 _ _", False),
        ("产出指标 其中：土方 2万方 2万方 _ 5", True),
        ("产出指标 其中：土方 2万方 2万方 5 _", True),
        ("产出指标 土方其中 2万方 2万方 _ _", True),
        ("产出指标 指标3： _ _ _ _", False),
        ("产出指标 指标3： 2万方 _ _ _", True),
        ("产出指标 指标3： _ 2万方 _ _", True),
    ],
)
def test_a_row_counts_that_is_filled_in_and_no_detail(row, counts):
    found = form(*ROW, row)
    assert [in_use(one) for one in found.indicators[1:]] in ([counts], [] if not counts else None)


def test_the_points_of_the_total_line_count_once():
    funds = ("项目资金（万元） 全年预算数 执行数 分值 得分", "其中：财政拨款 40 40 10 9", "年度资金总额 50 50 10 10")
    assert [one.raw for one in execution(form(*funds, *ROW), "points")] == ["10"]
    assert [one.raw for one in execution(form(*funds[:2], *ROW), "points")] == ["9"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("云财预〔2024〕8号", ["云财预〔2024〕8号"]),
        ("云财预〔2024〕8", ["云财预〔2024〕8"]),
        ("云财预〔2024]8", ["云财预〔2024]8"]),
        ("云财预[2024〕8", ["云财预[2024〕8"]),
        ("云财预[2024]8", []),
        ("云财预[2024]8号", ["云财预[2024]8号"]),
        ("云财 预〔2024〕\n8号", ["云财预〔2024〕8号"]),
        ("（2020）3号楼", []),
    ],
)
def test_a_document_is_named_by_its_number(text, found):
    assert [one.text for one in citations(text)] == found
    assert may_cite(text) or not found


@pytest.mark.parametrize("text", ["甲〔2024", "2024〕甲", "8号"])
def test_one_mark_is_enough_to_look_for_a_number(text):
    assert may_cite(text)
    assert not may_cite("甲[2024]8")


def test_the_name_of_a_project_may_cite_a_document():
    found = form("项目名称 云财预〔2024〕8号补助", *ROW)
    assert [(what, entry.raw) for what, entry in citing(found)] == [("项目名称", "云财预〔2024〕8号补助")]
    assert list(citing(form(*ROW))) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2022—2024年", (2022, 2024)),
        ("2 0 2 3年", (2023,)),
        ("20 23年", (2023,)),
        ("2023年 2024年", (2023, 2024)),
        ("12023", ()),
        ("20235", ()),
        ("1999年", ()),
    ],
)
def test_years_are_four_digits_of_this_century(text, found):
    assert years(text) == found


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("2023年度项目支出绩效自评表", 2023),
        ("2023年度项目支出绩效自评表（2023年）", 2023),
        ("2022—2023年度项目支出绩效自评表", None),
        ("项目支出绩效自评表", None),
    ],
)
def test_a_title_names_one_year(title, year):
    assert title_year(form(*ROW, title=title)) == year


@pytest.mark.parametrize(("length", "cut"), [(39, False), (40, False), (41, True)])
def test_a_long_text_is_shown_by_its_beginning(length, cut):
    text = "渠" * length
    assert shown(text) == (f"{'渠' * 40}…" if cut else text)


def test_words_stand_in_one_text_and_not_across_two():
    assert standing(("未完成", "尚未", "X"), ("已尚", "未完", "成未完成")) == ["未完成"]
    assert listed("率  数量 次数") == ("率", "数量", "次数")


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("防火物资库", "防火物质库建设", "防火物质库"),
        ("防火物资", "防火物质建设", ""),
        ("防火物资库", "防火物资库建设", ""),
        ("第一小学操场", "第二小学操场", ""),
    ],
)
def test_only_a_name_of_some_length_is_misspelled(name, text, found):
    assert misspelled(name, text) == found


@pytest.mark.parametrize(
    ("stated", "points", "alike"),
    [
        ("28.6", "28.6333", True),
        ("28.63", "28.6333", True),
        ("28.64", "28.6333", False),
        ("28.633", "28.6333", True),
        ("28.7", "28.6333", False),
        ("29", "28.6333", False),
        ("19.0", "18.96", True),
        ("19", "18.96", True),
        ("1E+1", "9.96", True),
        ("NaN", "9.96", False),
    ],
)
def test_points_may_be_rounded_to_the_decimals_that_they_show(stated, points, alike):
    assert rounded(Decimal(stated), Decimal(points)) is alike


@pytest.mark.parametrize(
    ("columns", "figures", "measures", "found"),
    [
        ("年初预算数 全年预算数 实际到位数", "50 60 55", (), ("全年预算数", "60")),
        ("年初预算数 全年预算数 实际到位数", "50 _ 55", (), ("年初预算数", "50")),
        ("年初预算数 全年预算数 实际到位数", "50 60 55", ("received",), ("到位数", "55")),
        ("年初预算数 全年预算数 实际到位数", "50 60 _", ("received",), ("全年预算数", "60")),
        ("年初预算数 全年预算数 实际到位数", "50 未定 55", (), None),
        ("年初预算数 实际到位数", "50 55", (), ("预算数", "50")),
        ("全年预算数 实际到位数", "60 55", (), ("预算数", "60")),
    ],
)
def test_a_rate_is_of_the_first_budget_that_is_stated(columns, figures, measures, found):
    (line,) = form(f"项目资金（万元） {columns} 执行数", f"合计 {figures} 40", *ROW).budget
    of = base(line, *measures)
    assert (of and (of[0], of[1].raw)) == found
    assert name_of("executed", line) == "执行数"


@pytest.mark.parametrize(
    ("weight", "sums"), [("_", ["69.5", "60"]), ("60", ["60"]), ("70", ["69.5"]), ("100", ["69.5"])]
)
def test_the_printed_weight_tells_what_the_total_holds(weight, sums):
    readings = addends(form(*EXECUTION, ROW[0] + " 备注", f"{ROW[1]} _", f"合计 < < < {weight} 69.5 _"))
    assert [str(sum(one)) for one in readings] == sums


def test_a_form_is_called_by_its_workbook_where_that_is_another_one():
    one = replace(form(*ROW), file="甲/一.xlsx", sheet="表")
    others = [replace(one, file=file) for file in ("甲/一.xlsx", "乙\\二.xlsx", "乙/三.xlsx", "四].xlsx")]
    assert [seen(one, other) for other in others] == ["表", "二.xlsx 表", "三.xlsx 表", "四].xlsx 表"]


@pytest.mark.parametrize(("year", "shared"), [("2023", ["2023", ""]), ("2022", [""]), ("", ["2023", "2024", ""])])
def test_forms_are_of_one_year_as_far_as_it_is_stated(year, shared):
    one = form(*ROW)
    every = [Project("路灯", (replace(one, year=other),)) for other in ("2023", "2024", "")]
    assert [other.forms[0].year for other in shared_year(replace(one, year=year), every)] == shared


@pytest.mark.parametrize(
    ("name", "about", "year"),
    [
        ("甲乙经费", "甲乙", ""),
        ("渠道维修费", "渠道维修", ""),
        ("2021年运转经费", "运转", "2021"),
        ("运转经费（2022年度）", "运转", "2022"),
        ("2022年", "2022年", "2022"),
    ],
)
def test_the_name_of_a_project_without_its_ending_and_year(name, about, year):
    assert kernel(name) == about
    assert year_in(name) == year
    assert coverage(name, about) == 1
    assert coverage("路", about) == 0


def test_a_sum_of_up_to_eight_addends_is_spelled():
    assert shown_sum([Decimal(1)] * 8, "得分") == "1+1+1+1+1+1+1+1=8"
    assert shown_sum([Decimal(1)] * 9, "得分") == "9项得分相加=9"
