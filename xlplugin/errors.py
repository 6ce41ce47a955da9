"""The faults that are ours or the environment's, never the form's.

What is wrong in a user's sheet is a ``Finding`` (a value), not an exception.

    XlpluginError
    ├── UnreadableError      a file that cannot be read as a workbook: what, where, what to do
    │   └── RefusedError     a file that was refused before it was parsed (bomb, DOCTYPE, limits)
    ├── DefinitionError      a form definition or setting that is wrong; carries every fault at once
    └── UsageError           a command that cannot be carried out as given
"""

from __future__ import annotations

__all__ = ["DefinitionError", "RefusedError", "UnreadableError", "UsageError", "XlpluginError"]


class XlpluginError(Exception):
    """The root of all errors raised on purpose: one sentence for the user, in Chinese and in English."""

    def __init__(self, zh: str, en: str = "") -> None:
        """Take the sentence in both languages; the Chinese one stands in where there is no English."""
        super().__init__(zh)
        self.zh = zh
        self.en = en or zh

    def said(self, lang: str) -> str:
        """The sentence in ``zh`` or ``en``."""
        return self.en if lang == "en" else self.zh


class UnreadableError(XlpluginError):
    """A file that cannot be read as a workbook."""


class RefusedError(UnreadableError):
    """A file refused before parsing because it breaks a safety limit."""


class DefinitionError(XlpluginError):
    """A wrong definition, with all its faults at once: ``faults`` are sentences, each naming its key."""

    def __init__(self, source: str, faults: list[str]) -> None:
        """Join the faults of one source into one message."""
        super().__init__(f"{source}：" + "；".join(faults))
        self.source = source
        self.faults = tuple(faults)


class UsageError(XlpluginError):
    """A command that cannot be carried out as given."""
