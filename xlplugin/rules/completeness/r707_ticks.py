"""R707: a question with boxes has exactly one tick."""

from __future__ import annotations

from xlplugin.model import EXPLAIN, PRINTED, Fault, Related, rule
from xlplugin.rules.subjects import apart

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Settings

__all__ = ["ticks"]


@rule(
    "R707",
    "choice.ticks",
    title="勾选唯一",
    severity=EXPLAIN,
    basis=PRINTED,
    messages={
        "zh": "“{_问题}”一栏没有勾选（可选：{选项}）。请勾选一项。",
        "en": "No box is ticked for “{_问题}” (options: {选项}). Tick one.",
        "zh.several": "“{_问题}”一栏勾选了{已勾}项：{所勾}。只能勾选一项。",
        "en.several": "{已勾} boxes are ticked for “{_问题}”: {所勾}. Tick only one.",
    },
)
def ticks(form: Form, _settings: Settings) -> Iterator[Fault]:
    """Blame the first box of a question that has none or several ticked."""
    for choice in form.choices:
        ticked = [option.name for option in choice.options if option.ticked]
        if not choice.options or len(ticked) == 1:
            continue
        name = choice.name
        values = {"_问题": name, "选项": "、".join(option.name for option in choice.options)}
        if ticked:
            values |= {"已勾": str(len(ticked)), "所勾": "、".join(ticked)}
        first, *others = choice.options
        related = tuple(Related(option.place, option.name) for option in others)
        stated = "、".join(ticked) or None
        variant = "several" if ticked else ""
        subject = apart(choice, form.choices, lambda one: one.name)
        yield Fault(first.place, stated, None, values, related, variant=variant, subject=subject)
