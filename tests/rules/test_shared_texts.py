"""What several rules say and read of texts, case by case: parts that differ, reasons, satisfaction, whose a cell is."""

from __future__ import annotations

import pytest
from figure_sheets import FUNDS, table

import rule_cases
from xlplugin.model.difference import FORMULA, MISSING, REPLACED, Difference
from xlplugin.place import Place
from xlplugin.record import replace
from xlplugin.rules.deviations import parted, subject
from xlplugin.rules.entries import figure_cells
from xlplugin.rules.facts import counts
from xlplugin.rules.reasons import says_why
from xlplugin.rules.satisfaction import in_class, names_rate, where_named
from xlplugin.rules.subjects import of_group, of_line, of_row

TEN = "甲乙丙丁戊己庚辛壬癸"
HEAD = "一级指标 二级指标 三级指标 年度指标值 分值 得分"
PLACE = Place("表", 9, 9)


def form(*rows):
    (case,) = rule_cases.cases(f"## 通过：一例\n\n{table(*rows)}\n")
    (found,) = rule_cases.bound(case)
    return found


@pytest.mark.parametrize(
    ("one", "other", "shown"),
    [
        ("短 文", "短文\n字", ("短文", "短文字")),
        (TEN * 4, TEN * 3 + "子", (TEN * 4, TEN * 3 + "子")),
        (TEN * 4, TEN * 4 + "子", ("…" + TEN[2:], "…" + TEN[2:] + "子")),
        ("子" + TEN * 5, "丑" + TEN * 5, ("子" + TEN[:8] + "…", "丑" + TEN[:8] + "…")),
        (TEN * 5 + "子", TEN * 5 + "丑", ("…" + TEN[2:] + "子", "…" + TEN[2:] + "丑")),
        (
            TEN * 2 + "子" + TEN * 3,
            TEN * 2 + "丑寅" + TEN * 3,
            ("…" + TEN[2:] + "子" + TEN[:8] + "…", "…" + TEN[2:] + "丑寅" + TEN[:8] + "…"),
        ),
        (TEN + "子" * 72, TEN + "丑", ("…" + TEN[2:] + "子" * 72, "…" + TEN[2:] + "丑")),
        (TEN + "子" * 73, TEN + "丑", ("…" + TEN[2:] + "子" * 72 + "…", "…" + TEN[2:] + "丑")),
        ("子" * 99, "丑", ("子" * 80 + "…", "丑")),
        (TEN[:8] + "子" * 40, TEN[:8] + "丑", (TEN[:8] + "子" * 40, TEN[:8] + "丑")),
        (TEN * 4 + "乙", TEN * 4 + "乙乙", ("…" + TEN[3:] + "乙", "…" + TEN[3:] + "乙乙")),
    ],
)
def test_of_long_texts_the_part_that_differs_is_shown(one, other, shown):
    assert parted(one, other) == shown
    assert parted(other, one) == shown[::-1]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("招标推迟", True),
        ("预算执行率=85%", False),
        ("无。", False),
        (" 、无", False),
        ("同上", False),
        ("1.需说明原因", False),
        ("1.需说明原因；2.无", False),
        ("2.招标推迟。1.执行率低于90%的需说明原因", True),
        ("1、预算执行率=85%；2、其他资金包括利息；3、未达90%的需说明原因", False),
        ("1、预算执行率=85%；2、招标推迟；3、未达90%的需说明原因", True),
        ("预算执行率=85%；招标推迟", True),
        ("；；", False),
    ],
)
def test_a_reason_is_neither_the_prompt_nor_the_rate(text, why):
    assert says_why(text) is why


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("群众满意度≥90%", True),
        ("满意度", True),
        ("满意", True),
        ("满意程度高于90", True),
        ("满意度指标：", True),
        ("满意度90", True),
        ("满意度调查", False),
        ("群众满意的项目", False),
        ("群众", False),
    ],
)
def test_a_satisfaction_rate_is_nothing_but_its_name(text, rate):
    assert names_rate(text) is rate


def test_a_class_of_satisfaction_is_of_either_level_and_named_by_its_target_where_it_has_no_name():
    rows = (
        "满意度指标 服务对象指标 群众 ≥90% 5 5",
        "效益指标 满意度指标 指标1： 群众≥90% 5 5",
        "效益指标 社会 道路 5 5 5",
    )
    found = form(HEAD, *rows).indicators
    assert [in_class(row) for row in found] == [True, True, False]
    assert [place and place.cell for place in map(where_named, found)] == ["C3", "D4", "C5"]
    assert where_named(replace(found[1], target=None)) is None


def test_rows_of_one_name_are_told_apart_by_class_target_and_number():
    targets = (
        "产出指标 数量 道路 5公里",
        "产出指标 数量 道路 6公里",
        "产出指标 数量 道路 6公里",
        "效益指标 社会 道路 6公里",
    )
    found = form(HEAD, *(f"{row} 5 5" for row in targets), "产出指标 数量 桥梁 2座 5 5")
    assert [of_row(found, row) for row in found.indicators] == [
        "产出指标|数量|道路|5公里",
        "产出指标|数量|道路|6公里|1",
        "产出指标|数量|道路|6公里|2",
        "效益指标|社会|道路",
        "产出指标|数量|桥梁",
    ]
    (alone,) = form(HEAD, "产出指标 数量 道路 _ 5 5").indicators
    assert of_row(found, replace(alone, level1="过程")) == "过程|数量|道路|"


def test_lines_and_classes_of_one_name_are_numbered():
    found = form(FUNDS, "合计 5 5 5 5 _", "其他资金 2 2 2 2 _", "其他资金 3 3 3 3 _", HEAD, "产出指标 数量 道路 5 5 5")
    assert [of_line(found, line)[-1] for line in found.budget] == ["计", "1", "2"]
    group = found.groups[0]
    twice = replace(found, groups=(group, replace(group, place=PLACE)))
    assert of_group(found, group) == "1|产出指标|产出指标|数量"
    assert [of_group(twice, one)[-2:] for one in twice.groups] == ["|1", "|2"]


def test_a_difference_is_told_by_the_entry_or_by_what_was_printed():
    found = form(HEAD, "产出指标 数量 道路 5公里 5 5")
    cells = (found.indicators[0].points.place, PLACE)
    replaced = tuple(Difference(REPLACED, place, "=E 3\n*2", "5") for place in cells)
    formula = (Difference(FORMULA, PLACE, "=E3*2", "5"),)
    missing = tuple(Difference(MISSING, Place("表", row, 1), "资金 用途") for row in (7, 8))
    marked = replace(found, differences=(*replaced, *formula, *missing))
    assert subject(marked, replaced[0]) == "产出指标|数量|道路|points"
    assert [subject(marked, one) for one in (*formula, *missing)] == ["=E3*2", "资金用途|1", "资金用途|2"]
    assert subject(marked, replaced[1]) == "=E3*2|2"


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("维修渠道 控制在60万元以内 5", "60 万元 维修渠道 limit"),
        ("维修渠道 控制60万元 5", "60 万元 维修渠道 limit"),
        ("维修渠道 ≤60万元 5", "60 万元 维修渠道 limit"),
        ("维修渠道 <60万元 5", "60 万元 维修渠道 limit"),
        ("维修渠道 60万元 5", "60 万元 维修渠道"),
        ("维修渠道 60余公里 5", "60 公里 维修渠道 about"),
        ("完成工作 维修渠道60公里 5", "60 公里 维修渠道"),
        ("维修渠道 95% 5", ""),
        ("维修渠道 60天 5", ""),
        ("维修渠道 _ 5", ""),
        ("维修渠道 良好 5", ""),
    ],
)
def test_a_fact_is_a_count_or_an_amount_with_what_it_counts(row, found):
    (one,) = form("一级指标 三级指标 年度指标值 分值", f"产出指标 {row}").indicators
    told = [
        " ".join((str(fact.value), fact.unit, fact.about, *["about"] * fact.approximate, *["limit"] * fact.limit))
        for fact in counts(one, one.target)
    ]
    assert told == [found] * bool(found)


def test_a_cell_of_several_lines_is_told_once():
    found = form(
        FUNDS, "合计 5 未定 5 5 _", "财政拨款 5 ^ 5 5 _", "其他资金 无 5 5 5 _", HEAD, "产出指标 数量 道路 5 多 少"
    )
    cells = [(what, entry.place.cell) for what, entry in figure_cells(found, frozenset(("text",)))]
    amounts = [("合计的预算数", "C3"), ("其他资金的年初预算数", "B5")]
    assert cells == [("道路的得分", "F7"), ("道路的分值", "E7"), *amounts]
