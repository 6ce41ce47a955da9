"""Running the rules: from forms to findings, each worded and bound to its cell."""

from __future__ import annotations

import zlib

from xlplugin.engine.causes import linked
from xlplugin.model import ADVICE, PRINTED, STANDARD, Basis, Finding, NotChecked, Settings
from xlplugin.record import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from xlplugin.engine.causes import Told
    from xlplugin.model import Fault, Form, Policy, Rule
    from xlplugin.place import Place

__all__ = ["check"]

CRASH = Basis("xlplugin")
"""The basis of X000: the fault is the program's, not the form's."""


def check(
    forms: Sequence[Form], rules: Iterable[Rule], lang: str = "zh", policy: Policy = STANDARD
) -> tuple[list[Finding], list[NotChecked]]:
    """Run every rule on the forms of one workbook, or of all workbooks of one unit.

    What the policy leaves out is not run. A rule that crashes becomes the finding X000 and a ``NotChecked``:
    the form was not judged by it.
    """
    told: list[Told] = []
    crashed: list[Finding] = []
    skipped: list[NotChecked] = []
    for rule in rules:
        if rule.code in policy.disabled or (rule.preview and not policy.preview):
            continue
        for subject in forms if rule.scope == "form" else [tuple(forms)]:
            form = _first(subject, rule)
            if form is None:
                continue
            overlay = form.edition.rules.get(rule.code, {}) if form.edition else {}
            if rule.needs and any(need not in overlay for need in rule.needs):
                continue
            try:
                faults = list(rule.check(subject, _settings(rule, overlay, policy)))
                if not faults:
                    continue
                told += [
                    (_finding(rule, fault, (form, _blamed(subject, fault, form)), overlay, lang, policy), fault, rule)
                    for fault in faults
                ]
            except Exception as crash:  # noqa: BLE001  whatever a rule does wrong is reported as ours, never as the form's
                crashed.append(_crash(rule, form, crash, lang))
                skipped.append(NotChecked(form.sheet, rule.code, _sorry(rule, crash, lang)))
    return [*linked(_numbered(_once(told))), *crashed], skipped


def _first(subject: Form | tuple[Form, ...], rule: Rule) -> Form | None:
    """The form whose edition sets the rule: the one checked, else the first that sets it, else the first."""
    if not isinstance(subject, tuple):
        return subject
    setting = (form for form in subject if form.edition and rule.code in form.edition.rules)
    return next(setting, subject[0] if subject else None)


def _blamed(subject: Form | tuple[Form, ...], fault: Fault, form: Form) -> Form:
    """The form that a fault lies in: the last one that begins above it on its sheet."""
    if not isinstance(subject, tuple):
        return form
    place, file = fault.place, fault.file or form.file
    above = [one for one in subject if (one.sheet, one.file) == (place.sheet, file) and one.place.row <= place.row]
    return max(above, key=lambda one: one.place.row, default=form)


def _settings(rule: Rule, overlay: Mapping[str, object], policy: Policy) -> Settings:
    if not overlay and policy.tolerance is None:
        return Settings(rule.settings)
    values = {**rule.settings, **overlay}
    if policy.tolerance is not None and "tolerance" in values:
        values["tolerance"] = str(policy.tolerance)
    return Settings(values)


def _sorry(rule: Rule, crash: Exception, lang: str) -> str:
    if lang == "en":
        return f"rule {rule.code} failed inside xlplugin ({type(crash).__name__}); please report it"
    return f"规则 {rule.code} 在本程序内出错（{type(crash).__name__}），此项未审核，请反馈"


def _crash(rule: Rule, form: Form, crash: Exception, lang: str) -> Finding:
    message = _sorry(rule, crash, lang)
    return Finding("X000", "X000", "xlplugin.crash", ADVICE, form.place, message, None, None, CRASH, file=form.file)


def _basis(rule: Rule, form: Form, overlay: Mapping[str, object]) -> Basis:
    """Where a finding is written: in the setting's confirmed document, in the edition's form, else as the rule says."""
    stated = overlay.get("basis")
    if isinstance(stated, dict) and Settings(overlay).confirmed:
        return Basis(stated["document"], stated.get("clause"), stated.get("url"))
    if rule.basis == PRINTED and form.edition is not None:
        return form.edition.basis
    return rule.basis


def _finding(
    rule: Rule, fault: Fault, found: tuple[Form, Form], overlay: Mapping[str, object], lang: str, policy: Policy
) -> Finding:
    """The finding of a fault; ``found`` are the form whose edition sets the rule and the one that is blamed."""
    form, blamed = found
    template = rule.messages[f"{lang}.{fault.variant}" if fault.variant else lang]
    words = {**fault.values, "stated": fault.stated or "", "expected": fault.expected or ""}
    severity = fault.severity or str(overlay.get("severity", rule.severity))
    weighed = policy.severities.get(rule.code)
    operands = {name: value for name, value in fault.values.items() if not name.startswith("_")}
    return Finding(
        id=_id(rule, fault, blamed, operands),
        code=rule.code,
        name=rule.name,
        severity=ADVICE if rule.preview else weighed.severity if weighed else severity,
        place=fault.place,
        message=template.format_map(words),
        stated=fault.stated,
        expected=fault.expected,
        basis=weighed.basis if weighed else fault.basis or _basis(rule, form, overlay),
        operands=operands,
        related=fault.related,
        file=fault.file or form.file,
    )


def _id(rule: Rule, fault: Fault, form: Form, operands: Mapping[str, str]) -> str:
    """What a finding is called: by what it is about and by its figures, never by where it stands."""
    project = form.identity.get("project")
    subject = "|".join((form.title, project.raw if project else "", fault.subject))
    stated, expected = _without_addresses(fault.stated or ""), _without_addresses(fault.expected or "")
    figures = "|".join((stated, expected, *operands, *operands.values()))
    return f"{rule.code}-{zlib.crc32(subject.encode()):08x}-{zlib.crc32(figures.encode()):08x}"


def _without_addresses(text: str) -> str:
    """A formula without its addresses, which change with every inserted row; any other text as it is."""
    if not text.startswith("="):
        return text
    import re  # noqa: PLC0415  few findings state a formula

    return re.sub(r"\$?[A-Z]{1,3}\$?[0-9]+", "", text)


def _once(told: Iterable[Told]) -> list[Told]:
    """One finding per cell, rule and message: a figure may belong to two lines of a table."""
    seen: dict[tuple[str, str, Place, str], Told] = {}
    for one in told:
        finding = one[0]
        seen.setdefault((finding.code, finding.file, finding.place, finding.message), one)
    return list(seen.values())


def _numbered(told: Iterable[Told]) -> list[Told]:
    """Tell findings with equal ids apart by their order."""
    seen: dict[str, int] = {}
    found = []
    for finding, fault, rule in told:
        count = seen[finding.id] = seen.get(finding.id, 0) + 1
        found.append((finding if count == 1 else replace(finding, id=f"{finding.id}-{count}"), fault, rule))
    return found
