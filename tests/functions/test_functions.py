"""The worksheet functions behave as an Excel user expects, for any argument that a cell can hold."""

from __future__ import annotations

import inspect
import subprocess
import sys
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specimens import ROOT
from xlplugin.functions import (
    DIV0,
    ERRORS,
    FUNCTIONS,
    NA,
    NUM,
    PF_COMPLETION,
    PF_EXEC_RATE,
    PF_GRADE,
    PF_POINTS,
    PF_POINTS_BY_TEXT,
    PF_WEIGHTED_TOTAL,
    VALUE,
    ExcelError,
)
from xlplugin.scoring import Case, profile_for

STEPS = "资金到位率达到100%得5分，每低于1个百分点扣1分，扣完为止。"
BINARY = "成立领导小组的得2分，否则不得分。"
BANDED = "定性指标分为达成、部分达成、未达成三档，分别按照100%-80%(含)、80%-60%(含)、60%-0%合理确定分值。"

cells = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(
        ["", " ", "90%", "1,200", "１２", "≥", "优", "95/85/60", "是", "#N/A", "#REF!", STEPS, "hubei/2020"]
    ),
)
ranges = st.one_of(cells, st.lists(st.lists(cells, min_size=2, max_size=2), max_size=3))


@given(st.sampled_from(sorted(FUNCTIONS)), st.data())
def test_no_argument_makes_a_function_fail(name, data):
    function = FUNCTIONS[name]
    parameters = inspect.signature(function).parameters.values()
    count = sum(parameter.kind is not inspect.Parameter.VAR_POSITIONAL for parameter in parameters)
    result = function(*[data.draw(ranges) for _ in range(count)])
    assert isinstance(result, (float, str))
    assert not isinstance(result, float) or result == result  # noqa: PLR0124  no NaN leaves


@given(st.sampled_from(sorted(FUNCTIONS)), st.sampled_from(sorted(ERRORS)), st.integers(0, 1))
def test_an_error_goes_through_every_function(name, error, at):
    arguments = [90, 90, 90, 90][: 4 if name == "PF_POINTS" else 2]
    arguments[at] = ExcelError(error)
    if name == "PF_GRADE":
        arguments = arguments[at:]
    assert FUNCTIONS[name](*arguments) == error


@given(st.decimals(0, 10_000, places=2), st.decimals("0.01", 10_000, places=2), st.decimals(1, 100, places=1))
def test_points_are_those_of_the_engine(actual, target, weight):
    for sign, kind, operator in (("≥", "at_least", ">="), ("≤", "at_most", "<="), ("＝", "equal", "=")):
        engine = profile_for().points(kind, Case(weight, target, actual, operator)).rounded
        assert PF_POINTS(sign, float(target), float(actual), float(weight)) == float(engine)


@given(st.decimals(0, 10_000, places=2), st.decimals("0.01", 10_000, places=2))
def test_the_rate_times_ten_is_the_engines_score_of_the_execution(executed, budget):
    engine = profile_for().points("execution", Case(Decimal(10), budget, executed)).value
    assert min(10, PF_EXEC_RATE(float(budget), float(executed)) * 10) == pytest.approx(float(engine), rel=1e-12)


@given(st.decimals(0, 100, places=2))
def test_grades_are_those_of_the_engine(score):
    assert PF_GRADE(float(score)) == profile_for().grades(score)[0][0]


CALLS = [
    (PF_EXEC_RATE, (100, 90), 0.9),
    (PF_EXEC_RATE, ("", 90), ""),
    (PF_EXEC_RATE, (100, None), ""),
    (PF_EXEC_RATE, ([[100]], [[90]]), 0.9),
    (PF_EXEC_RATE, ([[100], [90]], 1), VALUE),
    (PF_EXEC_RATE, (0, 0), DIV0),
    (PF_EXEC_RATE, ("一百", 90), VALUE),
    (PF_EXEC_RATE, ("1,200", "600"), 0.5),
    (PF_EXEC_RATE, ("50%", 1), 2),
    (PF_EXEC_RATE, (True, 1), 1),
    (PF_EXEC_RATE, (object(), 1), VALUE),
    (PF_EXEC_RATE, (float("inf"), 1), NUM),
    (PF_EXEC_RATE, ("#REF!", ""), "#REF!"),
    (PF_EXEC_RATE, ("", "#N/A"), NA),
    (PF_EXEC_RATE, (0.3, 0.1 + 0.2), 1),
    (PF_POINTS, ("≥", 4, 3, 10), 7.5),
    (PF_POINTS, (">=", 95, 90, 10), 9.47),
    (PF_POINTS, (" ≤ ", 60, 66, 10), 9.09),
    (PF_POINTS, ("≤", 60, 66, 10, "linear"), 9),
    (PF_POINTS, ("≤", 60, 66, 10, "quantitative.strict"), 0),
    (PF_POINTS, ("≤", 60, 66, 10, ""), 9.09),
    (PF_POINTS, ("≥", 100, 90, 10, "pass-line"), 7.5),
    (PF_POINTS, ("≥", 60, 66, 10, "inverse"), NUM),
    (PF_POINTS, ("≥", 60, 66, 10, "nothing"), VALUE),
    (PF_POINTS, ("≥", 60, 66, 10, "deduction.whole"), VALUE),
    (PF_POINTS, ("定性", 60, 66, 10), VALUE),
    (PF_POINTS, ("", 60, 66, 10), ""),
    (PF_POINTS, ("≥", "", 66, 10), ""),
    (PF_POINTS, ("≥", "≥60", 66, 10), VALUE),
    (PF_POINTS, ("≥", -4, -5, 10), NUM),
    (PF_POINTS, ("≥", 4, 4, 1e300), 1e300),
    (PF_POINTS_BY_TEXT, (STEPS, 5, 0.984), 4),
    (PF_POINTS_BY_TEXT, (STEPS, 5, "98.4%"), 4),
    (PF_POINTS_BY_TEXT, (STEPS, 5, 98.4), NUM),
    (PF_POINTS_BY_TEXT, (STEPS, 5, ""), ""),
    (PF_POINTS_BY_TEXT, (STEPS, 5), NA),
    (PF_POINTS_BY_TEXT, (STEPS, 5, 1, 1, 1), VALUE),
    (PF_POINTS_BY_TEXT, (STEPS, "", 1), ""),
    (PF_POINTS_BY_TEXT, (BINARY, 2, "是"), 2),
    (PF_POINTS_BY_TEXT, (BINARY, 2, "否"), 0),
    (PF_POINTS_BY_TEXT, (BINARY, 2, True), 2),
    (PF_POINTS_BY_TEXT, (BINARY, 2, 0), 0),
    (PF_POINTS_BY_TEXT, (BINARY, 2, "也许"), VALUE),
    (PF_POINTS_BY_TEXT, (BANDED, 10, "部分达成", 7), 7),
    (PF_POINTS_BY_TEXT, (BANDED, 10, "部分达成", 9), 8),
    (PF_POINTS_BY_TEXT, (BANDED, 10, "部分达成"), NA),
    (PF_POINTS_BY_TEXT, ("天气好。", 5, 1), NA),
    (PF_GRADE, (90,), "优"),
    (PF_GRADE, (89.5,), "良"),
    (PF_GRADE, ("89.995",), "优"),
    (PF_GRADE, (94, "95/85/60"), "良"),
    (PF_GRADE, (94, None), "优"),
    (PF_GRADE, (94, "yunnan/lincang/project-2022"), "优"),
    (PF_GRADE, (94, "hubei/2020"), NA),
    (PF_GRADE, (94, "nowhere"), VALUE),
    (PF_GRADE, (94, "60/80/90"), VALUE),
    (PF_GRADE, (94, "90/80"), VALUE),
    (PF_GRADE, (94, "90/八十/60"), VALUE),
    (PF_GRADE, ("优",), VALUE),
    (PF_GRADE, ("",), ""),
    (PF_WEIGHTED_TOTAL, ([[50], [30], [20]], [[90], [80], [70]]), 83),
    (PF_WEIGHTED_TOTAL, ([[0.5], [0.3], [0.2]], [[90], [80], [70]]), 83),
    (PF_WEIGHTED_TOTAL, ([["权重"], [50], [30], [20]], [["得分"], [90], [80], [None]]), 86.25),
    (PF_WEIGHTED_TOTAL, ([[50, True]], [[90, 0]]), 90),
    (PF_WEIGHTED_TOTAL, ([[50, "30"]], [[90, 0]]), 90),
    (PF_WEIGHTED_TOTAL, ([50, 50], [90, 80]), 85),
    (PF_WEIGHTED_TOTAL, (50, 90), 90),
    (PF_WEIGHTED_TOTAL, ([[50], [30]], [[90, 80]]), VALUE),
    (PF_WEIGHTED_TOTAL, ([[50], [30]], 90), VALUE),
    (PF_WEIGHTED_TOTAL, ([[50], ["#DIV/0!"]], [[90], [80]]), DIV0),
    (PF_WEIGHTED_TOTAL, ([[0], [0]], [[90], [80]]), DIV0),
    (PF_WEIGHTED_TOTAL, ([[None], [None]], [[90], [80]]), ""),
    (PF_COMPLETION, ("≥50次", "70次"), 1.4),
    (PF_COMPLETION, ("1.2万亩", "9000亩"), 0.75),
    (PF_COMPLETION, (4, 3), 0.75),
    (PF_COMPLETION, ("≥95%", "0.98"), NA),
    (PF_COMPLETION, ("≥80%", 0.96), 1.2),
    (PF_COMPLETION, (0.8, "96%"), 1.2),
    (PF_COMPLETION, ("100万元", 480_000), NA),
    (PF_COMPLETION, ("≥80%", 96), 1.2),
    (PF_COMPLETION, ("5天", "3人"), VALUE),
    (PF_COMPLETION, ("50次", "全部完成"), VALUE),
    (PF_COMPLETION, ("0起", "0起"), DIV0),
    (PF_COMPLETION, ("50次", ""), ""),
]


@pytest.mark.parametrize(("function", "arguments", "expected"), CALLS)
def test_a_call_gives_what_excel_would_show(function, arguments, expected):
    result = function(*arguments)
    if isinstance(expected, str):
        assert result == expected
        assert isinstance(result, ExcelError) is expected.startswith("#")
    else:
        assert result == pytest.approx(expected, rel=1e-14)
        assert isinstance(result, float)


def test_the_functions_are_known_by_the_name_in_a_formula():
    assert sorted(FUNCTIONS) == [
        "PF_COMPLETION",
        "PF_EXEC_RATE",
        "PF_GRADE",
        "PF_POINTS",
        "PF_POINTS_BY_TEXT",
        "PF_WEIGHTED_TOTAL",
    ]
    assert all(function.__doc__ for function in FUNCTIONS.values())


def test_a_function_shows_its_arguments_to_a_wizard():
    assert list(inspect.signature(PF_POINTS).parameters) == ["operator", "target", "actual", "weight", "method"]


def test_importing_the_functions_loads_nothing_of_the_engine_and_nothing_heavy():
    code = (
        "import sys, decimal, functools, __future__; before = set(sys.modules); import xlplugin.functions;"
        "print(*set(sys.modules) - before)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, encoding="utf-8")
    assert set(done.stdout.split()) == {"xlplugin", "xlplugin.functions"}
