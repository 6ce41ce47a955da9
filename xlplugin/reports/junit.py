"""The report for test tables (GitLab, Jenkins, Azure): JUnit XML, where a rule on a sheet is a test.

One suite per workbook and one case per sheet with a form and rule, whose name stays the same from run to run, so that
a server tells what is newly broken and what is mended. The verdict is that of the exit code:

``failure``     findings at or above ``fail_on``, each with its cell, arithmetic and basis
``skipped``     an open question below ``fail_on``, or a rule that the settings of the house leave out
``error``       what could not be checked
``system-out``  advice and answered questions, in a case that passes
"""

from __future__ import annotations

from xlplugin.model import ADVICE, ERROR, SEVERITIES
from xlplugin.pipeline import rules
from xlplugin.reports.explanation_words import line
from xlplugin.reports.order import ordered
from xlplugin.reports.rule_pages import headline
from xlplugin.reports.terminal import one_line
from xlplugin.reports.text import SEVERITY_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from xml.etree.ElementTree import Element

    from xlplugin.model import FileRun, Finding, Form, NotChecked, Rule, Run

__all__ = ["render"]

_WORDS = {
    "zh": {
        "finding": "{cell} {severity}：{message} 依据：{basis}",
        "disabled": "本单位设置不查：{}",
        "unread": "未审核",
        "more": "{first}（共 {count} 条）",
    },
    "en": {
        "finding": "{cell} {severity}: {message} Basis: {basis}",
        "disabled": "left out by the settings: {}",
        "unread": "not checked",
        "more": "{first} ({count} in all)",
    },
}
_NO_XML = {0xFFFE: "\\ufffe", 0xFFFF: "\\uffff"}
"""Characters that XML 1.0 cannot hold, beyond the control characters that ``one_line`` spells."""


def render(run: Run, lang: str = "zh", fail_on: str = ERROR) -> str:
    """Show a run as JUnit XML in ``zh`` or ``en``; ``fail_on`` is the severity from which a case fails."""
    from xml.etree.ElementTree import Element, indent, tostring  # noqa: PLC0415 - not needed by other formats

    root = Element("testsuites", name="xlplugin")
    for file in run.files:
        suite = Element("testsuite", name=_clean(file.file))
        suite.extend(_cases(file, lang, SEVERITIES[: SEVERITIES.index(fail_on) + 1]))
        _count(suite)
        root.append(suite)
    _count(root)
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _count(element: Element) -> None:
    """Say how many cases there are and how they ended."""
    for name, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        element.set(name, str(sum(1 for _ in element.iter(tag))))


def _cases(file: FileRun, lang: str, failing: Sequence[str]) -> Iterator[Element]:
    """A case for every rule on every sheet with a form, for what else was found, and for what was not checked."""
    found: dict[tuple[str, str], list[Finding]] = {}
    for finding in ordered(file):
        found.setdefault((finding.place.sheet, finding.code), []).append(finding)
    known = {rule.code: rule for rule in rules()}
    for sheet in dict.fromkeys(form.sheet for form in file.forms):
        forms = [form for form in file.forms if form.sheet == sheet]
        for code, rule in known.items():
            findings = found.pop((sheet, code), [])
            if findings or code in file.disabled or _runs(rule, forms):
                yield _case(file, sheet, _name(code, known, lang), findings, file.disabled.get(code), lang, failing)
    for (sheet, code), findings in found.items():
        yield _case(file, sheet, _name(code, known, lang), findings, None, lang, failing)
    for note in file.not_checked:
        yield _unread(file, note, lang)


def _runs(rule: Rule, forms: Iterable[Form]) -> bool:
    """Whether a rule speaks about one of these forms: no preview, and not asleep for want of a setting."""
    settings = [form.edition.rules.get(rule.code, {}) if form.edition else {} for form in forms]
    return not rule.preview and any(all(need in given for need in rule.needs) for given in settings)


def _name(code: str, known: Mapping[str, Rule], lang: str) -> str:
    return f"{code} {headline(known[code], lang)}" if code in known else code


def _case(
    file: FileRun,
    sheet: str,
    name: str,
    findings: Sequence[Finding],
    disabled: str | None,
    lang: str,
    failing: Sequence[str],
) -> Element:
    case = _test(file, sheet, name)
    failed = [finding for finding in findings if finding.severity in failing and finding.counts]
    rest = [finding for finding in findings if finding not in failed]
    asked = [finding for finding in rest if finding.severity != ADVICE and finding.counts]
    if failed:
        case.append(_verdict("failure", failed, lang))
    elif asked:
        case.append(_verdict("skipped", asked, lang))
    elif disabled is not None:
        case.append(_element("skipped", message=_WORDS[lang]["disabled"].format(disabled)))
    if told := rest if failed else [finding for finding in rest if finding not in asked]:
        case.append(_element("system-out", "\n".join(_line(finding, lang) for finding in told)))
    return case


def _verdict(tag: str, findings: Sequence[Finding], lang: str) -> Element:
    first = f"{findings[0].place.cell} {findings[0].message}"
    message = _WORDS[lang]["more"].format(first=first, count=len(findings)) if len(findings) > 1 else first
    told = "\n".join(_line(finding, lang) for finding in findings)
    return _element(tag, told, message=message, type=findings[0].severity)


def _line(finding: Finding, lang: str) -> str:
    words = _WORDS[lang]
    severity = SEVERITY_WORDS[lang][finding.severity]
    said = words["finding"].format(cell=finding.place, severity=severity, message=finding.message, basis=finding.basis)
    written = (line(finding.explanation, lang),) if finding.explanation else ()
    return one_line(" ".join((said, *written)))


def _unread(file: FileRun, note: NotChecked, lang: str) -> Element:
    """What was not checked is no test that ran; where the check stands without it, it is only left out."""
    name = f"{_WORDS[lang]['unread']} {note.what}"
    case = _test(file, note.sheet, name)
    case.append(_element("error" if note.blocking else "skipped", note.why, message=note.why, type="not_checked"))
    return case


def _test(file: FileRun, sheet: str | None, name: str) -> Element:
    """A case filed under workbook and sheet: a class name is read as package and class, parted by its last dot."""
    filed = ".".join(part.replace(".", "_") for part in (file.file, sheet) if part)
    return _element("testcase", classname=filed, name=name, file=file.file)


def _element(tag: str, text: str = "", **attributes: str) -> Element:
    from xml.etree.ElementTree import Element  # noqa: PLC0415 - not needed by other formats

    element = Element(tag, {name: _clean(value) for name, value in attributes.items()})
    element.text = "\n".join(map(_clean, text.split("\n"))) or None
    return element


def _clean(text: str) -> str:
    return one_line(text).translate(_NO_XML)
