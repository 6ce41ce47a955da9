"""What may be compared is compared in one unit; what may mean two things is called ambiguous, never guessed."""

from __future__ import annotations

import os
import subprocess
import sys
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import xlplugin.quantity
from xlplugin.quantity import Level, comparable, completion, convert, level, normalised, pair, read

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FAMILIES = (
    ("元", "千元", "万元", "百万元", "亿元"),
    ("米", "公里", "km", "m", "万公里", "厘米"),
    ("平方米", "㎡", "公顷", "平方公里", "万平方米"),
    ("亩", "万亩", "公顷"),
    ("千克", "吨", "万吨", "斤", "克"),
    ("秒", "分钟", "小时", "天"),
    ("个月", "年", "季度"),
    ("%", "‰"),
    ("人次", "万人次"),
    ("元/人·天", "万元/人·天"),
    ("剂次", "万剂次"),
)
PAIRS = [(one, other) for family in FAMILIES for one in family for other in family]


@given(st.decimals(min_value=0, max_value=10**6, places=3, allow_nan=False), st.sampled_from(PAIRS))
def test_a_conversion_and_back_changes_nothing(value, units):
    there = convert(value, *units)
    assert there is not None
    assert abs(convert(there, *reversed(units)) - value) <= abs(value) * Decimal("1e-24")


@pytest.mark.parametrize(
    ("value", "unit", "into", "expected"),
    [
        ("1.2", "万亩", "亩", "12000"),
        ("85000", "元", "万元", "8.5"),
        ("1.02", "亿元", "万元", "10200"),
        ("3", "亩", "平方米", "2000"),
        ("2", "公里", "m", "2000"),
        ("5", "千克", "斤", "10"),
        ("2", "小时", "分钟", "120"),
        ("1", "年", "月", "12"),
        ("0.3", "%", "‰", "3"),
        ("100", "名", "人", "100"),
        ("1.5", "万元/户", "元/户", "15000"),
        ("5", "万", "", "50000"),
        ("1500", "kWh", "千瓦时", "1500"),
        ("7", "某物", "某物", "7"),
        ("3", "年", "天", None),
        ("5", "次", "人次", None),
        ("5", "元/户", "元/人", None),
        ("5", "个百分点", "%", None),
        ("5", "个", "家", None),
    ],
)
def test_a_unit_is_converted_exactly_or_not_at_all(value, unit, into, expected):
    assert convert(Decimal(value), unit, into) == (None if expected is None else Decimal(expected))


def test_an_amount_is_normalised_to_its_base_unit():
    assert normalised(Decimal("1.5"), "亿元") == (150_000_000, "元")
    assert normalised(Decimal(3), "家") == (3, "家")


@pytest.mark.parametrize(
    ("target", "actual", "how", "value", "reached"),
    [
        ("≥95%", "98%", "same", "98", "103.16"),
        ("≥4部", "3部", "same", "3", "75"),
        ("≥0.1%", "0.01%", "same", "0.01", "10"),
        ("≥50次", "70", "same", "70", "140"),
        ("≥50", "70次", "same", "70", "140"),
        ("≥10人", "12名", "same", "12", "120"),
        ("≤100万元", "95", "same", "95", "95"),
        ("≥5千克", "6", "same", "6", "120"),
        ("≥5万人", "52000人", "converted", "5.2", "104"),
        ("≤10万元", "85000元", "converted", "8.5", "85"),
        ("≥95%", "98", "percent-of", "98", "103.16"),
        ("≥95", "98%", "percent-of", "98", "103.16"),
        ("≥95%", "0.98", "ambiguous", None, None),
        ("≥0.95", "98%", "ambiguous", None, None),
        ("≤0.3%", "0.2", "ambiguous", None, None),
        ("≤5‰", "3", "ambiguous", None, None),
        ("≥5万人", "52000", "ambiguous", None, None),
        ("≤950000", "95万元", "ambiguous", None, None),
        ("0%", "0", "same", "0", None),
        ("≥20个", "20家", "none", None, None),
        ("≥5次", "5人次", "none", None, None),
        ("≥80%", "80%~90%", "none", None, None),
        ("≥90%", "全面完成", "none", None, None),
        ("6月底前", "7月", "none", None, None),
        ("≥5次", "1，200.5.3", "none", None, None),
        ("持续有效", "5次", "none", None, None),
    ],
)
def test_a_result_is_held_against_its_target_only_where_that_is_meant(target, actual, how, value, reached):
    seen = comparable(read(target), read(actual))
    share = completion(read(target), read(actual))
    assert (seen.how, seen.value) == (how, None if value is None else Decimal(value))
    assert (None if share is None else round(share, 2)) == (None if reached is None else Decimal(reached))
    assert bool(seen.readings) == (how == "ambiguous")
    assert bool(seen.zh) == bool(seen.en)
    assert seen.zh or how == "same"


def test_an_ambiguous_result_names_its_readings():
    seen = comparable(read("≥95%"), read("0.98"))
    assert seen.readings == (Decimal("0.98"), Decimal(98))
    assert "0.98%或98%" in seen.zh


def spelled(quantity):
    return quantity and f"{quantity.value}{quantity.unit}"


@pytest.mark.parametrize(
    ("target", "actual", "expected"),
    [
        (
            "支出1346.85万元，其中：基本支出947.60万元，项目支出399.25万元",
            "全年支出1300万元，其中：项目支出380万元，基本支出920万元",
            [("1346.85万元", "1300万元"), ("947.60万元", "920万元"), ("399.25万元", "380万元")],
        ),
        (
            "组织学生参加考试，录取初中毕业生10人",
            "完成组织学生100余名，参加考试，成功录取符合条件学生10人",
            [("10人", "10人")],
        ),
        ("培训5期，200人次", "210人次，6期", [("5期", "6期"), ("200人次", "210人次")]),
        ("1.修缮2处；2.布展3处", "1.修缮2处；\n2.布展3处", [("2处", "2处"), ("3处", "3处")]),
        ("1.修缮2处\n2.布展3处", "1、修缮4处\n2、布展5处", [("2处", "4处"), ("3处", "5处")]),
        ("2处，3处", "4处，5处", [("2处", "4处"), ("3处", "5处")]),
        ("10，培训5次", "6次，12", [("10", "12"), ("5次", "6次")]),
        ("≥90%", "全面完成", [("90%", None)]),
        ("≥5次", "6人", [("5次", "6人")]),
        ("培训5次，支出3万元", "支出2.9万元", [("5次", None), ("3万元", "2.9万元")]),
        ("全面完成", "5次", []),
    ],
)
def test_each_figure_meets_the_one_that_answers_it(target, actual, expected):
    assert [(spelled(one), spelled(other)) for one, other in pair(target, actual)] == expected


@given(st.text(), st.text())
def test_pairing_and_levels_never_fail(target, actual):
    pair(target, actual)
    level(target + actual)


@pytest.mark.parametrize(
    ("text", "scale", "rank"),
    [
        ("全面完成", "完成", 0),
        ("全面完成，网站运行良好", "完成", 0),
        ("所有出差人员差旅费准确报销全面完成", "完成", 0),
        ("按年初确定目标完成", "完成", 0),
        ("已完成", "完成", 0),
        ("基本完成", "完成", 1),
        ("部分完成", "完成", 2),
        ("改造工程正在推进", "完成", 2),
        ("未完成，准确率97%", "完成", 3),
        ("没有完成", "完成", 3),
        ("达成", "达成", 0),
        ("达到预期目标", "达成", 0),
        ("部分达成并具有一定效果", "达成", 2),
        ("未达成且效果较差", "达成", 3),
        ("优", "优良", 0),
        ("预算一体化系统安全维护制度，完善性达到优", "优良", 0),
        ("外事工作持续开展长效管理机制达到良好", "优良", 1),
        ("良", "优良", 1),
        ("差", "优良", 4),
        ("高", "高低", 0),
        ("较高", "高低", 1),
        ("一般", "高低", 2),
        ("强", "强弱", 0),
        ("有效提升", "成效", 1),
        ("临时聘用人员工资效率大幅度提升", "成效", 0),
        ("有所提升", "成效", 2),
        ("效果不明显", "成效", 3),
        ("持续有效", "持续", 0),
        ("长期", "持续", 0),
        ("定性健全", "健全", 0),
        ("基本健全", "健全", 1),
    ],
)
def test_a_level_is_a_step_of_a_scale(text, scale, rank):
    seen = level(text)
    assert (seen.scale, seen.rank) == (scale, rank)
    assert rank < seen.ranks


@pytest.mark.parametrize(
    "text", ["", "优良中低差", "完成率", "会议经费", "高于上年", "✓", "≥95%", "无", "预算一体化系统制度完善性"]
)
def test_what_states_no_level_has_none(text):
    assert level(text) is None


def test_levels_are_values():
    assert level("优") == Level("优良", 0, 5, "优")


def test_every_public_name_is_there_and_no_other():
    assert all(getattr(xlplugin.quantity, name) for name in xlplugin.quantity.__all__)
    with pytest.raises(AttributeError, match="unknown"):
        _ = xlplugin.quantity.unknown


def test_reading_a_form_loads_nothing_that_only_scoring_needs():
    code = "import sys; from xlplugin.quantity import read; read('≥95%'); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, encoding="utf-8")
    later = {f"xlplugin.quantity.{name}" for name in ("compare", "conversion", "levels", "numerals", "pairing")}
    assert not later & set(done.stdout.split())
