"""One row of a receipt in words: figures with their cells, the rule, the arithmetic, other readings, what was lost."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from xlplugin.record import record
from xlplugin.reports.receipt_words import (
    WORDS,
    figure_name,
    method_name,
    plain,
    points_text,
    readable,
    rounded,
    signed,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Figure, Indicator, Outcome, Reading, Receipt
    from xlplugin.place import Place

__all__ = ["NOTHING", "Row", "basis", "lost", "row", "rule_words", "where"]

NOTHING = "—"
"""Where there is no figure to show."""

_CENT = Decimal("0.01")
"""How far a stated figure may lie from another reading of its rule, in points (R-ROUND)."""
_RESULTS = ("完成值", "执行数")
"""The figures of a row that are its result; the others are given."""


@record
class Row:
    """A row in words. ``weight`` … ``difference`` are one figure each, ``loss`` is empty where nothing was lost."""

    cell: str
    name: str
    weight: str
    stated: str
    points: str
    difference: str
    data: tuple[str, ...]
    rule: tuple[str, ...]
    notes: tuple[str, ...]
    loss: str

    @property
    def details(self) -> tuple[str, ...]:
        """All lines below the figures, in reading order."""
        return (*self.data, *self.rule, *self.notes)


def row(receipt: Receipt, indicator: Indicator | None, lang: str = "zh") -> Row:
    """Word a receipt; ``indicator`` is its row of the form, None for the execution of the budget."""
    outcome, stated = receipt.outcome, receipt.stated
    value, given = outcome.value, stated.value if stated else None
    return Row(
        receipt.place.cell,
        receipt.name,
        plain(receipt.weight) if receipt.weight is not None else NOTHING,
        (stated.raw.strip() if stated else "") or NOTHING,
        _points(outcome, lang),
        NOTHING if value is None or given is None else signed(given - rounded(value)),
        tuple(_data(receipt, indicator, lang)),
        tuple(_rule(receipt, indicator, lang)),
        tuple(_notes(receipt, lang)),
        _loss(receipt, indicator, lang),
    )


def where(place: Place, sheet: str) -> str:
    """A cell as shortly as it is clear: with its sheet only where it is another one."""
    return place.cell if place.sheet == sheet else str(place)


def lost(receipt: Receipt) -> Decimal | None:
    """How many points of the weight the row did not get, as counted; None where nothing can be counted."""
    counted = receipt.counted
    if counted is None or receipt.weight is None:
        return None
    return max(receipt.weight - rounded(counted), Decimal(0))


def _points(outcome: Outcome, lang: str) -> str:
    if outcome.value is not None:
        return points_text(outcome.value)
    return WORDS[lang]["between"].format(plain(outcome.low), plain(outcome.high))


def _figure(figure: Figure, receipt: Receipt, indicator: Indicator | None, lang: str) -> str:
    """A figure as it was read: a percentage as such, the rest as it stands in its cell."""
    words, value = WORDS[lang], readable(figure.value)
    for entry in (indicator.target, indicator.actual) if indicator else ():
        if entry and entry.place == figure.place and entry.percent and entry.value is not None:
            value = f"{plain(entry.value)}%"
    name = figure_name(figure.name, lang)
    if figure.place is None:
        return words["figure_outside"].format(name, value)
    return words["figure"].format(name, value, where(figure.place, receipt.place.sheet))


def _data(receipt: Receipt, indicator: Indicator | None, lang: str) -> Iterator[str]:
    words = WORDS[lang]
    if receipt.figures:
        shown = (_figure(figure, receipt, indicator, lang) for figure in receipt.figures)
        yield words["data"].format(words["semicolon"].join(shown))


@lru_cache(maxsize=1024)
def _sentence(text: str, weight: Decimal | None, name: str, lang: str) -> str:
    """A printed scoring sentence said back as it was understood; empty where it was not."""
    from xlplugin.criteria import NotUnderstood, say, understand  # noqa: PLC0415  the saying is loaded where wanted

    meaning = understand(text, weight, name)
    return "" if isinstance(meaning, NotUnderstood) else say(meaning, lang)


def rule_words(receipt: Receipt, indicator: Indicator | None, lang: str = "zh") -> str:
    """The rule of a row in words; empty where none is known."""
    outcome = receipt.outcome
    if indicator is not None and indicator.criteria is not None and not indicator.criteria.is_blank:
        return _sentence(indicator.criteria.raw, receipt.weight, indicator.name, lang)
    if not outcome.method:
        return ""
    name = method_name(outcome.method, lang)
    alone = not outcome.rule or outcome.why or outcome.rule == name
    return name if alone else f"{name}{WORDS[lang]['colon']}{outcome.rule}"


def basis(receipt: Receipt, indicator: Indicator | None, lang: str = "zh") -> str:
    """Where the rule of a row is written; empty where nobody says, or it is only reported."""
    if receipt.outcome.basis is not None:
        return str(receipt.outcome.basis) if receipt.outcome.confirmed else ""
    criteria = indicator.criteria if indicator else None
    return WORDS[lang]["printed"].format(criteria.cell) if criteria and not criteria.is_blank else ""


def _rule(receipt: Receipt, indicator: Indicator | None, lang: str) -> Iterator[str]:
    words, outcome = WORDS[lang], receipt.outcome
    said = rule_words(receipt, indicator, lang)
    if said:
        printed = indicator.criteria if indicator and outcome.basis is None else None
        yield words["rule"].format(printed.cell, said) if printed else words["rule_profile"].format(said)
    if outcome.steps:
        yield words["steps"].format(words["semicolon"].join(map(readable, outcome.steps)))
    if outcome.basis is not None:
        yield words["basis" if outcome.confirmed else "reported"].format(outcome.basis)


def _notes(receipt: Receipt, lang: str) -> Iterator[str]:
    words, outcome = WORDS[lang], receipt.outcome
    if outcome.value is None:
        yield from _unjudged(receipt, lang)
    if outcome.readings:
        shown = (_reading(reading, receipt, lang) for reading in outcome.readings)
        yield words["readings"].format(words["semicolon"].join(shown))
    if receipt.gap and receipt.gap not in outcome.steps:
        yield receipt.gap
    if receipt.most is not None:
        yield words["most"].format(plain(receipt.most), plain(receipt.weight or Decimal(0)))
    if receipt.wanted:
        yield words["wanted"].format(receipt.wanted)
    marks = {"zero": receipt.zero, "over": outcome.over, "unsure": outcome.unsure, "unconfirmed": not outcome.confirmed}
    yield from (words[key] for key, said in marks.items() if said)


def _unjudged(receipt: Receipt, lang: str) -> Iterator[str]:
    """Why the rule gives no figure, what it leaves open, and what enters the total instead."""
    words, outcome = WORDS[lang], receipt.outcome
    if outcome.choices:
        *others, last = map(plain, outcome.choices)
        most = f"{words['list'].join(others)} {words['or']}{last}" if others else last
        reach = words["choices"].format(most)
    else:
        reach = words["bounds"].format(*map(plain, (outcome.low, outcome.high)))
    yield words["open"].format(outcome.why) + words["semicolon"] + reach
    stated = receipt.stated
    if receipt.counted is not None:
        yield words["taken"].format(receipt.counted)
    elif stated is not None and not stated.is_blank:
        yield words["outside"].format(stated.raw.strip())
    else:
        yield words["blank"]


def _reading(reading: Reading, receipt: Receipt, lang: str) -> str:
    stated = receipt.stated.value if receipt.stated else None
    agrees = stated is not None and abs(stated - reading.points) <= _CENT
    words = WORDS[lang]["reading_agrees" if agrees else "reading"]
    return words.format(reading.words, points_text(reading.points))


def _loss(receipt: Receipt, indicator: Indicator | None, lang: str) -> str:
    """The entry by which points were lost: the result of the row, its figures, or the points a person gave."""
    words, loss, outcome = WORDS[lang], lost(receipt), receipt.outcome
    if indicator is not None and indicator.bonus:
        return ""  # not to earn a bonus is no loss
    said = [words["loss"].format(points_text(loss), _cause(receipt, indicator, lang))] if loss else []
    stated = receipt.stated.value if receipt.stated else None
    if stated is not None and outcome.value is not None and rounded(outcome.value) - stated > _CENT:
        less, due = points_text(rounded(outcome.value) - stated), points_text(outcome.value)
        said.append(words["loss_stated"].format(less, plain(stated), receipt.place.cell, due))
    return words["semicolon"].join(said)


def _cause(receipt: Receipt, indicator: Indicator | None, lang: str) -> str:
    words = WORDS[lang]
    if receipt.outcome.value is None:
        given, full = plain(receipt.counted or Decimal(0)), plain(receipt.weight or Decimal(0))
        return words["loss_taken"].format(given, receipt.place.cell, full)
    results_first = sorted(receipt.figures, key=lambda figure: figure.name not in _RESULTS)
    shown = [_figure(figure, receipt, indicator, lang) for figure in results_first]
    return words["comma"].join(shown or map(readable, receipt.outcome.steps))
