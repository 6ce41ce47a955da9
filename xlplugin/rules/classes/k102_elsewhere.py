"""K102: a satisfaction rate stands under 满意度, not under another class."""

from __future__ import annotations

from xlplugin.model import CUSTOM, EXPLAIN, Fault, Related, rule
from xlplugin.quantity import squeeze
from xlplugin.rules.figures import plain
from xlplugin.rules.satisfaction import in_class, names_rate, where_named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Group, Settings

__all__ = ["elsewhere"]


def _own_class(form: Form) -> Group | None:
    """The class of the form that is for satisfaction."""
    return next((group for group in form.groups if "满意" in squeeze(group.name)), None)


@rule(
    "K102",
    "classes.satisfaction-elsewhere",
    title="满意度列在其他类别下",
    severity=EXPLAIN,
    basis=CUSTOM,
    messages={
        "zh": "“{stated}”是满意度，却列在“{_类别}”下。请移到满意度指标下，或说明理由。",
        "en": "“{stated}” is a satisfaction rate but stands under “{_类别}”. Move it to 满意度指标 or give the reason.",
        "zh.points": "“{stated}”是满意度，却列在“{_类别}”下，{_一级}的分值因此含有满意度{分值}分。"
        "请移到满意度指标下并相应调整分值，或说明理由。",
        "en.points": "“{stated}” is a satisfaction rate but stands under “{_类别}”, so that {分值} points of {_一级} "
        "are for satisfaction. Move it to 满意度指标 and adjust the weights, or give the reason.",
    },
    settings={"classes": ("产出", "完成", "效益", "成本"), "own": ("投入", "过程", "决策")},
)
def elsewhere(form: Form, settings: Settings) -> Iterator[Fault]:
    """Ask about satisfaction rates under the classes of output, benefit and cost.

    Scorecards and the frameworks of 投入, 过程, 效益 print satisfaction where they want it.
    """
    if any(word in row.level1 for row in form.indicators for word in settings.words("own")):
        return
    for row in form.indicators:
        if row.target is None or in_class(row) or not names_rate(row.called):
            continue
        place = where_named(row)
        if place is None or not any(word in squeeze(row.level1) for word in settings.words("classes")):
            continue
        own = _own_class(form)
        related = (Related(own.place, own.name),) if own else ()
        shown, values = row.called.strip(), {"_类别": row.level2 or row.level1, "_一级": row.level1}
        weight = row.weight.value if row.weight else None
        values |= {} if weight is None else {"分值": plain(weight)}
        variant, subject = "" if weight is None else "points", f"{row.level1}|{row.level2}|{shown}"
        yield Fault(place, shown, None, values, related, variant=variant, subject=subject)
