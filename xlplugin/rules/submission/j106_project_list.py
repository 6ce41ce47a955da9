"""J106: the department's list of projects and their forms are the same projects with the same money."""

from __future__ import annotations

from xlplugin.model import CONSISTENT, EXPLAIN, Fault, rule
from xlplugin.record import record, replace
from xlplugin.rules.figures import plain, same
from xlplugin.rules.funds import base, converted
from xlplugin.rules.likeness import alike, kernel, letters
from xlplugin.rules.projects import projects, related, seen, tasks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlplugin.model import Form, Settings, Traced
    from xlplugin.rules.projects import Project

__all__ = ["project_list"]

_NEAR = 0.6
"""Names that share this much of their pairs of letters may be one project's."""

_ENOUGH = 2
"""A list that names so many projects which have forms is a list of projects, not of tasks."""


@record
class _Listed:
    """One line of the department's list."""

    entry: Traced
    amount: Traced | None
    unit: str
    project: Project | None
    renamed: bool = False

    @property
    def name(self) -> str:
        return " ".join(self.entry.raw.split())


def _listed(form: Form, every: Sequence[Project]) -> list[_Listed]:
    """The lines of the list, each with the project it is; names may leave out 经费 and the like."""
    exact = {letters(project.name): project for project in every}
    short = {kernel(project.name): project for project in every}
    unit = next((label.unit for label in form.units), "万元")
    found = []
    for entry, amount in tasks(form):
        project = exact.get(letters(entry.raw)) or short.get(kernel(entry.raw))
        found.append(_Listed(entry, amount, unit, project))
    return [_renamed(line, found, every) for line in found]


def _renamed(line: _Listed, listed: Sequence[_Listed], every: Sequence[Project]) -> _Listed:
    """A line without a project, taken for the one left over of much the same name and the same money."""
    known = [other.project for other in listed]
    near = [one for one in every if one not in known and alike(kernel(one.name), kernel(line.name)) >= _NEAR]
    if line.project is not None or len(near) != 1 or line.amount is None or line.amount.value is None:
        return line
    _, funds = near[0].funds or (None, None)
    budget = base(funds) if funds else None
    if funds and budget and same(converted(budget[2], funds.unit, line.unit), line.amount.value):
        return replace(line, project=near[0], renamed=True)
    return line


def _names(form: Form, listed: Sequence[_Listed]) -> Iterator[Fault]:
    for line in listed:
        if line.renamed and line.project is not None:
            own = line.project.forms[0]
            entry = own.identity["project"]
            values = {"_项目表": seen(form, own)}
            others = (related(form, own, entry),)
            name = line.project.name
            yield Fault(line.entry.place, line.name, name, values, others, None, "renamed", name, file=form.file)


def _without_form(form: Form, listed: Sequence[_Listed]) -> Iterator[Fault]:
    for line in listed:
        if line.project is None:
            values = {"_项目": line.name, "_表": form.title}
            yield Fault(line.entry.place, line.name, None, values, subject=line.name, file=form.file)


def _not_listed(form: Form, listed: Sequence[_Listed], every: Sequence[Project]) -> Iterator[Fault]:
    known = [line.project for line in listed]
    for project in every:
        if project not in known:
            own = project.forms[0]
            values = {"_项目": project.name, "_部门表": seen(own, form)}
            others = (related(own, form, listed[0].entry),)
            place = own.identity["project"].place
            yield Fault(place, project.name, None, values, others, None, "unlisted", project.name, file=own.file)


def _amounts(form: Form, listed: Sequence[_Listed]) -> Iterator[Fault]:
    for line in listed:
        funds = line.project.funds if line.project else None
        known = base(funds[1]) if funds else None
        if line.project is None or funds is None or known is None or line.amount is None or line.amount.value is None:
            continue
        expected = converted(known[2], funds[1].unit, line.unit)
        if same(expected, line.amount.value):
            continue
        values = {
            "_项目": line.project.name,
            "_项目表": seen(form, funds[0]),
            "列表数": f"{plain(line.amount.value)}{line.unit}",
            "项目表数": f"{plain(known[2])}{funds[1].unit}",
        }
        others = (related(form, funds[0], known[1]),)
        stated = plain(line.amount.value)
        subject = f"{line.project.name}|amount"
        place = line.amount.place
        yield Fault(place, stated, plain(expected), values, others, None, "amount", subject, file=form.file)


@rule(
    "J106",
    "submission.project-list",
    title="项目清单与项目自评表",
    severity=EXPLAIN,
    basis=CONSISTENT,
    scope="submission",
    messages={
        "zh": "部门整体表列有“{_项目}”，但没有这个项目的自评表。列出的项目都应开展自评，请补报或说明。",
        "en": "The department's form lists “{_项目}”, but there is no form of that project. Add it or say why.",
        "zh.unlisted": "部门整体表（{_部门表}）的任务清单里没有“{_项目}”，而本表是这个项目的自评表。"
        "请核实清单是否漏列。",
        "en.unlisted": "The list of the department ({_部门表}) does not name “{_项目}”, the project of this form. "
        "Check whether the list is complete.",
        "zh.renamed": "部门整体表列的是“{stated}”，金额相同的项目自评表（{_项目表}）名称为“{expected}”，"
        "看来是同一个项目。请统一名称。",
        "en.renamed": "The department lists “{stated}”; a form with the same money ({_项目表}) is named “{expected}”: "
        "it seems to be the same project. Use one name.",
        "zh.amount": "部门整体表所列“{_项目}”的金额为{列表数}，该项目自评表（{_项目表}）的预算数为{项目表数}，请核实。",
        "en.amount": "The department lists “{_项目}” with {列表数}, the form of the project ({_项目表}) has "
        "a budget of {项目表数}; check which is right.",
    },
)
def project_list(forms: Sequence[Form], _settings: Settings) -> Iterator[Fault]:
    """Compare the department's list of tasks with the projects that have forms, where it is a list of projects."""
    wholes = [form for form in forms if form.is_whole and form.texts]
    every = projects(forms) if wholes else []
    for form in wholes if len(every) >= _ENOUGH else ():
        listed = _listed(form, every)
        if len({line.project.name for line in listed if line.project}) >= _ENOUGH:
            yield from _without_form(form, listed)
            yield from _not_listed(form, listed, every)
            yield from _amounts(form, listed)
            yield from _names(form, listed)
