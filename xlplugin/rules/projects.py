"""The workbooks of one unit: the forms of the department as a whole, and its projects with their forms."""

from __future__ import annotations

from xlplugin.model import Related
from xlplugin.quantity import squeeze
from xlplugin.record import record
from xlplugin.rules.funds import project, total_line
from xlplugin.rules.likeness import alike

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from xlplugin.model import BudgetLine, Form, Passage, Traced
    from xlplugin.place import Place

__all__ = ["Project", "entries", "goals", "is_of", "projects", "related", "seen", "shared_year", "tasks"]

_SLIP = 0.75
"""Names of units that share this much of their pairs of letters are one name with a slip."""


@record
class Project:
    """One project: its name as stated, and its forms in the order of the workbooks."""

    name: str
    forms: tuple[Form, ...]

    @property
    def funds(self) -> tuple[Form, BudgetLine] | None:
        """The first form that states total amounts, with that line."""
        found = ((form, total_line(form)) for form in self.forms)
        return next(((form, line) for form, line in found if line is not None), None)


def projects(forms: Iterable[Form]) -> list[Project]:
    """The projects by name, in the order of their first forms."""
    found: dict[str, list[Form]] = {}
    for form in forms:
        if (key := project(form)) and not form.is_whole:
            found.setdefault(key, []).append(form)
    return [Project(" ".join(own[0].identity["project"].raw.split()), tuple(own)) for own in found.values()]


def goals(one: Project) -> Iterator[tuple[Form, Passage]]:
    """The annual goals that its forms state."""
    for form in one.forms:
        for passage in form.texts:
            if passage.concept == "goal" and not passage.entry.is_blank:
                yield form, passage


def entries(form: Form) -> Iterator[tuple[Place, str]]:
    """What a form says in words: names, targets and results of its rows, and its passages."""
    for row in form.indicators:
        yield row.place, row.name
        for entry in (row.target, row.actual):
            if entry is not None and entry.value is None and not entry.is_blank:
                yield entry.place, entry.raw
    for passage in form.texts:
        if passage.entry.value is None and not passage.entry.is_blank:
            yield passage.entry.place, passage.entry.raw


def tasks(form: Form) -> list[tuple[Traced, Traced | None]]:
    """The tasks or projects that a form lists, each with its amount where one stands in the same row."""
    amounts = {passage.entry.place.row: passage.entry for passage in form.texts if passage.concept == "amount"}
    names = [passage.entry for passage in form.texts if passage.concept == "task" and not passage.entry.is_blank]
    return [(entry, amounts.get(entry.place.row)) for entry in names]


def is_of(form: Form, whole: Form) -> bool:
    """Whether a form is of the unit that the department's form is about: it names that unit, with a slip, or none."""
    entry = whole.identity.get("unit")
    unit = squeeze(entry.raw) if entry else ""
    entries = [form.identity.get(what) for what in ("unit", "department")]
    names = [squeeze(entry.raw) for entry in entries if entry is not None and not entry.is_blank]
    return not unit or not names or any(name in unit or unit in name or alike(name, unit) >= _SLIP for name in names)


def related(form: Form, other: Form, entry: Traced | None = None, what: str = "") -> Related:
    """An entry of another form, or the form itself, as seen from this one."""
    place = entry.place if entry else other.place
    file = other.file if other.file != form.file else None
    return Related(place, what or (entry.raw.strip() if entry else other.title), file)


def seen(form: Form, other: Form) -> str:
    """How another form is called from this one: its sheet, and its workbook where that is another one."""
    if other.file == form.file:
        return other.sheet
    return f"{other.file.replace(chr(92), '/').rpartition('/')[2]} {other.sheet}"


def shared_year(form: Form, others: Sequence[Project]) -> list[Project]:
    """The projects of the same year as a form, as far as years are stated."""
    return [one for one in others if not form.year or one.forms[0].year in {form.year, ""}]
