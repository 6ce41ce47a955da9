"""What a finding is about, in words that last: never where it stands, so that its id survives moved rows.

Two things of a form that are called alike are told apart by their targets, else by their order among themselves.
"""

from __future__ import annotations

from xlplugin.quantity import names_nothing, squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
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
    alike = [other for other in things if key(other) == own]
    return own if len(alike) < 2 or thing not in alike else f"{own}|{alike.index(thing) + 1}"  # noqa: PLR2004  a pair


def _row_key(row: Indicator) -> str:
    return "|".join((squeeze(row.level1), squeeze(row.level2), squeeze(row.called)))


def _row_key_with_target(row: Indicator) -> str:
    return f"{_row_key(row)}|{squeeze(row.target.raw) if row.target else ''}"


def of_row(form: Form, row: Indicator) -> str:
    """An indicator or scored item: its classes and its name, with its target where another row is called alike."""
    key = _row_key(row)
    nameless = names_nothing(row.name)
    alike = [other for other in form.indicators if other.name == row.name or (nameless and names_nothing(other.name))]
    alike = [other for other in alike if _row_key(other) == key] if len(alike) > 1 else alike
    return key if len(alike) == 1 else apart(row, alike, _row_key_with_target)


def of_group(form: Form, group: Group) -> str:
    """A class: its name and the classes of its first row, which tell one 小计 from the next."""

    def key(one: Group) -> str:
        first = form.indicators[one.members[0]] if one.members else None
        classes = (squeeze(first.level1), squeeze(first.level2)) if first else ()
        return "|".join((str(one.depth), squeeze(one.name), *classes))

    return apart(group, form.groups, key)


def of_line(form: Form, line: BudgetLine) -> str:
    """A source of money: its table, its role and its label."""
    return apart(line, form.budget, lambda one: "|".join((squeeze(one.block), one.source, squeeze(one.line))))


def of_label(form: Form, label: UnitLabel) -> str:
    """A label that prints a unit of money: its table and its words without the unit."""
    return apart(label, form.units, lambda one: f"{squeeze(one.block)}|{squeeze(one.text)}")


def of_receipt(form: Form, receipt: Receipt) -> str:
    """The row that a receipt is for, or the execution of the budget."""
    rows = form.score.rows if form.score else ()
    row = next((row for row, one in zip(form.indicators, rows, strict=False) if one is receipt), None)
    return of_row(form, row) if row else f"execution|{receipt.name}"


def of_form(form: Form) -> str:
    """A form among those of a workbook: its title and its project."""
    project = form.identity.get("project")
    return f"{squeeze(form.title)}|{squeeze(project.raw) if project else ''}"


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
