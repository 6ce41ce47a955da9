"""The receipts that the notes of the marked copy carry: those of points cells that are blamed."""

from __future__ import annotations

from xlplugin.reports.receipt import paired
from xlplugin.reports.receipt_row import row
from xlplugin.reports.receipt_words import WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlplugin.model import FileRun
    from xlplugin.place import Place

__all__ = ["notes"]


def notes(file: FileRun, lang: str = "zh") -> Mapping[Place, str]:
    """The receipt of every points cell that a finding blames, as the lines of a note, by cell."""
    blamed = {finding.place for finding in file.findings}
    found: dict[Place, list[str]] = {}
    for form in file.forms:
        for indicator, receipt in paired(form):
            if receipt.place in blamed:
                told = row(receipt, indicator, lang)
                head = WORDS[lang]["receipt"].format(told.weight, told.stated, told.points, told.difference)
                lines = (head, *told.details, *([told.loss] if told.loss else []))
                found.setdefault(receipt.place, []).append("\n".join(lines))
    return {place: "\n\n".join(receipts) for place, receipts in found.items()}
