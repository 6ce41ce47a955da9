"""计算得分: recomputed points written where a form leaves them blank, and the differences where it does not."""

from __future__ import annotations

from xlplugin.errors import UsageError
from xlplugin.quantity import half_up
from xlplugin.record import record
from xlplugin.scoring.points import TOLERANCE, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from xlwings import Book

    from xlplugin.model import FileRun, Form, Traced
    from xlplugin.place import Place

__all__ = ["Entry", "Plan", "plan", "write"]


@record
class Entry:
    """A points cell: whose points, as stated, and as recomputed, to two decimals."""

    place: Place
    name: str
    stated: str
    points: Decimal

    def said(self, lang: str) -> str:
        """The line of a message: cell, row, stated and recomputed points."""
        if lang == "en":
            return f"{self.place} “{self.name}”: stated {self.stated}, recomputed {plain(self.points)}"
        return f"{self.place}“{self.name}”：表中 {self.stated}，重算 {plain(self.points)}"


@record
class Plan:
    """What the button can do: blank cells to fill, stated ones that differ, and how the rest stands.

    ``computed`` are differing cells that hold a formula, which is never replaced. ``judged`` counts rows that only
    a person can judge, or that lack an entry; ``agreed`` those stated as recomputed.
    """

    blank: tuple[Entry, ...] = ()
    differing: tuple[Entry, ...] = ()
    computed: tuple[Entry, ...] = ()
    judged: int = 0
    agreed: int = 0


def plan(file: FileRun) -> Plan:
    """Sort the points cells of all forms of a book."""
    blank: list[Entry] = []
    differing: list[Entry] = []
    computed: list[Entry] = []
    judged = agreed = 0
    for form in file.forms:
        for name, stated, points, readings in _cells(form):
            if points is None:
                judged += 1
                continue
            entry = Entry(stated.place, name, stated.raw, half_up(points))
            if stated.is_blank:
                blank.append(entry)
            elif stated.value is not None and any(abs(stated.value - known) <= TOLERANCE for known in readings):
                agreed += 1
            else:
                (computed if stated.formula else differing).append(entry)
    return Plan(tuple(blank), tuple(differing), tuple(computed), judged, agreed)


def _cells(form: Form) -> Iterator[tuple[str, Traced, Decimal | None, tuple[Decimal, ...]]]:
    """Every points cell with the name of its row, the points, and all points that a known reading gives.

    A cell that several rows share (merged) belongs to none of them; the points of an approximate result are a
    person's to give.
    """
    score = form.score
    if score is None:
        return
    rows = [(receipt, receipt.stated) for receipt in score.receipts if receipt.stated is not None]
    places = [stated.place for _, stated in rows]
    for receipt, stated in rows:
        outcome = receipt.outcome
        sole = places.count(stated.place) == 1 and not outcome.unsure
        known = (outcome.value, *(reading.points for reading in outcome.readings)) if outcome.value is not None else ()
        yield receipt.name, stated, outcome.value if sole else None, known
    total = form.total.points if form.total else None
    if total is not None and form.total is not None and score.computed is not None:
        yield form.total.name, total, score.computed, (score.computed,)


def write(book: Book, entries: Iterable[Entry]) -> None:
    """Write points into their cells: all of them or, where Excel refuses one, none; UsageError then."""
    done: list[tuple[Place, object]] = []
    for entry in entries:
        place = entry.place
        cell = book.sheets[place.sheet].range((place.row, place.column))
        before = cell.value
        try:
            cell.value = float(entry.points)  # a cell of Excel holds a binary number
        except Exception as fault:
            for undone, value in done:
                book.sheets[undone.sheet].range((undone.row, undone.column)).value = value
            raise _refused(place) from fault
        done.append((place, before))


def _refused(place: Place) -> UsageError:
    return UsageError(
        f"{place} 不能写入，没有写入任何得分：工作表可能受保护。请在“审阅”中“撤消工作表保护”后再试。",
        f"{place} cannot be written, no points were written: the sheet may be protected. Unprotect it under Review and "
        "try again.",
    )
