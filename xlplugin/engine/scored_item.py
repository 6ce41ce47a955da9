"""The points of a scorecard item: its printed sentence, compiled and applied to what the workbook states."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from xlplugin.criteria import (
    READINGS,
    Cases,
    Fixed,
    NotUnderstood,
    Within,
    evaluate,
    fits,
    gaps,
    needs,
    open_ended,
    parse_notation,
)
from xlplugin.criteria.needs import JUDGED, LEVEL, QUARTERS
from xlplugin.model import Figure, Outcome, Reading, Receipt
from xlplugin.quantity import read_all, squeeze
from xlplugin.record import record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlplugin.criteria import Expression, Gap, Need, Points
    from xlplugin.engine.facts import Facts
    from xlplugin.model import Edition, Indicator, Traced

    Known = Mapping[tuple[str, Decimal | None, str], str]

__all__ = ["compiled_rules", "scored_item"]

_CRITERIA = "criteria"
"""The method of a row whose sentence was compiled."""

_ZERO = Decimal(0)

_NOTHING: tuple[dict[str, object], tuple[Figure, ...], bool] = {}, (), False
"""What is known where nothing is asked."""

_SHORTEST = 3
"""控制率 names a rate, 比率 any of them."""

_FIGURES = frozenset(("rate", "count"))
"""The kinds of inputs that forms state."""

_WHY = {
    "zh": {
        "unread": "评分标准没有读懂：{why}",
        "missing": "缺少：{}",
        "judged": "由人评定",
        "list": "、",
        "counted": "{}（按完成情况表的指标项数）",
        "most": "产出数按指标项数推算，只能作上限",
    },
    "en": {
        "unread": "this part of the scoring standard was not understood: “{where}”",
        "missing": "missing: {}",
        "judged": "judged by a person",
        "list": ", ",
        "counted": "{} (targets counted)",
        "most": "outputs are counted by targets, which only bounds them from above",
    },
}
"""Why a sentence gives no points; what is missing keeps the form's own name."""

_INPUTS = {QUARTERS: "number of quarters", LEVEL: "level", JUDGED: "points that a person gives"}
"""The inputs that no form names, in English."""


@record(eq=False)
class _Sentence:
    """A scoring sentence for a weight, with the figures asked of it: the same for every form that prints it.

    ``whole`` says whether it tells all cases and can give the weight; ``most`` is its maximum where that is another.
    ``holes`` are the cases that it forgets.
    """

    rule: Expression
    asked: tuple[Need, ...]
    holes: tuple[Gap, ...]
    whole: bool
    most: Decimal | None
    choices: tuple[Decimal, ...]


def _sentence(rule: Expression, weight: Decimal) -> _Sentence:
    misfit = fits(rule, weight)
    whole = misfit is None and not open_ended(rule)
    most = misfit.maximum if misfit else None
    asked = tuple(need for need in needs(rule) if need.kind in _FIGURES)
    return _Sentence(rule, asked, gaps(rule), whole, most, _choices(rule, weight) if whole else ())


@lru_cache(maxsize=1024)
def _written(notation: str, weight: Decimal) -> _Sentence:
    return _sentence(parse_notation(notation), weight)


@lru_cache(maxsize=1024)
def _printed(text: str, weight: Decimal, name: str) -> _Sentence | NotUnderstood:
    from xlplugin.criteria import understand  # noqa: PLC0415  the compiler loads only for sentences nobody knew

    rule = understand(text, weight, name)
    return rule if isinstance(rule, NotUnderstood) else _sentence(rule, weight)


def compiled_rules(edition: Edition | None) -> Known:
    """The sentences that an edition brings compiled: text, weight and name of an item to its rule in notation."""
    items = edition.items if edition else ()
    return {(squeeze(item.criteria), item.weight, squeeze(item.name)): item.rule for item in items if item.rule}


def scored_item(row: Indicator, criteria: Traced, weight: Decimal, facts: Facts, known: Known, lang: str) -> Receipt:
    """The receipt of an item by its printed sentence; what nobody states leaves its bounds open.

    ``known`` are sentences compiled before (see ``compiled_rules``); the arithmetic is said in ``lang``.
    """
    notation = known.get((squeeze(criteria.raw), weight, squeeze(row.name)))
    found = _written(notation, weight) if notation else _printed(criteria.raw, weight, row.name)
    place = row.points.place if row.points else row.place
    if isinstance(found, NotUnderstood):
        why = _WHY[lang]["unread"].format(why=found.why, where=found.where or criteria.raw.strip())
        return Receipt(place, row.name, weight, row.points, Outcome(None, _ZERO, weight, _CRITERIA, why=why))
    inputs, figures, zero = _inputs(found.asked, facts, _WHY[lang]["counted"]) if found.asked else _NOTHING
    if found.asked and not inputs and (said := _said(row, found.asked)):
        inputs, figures = {said.name: said.value}, (said.figure,)
    if inputs:
        rated = found.whole and not _unearned(found.asked, facts)
        points, outcome, hole = _applied(found, inputs, weight, lang, rated=rated)
        if any(fact.counted for name in inputs if (fact := facts.fact(name))):
            outcome = _at_most(outcome, row.points.value if row.points else None, _WHY[lang]["most"])
    else:
        points, outcome, hole = _unanswered(found, str(weight), lang)
    wanted = next((name for name in points.missing if facts.concept(name) in facts.wanted), "") if facts.wanted else ""
    return Receipt(place, row.name, weight, row.points, outcome, figures, hole, found.most, zero, wanted)


@record
class _Said:
    """The one rate that a row's own reason states."""

    name: str
    value: Decimal
    figure: Figure


def _said(row: Indicator, asked: Sequence[Need]) -> _Said | None:
    """The rate that the only need of a sentence asks for, where the reason beside it names it and states one rate."""
    entry = row.reason
    if len(asked) != 1 or asked[0].kind != "rate" or entry is None or entry.raw.count("%") + entry.raw.count("％") != 1:
        return None
    text, name = squeeze(entry.raw), asked[0].name
    quantity = next((one for one in read_all(entry.raw) if one.unit == "%" and one.value is not None), None)
    named = squeeze(row.name) in text or (len(name) > _SHORTEST and squeeze(name) in text)
    if not named or quantity is None or quantity.value is None:
        return None
    if quantity.approximate or quantity.operator not in {None, "="}:
        return None
    return _Said(name, quantity.value, Figure(name, f"{format(quantity.value, 'f')}%", entry.place))


def _applied(
    sentence: _Sentence, inputs: Mapping[str, object], weight: Decimal, lang: str, *, rated: bool
) -> tuple[Points, Outcome, str]:
    """What a sentence gives for some inputs, and the case that it forgets where that is the one."""
    points = evaluate(sentence.rule, inputs, weight, lang)
    holes = (gap.what_en if lang == "en" else gap.what for gap in sentence.holes)
    hole = next((said for said in holes if said in points.steps), "")
    return points, _outcome(sentence, points, weight, lang, rated=rated), hole


@lru_cache(maxsize=2048)
def _unanswered(sentence: _Sentence, weight: str, lang: str) -> tuple[Points, Outcome, str]:
    """What a sentence gives where nothing is known: the same on every form; most items are judged by persons."""
    return _applied(sentence, {}, Decimal(weight), lang, rated=sentence.whole)


def _unearned(asked: Sequence[Need], facts: Facts) -> bool:
    """Whether a saving is claimed where nothing was spent: not spending is no saving."""
    savings = (need.minus for need in asked if need.minus and facts.concept(need.minus) == "executed")
    return any(spent.value == 0 for name in savings if (spent := facts.fact(name)))


def _at_most(outcome: Outcome, stated: Decimal | None, why: str) -> Outcome:
    """Counted targets (5 of 7 met) bound what was put out from above: fewer points may well be right."""
    if outcome.value is None or stated is None or stated >= outcome.value:
        return outcome
    return replace(outcome, value=None, low=_ZERO, high=outcome.value, why=why)


def _inputs(asked: Sequence[Need], facts: Facts, counted: str) -> tuple[dict[str, object], tuple[Figure, ...], bool]:
    """The inputs that are known, the figures behind them, and whether a rate would be over nothing."""
    inputs: dict[str, object] = {}
    figures: list[Figure] = []
    zero = False
    for need in asked:
        own = facts.fact(need.name)
        parts = () if own else [(name, facts.fact(name)) for name in (need.top, need.minus, need.bottom) if name]
        for name, fact in parts or ((need.name, own),):
            if fact is None or name in inputs:
                continue
            inputs[name] = fact.value
            shown = format(fact.value, "f")
            place = fact.places[0] if fact.places else None
            figures.append(Figure(name, counted.format(shown) if fact.counted else shown, place))
        zero = zero or inputs.get(need.bottom) == 0
    return inputs, tuple(figures), zero


def _readings(points: Points, lang: str) -> tuple[Reading, ...]:
    return tuple(Reading(name, READINGS[name][lang == "en"], value) for name, value in points.other_readings)


def _why(points: Points, lang: str) -> str:
    """What keeps a sentence from giving points."""
    words = _WHY[lang]
    names = [_INPUTS.get(name, name) for name in points.missing] if lang == "en" else points.missing
    return words["missing"].format(words["list"].join(names)) if names else words["judged"]


def _outcome(sentence: _Sentence, points: Points, weight: Decimal, lang: str, *, rated: bool) -> Outcome:
    """The outcome of a compiled sentence; one whose maximum is not the printed weight gives no verdict."""
    value = points.value if rated else None
    low, high = (points.low, points.high) if rated else (_ZERO, weight)
    return Outcome(
        value,
        low,
        high,
        _CRITERIA,
        steps=points.steps if rated else (),
        readings=_readings(points, lang) if rated else (),
        choices=sentence.choices,
        why=_why(points, lang) if value is None else "",
    )


def _choices(rule: Expression, weight: Decimal) -> tuple[Decimal, ...]:
    """The only points that a rule of fixed cases can give (得3分，否则不得分: 3 or 0), none where it is open."""
    if not isinstance(rule, Cases) or not all(isinstance(outcome, Fixed) for _, outcome in rule.arms):
        return ()
    if any(isinstance(when, Within) for when, _ in rule.arms):
        return ()  # 达到20%得满分 does not say what a lower rate earns
    points = (outcome.points for _, outcome in rule.arms if isinstance(outcome, Fixed))
    return tuple(sorted({_ZERO, *(weight if one is None else one for one in points)}))
