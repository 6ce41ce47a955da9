"""The content of the checks as data: the vocabulary and the form definitions, found by walking this folder.

``cache.jsonl`` holds the same TOML already parsed, one file per line, and the blanks compiled to templates, so that
a check need not load a TOML parser. It is only ever used for files whose bytes it was made from; what is new or
changed is simply parsed.
``python -m xlplugin.forms`` rewrites it, a test proves it current.
"""

from xlplugin.forms.content import blank_text, edition, editions, headings, template, vocabulary

__all__ = ["blank_text", "edition", "editions", "headings", "template", "vocabulary"]
