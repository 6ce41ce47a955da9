"""J110: the workbooks that belong together name one unit."""

from __future__ import annotations

from xlplugin.model import ADVICE, CONSISTENT, EXPLAIN, Fault, rule
from xlplugin.quantity import squeeze
from xlplugin.rules.projects import related, seen
from xlplugin.rules.subjects import of_form

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlplugin.model import Form, Settings, Traced

    Named = tuple[Form, Traced]

__all__ = ["one_unit_name"]


def _named(forms: Sequence[Form]) -> dict[str, dict[str, Named]]:
    """The unit names by workbook, each with the first form that states it."""
    found: dict[str, dict[str, Named]] = {}
    for form in forms:
        entry = form.identity.get("unit")
        if entry is not None and not entry.is_blank:
            found.setdefault(form.file, {}).setdefault(squeeze(entry.raw), (form, entry))
    return found


def _under(form: Form, unit: str) -> bool:
    """Whether a form says that its unit is under the other one (主管部门)."""
    entry = form.identity.get("department")
    return entry is not None and squeeze(entry.raw) == unit


def _one_off(name: str, other: str) -> bool:
    return len(name) == len(other) and sum(one != two for one, two in zip(name, other, strict=True)) == 1


@rule(
    "J110",
    "submission.unit-name",
    title="各工作簿单位名称一致",
    severity=ADVICE,
    basis=CONSISTENT,
    scope="submission",
    messages={
        "zh": "本表的单位为“{stated}”，一同报送的其他{其他工作簿数}个工作簿（如{_另表}）为“{expected}”。"
        "如由下属单位实施，请说明；否则请统一单位名称。",
        "en": "This form names the unit “{stated}”, the other {其他工作簿数} workbooks (such as {_另表}) “{expected}”. "
        "If a subordinate unit carries the project out, say so; else use one name.",
        "zh.typo": "本表的单位名称为“{stated}”，与其他{其他工作簿数}个工作簿（如{_另表}）的“{expected}”只差一个字，"
        "可能是笔误，请核实更正。",
        "en.typo": "This form names the unit “{stated}”, one character away from “{expected}” in {其他工作簿数} other "
        "workbooks (such as {_另表}): perhaps a slip; check and correct.",
    },
)
def one_unit_name(forms: Sequence[Form], _settings: Settings) -> Iterator[Fault]:
    """Compare the names between workbooks; one that only few workbooks state is blamed, once per workbook.

    A workbook that states the usual name as well contradicts itself, which is told there; one that states it as its
    主管部门 is of a subordinate unit, unless the two names are one character apart.
    """
    named = _named(forms)
    if len(named) < 2:  # noqa: PLR2004  nothing to compare
        return
    counts: dict[str, int] = {}
    for names in named.values():
        for name in names:
            counts[name] = counts.get(name, 0) + 1
    usual = max(counts, key=lambda name: counts[name])
    model, known = next(names[usual] for names in named.values() if usual in names)
    for names in named.values():
        for name, (form, entry) in names.items():
            slip = _one_off(name, usual)
            if usual in names or counts[name] >= counts[usual] or (_under(form, usual) and not slip):
                continue
            values = {"其他工作簿数": str(counts[usual]), "_另表": seen(form, model)}
            others = (related(form, model, known),)
            severity, variant = (EXPLAIN, "typo") if slip else (ADVICE, "")
            yield Fault(entry.place, name, usual, values, others, severity, variant, of_form(form), file=form.file)
