"""What a row earns and why: by its target and result, by its printed sentence, or as the execution of the budget."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlplugin import pipeline
from xlplugin.grid.text import workbook

FORM = """| 项目支出绩效自评表 | < | < | < | < | < | < |
|---|---|---|---|---|---|---|
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
"""


def forms(text, lang="zh", given=None):
    found = pipeline.check_workbook(workbook(text), "", "", lang).forms
    return pipeline.score_forms(found, None, given, lang)


def told(receipt):
    """``points``, or ``low-high`` and why; ``?`` marks points that are not sure."""
    outcome = receipt.outcome
    points = f"{outcome.low:f}-{outcome.high:f}" if outcome.value is None else f"{outcome.value.normalize():f}"
    return f"{points}{'?' if outcome.unsure else ''} {outcome.why}".strip()


def shown(receipt):
    """The figures of a receipt with their cells."""
    return [f"{one.name} {one.value} {one.place.cell if one.place else '-'}" for one in receipt.figures]


def row(name, target, actual, level="产出指标", lang="zh", **given):
    """The receipt of one row of 20 points."""
    line = f"| {level} | {level} | {name} | {target} | {actual} | 20 | 18 |\n"
    (form,) = forms(FORM + line, lang, {key: Decimal(value) for key, value in given.items()})
    return form.score.rows[0]


MET = "16-20 “达成”属于达成年度指标，在16至20分之间评定"
NO_LEVEL = "0-20 没有写明达成程度，不能核定分值区间"
SHARE = "0-20 度量单位为%，完成值不大于1，可能是按比例数（0.98）填写，不能按规定计分"


@pytest.mark.parametrize(
    ("target", "actual", "points"),
    [
        ("≥4公里", "4.2公里", "20"),
        ("≥4公里", "3公里", "15"),
        ("≥4公里", "3-5公里", "15-20 完成值是一个区间：3至5"),
        ("≥4公里", "约3公里", "15?"),
        ("≥4公里", "3天", "0-20 单位不同，无法比较：指标值是公里，完成值是天"),
        ("≥4公里", "已完成", "0-20 完成值没有数值"),
        ("≥4公里", "", "0-20 没有填写完成值"),
        ("", "4公里", "0-20 没有填写指标值"),
        ("≤50万元", "40万元", "20"),
        ("≤50万元", "100万元", "10"),
        ("50万元", "40万元", "16"),
        ("提升", "有效提升", MET),
        ("提升", "达成预期指标", MET),
        ("较上年提高", "提高0.1个百分点", MET),
        ("提升", "未提升", NO_LEVEL),
        ("提升", "正在核实", NO_LEVEL),
    ],
)
def test_a_result_is_held_against_its_target(target, actual, points):
    found = row("甲", target, actual)
    assert told(found) == points
    stated = (("指标值", target, "D3"), ("完成值", actual, "E3"))
    assert shown(found) == [f"{what} {text} {cell}" for what, text, cell in stated if text]
    assert (found.name, found.weight, found.place.cell, found.stated.raw) == ("甲", 20, "G3", "18")


@pytest.mark.parametrize(
    ("target", "actual", "points"),
    [
        ("≥4公里", "", "0-20 no result is filled in"),
        ("", "4公里", "0-20 no target is filled in"),
        ("≥4公里", "已完成", "0-20 The result states no figure"),
        ("≥4公里", "3天", "0-20 The units differ: 公里 in the target, 天 in the result"),
        ("提升", "有效提升", "16-20 “达成” is 达成年度指标: 16 to 20 points"),
    ],
)
def test_why_a_row_cannot_be_scored_is_said_in_english(target, actual, points):
    assert told(row("甲", target, actual, lang="en")) == points


@pytest.mark.parametrize("before", ["", "较上年", "较去年", "比上年", "比去年", "同比"])
def test_a_result_need_not_repeat_what_its_target_is_compared_with(before):
    found = row("甲", f"{before}提高", "有所提高")
    assert found.outcome.rule.startswith("完成值与指标值一致，按达成计：")
    assert row("甲", f"{before}提高", "提高", lang="en").outcome.rule.startswith(
        "the result repeats its target and counts as met: "
    )
    assert not row("甲", f"提高{before}", "下降").outcome.rule.startswith("完成值")


@pytest.mark.parametrize("word", ["未", "不", "没", "部分", "基本", "较", "一般", "有待", "欠", "尚"])
def test_a_result_that_takes_something_back_does_not_repeat_its_target(word):
    found = row("甲", "完好", f"设施完好，{word}移交")
    assert not found.outcome.rule.startswith("完成值与指标值一致")
    assert row("甲", f"设施完好，{word}移交", f"设施完好，{word}移交").outcome.rule.startswith("完成值与指标值一致")


@pytest.mark.parametrize(
    ("given", "target", "points"),
    [("3", "≥4公里", "15"), ("100", "≤50万元", "10"), ("3", "提升", NO_LEVEL)],
)
def test_a_figure_from_outside_stands_for_the_result(given, target, points):
    assert told(row("甲", target, "4.2公里", 甲=given)) == points


@pytest.mark.parametrize(
    ("actual", "points"),
    [("0.98", SHARE), ("1", SHARE), ("98", "20"), ("49", "10"), ("0", "0"), ("0.98%", "0.2")],
)
def test_a_bare_result_beside_a_unit_of_percent_may_be_a_ratio(actual, points):
    text = (
        FORM.replace("二级指标", "指标性质").replace("年度指标值", "年度指标值 | 度量单位").replace("表 |", "表 | < |")
    )
    text = text.replace("| 一级指标 | 指标性质 | 三级指标", "| 一级指标 | 三级指标 | 指标性质").replace(
        "|---|", "|---|---|", 1
    )
    (form,) = forms(f"{text}| 产出指标 | 完成率 | ≥ | 98 | % | {actual} | 20 | 18 |\n")
    assert told(form.score.rows[0]) == points


FUNDS = """| 项目支出绩效自评表 | < | < | < | < | < | < |
|---|---|---|---|---|---|---|
| 项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 得分 |
| ^ | 年度资金总额 | {} |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
| 产出指标 | 数量指标 | 甲 | ≥4公里 | 4公里 | {} | 18 |
"""


@pytest.mark.parametrize(
    ("line", "others", "points", "weight", "figures"),
    [
        ("90 | 100 | 95 | 10 | 9.5", 90, "9.5", 10, ["预算数 100 D3", "执行数 95 E3"]),
        ("90 | 100 | 95 | | 9.5", 90, "9.5", 10, ["预算数 100 D3", "执行数 95 E3"]),
        ("90 | 100 | 95 | | ", 90, "9.5", 10, ["预算数 100 D3", "执行数 95 E3"]),
        ("90 | 100 | 95 | | 9.5", 80, "19", 20, ["预算数 100 D3", "执行数 95 E3"]),
        ("90 | 100 | 95 | | 9.5", 100, "9.5", 10, ["预算数 100 D3", "执行数 95 E3"]),
        ("90 | 1,000.50 | 1,000.50 | 10 | 10", 90, "10", 10, ["预算数 1,000.50 D3", "执行数 1,000.50 E3"]),
        ("95 | | 95 | 10 | 9.5", 90, "10", 10, ["预算数 95 C3", "执行数 95 E3"]),
        ("| | 95 | | ", 90, "0-10 没有填写预算数或执行数", 10, ["执行数 95 E3"]),
    ],
)
def test_the_execution_row_is_worth_what_it_prints_or_what_the_others_leave(line, others, points, weight, figures):
    (form,) = forms(FUNDS.format(line, others))
    found = form.score.execution
    assert (told(found), found.weight, found.place.cell, found.name) == (points, weight, "G3", "预算执行")
    assert shown(found) == figures


def test_a_negative_weight_earns_nothing():
    (form,) = forms(FUNDS.format("90 | 100 | 95 | -10 | 9.5", 90))
    assert form.score.execution is None


@pytest.mark.parametrize(
    ("given", "points", "figures"),
    [
        ({"执行数": 80}, "8", ["预算数 100 D3", "执行数 80 -"]),
        ({"预算数": 190}, "5", ["预算数 190 -", "执行数 95 E3"]),
    ],
)
def test_amounts_from_outside_go_before_those_of_the_line(given, points, figures):
    given = {name: Decimal(value) for name, value in given.items()}
    (form,) = forms(FUNDS.format("90 | 100 | 95 | 10 | 9.5", 90), given=given)
    assert (told(form.score.execution), shown(form.score.execution)) == (points, figures)


def item(text, reason="", weight=5, lang="zh", **given):
    """The receipt of a scorecard item with its printed sentence."""
    sheet = f"""| 项目支出绩效自评表 | < | < | < | < | < |
|---|---|---|---|---|---|
| 一级指标 | 三级指标 | 评分标准 | 分值 | 得分 | 扣分原因 |
| 产出指标 | 资金使用 | {text} | {weight} | 3 | {reason} |
"""
    (form,) = forms(sheet, lang, {name: Decimal(value) for name, value in given.items()})
    return form.score.rows[0]


RATE = "得分=项目完成率×5分"


@pytest.mark.parametrize(
    ("text", "reason", "points"),
    [
        ("程序规范的得5分，否则不得分。", "", "0-5 缺少：程序规范"),
        ("①程序规范（2分）；②资料齐全（3分）。", "", "0-5 缺少：程序规范、资料齐全"),
        ("酌情得分。", "", "0-5 缺少：评定分"),
        ("资料齐全得满分，否则得2分。", "", "2-5 缺少：资料齐全"),
        ("一等奖、二等奖分别得3分、2分、1分。", "", "0-5 评分标准没有读懂：这一句不是已知的计分写法"),
        (RATE, "", "0-5 缺少：项目完成率"),
        (RATE, "项目完成率96%", "4.8"),
        (RATE, "资金使用96％", "4.8"),
        (RATE, "项目完成率=96%", "4.8"),
        (RATE, "合格率96%", "0-5 缺少：项目完成率"),
        (RATE, "项目完成率约96%", "0-5 缺少：项目完成率"),
        (RATE, "项目完成率≥96%", "0-5 缺少：项目完成率"),
        (RATE, "项目完成率96%，合格率90%", "0-5 缺少：项目完成率"),
        (RATE, "项目完成率较高", "0-5 缺少：项目完成率"),
        ("得分=完成率×5分", "完成率96%", "0-5 缺少：完成率"),
        ("得分=资金节约率×2分", "资金节约率96%", "0-5 由人评定"),
    ],
)
def test_a_printed_sentence_gives_points_where_its_figures_are_stated(text, reason, points):
    found = item(text, reason)
    assert told(found) == points
    assert (found.place.cell, found.stated.raw, found.weight, found.name) == ("E3", "3", 5, "资金使用")


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("①程序规范（2分）；②资料齐全（3分）。", "0-5 missing: 程序规范, 资料齐全"),
        ("酌情得分。", "0-5 missing: points that a person gives"),
        ("1-5季度各得1分", "0-5 missing: number of quarters"),
        ("达成、未达成二档，分别按照100%-60%、60%-0%合理确定分值。", "0-5 missing: level"),
        (
            "一等奖、二等奖分别得3分、2分、1分。",
            "0-5 this part of the scoring standard was not understood: “一等奖、二等奖分别得3分、2分、1分”",
        ),
    ],
)
def test_what_a_sentence_lacks_is_said_in_english(text, points):
    assert told(item(text, lang="en")) == points


def test_the_receipt_of_a_sentence_shows_its_arithmetic_and_every_reading():
    found = item("项目完成率达到90%的得5分，每低1个百分点扣1分。", "项目完成率87.5%")
    assert (told(found), shown(found)) == ("3", ["项目完成率 87.5% F3"])
    readings = [(one.name, one.words, f"{one.points:f}") for one in found.outcome.readings]
    assert readings == [("prorated", "不足一步的按比例扣", "2.5"), ("ceiling", "不足一步的按一步扣", "2")]
    assert found.outcome.steps == ("项目完成率 87.5%，超出界限2.5个百分点，计2步，每步扣1分：5-2=3",)


@pytest.mark.parametrize(
    ("text", "choices", "most"),
    [
        ("程序规范的得5分，否则不得分。", ["0", "5"], None),
        ("资料齐全得满分，否则得2分。", ["0", "2", "5"], None),
        ("程序规范的得3分，否则不得分。", [], 3),
        ("完成率达到90%的得5分，否则不得分。", [], None),
        ("酌情得分。", [], None),
    ],
)
def test_the_only_points_of_a_sentence_and_the_most_it_gives(text, choices, most):
    found = item(text)
    assert ([f"{one:f}" for one in found.outcome.choices], found.most) == (choices, most)


@pytest.mark.parametrize(
    ("rate", "lang", "gap"),
    [
        ("0", "zh", "资金节约率为0%时如何计分，评分标准没有规定"),
        ("0", "en", "the scoring standard does not say what a 资金节约率 of 0% earns"),
        ("2", "zh", ""),
    ],
)
def test_a_case_that_the_sentence_forgets_is_named(rate, lang, gap):
    found = item("资金节约率>0%得5分，资金节约率<0%得1分。", f"资金节约率{rate}%", lang=lang)
    assert (found.outcome.value, found.gap) == (5, gap)


@pytest.mark.parametrize(("bottom", "points", "zero"), [("4", "3.75", False), ("0", "0-5 缺少：项目完成率", True)])
def test_a_rate_over_nothing_is_marked(bottom, points, zero):
    found = item("项目完成率=（甲数/乙数）×100%。得分=项目完成率×5分", 甲数="3", 乙数=bottom)
    assert (told(found), found.zero) == (points, zero)
    assert shown(found) == ["甲数 3 -", f"乙数 {bottom} -"]


@pytest.mark.parametrize(("spent", "points"), [("80", "5"), ("0", "0-5 由人评定")])
def test_not_spending_is_no_saving(spent, points):
    found = item("节约率=（预算数-执行数）/预算数×100%。节约率>0%得5分，否则不得分。", 预算数="100", 执行数=spent)
    assert told(found) == points
    assert bool(found.outcome.steps) == (spent != "0")


def test_weights_printed_as_shares_count_as_points_those_of_the_money_too():
    text = FUNDS.replace("分值 | 得分 |\n| 产出", "权重 | 得分 |\n| 产出").format("90 | 100 | 95 | 0.1 | 9.5", "0.5")
    (form,) = forms(text + "| ^ | 质量指标 | 乙 | ≥90% | 95% | 40% | 40 |\n")
    assert [entry.weight.value for entry in form.indicators] == [50, 40]
    assert (form.budget[0].figures["weight"].value, form.score.execution.weight) == (10, 10)
