"""A form begins at its title; which edition it is, title, place, year and printed headers say together."""

from __future__ import annotations

import pytest

from xlplugin import engine, forms
from xlplugin.engine.recognise import reread, unread_title
from xlplugin.grid.text import workbook
from xlplugin.model import Heading
from xlplugin.quantity import squeeze

VOCABULARY = engine.Vocabulary.from_lookups(forms.vocabulary())
TABLE = """| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
| 产出指标 | 数量指标 | 清淤沟渠 | 12公里 | 12公里 | 50 | 50 |
"""
SIGNATURE = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值")
EDITIONS = (
    Heading("雁江/2022", ("{year}年度{place}项目支出绩效自评表",), "2022", SIGNATURE, "雁江"),
    Heading("雁江/2023", ("{year}年度{place}项目支出绩效自评表",), "2023", SIGNATURE, "雁江"),
    Heading("巴州/2023", ("项目绩效自评计分表",), "2023", (*SIGNATURE, "分值", "偏差"), "巴州"),
    Heading("national/2020", ("项目支出绩效自评表",), "2020", ("一级指标", "二级指标", "三级指标", "得分")),
)


def regions(text, headings=EDITIONS):
    book = workbook(text)
    layout = engine.Layout.of(book.sheets[0], book)
    return engine.regions(layout, VOCABULARY, headings)


def titled(title, table=TABLE, line=""):
    return f"| {title} | < | < | < | < | < | < |\n{line}{table}"


@pytest.mark.parametrize(
    ("title", "line", "table", "form", "year", "near"),
    [
        ("2022年度雁江区项目支出绩效自评表", "", TABLE, "雁江/2022", "2022", ()),
        ("2023年度雁江区项目支出绩效自评表", "", TABLE, "雁江/2023", "2023", ()),
        ("2024年度雁江区项目支出绩效自评表", "", TABLE, "national/2020", "2024", ()),
        ("2023年度巴州区项目支出绩效自评表", "", TABLE, "national/2020", "2023", ()),
        ("2022年度雁江区项目支出绩效自评表",
         "", TABLE.replace("二级指标", "类型").replace("三级指标", "指标名称"), "雁江/2022",
         "2022", ()),
        ("2022年度雁江区项目支出绩效自评表", "", TABLE.replace("一级指标", "类别").replace("二级指标", "类型")
         .replace("三级指标", "指标名称"), None, "2022", ("雁江/2022", "雁江/2023", "national/2020")),
        ("2022年度雁江区项目支出绩效自评表（修订）", "", TABLE, "雁江/2022", "2022", ()),
        ("2022年度雁江区项目支出绩效自评表填报", "", TABLE, None, "2022", ("national/2020", "雁江/2022", "雁江/2023")),
        ("某县项目支出绩效自评表", "", TABLE, "national/2020", "", ()),
        ("某县项目支出绩效自评表",
         "", TABLE.replace("得分", "自评分"), None, "", ("national/2020", "雁江/2022", "雁江/2023")),
        ("某县项目支出绩效自评表", "| 2021年度 | < | < | < | < | < | < |\n", TABLE, "national/2020", "2021", ()),
        ("某县项目支出绩效自评表", "| （ 2021 年 ） | < | < | < | < | < | < |\n", TABLE, "national/2020", "2021", ()),
        ("某县项目支出绩效自评表",
         "| 根据县财政局2021年绩效管理工作要求填报 | < | < | < | < | < | < |\n", TABLE, "national/2020", "", ()),
        ("某县项目支出绩效自评表", "", f"{TABLE}| 2021年 | < | < | < | < | < | < |\n", "national/2020", "", ()),
        ("项目绩效自评计分表", "", TABLE.replace("得分", "偏差"), "巴州/2023", "", ()),
        ("项目绩效自评计分表", "| 2023年度 | < | < | < | < | < | < |\n", TABLE, "巴州/2023", "2023", ()),
        ("项目绩效自评计分表",
         "", TABLE.replace("分值", "权重"), None, "", ("巴州/2023", "national/2020", "雁江/2022")),
        ("项目绩效自评计分表",
         "| 2022年度 | < | < | < | < | < | < |\n", TABLE, None, "2022", ("巴州/2023", "national/2020", "雁江/2022")),
        ("渠道绩效评分表", "", TABLE, None, "", ("national/2020", "雁江/2022", "雁江/2023")),
        ("渠道绩效评分表", "", TABLE.replace("得分", "自评分"), None, "", ("雁江/2022", "雁江/2023")),
    ],
    ids=range(20),
)  # fmt: skip
def test_an_edition_is_told_by_its_title_its_place_its_year_and_its_headers(title, line, table, form, year, near):
    (region,) = regions(titled(title, table, line))
    assert (squeeze(region.title), region.title_cell) == (squeeze(title), (1, 1))
    assert (region.form, region.year, region.near_misses) == (form, year, near)


@pytest.mark.parametrize(
    ("wording", "title", "found", "known"),
    [
        ("{year}年度项目绩效自评表", "2023年度项目绩效自评表", 3, True),
        ("{year}年度项目绩效自评表", "2023年度项目绩效自评表", 2, False),
        ("项目绩效自评表", "雁江区项目绩效自评表", 3, True),
        ("项目绩效自评表", "雁江区项目绩效自评表", 2, False),
        ("项目绩效自评表", "项目绩效自评表", 4, True),
        ("项目绩效自评表", "项目绩效自评表", 3, False),
    ],
)
def test_a_title_without_place_and_year_asks_for_more_of_the_headers(wording, title, found, known):
    signature = ("一级指标", "二级指标", "三级指标", "得分")[:found] + ("没有", "也没有", "更没有")[: 5 - found]
    (region,) = regions(titled(title), (Heading("雁江/2023", (wording,), "2023", signature, "雁江"),))
    assert (region.form, region.near_misses) == (("雁江/2023", ()) if known else (None, ("雁江/2023",)))


def test_each_form_of_a_sheet_is_known_by_its_own_headers():
    first, second = regions(
        titled("甲县项目支出绩效自评表") + titled("乙县项目支出绩效自评表", TABLE.replace("得分", "自评分"))
    )
    assert (first.form, second.form) == ("national/2020", None)


def test_a_form_is_read_again_with_the_headers_of_its_edition():
    book = workbook(titled("沟渠绩效评分表", TABLE.replace("实际完成值", "工作成效")) + titled("闸门绩效评分表"))
    layout = engine.Layout.of(book.sheets[0], book)
    region, other = engine.regions(layout, VOCABULARY, EDITIONS)
    again = reread(layout, VOCABULARY.with_columns({"工作成效": "actual"}), region)
    assert "actual" not in region.tables[0].columns
    assert again.tables[0].columns["actual"] == 5
    assert (again.title, again.rows, len(again.tables), again.budgets) == (region.title, region.rows, 1, ())
    assert reread(layout, VOCABULARY, other) == other


def test_of_several_editions_the_one_with_most_headers_is_meant():
    plain = Heading("national/甲", ("自评表",), "", ("一级指标",))
    more = Heading("national/乙", ("自评表",), "", ("一级指标", "二级指标"))
    other = Heading("national/丙", ("自评表",), "", ("一级指标", "分值"))
    for headings in ((plain, more), (more, plain)):
        (region,) = regions(titled("县自评表"), headings)
        assert (region.form, region.near_misses) == ("national/乙", ())
    for headings in ((other, more), (more, other)):
        assert regions(titled("县自评表"), headings)[0].form == "national/乙"
    (region,) = regions(titled("县自评表"), (Heading("national/丁", ("自评表",), "", ()),))
    assert region.form == "national/丁"


def test_at_most_three_editions_come_near_the_most_alike_first():
    words = ("一级指标", "二级指标", "三级指标")
    missing = [Heading(f"national/{at}", ("自评表",), "", (*words[:at], "没有的列")) for at in range(4)]
    (region,) = regions(titled("县自评表"), missing)
    assert region.near_misses == ("national/3", "national/2", "national/1")


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("沟渠管护绩效评分表", "沟渠管护绩效评分表"),
        ("沟渠管护 绩效 评分表（2023年度）（试行）", "沟渠管护绩效评分表(2023年度)(试行)"),
        ("绩效评分表格", ""),
        ("绩效评分表", ""),
        ("县绩效评分表", "县绩效评分表"),
        ("沟渠管护情况登记表", ""),
        ("请填写沟渠管护，绩效评分表", ""),
        ("请填写：沟渠管护绩效评分表", ""),
        (f"{'沟' * 55}绩效评分表", f"{'沟' * 55}绩效评分表"),
        (f"{'沟' * 56}绩效评分表", ""),
        ("填报人：某某    2022年度雁江区项目支出绩效自评表", "2022年度雁江区项目支出绩效自评表"),
        (f"{'沟' * 50}2022年度雁江区项目支出绩效自评表", "2022年度雁江区项目支出绩效自评表"),
    ],
    ids=range(12),
)
def test_a_title_is_a_known_one_or_a_table_of_the_right_kind(line, title):
    (region,) = regions(titled(line))
    assert region.title == title
    assert region.title_cell == (1, 1)


def test_a_title_shares_its_row_with_one_cell_at_most():
    for row in ("附件1 | 沟渠绩效评分表 | | | | | ", "沟渠绩效评分表 | 附件1 | | | | | "):
        (region,) = regions(f"| {row} |\n{TABLE}")
        assert region.title == "沟渠绩效评分表"
        assert region.title_cell[1] == 1 + row.startswith("附件")
    (region,) = regions(f"| 附件1 | 沟渠绩效评分表 | 甲 | | | | |\n{TABLE}")
    assert region.title == ""


def test_every_title_begins_a_form_and_what_stands_above_the_first_belongs_to_it():
    text = f"| 附件1 | | | | | | |\n{titled('沟渠绩效评分表')}| 甲 | | | | | | |\n{titled('闸门绩效评分表')}"
    first, second = regions(text)
    assert (first.title, first.rows, [header.top for header in first.tables]) == (
        "沟渠绩效评分表",
        (1, 2, 3, 4, 5),
        [3],
    )
    assert (second.title, second.rows, [header.top for header in second.tables]) == ("闸门绩效评分表", (6, 7, 8), [7])
    assert (first.title_cell, second.title_cell) == ((2, 1), (6, 1))


def test_a_table_is_found_below_many_lines():
    lines = "".join(f"| 第{at}条 | 说明 | | | | | |\n" for at in range(70))
    (region,) = regions(titled("沟渠绩效评分表", TABLE, lines))
    assert [header.top for header in region.tables] == [72]


def test_a_title_without_a_table_is_no_form():
    text = f"| 沟渠绩效评分表 | < | < | < | < | < | < |\n| 甲 | | | | | | |\n{titled('闸门绩效评分表')}"
    assert [region.title for region in regions(text)] == ["闸门绩效评分表"]
    assert regions("| 甲 |\n") == ()


def unread(*lines):
    book = workbook("\n".join(f"| {line} |" for line in lines) + "\n")
    return unread_title(engine.Layout.of(book.sheets[0], book), VOCABULARY, EDITIONS)


def test_a_title_over_lines_of_several_cells_is_a_form_left_unread():
    title, line, short = "闸门绩效评分表 | | ", "甲 | 乙 | 丙", "甲 | 乙 | "
    assert unread(title, line, line, line) == "闸门绩效评分表"
    assert unread(title, line, short, line, line) == "闸门绩效评分表"
    assert unread(title, line, line, short) is None
    assert unread(line, title, line, line) is None
    assert unread("闸门登记表 | | ", line, line, line) is None
    assert unread("沟渠绩效评分表 | | ", title, line, line, line) == "沟渠绩效评分表"
