"""Running the rules: from forms to findings, each worded and bound to its cell."""

from __future__ import annotations

import zlib

from xlplugin.model import ADVICE, PRINTED, Basis, Finding, NotChecked, Settings
from xlplugin.record import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from xlplugin.model import Fault, Form, Rule

__all__ = ["check"]

CRASH = Basis("xlplugin")
"""The basis of X000: the fault is the program's, not the form's."""


def check(forms: Sequence[Form], rules: Iterable[Rule], lang: str = "zh") -> tuple[list[Finding], list[NotChecked]]:
    """Run every rule on the forms of one workbook.

    A rule that crashes becomes the finding X000 and a ``NotChecked``: the form was not judged by it.
    """
    findings: list[Finding] = []
    skipped: list[NotChecked] = []
    for rule in rules:
        for subject in [tuple(forms)] if rule.scope == "book" else forms:
            form = subject if not isinstance(subject, tuple) else (subject[0] if subject else None)
            if form is None:
                continue
            overlay = form.edition.rules.get(rule.code, {}) if form.edition else {}
            if any(need not in overlay for need in rule.needs):
                continue
            settings = Settings({**rule.settings, **overlay})
            try:
                faults = list(rule.check(subject, settings))
                findings += [_finding(rule, fault, form, overlay, lang) for fault in faults]
            except Exception as crash:  # noqa: BLE001  whatever a rule does wrong is reported as ours, never as the form's
                findings.append(_crash(rule, form, crash, lang))
                skipped.append(NotChecked(form.sheet, rule.code, _sorry(rule, crash, lang)))
    return _numbered(_once(findings)), skipped


def _sorry(rule: Rule, crash: Exception, lang: str) -> str:
    if lang == "en":
        return f"rule {rule.code} failed inside xlplugin ({type(crash).__name__}); please report it"
    return f"规则 {rule.code} 在本程序内出错（{type(crash).__name__}），此项未审核，请反馈"


def _crash(rule: Rule, form: Form, crash: Exception, lang: str) -> Finding:
    message = _sorry(rule, crash, lang)
    return Finding("X000", "X000", "xlplugin.crash", ADVICE, form.place, message, None, None, CRASH)


def _basis(rule: Rule, form: Form, overlay: Mapping[str, object]) -> Basis:
    """Where a finding is written: in the setting's confirmed document, in the edition's form, else as the rule says."""
    stated = overlay.get("basis")
    if isinstance(stated, dict) and Settings(overlay).confirmed:
        return Basis(stated["document"], stated.get("clause"), stated.get("url"))
    if rule.basis == PRINTED and form.edition is not None:
        return form.edition.basis
    return rule.basis


def _finding(rule: Rule, fault: Fault, form: Form, overlay: Mapping[str, object], lang: str) -> Finding:
    template = rule.messages[f"{lang}.{fault.variant}" if fault.variant else lang]
    words = {**fault.values, "stated": fault.stated or "", "expected": fault.expected or ""}
    severity = fault.severity or str(overlay.get("severity", rule.severity))
    operands = {name: value for name, value in fault.values.items() if not name.startswith("_")}
    figures = (fault.stated or "", fault.expected or "", *operands, *operands.values())
    subject = "|".join((form.title, fault.subject, *figures))
    return Finding(
        id=f"{rule.code}-{zlib.crc32(subject.encode()):08x}",
        code=rule.code,
        name=rule.name,
        severity=severity,
        place=fault.place,
        message=template.format_map(words),
        stated=fault.stated,
        expected=fault.expected,
        basis=fault.basis or _basis(rule, form, overlay),
        operands=operands,
        related=fault.related,
    )


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """One finding per cell, rule and message: a figure may belong to two lines of a table."""
    seen: dict[tuple[str, str, str], Finding] = {}
    for finding in findings:
        seen.setdefault((finding.code, str(finding.place), finding.message), finding)
    return list(seen.values())


def _numbered(findings: Iterable[Finding]) -> list[Finding]:
    """Tell findings with equal ids apart by their order."""
    seen: dict[str, int] = {}
    told = []
    for finding in findings:
        count = seen[finding.id] = seen.get(finding.id, 0) + 1
        told.append(finding if count == 1 else replace(finding, id=f"{finding.id}-{count}"))
    return told
