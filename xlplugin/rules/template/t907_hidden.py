"""T907: nothing of a form is hidden."""

from __future__ import annotations

from xlplugin.model import ADVICE, CUSTOM, EXPLAIN, Fault, rule
from xlplugin.model.difference import COLUMNS, HIDDEN, ROWS, SHEET
from xlplugin.rules.deviations import of_kind, subject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Settings

__all__ = ["hidden"]

_PLAIN = {ROWS: "", COLUMNS: "column"}
"""The wording for what holds no points or amounts."""


@rule(
    "T907",
    "template.hidden",
    title="隐藏的行、列或工作表",
    severity=ADVICE,
    basis=CUSTOM,
    messages={
        "zh": "第{_何处}行被隐藏，打印和查看时看不到其中的内容。请取消隐藏。",
        "en": "Row {_何处} is hidden; what it holds is neither seen nor printed. Unhide it.",
        "zh.rows": "第{_何处}行被隐藏，其中有计入本表的分数或金额。请取消隐藏，或说明隐藏的理由。",
        "en.rows": "Row {_何处} is hidden and holds points or amounts of the form. "
        "Unhide it or state why it is hidden.",
        "zh.column": "{_何处}列被隐藏，打印和查看时看不到其中的内容。请取消隐藏。",
        "en.column": "Column {_何处} is hidden; what it holds is neither seen nor printed. Unhide it.",
        "zh.columns": "{_何处}列被隐藏，其中有计入本表的分数或金额。请取消隐藏，或说明隐藏的理由。",
        "en.columns": "Column {_何处} is hidden and holds points or amounts of the form. "
        "Unhide it or state why it is hidden.",
        "zh.sheet": "工作表“{_何处}”是隐藏的，上面有一张自评表。请取消隐藏，或删去不用的表。",
        "en.sheet": "The sheet “{_何处}” is hidden and holds a form. Unhide it, or delete it if it is not used.",
    },
)
def hidden(form: Form, _settings: Settings) -> Iterator[Fault]:
    """Point out what is hidden of a form; what holds points or amounts needs a reason."""
    for one in of_kind(form, HIDDEN):
        variant = one.stated if one.grave or one.stated == SHEET else _PLAIN[one.stated]
        severity = EXPLAIN if one.grave else None
        yield Fault(
            one.place, None, None, {"_何处": one.what}, severity=severity, variant=variant, subject=subject(form, one)
        )
