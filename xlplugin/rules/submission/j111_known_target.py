"""J111: what the department has a figure for, the project has a figure for."""

from __future__ import annotations

from xlplugin.model import CONSISTENT, EXPLAIN, Fault, rule
from xlplugin.quantity import names_nothing, squeeze
from xlplugin.rules.facts import about, facts
from xlplugin.rules.likeness import pairs
from xlplugin.rules.projects import projects, related, seen
from xlplugin.rules.subjects import of_row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlplugin.model import Form, Indicator, Settings, Traced

__all__ = ["known_target"]

_RUN = 6
"""So many letters in a row (召开各类会议) say that two rows are about one thing."""


def _open(form: Form) -> Iterator[tuple[Indicator, Traced]]:
    """The rows whose target is words without any figure."""
    for row in form.indicators:
        entry = row.target
        if entry is not None and not entry.is_blank and not any(map(str.isdigit, f"{row.called}{entry.raw}")):
            yield row, entry


def _about(row: Indicator, entry: Traced) -> str:
    """What a row is about: its name, where that says more than 指标1：, with its target."""
    return about(f"{'' if names_nothing(row.name) else row.name}{entry.raw}")


def _common(one: str, other: str) -> str:
    """The longest run of letters that stands in both texts, empty where it is short."""
    if len(pairs(one) & pairs(other)) < _RUN - 1:
        return ""
    runs = (one[at:end] for at in range(len(one)) for end in range(at + _RUN, len(one) + 1) if one[at:end] in other)
    return max(runs, key=len, default="")


@rule(
    "J111",
    "submission.known-target",
    title="部门表已有的指标值",
    severity=EXPLAIN,
    basis=CONSISTENT,
    scope="submission",
    messages={
        "zh": "本表指标“{stated}”没有写明数值，部门整体表（{_部门表}）同类指标为“{expected}”。"
        "请把本项目的目标数填上，或说明理由。",
        "en": "The target “{stated}” has no figure; the department's form ({_部门表}) has one for the same thing: "
        "“{expected}”. State the figure of this project, or why it has none.",
    },
)
def known_target(forms: Sequence[Form], _settings: Settings) -> Iterator[Fault]:
    """Look for rows of projects without a figure that the department's targets state with one, class by class."""
    every = projects(forms)
    wholes = [form for form in forms if form.is_whole and form.indicators] if every else []
    known = {
        (squeeze(fact.row.level2), _about(fact.row, fact.entry)): (form, fact)
        for form in wholes
        for fact in facts(form, "target")
        if not fact.money
    }
    for project in every if known else ():
        for form in project.forms:
            for row, entry in _open(form):
                text = _about(row, entry)
                same = (one for key, one in known.items() if key[0] == squeeze(row.level2) and _common(text, key[1]))
                found = next(same, None)
                if found:
                    other, fact = found
                    stated, expected = " ".join(entry.raw.split()), fact.told
                    others = (related(form, other, fact.entry),)
                    subject = of_row(form, row)
                    values = {"_部门表": seen(form, other)}
                    yield Fault(entry.place, stated, expected, values, others, subject=subject, file=form.file)
