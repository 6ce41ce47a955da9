"""R714: texts keep within the number of characters that the form allows."""

from __future__ import annotations

import re
from functools import cache

from xlplugin.model import ADVICE, PRINTED, Fault, rule
from xlplugin.quantity import squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from xlplugin.model import Form, Settings, Traced

__all__ = ["length"]


@cache
def _printed() -> re.Pattern[str]:
    """A limit printed in a label: 限200字, 200字以内, 不超过200字."""
    return re.compile(r"(?:限|不超过|不多于)(\d{2,4})(?:个)?(?:汉)?字|(\d{2,4})(?:个)?(?:汉)?字(?:以内|以下|之内)")


def _limits(settings: Settings) -> Mapping[str, int]:
    pairs = (limit.split() for limit in settings.words("limits"))
    return {concept: int(most) for concept, most in pairs}


def _entries(form: Form) -> Iterator[tuple[str, str, Traced]]:
    """Every text that may have a limit: its kind, its label and its entry."""
    for passage in form.texts:
        yield passage.concept, passage.label, passage.entry
    for line in form.budget:
        reason = line.figures.get("reason")
        if reason is not None:
            yield "reason", f"{line.line}的原因", reason


def _most(label: str, concept: str, limits: Mapping[str, int]) -> int | None:
    """How many characters are allowed: as the label prints it, else as the edition says."""
    found = _printed().search(squeeze(label)) if "字" in label else None
    return int(found.group(1) or found.group(2)) if found else limits.get(concept)


@rule(
    "R714",
    "texts.length",
    title="文字栏目字数",
    severity=ADVICE,
    basis=PRINTED,
    messages={
        "zh": "“{_栏目}”写了{stated}字，限{expected}字。系统会拒收或截断，请精简。",
        "en": "“{_栏目}” has {stated} characters; {expected} are allowed. Shorten it before it is refused or cut off.",
    },
    settings={"limits": ()},
)
def length(form: Form, settings: Settings) -> Iterator[Fault]:
    """Count the characters of each text, blanks aside, where its label or the edition prints a limit."""
    limits = _limits(settings)
    for concept, label, entry in _entries(form):
        most = _most(label, concept, limits)
        if most is not None and len(entry.raw) > most and (count := len(squeeze(entry.raw))) > most:
            yield Fault(entry.place, str(count), str(most), {"_栏目": label}, subject=f"{concept}/{label}")
