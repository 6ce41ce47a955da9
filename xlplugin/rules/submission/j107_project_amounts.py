"""J107: two workbooks of one project state the same total funds."""

from __future__ import annotations

from xlplugin.model import CONSISTENT, ERROR, EXPLAIN, Fault, rule
from xlplugin.rules.figures import plain
from xlplugin.rules.funds import name_of, same_money, total_line
from xlplugin.rules.projects import projects, related, seen
from xlplugin.rules.subjects import kind_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlplugin.model import BudgetLine, Form, Settings

__all__ = ["project_amounts"]

_MEASURES = ("initial", "adjusted", "received", "executed")


def _compared(first: tuple[Form, BudgetLine], later: tuple[Form, BudgetLine], name: str) -> Iterator[Fault]:
    (form, line), (other, known) = later, first
    versions = kind_of(form) == kind_of(other)
    for measure in _MEASURES:
        entry, model = line.figures.get(measure), known.figures.get(measure)
        if entry is None or model is None or entry.value is None or model.value is None:
            continue
        if same_money(model.value, known.unit, entry.value, line.unit):
            continue
        values = {
            "_项目": name,
            "_栏目": name_of(measure, line),
            "_另表": seen(form, other),
            "本表数": f"{plain(entry.value)}{line.unit}",
            "另表数": f"{plain(model.value)}{known.unit}",
        }
        severity, variant = (EXPLAIN, "versions") if versions else (ERROR, "")
        others = (related(form, other, model),)
        stated, expected = plain(entry.value), plain(model.value)
        subject = f"{name}|{measure}"
        yield Fault(entry.place, stated, expected, values, others, severity, variant, subject, file=form.file)


@rule(
    "J107",
    "submission.project-amounts",
    title="同一项目各工作簿资金一致",
    severity=ERROR,
    basis=CONSISTENT,
    scope="submission",
    messages={
        "zh": "“{_项目}”的{_栏目}合计在本表为{本表数}，在{_另表}中为{另表数}。同一项目的数字应当一致，请核实更正。",
        "en": "The total {_栏目} of “{_项目}” is {本表数} here and {另表数} in {_另表}. One project has one figure; "
        "find out which is right.",
        "zh.versions": "“{_项目}”有两份同样的表，{_栏目}合计在本表为{本表数}，在{_另表}中为{另表数}。"
        "请确认哪一份是定稿，只报定稿。",
        "en.versions": "There are two forms of one kind for “{_项目}”: the total {_栏目} is {本表数} here and {另表数} "
        "in {_另表}. Hand in the final one only.",
    },
)
def project_amounts(forms: Sequence[Form], _settings: Settings) -> Iterator[Fault]:
    """Compare the total lines of forms of one project and year that stand in different workbooks."""
    for project in projects(forms):
        stated = [(form, line) for form in project.forms if (line := total_line(form))]
        for position, later in enumerate(stated):
            first = next((one for one in stated[:position] if one[0].year == later[0].year), None)
            if first and first[0].file != later[0].file:
                yield from _compared(first, later, project.name)
