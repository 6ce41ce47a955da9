"""J102: the department calls a project as the project calls itself."""

from __future__ import annotations

from xlplugin.model import ADVICE, CONSISTENT, EXPLAIN, Fault, rule
from xlplugin.rules.funds import base
from xlplugin.rules.likeness import alike, letters, misspelled, timeless, year_in
from xlplugin.rules.projects import entries, projects, related, seen
from xlplugin.rules.subjects import kind_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlplugin.model import Form, Settings
    from xlplugin.rules.projects import Project

__all__ = ["project_name"]

_NEAR = 0.6
"""Names that share this much of their pairs of letters may be one project's."""


def _named(form: Form, project: Project, known: Sequence[str]) -> Iterator[Fault]:
    wanted = timeless(project.name)
    if any(wanted in letters(text) for _, text in entries(form)):
        return  # the department knows the name; 治理水土流失面积 then is what was done, not the name of 水土流失治理
    for place, text in entries(form):
        words = misspelled(project.name, text, known)
        if not words:
            continue
        own = project.forms[0]
        name = own.identity["project"]
        values = {"_原文": " ".join(text.split())[:40], "_项目表": seen(form, own)}
        others = (related(form, own, name),)
        yield Fault(place, words, wanted, values, others, subject=project.name, file=form.file)
        return


def _torn(every: Sequence[Project]) -> Iterator[Fault]:
    """One project whose forms of different kinds stand in several workbooks under names that differ."""
    parts = [(project, {kind_of(form) for form in project.forms}) for project in every]
    kinds = set().union(*(own for _, own in parts))
    parts = [(project, own) for project, own in parts if own != kinds]
    for position, (project, own) in enumerate(parts):
        near = [other for other, theirs in parts[:position] if not own & theirs and _one(project, other)]
        if len(near) != 1:
            continue
        form, other = project.forms[0], near[0].forms[0]
        entry, known = form.identity["project"], other.identity["project"]
        values = {"_另表": seen(form, other)}
        others = (related(form, other, known),)
        subject = f"{near[0].name}|{project.name}"
        yield Fault(entry.place, project.name, near[0].name, values, others, EXPLAIN, "forms", subject, file=form.file)


def _one(project: Project, other: Project) -> bool:
    """Whether two names in two workbooks may be one project's: alike, of one year, and with no other funds."""
    form, known = project.forms[0], other.forms[0]
    if form.file == known.file or year_in(project.name) != year_in(other.name):
        return False
    amounts = [found[1] if (found := base(one.funds[1])) else None for one in (project, other) if one.funds]
    figures = {entry.value for entry in amounts if entry}
    return len(figures) < 2 and alike(timeless(project.name), timeless(other.name)) >= _NEAR  # noqa: PLR2004  a pair


@rule(
    "J102",
    "submission.project-name",
    title="部门表与项目表的项目名称",
    severity=ADVICE,
    basis=CONSISTENT,
    scope="submission",
    messages={
        "zh": "部门整体表写作“{stated}”（“{_原文}”），项目自评表（{_项目表}）的项目名称为“{expected}”，字相近而不同。"
        "同一项目请用同一名称。",
        "en": "The department's form says “{stated}” (“{_原文}”), the form of the project ({_项目表}) is named "
        "“{expected}”: nearly the same letters. Use one name for one project.",
        "zh.forms": "本表的项目名称为“{stated}”，{_另表}中为“{expected}”，看来是同一个项目的两张表。请核实并统一名称。",
        "en.forms": "This form names the project “{stated}”, {_另表} names it “{expected}”: it seems to be one "
        "project. Check it and use one name.",
    },
)
def project_name(forms: Sequence[Form], _settings: Settings) -> Iterator[Fault]:
    """Look in the department's words for names of projects with letters exchanged or one letter off.

    Forms of one project in several workbooks are put together by their names.
    """
    wholes = [form for form in forms if form.is_whole]
    every = projects(forms)
    if len(every) > 1:
        yield from _torn(every)
    known = [project.name for project in every]
    unique = {timeless(project.name): project for project in reversed(every)}
    for form in wholes:
        for project in reversed(unique.values()):
            yield from _named(form, project, known)
