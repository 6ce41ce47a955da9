"""The report for the log of a GitHub Actions job: workflow commands that become annotations of the run.

GitHub shows ten annotations of a kind per step (the log has them all), so the gravest come first.
"""

from __future__ import annotations

from xlplugin.model import SEVERITIES
from xlplugin.reports.explanation_words import line
from xlplugin.reports.order import ordered
from xlplugin.reports.terminal import one_line
from xlplugin.reports.text import SEVERITY_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Finding, Run

__all__ = ["render"]

_COMMANDS = dict(zip(SEVERITIES, ("error", "warning", "notice"), strict=True))
_MESSAGE_ESCAPES = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY_ESCAPES = _MESSAGE_ESCAPES | str.maketrans({":": "%3A", ",": "%2C"})
_WORDS = {
    "zh": {"basis": "{} 依据：{}", "unread": "未审核 {}", "colon": "："},
    "en": {"basis": "{} Basis: {}", "unread": "not checked: {}", "colon": ": "},
}


def render(run: Run, lang: str = "zh") -> str:
    """Show a run as workflow commands, one per line: what was not checked, then errors, questions, advice."""
    lines = [*_unread(run, lang)]
    found = [(finding, file.file) for file in run.files for finding in ordered(file)]
    for severity in SEVERITIES:
        lines += [_finding(finding, file, lang) for finding, file in found if finding.severity == severity]
    return "".join(line + "\n" for line in lines)


def _finding(finding: Finding, file: str, lang: str) -> str:
    words = _WORDS[lang]
    title = f"{finding.place} {SEVERITY_WORDS[lang][finding.severity]} {finding.code}"
    said = words["basis"].format(finding.message, finding.basis)
    if finding.explanation is not None:
        said = f"{said} {line(finding.explanation, lang)}"
    return _command(_COMMANDS[finding.severity] if finding.counts else "notice", finding.file or file, title, said)


def _unread(run: Run, lang: str) -> Iterator[str]:
    words = _WORDS[lang]
    for file in run.files:
        for note in file.not_checked:
            where = note.sheet + words["colon"] if note.sheet else ""
            title = words["unread"].format(where + note.what)
            yield _command("error" if note.blocking else "warning", file.file, title, note.why)


def _command(kind: str, file: str, title: str, message: str) -> str:
    place, name = (one_line(text).translate(_PROPERTY_ESCAPES) for text in (file.removeprefix("./"), title))
    return f"::{kind} file={place},title={name}::{one_line(message).translate(_MESSAGE_ESCAPES)}"
