"""B303: what two blocks of one form both state is the same."""

from __future__ import annotations

from xlplugin.model import ERROR, Fault, Related, rule
from xlplugin.rules.figures import plain
from xlplugin.rules.funds import AMOUNTS, blocks, name_of, same_money
from xlplugin.rules.subjects import of_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from xlplugin.model import BudgetLine, Form, Settings

__all__ = ["same_in_blocks"]


def _line(lines: list[BudgetLine], source: str) -> BudgetLine | None:
    return next((line for line in lines if line.source == source), None)


def _compared(form: Form, first: BudgetLine, second: BudgetLine, tolerance: Decimal) -> Iterator[Fault]:
    for measure in AMOUNTS:
        one, other = first.figures.get(measure), second.figures.get(measure)
        if one is None or other is None or one.value is None or other.value is None:
            continue
        if same_money(one.value, first.unit, other.value, second.unit, tolerance):
            continue
        name = name_of(measure, second)
        values = {
            "_栏目": name,
            "_本表块": second.block,
            "本处": f"{plain(other.value)}{second.unit}",
            "_前一表块": f"{first.block}（{first.line}）",
            "前处": f"{plain(one.value)}{first.unit}",
        }
        related = (Related(one.place, one.raw),)
        stated, expected, subject = plain(other.value), plain(one.value), f"{of_line(form, second)}|{measure}"
        yield Fault(other.place, stated, expected, values, related, subject=subject, uses=(one.place,))


@rule(
    "B303",
    "budget.blocks",
    title="前后表块一致",
    severity=ERROR,
    messages={
        "zh": "“{_本表块}”{_栏目}的合计为{本处}，“{_前一表块}”为{前处}，同一数额前后不一致，请核实更正。",
        "en": "{_栏目} totals {本处} in “{_本表块}” but {前处} in “{_前一表块}”: the same amount differs. "
        "Find out which is right.",
    },
    settings={"tolerance": "0"},
    follows=("B302", "N503"),
)
def same_in_blocks(form: Form, settings: Settings) -> Iterator[Fault]:
    """Compare the total of each transposed block, which breaks a line of the first block down, with that line.

    Other blocks (基本支出, 项目支出) are further money and need not agree.
    """
    found = list(blocks(form).items())
    for name, lines in found[1:]:
        first = _line(found[0][1], "fiscal" if "财政拨款" in name else "total")
        second = _line(lines, "total")
        if first is not None and second is not None and second.columnwise:
            yield from _compared(form, first, second, settings.decimal("tolerance"))
