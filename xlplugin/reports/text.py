"""The report for the terminal: what must be corrected first, with the arithmetic and the basis of every finding."""

from __future__ import annotations

from xlplugin.model import SEVERITIES
from xlplugin.reports.order import outline
from xlplugin.reports.terminal import one_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from xlplugin.model import FileRun, Finding, Form, Related, Run

__all__ = ["SEVERITY_WORDS", "render"]

SEVERITY_WORDS = {
    "zh": {"error": "必须改正", "explain": "需要说明", "advice": "提示"},
    "en": {"error": "must correct", "explain": "needs a reason", "advice": "advice"},
}
"""What the severities are called, by language."""

_WORDS = {
    "zh": {
        "file": "文件：{}",
        "form": "  识别：{sheet}：{title}（{edition}）",
        "edition": "{jurisdiction} {year}年版",
        "unknown": "未定义版本，按通用规则审核",
        "plain": "  工作表“{sheet}”：未识别出绩效表",
        "near": "，与 {} 相近",
        "sheet": "  【{}】",
        "stated": "表中：{}",
        "expected": "应为：{}",
        "blank": "（空白）",
        "operands": "明细：{}",
        "related": "相关：{}",
        "caused": "由第 {} 条引起，改正那一条后可能随之消失",
        "basis": "依据：{}",
        "explained": "已说明",
        "none": "  没有发现问题。",
        "none_new": "  没有新的问题。",
        "known": "  另有 {} 条在基线中已有，没有列出。",
        "disabled": "  按设置不执行的规则：",
        "disabled_line": "    － {code}：{why}",
        "none_partly": "  已审核的部分没有发现问题；未审核的部分见下。",
        "not_checked": "  未审核：",
        "not_checked_line": "    － {sheet}{what}：{why}",
        "summary": "合计：{files} 个文件，{forms} 张表；{counts}；未审核 {not_checked} 项{answered}。",
        "answered": "；另有 {} 条已说明",
        "count": "{word} {count} 条",
        "colon": "：",
        "comma": "，",
        "semicolon": "；",
    },
    "en": {
        "file": "File: {}",
        "form": "  Form: {sheet}: {title} ({edition})",
        "edition": "{jurisdiction}, edition {year}",
        "unknown": "edition not defined, checked by the general rules",
        "plain": "  Sheet “{sheet}”: no performance form recognised",
        "near": "; it resembles {}",
        "sheet": "  [{}]",
        "stated": "stated: {}",
        "expected": "expected: {}",
        "blank": "(blank)",
        "operands": "figures: {}",
        "related": "see also: {}",
        "caused": "follows from no. {} and may vanish with it",
        "basis": "basis: {}",
        "explained": "explained",
        "none": "  Nothing found.",
        "none_new": "  Nothing new found.",
        "known": "  In the baseline already, and not listed: {}.",
        "disabled": "  Rules left out by the settings:",
        "disabled_line": "    - {code}: {why}",
        "none_partly": "  Nothing found in what was checked; see below for what was not.",
        "not_checked": "  Not checked:",
        "not_checked_line": "    - {sheet}{what}: {why}",
        "summary": "Total: files {files}, forms {forms}; {counts}; not checked {not_checked}{answered}.",
        "answered": "; explained {}",
        "count": "{word} {count}",
        "colon": ": ",
        "comma": ", ",
        "semicolon": "; ",
    },
}


_STEP = "   "
"""Sets a consequence in below its cause."""


def render(run: Run, lang: str = "zh") -> str:
    """Show a run as text, ``zh`` or ``en``, ending with the summary line. Nothing is shortened."""
    lines = [line for file in run.files for line in (*_file(file, lang), "")]
    return "\n".join((*lines, _summary(run, lang), ""))


def _summary(run: Run, lang: str) -> str:
    words, names = _WORDS[lang], SEVERITY_WORDS[lang]
    counts = (words["count"].format(word=names[severity], count=run.count(severity)) for severity in SEVERITIES)
    answered = sum(not finding.counts for file in run.files for finding in file.findings)
    return words["summary"].format(
        files=len(run.files),
        forms=sum(len(file.forms) for file in run.files),
        counts=words["comma"].join(counts),
        not_checked=sum(len(file.not_checked) for file in run.files),
        answered=words["answered"].format(answered) if answered else "",
    )


def _file(file: FileRun, lang: str) -> Iterator[str]:
    words = _WORDS[lang]
    yield words["file"].format(one_line(file.file))
    yield from _recognised(file, words)
    findings = outline(file)
    numbers = {finding.id: number for number, (finding, _) in enumerate(findings, 1)}
    sheet = None
    for number, (finding, depth) in enumerate(findings, 1):
        if not depth and finding.place.sheet != sheet:
            sheet = finding.place.sheet
            yield words["sheet"].format(one_line(sheet))
        where = finding.place.cell if finding.place.sheet == sheet else one_line(str(finding.place))
        for line in _finding(finding, number, where, numbers, lang):
            yield f"{_STEP * depth}{line}"
    if file.forms and not findings:
        yield words["none_partly" if file.not_checked else "none_new" if file.known else "none"]
    if file.known:
        yield words["known"].format(file.known)
    if file.disabled:
        yield words["disabled"]
    for code, why in file.disabled.items():
        yield words["disabled_line"].format(code=code, why=one_line(why))
    if file.not_checked:
        yield words["not_checked"]
    for note in file.not_checked:
        where = one_line(note.sheet) + words["colon"] if note.sheet else ""
        yield words["not_checked_line"].format(sheet=where, what=one_line(note.what), why=one_line(note.why))


def _recognised(file: FileRun, words: Mapping[str, str]) -> Iterator[str]:
    """Say which forms were recognised, and which sheets hold none."""
    for form in file.forms:
        yield words["form"].format(
            sheet=one_line(form.sheet), title=one_line(form.title), edition=_edition(form, words)
        )
    occupied = {form.sheet for form in file.forms}
    for sheet in file.sheets:
        if sheet.sheet not in occupied and sheet.form is None:
            near = words["near"].format("、".join(sheet.near_misses)) if sheet.near_misses else ""
            yield words["plain"].format(sheet=one_line(sheet.sheet)) + near


def _edition(form: Form, words: Mapping[str, str]) -> str:
    edition = form.edition
    return (
        words["edition"].format(jurisdiction=edition.jurisdiction, year=edition.year) if edition else words["unknown"]
    )


def _finding(finding: Finding, number: int, where: str, numbers: Mapping[str, int], lang: str) -> Iterator[str]:
    words = _WORDS[lang]
    severity = SEVERITY_WORDS[lang][finding.severity] if finding.counts else words["explained"]
    yield f"  {number}. {severity}  {where}  {one_line(finding.message)}  ({finding.code})"
    compared = [
        words[key].format(one_line(figure) or words["blank"])
        for key, figure in (("stated", finding.stated), ("expected", finding.expected))
        if figure is not None
    ]
    if compared:
        yield f"     {'  '.join(compared)}"
    if finding.operands:
        pairs = (f"{one_line(name)} {one_line(figure)}" for name, figure in finding.operands.items())
        yield f"     {words['operands'].format(words['semicolon'].join(pairs))}"
    if finding.related:
        others = (_related(other, finding.place.sheet, words) for other in finding.related)
        yield f"     {words['related'].format(words['semicolon'].join(others))}"
    if finding.caused_by is not None and finding.caused_by in numbers:
        yield f"     {words['caused'].format(numbers[finding.caused_by])}"
    yield f"     {words['basis'].format(one_line(str(finding.basis)))}"
    if finding.explanation is not None:
        from xlplugin.reports.explanation_words import line  # noqa: PLC0415  few workbooks hold explanations

        yield f"     {one_line(line(finding.explanation, lang))}"


def _related(other: Related, sheet: str, words: Mapping[str, str]) -> str:
    """Spell another cell as shortly as it is clear: its sheet and its file only where they are other ones."""
    near = other.file is None and other.place.sheet == sheet
    where = other.place.cell if near else one_line(str(other.place))
    file = f"{one_line(other.file)} " if other.file else ""
    what = f"{words['colon']}{one_line(other.what)}" if other.what else ""
    return f"{file}{where}{what}"
