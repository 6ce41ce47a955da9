"""F101: a formula gives what the file holds as its result."""

from __future__ import annotations

from xlplugin.model import ERROR, EXPLAIN, Fault, rule
from xlplugin.rules.deviations import parted
from xlplugin.rules.subjects import numbered, of_entry

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Recomputed, Settings

__all__ = ["stale"]

_LONGEST = 80
"""Characters of a formula that a message shows."""


@rule(
    "F101",
    "formulas.stale",
    title="公式的结果没有更新",
    severity=ERROR,
    messages={
        "zh": "此格保存的结果是{_存}，公式“={_公式}”按表中现有的数应得{_算}（{_引擎}重算）。"
        "请在 Excel 或 WPS 中全部重新计算（Ctrl+Alt+F9）并保存，再核对用到此格的数。",
        "en": "The file holds {_存} here, but with the figures of the form “={_公式}” gives {_算} (by {_引擎}). "
        "Recalculate everything in Excel or WPS (Ctrl+Alt+F9), save, and check the figures that use this cell.",
        "zh.alone": "此格保存的结果是{_存}，公式“={_公式}”按表中现有的数得{_算}（只有{_引擎}重算，没有别的引擎印证）。"
        "请在 Excel 或 WPS 中重新计算后核对；结果确应如此的，说明原因。",
        "en.alone": "The file holds {_存} here, but with the figures of the form “={_公式}” gives {_算} "
        "(by {_引擎} alone, no other engine confirms it). Recalculate in Excel or WPS and compare; "
        "if the figure stands, state why.",
    },
)
def stale(form: Form, _settings: Settings) -> Iterator[Fault]:
    """Blame every formula that an engine has computed anew with another result."""
    subjects = numbered(form.recomputed, lambda one: _subject(form, one))
    for one in form.recomputed:
        stored, computed = parted(one.stored, one.computed)
        words = {
            "_公式": one.formula if len(one.formula) <= _LONGEST else f"{one.formula[:_LONGEST]}…",
            "_存": stored or "“”",
            "_算": computed or "“”",
            "_引擎": "/".join(one.engines),
        }
        yield Fault(
            one.place,
            one.stored,
            one.computed,
            words,
            severity=None if one.certain else EXPLAIN,
            variant="" if one.certain else "alone",
            subject=subjects[id(one)],
        )


def _subject(form: Form, one: Recomputed) -> str:
    """The role of the cell in the form; without one, the formula with its addresses left out."""
    role = of_entry(form, one.place).strip("|")
    return role or "".join(letter for letter in one.formula if not (letter.isdigit() or letter == "$"))
