"""What the program knows: the tables behind ``rules`` and ``forms`` and the page behind ``explain``."""

from __future__ import annotations

import re

from xlplugin.reports.terminal import columns, json_text
from xlplugin.reports.text import SEVERITY_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlplugin.model import Edition, Rule

__all__ = ["forms_json", "forms_text", "page", "rules_json", "rules_text"]

_BAR = re.compile(r"(?<!\\)\|")
_RULER = re.compile(r"[\s|:]*-{3,}[-\s|:]*")
_PREVIEW = {"zh": "（试行）", "en": " (preview)"}
_HEADS = {
    "zh": {"rules": ("编号", "性质", "规则", "名称", "依据"), "forms": ("编号", "年度", "地区", "表名")},
    "en": {"rules": ("code", "severity", "rule", "name", "basis"), "forms": ("id", "edition", "jurisdiction", "title")},
}


def rules_text(rules: Iterable[Rule], lang: str = "zh") -> str:
    """Show the catalogue of rules as aligned columns: code, severity, what it finds, name, basis.

    Preview rules are marked beside their severity: they speak only when asked to, and then as advice.
    """
    words, preview = SEVERITY_WORDS[lang], _PREVIEW[lang]
    rows = (
        (rule.code, words[rule.severity] + preview * rule.preview, rule.title, rule.name, str(rule.basis))
        for rule in rules
    )
    return columns((_HEADS[lang]["rules"], *rows))


def rules_json(rules: Iterable[Rule]) -> str:
    """Show the catalogue of rules as JSON: code, name, title, severity, preview, basis."""
    return _json(
        "rules",
        [
            {
                "code": rule.code,
                "name": rule.name,
                "title": rule.title,
                "severity": rule.severity,
                "preview": rule.preview,
                "basis": {"document": rule.basis.document, "clause": rule.basis.clause, "url": rule.basis.url},
            }
            for rule in rules
        ],
    )


def forms_text(editions: Iterable[Edition], lang: str = "zh") -> str:
    """Show the known forms as aligned columns: id, edition, jurisdiction, title."""
    rows = ((edition.id, edition.year, edition.jurisdiction, edition.title) for edition in editions)
    return columns((_HEADS[lang]["forms"], *rows))


def forms_json(editions: Iterable[Edition]) -> str:
    """Show the known forms as JSON: id, title, jurisdiction, edition."""
    return _json(
        "forms",
        [
            {"id": form.id, "title": form.title, "jurisdiction": form.jurisdiction, "edition": form.year}
            for form in editions
        ],
    )


def _json(kind: str, entries: list[dict[str, object]]) -> str:
    return json_text({"schema": f"xlplugin/{kind}/1", kind: entries})


def page(markdown: str) -> str:
    """Show the Markdown page of a rule with the tables of its cases in aligned columns; nothing else changes."""
    shown: list[str] = []
    table: list[str] = []
    for line in (*markdown.splitlines(), ""):
        if line.lstrip().startswith("|"):
            table.append(line.strip())
            continue
        shown.extend(_aligned(table))
        table = []
        shown.append(line)
    return "\n".join(shown).rstrip() + "\n"


def _aligned(table: list[str]) -> list[str]:
    """Align the rows of one table; rulers are left out, short rows are filled up."""
    rows = [[part.strip() for part in _BAR.split(line)[1:-1]] for line in table if not _RULER.fullmatch(line)]
    if not rows:
        return []
    size = max(map(len, rows))
    return [("  " + line).rstrip() for line in columns([*row, *[""] * (size - len(row))] for row in rows).splitlines()]
