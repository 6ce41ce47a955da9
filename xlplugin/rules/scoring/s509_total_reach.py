"""S509: the full mark can be reached by what the form prints."""

from __future__ import annotations

from decimal import Decimal

from xlplugin.model import ADVICE, EXPLAIN, PRINTED, Fault, Related, rule
from xlplugin.rules.figures import plain, value_of
from xlplugin.rules.receipts import judged, named, within_reach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Indicator, Receipt, Settings

__all__ = ["total_reach"]


def _short(form: Form) -> list[tuple[Indicator, Receipt, Decimal]]:
    """The rows whose standard cannot give their weight, with what is out of reach; a bonus weight is a cap."""
    return [
        (row, receipt, receipt.weight - receipt.most)
        for row, receipt in judged(form)
        if not row.bonus and receipt.most is not None and receipt.weight is not None and receipt.most < receipt.weight
    ]


@rule(
    "S509",
    "scoring.total-reach",
    title="满分达不到",
    severity=ADVICE,
    basis=PRINTED,
    follows=("S504", "P201"),
    messages={
        "zh": "按印制的评分标准，本表最高只能得{expected}分，达不到满分{满分}分（{_算式}）。请报财政部门核实表样。",
        "en": "By the printed scoring standards this form can earn {expected} at most, not its full {满分} ({_算式}). "
        "Ask the bureau that issued it.",
        "zh.above": "合计填报{stated}分，按印制的评分标准最高只能得{expected}分（满分{满分}分；{_算式}）。"
        "请核实，或说明按什么计分。",
        "en.above": "The total states {stated}; by the printed scoring standards it can be {expected} at most "
        "(full mark {满分}; {_算式}). Check, or say how it was scored.",
    },
)
def total_reach(form: Form, _settings: Settings) -> Iterator[Fault]:
    """Subtract from the full mark what the standards of single rows cannot give.

    Silent where no row claims more than its standard gives. Bonus points lie outside the full mark.
    """
    missing = _short(form)
    if all(within_reach(row, receipt) for row, receipt, _ in missing):
        return
    weights = [receipt.weight for row, receipt in judged(form) if receipt.weight is not None and not row.bonus]
    full = form.edition.full if form.edition and form.edition.full is not None else sum(weights, Decimal(0))
    most = full - sum((gap for _, _, gap in missing), Decimal(0))
    total = form.total.points if form.total else None
    stated = total.value if total else None
    taken = "".join(f"-{plain(gap)}（{named(receipt)}）" for _, receipt, gap in missing)
    values = {"满分": plain(full), "_算式": f"{plain(full)}{taken}={plain(most)}"}
    related = tuple(Related(row.criteria.place, named(receipt)) for row, receipt, _ in missing if row.criteria)
    bonus = sum((value_of(row.points) or Decimal(0) for row in form.indicators if row.bonus), Decimal(0))
    above = stated is not None and stated - bonus > most
    place = total.place if total else form.place
    yield Fault(
        place,
        plain(stated) if above and stated is not None else None,
        plain(most),
        values,
        related,
        EXPLAIN if above else None,
        "above" if above else "",
        "full",
    )
