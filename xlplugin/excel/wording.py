"""What the marked copy says, in both languages, and how a finding is put into words there."""

from __future__ import annotations

from codecs import getencoder
from functools import cache

from xlplugin.engine.explanations import missing
from xlplugin.model import ADVICE, ERROR, EXPLAIN, LAPSED, SEVERITIES, VALID

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from xlplugin.model import Explanation, FileRun, Finding
    from xlplugin.place import Place

__all__ = ["LONGEST", "WORDS", "arithmetic", "counts", "depths", "line_count", "note_text", "remarks", "skipped"]

LONGEST = 32_000
"""Characters of one cell or note; Excel holds 32,767."""

_FEW = 6
"""A column of more cells than this would be higher than a row can be."""

WORDS = {
    "zh": {
        "sheet": "审核结果",
        "title": "审核结果",
        "file": "文件：{}",
        ERROR: "必须改正",
        EXPLAIN: "需要说明",
        ADVICE: "提示",
        "counts": "必须改正 {} 条，需要说明 {} 条，提示 {} 条，未审核 {} 项",
        "explained_count": "；另有 {} 条已说明",
        "known": "；基线中已有的 {} 条没有列出",
        "explained": "已说明",
        VALID: "已说明：{text}（{by}，{date}）",
        LAPSED: "原说明已失效，请重新说明：{text}（{by}，{date}）",
        "lacking": "已写说明，但不完整（{place}），还不能算数",
        "disabled": "按设置不审",
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
        "related": "相关：{}",
        "caused": "由第 {} 条引起",
        "note_head": "【{}】{}",
        "note_basis": "依据：{}",
        "note_code": "编号：{}，见“{}”第 {} 条",
        "back": "见“{}”第 {} 条",
        "separator": "；",
        "author": "xlplugin 审核",
        "page": "&C第 &P 页，共 &N 页",
        "kept": "第 {} 条的原格式",
    },
    "en": {
        "sheet": "Check results",
        "title": "Check results",
        "file": "File: {}",
        ERROR: "Must be corrected",
        EXPLAIN: "Needs a reason",
        ADVICE: "Advice",
        "counts": "must be corrected: {}; needs a reason: {}; advice: {}; not checked: {}",
        "explained_count": "; explained: {}",
        "known": "; in the baseline and not listed: {}",
        "explained": "Explained",
        VALID: "Explained: {text} ({by}, {date})",
        LAPSED: "The explanation has lapsed, explain anew: {text} ({by}, {date})",
        "lacking": "The explanation at {place} is incomplete and does not count yet",
        "disabled": "Left out",
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
        "related": "Related: {}",
        "caused": "Caused by no. {}",
        "note_head": "[{}] {}",
        "note_basis": "Basis: {}",
        "note_code": "Code: {}, see “{}” no. {}",
        "back": "See “{}” no. {}",
        "separator": "; ",
        "author": "xlplugin check",
        "page": "&CPage &P of &N",
        "kept": "Former format of no. {}",
    },
}
"""Sentences by language and key; severities are keys of their own. ``columns`` are words parted by blanks."""


def arithmetic(finding: Finding, words: dict[str, str]) -> list[str]:
    """The operands of a finding and the cells it is related to, one line each; many cells share a line."""
    lines = [words["operand"].format(name, value) for name, value in finding.operands.items()]
    cells = []
    for related in finding.related:
        here = not related.file and related.place.sheet == finding.place.sheet
        where = related.place.cell if here else str(related.place)
        cells.append(f"[{related.file}]{where} {related.what}" if related.file else f"{where} {related.what}")
    told = [words["separator"].join(cells)] if len(cells) > _FEW else cells
    return lines + [words["related"].format(cell) for cell in told]


def remarks(finding: Finding, numbers: Mapping[str, int], words: dict[str, str]) -> list[str]:
    """What is said above the arithmetic: from which finding it follows, and what has been written about it."""
    cause = numbers.get(finding.caused_by or "")
    lines = [words["caused"].format(cause)] if cause else []
    return [*lines, _explanation(finding.explanation, words)] if finding.explanation else lines


def _explanation(explanation: Explanation, words: dict[str, str]) -> str:
    if missing(explanation):
        return words["lacking"].format(place=explanation.place)
    said = {"text": explanation.text, "by": explanation.by, "date": explanation.date}
    return words[explanation.state].format(**said)


def depths(findings: Iterable[Finding]) -> dict[str, int]:
    """How many causes stand above each finding, by its id."""
    causes = {finding.id: finding.caused_by for finding in findings}
    found = {}
    for id_, caused_by in causes.items():
        passed, cause = {id_}, caused_by
        while cause in causes and cause not in passed:
            passed.add(cause)
            cause = causes[cause]
        found[id_] = len(passed) - 1
    return found


def counts(file: FileRun, words: dict[str, str]) -> str:
    """How much was found, in one line: what is open by severity, what is explained, what a baseline leaves out."""
    still = [sum(one.severity == severity and one.counts for one in file.findings) for severity in SEVERITIES]
    answered = sum(not one.counts for one in file.findings)
    line = words["counts"].format(*still, len(file.not_checked))
    line += words["explained_count"].format(answered) if answered else ""
    return line + (words["known"].format(file.known) if file.known else "")


def skipped(file: FileRun, words: dict[str, str]) -> list[tuple[str, str, str, str]]:
    """What was not checked, with the rules that settings leave out: effect, sheet, what and why."""
    noted = (
        (words["blocking" if note.blocking else "partial"], note.sheet or words["book"], note.what, note.why)
        for note in file.not_checked
    )
    return [*noted, *((words["disabled"], words["book"], code, why) for code, why in file.disabled.items())]


@cache
def _encoder() -> Callable[[str, str], tuple[bytes, int]]:
    return getencoder("gb18030")  # takes half the time of str.encode, which looks the codec up by its name


def line_count(text: str, width: int) -> int:
    """How many lines a text takes where a line holds ``width`` digits; a Chinese character is as wide as two."""
    if "\n" not in text:
        return 1 if 2 * len(text) <= width else -(-len(_encoder()(text, "replace")[0]) // width)
    encoder, taken = _encoder(), 0
    for line in text.split("\n"):
        taken += 1 if 2 * len(line) <= width else -(-len(encoder(line, "replace")[0]) // width)
    return taken


def note_text(
    findings: Iterable[tuple[int, Finding]],
    sheet: str,
    words: dict[str, str],
    receipts: Mapping[Place, str],
    told: Sequence[list[str]] = (),
) -> str:
    """The note of a cell: its findings with their numbers on the results sheet named ``sheet``, then its receipt.

    ``told`` are the arithmetic of all findings by number, where it is at hand.
    """
    paragraphs = []
    carried: dict[str, None] = {}
    for number, finding in findings:
        lines = [words["note_head"].format(words[finding.severity], finding.message)]
        figures = [words["stated"].format(finding.stated)] if finding.stated is not None else []
        figures += [words["expected"].format(finding.expected)] if finding.expected is not None else []
        if figures:
            lines.append(words["separator"].join(figures))
        lines += told[number - 1] if told else arithmetic(finding, words)
        basis, code = words["note_basis"], words["note_code"]
        paragraphs.append("\n".join((*lines, basis.format(finding.basis), code.format(finding.code, sheet, number))))
        if finding.place in receipts:
            carried[receipts[finding.place]] = None
    return "\n\n".join((*paragraphs, *carried))[:LONGEST]
