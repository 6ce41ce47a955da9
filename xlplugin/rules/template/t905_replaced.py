"""T905: where the blank computes a figure, the formula still stands."""

from __future__ import annotations

from xlplugin.model import ADVICE, CUSTOM, EXPLAIN, Fault, rule
from xlplugin.model.difference import REPLACED
from xlplugin.rules.deviations import of_kind, subject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Settings

__all__ = ["replaced"]


@rule(
    "T905",
    "template.formula-replaced",
    title="公式被数字覆盖",
    severity=ADVICE,
    basis=CUSTOM,
    messages={
        "zh": "“{_名称}”在空白表上由公式得出，此表直接填了{stated}，与公式的结果相同。"
        "以后改动别的数时此格不会跟着变，建议恢复公式。",
        "en": "The blank form computes “{_名称}”; here {stated} was typed, which is what the formula gives. "
        "It will not follow later changes; better restore the formula.",
        "zh.other": "“{_名称}”在空白表上由公式得出，此表直接填了{stated}，公式的结果是{expected}。"
        "请恢复公式，或说明为何不同。",
        "en.other": "The blank form computes “{_名称}”; here {stated} was typed, the formula gives {expected}. "
        "Restore the formula or state why the figure differs.",
        "zh.gone": "“{_名称}”在空白表上由公式得出，此表删去了公式，没有填数；公式的结果是{expected}。建议恢复公式。",
        "en.gone": "The blank form computes “{_名称}”; here the formula was deleted and the cell is empty, "
        "the formula gives {expected}. Better restore it.",
    },
)
def replaced(form: Form, _settings: Settings) -> Iterator[Fault]:
    """Point out numbers typed over formulas; one that the formula does not give needs a reason."""
    for one in of_kind(form, REPLACED):
        yield Fault(
            one.place,
            one.stated or None,
            one.expected,
            {"_名称": one.what},
            severity=EXPLAIN if one.grave else None,
            variant="other" if one.grave else "" if one.stated else "gone",
            subject=subject(form, one),
        )
