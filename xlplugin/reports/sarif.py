"""The report for code scanning: SARIF 2.1.0 (OASIS), as GitHub, GitLab and editors read it.

A workbook has no lines: the region of a result is the row and the column of its cell, and the logical location spells
the cell (``自评计分表!F26``). The message begins with the cell, for code scanning shows no sheet.
"""

from __future__ import annotations

import os
import re

from xlplugin import __version__
from xlplugin.model import ERROR, SEVERITIES, VALID
from xlplugin.pipeline import rule_page, rules
from xlplugin.reports.explanation_words import line
from xlplugin.reports.order import ordered
from xlplugin.reports.rule_pages import headline, messages, sentence
from xlplugin.reports.terminal import json_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlplugin.model import FileRun, Finding, NotChecked, Rule, Run
    from xlplugin.place import Place

    Json = dict[str, object]

__all__ = ["SCHEMA", "render"]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
"""Where the shape is published."""

_LEVELS = dict(zip(SEVERITIES, ("error", "warning", "note"), strict=True))
_LANGUAGES = {"zh": "zh-CN", "en": "en-US"}
_WORDS = {
    "zh": {
        "result": "{place}：{message} 依据：{basis}。",
        "note": "{what}：{why}",
        "not_checked": "未能审核，原因在消息里；这一部分不能算通过。",
    },
    "en": {
        "result": "{place}: {message} Basis: {basis}.",
        "note": "{what}: {why}",
        "not_checked": "Not checked, for the reason in the message; this part does not count as passed.",
    },
}
_NOT_CHECKED = "not-checked"
_PLACEHOLDER = re.compile(r"\{(\d+)\}")


def render(run: Run, lang: str = "zh") -> str:
    """Show a run as a SARIF log with one run, in ``zh`` or ``en``, as the findings already are."""
    descriptors = _descriptors(run, lang)
    indices = {str(descriptor["id"]): index for index, descriptor in enumerate(descriptors)}
    artifacts = {file.file: index for index, file in enumerate(run.files)}
    told: Json = {
        "tool": {
            "driver": {
                "name": "xlplugin",
                "semanticVersion": __version__,
                "language": _LANGUAGES[lang],
                "rules": descriptors,
                "notifications": [_unchecked(lang)],
            }
        },
        "automationDetails": {"id": "xlplugin/"},
        "invocations": [
            {
                "executionSuccessful": not run.blocked,
                "toolExecutionNotifications": [
                    _notification(note, file.file, artifacts, lang) for file in run.files for note in file.not_checked
                ],
            }
        ],
        "artifacts": [_artifact(file) for file in run.files],
        "results": [
            _result(finding, file, artifacts, indices, lang) for file in run.files for finding in ordered(file)
        ],
        "language": _LANGUAGES[lang],
        "columnKind": "unicodeCodePoints",
    }
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [told]})


def _descriptors(run: Run, lang: str) -> list[Json]:
    """The catalogue, and whatever else a finding names: a crash of ours is no rule."""
    known = rules()
    others = {finding.code: finding for file in run.files for finding in file.findings}
    for rule in known:
        others.pop(rule.code, None)
    crashes: list[Json] = [_described(code, finding.name, finding.name, "") for code, finding in sorted(others.items())]
    return [*(_descriptor(rule, lang) for rule in known), *crashes]


def _descriptor(rule: Rule, lang: str) -> Json:
    page, title = rule_page(rule.code), headline(rule, lang)
    told = "\n\n".join(messages(rule, "en")) if lang == "en" else sentence(page)
    descriptor = _described(rule.code, rule.name, title, told, f"{told}\n\n{page}" if lang == "en" else page)
    return descriptor | {
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.severity, rule.name.partition(".")[0]]},
    }


def _unchecked(lang: str) -> Json:
    return _described(_NOT_CHECKED, "xlplugin.not-checked", _WORDS[lang]["not_checked"], "")


def _described(code: str, name: str, title: str, told: str, page: str = "") -> Json:
    """What GitHub asks of every descriptor: a short and a full description, and help."""
    text = f"{title}\n\n{told}" if told else title
    return {
        "id": code,
        "name": name,
        "shortDescription": {"text": title},
        "fullDescription": {"text": told or title},
        "help": {"text": text, "markdown": page} if page else {"text": text},
    }


def _result(
    finding: Finding, file: FileRun, artifacts: Mapping[str, int], indices: Mapping[str, int], lang: str
) -> Json:
    words = _WORDS[lang]
    said = words["result"].format(place=finding.place, message=finding.message, basis=finding.basis)
    where = finding.file or file.file
    return {
        "ruleId": finding.code,
        "ruleIndex": indices[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": _literal(said)},
        "locations": [_location(where, finding.place, artifacts)],
        "relatedLocations": [
            {
                "id": number,
                **_location(other.file or where, other.place, artifacts),
                "message": {"text": _literal(f"{other.place} {other.what}".strip())},
            }
            for number, other in enumerate(finding.related, 1)
        ],
        # The second is the one that code scanning keeps its alerts by: rows of a workbook have no text to be hashed.
        "partialFingerprints": {"xlpluginFindingId/v1": finding.id, "primaryLocationLineHash": f"{finding.id}:1"},
        "suppressions": _suppressions(finding, lang),
        "properties": {
            "severity": finding.severity,
            "stated": finding.stated,
            "expected": finding.expected,
            "operands": dict(finding.operands),
            "basis": {"document": finding.basis.document, "clause": finding.basis.clause, "url": finding.basis.url},
            "causedBy": finding.caused_by,
        },
    }


def _suppressions(finding: Finding, lang: str) -> list[Json]:
    """The written reason: it answers a question, not an error, and nothing once its figures have changed."""
    written = finding.explanation
    if written is None:
        return []
    status = "accepted" if written.state == VALID and finding.severity != ERROR else "rejected"
    return [{"kind": "inSource", "status": status, "justification": line(written, lang)}]


def _notification(note: NotChecked, file: str, artifacts: Mapping[str, int], lang: str) -> Json:
    location: Json = {"physicalLocation": {"artifactLocation": _address(file, artifacts)}}
    if note.sheet:
        location["logicalLocations"] = [{"name": note.sheet, "fullyQualifiedName": note.sheet, "kind": "module"}]
    return {
        "descriptor": {"id": _NOT_CHECKED, "index": 0},
        "level": "error" if note.blocking else "warning",
        "message": {"text": _literal(_WORDS[lang]["note"].format(what=note.what, why=note.why))},
        "locations": [location],
    }


def _artifact(file: FileRun) -> Json:
    told: Json = {"location": {"uri": _uri(file.file)}, "roles": ["analysisTarget"]}
    if file.digest:
        told["hashes"] = {"sha-256": file.digest}
    return told | {"properties": {"disabled": dict(file.disabled), "knownFindings": file.known}}


def _location(file: str, place: Place, artifacts: Mapping[str, int]) -> Json:
    return {
        "physicalLocation": {
            "artifactLocation": _address(file, artifacts),
            "region": {"startLine": place.row, "startColumn": place.column},
        },
        "logicalLocations": [{"name": place.cell, "fullyQualifiedName": str(place), "kind": "member"}],
    }


def _address(file: str, artifacts: Mapping[str, int]) -> Json:
    index = artifacts.get(file)
    return {"uri": _uri(file)} if index is None else {"uri": _uri(file), "index": index}


def _uri(path: str) -> str:
    """A path as an address: relative as given, so that it holds on other machines; percent-encoded (RFC 3986)."""
    from urllib.parse import quote  # noqa: PLC0415 - not needed by other formats

    drive, rest = os.path.splitdrive(path)
    plain = quote(os.fsencode(rest.replace(os.sep, "/")))
    if drive or plain.startswith("/"):
        host = drive.replace(os.sep, "/")
        return f"file://{host.removeprefix('//') if host.startswith('//') else '/' + host if host else ''}{plain}"
    while plain.startswith("./"):
        plain = plain[2:].lstrip("/")
    return plain


def _literal(text: str) -> str:
    """A text that says itself: what SARIF would take for a placeholder or a link is escaped (3.11.5 and 3.11.6)."""
    text = _PLACEHOLDER.sub(r"{{\1}}", text)
    return text.replace("[", "\\[").replace("]", "\\]") if "](" in text else text
