"""The command ``impact``: which workbooks a rule would newly reject, and where else it would speak."""

from __future__ import annotations

from xlplugin import __version__, engine, rules
from xlplugin.batch import check_file
from xlplugin.model import ERROR, SEVERITIES, Run
from xlplugin.pipeline import check_submissions
from xlplugin.pipeline import rules as catalogue
from xlplugin.record import record, replace
from xlplugin.reports.terminal import json_text, one_line
from xlplugin.reports.text import SEVERITY_WORDS
from xlplugin.settings import policy_for

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlplugin.model import FileRun, Finding, NotChecked, Policy, Rule

__all__ = ["EFFECTS", "Impact", "Touched", "compare", "json", "report", "run", "text"]

REJECTED, NOTED, ALREADY, SILENT, UNCHECKED = EFFECTS = ("rejected", "noted", "already", "silent", "not_checked")
"""What a rule does to a workbook: rejects what would pass, speaks of what passes still, adds to what fails anyway,
says nothing; or unknown, where not everything could be checked."""


@record
class Touched:
    """One workbook: whether it ``passes`` without the rule (None: unknown), what the rule does and finds.

    ``not_checked`` says why it is unknown.
    """

    file: str
    passes: bool | None
    effect: str
    findings: tuple[Finding, ...] = ()
    not_checked: tuple[NotChecked, ...] = ()


@record
class Impact:
    """What a rule does to a set of workbooks, where ``fail_on`` is the severity that rejects."""

    rule: Rule
    fail_on: str
    files: tuple[Touched, ...]

    def having(self, effect: str) -> tuple[Touched, ...]:
        """The workbooks to which the rule does this."""
        return tuple(file for file in self.files if file.effect == effect)


def report(
    paths: Sequence[str],
    code: str,
    kind: str = "text",
    lang: str = "zh",
    profile: str | None = None,
    fail_on: str = ERROR,
) -> tuple[str, Run]:
    """The report as ``text`` or ``json``, and the run that it is about; UsageError: an unknown code."""
    rule, checked = _run(paths, code, lang, profile)
    told = compare(checked.files, rule, fail_on)
    return (json(told) if kind == "json" else text(told, lang)), checked


def run(paths: Sequence[str], code: str, lang: str = "zh", profile: str | None = None, fail_on: str = ERROR) -> Impact:
    """Check the workbooks with the rule as if it spoke everywhere with its own severity, and compare.

    The settings of each house hold, but a rule that they leave out speaks: what it would do is the question.
    """
    rule, checked = _run(paths, code, lang, profile)
    return compare(checked.files, rule, fail_on)


def _run(paths: Sequence[str], code: str, lang: str, profile: str | None) -> tuple[Rule, Run]:
    rules.case_file(code)  # says that there is no such rule
    code = code.upper()
    rule = next(one for one in catalogue() if one.code == code)

    def policy(path: str) -> Policy:
        laid_down = policy_for(path, profile)
        return replace(laid_down, disabled={other: why for other, why in laid_down.disabled.items() if other != code})

    files = tuple(check_file(path, lang, policy(path)) for path in paths)
    if len(files) > 1:
        files = check_submissions(files, policy, lang)
    if rule.preview:
        files = tuple(_spoken(file, rule, policy(file.file), lang) for file in files)
    return rule, Run(files)


def _spoken(file: FileRun, rule: Rule, policy: Policy, lang: str) -> FileRun:
    """A checked file with what a preview rule would say if it were none."""
    findings, crashed = engine.check(file.forms, (replace(rule, preview=False),), lang, policy)
    return replace(file, findings=(*file.findings, *findings), not_checked=(*file.not_checked, *crashed))


def compare(files: Sequence[FileRun], rule: Rule, fail_on: str = ERROR) -> Impact:
    """What the findings of one rule change among those of all rules."""
    return Impact(rule, fail_on, tuple(_touched(file, rule.code, fail_on) for file in files))


def _touched(file: FileRun, code: str, fail_on: str) -> Touched:
    own = tuple(finding for finding in file.findings if finding.code == code)
    blocking = tuple(note for note in file.not_checked if note.blocking)
    if blocking:
        return Touched(file.file, None, UNCHECKED, own, blocking)
    rejecting = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    failing = {finding.code == code for finding in file.findings if finding.counts and finding.severity in rejecting}
    passes = False not in failing
    speaks = (REJECTED if failing else NOTED) if passes else ALREADY
    return Touched(file.file, passes, speaks if own else SILENT, own)


_WORDS = {
    "zh": {
        "rule": "规则 {code} {title}（{severity}{preview}）",
        "preview": "，试行",
        "sum": "{files} 个工作簿：没有这条规则时 {before} 个通过，加上它 {after} 个通过，多退回 {rejected} 个。",
        REJECTED: "会被退回的：{} 个",
        NOTED: "仍然通过、但会列出问题的：{} 个",
        ALREADY: "本来就不通过、又多出问题的：{} 个",
        UNCHECKED: "有内容未能审核、不在比较之内的：{} 个",
        "colon": "：",
    },
    "en": {
        "rule": "Rule {code} {title} ({severity}{preview})",
        "preview": ", preview",
        "sum": "{files} workbook(s): {before} pass without this rule, {after} with it; it newly rejects {rejected}.",
        REJECTED: "newly rejected: {}",
        NOTED: "still passing, with something to read: {}",
        ALREADY: "failing anyway, with more findings: {}",
        UNCHECKED: "not fully checked and not compared: {}",
        "colon": ": ",
    },
}


def text(impact: Impact, lang: str = "zh") -> str:
    """The comparison for the terminal: the figures, then the workbooks with the findings of the rule."""
    return "\n".join(_lines(impact, lang)) + "\n"


def _lines(impact: Impact, lang: str) -> Iterator[str]:
    words, rule = _WORDS[lang], impact.rule
    preview = words["preview"] if rule.preview else ""
    severity = SEVERITY_WORDS[lang][rule.severity]
    yield words["rule"].format(code=rule.code, title=rule.title, severity=severity, preview=preview)
    rejected = len(impact.having(REJECTED))
    before = sum(file.passes is True for file in impact.files)
    yield words["sum"].format(files=len(impact.files), before=before, after=before - rejected, rejected=rejected)
    for effect in (REJECTED, NOTED, ALREADY, UNCHECKED):
        files = impact.having(effect)
        if files:
            yield f"\n{words[effect].format(len(files))}"
        for file in files:
            yield f"  {one_line(file.file)}"
            for note in file.not_checked:
                yield f"    {words['colon'].join(one_line(part) for part in (note.sheet, note.what, note.why) if part)}"
            for finding in file.findings:
                severity = SEVERITY_WORDS[lang][finding.severity]
                yield f"    {one_line(str(finding.place))}  {severity}  {one_line(finding.message)}"


def json(impact: Impact) -> str:
    """The comparison for other programs, schema ``xlplugin/impact/1``."""
    rule = impact.rule
    document = {
        "schema": "xlplugin/impact/1",
        "tool": {"name": "xlplugin", "version": __version__},
        "rule": {
            "code": rule.code,
            "name": rule.name,
            "title": rule.title,
            "severity": rule.severity,
            "preview": rule.preview,
        },
        "fail_on": impact.fail_on,
        "inputs": [_input(file) for file in impact.files],
        "summary": {"files": len(impact.files), **{effect: len(impact.having(effect)) for effect in EFFECTS}},
    }
    return json_text(document)


def _input(file: Touched) -> dict[str, object]:
    findings = [
        {
            "id": finding.id,
            "severity": finding.severity,
            "sheet": finding.place.sheet,
            "cell": finding.place.cell,
            "message": finding.message,
        }
        for finding in file.findings
    ]
    return {
        "file": file.file,
        "effect": file.effect,
        "passes_without": file.passes,
        "passes_with": file.passes and file.effect != REJECTED,
        "not_checked": [{"sheet": note.sheet, "what": note.what, "why": note.why} for note in file.not_checked],
        "findings": findings,
    }
