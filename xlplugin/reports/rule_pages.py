"""What is told about a rule wherever rules are listed: its sentence, its headline, its page.

The pages beside the rules are Chinese; in English a rule is told by the messages that it may give.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from xlplugin.model import Rule

__all__ = ["headline", "messages", "section", "sentence"]

_SENTENCE = re.compile(r"^一句话：(.+?)(?=\n\s*\n|\n#|\Z)", re.MULTILINE | re.DOTALL)
_BLANK = re.compile(r"\{(\w+)[^{}]*\}")
_ENGLISH_BLANKS = {"stated": "‹stated›", "expected": "‹expected›"}


def sentence(page: str) -> str:
    """What a rule finds, in one Chinese sentence: 一句话 of its page, empty where the page has none."""
    found = _SENTENCE.search(page)
    return "".join(found[1].split("\n")).strip() if found else ""


def section(page: str, heading: str) -> str:
    """What stands below ``## heading`` of a page, as Markdown; empty where there is no such section."""
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    return found[1].strip() if found else ""


def headline(rule: Rule, lang: str = "zh") -> str:
    """What a rule is called: its official Chinese title, in English its name in words (``points.total``)."""
    return rule.name.replace(".", ": ", 1).replace("-", " ") if lang == "en" else rule.title


def messages(rule: Rule, lang: str = "zh") -> tuple[str, ...]:
    """What a rule may say, the usual message first; figures and words of the form are left open (…)."""
    templates = (template for key, template in rule.messages.items() if key.partition(".")[0] == lang)
    return tuple(dict.fromkeys(_opened(template) for template in templates))


def _opened(template: str) -> str:
    return _BLANK.sub(lambda blank: _ENGLISH_BLANKS.get(blank[1], "…"), template).replace("{{", "{").replace("}}", "}")
