"""Money, case by case: what mutation testing found that no page of a rule holds fast."""

from __future__ import annotations

import pytest
from figure_sheets import FUNDS, said

CARRIED = "项目资金（万元） 年初预算数 全年预算数 实际到位数 执行数 结转结余额 结转结余率"
COSTS = ("一级指标 二级指标 三级指标 年度指标值 实际完成值",)
LEFTOVER = "项目名称 预算数 到位资金 已使用资金 结余资金 结转资金"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("合计 50 60 55 54 90%", []),
        ("合计 50 60 55 54 90.00%", []),
        ("合计 50 60 55 54 108%", ["F3 explain 108% 90%"]),
        ("合计 50 60 55 54 98.18%", ["F3 explain 98.18% 90%"]),
        ("合计 50 60 55 54 0.9", []),
        ("合计 50 60 55 54 0.9%", ["F3 error 0.9% 90%"]),
        ("合计 50 60 55 54 89%", ["F3 error 89% 90%"]),
        ("合计 50 60 55 _ 89%", []),
        ("合计 50 60 55 54 _", []),
        ("合计 _ _ _ 54 90%", []),
        ("合计 90 90 90 80.01 88.89%", []),
        ("合计 90 90 90 80.9964 89.99%", ["F3 advice 89.99% 90%"]),
    ],
)
def test_a_rate_is_of_the_adjusted_budget_and_another_base_is_named(line, found):
    assert said("B301", FUNDS, line) == found


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (("合计 50 50 50 50 100%", "财政拨款 40 40 40 40 100%", "其他资金 10 10 10 10 100%"), []),
        (
            (
                "合计 50 50 50 50 100%",
                "财政拨款 40 40 40 40 100%",
                "政府性基金 15 15 15 15 100%",
                "其他资金 10 10 10 10 100%",
            ),
            [],
        ),
        (("合计 50 50 50 50 100%", "一般公共预算 30 30 30 30 100%", "政府性基金 20 20 20 20 100%"), []),
        (("合计 50.01 50 50 50 100%", "财政拨款 50 50 50 50 100%", "其他资金 0 0 0 0 _"), ["B3 advice 50.01 50"]),
        (("合计 50.01 50 50 50 100%", "财政拨款 50 50 50 50 100%"), ["B3 error 50.01 50"]),
        (("合计 50.02 50 50 50 100%", "财政拨款 50 50 50 50 100%", "其他资金 0 0 0 0 _"), ["B3 error 50.02 50"]),
    ],
)
def test_a_total_of_funds_is_the_sum_of_its_sources_not_of_their_details(lines, found):
    assert said("B302", FUNDS, *lines) == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("合计 80 100 90 76 24 24%", []),
        ("合计 80 100 90 76 4 24%", ["F3 explain 4 24"]),
        ("合计 80 100 90 76 14 24%", ["F3 explain 14 24"]),
        ("合计 80 100 90 76 24.01 24%", ["F3 advice 24.01 24"]),
        ("合计 80 100 90 76 24.02 24%", ["F3 error 24.02 24"]),
        ("合计 80 100 90 _ 24.02 24%", []),
        ("合计 _ _ 90 76 24.02 24%", []),
    ],
)
def test_what_is_carried_over_is_budget_less_executed(line, found):
    assert said("B304", CARRIED, line) == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("合计 80 100 90 76 24 24%", []),
        ("合计 80 100 90 76 24 0.24", []),
        ("合计 80 100 90 76 24 0.24%", ["G3 error 0.24% 24%"]),
        ("合计 80 100 90 76 24 25%", ["G3 error 25% 24%"]),
        ("合计 80 100 90 _ 25 25%", []),
        ("合计 80 100 90 _ 25 24%", ["G3 error 24% 25%"]),
        ("合计 80 100 90 _ _ 24%", []),
        ("合计 0 0 0 0 0 24%", []),
        ("合计 90 90 90 75 15 16.6%", ["G3 advice 16.6% 16.67%"]),
    ],
)
def test_a_rate_of_what_is_carried_over_is_of_the_budget(line, found):
    assert said("B305", CARRIED, line) == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("合计 50 60 40 60 100%", []),
        ("合计 50 60 70 70 100%", []),
        ("合计 50 60 70 70.01 100%", ["E3 explain 70.01 70"]),
        ("合计 50 60 40 61 100%", ["E3 explain 61 60"]),
        ("合计 _ _ _ 61 100%", []),
        ("合计 50 60 40 _ 100%", []),
    ],
)
def test_more_executed_than_the_largest_budget_is_asked_about(line, found):
    assert said("B308", FUNDS, line) == found


def costs(code, funds, *rows):
    return said(code, FUNDS, funds, *COSTS, *(f"成本指标 经济成本 {row}" for row in rows))


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("维修费 ≤60万元 _", []),
        ("维修费 ＜66万元 _", ["D5 explain 66 60"]),
        ("维修费 控制在66万元以内 _", ["D5 explain 66 60"]),
        ("维修费上限 66万元 _", ["D5 explain 66 60"]),
        ("维修费 66万元 _", []),
        ("维修费 ≤66人 _", []),
        ("维修费 约66万元以内 _", []),
        ("维修费 节约 _", []),
        ("人均维修费 ≤66万元 _", []),
        ("维修费 ≤60.6万元 _", []),
        ("维修费 ≤60.7万元 _", ["D5 explain 60.7 60"]),
    ],
)
def test_a_limit_on_costs_is_held_against_the_largest_budget(target, found):
    assert costs("B309", "合计 50 55 60 54 _", target) == found
    assert costs("B309", "合计 60 55 50 54 _", target) == found


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("维修费 54万元 54万元", []),
        ("维修费 54万元 54.01万元", []),
        ("维修费 54万元 54.02万元", ["E5 explain 54.02 54"]),
        ("维修费 54万元 60人", []),
        ("维修费 54万元 完成", []),
        ("维修费 每处54万元 60万元", []),
        ("维修费 54万元 约60万元", []),
    ],
)
def test_a_result_in_money_is_held_against_what_was_executed(row, found):
    assert costs("B310", "合计 60 60 60 54 _", row) == found


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (("甲项 30万元 _", "乙项 30万元 _"), []),
        (("甲项 30万元 _", "乙项 31万元 _"), ["D6 error 61 60"]),
        (("甲项 30万元 _", "乙项 ＜31万元 _"), []),
        (("甲项 30万元 _", "乙项 ≤31万元 _"), []),
        (("甲项 30万元 _", "乙项 约31万元 _"), []),
        (("甲项 30万元 _", "乙项 31人 _"), []),
        (("甲项 30万元 _", "乙项 节约 _"), []),
        (("甲项 60万元 _", "乙项 31万元 _"), []),
        (("甲项 60万元 _", "乙项 60万元 _"), ["D6 error 120 60"]),
    ],
)
def test_costs_add_up_to_no_more_than_the_budget(rows, found):
    assert costs("B306", "合计 60 60 60 54 _", *rows) == found


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("维修费 60万元 已支付", ["E5 error 已支付 -"]),
        ("维修费 60万元 0万元", []),
        ("维修费 60万元 0", []),
        ("维修费 60万元 正在办理", []),
        ("维修费 60万元 未完成支付", []),
        ("维修费 3人 已支付", []),
        ("维修费 节约 已支付", []),
        ("维修费 60万元 5人", []),
    ],
)
def test_where_nothing_was_executed_nothing_was_paid(row, found):
    assert costs("B307", "合计 60 60 60 0 _", row) == found


@pytest.mark.parametrize(
    ("head", "line", "found"),
    [
        (LEFTOVER, "山塘清淤 60 60 51.5 3.5 5", []),
        (LEFTOVER, "山塘清淤 60 60 51.5 3.51 5", ["E3 advice 8.51 8.5"]),
        (LEFTOVER, "山塘清淤 60 60 51.5 3.52 5", ["E3 error 8.52 8.5"]),
        (LEFTOVER, "山塘清淤 60 60 51.5 _ 5", ["F3 error 5 8.5"]),
        (LEFTOVER, "山塘清淤 60 60 51.5 _ _", []),
        (LEFTOVER, "山塘清淤 60 _ 51.5 3 5", []),
        (LEFTOVER, "山塘清淤 60 60 _ 3 5", []),
        (LEFTOVER, "山塘清淤 60 60 51.5 无 5", []),
        (LEFTOVER.removesuffix(" 结转资金"), "山塘清淤 60 60 51.5 3.5", []),
    ],
)
def test_what_is_left_of_the_money_received_is_surplus_or_carried_forward(head, line, found):
    assert said("B312", head, line) == found


@pytest.mark.parametrize(
    ("code", "funds", "row"),
    [
        ("B310", "合计 60 60 60 0 _", "维修费 54万元 5万元"),
        ("B310", "合计 60 60 60 _ _", "维修费 54万元 5万元"),
        ("B309", "合计 _ _ _ 54 _", "维修费 ≤66万元 _"),
        ("B309", "合计 60 60 60 54 _", "维修费 ≤60.6万元 _"),
        ("B307", "合计 _ _ _ 0 _", "维修费 60万元 已支付"),
        ("B306", "合计 _ _ _ 54 _", "维修费 60万元 _"),
    ],
)
def test_without_the_figure_to_hold_against_costs_are_left_alone(code, funds, row):
    assert costs(code, funds, row) == []


def test_one_per_cent_above_the_budget_is_let_pass_and_no_more():
    assert costs("B309", "合计 60 60 60 54 _", "维修费 ≤60.605万元 _") == ["D5 explain 60.605 60"]


@pytest.mark.parametrize(("other", "found"), [("_", []), ("0", ["F3 error 10 9"]), ("1", [])])
def test_what_is_carried_over_adds_up_where_every_source_states_it(other, found):
    lines = ("合计 50 50 50 40 10 20%", "财政拨款 40 40 40 31 9 _", f"其他资金 10 10 10 9 {other} _")
    assert said("B302", CARRIED, *lines) == found


BLOCK = "预算执行情况 项目 预算额（万元） 执行额（万元）"
TURNED = "财政拨款结构 项目 合计 一般公共预算安排 政府性基金预算安排"


@pytest.mark.parametrize(
    ("code", "rows", "found"),
    [
        ("B302", (BLOCK, "^ 合计 90 78", "^ 其他资金 10 10", TURNED, "^ 预算额（万元） 78 30 40"), ["C6 error 78 70"]),
        ("B303", (BLOCK, "^ 合计 90 78", "^ 财政拨款 78 70", TURNED, "^ 预算额（万元） 70 30 40"), ["C6 error 70 78"]),
        ("B303", (BLOCK, "^ 合计 90 78", "项目支出 项目 预算额（万元） 执行额（万元）", "^ 合计 50 40"), []),
        ("B303", (BLOCK, "^ 合计 90 78", "^ 其他资金 12 12", TURNED, "^ 预算额（万元） 70 30 40"), []),
    ],
)
def test_every_block_of_funds_is_looked_at_and_only_what_belongs_together_is_compared(code, rows, found):
    assert said(code, *rows) == found


PAID = "成本指标 经济成本 维修费 ≤66万元 已支付70万元"


@pytest.mark.parametrize("code", ["B306", "B307", "B309", "B310"])
def test_costs_without_a_table_of_funds_are_left_alone(code):
    assert said(code, *COSTS, PAID) == []


@pytest.mark.parametrize("code", ["B306", "B309", "B310"])
def test_costs_beside_funds_of_no_known_unit_are_left_alone(code):
    assert said(code, "项目资金 全年预算数 全年执行数", "合计 60 50", *COSTS, PAID) == []


@pytest.mark.parametrize(
    ("code", "funds", "row", "found"),
    [
        ("B307", "合计 0 0 0 0 _", "维修费 60万元 已支付", []),
        ("B307", "合计 1 1 1 0 _", "维修费 60万元 已支付", ["E5 error 已支付 -"]),
        ("B309", "合计 0 0 0 0 _", "维修费 ≤66万元 _", []),
        ("B309", "合计 1 1 1 0 _", "维修费 ≤66万元 _", ["D5 explain 66 1"]),
        ("B310", "合计 9 9 9 1 _", "维修费 ≤66万元 2万元", ["E5 explain 2 1"]),
    ],
)
def test_a_budget_of_nothing_is_no_measure_and_a_budget_of_one_is(code, funds, row, found):
    assert costs(code, funds, row) == found


def test_only_costs_count_against_the_budget():
    rows = ("成本指标 经济成本 维修费 50万元 _", "产出指标 数量指标 采购 99万元 _")
    assert said("B306", FUNDS, "合计 60 60 60 54 _", *COSTS, *rows) == []
