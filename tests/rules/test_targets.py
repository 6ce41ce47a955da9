"""Which targets and results a careful reader asks about, row by row, and which say enough."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specimens import WORKBOOKS
from xlplugin import pipeline
from xlplugin.excel.read import load, read_workbook
from xlplugin.grid.text import workbook
from xlplugin.record import replace

HEAD = """| 2024年度项目支出绩效自评表 | < | < | < | < | < | < |
|---|---|---|---|---|---|---|
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
"""
SAYS_ENOUGH = [
    ("培训期数", "4期", "已全部完成4期"),
    ("发放补贴", "应发尽发", "应发尽发"),
    ("合格率", "100%", "全部合格"),
    ("资金使用合规性", "合规", "合规"),
    ("政策知晓率", "较上年提高", "有所提高"),
    ("完成及时率", "及时", "及时"),
    ("项目完成时限", "1年", "已完成"),
    ("资金下达时间", "收到文件30日内", "30日内下达"),
    ("补助发放时间", "每月10日前", "每月10日前发放"),
    ("完工时间", "2024年10月底前", "按期完工"),
    ("人均补助标准", "按国家标准", "按国家标准执行"),
    ("成本控制情况", "不超预算", "未超预算"),
    ("预算控制率", "≤100%", "未超预算"),
    ("公文差错率", "≤1‰", "未出现差错"),
    ("重大安全事故", "0起", "无"),
    ("社会稳定性", "保持稳定", "社会稳定"),
    ("管理机制健全性", "健全", "健全"),
    ("长效机制", "建立长效管理机制", "已建立"),
    ("资助学生人数", "全覆盖", "全部资助"),
    ("空气优良天数", "持续增加", "比上年增加6天"),
    ("热线办理", "12345热线", "正常"),
    ("编制规划", "1", "已完成"),
    ("设备质量", "符合国家标准", "符合"),
    ("完成时效", "及时完成", "及时完成"),
    ("响应时间", "≤2小时", "2小时内响应"),
    ("有效保障", "有效保障", "有效保障"),
]
ASKED = [
    ("Q101", "合规率", "合规率", "100%"),
    ("Q101", "受益群众", "受益群众满意度", "95%"),
    ("Q101", "有效率", "有效率", "96%"),
    ("Q101", "出行环境", "", "持续改善"),
    ("Q102", "群众满意度", "≥90%", "满意"),
    ("Q102", "系统可用性", "≥99%", "可用"),
    ("Q102", "课题结题率", "≥80%", "见附件"),
    ("Q102", "驻村工作队", "3支", "已派驻到位"),
    ("Q102", "办公经费", "1万元", "全面完成"),
    ("Q102", "运转率", "100%", "全面完成"),
    ("Q102", "培训人次", "500人次以上", "2024年度已全面完成"),
]


def asked(*rows):
    """The codes of the family that stand in each row."""
    lines = "".join(
        f"| 产出指标 | 质量指标 | {name} | {target} | {actual} | 1 | 1 |\n" for name, target, actual in rows
    )
    found = pipeline.check_workbook(workbook(HEAD + lines), "", "").findings
    return [
        {one.code for one in found if one.place.row == row and one.code[0] == "Q"} for row in range(3, 3 + len(rows))
    ]


def test_a_row_that_says_enough_is_not_asked_about():
    rows = SAYS_ENOUGH
    assert [row for row, codes in zip(rows, asked(*rows), strict=True) if codes] == []


@pytest.mark.parametrize(("code", "name", "target", "actual"), ASKED)
def test_a_row_that_leaves_it_open_is_asked_about(code, name, target, actual):
    assert asked((name, target, actual), ("走访户数", "≥20户", "22户"))[0] == {code}


@settings(max_examples=40, deadline=None)
@given(
    number=st.integers(2, 10**7),
    unit=st.sampled_from(["户", "公里", "万元", "%"]),
    words=st.sampled_from(["完成", "实现", ""]),
)
def test_a_result_with_a_figure_is_never_called_words(number, unit, words):
    assert "Q102" not in asked(("任务", f"≥{number}{unit}", f"{words}{number}{unit}"))[0]


SPECIMENS = sorted(path.relative_to(WORKBOOKS).as_posix() for path in WORKBOOKS.glob("**/*-seed-*.xlsx"))


def ids(book):
    return {one.id for one in pipeline.check_workbook(book, "", "").findings if one.code[0] == "Q"}


@pytest.mark.parametrize("name", SPECIMENS)
def test_what_is_asked_keeps_its_id_when_sheets_are_renamed_and_reordered(name):
    book = read_workbook(load(str(WORKBOOKS / name)), name)
    grids = tuple(replace(grid, name=f"第{at}张") for at, grid in enumerate(book.sheets))[::-1]
    assert ids(replace(book, sheets=grids)) == ids(book)
    assert not any(one.count("-") > 2 for one in ids(book))
