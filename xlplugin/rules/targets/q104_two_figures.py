"""Q104: a form states one fact with one figure."""

from __future__ import annotations

from functools import lru_cache

from xlplugin.model import CONSISTENT, EXPLAIN, Fault, Related, rule
from xlplugin.quantity import convert, names_nothing, squeeze
from xlplugin.rules.figures import plain
from xlplugin.rules.texts import figures, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Settings, Traced
    from xlplugin.quantity import Quantity

    Statement = tuple[str, Quantity, Traced]

__all__ = ["two_figures"]

_NOUNS = ("数量", "里程", "面积", "长度", "人次", "人数", "次数", "户数", "个数", "场次", "数")

_SHORTEST = 4
"""会议 and 支出 may be many things; 现场调研次数 is one."""


@lru_cache(maxsize=4096)
def _stated(name: str, result: str) -> tuple[tuple[str, Quantity], ...]:
    """The exact figures of a result, each with what it is about; what a cell counts twice is no single fact."""
    found = figures(result)
    about = [squeeze(quantity.subject or name) for quantity in found]
    return tuple(
        (subject, quantity)
        for quantity, subject in zip(found, about, strict=True)
        if quantity.value is not None
        and not quantity.approximate
        and quantity.operator is None
        and len(subject) >= _SHORTEST
        and about.count(subject) == 1
    )


def _statements(form: Form) -> Iterator[Statement]:
    for passage in form.texts:
        if passage.concept == "outcome" and passage.entry.state == "text":
            for subject, quantity in _stated("", passage.entry.raw):
                yield subject, quantity, passage.entry
    for row in form.indicators:
        actual = row.actual
        if actual is not None and not actual.is_blank:
            name = "" if names_nothing(row.name) else row.name
            for subject, quantity in _stated(name, actual.raw):
                yield subject, quantity, actual


@lru_cache(maxsize=4096)
def _stem(subject: str) -> str:
    """A subject without the noun for its measure: 县道大中修里程 and 县道大中修 count the same kilometres."""
    subject = subject.removesuffix("达").removesuffix("为")
    noun = next((noun for noun in _NOUNS if subject.endswith(noun)), "")
    short = subject.removesuffix(noun)
    return short if len(short) >= _SHORTEST else subject


def _differ(one: Quantity, other: Quantity) -> bool:
    """Whether two figures of one unit, or of two that can be converted, are not the same."""
    if one.value is None or other.value is None or (not one.unit) != (not other.unit):
        return False
    value = convert(other.value, other.unit, one.unit) if one.unit != other.unit else other.value
    return value is not None and value != one.value


@rule(
    "Q104",
    "targets.two-figures",
    title="同一事实两个数",
    severity=EXPLAIN,
    basis=CONSISTENT,
    messages={
        "zh": "“{_事项}”此处填{stated}，本表另一处填{expected}（“{_另处}”）。同一事实应当只有一个数，"
        "请核实更正或说明口径。",
        "en": "“{_事项}” is {stated} here and {expected} elsewhere in this form (“{_另处}”). One fact has one "
        "figure: check which is right, or say how they differ.",
    },
)
def two_figures(form: Form, _settings: Settings) -> Iterator[Fault]:
    """Compare results, and what the goals came to, that are about the same thing; the later one is blamed."""
    first: dict[tuple[str, str], tuple[Quantity, Traced]] = {}
    for subject, quantity, entry in _statements(form):
        own = quantity, entry
        others = first.setdefault((subject, ""), own), first.setdefault((_stem(subject), quantity.unit), own)
        if others[0] is own and others[1] is own:
            continue
        differing = (one for one in others if one[1].place != entry.place and _differ(one[0], quantity))
        known, earlier = next(differing, (None, None))
        if known is None or earlier is None:
            continue
        stated, expected = (f"{plain(one.value)}{one.unit}" for one in (quantity, known) if one.value is not None)
        values = {"_事项": subject, "_另处": shown(earlier.raw)}
        yield Fault(
            entry.place, stated, expected, values, (Related(earlier.place, earlier.raw.strip()),), subject=subject
        )
