"""What the reports say of an explanation: that it holds, that its figures have changed, or what it lacks."""

from __future__ import annotations

from xlplugin.engine.explanations import missing
from xlplugin.model import VALID

TYPE_CHECKING = False
if TYPE_CHECKING:
    from xlplugin.model import Explanation

__all__ = ["line"]

_WORDS = {
    "zh": {
        "valid": "已说明：{text}（{by}，{date}）",
        "lapsed": "原说明已失效，写下以后数据有变动，请重新说明：{text}（{by}，{date}）",
        "lacking": "已写说明，但{what}，还不能算数，请在{place}一行补齐",
        "text": "没有写出原因",
        "by": "缺填写人",
        "date": "缺日期",
        "comma": "、",
    },
    "en": {
        "valid": "explained: {text} ({by}, {date})",
        "lapsed": "the explanation has lapsed, for figures have changed since; explain anew: {text} ({by}, {date})",
        "lacking": "the explanation does not count yet: {what}; complete the row of {place}",
        "text": "it gives no reason",
        "by": "the writer is missing",
        "date": "the date is missing",
        "comma": ", ",
    },
}


def line(explanation: Explanation, lang: str = "zh") -> str:
    """One line about an explanation that has been held against its finding, ``zh`` or ``en``."""
    words = _WORDS[lang]
    lacking = missing(explanation)
    if lacking:
        what = words["comma"].join(words[part] for part in lacking)
        return words["lacking"].format(what=what, place=explanation.place)
    said = words["valid" if explanation.state == VALID else "lapsed"]
    return said.format(text=" ".join(explanation.text.split()), by=explanation.by, date=explanation.date)
