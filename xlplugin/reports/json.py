"""The report for other programs: schema ``xlplugin/run/1``, exactly as the contract prints it.

Every key is always there. What the form does not state, what no definition says and what cannot be
computed is null: the id, jurisdiction and edition of a form that no definition knows among them.
Figures are decimal strings without exponent and without trailing zeros, computed points with two decimals;
``raw`` is the text of the cell.
"""

from __future__ import annotations

from itertools import zip_longest

from xlplugin import __version__
from xlplugin.model import SEVERITIES
from xlplugin.reports.order import ordered
from xlplugin.reports.receipt_json import computed, figure, score
from xlplugin.reports.terminal import json_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from xlplugin.model import BudgetLine, FileRun, Finding, Form, Indicator, Receipt, Run, Traced

    Json = dict[str, object]

__all__ = ["SCHEMA", "render"]

SCHEMA = "xlplugin/run/1"
"""The name of the shape; it changes when a key does."""

_MEASURES = (
    "initial",
    "adjusted",
    "received",
    "executed",
    "rate",
    "carried",
    "carried_rate",
    "carried_change",
    "weight",
    "points",
)
_UNREADABLE = frozenset(("error", "uncached", "unreadable"))


def render(run: Run, lang: str = "zh") -> str:
    """Show a run as JSON, schema 1, in UTF-8 letters; receipts are worded in ``lang``, as findings already are."""
    document = {
        "schema": SCHEMA,
        "tool": {"name": "xlplugin", "version": __version__},
        "inputs": [_input(file, lang) for file in run.files],
        "summary": {
            "files": len(run.files),
            "forms": sum(len(file.forms) for file in run.files),
            **{severity: run.count(severity) for severity in SEVERITIES},
            "not_checked": sum(len(file.not_checked) for file in run.files),
        },
    }
    return json_text(document)


def _input(file: FileRun, lang: str) -> Json:
    return {
        "file": file.file,
        "sha256": file.digest or None,
        "sheets": [
            {"sheet": sheet.sheet, "form": sheet.form, "near_misses": list(sheet.near_misses)} for sheet in file.sheets
        ],
        "forms": [_form(form, lang) for form in file.forms],
        "findings": [_finding(finding) for finding in ordered(file)],
        "not_checked": [{"sheet": note.sheet, "what": note.what, "why": note.why} for note in file.not_checked],
    }


def _form(form: Form, lang: str) -> Json:
    edition = form.edition
    stated = {key: entry.raw or None for key, entry in form.identity.items()}
    identity = {"unit": None, "project": None, "year": form.year or None} | stated
    receipts = form.score.rows if form.score else ()
    return {
        "form": edition.id if edition else None,
        "sheet": form.sheet,
        "title": form.title or None,
        "jurisdiction": edition.jurisdiction if edition else None,
        "edition": edition.year if edition else None,
        "identity": identity,
        "indicators": [_indicator(*pair) for pair in zip_longest(form.indicators, receipts)],
        "budget": [_budget(line) for line in form.budget],
        "score": score(form, lang),
    }


def _indicator(indicator: Indicator, receipt: Receipt | None = None) -> Json:
    points, method = computed(receipt)
    return {
        "cell": indicator.place.cell,
        "level1": indicator.level1 or None,
        "level2": indicator.level2 or None,
        "name": indicator.name,
        "target": _target(indicator.target),
        "actual": _quantity(indicator.actual),
        "weight": _entry(indicator.weight),
        "points": _entry(indicator.points),
        "reason": _text(indicator.reason),
        "criteria": _text(indicator.criteria),
        "computed": points,
        "method": method,
    }


def _text(entry: Traced | None) -> Json | None:
    return None if entry is None else {"cell": entry.cell, "raw": entry.raw}


def _entry(entry: Traced | None) -> Json | None:
    return None if entry is None else {"cell": entry.cell, "raw": entry.raw, "value": figure(entry.value)}


def _quantity(entry: Traced | None) -> Json | None:
    """A result: figure, unit and kind as its quantity reads them, else as the cell itself says."""
    if entry is None:
        return None
    read = entry.quantity
    if read is not None:
        value, unit, kind = read.value, read.unit, read.kind
    elif entry.value is not None:
        value, unit, kind = entry.value, "%" if entry.percent else "", "quantitative"
    else:
        value, unit, kind = None, "", "unreadable" if entry.state in _UNREADABLE else "qualitative"
    return {"cell": entry.cell, "raw": entry.raw, "value": figure(value), "unit": unit or None, "kind": kind}


def _target(entry: Traced | None) -> Json | None:
    """A target: as a result, with its operator; words are ``qualitative``, a bare number or a blank has none."""
    shown = _quantity(entry)
    if entry is None or shown is None:
        return None
    operator = entry.quantity.operator if entry.quantity else None
    if shown["kind"] == "qualitative" and not entry.is_blank:
        operator = "qualitative"
    return {
        "cell": shown["cell"],
        "raw": shown["raw"],
        "operator": operator,
        "value": shown["value"],
        "unit": shown["unit"],
        "kind": shown["kind"],
    }


def _budget(line: BudgetLine) -> Json:
    figures = {measure: _entry(line.figures.get(measure)) for measure in _MEASURES}
    return {"cell": line.place.cell, "line": line.line, "unit": line.unit or None, **figures}


def _finding(finding: Finding) -> Json:
    return {
        "id": finding.id,
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "sheet": finding.place.sheet,
        "cell": finding.place.cell,
        "related": [
            {"file": other.file, "sheet": other.place.sheet, "cell": other.place.cell, "what": other.what}
            for other in finding.related
        ],
        "caused_by": finding.caused_by,
        "message": finding.message,
        "stated": finding.stated,
        "expected": finding.expected,
        "operands": dict(finding.operands),
        "basis": {"document": finding.basis.document, "clause": finding.basis.clause, "url": finding.basis.url},
        "explanation": _explanation(finding),
    }


def _explanation(finding: Finding) -> Json | None:
    given = finding.explanation
    return {"text": given.text, "by": given.by, "date": given.date, "state": given.state} if given else None
