"""W102: the printed full mark of a class is the sum of the weights of its rows."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.model import ERROR, Fault, Related, rule
from xlplugin.rules.figures import plain, same, shown_sum
from xlplugin.rules.scores import weights_of
from xlplugin.rules.subjects import of_group

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Group, Settings

__all__ = ["of_class"]


def _related(form: Form, group: Group) -> tuple[Related, ...]:
    weights = [form.indicators[position].weight for position in group.members]
    return tuple(Related(weight.place, weight.raw) for weight in weights if weight is not None)


@rule(
    "W102",
    "weights.class",
    title="分类分值",
    severity=ERROR,
    messages={
        "zh": "“{_类别}”印的分值为{stated}，其下各项分值之和为{expected}（{算式}），两者应当相等。请核对各项分值。",
        "en": "“{_类别}” is printed with {stated}, the weights of its rows add up to {expected} ({算式}); "
        "the two must be equal. Check each weight.",
    },
    settings={"tolerance": "0"},
    follows=("T901", "C803"),
)
def of_class(form: Form, settings: Settings) -> Iterator[Fault]:
    """Compare the full mark printed on each class with Σ weights of its rows, where every row has one."""
    tolerance = settings.decimal("tolerance")
    for group in form.groups:
        weight = group.weight
        if group.depth == 0 or weight is None or weight.value is None:
            continue
        addends = weights_of(form, group.members)
        if addends is None:
            continue
        rows = sum(addends, Decimal(0))
        if not same(weight.value, rows, tolerance):
            values = {"_类别": group.name, "算式": shown_sum(addends, "分值")}
            related = _related(form, group)
            stated, expected, subject = plain(weight.value), plain(rows), of_group(form, group)
            uses = tuple(one.place for one in related)
            yield Fault(weight.place, stated, expected, values, related, subject=subject, uses=uses)
