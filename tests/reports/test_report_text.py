"""The report for the clerk: everything that was found, in reading order, nothing left out."""

from __future__ import annotations

import pytest
from hand_made import SHEET, finding

from xlplugin.model import LAPSED, Explanation, FileRun, NotChecked, Run, SheetRun
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


def explained(one, **changes):
    given = {"id": one.id, "text": "项目推迟\n到次年", "by": "张某", "date": "2023-03-15", "place": one.place}
    return replace(one, explanation=Explanation(**given | changes))


def test_an_explained_question_is_told_with_its_reason_and_no_longer_counts(known_form):
    question = explained(finding("R701", "explain", 5, 6))
    text = render(Run((FileRun("a.xlsx", "00", forms=(known_form,), findings=(question,)),)))
    assert "  1. 已说明  F5  R701的说明  (R701)\n" in text
    assert "\n     已说明：项目推迟 到次年（张某，2023-03-15）\n" in text
    assert text.endswith(
        "合计：1 个文件，1 张表；必须改正 0 条，需要说明 0 条，提示 0 条；未审核 0 项；另有 1 条已说明。\n"
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"state": LAPSED}, "原说明已失效"), ({"state": LAPSED, "by": ""}, "缺填写人")],
)
def test_an_explanation_that_does_not_hold_leaves_the_question_open(known_form, changes, said):
    question = explained(finding("R701", "explain", 5, 6), **changes)
    text = render(Run((FileRun("a.xlsx", "00", forms=(known_form,), findings=(question,)),)))
    assert "  1. 需要说明  F5" in text
    assert said in text
    assert "需要说明 1 条" in text


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "表中：77  应为：（空白）"), ("en", "stated: 77  expected: (blank)")]
)
def test_a_cell_that_should_be_blank_is_told_so(known_form, lang, said):
    question = replace(finding("F101", "error", 5, 6), stated="77", expected="")
    assert f"     {said}\n" in render(Run((FileRun("a.xlsx", "00", forms=(known_form,), findings=(question,)),)), lang)


def test_a_consequence_on_another_sheet_stands_below_its_cause_with_its_whole_address(known_form):
    cause = finding("B302", "error", 8, 3, sheet="目标表")
    later = finding("S501", "error", 25, 5, caused_by=cause.id)
    last = finding("P201", "error", 26, 5, caused_by=later.id)
    run = FileRun(
        "a.xlsx", "00", (SheetRun(SHEET, None), SheetRun("目标表", None)), (known_form,), (last, later, cause)
    )
    lines = render(Run((run,))).splitlines()
    assert [line for line in lines if "的说明" in line or "【" in line] == [
        "  【目标表】",
        "  1. 必须改正  C8  B302的说明  (B302)",
        f"     2. 必须改正  {SHEET}!E25  S501的说明  (S501)",
        f"        3. 必须改正  {SHEET}!E26  P201的说明  (P201)",
    ]


def test_a_slight_cause_of_a_grave_finding_is_told_as_early_as_the_grave_one():
    slight = finding("C803", "advice", 20, 5)
    grave = finding("P201", "error", 30, 5, caused_by=slight.id)
    question = finding("R701", "explain", 2, 6)
    told = ordered(FileRun("a.xlsx", "00", findings=(question, grave, slight)))
    assert [one.code for one in told] == ["C803", "P201", "R701"]


def test_what_the_settings_and_the_baseline_leave_out_is_said(known_form):
    file = FileRun("a.xlsx", "00", forms=(known_form,), known=3, disabled={"B301": "本县不要求"})
    text = render(Run((file,)))
    assert "  没有新的问题。\n  另有 3 条在基线中已有，没有列出。\n" in text
    assert "  按设置不执行的规则：\n    － B301：本县不要求\n" in text
    assert "B301: 本县不要求" in render(Run((file,)), "en")
