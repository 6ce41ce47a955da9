"""Running the rules: from forms to findings, each worded and bound to its cell."""

from __future__ import annotations

import zlib
from functools import lru_cache

from xlplugin.engine.causes import linked
from xlplugin.model import ADVICE, PRINTED, STANDARD, Basis, Checked, Finding, NotChecked, Settings
from xlplugin.record import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from xlplugin.engine.causes import Told
    from xlplugin.model import Fault, Form, Policy, Rule
    from xlplugin.place import Place

    Overlay = Mapping[str, object]
    Trial = tuple[Rule, Form | tuple[Form, ...], Form, Overlay, Settings]

__all__ = ["check"]

CRASH = Basis("xlplugin")
"""The basis of X000: the fault is the program's, not the form's."""

_UNSET: Mapping[str, Overlay] = {}
"""What an edition sets that sets nothing, and what one sets for a rule that it does not mention."""


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
    for rule, subject, form, overlay, settings in _trials(tuple(map(Checked, forms)), rules, policy):
        try:
            faults = list(rule.check(subject, settings))
            if faults:
                told += list(_told((rule, subject, form, overlay, settings), faults, lang, policy))
        except Exception as crash:  # noqa: BLE001  whatever a rule does wrong is reported as ours, never as the form's
            crashed.append(_crash(rule, form, crash, lang))
            skipped.append(NotChecked(form.sheet, rule.code, _sorry(rule, crash, lang)))
    return [*linked(_numbered(_once(told))), *crashed], skipped


def _trials(forms: tuple[Form, ...], rules: Iterable[Rule], policy: Policy) -> Iterator[Trial]:
    """Each rule that runs, with what it checks, the form whose edition sets it, what that sets, and all settings.

    Where it checks all forms together that is the first whose edition sets the rule, else the first.
    """
    editions = [(form, form.edition.rules if form.edition else _UNSET) for form in forms]
    for rule in rules:
        code = rule.code
        if code in policy.disabled or (rule.preview and not policy.preview):
            continue
        alone, usual = rule.scope == "form", _settings(rule, _UNSET, policy)
        for form, laid_down in editions if alone else ([one for one in editions if code in one[1]] or editions)[:1]:
            overlay = laid_down.get(code, _UNSET)
            if not rule.needs or overlay.keys() >= {*rule.needs}:
                settings = _settings(rule, overlay, policy) if overlay else usual
                yield rule, form if alone else forms, form, overlay, settings


def _blamed(subject: Form | tuple[Form, ...], fault: Fault, form: Form) -> Form:
    """The form that a fault lies in: the last one that begins above it on its sheet."""
    if not isinstance(subject, tuple):
        return form
    place, file = fault.place, fault.file or form.file
    above = [one for one in subject if (one.sheet, one.file) == (place.sheet, file) and one.place.row <= place.row]
    return max(above, key=lambda one: one.place.row, default=form)


def _settings(rule: Rule, overlay: Overlay, policy: Policy) -> Settings:
    if not overlay and policy.tolerance is None:
        return _defaults(rule)
    values = {**rule.settings, **overlay}
    if policy.tolerance is not None and "tolerance" in values:
        values["tolerance"] = str(policy.tolerance)
    return Settings(values)


@lru_cache(maxsize=512)
def _defaults(rule: Rule) -> Settings:
    return Settings(rule.settings)


def _sorry(rule: Rule, crash: Exception, lang: str) -> str:
    if lang == "en":
        return f"rule {rule.code} failed inside xlplugin ({type(crash).__name__}); please report it"
    return f"规则 {rule.code} 在本程序内出错（{type(crash).__name__}），此项未审核，请反馈"


def _crash(rule: Rule, form: Form, crash: Exception, lang: str) -> Finding:
    message = _sorry(rule, crash, lang)
    return Finding("X000", "X000", "xlplugin.crash", ADVICE, form.place, message, None, None, CRASH, file=form.file)


def _basis(rule: Rule, form: Form, overlay: Overlay) -> Basis:
    """Where a finding is written: in the setting's confirmed document, in the edition's form, else as the rule says."""
    stated = overlay.get("basis")
    if isinstance(stated, dict) and Settings(overlay).confirmed:
        return Basis(stated["document"], stated.get("clause"), stated.get("url"))
    if rule.basis == PRINTED and form.edition is not None:
        return form.edition.basis
    return rule.basis


def _told(trial: Trial, faults: Iterable[Fault], lang: str, policy: Policy) -> Iterator[Told]:
    """The faults that a rule found, each as a finding."""
    rule, subject, form, overlay, _ = trial
    weighed = policy.severities.get(rule.code)
    basis = _basis(rule, form, overlay)
    usual = str(overlay.get("severity", rule.severity))
    for fault in faults:
        operands = {name: value for name, value in fault.values.items() if not name.startswith("_")}
        stated, expected = fault.stated, fault.expected
        words = {**fault.values, "stated": stated or "", "expected": expected or ""}
        finding = Finding(
            id=_id(rule, fault, _blamed(subject, fault, form), operands),
            code=rule.code,
            name=rule.name,
            severity=ADVICE if rule.preview else weighed.severity if weighed else fault.severity or usual,
            place=fault.place,
            message=rule.messages[f"{lang}.{fault.variant}" if fault.variant else lang].format_map(words),
            stated=stated,
            expected=expected,
            basis=weighed.basis if weighed else fault.basis or basis,
            operands=operands,
            related=fault.related,
            file=fault.file or form.file,
        )
        yield finding, fault, rule


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
