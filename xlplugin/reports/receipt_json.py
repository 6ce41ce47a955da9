"""Receipts for other programs: the score of a form as ``check`` reports it, and the schema of ``score``.

Computed points are decimal strings with two decimals, half-up; other figures are as they stand in the form.
"""

from __future__ import annotations

from xlplugin.reports.receipt import full_mark, paired
from xlplugin.reports.receipt_row import basis, row, rule_words
from xlplugin.reports.receipt_words import WORDS, points_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal

    from xlplugin.model import FileRun, Form, Indicator, Receipt, Run

    Json = dict[str, object]

__all__ = ["SCHEMA", "computed", "figure", "render", "score"]

SCHEMA = "xlplugin/score/1"
"""The name of the shape of ``xlplugin score --format json``; it changes when a key does."""


def _points(points: Decimal | None) -> str | None:
    return None if points is None else points_text(points)


def figure(number: Decimal | None) -> str | None:
    """Spell a figure without exponent and trailing zeros; no digit is lost, however many there are."""
    if number is None:
        return None
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


def computed(receipt: Receipt | None) -> tuple[str | None, str | None]:
    """The points that the rule gives a row and the name of its method, each None where there is none."""
    if receipt is None:
        return None, None
    return _points(receipt.outcome.value), receipt.outcome.method or None


def _stated(form: Form) -> str | None:
    """The total that the form states, whether or not anything could be scored."""
    total = form.total
    value = total.points.value if total is not None and total.points is not None else None
    return figure(value)


def score(form: Form, lang: str = "zh") -> Json:
    """The ``score`` of a form in schema ``xlplugin/run/1``; the grade is that of the first known scale."""
    told, grade = form.score, form.identity.get("grade")
    return {
        "stated": _stated(form),
        "computed": _points(told.computed) if told else None,
        "full": figure(full_mark(form)),
        "grade_stated": grade.raw or None if grade else None,
        "grade_computed": told.grades[0][0] if told and told.grades else None,
        "steps": [_step(indicator, receipt, lang) for indicator, receipt in paired(form)],
    }


def _step(indicator: Indicator | None, receipt: Receipt, lang: str) -> Json:
    """One receipt: the rule in words, followed by its arithmetic, or by why it gives no points."""
    worded = row(receipt, indicator, lang)
    said = (rule_words(receipt, indicator, lang).rstrip("。."), *receipt.outcome.steps, *worded.notes)
    return {
        "cell": receipt.place.cell,
        "what": receipt.name,
        "inputs": {
            entry.name: {
                "sheet": entry.place.sheet if entry.place else None,
                "cell": entry.place.cell if entry.place else None,
                "value": entry.value,
            }
            for entry in receipt.figures
        },
        "rule": WORDS[lang]["semicolon"].join(part for part in said if part),
        "basis": basis(receipt, indicator, lang) or None,
        "points": _points(receipt.outcome.value),
    }


def render(run: Run, lang: str = "zh") -> str:
    """Show the receipts of a run as JSON, schema ``xlplugin/score/1``."""
    from xlplugin import __version__  # noqa: PLC0415  a check in text does without
    from xlplugin.reports.terminal import json_text  # noqa: PLC0415  the same

    document = {
        "schema": SCHEMA,
        "tool": {"name": "xlplugin", "version": __version__},
        "inputs": [_input(file, lang) for file in run.files],
    }
    return json_text(document)


def _input(file: FileRun, lang: str) -> Json:
    return {
        "file": file.file,
        "sha256": file.digest or None,
        "forms": [_form(form, lang) for form in file.forms if form.score],
        "not_checked": [{"sheet": note.sheet, "what": note.what, "why": note.why} for note in file.not_checked],
    }


def _form(form: Form, lang: str) -> Json:
    told = form.score
    return {
        "form": form.edition.id if form.edition else None,
        "sheet": form.sheet,
        "title": form.title or None,
        "stated": _stated(form),
        "computed": _points(told.computed) if told else None,
        "highest": _points(told.highest) if told else None,
        "full": figure(full_mark(form)),
        "grades": [
            {"grade": grade, "basis": str(source), "confirmed": confirmed}
            for grade, source, confirmed in (told.grades if told else ())
        ],
        "rows": [_row(indicator, receipt, lang) for indicator, receipt in paired(form)],
    }


def _row(indicator: Indicator | None, receipt: Receipt, lang: str) -> Json:
    outcome, worded = receipt.outcome, row(receipt, indicator, lang)
    stated = receipt.stated.value if receipt.stated is not None else None
    return _step(indicator, receipt, lang) | {
        "rule": rule_words(receipt, indicator, lang) or None,
        "steps": list(outcome.steps),
        "method": outcome.method or None,
        "weight": figure(receipt.weight),
        "stated": figure(stated),
        "counted": _points(receipt.counted),
        "low": figure(outcome.low),
        "high": figure(outcome.high),
        "difference": None if stated is None or outcome.value is None else worded.difference,
        "readings": [
            {"name": reading.name, "words": reading.words, "points": points_text(reading.points)}
            for reading in outcome.readings
        ],
        "notes": list(worded.notes),
        "loss": worded.loss or None,
    }
