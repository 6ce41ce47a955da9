"""A result is late only where both dates leave no doubt."""

from __future__ import annotations

import pytest
from figure_sheets import table

import rule_cases
from xlplugin.rules.dates import is_late, takes_time


def row(target, actual, name="完成时间"):
    page = (
        f"## 通过：一例\n\n{table('一级指标 三级指标 年度指标值 实际完成值', f'产出指标 {name} {target} {actual}')}\n"
    )
    (case,) = rule_cases.cases(page)
    (form,) = rule_cases.bound(case)
    return form.indicators[0]


@pytest.mark.parametrize(
    ("target", "actual", "late"),
    [
        ("6月底前", "7月完成", True),
        ("6月底前", "6月30日", False),
        ("2023年6月底前", "2023年7月", True),
        ("2023年6月底前", "2024年1月", True),
        ("2023年6月底前", "7月", True),
        ("2023年6月", "2023年6月", False),
        ("2023年", "2024年", True),
        ("2023年", "2023年12月", False),
        ("2023年底前", "2024年1月5日", True),
        ("6月中旬", "6月25日", True),
        ("6月中旬", "6月15日", False),
        ("12月底前", "第四季度", False),
        ("上半年", "7月", False),
        ("2023学年", "2024年", False),
        ("每月15日前", "6月20日", False),
        ("6月1日起", "7月", False),
        ("6月底前", "7月底前", False),
        ("6月底前、9月底前", "10月", False),
        ("6月底前", "按时", False),
        ("15日前", "20日", False),
        ("15日前", "7月20日", False),
        ("6月底前", "5月至7月", True),
        ("6月5日", "6月8日", True),
        ("6月初", "6月15日", True),
        ("6月初", "6月10日", False),
        ("6月上旬", "6月11日", True),
        ("6月下旬", "6月30日", False),
        ("6月20日", "6月下旬", True),
        ("6月21日", "6月下旬", False),
        ("6月20日", "6月末", True),
        ("6月10日", "6月中旬", True),
        ("6月11日", "6月中旬", False),
        ("2023年11月", "2023年底", True),
        ("2023年12月", "2023年底", False),
        ("2023年", "2024年1月", True),
        ("6月", "7月、8月", False),
        ("6月", "2023年下半年", False),
        ("6月", "2023年第三季度", False),
        ("6月", "2023—2024学年", False),
    ],
)
def test_a_date_after_the_last_day_of_the_deadline_is_late(target, actual, late):
    assert is_late(row(target, actual), 2023) is late


@pytest.mark.parametrize(
    ("target", "name", "late"),
    [
        ("6月", "完工时间", True),
        ("6月", "道路亮化", False),
        ("6月底前", "道路亮化", True),
        ("6月", "每批完成时间", False),
        ("6月底前", "每批道路亮化", False),
        ("_", "完工时间", False),
    ],
)
def test_a_date_is_a_deadline_where_the_row_or_the_sign_says_so(target, name, late):
    assert is_late(row(target, "7月", name), 2023) is late
    assert not is_late(row(target, "_", name), 2023)


def test_dates_with_and_without_a_year_are_not_compared_where_the_year_is_unknown():
    assert not is_late(row("2023年6月底前", "7月"), 0)
    assert is_late(row("6月底前", "7月"), 0)


@pytest.mark.parametrize(
    ("target", "name", "takes"),
    [
        ("12个月", "建设周期", True),
        ("≤12个月", "建设周期", False),
        ("12个月", "服务时长", False),
        ("12次", "建设周期", False),
    ],
)
def test_a_bare_duration_is_a_limit_where_it_is_the_time_that_something_takes(target, name, takes):
    assert takes_time(row(target, "10个月", name)) is takes
