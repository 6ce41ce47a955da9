"""The report for the clerk: everything that was found, in reading order, nothing left out."""

from __future__ import annotations

import pytest
from hand_made import SHEET, finding

from xlplugin.model import FileRun, NotChecked, Run
from xlplugin.record import replace
from xlplugin.reports.order import ordered
from xlplugin.reports.text import render


def test_the_whole_report_reads_like_this(run):
    assert (
        render(run)
        == """\
文件：表/一.xlsx
  识别：目标表：项目支出绩效自评表（未定义版本，按通用规则审核）
  识别：自评计分表：2022年度区本级项目支出绩效自评计分表（四川省资阳市雁江区 2022年版）
  工作表“封面”：未识别出绩效表，与 a/b/2022 相近
  【目标表】
  1. 必须改正  D5  B301的说明  (B301)
     依据：表内算术关系
  【自评计分表】
  2. 必须改正  E30  得分合计80与各行之和90不一致  (P201)
     表中：80  应为：90
     明细：合计 80；各行之和 90
     相关：E5：4.50；另一本.xlsx 目标表!A9：90
     依据：表内算术关系
     3. 需要说明  E2  G401的说明  (G401)
        由第 2 条引起，改正那一条后可能随之消失
        依据：某办法 第三条
  4. 提示  D4  C803的说明  (C803)
     依据：表内算术关系
  未审核：
    － 目标表：公式：看不到公式

文件：二.xlsx
  未审核：
    － 整个文件：文件有打开密码

合计：2 个文件，2 张表；必须改正 2 条，需要说明 1 条，提示 1 条；未审核 2 项。
"""
    )


def test_the_english_report_has_the_same_lines_and_no_chinese_words_of_ours(run):
    english = render(run, "en")
    assert len(english.splitlines()) == len(render(run).splitlines())
    assert "2. must correct  E30" in english
    assert "stated: 80  expected: 90" in english
    assert "edition not defined, checked by the general rules" in english
    assert english.endswith("Total: files 2, forms 2; must correct 2, needs a reason 1, advice 1; not checked 2.\n")


@pytest.mark.parametrize(("lang", "word"), [("zh", "  没有发现问题。"), ("en", "  Nothing found.")])
def test_a_clean_form_is_said_to_be_clean_and_an_unread_file_is_not(known_form, lang, word):
    clean, unread = FileRun("a.xlsx", "00", forms=(known_form,)), FileRun("b.xlsx", "")
    assert word in render(Run((clean,)), lang)
    assert word not in render(Run((unread,)), lang)
    assert word not in render(Run((replace(clean, not_checked=(NotChecked("表", "E5", "没有结果"),)),)), lang)


def test_line_breaks_and_escape_sequences_of_a_cell_do_not_reach_the_terminal(known_form):
    nasty = finding("C801", "error", 1, 1, message="第一行\n第二行\x1b[2J\u202e")
    text = render(Run((FileRun("a\x07.xlsx", "", forms=(known_form,), findings=(nasty,)),)))
    assert "第一行 ⏎ 第二行\\u001b[2J\\u202e" in text
    assert "a\\u0007.xlsx" in text
    assert not set(text) & {"\x1b", "\x07", "\u202e"}


def test_a_long_message_is_never_cut(known_form):
    long = "很长的说明" * 2000
    assert long in render(
        Run((FileRun("a.xlsx", "", forms=(known_form,), findings=(finding("P201", "error", 1, 1, message=long),)),))
    )


def test_order_depends_on_the_findings_alone(run):
    file = run.files[0]
    mixed = replace(file, findings=tuple(reversed(file.findings)))
    assert ordered(file) == ordered(mixed)


def test_a_finding_on_a_sheet_the_run_does_not_list_comes_last(run):
    stray = replace(
        run.files[0], findings=(finding("X000", "error", 1, 1, sheet="别处"), finding("C803", "advice", 9, 9))
    )
    assert [one.place.sheet for one in ordered(stray)] == [SHEET, "别处"]
