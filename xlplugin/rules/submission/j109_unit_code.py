"""J109: one unit has one code."""

from __future__ import annotations

from xlplugin.model import CONSISTENT, EXPLAIN, Fault, rule
from xlplugin.quantity import squeeze
from xlplugin.rules.projects import related, seen
from xlplugin.rules.subjects import of_form

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlplugin.model import Form, Settings, Traced

__all__ = ["one_code"]


def _stated(form: Form, what: str) -> Traced | None:
    entry = form.identity.get(what)
    return None if entry is None or entry.is_blank else entry


def _differing(codes: dict[str, list[tuple[Form, Traced]]]) -> Iterator[Fault]:
    usual = max(codes, key=lambda code: len(codes[code]))
    model, known = codes[usual][0]
    for code, own in codes.items():
        for form, entry in own if code != usual else ():
            unit = _stated(form, "unit")
            values = {"_单位": unit.raw.strip() if unit else "", "_另表": seen(form, model)}
            others = (related(form, model, known),)
            yield Fault(entry.place, code, usual, values, others, subject=of_form(form), file=form.file)


@rule(
    "J109",
    "submission.unit-code",
    title="单位编码一致",
    severity=EXPLAIN,
    basis=CONSISTENT,
    scope="submission",
    messages={
        "zh": "本表“{_单位}”的预算单位编码为{stated}，{_另表}中为{expected}。一个单位只有一个编码，请核实更正。",
        "en": "The code of “{_单位}” is {stated} here and {expected} in {_另表}. One unit has one code; correct it.",
    },
)
def one_code(forms: Sequence[Form], _settings: Settings) -> Iterator[Fault]:
    """Compare the codes that stand beside one unit name; the rarer one is blamed, with equal counts the later."""
    units: dict[str, dict[str, list[tuple[Form, Traced]]]] = {}
    for form in forms:
        name, code = _stated(form, "unit"), _stated(form, "code")
        if name is not None and code is not None:
            units.setdefault(squeeze(name.raw), {}).setdefault(squeeze(code.raw), []).append((form, code))
    for codes in units.values():
        if len(codes) > 1:
            yield from _differing(codes)
