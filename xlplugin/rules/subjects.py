"""What a finding is about, in words that last: never where it stands, so that its id survives moved rows.

Two things of a form that are called alike are told apart by their targets, else by their order among themselves.
"""

from __future__ import annotations

from xlplugin.model import derived
from xlplugin.quantity import names_nothing, squeeze
from xlplugin.rules.receipts import row_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any, TypeVar

    from xlplugin.model import BudgetLine, Form, Group, Indicator, Receipt, Traced, UnitLabel
    from xlplugin.place import Place

    Thing = TypeVar("Thing")
    Role = tuple[Callable[[Form, Any], str] | None, Any, str]

__all__ = [
    "apart",
    "kind_of",
    "numbered",
    "of_entry",
    "of_form",
    "of_group",
    "of_label",
    "of_line",
    "of_receipt",
    "of_row",
]

_KINDS = ("scorecard", "selfeval", "assessment", "targets", "funds")
_NO_ROLE = (None, None, "|")
_ROLES = ("target", "actual", "weight", "points", "reason", "criteria")


def apart(thing: Thing, things: Iterable[Thing], key: Callable[[Thing], str]) -> str:
    """The key of a thing, with its number among those of the same key where there are several."""
    own = key(thing)
    alike = [other for other in things if key(other) == own]
    return own if len(alike) < 2 or thing not in alike else f"{own}|{alike.index(thing) + 1}"  # noqa: PLR2004  a pair


def numbered(things: Iterable[Thing], key: Callable[[Thing], str]) -> Mapping[int, str]:
    """For very many things, ``apart`` of each by its ``id``: every key is asked for once."""
    alike: dict[str, list[int]] = {}
    for thing in things:
        alike.setdefault(key(thing), []).append(id(thing))
    told: dict[int, str] = {}
    for own, members in alike.items():
        if len(members) == 1:
            told[members[0]] = own
        else:
            told |= {member: f"{own}|{number}" for number, member in enumerate(members, 1)}
    return told


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
    alike = _by_name(form).get(_row_key(row) if names_nothing(row.name) else row.name, [])
    return _row_key(row) if len(alike) == 1 else _alike(form).get(id(row)) or _row_key_with_target(row)


@derived
def _alike(form: Form) -> Mapping[int, str]:
    """The rows that share their names with others, by their ids."""
    told: dict[int, str] = {}
    for rows in _by_name(form).values():
        if len(rows) > 1:
            classes: dict[str, list[Indicator]] = {}
            for row in rows:
                classes.setdefault(_row_key(row), []).append(row)
            for key, same in classes.items():
                told |= {id(same[0]): key} if len(same) == 1 else numbered(same, _row_key_with_target)
    return told


def of_group(form: Form, group: Group) -> str:
    """A class: its name and the classes of its first row, which tell one 小计 from the next."""
    return _groups(form).get(id(group)) or _group_key(form, group)


def _group_key(form: Form, group: Group) -> str:
    first = form.indicators[group.members[0]] if group.members else None
    classes = (squeeze(first.level1), squeeze(first.level2)) if first else ()
    return "|".join((str(group.depth), squeeze(group.name), *classes))


@derived
def _groups(form: Form) -> Mapping[int, str]:
    """The classes by their ids."""
    return numbered(form.groups, lambda group: _group_key(form, group))


def of_line(form: Form, line: BudgetLine) -> str:
    """A source of money: its table, its role and its label."""
    return _lines(form).get(id(line)) or _line_key(line)


def _line_key(line: BudgetLine) -> str:
    return "|".join((squeeze(line.block), line.source, squeeze(line.line)))


@derived
def _lines(form: Form) -> Mapping[int, str]:
    """The lines of the budget by their ids."""
    return numbered(form.budget, _line_key)


def of_label(form: Form, label: UnitLabel) -> str:
    """A label that prints a unit of money: its table and its words without the unit."""
    return _labels(form).get(id(label)) or _label_key(label)


def _label_key(label: UnitLabel) -> str:
    return f"{squeeze(label.block)}|{squeeze(label.text)}"


@derived
def _labels(form: Form) -> Mapping[int, str]:
    """The labels of units by their ids."""
    return numbered(form.units, _label_key)


def of_receipt(form: Form, receipt: Receipt) -> str:
    """The row that a receipt is for, or the execution of the budget."""
    row = row_of(form, receipt)
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
    of, thing, role = _roles(form).get(place, _NO_ROLE)
    return role if of is None else f"{of(form, thing)}|{role}"


@derived
def _roles(form: Form) -> Mapping[Place, Role]:
    """The entries of a form by their cells: what names the thing that each belongs to, the thing, and its role."""
    found: dict[Place, Role] = {}
    for entry, role in _entries_of_tables(form):
        found.setdefault(entry.place, role)
    for key, entry in form.identity.items():
        found.setdefault(entry.place, (None, None, key))
    for one in form.texts:
        found.setdefault(one.entry.place, (None, None, one.label or "|"))
    for number, entry in enumerate(form.faulty):
        found.setdefault(entry.place, (None, None, f"|{number}"))
    return found


def _entries_of_tables(form: Form) -> Iterator[tuple[Traced, Role]]:
    for row in form.indicators:
        for role in _ROLES:
            if entry := getattr(row, role):
                yield entry, (of_row, row, role)
    for group in (*form.groups, *((form.total,) if form.total else ())):
        for role in ("weight", "points"):
            if entry := getattr(group, role):
                yield entry, (of_group, group, role)
    for line in form.budget:
        for measure, entry in line.figures.items():
            yield entry, (of_line, line, measure)
