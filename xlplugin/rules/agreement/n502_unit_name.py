"""N502: the forms of one workbook call their unit by one name."""

from __future__ import annotations

from xlplugin.model import ADVICE, CONSISTENT, EXPLAIN, Fault, Related, rule
from xlplugin.quantity import squeeze
from xlplugin.rules.subjects import kind_of, of_form

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlplugin.model import Form, Settings, Traced

    Named = tuple[Form, Traced]

__all__ = ["same_unit_name"]

_NAMES = 2
"""With more names than this a workbook holds the forms of several units."""


def _differs_by_one(name: str, other: str) -> bool:
    return len(name) == len(other) and sum(one != two for one, two in zip(name, other, strict=True)) == 1


@rule(
    "N502",
    "agreement.unit-name",
    title="单位名称一致",
    severity=EXPLAIN,
    basis=CONSISTENT,
    scope="book",
    messages={
        "zh": "本表的单位名称为“{stated}”，同一工作簿“{_另表}”中为“{expected}”。单位名称应当一致，请核实。",
        "en": "This form names the unit “{stated}”, the form on “{_另表}” names it “{expected}”. "
        "One unit has one name; check which is right.",
        "zh.typo": "本表的单位名称为“{stated}”，与“{_另表}”中的“{expected}”只差一个字，可能是笔误，请核实更正。",
        "en.typo": "This form names the unit “{stated}”, one character away from “{expected}” on “{_另表}”: "
        "perhaps a slip; check and correct.",
    },
)
def same_unit_name(forms: Sequence[Form], _settings: Settings) -> Iterator[Fault]:
    """Compare unit names; the rarer one is blamed, with equal counts that of the later kind of form.

    A workbook with more than two names collects forms of several units: only slips are told there.
    """
    found: dict[str, list[Named]] = {}
    for form in sorted(forms, key=kind_of):
        entry = form.identity.get("unit")
        if entry is not None and not entry.is_blank:
            found.setdefault(squeeze(entry.raw), []).append((form, entry))
    if len(found) > 1:
        yield from _differing(found)


def _differing(found: dict[str, list[Named]]) -> Iterator[Fault]:
    usual = max(found, key=lambda name: len(found[name]))
    for name, entries in found.items():
        if name == usual:
            continue
        model = found[usual][0][1]
        values = {"_另表": model.place.sheet}
        variant = "typo" if _differs_by_one(name, usual) else ""
        if not variant and len(found) > _NAMES:
            continue
        related = (Related(model.place, model.raw),)
        for form, entry in entries:
            severity = ADVICE if variant else None
            yield Fault(entry.place, name, usual, values, related, severity, variant, of_form(form))
