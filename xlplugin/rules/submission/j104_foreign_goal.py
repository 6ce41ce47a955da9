"""J104: the annual goal of a project is its own, not that of another project."""

from __future__ import annotations

from xlplugin.model import CONSISTENT, ERROR, EXPLAIN, Fault, rule
from xlplugin.record import record
from xlplugin.rules.likeness import alike, coverage, kernel, letters, pairs
from xlplugin.rules.projects import goals, projects, related, seen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlplugin.model import Form, Settings, Traced
    from xlplugin.rules.projects import Project

__all__ = ["foreign_goal"]

_SAME = 0.85
"""Goals that share this much of their pairs of letters say the same."""
_OWN = 0.35
"""A goal in which this much of the project's name stands is its own."""
_CLEAR = 0.25
"""How much better another project's name must fit."""
_SENTENCE = 20
"""Shorter goals (保障各项工作正常运转，经费及时拨付) are alike by chance."""
_KIN = 0.7
"""Names that share this much of their pairs of letters are of one family."""
_NAME = 5
"""Shorter names (会议, 办公运转) stand in goals by chance."""


@record
class _Goal:
    """One goal of one project."""

    project: Project
    number: int
    form: Form
    entry: Traced

    @property
    def text(self) -> str:
        return letters(self.entry.raw)

    @property
    def own(self) -> float:
        return coverage(self.project.name, self.text)


def _names(goal: _Goal, project: Project) -> bool:
    """Whether a goal is nothing but the name of a project."""
    return kernel(goal.text) == kernel(project.name)


def _family(project: Project, other: Project) -> bool:
    """Whether two projects are parts of one thing (第一批, 第二批) or one in two years: their goals may be alike."""
    return kernel(project.name) == kernel(other.name) or alike(kernel(project.name), kernel(other.name)) >= _KIN


def _same(goal: _Goal, other: _Goal) -> bool:
    sizes = sorted((len(pairs(goal.text)), len(pairs(other.text))))
    return sizes[0] >= _SENTENCE and sizes[0] >= _SAME * sizes[1] * _SAME and alike(goal.text, other.text) >= _SAME


def _owner(goal: _Goal, others: Sequence[_Goal]) -> _Goal | None:
    """Whose goal it is among those that state it: the one whose name fits it, and clearly better."""
    best = max(others, key=lambda other: other.own)
    return best if best.own >= _OWN and best.own >= goal.own + _CLEAR else None


def _fault(goal: _Goal, other: _Goal | Project, severity: str, variant: str) -> Fault:
    project = other if not isinstance(other, _Goal) else other.project
    form, entry = (other.form, other.entry) if isinstance(other, _Goal) else (project.forms[0], None)
    entry = entry or form.identity["project"]
    text = " ".join(goal.entry.raw.split())
    values = {
        "_目标": text if len(text) <= 40 else f"{text[:40]}……",  # noqa: PLR2004  a line of a message
        "_本项目": goal.project.name,
        "_另项目": project.name,
        "_另表": seen(goal.form, form),
    }
    return Fault(
        goal.entry.place,
        text,
        None,
        values,
        (related(goal.form, form, entry),),
        severity,
        variant,
        f"{goal.project.name}|{goal.number}",
        file=goal.form.file,
    )


def _by_name(goal: _Goal, every: Sequence[Project]) -> Fault | None:
    """A goal that is another project's name, or speaks of another project and not of its own."""
    if goal.own >= _OWN or _names(goal, goal.project):
        return None
    for other in every:
        if _family(goal.project, other):
            continue
        if _names(goal, other):
            return _fault(goal, other, ERROR, "")
        named = kernel(other.name)
        if len(named) >= _NAME and named in goal.text and goal.own == 0:
            return _fault(goal, other, EXPLAIN, "about")
    return None


def _twins(every: Sequence[_Goal]) -> dict[int, list[int]]:
    """The positions of goals that say the same and are of different projects, each with the others."""
    found: dict[int, list[int]] = {}
    for later, goal in enumerate(every):
        for first, other in enumerate(every[:later]):
            if not _family(goal.project, other.project) and _same(goal, other):
                found.setdefault(first, []).append(later)
                found.setdefault(later, []).append(first)
    return found


def _shared(goal: _Goal, others: Sequence[_Goal], before: _Goal | None, *, alone: bool) -> Fault | None:
    """A goal that another project states as well: whose it is where a name fits, else told at the later one.

    Beside goals of its own (``alone`` is false) a project may share one: 经费及时拨付, 群众满意.
    """
    owner = _owner(goal, others)
    if owner is not None:
        return _fault(goal, owner, EXPLAIN, "theirs")
    if not alone or (goal.own >= _OWN and goal.own >= max(other.own for other in others) + _CLEAR):
        return None
    return _fault(goal, before, EXPLAIN, "shared") if before else None


@rule(
    "J104",
    "submission.foreign-goal",
    title="年度目标属于本项目",
    severity=EXPLAIN,
    basis=CONSISTENT,
    scope="submission",
    messages={
        "zh": "“{_本项目}”的年度目标写的是“{_目标}”，这是同一单位另一个项目“{_另项目}”（{_另表}）的名称。"
        "请改为本项目的目标。",
        "en": "The annual goal of “{_本项目}” reads “{_目标}”: that is the name of another project of the unit, "
        "“{_另项目}” ({_另表}). State the goal of this project.",
        "zh.about": "“{_本项目}”的年度目标“{_目标}”讲的是另一个项目“{_另项目}”（{_另表}），没有提到本项目。"
        "请核实是否填错了表。",
        "en.about": "The annual goal of “{_本项目}”, “{_目标}”, speaks of another project, “{_另项目}” ({_另表}), "
        "and not of this one. Check whether it stands in the wrong form.",
        "zh.theirs": "“{_本项目}”的年度目标“{_目标}”与“{_另项目}”（{_另表}）的年度目标相同，内容也更像后者。"
        "请核实并改为本项目的目标。",
        "en.theirs": "The annual goal of “{_本项目}”, “{_目标}”, is that of “{_另项目}” ({_另表}) too, and fits "
        "the latter better. Check it and state the goal of this project.",
        "zh.shared": "“{_本项目}”与“{_另项目}”（{_另表}）的年度目标相同：“{_目标}”。"
        "各项目的目标应当反映各自的任务，请核实。",
        "en.shared": "“{_本项目}” and “{_另项目}” ({_另表}) state the same annual goal: “{_目标}”. Each project "
        "has a task of its own; check both.",
    },
)
def foreign_goal(forms: Sequence[Form], _settings: Settings) -> Iterator[Fault]:
    """Compare the annual goals of a unit's projects with each other and with the names of the projects."""
    every = projects(forms)
    if len(every) < 2:  # noqa: PLR2004  nothing to be taken from
        return
    stated = [
        _Goal(project, number, form, passage.entry)
        for project in every
        for number, (form, passage) in enumerate(goals(project), 1)
    ]
    told = {position: fault for position, goal in enumerate(stated) if (fault := _by_name(goal, every))}
    left = [goal for position, goal in enumerate(stated) if position not in told]
    yield from told.values()
    shared = _twins(left)
    own = {goal.project.name for position, goal in enumerate(left) if position not in shared}
    for position, twins in sorted(shared.items()):
        goal, before = left[position], next((left[at] for at in twins if at < position), None)
        fault = _shared(goal, [left[at] for at in twins], before, alone=goal.project.name not in own)
        if fault:
            yield fault
