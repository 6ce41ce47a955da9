"""W110: how the full mark is shared among outputs, benefits and satisfaction, where the form itself does not say."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.model import ADVICE, CUSTOM, Fault, rule
from xlplugin.quantity import squeeze
from xlplugin.rules.figures import plain, same
from xlplugin.rules.scores import header, in_use

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Settings

__all__ = ["usual_classes"]

_CLASSES = ("产出", "效益", "满意度")


def _prints_its_own(form: Form) -> bool:
    """Whether the form says itself how the mark is shared: 产出指标（50分）."""
    return any(group.depth > 0 and group.weight is not None for group in form.groups)


def _shares(form: Form) -> tuple[Decimal, ...] | None:
    """The weights of the three classes; None where there are others (成本指标), fewer, or a row without a weight."""
    sums: dict[str, Decimal] = {}
    for row in form.indicators:
        if not in_use(row) or row.bonus:
            continue
        name = next((one for one in _CLASSES if squeeze(row.level1).startswith(one)), None)
        if name is None or row.weight is None or row.weight.value is None:
            return None
        sums[name] = sums.get(name, Decimal(0)) + row.weight.value
    return tuple(sums[name] for name in _CLASSES) if len(sums) == len(_CLASSES) else None


@rule(
    "W110",
    "weights.usual-classes",
    title="三类指标的通常分值",
    severity=ADVICE,
    basis=CUSTOM,
    settings={"usual": ("50", "30", "10")},
    messages={
        "zh": "产出、效益、满意度三类指标的分值为{stated}，同类表通常为{expected}（预算执行另计10分）。"
        "本表没有印明分法：当地或主管部门另有规定的按规定，没有的请核实是否有意调整。",
        "en": "Outputs, benefits and satisfaction weigh {stated}; forms of this kind usually have {expected}, with 10 "
        "for execution. The form does not print how they are shared: where local rules say otherwise they hold; if "
        "there are none, check that this is meant.",
    },
    preview=True,
)
def usual_classes(form: Form, settings: Settings) -> Iterator[Fault]:
    """Compare the weights of the three classes, where they make the usual total, with how it is usually shared."""
    usual = tuple(map(Decimal, settings.words("usual")))
    if _prints_its_own(form):
        return
    shares = _shares(form)
    if shares is None or not same(sum(shares, Decimal(0)), sum(usual, Decimal(0))) or all(map(same, shares, usual)):
        return
    stated, expected = ("/".join(map(plain, figures)) for figures in (shares, usual))
    yield Fault(header(form, "weight"), stated, expected)
