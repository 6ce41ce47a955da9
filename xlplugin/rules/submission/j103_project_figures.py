"""J103: what the department reports of a project is what the project reports."""

from __future__ import annotations

from xlplugin.model import CONSISTENT, EXPLAIN, Fault, rule
from xlplugin.rules.facts import facts
from xlplugin.rules.figures import plain, same
from xlplugin.rules.funds import converted
from xlplugin.rules.likeness import alike, kernel, letters, misspelled, timeless
from xlplugin.rules.projects import projects, related, seen
from xlplugin.rules.subjects import of_row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from xlplugin.model import Form, Indicator, Settings, Traced
    from xlplugin.rules.facts import Fact
    from xlplugin.rules.projects import Project

__all__ = ["project_figures"]

_WORDS = 4
"""What is counted is named in at least so many letters."""
_SAME = 0.7
_SHARE = 0.6
"""What counts the same thing in more words (科普讲座, 举办科普讲座) has at most so many more."""
_PART = ("节约", "结余", "结转", "压减", "减少", "增加", "缺口", "收回", "其中", "每", "人均", "平均", "单位成本")
"""Words of an amount that is not all that was spent."""
_ROLES = {"target": "指标值", "actual": "完成值"}


def _meant(row: Indicator, every: Sequence[Project]) -> Project | None:
    """The one project that a row of the department names: rightly spelled before nearly so, dated before not."""
    text = letters(row.name + (row.target.raw if row.target else ""))
    named = [project for project in every if project.funds and timeless(project.name) in text]
    named = named or [project for project in every if project.funds and misspelled(project.name, text)]
    dated = [project for project in named if letters(project.name) in text or project.name == timeless(project.name)]
    longest = max((len(timeless(project.name)) for project in dated), default=0)
    found = [project for project in dated if len(timeless(project.name)) == longest]
    return found[0] if len(found) == 1 else None


def _spent(form: Form, every: Sequence[Project]) -> Iterator[Fault]:
    """Amounts that the department states as spent on a project, against what the project has executed."""
    stated = [fact for fact in facts(form, "actual") if fact.money]
    for fact in stated:
        whole = sum(other.row is fact.row for other in stated) == 1 and not any(word in fact.told for word in _PART)
        project = _meant(fact.row, every) if whole and not fact.approximate else None
        other, line = (project.funds if project else None) or (None, None)
        entry = line.figures.get("executed") if line else None
        if project is None or other is None or line is None or entry is None or entry.value is None:
            continue
        expected = converted(entry.value, line.unit, fact.unit)
        if not same(expected, fact.value):
            yield _fault(form, fact, project, (other, entry, expected), "", "actual")


def _limits(form: Form, every: Sequence[Project]) -> Iterator[Fault]:
    """Limits that the department sets for a project, against the one that the project sets for all its cost."""
    for fact in facts(form, "target"):
        project = _meant(fact.row, every) if fact.money and fact.limit else None
        if project is None:
            continue
        name = kernel(project.name)
        own = [(other, one) for other in project.forms for one in facts(other, "target") if one.money and one.limit]
        whole = [(other, one) for other, one in own if not one.about or one.about in name]
        if len(whole) == 1:
            other, one = whole[0]
            expected = converted(one.value, one.unit, fact.unit)
            if not same(expected, fact.value):
                yield _fault(form, fact, project, (other, one.entry, expected), "limit", "target")


def _parts(form: Form, every: Sequence[Project], role: str) -> Iterator[Fault]:
    """Counts of a project above those of the department: a part is not more than the whole."""
    whole = [fact for fact in facts(form, role) if len(fact.about) >= _WORDS and not fact.limit]
    for project in every if whole else ():
        for other in project.forms:
            for part in facts(other, role):
                fact = next((fact for fact in whole if _exceeds(part, fact)), None)
                if fact:
                    yield _fault(form, fact, project, (other, part.entry, part.value), "part", role)


def _twins(form: Form, every: Sequence[Project]) -> Iterator[Fault]:
    """Results of one and the same indicator (its name and target) that a single project states otherwise."""
    theirs: dict[tuple[str, str], list[tuple[Project, Form, Fact]]] = {}
    for project in every:
        for other in project.forms:
            for one in facts(other, "actual"):
                theirs.setdefault(_indicator(one.row), []).append((project, other, one))
    for fact in facts(form, "actual"):
        twins = theirs.get(_indicator(fact.row), ())
        if len(twins) != 1 or not all(_indicator(fact.row)) or fact.approximate:
            continue
        project, other, one = twins[0]
        if one.unit == fact.unit and one.value < fact.value and not one.approximate:
            yield _fault(form, fact, project, (other, one.entry, one.value), "twin", "actual")


def _indicator(row: Indicator) -> tuple[str, str]:
    """What makes two rows one indicator: the name with the target."""
    return letters(row.name), letters(row.target.raw) if row.target else ""


def _exceeds(part: Fact, fact: Fact) -> bool:
    if part.unit != fact.unit or part.value <= fact.value or part.limit or len(part.about) < _WORDS:
        return False
    shorter, longer = sorted((part.about, fact.about), key=len)
    within = shorter in longer and len(shorter) >= _SHARE * len(longer)
    return (within or alike(part.about, fact.about) >= _SAME) and not (fact.approximate and part.value < 2 * fact.value)


def _fault(
    form: Form, fact: Fact, project: Project, found: tuple[Form, Traced, Decimal], variant: str, role: str
) -> Fault:
    other, entry, expected = found
    values = {
        "_内容": " ".join(fact.row.called.split())[:40],
        "_栏": _ROLES[role],
        "_项目": project.name,
        "_项目表": seen(form, other),
        "部门表数": f"{plain(fact.value)}{fact.unit}",
        "项目表数": f"{plain(expected)}{fact.unit}",
    }
    subject = f"{of_row(form, fact.row)}|{project.name}|{role}"
    others = (related(form, other, entry),)
    return Fault(
        fact.entry.place,
        plain(fact.value),
        plain(expected),
        values,
        others,
        variant=variant,
        subject=subject,
        file=form.file,
    )


@rule(
    "J103",
    "submission.project-figures",
    title="部门表与项目表的数字",
    severity=EXPLAIN,
    basis=CONSISTENT,
    scope="submission",
    messages={
        "zh": "部门整体表“{_内容}”的{_栏}为{部门表数}，“{_项目}”的自评表（{_项目表}）执行数为{项目表数}。"
        "同一笔支出应当是一个数，请核实。",
        "en": "The department states {部门表数} for “{_内容}” ({_栏}), the form of “{_项目}” ({_项目表}) has executed "
        "{项目表数}. One fact has one figure; check which is right.",
        "zh.limit": "部门整体表“{_内容}”的限额为{部门表数}，“{_项目}”自己的表（{_项目表}）为{项目表数}。"
        "同一限额应当是一个数，请核实。",
        "en.limit": "The department sets a limit of {部门表数} (“{_内容}”), the form of “{_项目}” itself ({_项目表}) "
        "one of {项目表数}. One limit has one figure; check which is right.",
        "zh.twin": "“{_内容}”在部门整体表和“{_项目}”的自评表（{_项目表}）中指标值相同，"
        "完成值却是{部门表数}和{项目表数}。同一指标应当是一个数，请核实。",
        "en.twin": "“{_内容}” has the same target in the department's form and in that of “{_项目}” ({_项目表}), but "
        "the results are {部门表数} and {项目表数}. One indicator has one result; check which is right.",
        "zh.part": "部门整体表“{_内容}”的{_栏}为{部门表数}，其中一个项目“{_项目}”（{_项目表}）的{_栏}就有{项目表数}。"
        "项目的数不应大于部门的数，请核实。",
        "en.part": "The department states {部门表数} for “{_内容}” ({_栏}), its project “{_项目}” ({_项目表}) "
        "states {项目表数} alone. A part is not more than the whole; check both.",
    },
)
def project_figures(forms: Sequence[Form], _settings: Settings) -> Iterator[Fault]:
    """Compare the rows of the department's forms with the forms of the projects they speak of."""
    wholes = [form for form in forms if form.is_whole and form.indicators]
    every = projects(forms) if wholes else []
    for form in wholes if every else ():
        yield from _spent(form, every)
        yield from _limits(form, every)
        yield from _twins(form, every)
        for role in _ROLES:
            yield from _parts(form, every, role)
