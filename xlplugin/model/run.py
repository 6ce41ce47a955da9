"""The result of checking: files, sheets, forms, findings, and what could not be checked."""

from __future__ import annotations

from xlplugin.record import field, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlplugin.model.explanation import Explanation
    from xlplugin.model.finding import Finding
    from xlplugin.model.form import Form

__all__ = ["FileRun", "NotChecked", "Run", "SheetRun"]


@record
class NotChecked:
    """Something that could not be read or judged, and why.

    ``blocking`` is true where the result cannot count as a check (exit 2);
    false where the check stands and only this part of it is missing.
    """

    sheet: str | None
    what: str
    why: str
    blocking: bool = True


@record
class SheetRun:
    """One sheet: the id of the form found on it, or None and the forms it nearly is."""

    sheet: str
    form: str | None
    near_misses: tuple[str, ...] = ()


@record
class FileRun:
    """One workbook. ``file`` is the path as given, ``digest`` its SHA-256 in hex, empty where unread.

    ``explanations`` are the reasons written in it; ``known`` is how many findings a baseline already holds and are
    left out; ``disabled`` maps the rules that the settings of its house leave out to the written reason.
    """

    file: str
    digest: str
    sheets: tuple[SheetRun, ...] = ()
    forms: tuple[Form, ...] = ()
    findings: tuple[Finding, ...] = ()
    not_checked: tuple[NotChecked, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    known: int = 0
    disabled: Mapping[str, str] = field(default_factory=dict)


@record
class Run:
    """All workbooks of one call."""

    files: tuple[FileRun, ...]

    @property
    def blocked(self) -> bool:
        """Whether anything that should have been checked could not be."""
        return any(note.blocking for file in self.files for note in file.not_checked)

    def count(self, severity: str) -> int:
        """How many findings of this severity are open: those with a valid explanation are not."""
        return sum(finding.severity == severity and finding.counts for file in self.files for finding in file.findings)
