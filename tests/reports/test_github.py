"""Annotations of a GitHub Actions run: one command per line, the gravest first, nothing of a cell steers the runner."""

from __future__ import annotations

import re

from hand_made import finding
from hypothesis import given, settings
from hypothesis import strategies as st

from xlplugin.model import Explanation, FileRun, Run
from xlplugin.place import Place
from xlplugin.record import replace
from xlplugin.reports.github import render

COMMAND = re.compile(r"::(error|warning|notice) file=([^,:]*),title=([^,:]*)::(.*)")


def lone(file="自评表.xlsx", **changes):
    return Run((FileRun(file, "", findings=(replace(finding("P201", "explain", 26, 6), **changes),)),))


def test_the_whole_report_reads_like_this(run):
    assert (
        render(run)
        == """\
::warning file=表/一.xlsx,title=未审核 目标表：公式::看不到公式
::error file=二.xlsx,title=未审核 整个文件::文件有打开密码
::error file=表/一.xlsx,title=目标表!D5 必须改正 B301::B301的说明 依据：表内算术关系
::error file=表/一.xlsx,title=自评计分表!E30 必须改正 P201::得分合计80与各行之和90不一致 依据：表内算术关系
::warning file=表/一.xlsx,title=自评计分表!E2 需要说明 G401::G401的说明 依据：某办法 第三条
::notice file=表/一.xlsx,title=自评计分表!D4 提示 C803::C803的说明 依据：表内算术关系
"""
    )


def test_an_answered_question_is_only_noted():
    written = Explanation("x", "设备已退回", "经办人", "2024-03-01", Place("审核说明", 2, 7))
    line = render(lone(explanation=written))
    assert line.startswith("::notice ")
    assert line.endswith(" 已说明：设备已退回（经办人，2024-03-01）\n")


def test_separators_in_names_are_escaped():
    assert render(lone("a,b:c%.xlsx"), "en").startswith("::warning file=a%2Cb%3Ac%25.xlsx,title=")


@settings(max_examples=100)
@given(st.text(), st.text(min_size=1))
def test_no_cell_can_start_a_command_of_its_own(message, file):
    lines = render(lone(file, message=message)).split("\n")
    assert len(lines) == 2
    assert COMMAND.fullmatch(lines[0])
