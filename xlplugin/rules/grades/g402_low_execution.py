"""G402: the top grade at a low execution rate needs an explanation."""

from __future__ import annotations

from xlplugin.model import CUSTOM, EXPLAIN, Fault, Related, rule
from xlplugin.quantity import squeeze
from xlplugin.rules.figures import percent, plain
from xlplugin.rules.funds import base, project, total_line
from xlplugin.rules.subjects import of_form

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlplugin.model import BudgetLine, Form, Settings

__all__ = ["low_execution"]


def _funds(form: Form, forms: Sequence[Form]) -> BudgetLine | None:
    """The total line of money behind a graded form: its own, its project's, or the only one in the workbook."""
    own = total_line(form)
    if own:
        return own
    known = [(other, line) for other in forms if (line := total_line(other))]
    same = [line for other, line in known if project(other) == project(form)]
    if len(same) == 1 or len(known) == 1:
        return (same or [known[0][1]])[0]
    return None


@rule(
    "G402",
    "grade.low-execution",
    title="低执行率评优",
    severity=EXPLAIN,
    basis=CUSTOM,
    scope="book",
    messages={
        "zh": "自评等级为“{stated}”，而预算执行率只有{执行率}（{算式}），低于{界限}。请说明评为“{stated}”的理由。",
        "en": "The grade is “{stated}” while the execution rate is only {执行率} ({算式}), under {界限}. "
        "Give the reason for this grade.",
    },
    settings={"top": ("优",), "rate": "60"},
)
def low_execution(forms: Sequence[Form], settings: Settings) -> Iterator[Fault]:
    """Ask where the top grade meets an execution rate below the setting."""
    limit, top = settings.decimal("rate"), settings.words("top")
    for form in forms:
        entry = form.identity.get("grade")
        line = _funds(form, forms) if entry and squeeze(entry.raw).startswith(top) else None
        found = base(line) if line else None
        spent = line.figures.get("executed") if line else None
        if entry is None or found is None or spent is None or spent.value is None or found[2] <= 0:
            continue
        rate = spent.value / found[2] * 100
        if rate < limit:
            arithmetic = f"执行数{plain(spent.value)}÷{found[0]}{plain(found[2])}×100%={percent(rate)}"
            values = {
                "执行数": plain(spent.value),
                found[0]: plain(found[2]),
                "执行率": percent(rate),
                "界限": percent(limit),
                "算式": arithmetic,
            }
            related = (Related(spent.place, spent.raw), Related(found[1].place, found[1].raw))
            yield Fault(entry.place, squeeze(entry.raw), None, values, related, subject=of_form(form))
