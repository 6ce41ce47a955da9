"""Where a rule is written."""

from __future__ import annotations

from xlplugin.record import record

__all__ = ["Basis"]


@record
class Basis:
    """A document and, where confirmed, its clause and address.

    ``document`` is a notice (财预〔2020〕10号), a printed form, or the plain arithmetic of the form.
    What is not confirmed is left out: a clause that nobody has read is None, never a guess.
    """

    document: str
    clause: str | None = None
    url: str | None = None

    def __str__(self) -> str:
        """Spell document and clause in one line."""
        return f"{self.document} {self.clause}" if self.clause else self.document
