"""The report for reading and filing: one page, complete in itself, for the screen and for A4.

It holds no script and fetches nothing; whatever stands in a workbook is escaped.
"""

from __future__ import annotations

from functools import cache
from html import escape

from xlplugin import __version__
from xlplugin.model import SEVERITIES
from xlplugin.pipeline import rule_page, rules
from xlplugin.reports.explanation_words import line
from xlplugin.reports.html_style import STYLE
from xlplugin.reports.order import outline
from xlplugin.reports.rule_pages import headline, messages, sentence
from xlplugin.reports.terminal import one_line
from xlplugin.reports.text import SEVERITY_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from xlplugin.model import Basis, FileRun, Finding, Form, NotChecked, Related, Run

__all__ = ["render"]

_INDENT = 28
"""Pixels by which a consequence stands further right than its cause."""

_WORDS = {
    "zh": {
        "title": "预算绩效自评表审核报告",
        "files": "文件",
        "forms": "表",
        "unread": "未审核",
        "file": "文件名",
        "sheet": "工作表",
        "form": "识别为",
        "edition": "版本",
        "unknown": "未定义版本，按通用规则审核",
        "no_form": "未识别出绩效表",
        "near": "，与 {} 相近",
        "stated": "表中",
        "expected": "应为",
        "blank": "（空白）",
        "operands": "明细",
        "related": "相关单元格",
        "basis": "依据",
        "explanation": "书面说明",
        "answered": "已说明",
        "caused": "由第 {} 条引起，改正那一条后可能随之消失",
        "none": "没有发现问题。",
        "none_partly": "已审核的部分没有发现问题；未审核的部分见下。",
        "known": "另有 {} 条是基准中已有的，这里不再列出。",
        "disabled": "本单位设置不查：",
        "rules": "本页用到的规则",
        "code": "编号",
        "what": "查什么",
        "made": "xlplugin {}",
        "kinds": "“必须改正”由表内算术或印制文字证明；“需要说明”写明理由即可；“提示”供参考。未审核的部分不算通过。",
        "colon": "：",
        "semicolon": "；",
    },
    "en": {
        "title": "Check of budget-performance self-evaluation forms",
        "files": "files",
        "forms": "forms",
        "unread": "not checked",
        "file": "File",
        "sheet": "Sheet",
        "form": "Recognised as",
        "edition": "Edition",
        "unknown": "edition not defined, checked by the general rules",
        "no_form": "no performance form recognised",
        "near": "; it resembles {}",
        "stated": "stated",
        "expected": "expected",
        "blank": "(blank)",
        "operands": "figures",
        "related": "see also",
        "basis": "basis",
        "explanation": "reason",
        "answered": "explained",
        "caused": "Follows from no. {} and may vanish with it",
        "none": "Nothing found.",
        "none_partly": "Nothing found in what was checked; see below for what was not.",
        "known": "Another {} stand in the baseline and are not listed here.",
        "disabled": "Left out by the settings: ",
        "rules": "The rules that speak on this page",
        "code": "Code",
        "what": "What it says",
        "made": "xlplugin {}",
        "kinds": "“must correct” is proved by arithmetic or by the printed form; “needs a reason” is settled by "
        "a written reason; “advice” may be ignored. What was not checked does not count as passed.",
        "colon": ": ",
        "semicolon": "; ",
    },
}


def render(run: Run, lang: str = "zh") -> str:
    """Show a run as one HTML page in ``zh`` or ``en``."""
    words = _WORDS[lang]
    title = words["title"]
    body = [
        f"<h1>{title}</h1>",
        f'<p class="soft">{escape(words["kinds"])}</p>',
        *_counts(run, lang),
        *(_contents(run, lang) if len(run.files) > 1 else ()),
    ]
    for number, file in enumerate(run.files, 1):
        body += _file(file, f"f{number}", lang)
    body += _appendix(run, lang)
    head = (
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>{title}</title>",
        f"<style>\n{STYLE}</style>",
    )
    made = escape(words["made"].format(__version__))
    return "\n".join(
        (
            "<!DOCTYPE html>",
            f'<html lang="{"en" if lang == "en" else "zh-CN"}">',
            "<head>",
            *head,
            "</head>",
            "<body>",
            "<main>",
            *body,
            f"<footer>{made}</footer>",
            "</main>",
            "</body>",
            "</html>",
            "",
        )
    )


@cache
def _titles(lang: str) -> dict[str, str]:
    return {rule.code: _text(headline(rule, lang)) for rule in rules()}


def _text(text: str) -> str:
    return escape(one_line(text))


def _counts(run: Run, lang: str) -> Iterator[str]:
    words, names = _WORDS[lang], SEVERITY_WORDS[lang]
    yield '<ul class="counts">'
    yield f"<li><b>{len(run.files)}</b>{words['files']}</li>"
    yield f"<li><b>{sum(len(file.forms) for file in run.files)}</b>{words['forms']}</li>"
    for severity in SEVERITIES:
        yield f'<li class="{severity}"><b>{run.count(severity)}</b>{names[severity]}</li>'
    yield f'<li class="unread"><b>{sum(len(file.not_checked) for file in run.files)}</b>{words["unread"]}</li>'
    answered = sum(not finding.counts for file in run.files for finding in file.findings)
    if answered:
        yield f'<li class="answered"><b>{answered}</b>{words["answered"]}</li>'
    yield "</ul>"


def _contents(run: Run, lang: str) -> Iterator[str]:
    """A line for every workbook, with what is open in it."""
    words, names = _WORDS[lang], SEVERITY_WORDS[lang]
    heads = (words["file"], *(names[severity] for severity in SEVERITIES), words["unread"])
    yield "<table><thead><tr>" + "".join(f"<th>{head}</th>" for head in heads) + "</tr></thead><tbody>"
    for number, file in enumerate(run.files, 1):
        found = [finding.severity for finding in file.findings if finding.counts]
        figures = (*map(found.count, SEVERITIES), len(file.not_checked))
        cells = "".join(f'<td class="figure">{figure}</td>' for figure in figures)
        yield f'<tr><td><a href="#f{number}">{_text(file.file)}</a></td>{cells}</tr>'
    yield "</tbody></table>"


def _file(file: FileRun, anchor: str, lang: str) -> Iterator[str]:
    words = _WORDS[lang]
    yield f'<h2 id="{anchor}">{_text(file.file)}</h2>'
    yield from _recognised(file, words)
    for code, reason in file.disabled.items():
        yield f'<p class="note">{words["disabled"]}{_text(code)} {_text(reason)}</p>'
    if file.known:
        yield f'<p class="note">{words["known"].format(file.known)}</p>'
    findings = outline(file)
    numbers = {finding.id: number for number, (finding, _) in enumerate(findings, 1)}
    sheet = None
    for finding, depth in findings:
        if finding.place.sheet != sheet:
            sheet = finding.place.sheet
            yield f"<h3>{_text(sheet)}</h3>"
        yield from _finding(finding, depth, numbers, anchor, lang)
    if file.forms and not findings:
        yield f'<p class="note good">{words["none_partly" if file.not_checked else "none"]}</p>'
    if file.not_checked:
        yield f"<h3>{words['unread']}</h3>"
    yield from (_unread(note, words) for note in file.not_checked)


def _recognised(file: FileRun, words: Mapping[str, str]) -> Iterator[str]:
    """Which forms were recognised, and which sheets hold none."""
    rows = [(form.sheet, form.title, _edition(form, words)) for form in file.forms]
    occupied = {form.sheet for form in file.forms}
    for sheet in file.sheets:
        if sheet.sheet not in occupied and sheet.form is None:
            near = words["near"].format("、".join(sheet.near_misses)) if sheet.near_misses else ""
            rows.append((sheet.sheet, words["no_form"] + near, ""))
    if rows:
        heads = "".join(f"<th>{words[head]}</th>" for head in ("sheet", "form", "edition"))
        yield f"<table><thead><tr>{heads}</tr></thead><tbody>"
        yield from ("<tr>" + "".join(f"<td>{_text(entry)}</td>" for entry in row) + "</tr>" for row in rows)
        yield "</tbody></table>"


def _edition(form: Form, words: Mapping[str, str]) -> str:
    edition = form.edition
    return f"{edition.jurisdiction} {edition.year}" if edition else words["unknown"]


def _finding(finding: Finding, depth: int, numbers: Mapping[str, int], anchor: str, lang: str) -> Iterator[str]:
    words, number = _WORDS[lang], numbers[finding.id]
    kind = finding.severity if finding.counts else "answered"
    kinds = ("finding", kind, *(("follows",) if depth else ()))
    indent = f' style="margin-left: {depth * _INDENT}px"' if depth else ""
    yield f'<article class="{" ".join(kinds)}" id="{anchor}-{number}"{indent}>'
    code = _text(finding.code)
    yield (
        f'<div class="head"><span class="number">{number}.</span>'
        f'<span class="badge">{SEVERITY_WORDS[lang].get(kind) or words["answered"]}</span>'
        f'<span class="cell">{finding.place.cell}</span>'
        f'<span class="code"><a href="#{code}">{code}</a> {_titles(lang).get(finding.code, "")}</span></div>'
    )
    yield f'<p class="message">{_text(finding.message)}</p>'
    cause = numbers.get(finding.caused_by or "")
    if cause is not None:
        link = f'<a href="#{anchor}-{cause}">{cause}</a>'
        yield f'<p class="soft">{words["caused"].format(link)}</p>'
    yield "<dl>" + "".join(f"<dt>{name}</dt><dd>{told}</dd>" for name, told in _details(finding, lang)) + "</dl>"
    yield "</article>"


def _details(finding: Finding, lang: str) -> Iterator[tuple[str, str]]:
    words = _WORDS[lang]
    compared = [
        (words[key], f"<b>{_text(figure) or words['blank']}</b>")
        for key, figure in (("stated", finding.stated), ("expected", finding.expected))
        if figure is not None
    ]
    if compared:
        name, first = compared[0]
        yield name, first + "".join(f' <span class="then">{other}</span> {figure}' for other, figure in compared[1:])
    if finding.operands:
        pairs = (f"{_text(name)} {_text(figure)}" for name, figure in finding.operands.items())
        yield words["operands"], words["semicolon"].join(pairs)
    if finding.related:
        told = (_related(other, finding.place.sheet, words) for other in finding.related)
        yield words["related"], words["semicolon"].join(told)
    yield words["basis"], _basis(finding.basis)
    if finding.explanation is not None:
        yield words["explanation"], _text(line(finding.explanation, lang))


def _related(other: Related, sheet: str, words: Mapping[str, str]) -> str:
    """Another cell: its sheet and its file only where they are other ones."""
    near = other.file is None and other.place.sheet == sheet
    where = _text(other.place.cell if near else str(other.place))
    file = f"{_text(other.file)} " if other.file else ""
    what = f"{words['colon']}{_text(other.what)}" if other.what else ""
    return f'{file}<span class="cell">{where}</span>{what}'


def _basis(basis: Basis) -> str:
    told = _text(str(basis))
    linked = basis.url is not None and basis.url.startswith(("https://", "http://"))
    return f'<a href="{escape(basis.url)}">{told}</a>' if basis.url and linked else told


def _unread(note: NotChecked, words: Mapping[str, str]) -> str:
    where = _text(note.sheet) + words["colon"] if note.sheet else ""
    kind = "note unread" if note.blocking else "note"
    return f'<p class="{kind}"><b>{where}{_text(note.what)}</b> {_text(note.why)}</p>'


def _appendix(run: Run, lang: str) -> Iterator[str]:
    """What the rules are about whose codes stand on this page."""
    words = _WORDS[lang]
    codes = {finding.code for file in run.files for finding in file.findings}
    told = [rule for rule in rules() if rule.code in codes]
    if not told:
        return
    yield f"<h2>{words['rules']}</h2>"
    heads = "".join(f"<th>{words[head]}</th>" for head in ("code", "what"))
    yield f"<table><thead><tr>{heads}</tr></thead><tbody>"
    for rule in told:
        what = messages(rule, "en")[0] if lang == "en" else sentence(rule_page(rule.code))
        name = f"<b>{_text(headline(rule, lang))}</b><br>"
        yield f'<tr id="{rule.code}"><th>{rule.code}</th><td>{name}{_text(what)}</td></tr>'
    yield "</tbody></table>"
