"""What the marked copy says, in both languages, and how a finding is put into words there."""

from __future__ import annotations

from xlplugin.model import ADVICE, ERROR, EXPLAIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from xlplugin.model import Finding
    from xlplugin.place import Place

__all__ = ["LONGEST", "WORDS", "arithmetic", "line_count", "note_text"]

LONGEST = 32_000
"""Characters of one cell or note; Excel holds 32,767."""

WORDS = {
    "zh": {
        "sheet": "审核结果",
        "title": "审核结果",
        "file": "文件：{}",
        ERROR: "必须改正",
        EXPLAIN: "需要说明",
        ADVICE: "提示",
        "counts": "必须改正 {} 条，需要说明 {} 条，提示 {} 条，未审核 {} 项",
        "copy": "本文件是加了标注的副本，原文件没有改动。单击“单元格”一栏跳到该处，单击有底色的单元格返回本表。",
        "signed": "原文件有数字签名，副本未签名：签名只对原文件有效。",
        "columns": "序号 性质 工作表 单元格 问题 表中 应为 算式与数据 依据 编号",
        "hidden": "{}（工作表已隐藏）",
        "none": "没有发现问题。",
        "none_partly": "已审核的部分没有发现问题；未审核的部分见下。",
        "skipped": "未审核的内容",
        "skipped_columns": "序号 影响 工作表 内容 原因",
        "blocking": "未能审核",
        "partial": "部分未审",
        "book": "整个文件",
        "stated": "表中：{}",
        "expected": "应为：{}",
        "operand": "{} = {}",
        "related": "相关：{} {}",
        "caused": "由第 {} 条引起",
        "note_head": "【{}】{}",
        "note_basis": "依据：{}",
        "note_code": "编号：{}，见“{}”第 {} 条",
        "back": "见“{}”第 {} 条",
        "separator": "；",
        "author": "xlplugin 审核",
        "page": "&C第 &P 页，共 &N 页",
    },
    "en": {
        "sheet": "Check results",
        "title": "Check results",
        "file": "File: {}",
        ERROR: "Must be corrected",
        EXPLAIN: "Needs a reason",
        ADVICE: "Advice",
        "counts": "must be corrected: {}; needs a reason: {}; advice: {}; not checked: {}",
        "copy": "This is a marked copy; the source file is unchanged. "
        "Click an address to go to its cell, click a tinted cell to come back.",
        "signed": "The source file is digitally signed, this copy is not: the signature is valid for the source only.",
        "columns": "No. Severity Sheet Cell Finding Stated Expected Arithmetic Basis Code",
        "hidden": "{} (hidden sheet)",
        "none": "Nothing was found.",
        "none_partly": "Nothing was found in what was checked; what was not is listed below.",
        "skipped": "Not checked",
        "skipped_columns": "No. Effect Sheet What Why",
        "blocking": "Not checked",
        "partial": "In part",
        "book": "whole file",
        "stated": "Stated: {}",
        "expected": "Expected: {}",
        "operand": "{} = {}",
        "related": "Related: {} {}",
        "caused": "Caused by no. {}",
        "note_head": "[{}] {}",
        "note_basis": "Basis: {}",
        "note_code": "Code: {}, see “{}” no. {}",
        "back": "See “{}” no. {}",
        "separator": "; ",
        "author": "xlplugin check",
        "page": "&CPage &P of &N",
    },
}
"""Sentences by language and key; severities are keys of their own. ``columns`` are words parted by blanks."""


def arithmetic(finding: Finding, words: dict[str, str]) -> list[str]:
    """The operands of a finding and the cells it is related to, one line each."""
    lines = [words["operand"].format(name, value) for name, value in finding.operands.items()]
    for related in finding.related:
        here = not related.file and related.place.sheet == finding.place.sheet
        where = related.place.cell if here else str(related.place)
        where = f"[{related.file}]{where}" if related.file else where
        lines.append(words["related"].format(where, related.what))
    return lines


def line_count(text: str, width: int) -> int:
    """How many lines a text takes where a line holds ``width`` digits; a Chinese character is as wide as two."""
    if 2 * len(text) <= width and "\n" not in text:
        return 1
    return sum(max(1, -(-len(line.encode("gb18030", "replace")) // width)) for line in text.split("\n"))


def note_text(
    findings: Iterable[tuple[int, Finding]], sheet: str, words: dict[str, str], receipts: Mapping[Place, str]
) -> str:
    """The note of a cell: its findings with their numbers on the results sheet named ``sheet``, then its receipt."""
    paragraphs = []
    carried: dict[str, None] = {}
    for number, finding in findings:
        lines = [words["note_head"].format(words[finding.severity], finding.message)]
        figures = [
            words[key].format(value)
            for key, value in (("stated", finding.stated), ("expected", finding.expected))
            if value is not None
        ]
        if figures:
            lines.append(words["separator"].join(figures))
        lines += arithmetic(finding, words)
        lines.append(words["note_basis"].format(finding.basis))
        lines.append(words["note_code"].format(finding.code, sheet, number))
        paragraphs.append("\n".join(lines))
        if finding.place in receipts:
            carried[receipts[finding.place]] = None
    return "\n\n".join((*paragraphs, *carried))[:LONGEST]
