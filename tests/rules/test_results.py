"""Results beside their targets: which units contradict each other, which rates may exceed the whole, what is broken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlplugin.model import ERROR, EXPLAIN, Form, Indicator, Settings, Traced
from xlplugin.place import Place
from xlplugin.quantity import read
from xlplugin.rules.cells.c804_unreadable import unreadable
from xlplugin.rules.cells.c805_capped_rate import capped_rate
from xlplugin.rules.scoring.s508_units import units


def form(target: str, actual: str, name: str = "某项指标") -> Form:
    """A form of one row."""
    target_entry, actual_entry = (
        Traced(Place("表", 1, column), text, quantity=read(text), state="text" if text else "blank")
        for column, text in ((2, target), (3, actual))
    )
    row = Indicator(Place("表", 1, 1), name, target=target_entry, actual=actual_entry)
    return Form("表", "表", Place("表", 1, 1), indicators=(row,))


def faults(rule, *texts: str):
    return list(rule.check(form(*texts), Settings(rule.settings)))


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("≤100万元", "100%"),
        ("≥6次", "320人"),
        ("≥100人", "120人次"),
        ("≥12公里", "3座"),
        ("≥95%", "20次"),
        ("≤500元/人", "500元/户"),
        ("提高5个百分点", "5%"),
        ("≥2亩", "200株"),
        ("≥95%", "0.98"),
        ("≥0.95", "98%"),
        ("≤30万元", "286000"),
        ("0%", "0.5"),
    ],
)
def test_units_that_contradict_each_other_are_asked_about(target, actual):
    (fault,) = faults(units, target, actual)
    assert fault.place.cell == "C1"
    assert fault.stated
    assert fault.expected


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("≤5万元", "48000元"),
        ("≥8座", "8个"),
        ("≥5个", "5人"),
        ("≥12次", "12场"),
        ("≥12次/年", "14次"),
        ("≤500元/人", "500元"),
        ("≤5个工作日", "3天"),
        ("≥1年", "365天"),
        ("增长1.2倍", "120%"),
        ("≤2%", "1.5"),
        ("≥90%", "95"),
        ("≥12次", "14"),
        ("≥1.2万", "12000人"),
        ("≥95%", "全部完成"),
        ("≥95%", "2022年12月"),
        ("90%~95%", "3次"),
        ("≥95%", "7,00.0"),
        ("≥95%", ""),
    ],
)
def test_what_a_reader_understands_is_not_asked_about(target, actual):
    assert not faults(units, target, actual)


_FIGURES = st.decimals(0, 10**9, places=2).map(str)


@given(_FIGURES, _FIGURES, st.sampled_from(["", "%", "万元", "人", "次", "公里", "个百分点", "元/人"]))
def test_one_unit_on_both_sides_never_contradicts_itself(one, other, unit):
    assert not faults(units, f"≥{one}{unit}", f"{other}{unit}")


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=10))
def test_no_text_breaks_a_rule_on_results(target, actual, name):
    for rule in (units, capped_rate, unreadable):
        faults(rule, target, actual, name)


@pytest.mark.parametrize(
    ("name", "actual", "severity"),
    [("群众满意度", "290%", ERROR), ("服务对象满意率", "9800%", ERROR), ("检测合格率", "100.5%", None)],
)
def test_a_share_above_the_whole_is_wrong_and_satisfaction_for_certain(name, actual, severity):
    (fault,) = faults(capped_rate, "≥90%", actual, name)
    assert fault.severity == severity
    assert capped_rate.severity == EXPLAIN


@pytest.mark.parametrize(
    ("name", "actual"),
    [
        ("群众满意度", "100%"),
        ("群众满意度", "290"),
        ("满意度较上年提升", "120%"),
        ("任务完成率", "150%"),
        ("资金到位率", "104%"),
        ("覆盖率", "任务完成率120%"),
        ("满意度", "参与290人"),
    ],
)
def test_what_may_exceed_the_whole_is_left_alone(name, actual):
    assert not faults(capped_rate, "≥90%", actual, name)


@pytest.mark.parametrize("text", ["7,00.0", "≥7,00.0份", "77,7%", "9O%", "98..5%", "≥1,00次", "1,000,0元"])
def test_a_cell_that_is_one_broken_figure_is_named(text):
    assert [fault.place.cell for fault in faults(unreadable, text, text)] == ["B1", "C1"]


@pytest.mark.parametrize(
    "text", ["1,200份", "3,4季度", "1,2月", "1.2.3", "升级到1.2.3版", "走访20户、座谈3次", "GB/T 1.1.2", "满意", ""]
)
def test_words_and_names_in_a_result_are_no_broken_figures(text):
    assert not faults(unreadable, text, text)
