"""J101: what the department spends on projects is the sum of its projects."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.model import ADVICE, CONSISTENT, ERROR, EXPLAIN, Fault, rule
from xlplugin.record import record
from xlplugin.rules.figures import plain, same, slack
from xlplugin.rules.funds import converted, name_of, total_line
from xlplugin.rules.projects import Project, is_of, projects, related, shared_year

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlplugin.model import BudgetLine, Form, Settings, Traced

__all__ = ["project_funds"]

_MEASURES = ("adjusted", "initial", "received", "executed")
_FAR = 100
_TOLD = 12
"""More projects than this are told by their number, or the message becomes unreadable."""


@record
class _Sum:
    """The amounts that projects state of one measure, in the unit of the department's line.

    ``complete`` where every workbook with a project states one.
    """

    parts: tuple[tuple[Project, Form, Traced, Decimal], ...]
    complete: bool

    @property
    def amounts(self) -> tuple[Decimal, ...]:
        return tuple(amount for *_, amount in self.parts)

    @property
    def total(self) -> Decimal:
        return sum(self.amounts, Decimal(0))


def _line(form: Form) -> tuple[BudgetLine, bool] | None:
    """The line of the department that is all its projects, else the one that they are part of."""
    lines = (line for line in form.budget if line.source == "projects")
    stated = (line for line in lines if any(entry.value is not None for entry in line.figures.values()))
    found = next(stated, None)
    if found is not None:
        return found, True
    whole = total_line(form)
    return None if whole is None else (whole, False)


def _sum(line: BudgetLine, measure: str, every: Sequence[Project]) -> _Sum:
    parts = []
    for project in every:
        found = project.funds
        entry = found[1].figures.get(measure) if found else None
        if found and entry is not None and entry.value is not None:
            parts.append((project, found[0], entry, converted(entry.value, found[1].unit, line.unit)))
    told = {form.file for _, form, _, _ in parts}
    silent = [project for project in every if project.funds and project.name not in {part[0].name for part in parts}]
    lost = [project for project in every if not project.funds and project.forms[0].file not in told]
    return _Sum(tuple(parts), not silent and not lost)


def _other_unit(line: BudgetLine, stated: Decimal, found: _Sum) -> bool:
    """Whether a unit of money is not printed somewhere and the figures are too far apart for one unit."""
    units = {line.unit, *(funds[1].unit for part in found.parts if (funds := part[0].funds))}
    low, high = sorted((abs(stated), abs(found.total)))
    return len(units) > 1 and "" in units and high >= _FAR * low


def _fault(form: Form, line: BudgetLine, measure: str, whole: bool, found: _Sum) -> Fault | None:
    """One measure compared; what falls short is no fault where the line holds more than projects."""
    entry = line.figures.get(measure)
    if entry is None or entry.value is None or not found.parts or same(entry.value, found.total):
        return None
    gap = found.total - entry.value
    if gap < 0 and not (whole and found.complete and len(found.parts) > 1):
        return None
    rounding = abs(gap) <= slack(found.amounts)
    if (rounding and not whole) or _other_unit(line, entry.value, found):
        return None
    own = sum((amount for _, one, _, amount in found.parts if is_of(one, form)), Decimal(0))
    over = ERROR if own > entry.value else EXPLAIN
    severity, variant = (ADVICE, "rounding") if rounding else (over, "") if gap > 0 else (EXPLAIN, "short")
    listed = "、".join(f"{project.name}{plain(amount)}" for project, _, _, amount in found.parts[:_TOLD])
    name = name_of(measure, line)
    values = {
        "_行": line.line,
        "_栏目": name,
        "_单位": line.unit,
        "项目数": str(len(found.parts)),
        "_各项目": f"{listed}等" if len(found.parts) > _TOLD else listed,
        "相差": plain(abs(gap)),
    }
    others = tuple(
        related(form, one, amount, f"{project.name}：{amount.raw.strip()}") for project, one, amount, _ in found.parts
    )
    subject = f"{line.source}|{name}"
    stated, expected = plain(entry.value), plain(found.total)
    return Fault(entry.place, stated, expected, values, others, severity, variant, subject, file=form.file)


@rule(
    "J101",
    "submission.project-funds",
    title="项目资金合计与部门项目支出",
    severity=ERROR,
    basis=CONSISTENT,
    scope="submission",
    messages={
        "zh": "部门整体表“{_行}”的{_栏目}为{stated}{_单位}，{项目数}个项目的自评表合计{expected}{_单位}（{_各项目}），"
        "项目之和多出{相差}{_单位}。请核对部门表是否漏计项目，或某个项目的数字有误。",
        "en": "“{_行}” of the department states {stated}{_单位} ({_栏目}), the forms of its {项目数} projects "
        "add up to {expected}{_单位} ({_各项目}), {相差}{_单位} more. A project may be left out, or a figure is wrong.",
        "zh.short": "部门整体表“{_行}”的{_栏目}为{stated}{_单位}，已报的{项目数}个项目自评表合计{expected}{_单位}"
        "（{_各项目}），少{相差}{_单位}。如有项目未报自评表请补报，否则请说明差额。",
        "en.short": "“{_行}” of the department states {stated}{_单位} ({_栏目}), the forms of {项目数} projects "
        "add up to {expected}{_单位} ({_各项目}), {相差}{_单位} less. Add missing forms or explain the gap.",
        "zh.rounding": "部门整体表“{_行}”的{_栏目}为{stated}{_单位}，{项目数}个项目的自评表合计{expected}{_单位}，"
        "相差{相差}{_单位}，可能是四舍五入所致。",
        "en.rounding": "“{_行}” of the department states {stated}{_单位} ({_栏目}), the forms of its {项目数} projects "
        "add up to {expected}{_单位}; the difference of {相差}{_单位} may come from rounding.",
    },
)
def project_funds(forms: Sequence[Form], _settings: Settings) -> Iterator[Fault]:
    """Compare, per amount, the department's line with the sum over its projects.

    A sum above it is wrong whatever else is handed in; below it a project may not have been handed in, which is asked
    once. A department that states only its total funds is compared from above. Where the sum is above only with
    projects of other units, it is asked, too.
    """
    wholes = [form for form in forms if form.is_whole and form.budget]
    every = projects(forms) if wholes else []
    for form in wholes if every else ():
        line, own = _line(form), shared_year(form, every)
        if line is None:
            continue
        sums = ((measure, _sum(line[0], measure, own)) for measure in _MEASURES)
        faults = [fault for measure, found in sums if (fault := _fault(form, line[0], measure, line[1], found))]
        variants = [fault.variant for fault in faults]
        yield from (fault for n, fault in enumerate(faults) if not fault.variant or fault.variant not in variants[:n])
