"""R709: where the funds are filled in, no printed column of their total line is left blank, nor all sources."""

from __future__ import annotations

from xlplugin.model import ADVICE, EXPLAIN, PRINTED, Fault, rule
from xlplugin.rules.figures import percent, plain, value_of
from xlplugin.rules.funds import base, blocks
from xlplugin.rules.subjects import of_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import BudgetLine, Form, Settings

__all__ = ["funds"]

_COLUMNS = {"initial": "年初预算数", "adjusted": "全年预算数", "executed": "执行数", "rate": "执行率"}
_AMOUNTS = ("initial", "adjusted", "received", "executed")


def _filled(line: BudgetLine) -> bool:
    return any(value_of(line.figures.get(measure)) is not None for measure in _AMOUNTS)


def _gaps(form: Form, line: BudgetLine) -> Iterator[Fault]:
    """The blank columns of a total line that states an amount; a rate only where it can be worked out."""
    for measure, name in _COLUMNS.items():
        entry = line.figures.get(measure)
        if entry is None or not entry.is_blank or entry.formula is not None:
            continue
        found, spent = base(line), value_of(line.figures.get("executed"))
        values = {"_项目": line.line, "栏目": name}
        subject = f"{of_line(form, line)}|{measure}"
        if measure != "rate":
            yield Fault(entry.place, None, None, values, subject=subject)
        elif found is not None and spent is not None and found[2] > 0:
            values["算式"] = f"执行数{plain(spent)}÷{found[0]}{plain(found[2])}×100%"
            expected = percent(spent / found[2] * 100)
            yield Fault(entry.place, None, expected, values, variant="rate", subject=subject)


def _unsourced(form: Form, total: BudgetLine, lines: list[BudgetLine]) -> Fault | None:
    """The sources beneath a stated total when all of them are blank."""
    sources = [line for line in lines if line.source != "total"]
    entries = [line.figures.get(measure) for line in sources for measure in _AMOUNTS]
    printed = [entry for entry in entries if entry is not None]
    if not printed or not all(entry.is_blank for entry in printed):
        return None
    names = "、".join(line.line for line in sources)
    values = {"_项目": total.line, "_来源": names}
    return Fault(printed[0].place, None, None, values, (), ADVICE, "sources", f"{of_line(form, total)}|sources")


@rule(
    "R709",
    "required.funds",
    title="资金栏目必填",
    severity=EXPLAIN,
    basis=PRINTED,
    messages={
        "zh": "“{_项目}”一行已填了资金数，{栏目}一格却是空白。请补填；确实没有的填0并说明。",
        "en": "Amounts of “{_项目}” are filled in but {栏目} is blank. Fill it in; where there was none write 0 "
        "and say why.",
        "zh.rate": "“{_项目}”的执行率没有填写，按已填的数应为{expected}（{算式}）。请补填。",
        "en.rate": "The execution rate of “{_项目}” is blank; the stated amounts give {expected} ({算式}). Fill it in.",
        "zh.sources": "“{_项目}”已填，各资金来源（{_来源}）全部空白，无法核对合计。请填写来源，没有的填0。",
        "en.sources": "“{_项目}” is filled in but all its sources ({_来源}) are blank, so the total cannot be checked. "
        "Fill in the sources; write 0 where there is none.",
    },
)
def funds(form: Form, _settings: Settings) -> Iterator[Fault]:
    """Blame blank columns of each total line that states an amount, and a block whose sources are all blank."""
    for lines in blocks(form).values():
        total = next((line for line in lines if line.source == "total" and _filled(line)), None)
        if total is None:
            continue
        yield from _gaps(form, total)
        unsourced = _unsourced(form, total, lines)
        if unsourced:
            yield unsourced
