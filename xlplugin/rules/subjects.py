"""What a finding is about, in words that last: never where it stands, so that its id survives moved rows.

Two things of a form that are called alike are told apart by their targets, else by their order among themselves.
"""

from __future__ import annotations

from xlplugin.model import derived
from xlplugin.quantity import names_nothing, squeeze
from xlplugin.rules.receipts import judged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import TypeVar

    from xlplugin.model import BudgetLine, Form, Group, Indicator, Receipt, Traced, UnitLabel
    from xlplugin.place import Place

    Thing = TypeVar("Thing")

__all__ = ["apart", "kind_of", "of_entry", "of_form", "of_group", "of_label", "of_line", "of_receipt", "of_row"]

_KINDS = ("scorecard", "selfeval", "assessment", "targets", "funds")
_ROLES = ("target", "actual", "weight", "points", "reason", "criteria")


def apart(thing: Thing, things: Iterable[Thing], key: Callable[[Thing], str]) -> str:
    """The key of a thing, with its number among those of the same key where there are several."""
    own = key(thing)
    return _counted(thing, own, [other for other in things if key(other) == own])


def _counted(thing: Thing, own: str, alike: Sequence[Thing]) -> str:
    """The key of a thing, with its number among those alike where there are several."""
    return own if len(alike) < 2 or thing not in alike else f"{own}|{alike.index(thing) + 1}"  # noqa: PLR2004  a pair


def _row_key(row: Indicator) -> str:
    return "|".join((squeeze(row.level1), squeeze(row.level2), squeeze(row.called)))


def _row_key_with_target(row: Indicator) -> str:
    return f"{_row_key(row)}|{squeeze(row.target.raw) if row.target else ''}"


@derived
def _by_name(form: Form) -> Mapping[str, list[Indicator]]:
    """The rows by their names, those whose names say nothing by their classes and targets."""
    found: dict[str, list[Indicator]] = {}
    for row in form.indicators:
        found.setdefault(_row_key(row) if names_nothing(row.name) else row.name, []).append(row)
    return found


def of_row(form: Form, row: Indicator) -> str:
    """An indicator or scored item: its classes and its name, with its target where another row is called alike."""
    key = _row_key(row)
    alike = _by_name(form).get(key if names_nothing(row.name) else row.name, [])
    alike = [other for other in alike if _row_key(other) == key] if len(alike) > 1 else alike
    return key if len(alike) == 1 else apart(row, alike, _row_key_with_target)


def of_group(form: Form, group: Group) -> str:
    """A class: its name and the classes of its first row, which tell one 小计 from the next."""
    own = _group_key(form, group)
    return _counted(group, own, _groups(form).get(own, []))


def _group_key(form: Form, group: Group) -> str:
    first = form.indicators[group.members[0]] if group.members else None
    classes = (squeeze(first.level1), squeeze(first.level2)) if first else ()
    return "|".join((str(group.depth), squeeze(group.name), *classes))


@derived
def _groups(form: Form) -> Mapping[str, list[Group]]:
    """The classes by their keys."""
    found: dict[str, list[Group]] = {}
    for group in form.groups:
        found.setdefault(_group_key(form, group), []).append(group)
    return found


def of_line(form: Form, line: BudgetLine) -> str:
    """A source of money: its table, its role and its label."""
    own = _line_key(line)
    return _counted(line, own, _lines(form).get(own, []))


def _line_key(line: BudgetLine) -> str:
    return "|".join((squeeze(line.block), line.source, squeeze(line.line)))


@derived
def _lines(form: Form) -> Mapping[str, list[BudgetLine]]:
    """The lines of the budget by their keys."""
    found: dict[str, list[BudgetLine]] = {}
    for line in form.budget:
        found.setdefault(_line_key(line), []).append(line)
    return found


def of_label(form: Form, label: UnitLabel) -> str:
    """A label that prints a unit of money: its table and its words without the unit."""
    return apart(label, form.units, lambda one: f"{squeeze(one.block)}|{squeeze(one.text)}")


def of_receipt(form: Form, receipt: Receipt) -> str:
    """The row that a receipt is for, or the execution of the budget."""
    row = next((row for row, one in judged(form) if one is receipt), None)
    return of_row(form, row) if row else f"execution|{receipt.name}"


def of_form(form: Form) -> str:
    """A form among those of a workbook: its title and its project."""
    project = form.identity.get("project")
    return f"{squeeze(form.title)}|{squeeze(project.raw) if project else ''}"


@derived
def kind_of(form: Form) -> str:
    """The kind of a form: by it forms of a workbook are compared in the same order however its sheets stand.

    What scores comes first, what only states targets or money last.
    """
    if form.edition:
        kind = name = form.edition.kind
    else:
        name = squeeze(form.title)
        scored, aimed = "points" in form.columns, "target" in form.columns or "绩效" in name
        kind = ("selfeval" if aimed else "scorecard") if scored else "targets" if aimed else "funds"
    return f"{_KINDS.index(kind) if kind in _KINDS else len(_KINDS)}|{name}"


def of_entry(form: Form, place: Place) -> str:
    """A cell by its role in the form: whose points, which amount of which line, which entry of the identity."""
    for row in form.indicators:
        for role in _ROLES:
            if _at(getattr(row, role), place):
                return f"{of_row(form, row)}|{role}"
    for group in (*form.groups, *((form.total,) if form.total else ())):
        for role in ("weight", "points"):
            if _at(getattr(group, role), place):
                return f"{of_group(form, group)}|{role}"
    for line in form.budget:
        for measure, entry in line.figures.items():
            if entry.place == place:
                return f"{of_line(form, line)}|{measure}"
    named = (key for key, entry in form.identity.items() if entry.place == place)
    key = next(named, "") or next((one.label for one in form.texts if one.entry.place == place), "")
    return key or f"|{[entry.place for entry in form.faulty].index(place) if _is_faulty(form, place) else ''}"


def _at(entry: Traced | None, place: Place) -> bool:
    return entry is not None and entry.place.row == place.row and entry.place == place


def _is_faulty(form: Form, place: Place) -> bool:
    return any(entry.place == place for entry in form.faulty)
