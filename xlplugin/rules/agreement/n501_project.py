"""N501: the forms of one workbook call their project by one name."""

from __future__ import annotations

from xlplugin.model import CONSISTENT, EXPLAIN, Fault, Related, rule
from xlplugin.rules.funds import project
from xlplugin.rules.subjects import kind_of, of_form

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlplugin.model import Form, Settings

__all__ = ["same_project"]


def _by_kind(forms: Sequence[Form]) -> list[list[Form]]:
    """The forms that name a project, by kind of form: the same whatever the order of the sheets."""
    found: dict[str, list[Form]] = {}
    for form in forms:
        if project(form):
            found.setdefault(kind_of(form), []).append(form)
    return [found[kind] for kind in sorted(found)]


def _pair(first: list[Form], others: list[Form]) -> tuple[Form, Form] | None:
    """The two forms that are left when those with equal names are put together; None where it is not one each.

    A workbook may hold the forms of several projects: only what must belong together is compared.
    """
    left = [form for form in first if project(form) not in map(project, others)]
    right = [form for form in others if project(form) not in map(project, first)]
    return (left[0], right[0]) if len(left) == len(right) == 1 else None


@rule(
    "N501",
    "agreement.project",
    title="项目名称一致",
    severity=EXPLAIN,
    basis=CONSISTENT,
    scope="book",
    messages={
        "zh": "本表的项目名称为“{stated}”，同一工作簿“{_另表}”中为“{expected}”。同一项目的名称应当一致，请核实。",
        "en": "This form names the project “{stated}”, the form on “{_另表}” names it “{expected}”. "
        "One project has one name; check which is right.",
    },
)
def same_project(forms: Sequence[Form], _settings: Settings) -> Iterator[Fault]:
    """Compare the project names of forms of different kinds; the first kind by name stands against the others."""
    kinds = _by_kind(forms)
    for others in kinds[1:]:
        pair = _pair(kinds[0], others)
        if pair:
            first, later = (form.identity["project"] for form in pair)
            subject = of_form(pair[1])
            values = {"_另表": first.place.sheet}
            related = (Related(first.place, first.raw),)
            yield Fault(later.place, later.raw.strip(), first.raw.strip(), values, related, subject=subject)
