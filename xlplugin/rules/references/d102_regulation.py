"""D102: where the form asks for the regulation of a fund, a regulation is named."""

from __future__ import annotations

from xlplugin.model import ADVICE, PRINTED, Fault, rule
from xlplugin.rules.citations import citations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlplugin.model import Form, Settings

__all__ = ["regulation"]

_SHORTEST = 3
"""Letters that at least are left beside the number where a name is given."""


def _named(text: str) -> str:
    """What is left of a text without its document numbers and marks."""
    plain = "".join(text.split())
    for one in citations(text):
        plain = plain.replace(one.text, "", 1)
    return plain.strip("《》〈〉（）()[]〔〕，、；。：,;: ")


@rule(
    "D102",
    "references.regulation",
    title="资金管理办法的名称和文号",
    severity=ADVICE,
    basis=PRINTED,
    messages={
        "zh": "“{_栏目}”要求写办法的名称和文号，这里只有文号“{stated}”，看不出是哪个资金管理办法。"
        "请补写名称；如果这是下达预算的文件，请改填资金管理办法。",
        "en": "“{_栏目}” asks for the name and number of the regulation; here stands only the number “{stated}”. "
        "Add the name; if it is the number of a budget issue, name the regulation instead.",
        "zh.issue": "“{_栏目}”里填的“{stated}”带有“{_字样}”字样，像是下达预算的文件，不是资金管理办法。请核对后改填。",
        "en.issue": "“{stated}” in “{_栏目}” says “{_字样}”: it seems to issue a budget and to be no regulation. "
        "Check and correct.",
    },
    settings={
        "issues": ("下达", "预算的通知", "预算的批复", "批复", "预算指标", "追加", "调整预算", "预算通知书", "拨款")
    },
)
def regulation(form: Form, settings: Settings) -> Iterator[Fault]:
    """Advise on entries for a regulation that are only a number, or the title of a document that issues a budget."""
    for passage in form.texts:
        entry = passage.entry
        if passage.concept != "regulation" or entry.is_blank:
            continue
        shown, values = entry.raw.strip(), {"_栏目": passage.label}
        name = _named(entry.raw)
        word = next((word for word in settings.words("issues") if word in name), "")
        if "办法" not in name and word:
            yield Fault(entry.place, shown, None, values | {"_字样": word}, variant="issue", subject=passage.label)
        elif len(name) < _SHORTEST and citations(entry.raw):
            yield Fault(entry.place, shown, None, values, subject=passage.label)
