"""The receipt of a form in words: its rows class by class with subtotals, and what they add up to."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.record import record
from xlplugin.reports.receipt_row import NOTHING, Row, row, where
from xlplugin.reports.receipt_words import WORDS, plain, points_text, rounded, signed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from xlplugin.model import Form, Group, Indicator, Receipt, Score, Traced

__all__ = ["Heading", "Statement", "Subtotal", "full_mark", "paired", "statement"]


@record
class Heading:
    """The name of a class above its rows; ``depth`` is 1 for a first-level class."""

    name: str
    depth: int


@record
class Subtotal:
    """What the rows of a class add up to; each figure as text."""

    name: str
    weight: str
    stated: str
    points: str
    difference: str


@record
class Statement:
    """The receipt of one form: ``body`` in reading order, ``totals`` as label and figure, ``losses`` by cell."""

    sheet: str
    title: str
    body: tuple[Heading | Row | Subtotal, ...]
    totals: tuple[tuple[str, str], ...]
    losses: tuple[str, ...]
    unscored: str


def paired(form: Form) -> Iterator[tuple[Indicator | None, Receipt]]:
    """Every receipt of a form with its row, execution first, which has no row."""
    score = form.score
    if score is None:
        return
    if score.execution is not None:
        yield None, score.execution
    for indicator, receipt in zip(form.indicators, score.rows, strict=False):
        if receipt is not None:
            yield indicator, receipt


def full_mark(form: Form) -> Decimal | None:
    """The full mark: of the edition, else as the total row prints it."""
    edition, total = form.edition, form.total
    if edition is not None and edition.full is not None:
        return edition.full
    return total.weight.value if total is not None and total.weight is not None else None


def statement(form: Form, lang: str = "zh") -> Statement | None:
    """Word the score of a form, ``zh`` or ``en``; None where it has none."""
    score = form.score
    if score is None:
        return None
    rows = [row(receipt, indicator, lang) for indicator, receipt in paired(form)]
    words = WORDS[lang]
    losses = tuple(f"{one.cell} {one.name}{words['colon']}{one.loss}" for one in rows if one.loss)
    bare = words["list"].join(_unscored(form, score, lang))
    body = tuple(_body(form, score, rows, lang))
    return Statement(form.sheet, form.title, body, tuple(_totals(form, score, lang)), losses, bare)


def _in_use(indicator: Indicator) -> bool:
    """Whether a row is more than a printed line that nobody filled in."""
    entries = (indicator.weight, indicator.points, indicator.target, indicator.actual)
    return any(entry is not None and not entry.is_blank for entry in entries)


def _unscored(form: Form, score: Score, lang: str) -> Iterator[str]:
    for indicator, receipt in zip(form.indicators, score.rows, strict=False):
        if receipt is None and _in_use(indicator):
            yield WORDS[lang]["at"].format(indicator.name, indicator.place.cell)


def _body(form: Form, score: Score, rows: Iterable[Row], lang: str) -> Iterator[Heading | Row | Subtotal]:
    """Execution, then every row between the heading and the subtotal of its classes."""
    following = iter(rows)
    if score.execution is not None:
        yield next(following)
    groups = [group for group in form.groups if group.members and _shown(group, form.groups)]
    for position, receipt in enumerate(score.rows):
        opened = sorted((group for group in groups if min(group.members) == position), key=lambda group: group.depth)
        yield from (Heading(_named(group), group.depth) for group in opened)
        if receipt is not None:
            yield next(following)
        closed = sorted((group for group in groups if max(group.members) == position), key=lambda group: -group.depth)
        for group in closed:
            yield _subtotal(group, score, lang)


def _named(group: Group) -> str:
    """A class as the form prints it, its full mark included, on one line."""
    if group.weight is not None and group.weight.place == group.place:
        return "".join(group.weight.raw.split())
    return group.name


def _shown(group: Group, groups: Sequence[Group]) -> bool:
    """First-level classes, and those below that print a full mark or a subtotal and are not all of their class."""
    if group.depth == 1:
        return True
    whole = any(other.depth < group.depth and other.members == group.members for other in groups)
    return group.points is not None or (group.weight is not None and not whole)


def _subtotal(group: Group, score: Score, lang: str) -> Subtotal:
    """What a class states, or its rows do, beside what the rules give."""
    receipts = [receipt for at in group.members if at < len(score.rows) and (receipt := score.rows[at]) is not None]
    weights = [receipt.weight for receipt in receipts if receipt.weight is not None]
    stated = group.points.value if group.points is not None else _sum_stated(receipts)
    computed = _sum_counted(receipts)
    return Subtotal(
        WORDS[lang]["subtotal"].format(group.name),
        plain(sum(weights, Decimal(0))),
        NOTHING if stated is None else format(stated, "f"),
        NOTHING if computed is None else points_text(computed),
        NOTHING if stated is None or computed is None else signed(stated - computed),
    )


def _sum_stated(receipts: list[Receipt]) -> Decimal | None:
    """The sum of the stated points, None where no row states any."""
    stated = [entry.value for receipt in receipts if (entry := receipt.stated) is not None and entry.value is not None]
    return sum(stated, Decimal(0)) if stated else None


def _sum_counted(receipts: list[Receipt]) -> Decimal | None:
    """The sum of the counted points, each rounded half-up; None where one cannot be counted."""
    counted = [receipt.counted for receipt in receipts]
    known = [rounded(points) for points in counted if points is not None]
    return sum(known, Decimal(0)) if len(known) == len(counted) else None


def _stated_total(total: Traced | None, sheet: str, lang: str) -> str:
    words = WORDS[lang]
    if total is None or total.is_blank:
        return words["stated_none"]
    return words["at"].format(total.raw.strip(), where(total.place, sheet))


def _totals(form: Form, score: Score, lang: str) -> Iterator[tuple[str, str]]:
    """As filled, by the rules, the highest reachable, the full mark, their difference, and the grades."""
    words = WORDS[lang]
    summed, full = _sum_stated(list(score.receipts)), full_mark(form)
    yield words["stated"], _stated_total(score.stated, form.sheet, lang)
    if summed is not None:
        yield words["sum"], format(summed, "f")
    yield words["computed"], _computed(form, score, lang)
    if score.highest is not None:
        yield words["highest"], points_text(score.highest)
    if full is not None:
        yield words["full"], plain(full)
    total = score.stated.value if score.stated is not None else summed
    if score.computed is not None and total is not None:
        yield words["difference"], signed(total - rounded(score.computed))
    if score.grades:
        told = (
            words["grade_one" if confirmed else "grade_open"].format(source, grade)
            for grade, source, confirmed in score.grades
        )
        yield words["grade"], words["comma"].join(told)


def _computed(form: Form, score: Score, lang: str) -> str:
    """The computed total with what in it was taken as stated, or the rows for which there is none."""
    words = WORDS[lang]
    if score.computed is None:
        bare = [words["unscored"].format(one) for one in _unscored(form, score, lang)]
        bare += [
            words["uncounted"].format(words["at"].format(receipt.name, receipt.place.cell))
            for receipt in score.receipts
            if receipt.counted is None
        ]
        bare += [words["nothing"]] if not bare else []
        return words["computed_none"].format(words["semicolon"].join(bare))
    taken = [receipt.counted for receipt in score.receipts if receipt.outcome.value is None]
    shown = points_text(score.computed)
    known = [rounded(points) for points in taken if points is not None]
    return words["computed_part"].format(shown, points_text(sum(known, Decimal(0)))) if known else shown
