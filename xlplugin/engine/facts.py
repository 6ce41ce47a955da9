"""Figures that the forms of a workbook state, by what scoring sentences call them."""

from __future__ import annotations

from decimal import Decimal
from functools import cache, lru_cache

from xlplugin.engine.vocabulary import meaning
from xlplugin.quantity import squeeze
from xlplugin.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from xlplugin.engine.vocabulary import Vocabulary
    from xlplugin.model import BudgetLine, Form, Indicator
    from xlplugin.place import Place

__all__ = ["Fact", "Facts", "gather", "is_satisfaction", "siblings"]

_UNMET = ("未支付", "未完成", "未拨付", "未开展", "未实施", "未达到", "未达标", "没有完成", "尚未")
"""Words by which a result admits that its target was missed."""


@record
class Fact:
    """A figure and the cells it comes from; ``counted`` where nobody states it and targets were counted instead."""

    value: Decimal
    places: tuple[Place, ...] = ()
    counted: bool = False


@record
class Facts:
    """What is known for one form, by concept.

    ``names`` are the wordings of the concepts; ``given`` are figures from outside by name (from a report), which go
    before what the workbook states. ``beside`` gives what the workbook states, and which concepts it has a place for
    but states no figure; few forms ask, so that it is gathered when asked for the first time.
    """

    names: Mapping[str, str]
    given: Mapping[str, Decimal]
    beside: Callable[[], tuple[Mapping[str, Fact], frozenset[str]]]

    @property
    def known(self) -> Mapping[str, Fact]:
        """What the workbook states."""
        return self.beside()[0]

    @property
    def wanted(self) -> frozenset[str]:
        """The concepts that the workbook has a place for but states no figure."""
        return self.beside()[1]

    def concept(self, name: str) -> str | None:
        """What a name in a scoring sentence stands for."""
        return meaning(self.names, name)

    def told(self, name: str) -> Fact | None:
        """The figure of a name as given from outside, under this name or another of the same concept."""
        if not self.given:
            return None
        concept = self.concept(name)
        same = (value for other, value in self.given.items() if concept and self.concept(other) == concept)
        value = self.given.get(name, next(same, None))
        return None if value is None else Fact(value)

    def fact(self, name: str) -> Fact | None:
        """The figure of a name: as given from outside, else as the workbook states it."""
        told = self.told(name)
        if told is not None:
            return told
        concept = self.concept(name)
        return self.known.get(concept) if concept else None


def siblings(form: Form, forms: Iterable[Form]) -> tuple[Form, ...]:
    """The forms of the same project in a workbook: those that name it, and those that name none."""
    own = form.identity.get("project")
    name = squeeze(own.raw) if own and not own.is_blank else ""

    def same(other: Form) -> bool:
        stated = other.identity.get("project")
        return other is form or not name or stated is None or stated.is_blank or squeeze(stated.raw) == name

    kin = tuple(other for other in forms if same(other))
    return kin if len(kin) > 1 else tuple(forms)


def gather(form: Form, forms: Sequence[Form], vocabulary: Vocabulary, given: Mapping[str, Decimal]) -> Facts:
    """All figures that the forms beside this one state; ``given`` are figures from outside, by name."""
    return Facts(vocabulary.fact, given, cache(lambda: _beside(form, forms)))


def _beside(form: Form, forms: Sequence[Form]) -> tuple[Mapping[str, Fact], frozenset[str]]:
    known: dict[str, Fact] = {}
    beside = siblings(form, forms)
    known |= _money([line for other in beside for line in other.budget if line.source == "total"])
    projects = [line for other in beside for line in other.budget if line.source == "projects"]
    if fact := _first(projects, "adjusted", "initial"):
        known["projects"] = fact
    rows = [row for other in beside if other is not form for row in other.indicators if row.target is not None]
    known |= _counted(rows)
    rated, measured = _satisfaction(rows)
    if measured:
        known["satisfaction"] = measured
    return known, frozenset({"satisfaction"}) if rated and not measured else frozenset[str]()


def _first(lines: Iterable[BudgetLine], *measures: str) -> Fact | None:
    """The first figure stated for any of these measures, the measures in order."""
    lines = tuple(lines)
    for measure in measures:
        for line in lines:
            entry = line.figures.get(measure)
            if entry is not None and entry.value is not None:
                return Fact(entry.value, (entry.place,))
    return None


_MONEY = {
    "budget": ("adjusted", "initial"),
    "executed": ("executed",),
    "received": ("received", "executed"),
    "carried": ("carried",),
}
"""Where a figure is looked for. What was spent must have come in: the outturn stands for money received."""


def _money(totals: Sequence[BudgetLine]) -> dict[str, Fact]:
    """Budget, outturn and carry-over of the total lines; nothing carried over and no change means none last year."""
    known = {name: fact for name, measures in _MONEY.items() if (fact := _first(totals, *measures))}
    change, carried = _first(totals, "carried_change"), known.get("carried")
    if change and carried and carried.value == change.value == 0:
        known["carried_before"] = Fact(Decimal(0), change.places)
    return known


@lru_cache(maxsize=4096)
def _admits_missing(result: str) -> bool:
    plain = squeeze(result)
    return any(word in plain for word in _UNMET)


def _counted(rows: Sequence[Indicator]) -> dict[str, Fact]:
    """How many targets there are, and how many results do not admit having missed theirs."""
    filled = [row for row in rows if row.target and not row.target.is_blank and row.actual and not row.actual.is_blank]
    if not filled:
        return {}
    missed = [row for row in filled if row.actual and _admits_missing(row.actual.raw)]
    places = tuple(row.actual.place for row in missed if row.actual)
    planned = Decimal(len(filled))
    return {"planned": Fact(planned, counted=True), "met": Fact(planned - len(missed), places, counted=True)}


def is_satisfaction(row: Indicator) -> bool:
    """Whether an indicator belongs to 满意度."""
    return "满意" in squeeze(row.level1 + row.level2)


def _satisfaction(rows: Sequence[Indicator]) -> tuple[bool, Fact | None]:
    """Whether satisfaction is asked for, and the lowest rate that was measured."""
    asked = [row for row in rows if is_satisfaction(row) and row.actual is not None and not row.actual.is_blank]
    rates = []
    for row in asked:
        quantity = row.actual.quantity if row.actual else None
        if row.actual and quantity and quantity.value is not None and quantity.unit == "%":
            rates.append(Fact(quantity.value, (row.actual.place,)))
    return bool(asked), min(rates, key=lambda fact: fact.value, default=None)
